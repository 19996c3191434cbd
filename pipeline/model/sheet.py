"""A workbook as plain values: what a reader gives back, free of any Excel library."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from types import MappingProxyType

from msgspec import Struct, field


class CellError(Struct, frozen=True):
    """An Excel error value such as ``#REF!``, or a formula whose result the file does not hold."""

    text: str


CellValue = str | bool | int | float | date | datetime | time | timedelta | CellError | None


Spot = tuple[int, int]
"""A cell of a sheet: row and column, from 1."""


class Marks(Struct, frozen=True):
    """What a sheet shows of its cells beside their values, as far as it could change what an answer means.

    ``merged`` has the first and the last cell of each range; ``struck`` the struck-out part of a text, which the value
    does not hold; ``percents`` are numbers shown with a percent sign, whose values are 0.935 where 93.5 % is shown.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[Spot, Spot], ...] = ()
    struck: Mapping[Spot, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[Spot, str] = field(default_factory=lambda: MappingProxyType({}))
    percents: frozenset[Spot] = frozenset()
    has_pictures: bool = False


class Grid(Struct, frozen=True, dict=True):
    """One sheet: its title and its filled cells by row and column from 1, blanks left out."""

    title: str
    cells: dict[Spot, CellValue]
    hidden: bool = False
    marks: Marks = Marks()

    @cached_property
    def rows(self) -> dict[int, dict[int, CellValue]]:
        """The filled cells by row, in order, and by column."""
        rows: dict[int, dict[int, CellValue]] = defaultdict(dict)
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        return dict(sorted(rows.items()))


class Workbook(Struct, frozen=True):
    """A file's name, its sheets in order, and whether its formulas draw on other files."""

    name: str
    grids: tuple[Grid, ...]
    has_links: bool = False


def cell_name(row: int, column: int) -> str:
    """Return the Excel name of a cell.

    Args:
        row: from 1.
        column: from 1.

    Returns:
        For instance ``D14``.
    """
    return f"{_letters(column)}{row}"


@lru_cache(maxsize=256)
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
