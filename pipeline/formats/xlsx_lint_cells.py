"""The rules of the cells of a sheet: where they stand, what kind they are, what they hold."""

from collections.abc import Iterator
from math import isfinite

from pipeline.formats.complaint import Complaint, doubtful
from pipeline.formats.docx_markup import Element
from pipeline.formats.xlsx_formula_lint import lint_formula
from pipeline.formats.xlsx_lint_book import Book, number_of, text_of
from pipeline.formats.xlsx_range import read_range
from pipeline.formats.xlsx_schema import CELL_KINDS, ERRORS, LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, s

_WIDEST, _TALLEST = 255, 409.5


def lint_cells(part: str, root: Element, book: Book) -> Iterator[Complaint]:
    """Complain of columns, rows and cells that Excel would not read.

    Args:
        part: name of the sheet's part.
        root: of the sheet.
        book: what the workbook holds.
    """
    yield from _lint_columns(part, root, book)
    last_row = 0
    for row in root.iterfind(f"{s('sheetData')}/{s('row')}"):
        number = number_of(row, "r", last_row + 1)
        if not last_row < number <= MOST_ROWS:
            yield Complaint(part, f"row {row.get('r')} stands in the wrong place")
        last_row = max(number, last_row)
        if (height := row.get("ht")) is not None and not _is_within(height, _TALLEST):
            yield doubtful(part, f"row {number} cannot be {height} points high")
        if not 0 <= number_of(row, "s", 0) < max(book.styles, 1):
            yield Complaint(part, f"row {number} has the style {row.get('s')}, which is not there")
        last_column = 0
        for cell in row.iterfind(s("c")):
            place = cell.get("r")
            at = read_range(place) if place else None
            column = at.left if at else last_column + 1
            if place and (at is None or not at.is_cell or at.top != number or column <= last_column):
                yield Complaint(part, f"cell {place} stands in the wrong place")
            last_column = max(column, last_column)
            yield from (Complaint(part, f"cell {place}: {fault}") for fault in _faults_of(cell, book))
            yield from (doubtful(part, f"cell {place}: {fault}") for fault in _faults_of_formula(cell, book))


def _lint_columns(part: str, root: Element, book: Book) -> Iterator[Complaint]:
    last = 0
    for column in root.iterfind(f"{s('cols')}/{s('col')}"):
        first, end = number_of(column, "min", -1), number_of(column, "max", -1)
        if not last < first <= end <= MOST_COLUMNS:
            yield Complaint(part, f"columns {column.get('min')} to {column.get('max')} stand in the wrong place")
        last = max(end, last)
        if (width := column.get("width")) is not None and not _is_within(width, _WIDEST):
            yield Complaint(part, f"column {first} cannot be {width} wide")
        if not 0 <= number_of(column, "style", 0) < max(book.styles, 1):
            yield Complaint(part, f"column {first} has the style {column.get('style')}, which is not there")


def _faults_of(cell: Element, book: Book) -> Iterator[str]:
    kind = cell.get("t", "n")
    if kind not in CELL_KINDS:
        yield f"there is no kind {kind!r}"
    if not 0 <= number_of(cell, "s", 0) < max(book.styles, 1):
        yield f"the style {cell.get('s')} is not there"
    found = cell.find(s("v"))
    yield from _faults_of_value(kind, (found.text or "") if found is not None else None, book)
    inline = cell.find(s("is"))
    if inline is not None and len(text_of(inline)) > LONGEST_TEXT:
        yield f"it holds more than {LONGEST_TEXT} characters"


def _faults_of_formula(cell: Element, book: Book) -> Iterator[str]:
    formula = cell.find(s("f"))
    if formula is not None and formula.text:
        yield from (f"the formula cannot be read: {fault}" for fault in lint_formula(formula.text, book.known))


def _faults_of_value(kind: str, value: str | None, book: Book) -> Iterator[str]:
    if kind == "s" and value and not (value.isdecimal() and int(value) < len(book.strings)):
        yield f"the text {value} is not there"
    elif kind == "n" and value and not _is_number(value):
        yield f"{value[:40]!r} is no number"
    elif kind == "b" and value not in ("0", "1", None):
        yield f"{value!r} is neither true nor false"
    elif kind == "e" and value not in ERRORS:
        yield f"{value!r} is no error of Excel"
    elif kind == "str" and value is not None and len(value) > LONGEST_TEXT:
        yield f"it holds more than {LONGEST_TEXT} characters"


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def _is_within(text: str, most: float) -> bool:
    return _is_number(text) and 0 <= float(text) <= most
