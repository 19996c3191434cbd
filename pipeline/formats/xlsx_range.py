"""Ranges of cells as numbers: read from their names, and held against one another."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.formats.xlsx_schema import MOST_COLUMNS, MOST_ROWS

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")


class Range(Struct, frozen=True):
    """A rectangle of cells; rows and columns count from 1, and the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.right - self.left + 1

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right

    def meets(self, other: "Range") -> bool:
        """Tell whether two ranges share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def read_range(text: str) -> Range | None:
    """Return a range by its name, such as B2, $A$1:C3, A:C or 2:5; nothing where there is none of that name."""
    if found := _COLUMNS.fullmatch(text):
        made = Range(1, column_number(found[1]), MOST_ROWS, column_number(found[2]))
    elif found := _ROWS.fullmatch(text):
        made = Range(int(found[1]), 1, int(found[2]), MOST_COLUMNS)
    else:
        corners = [_CELL.fullmatch(corner) for corner in text.split(":")]
        if not 1 <= len(corners) <= 2:  # noqa: PLR2004 - one corner or two
            return None
        cells = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
        if len(cells) != len(corners):
            return None
        made = Range(*cells[0], *cells[-1])
    fits = 1 <= made.top <= made.bottom <= MOST_ROWS and 1 <= made.left <= made.right <= MOST_COLUMNS
    return made if fits else None


def read_ranges(text: str) -> Iterator[tuple[str, Range | None]]:
    """Yield each range of a list with blanks between them."""
    for name in text.split():
        yield name, read_range(name)


def overlapping(ranges: Iterable[tuple[str, Range]]) -> Iterator[tuple[str, str]]:
    """Yield the names of ranges that share cells, by twos."""
    ordered = sorted(ranges, key=lambda each: (each[1].top, each[1].left))
    running: list[tuple[str, Range]] = []
    for name, each in ordered:
        running = [other for other in running if other[1].bottom >= each.top]
        yield from ((other, name) for other, before in running if before.meets(each))
        running.append((name, each))
