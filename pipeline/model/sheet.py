"""A workbook as plain values: what a reader gives back, free of any Excel library."""

from datetime import date, datetime, time, timedelta

from msgspec import Struct


class CellError(Struct, frozen=True):
    """An Excel error value such as ``#REF!``, or a formula whose result the file does not hold."""

    text: str


CellValue = str | bool | int | float | date | datetime | time | timedelta | CellError | None


class Grid(Struct, frozen=True):
    """One sheet: its title and its filled cells as (row, column) from 1, blanks left out."""

    title: str
    cells: dict[tuple[int, int], CellValue]
    hidden: bool = False


class Workbook(Struct, frozen=True):
    """A file's name and its sheets in order."""

    name: str
    grids: tuple[Grid, ...]


def cell_name(row: int, column: int) -> str:
    """Return the Excel name of a cell.

    Args:
        row: from 1.
        column: from 1.

    Returns:
        For instance ``D14``.
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
