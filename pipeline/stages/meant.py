"""Takes the rows of answers as people mean them: what is struck out is no answer, and merged cells share one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from pipeline.model.form_codes import ColumnCode
from pipeline.model.sheet import CellValue, Grid, Workbook
from pipeline.stages.blocks import Line, lines_of

BESIDE: tuple[str, ...] = (ColumnCode.EVIDENCE, ColumnCode.COMMENT)
"""Columns beside the answers of a question, or of a row."""
_ANSWERS = frozenset((ColumnCode.ANSWER, *BESIDE))


def lines_as_meant(workbook: Workbook) -> tuple[Line, ...]:
    """Return every row of answers, in the order of the file.

    A row of which everything is struck out is among them, without values: the form is found by its codes and ids, which
    a line through the whole row strikes out too.
    """
    shown = replace(workbook, grids=tuple(_with_struck(grid) for grid in workbook.grids))
    grids = {grid.title: grid for grid in workbook.grids}
    by_sheet: dict[str, dict[int, Line]] = defaultdict(dict)
    for line in lines_of(shown):
        by_sheet[line.sheet][line.row] = _without_struck(line, grids[line.sheet])
    return tuple(line for sheet, lines in by_sheet.items() for line in _spread(lines, grids[sheet]))


def answer_codes(line: Line) -> frozenset[str]:
    """Return the codes of the columns of a row that a person fills in."""
    if line.table:
        return frozenset(line.columns)
    return _ANSWERS.intersection(line.columns)


def _with_struck(grid: Grid) -> Grid:
    struck = grid.marks.struck
    return replace(grid, cells={**struck, **grid.cells}) if struck else grid


def _without_struck(line: Line, grid: Grid) -> Line:
    if not grid.marks.struck:
        return line
    values = {code: value for code, value in line.values.items() if (line.row, line.columns[code]) in grid.cells}
    return replace(line, values=values)


def _spread(lines: Mapping[int, Line], grid: Grid) -> Iterator[Line]:
    """Yield the lines of a sheet, what stands in the first cell of a merged range in all its cells that are answers."""
    added: dict[int, dict[str, CellValue]] = defaultdict(dict)
    for (first_row, first_column), (last_row, last_column) in grid.marks.merged:
        home = lines.get(first_row)
        value = grid.cells.get((first_row, first_column))
        code = _code_at(home, first_column) if home else None
        if home is None or code is None or value is None:
            continue
        for row in range(first_row, min(last_row, max(lines)) + 1):
            line = lines.get(row)
            if line is None or line.table != home.table:
                continue
            for other, column in line.columns.items():
                if first_column <= column <= last_column and _shares(line, code, other):
                    added[row][other] = value
    for row, line in lines.items():
        yield replace(line, values={**added[row], **line.values}) if row in added else line


def _code_at(line: Line, column: int) -> str | None:
    codes = answer_codes(line)
    return next((code for code, at in line.columns.items() if at == column and code in codes), None)


def _shares(line: Line, first: str, other: str) -> bool:
    """Tell whether a cell is meant to hold what the first of its range holds.

    Down a column it is, but for ids, each of which names one row. Across columns only the cells of a table are alike:
    an answer that takes the room of the evidence beside it is no evidence.
    """
    if other == ColumnCode.ROW_ID:
        return False
    return other == first or (bool(line.table) and not {first, other} & {*BESIDE, ColumnCode.ROW_ID})
