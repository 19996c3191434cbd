"""Looks through the markup of a workbook before a reader does: DTDs, how far sheets reach, what they hide and merge."""

import re
from collections.abc import Container, Mapping
from posixpath import normpath

from pipeline.formats.xlsx_archive import RefusedError
from pipeline.formats.xlsx_markup import elements, local, parse
from pipeline.formats.xlsx_walk import CellWalk, SheetScan, column_number

MOST_SHEETS = 250
MOST_MERGED = 5_000

_WORKBOOK, _RELATIONS, _STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml"
_MARKUP = (".xml", ".rels")
_SHORTEST_STRING = len("<si/>")

# In well-formed markup each start tag of a cell matches the first of these. Where as many match one of the next two,
# the names found are those that a reader sees, at a quarter of the time that following each tag takes.
_ANY_CELL = re.compile(rb"<(?:[^\s/>:<]*:)?c[\s/>]")
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: [a-z]+="[^"<>]*")*>')
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*/>')
# The same of what is hidden and merged: an attribute that says so is found wherever the tag is written plainly.
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]{1,7})"(?: [A-Za-z0-9:]+="[^"<>]*")*? hidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<col (?=[^<>]*\bhidden="(?:1|true)")(?=[^<>]*\bmin="([0-9]+)")[^<>]*\bmax="([0-9]+)"')
_SAYS_HIDDEN = (b' hidden="1"', b' hidden="true"')
_ANY_MERGED = re.compile(rb"<(?:[^\s/>:<]*:)?mergeCell[\s/>]")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?" ?/?>')
_STRING_TABLE = re.compile(rb"<(?:[^\s/>:<]*:)?sst\s[^<]*")
_STRING_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")


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
    all_titles = parts_by_title(parts)
    titles = {title: part for title, part in all_titles.items() if only is None or title in only}
    passed_over = set(all_titles.values()) - set(titles.values())
    for name, content in parts.items():
        if name.endswith(_MARKUP) and name not in passed_over:
            parse(name, content)
    if len(all_titles) > MOST_SHEETS:
        raise RefusedError("INT004", what=f"it has {len(all_titles)} sheets; a form has fewer than {MOST_SHEETS}")
    if _STRINGS in parts:
        _check_strings(parts[_STRINGS])
    return {title: _scan_sheet(part, parts[part]) for title, part in titles.items()}


def parts_by_title(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the member of each sheet by the sheet's title.

    What could be understood in two ways is refused: the reader might take the other one, unscanned.
    """
    if _RELATIONS not in parts:
        raise RefusedError("INT002", why="the list of its sheets is missing")
    targets: dict[str, str] = {}
    for tag, values in elements(_RELATIONS, parts[_RELATIONS]):
        if tag == "Relationship" and targets.setdefault(values["Id"], _member(values["Target"])) != _member(
            values["Target"]
        ):
            raise RefusedError("INT002", why=f"two of its parts have the id {values['Id']}")
    found: dict[str, str] = {}
    for tag, values in elements(_WORKBOOK, parts[_WORKBOOK]):
        if tag == "sheet":
            title = values["name"]
            (relation,) = (value for key, value in values.items() if local(key) == "id")
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
    if len(_ANY_MERGED.findall(content, _merged_from(content))) > MOST_MERGED:
        raise RefusedError("INT004", what=f"a sheet of it has more than {MOST_MERGED} merged ranges")
    found = _read_off(content) if not _has_errors(content) else None
    if found is None:
        walk = CellWalk(name)
        parse(name, content, StartElementHandler=walk.start, EndElementHandler=walk.end, CharacterDataHandler=walk.text)
        found = walk.found
    return found


def _read_off(content: bytes) -> SheetScan | None:
    """Return what a sheet without errors says, or None where it is not written plainly enough for that."""
    filled = _FILLED_CELL.findall(content)
    if len(filled) + len(_BLANK_CELL.findall(content)) != len(_ANY_CELL.findall(content)):
        return None
    rows = {row for _, row in filled}
    columns = {letters for letters, _ in filled}
    found = SheetScan(
        max(map(int, rows), default=0), max((column_number(name.decode()) for name in columns), default=0)
    )
    return found if _read_off_hidden(content, found) and _read_off_merged(content, found) else None


def _read_off_hidden(content: bytes, found: SheetScan) -> bool:
    if not any(says in content for says in _SAYS_HIDDEN):
        return b"hidden='" not in content
    found.hidden_rows |= {int(row) for row in _HIDDEN_ROW.findall(content)}
    found.hidden_columns += [(int(first), int(last)) for first, last in _HIDDEN_COLUMN.findall(content)]
    # Each of these tags says it once: as many have to be found as there are.
    return len(found.hidden_rows) + len(found.hidden_columns) == sum(map(content.count, _SAYS_HIDDEN))


def _read_off_merged(content: bytes, found: SheetScan) -> bool:
    start = _merged_from(content)
    for letters, row, last_letters, last_row in _MERGED.findall(content, start):
        first = int(row), column_number(letters.decode())
        last = (int(last_row), column_number(last_letters.decode())) if last_row else first
        found.merged.append((first, last))
    return len(found.merged) == len(_ANY_MERGED.findall(content, start))


def _merged_from(content: bytes) -> int:
    """Return where the list of merged ranges begins: most of a sheet stands before it."""
    start = content.find(b"mergeCells")
    return start if start >= 0 else len(content)


def _has_errors(content: bytes) -> bool:
    """Tell whether a sheet may hold error values or formulas without a result; false only where it holds none."""
    formulas = content.count(b"</f>")
    return (
        b't="e"' in content
        or b"</f><v></v>" in content
        or not (formulas == content.count(b"</f><v>") == content.count(b"<f>") + content.count(b"<f "))
    )
