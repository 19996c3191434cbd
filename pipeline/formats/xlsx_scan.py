"""Looks through the markup of a workbook before a reader does: DTDs, how far sheets reach, what they hide and merge."""

import re
from collections.abc import Container, Mapping
from posixpath import normpath

from pipeline.formats.xlsx_archive import RefusedError
from pipeline.formats.xlsx_markup import elements, local, number, parse, refuse_dtd
from pipeline.formats.xlsx_walk import SheetScan, column_number, is_far, walk
from pipeline.model.sheet import Spot

MOST_SHEETS = 250
MOST_MERGED = 5_000

STRINGS = "xl/sharedstrings.xml"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MARKUP, _HARDLY_MARKUP = (".xml", ".rels"), ".vml"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_SHORTEST_STRING = len("<si/>")

# In well-formed markup each start tag of a cell matches the first of these. Where as many match the second, the names
# found are those that a reader sees, at a quarter of the time that following each tag takes; a blank one ends with "/".
_ANY_CELL = re.compile(rb"<(?:[^\s/>:<]*:)?c[\s/>]")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: [a-z]+="[^"<>]*")*(/?)>')
# The same of what is hidden and merged: an attribute that says so is found wherever the tag is written plainly.
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]{1,7})"(?: [A-Za-z0-9:]+="[^"<>]*")*? hidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(
    rb'<col (?=[^<>]*\bhidden="(?:1|true)")(?=[^<>]*\bmin="([0-9]{1,7})")[^<>]*\bmax="([0-9]{1,7})"'
)
_SAYS_HIDDEN = (b' hidden="1"', b' hidden="true"')
_ANY_MERGED = re.compile(rb"<(?:[^\s/>:<]*:)?mergeCell[\s/>]")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?" ?/?>')
_STRING_TABLE = re.compile(rb"<(?:[^\s/>:<]*:)?sst\s[^<]*")
_STRING_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")


_LARGE, _HEAD = 2**20, 2**16
# A filled cell of a row past 4,999 or of a column past BH, the last ones of a form: worth a look at each that is found.
_FAR_CELL = re.compile(
    rb'<c r="(?=[A-Z]+(?:[5-9][0-9]{3}|[0-9]{5})|[A-Z]{3}|[C-Z][A-Z]|B[I-Z])'
    rb'([A-Z]{1,3})([0-9]{1,7})"(?: [a-z]+="[^"<>]*")*>'
)


def scan(
    parts: Mapping[str, bytes], sheets: Mapping[str, str], only: Container[str] | None = None
) -> dict[str, SheetScan]:
    """Check the markup of all members that are read and scan the sheets.

    Args:
        parts: the members of the workbook by their names, case folded.
        sheets: the member of each sheet by the sheet's title.
        only: titles of the sheets to look at; all where none are named.

    Returns:
        The scan of each sheet by its title.

    Raises:
        RefusedError: a DTD, markup that is not well formed, or counts that the file does not keep.
    """
    if len(sheets) > MOST_SHEETS:
        raise RefusedError("INT004", what=f"it has {len(sheets)} sheets; a form has fewer than {MOST_SHEETS}")
    titles = {title: part for title, part in sheets.items() if only is None or title in only}
    in_sheets = set(sheets.values()) - {STRINGS}
    for name, content in parts.items():
        if name in in_sheets:
            continue
        if name.endswith(_MARKUP):
            parse(name, content)
        elif name.endswith(_HARDLY_MARKUP) and _DTD.search(content.replace(b"\0", b"")):
            # Excel closes not every tag of its drawings.
            refuse_dtd()
    if STRINGS in parts:
        _check_strings(parts[STRINGS])
    # Whatever its name is, what a title leads to is markup.
    scans = {part: _scan_sheet(part, parts[part]) for part in titles.values()}
    return {title: scans[part] for title, part in titles.items()}


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
    if not _says_more(content, most):
        return
    # A text may speak of a count as well; only what a table says of itself makes the reader make room.
    if any(_says_more(table, most) for table in _STRING_TABLE.findall(content)):
        raise RefusedError("INT002", why="its table of texts says that it is longer than it is")


def _says_more(content: bytes, most: int) -> bool:
    return any(number(count.decode(), 0) > most for count in _STRING_COUNT.findall(content))


def _scan_sheet(name: str, content: bytes) -> SheetScan:
    if len(_ANY_MERGED.findall(content, _merged_from(content))) > MOST_MERGED:
        raise RefusedError("INT004", what=f"a sheet of it has more than {MOST_MERGED} merged ranges")
    if len(content) > _LARGE:
        # What is left out for its size is not worth being looked at to its end.
        if _DTD.search(content):
            refuse_dtd()
        if far := _far_cell(content):
            return SheetScan(*far)
        if not _is_plain(content[: content.rfind(b"<row", 0, _HEAD)]):
            return walk(name, content)
    start, end = _span_of_rows(content)
    if _has_errors(content[start:end]) or parse(name, content):
        return walk(name, content)
    return _read_off(content, start, end) or walk(name, content)


def _span_of_rows(content: bytes) -> tuple[int, int]:
    """Return from where to where the rows of a sheet stand, if they do where every program writes them."""
    start, end = content.find(b"<sheetData"), content.rfind(b"</sheetData>")
    return (start, end) if 0 <= start < end else (0, len(content))


def _far_cell(content: bytes) -> Spot | None:
    """Return the first cell that is written plainly and lies further than any of a form."""
    for cell in _FAR_CELL.finditer(content):
        place = int(cell[2]), column_number(cell[1].decode())
        if is_far(*place):
            return place
    return None


def _is_plain(content: bytes) -> bool:
    return len(_CELL.findall(content)) == len(_ANY_CELL.findall(content))


def _read_off(content: bytes, start: int, end: int) -> SheetScan | None:
    """Return what a sheet without errors says, or None where it is not written plainly enough for that.

    Args:
        content: of the sheet.
        start: from where all cells have to stand.
        end: up to where.
    """
    named = _CELL.findall(content, start, end)
    if len(named) != len(_ANY_CELL.findall(content)):
        return None
    rows = {row for _, row, is_blank in named if not is_blank}
    columns = {letters for letters, _, is_blank in named if not is_blank}
    found = SheetScan(
        max(map(int, rows), default=0), max((column_number(name.decode()) for name in columns), default=0)
    )
    return found if _read_off_hidden(content, start, end, found) and _read_off_merged(content, found) else None


def _read_off_hidden(content: bytes, start: int, end: int, found: SheetScan) -> bool:
    if not any(says in content for says in _SAYS_HIDDEN):
        return b"hidden='" not in content
    found.hidden_rows |= {int(row) for row in _HIDDEN_ROW.findall(content, start, end)}
    # The widths of columns stand before the rows; where no rows were found, anywhere.
    found.hidden_columns += [
        (int(first), int(last)) for first, last in _HIDDEN_COLUMN.findall(content, 0, start or end)
    ]
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


def _has_errors(cells: bytes) -> bool:
    """Tell whether cells may hold error values or formulas without a result; false only where they hold none."""
    if b't="e"' in cells:
        return True
    formulas = cells.count(b"</f>")
    is_whole = formulas == cells.count(b"</f><v>") == cells.count(b"<f>") + cells.count(b"<f ")
    return not is_whole or (formulas > 0 and b"</f><v></v>" in cells)
