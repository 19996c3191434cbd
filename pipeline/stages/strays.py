"""What stands in a workbook outside its answers: what people added, and what an older form kept aside."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import (
    FURNITURE,
    LEFT_MARK,
    LINE_MARK,
    LISTS_SHEET,
    META_SHEET,
    NO_ANSWERS_MARK,
    ROWS_MARK,
    START_SHEET,
    ColumnCode,
)
from pipeline.model.intake import LeftOver
from pipeline.model.sheet import CellError, CellValue, Grid, Workbook, cell_name
from pipeline.stages.blocks import codes_mark
from pipeline.stages.meant import BESIDE

_PASSED_OVER = frozenset((START_SHEET, META_SHEET, LISTS_SHEET, "Uses explained"))
"""Sheets without answers, that with explanations by the title which it had before such sheets had a mark."""

_TYPED = (ColumnCode.ANSWER, *BESIDE)
_OF_EVERY_FORM = frozenset(ColumnCode)
_LEADS_TO, _MOST_CELLS = "→", 3
_Row = Mapping[int, CellValue]


def left_over_in(workbook: Workbook, columns: Mapping[str, Container[str]]) -> Iterator[LeftOver]:
    """Yield what people wrote where no question reads it, and what an older form kept aside already.

    Args:
        workbook: its cells.
        columns: codes of the columns of each table.
    """
    for grid in workbook.grids:
        if grid.title not in _PASSED_OVER and NO_ANSWERS_MARK not in grid.cells.values():
            yield from _of_grid(grid, columns)


def _of_grid(grid: Grid, columns: Mapping[str, Container[str]]) -> Iterator[LeftOver]:
    if LEFT_MARK in grid.cells.values():
        yield from _kept_aside(grid.rows.values())
        return
    marks = {number: found for number, row in grid.rows.items() if (found := codes_mark(row))}
    if not marks:
        for number, row in grid.rows.items():
            yield from _added(grid.title, number, row, ())
        return
    mark_column, table, codes = 0, "", dict[int, str]()
    for number, row in grid.rows.items():
        if found := marks.get(number, 0):
            mark_column, table = found, str(row[found]).removeprefix(LINE_MARK).removeprefix(ROWS_MARK)
            own = columns.get(table, ())
            codes = {at: str(code) for at, code in row.items() if at == found or code in own or code in _OF_EVERY_FORM}
        elif codes:
            mark = str(row.get(mark_column, "")).strip()
            # The title and the words above a block are the form's own, and so is its furniture.
            if not mark.startswith(FURNITURE):
                read = codes if table or mark else _furnished(row, codes)
                yield from _added(grid.title, number, row, read)


def _furnished(row: _Row, codes: Mapping[int, str]) -> Container[int]:
    """Return the columns of a row without an id that are the form's own: all where it only leads to another sheet."""
    texts = {codes[at]: str(value) for at, value in row.items() if at in codes}
    if ColumnCode.NO not in texts:
        return ()
    typed = [at for at, code in codes.items() if code in _TYPED]
    return codes if texts.get(ColumnCode.ANSWER, "").startswith(_LEADS_TO) else codes.keys() - typed


def beside_answers(workbook: str, strays: Iterable[LeftOver]) -> Iterator[Finding]:
    """Tell once for each sheet that something stands on it outside the answers.

    Args:
        workbook: name of the file.
        strays: what was found there.
    """
    by_sheet: dict[str, list[str]] = defaultdict(list)
    for stray in strays:
        sheet, _, cell = stray.where.rpartition("!")
        if sheet and not stray.why:
            by_sheet[sheet].append(cell)
    for sheet, cells in by_sheet.items():
        shown = ", ".join(cells[:_MOST_CELLS]) + (", …" if cells[_MOST_CELLS:] else "")
        yield finding("INT064", Place(workbook, sheet, cells[0]), cells=shown)


def _added(title: str, number: int, row: _Row, read: Container[int]) -> Iterator[LeftOver]:
    for column in sorted(column for column in row if column not in read):
        value = row[column]
        if value not in (None, "") and not isinstance(value, CellError):
            yield LeftOver(f"{title}!{cell_name(number, column)}", str(value))


def _kept_aside(rows: Iterable[_Row]) -> Iterator[LeftOver]:
    codes: dict[str, int] = {}
    for row in rows:
        if LEFT_MARK in row.values():
            codes = {str(value): column for column, value in row.items()}
            continue
        said = {code: str(row.get(column, "")) for code, column in codes.items()}
        if codes and said.get("text") and not said.get(LEFT_MARK, "").startswith(FURNITURE):
            yield LeftOver(said.get("where", ""), said["text"], said.get("why", ""))
