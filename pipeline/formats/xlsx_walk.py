"""Follows a sheet tag by tag, as a reader counts its cells, with or without a name of their own."""

import re
from contextlib import suppress

from msgspec import Struct, field

from pipeline.formats.xlsx_archive import RefusedError
from pipeline.formats.xlsx_markup import is_on, local, number, parse
from pipeline.model.sheet import Spot

MOST_ROWS, MOST_COLUMNS = 5_000, 60
"""No sheet of a form reaches further; what lies beyond is not looked at."""

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""Error values that the reader knows."""

NO_RESULT = "formula without a stored result"

_CELL_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class SheetScan(Struct):
    """How far the filled cells of a sheet reach, its cells in error, what it hides and what it merges; all from 1.

    ``unknown`` are the values of errors that the reader does not know, counted from 0 in the order of the markup;
    ``has_asides`` tells that comments, instructions or marked sections stand between them.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[Spot, str] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    has_asides: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)

    def merged_apart(self) -> tuple[tuple[Spot, Spot], ...]:
        """Return the merged ranges; none where they overlap, which no program writes and nobody could read."""
        room = self.rows * self.columns
        for (first_row, first_column), (last_row, last_column) in self.merged:
            high = max(0, min(last_row, self.rows) - first_row + 1)
            wide = max(0, min(last_column, self.columns) - first_column + 1)
            room -= high * wide
        return tuple(self.merged) if room >= 0 else ()


def is_far(row: int, column: int) -> bool:
    """Tell whether a cell lies further than any of a form."""
    return row > MOST_ROWS or column > MOST_COLUMNS


def column_number(letters: str) -> int:
    """Return the number, from 1, of a column named by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def walk(name: str, content: bytes) -> SheetScan:
    """Follow a sheet to its end, or to the first value that lies too far for a form.

    Args:
        name: of its member.
        content: of its member.

    Raises:
        RefusedError: a DTD, markup that is not well formed, or cells of no name.
    """
    walk = CellWalk(name)
    handlers = {"StartElementHandler": walk.start, "EndElementHandler": walk.end, "CharacterDataHandler": walk.text}
    with suppress(_TooFarError):
        walk.found.has_asides = parse(name, content, **handlers)
    return walk.found


class _TooFarError(Exception):
    """A sheet reaches further than any form."""


class CellWalk:
    """What the tags of one sheet say; its methods are expat's handlers."""

    def __init__(self, name: str) -> None:
        self.found = SheetScan()
        self._name = name
        self._row = self._column = 0
        self._kind, self._filled, self._has_value, self._formula = "", False, False, False
        self._text: list[str] = []
        self._in_value = False
        self._values = 0

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take a start tag."""
        match local(tag):
            case "row":
                self._begin_row(values)
            case "c":
                self._begin_cell(values)
            case "v":
                self._filled = self._has_value = self._in_value = True
                self._text.clear()
            case "is":
                self._filled = True
            case "f":
                self._formula = True
            case "col" if is_on(values.get("hidden")):
                first = number(values.get("min"), 1)
                self.found.hidden_columns.append((first, number(values.get("max"), first)))
            case "mergeCell":
                home, _, last = values.get("ref", "").partition(":")
                self.found.merged.append((self._place(home), self._place(last or home)))

    def text(self, piece: str) -> None:
        """Take a piece of text."""
        if self._in_value:
            self._text.append(piece)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        match local(tag):
            case "v":
                self._end_value()
            case "c":
                self._end_cell()

    def _begin_row(self, values: dict[str, str]) -> None:
        self._row = number(values.get("r"), self._row + 1)
        self._column = 0
        if is_on(values.get("hidden")):
            self.found.hidden_rows.add(self._row)

    def _begin_cell(self, values: dict[str, str]) -> None:
        self._column += 1
        if "r" in values:
            self._row, self._column = self._place(values["r"])
        self._kind = values.get("t", "")
        self._filled = self._has_value = self._formula = False
        self._text.clear()

    def _place(self, cell: str) -> Spot:
        named = _CELL_NAME.fullmatch(cell)
        if not named:
            raise RefusedError("INT002", why=f"{self._name} has a cell of the name {cell}")
        return int(named[2]), column_number(named[1])

    def _end_value(self) -> None:
        self._in_value = False
        text = "".join(self._text)
        if self._kind == "e" and text and text not in KNOWN_ERRORS:
            self.found.unknown.add(self._values)
        self._values += 1

    def _end_cell(self) -> None:
        if self._filled or self._kind or self._formula:
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
            if is_far(self._row, self._column):
                raise _TooFarError
        text = "".join(self._text)
        if self._kind == "e":
            self.found.errors[self._row, self._column] = text
        elif self._formula and not (self._has_value and (text or self._kind == "str")):
            self.found.errors[self._row, self._column] = NO_RESULT
