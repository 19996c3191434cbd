"""Looks through the markup of a workbook before a reader does: DTDs, how far sheets reach, cells in error."""

import re
from collections.abc import Container, Mapping
from posixpath import normpath
from typing import Any
from xml.parsers import expat

from msgspec import Struct, field

from pipeline.formats.xlsx_archive import RefusedError

MOST_SHEETS = 250
NO_RESULT = "formula without a stored result"

_WORKBOOK, _RELATIONS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml"
_MARKUP = (".xml", ".rels")
_CELL_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_SHORTEST_STRING = len("<si/>")

# In well-formed markup each start tag of a cell matches the first of these. Where as many match one of the next two,
# the names found are those that a reader sees, at a quarter of the time that following each tag takes.
_ANY_CELL = re.compile(rb"<(?:[^\s/>:<]*:)?c[\s/>]")
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: [a-z]+="[^"<>]*")*>')
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*/>')
_STRING_TABLE = re.compile(rb"<(?:[^\s/>:<]*:)?sst\s[^<]*")
_STRING_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")


class SheetScan(Struct):
    """How far the filled cells of a sheet reach, and its cells in error, by row and column from 1."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(members: Mapping[str, bytes], only: Container[str] | None = None) -> dict[str, SheetScan]:
    """Check the markup of all members that are read and scan the sheets.

    Args:
        members: of the workbook, by name.
        only: titles of the sheets to look at; all where none are named.

    Returns:
        The scan of each sheet by its title.

    Raises:
        RefusedError: a DTD, markup that is not well formed, or counts that the file does not keep.
    """
    parts = {name.casefold(): content for name, content in members.items()}
    all_titles = _sheets(parts)
    titles = {title: part for title, part in all_titles.items() if only is None or title in only}
    passed_over = set(all_titles.values()) - set(titles.values())
    for name, content in parts.items():
        if name.endswith(_MARKUP) and name not in passed_over:
            _parse(name, content)
    if len(all_titles) > MOST_SHEETS:
        raise RefusedError("INT004", what=f"it has {len(all_titles)} sheets; a form has fewer than {MOST_SHEETS}")
    if _STRINGS in parts:
        _check_strings(parts[_STRINGS])
    return {title: _scan_sheet(part, parts[part]) for title, part in titles.items()}


def _parse(name: str, content: bytes, **handlers: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for handler, function in handlers.items():
        setattr(parser, handler, function)
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise RefusedError("INT002", why=f"{name}, line {error.lineno}, is no well-formed XML") from None


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("INT005", what="a document type definition (DTD)")


def _elements(name: str, content: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    _parse(name, content, StartElementHandler=lambda tag, values: found.append((_local(tag), values)))
    return found


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the member of each sheet by the sheet's title.

    What could be understood in two ways is refused: the reader might take the other one, unscanned.
    """
    if _RELATIONS not in parts:
        raise RefusedError("INT002", why="the list of its sheets is missing")
    targets: dict[str, str] = {}
    for tag, values in _elements(_RELATIONS, parts[_RELATIONS]):
        if tag == "Relationship" and targets.setdefault(values["Id"], _member(values["Target"])) != _member(
            values["Target"]
        ):
            raise RefusedError("INT002", why=f"two of its parts have the id {values['Id']}")
    found: dict[str, str] = {}
    for tag, values in _elements(_WORKBOOK, parts[_WORKBOOK]):
        if tag == "sheet":
            title = values["name"]
            (relation,) = (value for key, value in values.items() if _local(key) == "id")
            if title in found:
                raise RefusedError("INT002", why=f'two of its sheets are called "{title}"')
            if targets.get(relation) not in parts:
                raise RefusedError("INT002", why=f'the content of its sheet "{title}" is missing')
            found[title] = targets[relation]
    return found


def _member(target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}").casefold()


def _check_strings(content: bytes) -> None:
    """Refuse a table of strings that says it is longer than it can be: the reader makes room for what it says."""
    most = len(content) // _SHORTEST_STRING
    if not any(int(count) > most for count in _STRING_COUNT.findall(content)):
        return
    # A text may speak of a count as well; only what a table says of itself makes the reader make room.
    for table in _STRING_TABLE.findall(content):
        if any(int(count) > most for count in _STRING_COUNT.findall(table)):
            raise RefusedError("INT002", why="its table of texts says that it is longer than it is")


def _scan_sheet(name: str, content: bytes) -> SheetScan:
    if not _has_errors(content):
        filled = _FILLED_CELL.findall(content)
        if len(filled) + len(_BLANK_CELL.findall(content)) == len(_ANY_CELL.findall(content)):
            rows = {row for _, row in filled}
            columns = {letters for letters, _ in filled}
            return SheetScan(
                max(map(int, rows), default=0), max((_column(name.decode()) for name in columns), default=0)
            )
    walk = _CellWalk(name)
    _parse(name, content, StartElementHandler=walk.start, EndElementHandler=walk.end, CharacterDataHandler=walk.text)
    return walk.found


def _has_errors(content: bytes) -> bool:
    """Tell whether a sheet may hold error values or formulas without a result; false only where it holds none."""
    formulas = content.count(b"</f>")
    return (
        b't="e"' in content
        or b"</f><v></v>" in content
        or not (formulas == content.count(b"</f><v>") == content.count(b"<f>"))
    )


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


class _CellWalk:
    """Follows the cells of a sheet as a reader counts them, with or without a name of their own."""

    def __init__(self, name: str) -> None:
        self.found = SheetScan()
        self._name = name
        self._row = self._column = 0
        self._kind, self._filled, self._has_value, self._formula = "", False, False, False
        self._text: list[str] = []
        self._in_value = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        match _local(tag):
            case "row":
                self._row = int(values["r"]) if values.get("r", "").isdigit() else self._row + 1
                self._column = 0
            case "c":
                self._begin_cell(values)
            case "v":
                self._filled = self._has_value = self._in_value = True
            case "is":
                self._filled = True
            case "f":
                self._formula = True

    def _begin_cell(self, values: dict[str, str]) -> None:
        self._column += 1
        if "r" in values:
            self._row, self._column = self._place(values["r"])
        self._kind = values.get("t", "")
        self._filled = self._has_value = self._formula = False
        self._text.clear()

    def _place(self, cell: str) -> tuple[int, int]:
        named = _CELL_NAME.fullmatch(cell)
        if not named:
            raise RefusedError("INT002", why=f"{self._name} has a cell of the name {cell}")
        return int(named[2]), _column(named[1].upper())

    def text(self, piece: str) -> None:
        if self._in_value:
            self._text.append(piece)

    def end(self, tag: str) -> None:
        match _local(tag):
            case "v":
                self._in_value = False
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        if self._filled or self._kind or self._formula:
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
        text = "".join(self._text)
        if self._kind == "e":
            self.found.errors[self._row, self._column] = text
        elif self._formula and not (self._has_value and (text or self._kind == "str")):
            self.found.errors[self._row, self._column] = NO_RESULT
