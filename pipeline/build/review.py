"""Review copies: the answers of a client in a fresh form, our remarks beside them; the file itself is never touched."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.build.forms import FileInTheWayError, judge_of
from pipeline.build.plain_file import read_file
from pipeline.build.scan import ORGANISATION, SystemSource
from pipeline.build.store import write
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding
from pipeline.model.form_codes import MetaKey
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.stages.blocks import meta_of
from pipeline.stages.form import form_workbook
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.read import read
from pipeline.stages.remark import occasion_of

InLanguage = Callable[[str], Questionnaire]
"""Gives the questionnaire in the language of a form."""


class _Returned(Struct, frozen=True):
    """What a workbook says of itself, and what it holds."""

    meta: Mapping[str, str]
    intake: Intake

    @property
    def answers(self) -> tuple[object, object, object]:
        """Values, notes, and what was typed into cells that give no value: what a client would lose with it."""
        return self.intake.values, self.intake.notes, self.intake.typed


def write_reviews(
    sources: Sequence[SystemSource],
    findings: Iterable[Finding],
    folder: Path,
    catalogue: Catalogue,
    in_language: InLanguage,
) -> Iterator[Path]:
    """Write a review copy of every workbook that can be read.

    Args:
        sources: the workbooks that were checked.
        findings: all that was found in them.
        folder: where to; workbooks of several clients go into a folder each.
        catalogue: the questions, and the law that decides which apply.
        in_language: gives the wording of each form.

    Yields:
        The paths written; each copy has the name of its workbook, so that it can take its place.

    Raises:
        FileInTheWayError: a file lies there that is no review copy, holds other answers, or is what was checked.
    """
    told: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each not in told[each.at.workbook]:
            told[each.at.workbook].append(each)
    several = len({source.folder.resolve() for source in sources}) > 1
    workbooks = tuple(_workbooks(sources))
    inputs = {path.resolve() for path, _, _ in workbooks}
    for path, form, client in workbooks:
        target = folder / client / path.name if several else folder / path.name
        if target.resolve() in inputs:
            raise FileInTheWayError(f"{target} is what was checked; nothing was written over it")
        try:
            returned = _read(path, form, catalogue)
        except Exception:  # noqa: BLE001, S112 - told as a fault where it was checked; the other workbooks get their copy
            continue
        if returned is None or not returned.intake.cells:
            continue
        content = _review(path, form, returned, told[str(path)], catalogue, in_language)
        before = _read(target, form, catalogue) if target.is_file() else None
        is_ours = before and before.meta.get(MetaKey.REVIEW) and before.answers == returned.answers
        if target.exists() and not is_ours:
            raise FileInTheWayError(
                f"{target} is no review copy, or holds other answers than {path}; nothing was written over it"
            )
        write(target, content)
        yield target


def _workbooks(sources: Sequence[SystemSource]) -> Iterator[tuple[Path, Form, str]]:
    seen = set[Path]()
    for source in sources:
        client = source.folder.resolve().name
        for path, form in ((source.organisation, Form.ORGANISATION), (source.workbook, Form.SYSTEM)):
            if path and path not in seen:
                seen.add(path)
                yield path, form, client


def _read(path: Path, form: Form, catalogue: Catalogue) -> _Returned | None:
    """Read a workbook by itself, with the rows that are none of their list; nothing where it is no workbook."""
    workbook, _ = read_workbook(str(path), read_file(path))
    if workbook is None:
        return None
    asked = catalogue.questionnaire
    intake = hold_to_lists(read(workbook, asked, form), asked, lists_of(catalogue), keep_stopped=True)
    return _Returned(meta_of(workbook) or {}, intake)


def _review(
    path: Path,
    form: Form,
    returned: _Returned,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    in_language: InLanguage,
) -> bytes:
    asked = in_language(returned.meta.get(MetaKey.LANGUAGE, ""))
    alone = form is Form.SYSTEM and not path.with_name(ORGANISATION).is_file()
    made = form_workbook(
        asked,
        form,
        returned.intake,
        judge=judge_of(returned.intake, catalogue),
        lists=lists_of(catalogue),
        occasion=occasion_of(returned.intake, findings, returned.meta, asked, with_organisation=alone),
    )
    return write_form(made)
