"""Finds the answer cells of a workbook by the codes in it, never by position."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.model.form_codes import FURNITURE, LINE_MARK, LISTS_SHEET, META_SHEET, ROWS_MARK, ColumnCode
from pipeline.model.sheet import CellValue, Grid, Workbook, cell_name


class Line(Struct, frozen=True):
    """One row of answers: the text in its mark column, where it stands, and a value and a column for each code.

    ``furniture`` has what the rows that are no answers say above it, the visible headings first.
    """

    mark: str
    table: str
    sheet: str
    row: int
    values: dict[str, CellValue]
    columns: dict[str, int]
    furniture: tuple[dict[str, CellValue], ...] = ()

    def cell(self, code: str) -> str:
        """Return the name of the cell in the column of a code, or nothing where there is no such column."""
        return cell_name(self.row, self.columns[code]) if code in self.columns else ""


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
    mark_column, table = 0, ""
    codes: dict[int, str] = {}
    columns: dict[str, int] = {}
    furniture: tuple[dict[str, CellValue], ...] = ()
    for number, row in grid.rows.items():
        if found := codes_mark(row):
            mark_column = found
            text = str(row[found])
            table = text.removeprefix(ROWS_MARK) if text.startswith(ROWS_MARK) else ""
            codes = {column: str(value) for column, value in row.items() if column != found}
            columns = {code: column for column, code in codes.items()}
            furniture = ()
        elif codes:
            marked = row.get(mark_column)
            mark = "" if marked is None else str(marked).strip()
            values = {code: row[column] for column, code in codes.items() if column in row}
            if mark.startswith(FURNITURE):
                furniture = (*furniture, values)
            elif values if table else mark:
                yield Line(mark, table, grid.title, number, values, columns, furniture)


def codes_mark(row: Mapping[int, CellValue]) -> int:
    """Return the mark column of a codes row, or 0 for any other row.

    A mark alone does not make one, since a person may type it as an answer: the codes must stand beside it.
    """
    values = row.values()
    if not (ColumnCode.ANSWER in values or ColumnCode.ROW_ID in values):
        return 0
    marks = [column for column, value in row.items() if isinstance(value, str) and value.startswith(FURNITURE)]
    for column in sorted(marks):
        mark = str(row[column])
        if mark == LINE_MARK and ColumnCode.ANSWER in values:
            return column
        if mark.startswith(ROWS_MARK) and ColumnCode.ROW_ID in values:
            return column
    return 0
