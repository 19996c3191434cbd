"""Leaves out what was copied inside a workbook: a sheet that repeats another, headings among the rows of a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import ROWS_MARK, ColumnCode
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.scalar import clean_text
from pipeline.model.sheet import CellValue
from pipeline.stages.blocks import Line
from pipeline.stages.meant import BESIDE

_REQUIRED = "●"


def without_copies(
    workbook: str, lines: Iterable[Line], questionnaire: Questionnaire
) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """Leave out the lines that stand in a workbook twice because a person copied them.

    Args:
        workbook: name of the file.
        lines: its rows of answers.
        questionnaire: all questions, with the sheets on which they stand.

    Returns:
        The lines to read, and what is told of the others: of a copied sheet once, and of each answer in it that is
        another than the one that is read.
    """
    kept: list[Line] = []
    told: list[Finding] = []
    for line in lines:
        if _repeats_headings(line):
            told.append(finding("INT053", _place(workbook, line, ColumnCode.ROW_ID)))
        else:
            kept.append(line)
    by_sheet: dict[str, list[Line]] = defaultdict(list)
    for line in kept:
        by_sheet[line.sheet].append(line)
    copies = _copies(by_sheet, questionnaire)
    for sheet, other in copies.items():
        told.append(finding("INT052", Place(workbook, sheet), other=other))
        told += _differing(workbook, by_sheet[sheet], by_sheet[other])
    return tuple(line for line in kept if line.sheet not in copies), tuple(told)


def _repeats_headings(line: Line) -> bool:
    """Tell whether a row of a table says what one of the rows above all its items says, and nothing else."""
    if not line.table or len(line.values) < min(2, len(line.columns)):
        return False
    return any(
        all(_heading(value) == _heading(row.get(code)) for code, value in line.values.items()) for row in line.furniture
    )


def _heading(value: CellValue) -> str:
    return "" if value is None else clean_text(str(value)).removesuffix(_REQUIRED).strip().casefold()


def _copies(by_sheet: Mapping[str, list[Line]], questionnaire: Questionnaire) -> dict[str, str]:
    """Return the sheets that ask nothing but what one other sheet asks too, each with that other.

    A sheet with the title that the form gave it goes before one without, a fuller one before a part of it, and then
    the first before those that follow.
    """
    own = {
        question.id: question.own_sheet or section.sheet
        for section in questionnaire.sections
        for question in section.question
    }
    asked = {sheet: {_unit(line) for line in lines} for sheet, lines in by_sheet.items()}
    is_own = {sheet: any(sheet == own.get(_asked(line)) for line in lines) for sheet, lines in by_sheet.items()}
    read: list[str] = []
    copies: dict[str, str] = {}
    for sheet in sorted(asked, key=lambda sheet: (not is_own[sheet], -len(asked[sheet]))):
        other = next((other for other in read if asked[sheet] <= asked[other]), None)
        if other is None:
            read.append(sheet)
        else:
            copies[sheet] = other
    return {sheet: copies[sheet] for sheet in by_sheet if sheet in copies}


def _asked(line: Line) -> str:
    return line.table or line.mark


def _unit(line: Line) -> str:
    """Return what a line belongs to; the rows of a table and what is said of it as a whole may stand apart."""
    return f"{ROWS_MARK}{line.table}" if line.table else line.mark


def _differing(workbook: str, copy: list[Line], original: list[Line]) -> Iterator[Finding]:
    """Yield a finding for each question, and each row of a table, that a copy answers otherwise than the original."""
    questions = {line.mark: line for line in reversed(original) if not line.table}
    rows = {(line.table, _row_id(line)): line for line in reversed(original) if line.table}
    firsts = {line.table: line for line in reversed(original) if line.table}
    said_there = {(line.table, _said(line, sorted(line.columns))) for line in original if line.table}
    for line in copy:
        if line.table:
            if (line.table, _said(line, sorted(line.columns))) not in said_there:
                twin = rows.get((line.table, _row_id(line)), firsts[line.table])
                yield _twice(workbook, line, twin, ColumnCode.ROW_ID)
        else:
            other = questions[line.mark]
            for code in (ColumnCode.ANSWER, *BESIDE):
                said = _said(line, (code,))
                if any(value is not None for value in said) and said != _said(other, (code,)):
                    yield _twice(workbook, line, other, code)
                    break


def _row_id(line: Line) -> str:
    return clean_text(str(line.values.get(ColumnCode.ROW_ID, "")))


def _said(line: Line, codes: Iterable[str]) -> tuple[Any, ...]:
    values = (line.values.get(code) for code in codes)
    return tuple(clean_text(value) if isinstance(value, str) else value for value in values)


def _twice(workbook: str, line: Line, other: Line, code: str) -> Finding:
    there = _place(workbook, other, code)
    return finding("INT021", _place(workbook, line, code), other=f"{there.sheet}!{there.cell}")


def _place(workbook: str, line: Line, code: str) -> Place:
    return Place(workbook, line.sheet, line.cell(code), _asked(line))
