"""Follows a sheet tag by tag, as a reader counts its cells, with or without a name of their own."""

import re

from msgspec import Struct, field

from pipeline.formats.xlsx_archive import RefusedError
from pipeline.formats.xlsx_markup import is_on, local
from pipeline.model.sheet import Spot

NO_RESULT = "formula without a stored result"

_CELL_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class SheetScan(Struct):
    """How far the filled cells of a sheet reach, its cells in error, what it hides and what it merges; all from 1."""

    rows: int = 0
    columns: int = 0
    errors: dict[Spot, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)


def column_number(letters: str) -> int:
    """Return the number, from 1, of a column named by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


class CellWalk:
    """What the tags of one sheet say; its methods are expat's handlers."""

    def __init__(self, name: str) -> None:
        self.found = SheetScan()
        self._name = name
        self._row = self._column = 0
        self._kind, self._filled, self._has_value, self._formula = "", False, False, False
        self._text: list[str] = []
        self._in_value = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Take a start tag."""
        match local(tag):
            case "row":
                self._begin_row(values)
            case "c":
                self._begin_cell(values)
            case "v":
                self._filled = self._has_value = self._in_value = True
            case "is":
                self._filled = True
            case "f":
                self._formula = True
            case "col" if is_on(values.get("hidden")):
                self.found.hidden_columns.append((int(values["min"]), int(values["max"])))
            case "mergeCell":
                first, _, last = values.get("ref", "").partition(":")
                self.found.merged.append((self._place(first), self._place(last or first)))

    def text(self, piece: str) -> None:
        """Take a piece of text."""
        if self._in_value:
            self._text.append(piece)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        match local(tag):
            case "v":
                self._in_value = False
            case "c":
                self._end_cell()

    def _begin_row(self, values: dict[str, str]) -> None:
        self._row = int(values["r"]) if values.get("r", "").isdigit() else self._row + 1
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

    def _end_cell(self) -> None:
        if self._filled or self._kind or self._formula:
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
        text = "".join(self._text)
        if self._kind == "e":
            self.found.errors[self._row, self._column] = text
        elif self._formula and not (self._has_value and (text or self._kind == "str")):
            self.found.errors[self._row, self._column] = NO_RESULT
