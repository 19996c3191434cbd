"""Reads the workbooks of one system and joins their answers, without building the typed profile."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.plain_file import read_file
from pipeline.build.scan import SystemSource, is_open, is_passed_over
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import LISTS_SHEET, META_SHEET
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.stages.join import join
from pipeline.stages.listed import RowList, hold_to_lists
from pipeline.stages.read import read

_NO_LISTS: Mapping[str, RowList] = MappingProxyType({})
_MISSED = frozenset({"INT012", "INT034", "INT040"})
"""Findings on a sheet or a question that is not where it was written."""


class _Organisation(Struct, frozen=True):
    """An organisation's workbook, by what it was read, and what it gave."""

    read_by: tuple[str, bytes, Collection[str] | None]
    questionnaire: Questionnaire
    lists: Mapping[str, RowList]
    intake: Intake


_LAST: list[_Organisation] = []
"""The one read last, and no other: all systems of a client are read beside the same one, one after the other."""


class SystemFiles(Struct, frozen=True):
    """What was read for one system: workbooks and evidence, by name; ``opened`` are those open in another program."""

    workbook: str
    client: str
    content: bytes
    organisation_name: str
    organisation: bytes | None
    evidence: Mapping[str, bytes]
    opened: tuple[str, ...] = ()


def load_files(source: SystemSource, *, with_evidence: bool = True) -> SystemFiles:
    """Read a system's workbook, its organisation's and the whole evidence folder.

    Args:
        source: where they lie.
        with_evidence: read the evidence folder too.

    Raises:
        NotAFileError: a workbook is no file.
        OSError: a file cannot be read.
    """
    organisation = source.organisation
    return SystemFiles(
        workbook=str(source.workbook),
        client=source.workbook.resolve().parent.name,
        content=read_file(source.workbook),
        organisation_name=str(organisation) if organisation else "",
        organisation=read_file(organisation) if organisation else None,
        evidence=dict(_evidence(source.evidence)) if with_evidence else {},
        opened=tuple(str(path) for path in (source.workbook, organisation) if path and is_open(path)),
    )


def read_answers(
    files: SystemFiles,
    questionnaire: Questionnaire,
    only: Collection[str] | None = None,
    lists: Mapping[str, RowList] = _NO_LISTS,
) -> tuple[Intake, bool]:
    """Read both workbooks and join their answers; every fault is a finding.

    Args:
        files: what was read from disk.
        questionnaire: the questions of both forms.
        only: ids of the questions to read; all where none are named.
        lists: what listed rows are held against, each workbook by itself: joined, a row that is blank in one would
            hide what the other says.

    Returns:
        The answers, and whether the system workbook is a form that could be used at all.
    """
    system = _intake(files.workbook, files.content, questionnaire, Form.SYSTEM, only, lists)
    organisation = None
    if files.organisation is not None:
        organisation = _organisation(files.organisation_name, files.organisation, questionnaire, only, lists)
    opened = tuple(finding("INT054", Place(name)) for name in files.opened)
    if not system.cells:
        return replace(system, findings=opened + system.findings), False
    joined = join(system, organisation, slug(Path(files.workbook).stem))
    findings = opened + joined.findings + (organisation.findings if organisation else ())
    return replace(joined, findings=findings), True


def slug(name: str) -> str:
    """Return a name as an id: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40] or "system"


def _organisation(
    name: str,
    content: bytes,
    questionnaire: Questionnaire,
    only: Collection[str] | None,
    lists: Mapping[str, RowList],
) -> Intake:
    read_by = (name, content, only)
    for last in tuple(_LAST):
        if last.read_by == read_by and last.questionnaire is questionnaire and last.lists is lists:
            return last.intake
    intake = _intake(name, content, questionnaire, Form.ORGANISATION, only, lists)
    _LAST[:] = [_Organisation(read_by, questionnaire, lists, intake)]
    return intake


def _intake(
    name: str,
    content: bytes,
    questionnaire: Questionnaire,
    form: Form,
    only: Collection[str] | None,
    lists: Mapping[str, RowList],
) -> Intake:
    sheets = None if only is None else questionnaire.sheets_of(only) | {META_SHEET, LISTS_SHEET}
    workbook, refused = read_workbook(name, content, sheets)
    if workbook is None:
        return Intake({}, findings=refused)
    intake = read(workbook, questionnaire, form, only)
    if sheets is not None and any(told.code in _MISSED for told in intake.findings):
        # What a client moved or renamed is found by looking through every sheet.
        workbook, refused = read_workbook(name, content)
        intake = read(workbook, questionnaire, form, only) if workbook else Intake({})
    held = hold_to_lists(intake, questionnaire, lists)
    return replace(held, findings=refused + held.findings)


def _evidence(folder: Path) -> Iterator[tuple[str, bytes]]:
    if folder.is_dir():
        for entry in sorted(folder.iterdir()):
            if entry.is_file() and not is_passed_over(entry.name) and _is_text(entry.name):
                yield entry.name, read_file(entry)


def _is_text(name: str) -> bool:
    """Tell whether the name of a file can be written down; one that cannot is answered as a missing file."""
    return not any("\ud800" <= char <= "\udfff" for char in name)
