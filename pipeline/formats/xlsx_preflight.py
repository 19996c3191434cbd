"""The look at a file before it is read as a workbook: what it is, whether it is whole, safe and of a form's size."""

from collections.abc import Container, Mapping

from msgspec import Struct, field

from pipeline.formats.xlsx_archive import RefusedError, unpack
from pipeline.formats.xlsx_plain import packed, reworded_for_reader
from pipeline.formats.xlsx_scan import parts_by_title, scan
from pipeline.formats.xlsx_traces import Traces, has_links, traces_of
from pipeline.formats.xlsx_walk import MOST_COLUMNS, MOST_ROWS, SheetScan
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding


class Inspection(Struct, frozen=True):
    """What was found before reading: findings, and a scan and traces of each sheet that may be read, by title.

    ``refused`` tells that the file as a whole must not be given to a reader. ``content`` is what the reader is given:
    the file, or one that says the same in the reader's words. ``parts`` are its members by their names, case folded,
    and ``members`` the names of those that the sheets stand in.
    """

    findings: tuple[Finding, ...]
    refused: bool
    content: bytes = b""
    sheets: Mapping[str, SheetScan] = field(default_factory=dict)
    traces: Mapping[str, Traces] = field(default_factory=dict)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    has_links: bool = False


def preflight(name: str, content: bytes) -> tuple[Finding, ...]:
    """Tell everything that stands against reading a file as a workbook.

    Args:
        name: of the file, as findings show it.
        content: the file's bytes.
    """
    return inspect(name, content).findings


def inspect(name: str, content: bytes, only: Container[str] | None = None) -> Inspection:
    """Look a file through; no content makes this raise.

    Args:
        name: of the file, as findings show it.
        content: the file's bytes.
        only: titles of the sheets that will be read; all where none are named.
    """
    try:
        parts = {name.casefold(): member for name, member in unpack(content).items()}
        titles = parts_by_title(parts)
        scans = scan(parts, titles, only)
        fitting = {title: sheet for title, sheet in scans.items() if _fits(sheet)}
        members = {title: titles[title] for title in fitting}
        reworded = {title: reworded_for_reader(parts[part], fitting[title]) for title, part in members.items()}
        is_other = any(reworded[title] is not parts[part] for title, part in members.items())
        parts |= {part: reworded[title] for title, part in members.items()}
        traces = traces_of(parts, members)
    except RefusedError as refusal:
        return Inspection((finding(refusal.code, Place(workbook=name), (), **refusal.values),), refused=True)
    except Exception as error:  # noqa: BLE001 - any bytes may come in; whatever they break is a finding, never a crash
        return Inspection((damaged(name, error),), refused=True)
    findings = tuple(
        finding("INT006", Place(workbook=name, sheet=title), sheet=title, rows=sheet.rows, columns=sheet.columns)
        for title, sheet in scans.items()
        if title not in fitting
    )
    return Inspection(
        findings,
        refused=False,
        content=packed(parts) if is_other else content,
        sheets=fitting,
        traces=traces,
        parts=parts,
        members=members,
        has_links=has_links(parts),
    )


def _fits(sheet: SheetScan) -> bool:
    return sheet.rows <= MOST_ROWS and sheet.columns <= MOST_COLUMNS


def damaged(name: str, error: BaseException) -> Finding:
    """Return the finding for a file on which a reader failed in a way that nobody foresaw."""
    return finding("INT002", Place(workbook=name), why=f"it cannot be read ({type(error).__name__})")
