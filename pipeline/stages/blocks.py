"""Finds the answer cells of a workbook by the codes in it, never by position."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.form_codes import FURNITURE, LINE_MARK, LISTS_SHEET, META_SHEET, ROWS_MARK, ColumnCode
from pipeline.model.sheet import CellValue, Grid, Workbook


class Spot(Struct, frozen=True):
    """A cell of a sheet, from 1."""

    sheet: str
    row: int
    column: int


class Line(Struct, frozen=True):
    """One row of answers: the text in its mark column, and a value and a spot for each code.

    ``furniture`` has what the rows that are no answers say above it, the visible headings first.
    """

    mark: str
    table: str
    values: dict[str, CellValue]
    spots: dict[str, Spot]
    furniture: tuple[dict[str, CellValue], ...] = ()

    @property
    def sheet(self) -> str:
        """The title of the sheet that it stands on."""
        return next(iter(self.spots.values())).sheet

    @property
    def row(self) -> int:
        """The number of its row."""
        return next(iter(self.spots.values())).row


def lines_of(workbook: Workbook) -> Iterator[Line]:
    """Yield every row of answers, of questions (``table`` empty) and of tables, in the order of the file."""
    for grid in workbook.grids:
        if grid.title not in (META_SHEET, LISTS_SHEET):
            yield from _lines_of_grid(grid)


def meta_of(workbook: Workbook) -> dict[str, str] | None:
    """Return what a form says of itself, or None where the workbook is no form."""
    grid = next((grid for grid in workbook.grids if grid.title == META_SHEET), None)
    if grid is None:
        return None
    return {
        str(value): str(grid.cells.get((row, 2), ""))
        for (row, column), value in grid.cells.items()
        if column == 1 and isinstance(value, str)
    }


def labels_of(workbook: Workbook) -> dict[str, dict[str, str]]:
    """Return vocabulary -> label -> code, as the form's own lists have it."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for grid in workbook.grids:
        if grid.title == LISTS_SHEET:
            for row in {row for row, _ in grid.cells}:
                name, code, label = (str(grid.cells.get((row, column), "")) for column in (1, 2, 3))
                if not name.startswith(FURNITURE):
                    labels[name][label] = code
    return labels


def _lines_of_grid(grid: Grid) -> Iterator[Line]:
    rows: dict[int, dict[int, CellValue]] = defaultdict(dict)
    for (number, column), value in grid.cells.items():
        rows[number][column] = value
    mark_column, table = 0, ""
    codes: dict[int, str] = {}
    furniture: tuple[dict[str, CellValue], ...] = ()
    for number, row in sorted(rows.items()):
        mark = codes_mark(row)
        if mark:
            mark_column = mark
            text = str(row[mark])
            table = text.removeprefix(ROWS_MARK) if text.startswith(ROWS_MARK) else ""
            codes = {column: str(value) for column, value in row.items() if column != mark}
            furniture = ()
        elif codes and str(row.get(mark_column, "")).strip().startswith(FURNITURE):
            furniture = (*furniture, _coded(row, codes))
        elif codes and (line := _line(grid.title, number, row, mark_column, codes, table)):
            yield replace(line, furniture=furniture)


def codes_mark(row: dict[int, CellValue]) -> int:
    """Return the mark column of a codes row, or 0 for any other row.

    A mark alone does not make one, since a person may type it as an answer: the codes must stand beside it.
    """
    marks = {column: value for column, value in row.items() if isinstance(value, str) and value[:1] == FURNITURE}
    for column, value in sorted(marks.items()):
        if value == LINE_MARK and ColumnCode.ANSWER in row.values():
            return column
        if value.startswith(ROWS_MARK) and ColumnCode.ROW_ID in row.values():
            return column
    return 0


def _line(
    sheet: str, number: int, row: dict[int, CellValue], mark_column: int, codes: dict[int, str], table: str
) -> Line | None:
    marked = row.get(mark_column)
    mark = "" if marked is None else str(marked).strip()
    values = _coded(row, codes)
    if not (values if table else mark):
        return None
    spots = {code: Spot(sheet, number, column) for column, code in codes.items()}
    return Line(mark, table, values, spots)


def _coded(row: dict[int, CellValue], codes: dict[int, str]) -> dict[str, CellValue]:
    return {code: row[column] for column, code in codes.items() if column in row}
