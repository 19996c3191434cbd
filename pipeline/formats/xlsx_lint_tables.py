"""The rules of tables and notes of a workbook, which stand in parts of their own beside the sheet."""

import re
from collections.abc import Iterator, Mapping

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element
from pipeline.formats.package_lint import kind_of, relations_of, target_of
from pipeline.formats.xlsx_lint_book import WORKBOOK, Book, number_of, text_of
from pipeline.formats.xlsx_lint_sheet import merged_ranges
from pipeline.formats.xlsx_range import Range, overlapping, read_range
from pipeline.formats.xlsx_schema import s

_NAME = re.compile(r"[^\W\d\\][\w.\\]*|\\[\w.\\]*")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OFFICE_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def lint_tables(roots: Mapping[str, Element], book: Book) -> Iterator[Complaint]:
    """Complain of tables that are not as their sheet says, and that overlap anything.

    Args:
        roots: the XML parts, parsed.
        book: what the workbook holds.
    """
    tables = {name: root for name, root in roots.items() if root.tag == s("table")}
    yield from twice("", "table", (root.get("displayName", "").casefold() for root in tables.values()))
    yield from twice("", "number of a table", (root.get("id") for root in tables.values()))
    names = {
        each.get("name", "").casefold() for each in roots[WORKBOOK].iterfind(f"{s('definedNames')}/{s('definedName')}")
    }
    for sheet in book.sheets.values():
        if sheet not in roots:
            continue
        own = []
        for name in _parts_beside(sheet, roots, "table"):
            root = tables.get(name)
            if root is None:
                continue
            found = read_range(root.get("ref", ""))
            if found is None:
                yield Complaint(name, f"a table cannot stand at {root.get('ref')}")
                continue
            if found.top == found.bottom and root.get("headerRowCount") != "0":
                yield doubtful(name, f"a table stands at {root.get('ref')}, which is its head alone")
            own.append((name, found))
            if root.get("displayName", "").casefold() in names or not _NAME.fullmatch(root.get("displayName", "")):
                yield Complaint(name, f"a table cannot be called {root.get('displayName')!r}")
            yield from _lint_table(name, root, found, _Heads(roots[sheet], book))
        merged = list(merged_ranges(roots[sheet]))
        for first, second in overlapping((*own, *merged)):
            if first in tables or second in tables:
                yield Complaint(sheet, f"a table lies over what is merged or over another table: {first}, {second}")


class _Heads:
    """The texts of a sheet, for the heads of its tables."""

    def __init__(self, root: Element, book: Book) -> None:
        self._root = root
        self._book = book

    def of(self, found: Range) -> list[str | None]:
        """Return the texts of the first row of a range; nothing for what is no text."""
        texts: dict[int, str] = {}
        for row in self._root.iterfind(f"{s('sheetData')}/{s('row')}"):
            if number_of(row, "r", 0) == found.top:
                for cell in row.iterfind(s("c")):
                    at = read_range(cell.get("r", ""))
                    if at and (text := self._text(cell)) is not None:
                        texts[at.left] = text
        return [texts.get(column) for column in range(found.left, found.right + 1)]

    def _text(self, cell: Element) -> str | None:
        kind, value = cell.get("t", "n"), cell.findtext(s("v")) or ""
        if kind == "s" and value.isdecimal() and int(value) < len(self._book.strings):
            return self._book.strings[int(value)]
        inline = cell.find(s("is"))
        if kind == "inlineStr" and inline is not None:
            return text_of(inline)
        return value if kind == "str" else None


def _lint_table(name: str, root: Element, found: Range, heads: _Heads) -> Iterator[Complaint]:
    columns = [_decoded(each.get("name", "")) for each in root.iterfind(f"{s('tableColumns')}/{s('tableColumn')}")]
    yield from twice(name, "column", (column.casefold() for column in columns))
    ids = (each.get("id") for each in root.iterfind(f"{s('tableColumns')}/{s('tableColumn')}"))
    yield from twice(name, "number of a column", ids)
    if any(not column for column in columns):
        yield Complaint(name, "a column has no name")
    if len(columns) != found.width:
        yield Complaint(name, f"the table has {found.width} columns and names {len(columns)}")
    elif root.get("headerRowCount") != "0":
        for said, named in zip(heads.of(found), columns, strict=True):
            if said is None or _decoded(said) != named:
                yield Complaint(name, f"the head of the column {named!r} says {said!r}")
    filtered = root.find(s("autoFilter"))
    if filtered is not None:
        ranged = read_range(filtered.get("ref", ""))
        if ranged is None or (ranged.top, ranged.left, ranged.right) != (found.top, found.left, found.right):
            yield Complaint(name, f"the filter lies over {filtered.get('ref')}, the table over {root.get('ref')}")
        for column in filtered.iterfind(s("filterColumn")):
            if not 0 <= number_of(column, "colId", -1) < found.width:
                yield Complaint(name, "a column is filtered that is not there")


def lint_notes(roots: Mapping[str, Element], book: Book) -> Iterator[Complaint]:
    """Complain of notes at cells that have no shape, no author, or a cell with another note.

    Args:
        roots: the XML parts, parsed.
        book: what the workbook holds.
    """
    for sheet in book.sheets.values():
        notes = [name for name in _parts_beside(sheet, roots, "comments") if name in roots]
        if not notes:
            continue
        drawings = [name for name in _parts_beside(sheet, roots, "vmlDrawing") if name in roots]
        shapes = {
            (shape.findtext(f"{_OFFICE_EXCEL}Row"), shape.findtext(f"{_OFFICE_EXCEL}Column"))
            for drawing in drawings
            for shape in roots[drawing].iter(f"{_OFFICE_EXCEL}ClientData")
        }
        if sheet in roots and roots[sheet].find(s("legacyDrawing")) is None:
            yield Complaint(sheet, "the notes have no drawing")
        for name in notes:
            yield from _lint_notes(name, roots[name], shapes if drawings else None)


def _lint_notes(name: str, root: Element, shapes: set[tuple[str | None, str | None]] | None) -> Iterator[Complaint]:
    authors = len(root.findall(f"{s('authors')}/{s('author')}"))
    found = root.findall(f"{s('commentList')}/{s('comment')}")
    yield from twice(name, "note at", (note.get("ref") for note in found))
    for note in found:
        at = read_range(note.get("ref", ""))
        if at is None or not at.is_cell:
            yield Complaint(name, f"a note cannot stand at {note.get('ref')}")
        elif shapes is not None and (str(at.top - 1), str(at.left - 1)) not in shapes:
            yield Complaint(name, f"the note at {note.get('ref')} has no shape")
        if not 0 <= number_of(note, "authorId", -1) < authors:
            yield Complaint(name, f"the note at {note.get('ref')} has no author")


def _parts_beside(sheet: str, roots: Mapping[str, Element], kind: str) -> Iterator[str]:
    for relation in relations_of(sheet, roots).values():
        if kind_of(relation) == kind:
            yield target_of(sheet, relation)


def _decoded(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
