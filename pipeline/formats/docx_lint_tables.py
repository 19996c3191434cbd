"""The rules of tables in Word: rows, cells, and the paragraph that ends each cell."""

from collections.abc import Iterator

from pipeline.formats.complaint import Complaint, doubtful
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_story import Story, inner, value_of

MOST_COLUMNS = 63
"""Word shows no table with more."""


def lint_tables(story: Story) -> Iterator[Complaint]:
    """Complain of tables that Word cannot read or would draw otherwise.

    Args:
        story: a part of the document.
    """
    for table in story.all("tbl"):
        columns = table.findall(f"{qn('tblGrid')}/{qn('gridCol')}")
        rows = list(inner(table, "tr"))
        if table.find(qn("tblGrid")) is None:
            yield Complaint(story.name, "a table has no grid")
        if not rows:
            yield Complaint(story.name, "a table has no rows")
        elif all(row.find(f"{qn('trPr')}/{qn('tblHeader')}") is not None for row in rows):
            yield doubtful(story.name, "a table has a head and nothing below it")
        for row in rows:
            yield from _lint_row(story.name, row, len(columns))


def width_of(row: Element) -> int:
    """Return how many columns of the grid a row takes, with those that it leaves out at its ends."""
    return _before_and_after(row) + sum(_span(cell) for cell in inner(row, "tc"))


def _lint_row(part: str, row: Element, columns: int) -> Iterator[Complaint]:
    cells = list(inner(row, "tc"))
    width = width_of(row)
    if not cells:
        yield Complaint(part, "a row has no cells")
    elif width > MOST_COLUMNS:
        yield Complaint(part, f"a row has {width} columns; Word shows {MOST_COLUMNS} at most")
    elif width != columns:
        yield doubtful(part, f"a row does not fill the {columns} columns of its table")
    for cell in cells:
        if not _ends_with_paragraph(cell):
            yield Complaint(part, "a cell does not end with a paragraph")


def _ends_with_paragraph(cell: Element) -> bool:
    """Tell whether the last block of a cell is a paragraph, or a content control that ends with one."""
    if len(cell) and cell[-1].tag == qn("p"):
        return True
    blocks = [child for child in cell if child.tag in (qn("p"), qn("tbl"), qn("sdt"), qn("customXml"))]
    if not blocks:
        return False
    last = blocks[-1]
    if last.tag == qn("sdt"):
        content = last.find(qn("sdtContent"))
        return content is not None and _ends_with_paragraph(content)
    return last.tag == qn("p") or (last.tag == qn("customXml") and _ends_with_paragraph(last))


def _before_and_after(row: Element) -> int:
    found = (row.find(f"{qn('trPr')}/{qn(name)}") for name in ("gridBefore", "gridAfter"))
    return sum(_number(value_of(element), 0) for element in found)


def _span(cell: Element) -> int:
    return _number(value_of(cell.find(f"{qn('tcPr')}/{qn('gridSpan')}")), 1)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() else otherwise
