"""The rules of a workbook as a whole: its sheets, its names, its styles, its texts."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element, R
from pipeline.formats.package_lint import relations_of, target_of
from pipeline.formats.xlsx_formula_lint import Known, lint_formula
from pipeline.formats.xlsx_schema import LONGEST_TEXT, s

WORKBOOK = "xl/workbook.xml"
STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_LONGEST_TITLE, _LONGEST_FORMAT, _FIRST_OWN_FORMAT = 31, 255, 164
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME = re.compile(r"[^\W\d\\][\w.\\?]*|\\[\w.\\?]*|_xlnm\.\w+")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]")
_STYLE_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


class Book(Struct, frozen=True):
    """What the sheets of a workbook are held against: their titles, names, texts, and how many styles there are."""

    sheets: Mapping[str, str]
    known: Known
    strings: tuple[str, ...]
    styles: int
    differences: int


def read_book(roots: Mapping[str, Element]) -> Book:
    """Return what a workbook holds for its sheets.

    Args:
        roots: the XML parts, parsed.
    """
    root = roots[WORKBOOK]
    relations = relations_of(WORKBOOK, roots)
    sheets = {}
    for sheet in root.iterfind(f"{s('sheets')}/{s('sheet')}"):
        relation = relations.get(sheet.get(f"{{{R}}}id", ""))
        if relation is not None:
            sheets[sheet.get("name", "")] = target_of(WORKBOOK, relation)
    names = {each.get("name", "").casefold() for each in root.iterfind(f"{s('definedNames')}/{s('definedName')}")}
    tables = {
        each.get(said, "").casefold()
        for each in roots.values()
        if each.tag == s("table")
        for said in ("name", "displayName")
    }
    strings, styles = roots.get(STRINGS), roots.get(STYLES)
    return Book(
        sheets,
        Known({title.casefold() for title in sheets}, names | tables),
        tuple(text_of(entry) for entry in strings.iterfind(s("si"))) if strings is not None else (),
        len(_all(styles, "cellXfs")),
        len(_all(styles, "dxfs")),
    )


def text_of(entry: Element) -> str:
    """Return the text of a string that may be in several styles, without what says how it is read aloud."""
    pieces = [*entry.iterfind(s("t")), *entry.iterfind(f"{s('r')}/{s('t')}")]
    return "".join(piece.text or "" for piece in pieces)


def lint_book(book: Book, roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Complain of sheets, names, styles and texts that Excel would repair or take away.

    Args:
        book: what was read of the workbook.
        roots: the XML parts, parsed.
    """
    yield from _lint_titles(roots[WORKBOOK])
    yield from _lint_names(book, roots[WORKBOOK])
    if (styles := roots.get(STYLES)) is not None:
        yield from _lint_styles(styles)
    for number, text in enumerate(book.strings):
        if len(text) > LONGEST_TEXT:
            yield Complaint(STRINGS, f"text {number} has more than {LONGEST_TEXT} characters")


def _lint_titles(root: Element) -> Iterator[Complaint]:
    sheets = root.findall(f"{s('sheets')}/{s('sheet')}")
    titles = [sheet.get("name", "") for sheet in sheets]
    yield from twice(WORKBOOK, "sheet", (title.casefold() for title in titles))
    yield from twice(WORKBOOK, "number of a sheet", (sheet.get("sheetId") for sheet in sheets))
    for title in titles:
        if not title or len(title) > _LONGEST_TITLE:
            yield Complaint(WORKBOOK, f"a sheet cannot be called {title!r}: 1 to {_LONGEST_TITLE} characters")
        elif _FORBIDDEN.search(title) or title.startswith("'") or title.endswith("'") or title.casefold() == "history":
            yield Complaint(WORKBOOK, f"a sheet cannot be called {title!r}")
    if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
        yield Complaint(WORKBOOK, "no sheet can be seen")
    for view in root.iterfind(f"{s('bookViews')}/{s('workbookView')}"):
        for said in ("activeTab", "firstSheet"):
            if not 0 <= number_of(view, said, 0) < max(len(sheets), 1):
                yield Complaint(WORKBOOK, "the sheet that is open at first is not there")


def _lint_names(book: Book, root: Element) -> Iterator[Complaint]:
    found = root.findall(f"{s('definedNames')}/{s('definedName')}")
    scoped = (f"{each.get('name', '').casefold()} of sheet {each.get('localSheetId', '-')}" for each in found)
    yield from twice(WORKBOOK, "name", scoped)
    for each in found:
        name, formula = each.get("name", ""), each.text or ""
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name) or len(name) > 255:  # noqa: PLR2004 - by Excel
            yield Complaint(WORKBOOK, f"nothing can be called {name!r}")
        if number_of(each, "localSheetId", 0) >= max(len(book.sheets), 1):
            yield Complaint(WORKBOOK, f"the name {name} belongs to a sheet that is not there")
        # Titles of rows and columns together are two ranges with a comma between them.
        for piece in re.split(r",(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)", formula) if "(" not in formula else (formula,):
            for fault in lint_formula(piece, book.known):
                yield doubtful(WORKBOOK, f"the name {name} stands for {formula[:60]!r}: {fault}")


def _lint_styles(root: Element) -> Iterator[Complaint]:
    formats = _all(root, "numFmts")
    yield from twice(STYLES, "number of a format", (each.get("numFmtId") for each in formats))
    for each in formats:
        if len(each.get("formatCode", "")) > _LONGEST_FORMAT:
            yield Complaint(STYLES, f"a format has more than {_LONGEST_FORMAT} characters")
    own = {number_of(each, "numFmtId", 0) for each in formats}
    for each in (*_all(root, "cellXfs"), *_all(root, "cellStyleXfs")):
        for said, part in _STYLE_PARTS.items():
            if not 0 <= number_of(each, said, 0) < len(_all(root, part)):
                yield Complaint(STYLES, f"a style names one of the {part} that is not there: {each.get(said)}")
        asked = number_of(each, "numFmtId", 0)
        if asked >= _FIRST_OWN_FORMAT and asked not in own:
            yield Complaint(STYLES, f"a style names the format {asked}, which is not there")
    yield from _lint_bases(root)


def _lint_bases(root: Element) -> Iterator[Complaint]:
    bases = len(_all(root, "cellStyleXfs"))
    for each in (*_all(root, "cellXfs"), *_all(root, "cellStyles")):
        if not 0 <= number_of(each, "xfId", 0) < max(bases, 1):
            yield doubtful(STYLES, f"a style is based on {each.get('xfId')}, which is not there")
    names = (each.get("name") for each in _all(root, "cellStyles"))
    yield from twice(STYLES, "style called", names, is_doubtful=True)
    for part in ("cellXfs", "fonts", "fills", "borders"):
        if not _all(root, part):
            yield doubtful(STYLES, f"there are no {part}")


def number_of(element: Element, name: str, otherwise: int) -> int:
    """Return an attribute as a number; -1 where it is none, ``otherwise`` where it is not there."""
    said = element.get(name)
    if said is None:
        return otherwise
    return int(said) if said.isascii() and said.isdecimal() else -1


def _all(root: Element | None, name: str) -> list[Element]:
    found = root.find(s(name)) if root is not None else None
    return list(found.iterchildren("*")) if found is not None else []
