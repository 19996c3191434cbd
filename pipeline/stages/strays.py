"""What stands in a workbook outside its answers: what people added, and what an older form kept aside."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

from pipeline.model.form_codes import (
    FURNITURE,
    LEFT_MARK,
    LINE_MARK,
    LISTS_SHEET,
    META_SHEET,
    START_SHEET,
    TITLES,
    ColumnCode,
    MetaKey,
)
from pipeline.model.intake import LeftOver
from pipeline.model.sheet import CellError, CellValue, Grid, Workbook, cell_name
from pipeline.stages.blocks import codes_mark

_OF_FORMS_WITHOUT_A_LIST = ("Uses explained",)
"""Sheets without answers of the forms that did not yet say which these are."""

_Row = Mapping[int, CellValue]


def left_over_in(workbook: Workbook, meta: Mapping[str, str]) -> Iterator[LeftOver]:
    """Yield what people wrote where no question reads it, and what an older form kept aside already.

    Args:
        workbook: its cells.
        meta: what the form says of itself.
    """
    named = meta.get(MetaKey.WITHOUT_ANSWERS)
    without_answers = named.split(TITLES) if named else _OF_FORMS_WITHOUT_A_LIST
    passed_over = {START_SHEET, META_SHEET, LISTS_SHEET, *without_answers}
    for grid in workbook.grids:
        if grid.title not in passed_over:
            yield from _of_grid(grid)


def _of_grid(grid: Grid) -> Iterator[LeftOver]:
    rows: dict[int, dict[int, CellValue]] = defaultdict(dict)
    for (number, column), value in grid.cells.items():
        rows[number][column] = value
    ordered = sorted(rows.items())
    if any(LEFT_MARK in row.values() for _, row in ordered):
        yield from _kept_aside(row for _, row in ordered)
        return
    if not any(codes_mark(row) for _, row in ordered):
        yield from _added(grid.title, ordered, ())
        return
    mark_column, is_table, codes = 0, False, dict[int, str]()
    for number, row in ordered:
        if found := codes_mark(row):
            mark_column, is_table = found, str(row[found]) != LINE_MARK
            codes = {column: str(value) for column, value in row.items()}
        elif codes:
            mark = str(row.get(mark_column, "")).strip()
            # The title and the words above a block are the form's own, and so is its furniture.
            if not mark.startswith(FURNITURE):
                # A line that only leads to another sheet has a number and no mark; one that a person put in neither.
                is_ours = is_table or bool(mark) or any(codes.get(at) == ColumnCode.NO for at in row)
                read: Container[int] = codes if is_ours else ()
                yield from _added(grid.title, [(number, row)], read)


def _added(title: str, rows: list[tuple[int, dict[int, CellValue]]], read: Container[int]) -> Iterator[LeftOver]:
    for number, row in rows:
        for column, value in sorted(row.items()):
            if column not in read and value not in (None, "") and not isinstance(value, CellError):
                yield LeftOver(f"{title}!{cell_name(number, column)}", str(value))


def _kept_aside(rows: Iterator[_Row]) -> Iterator[LeftOver]:
    codes: dict[str, int] = {}
    for row in rows:
        if LEFT_MARK in row.values():
            codes = {str(value): column for column, value in row.items()}
            continue
        said = {code: str(row.get(column, "")) for code, column in codes.items()}
        if codes and said.get("text") and not said.get(LEFT_MARK, "").startswith(FURNITURE):
            yield LeftOver(said.get("where", ""), said["text"], said.get("why", ""))
