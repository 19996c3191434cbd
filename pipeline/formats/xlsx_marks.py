"""Looks closely at the sheets of a workbook that may show more than values: what is struck out, noted or a percentage.

What openpyxl is given is a workbook of these sheets alone, made anew from members that were looked through before:
cells, fonts, texts and notes, and nothing else that it could choke on or work at for ever.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock

from pipeline.formats.xlsx_leftovers import decode, guard
from pipeline.formats.xlsx_markup import local, parse
from pipeline.formats.xlsx_percent import is_percent
from pipeline.formats.xlsx_traces import STRINGS, STYLES, Look, related
from pipeline.model.sheet import Spot

MOST_BYTES = 10 * 2**20
"""Markup that is looked at; a form has a tenth of it."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": _MAIN.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _RELATED.encode(),
}
_CELLS_END = re.compile(rb"</((?:[^\s/>:<]*:)?)sheetData\s*>|<((?:[^\s/>:<]*:)?)sheetData\s*/>")
_THREAD = "/threadedComment"


class TooMuchError(Exception):
    """There is more markup than is worth a closer look."""


def look(parts: Mapping[str, bytes], sheets: Mapping[str, str]) -> dict[str, Look]:
    """Look at sheets.

    Args:
        parts: the members of the workbook by their names, case folded.
        sheets: the member of each sheet to look at, by the sheet's title.

    Returns:
        What was seen, by title.

    Raises:
        TooMuchError: their markup is larger than that of any form.
        Exception: whatever openpyxl makes of members that it does not understand.
    """
    with warnings.catch_warnings():
        # What openpyxl does not know of is none of what is looked for here.
        warnings.simplefilter("ignore")
        package = io.BytesIO(_package(parts, tuple(sheets.values())))
        book = openpyxl.load_workbook(package, rich_text=True, keep_links=False)
        return {
            title: _seen(sheet, _threads(part, parts))
            for (title, part), sheet in zip(sheets.items(), book.worksheets, strict=True)
        }


def _package(parts: Mapping[str, bytes], sheets: tuple[str, ...]) -> bytes:
    """Return a workbook of some sheets, each with its cells and its notes alone."""
    wanted = {
        "xl/styles.xml": parts.get(STYLES, b""),
        "xl/sharedStrings.xml": guard(parts.get(STRINGS, b"")),
    }
    for at, part in enumerate(sheets, 1):
        wanted[f"xl/worksheets/sheet{at}.xml"] = guard(_cells_only(parts[part]))
        notes = [target for kind, target in related(part, parts) if kind.endswith("/comments") and target in parts]
        for target in notes[:1]:
            wanted[f"xl/comments{at}.xml"] = guard(parts[target])
            wanted[f"xl/worksheets/_rels/sheet{at}.xml.rels"] = _relations({f"/xl/comments{at}.xml": "comments"})
    wanted = {name: content for name, content in wanted.items() if content}
    if sum(map(len, wanted.values())) > MOST_BYTES:
        raise TooMuchError
    for strict, plain in _STRICT.items():
        wanted = {name: content.replace(strict, plain) for name, content in wanted.items()}
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as out:
        for name, content in (wanted | _frame(len(sheets), has_texts="xl/sharedStrings.xml" in wanted)).items():
            out.writestr(name, content)
    return package.getvalue()


def _cells_only(sheet: bytes) -> bytes:
    """Cut off what stands after the cells: merged ranges and links may name all cells there are."""
    for end in _CELLS_END.finditer(sheet):
        return sheet[: end.end()] + b"</" + (end[1] or end[2] or b"") + b"worksheet>"
    return sheet


def _frame(count: int, *, has_texts: bool) -> dict[str, bytes]:
    """Return the members that hold a workbook together."""
    kinds = {"/xl/workbook.xml": "sheet.main"} | ({"/xl/sharedStrings.xml": "sharedStrings"} if has_texts else {})
    types = "".join(f'<Override PartName="{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items())
    sheets = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="rId{at}"/>' for at in range(1, count + 1))
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'.encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>'.encode()
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"/xl/worksheets/sheet{at}.xml": "worksheet" for at in range(1, count + 1)}
        ),
    }


def _relations(targets: Mapping[str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


def _seen(sheet: Any, threads: Mapping[str, str]) -> Look:
    """Return what stands out on a sheet; only cells that exist are gone through, however far they lie apart."""
    struck: dict[Spot, tuple[str | None, str]] = {}
    notes: dict[Spot, str] = {}
    percents = set()
    for spot, cell in sheet._cells.items():  # noqa: SLF001 - every other way makes a cell of each place in between
        if cell.comment:
            notes[spot] = threads.get(cell.coordinate) or decode(cell.comment.text or "").strip()
        if cell.value is None:
            continue
        is_struck = bool(cell.font.strike)
        if isinstance(cell.value, CellRichText):
            parts = _runs(cell.value, is_struck=is_struck)
            if parts[1].strip():
                struck[spot] = parts if parts[0].strip() else (None, "")
        elif is_struck:
            struck[spot] = (None, "")
        elif isinstance(cell.value, int | float) and is_percent(cell.number_format):
            percents.add(spot)
    return Look(struck, notes, frozenset(percents))


def _runs(text: CellRichText, *, is_struck: bool) -> tuple[str, str]:
    """Return the live and the struck-out part of a text."""
    live: list[str] = []
    struck: list[str] = []
    for run in text:
        is_out = bool(run.font.strike) if isinstance(run, TextBlock) else is_struck
        (struck if is_out else live).append(decode(str(run)))
    return "".join(live), "".join(struck)


def _threads(part: str, parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the threads of a sheet by cell name; the notes that stand for them elsewhere are mere explanations."""
    found: dict[str, list[str]] = {}
    cell: list[str] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if local(tag) == "threadedComment":
            cell[:] = [values.get("ref", "")]
            found.setdefault(cell[0], []).append("")

    def text(piece: str) -> None:
        if cell:
            found[cell[0]][-1] += piece

    for kind, target in related(part, parts):
        if kind.endswith(_THREAD) and target in parts:
            parse(target, parts[target], StartElementHandler=start, CharacterDataHandler=text)
    return {name: " / ".join(said.strip() for said in texts) for name, texts in found.items()}
