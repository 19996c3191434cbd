"""What makes Excel offer to repair a workbook: rules that validators of the schema miss, and the commonest others."""

from collections.abc import Iterator, Mapping

from pipeline.formats.chart_lint import lint_charts
from pipeline.formats.complaint import Complaint, doubtful
from pipeline.formats.docx_markup import Element
from pipeline.formats.package_lint import lint_package
from pipeline.formats.xlsx_lint_book import WORKBOOK, lint_book, read_book
from pipeline.formats.xlsx_lint_cells import lint_cells
from pipeline.formats.xlsx_lint_sheet import lint_order, lint_sheet
from pipeline.formats.xlsx_lint_tables import lint_notes, lint_tables
from pipeline.formats.xlsx_schema import s


def complaints_of(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Yield what is wrong with the structure of a workbook, and what is doubtful.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
    """
    yield from lint_package(parts, roots, WORKBOOK)
    root = roots.get(WORKBOOK)
    if root is None:
        return
    if root.tag != s("workbook"):
        yield doubtful(WORKBOOK, "the workbook is of the strict kind, which is not looked at")
        return
    book = read_book(roots)
    yield from lint_book(book, roots)
    for name, each in roots.items():
        if name.startswith("xl/"):
            yield from lint_order(name, each)
    for name in book.sheets.values():
        sheet = roots.get(name)
        if sheet is not None and sheet.tag == s("worksheet"):
            yield from lint_cells(name, sheet, book)
            yield from lint_sheet(name, sheet, book)
    yield from lint_tables(roots, book)
    yield from lint_notes(roots, book)
    yield from lint_charts(roots)
