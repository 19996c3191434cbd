"""A workbook that holds one of everything that lint looks at, and nothing that is wrong."""

import io
from datetime import datetime
from functools import cache

import xlsxwriter

from pipeline.formats.docx_package import canonical

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
SHEET, OTHER, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
NOTES, SHAPES, RELATIONS = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/_rels/workbook.xml.rels"
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"


@cache
def whole_workbook() -> bytes:
    """Return the workbook as its file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 2, 3, 4, 5)})  # noqa: DTZ001 - Excel knows no zones
    sheet, other = book.add_worksheet("First"), book.add_worksheet("Second one")
    bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    book.define_name("Rate", "='Second one'!$A$1")
    sheet.write("A1", "Words", bold)
    sheet.write("B1", 3.5, days)
    sheet.write_boolean("C1", True)
    sheet.write_formula("D1", '=IF(B1>0,SUM(B1:B2)*Rate,"none")', None, 7)
    sheet.write_rich_string("E1", "plain ", bold, "bold")
    sheet.add_table("A3:C6", {"name": "People", "columns": [{"header": "Name"}, {"header": "Age"}, {"header": "Town"}]})
    sheet.merge_range("E3:F4", "merged", bold)
    sheet.data_validation(
        "H1:H9", {"validate": "list", "source": ["yes", "no"], "input_title": "Say", "input_message": "one"}
    )
    sheet.data_validation("I1:I9", {"validate": "whole", "criteria": ">", "value": 1})
    sheet.conditional_format("B1:B9", {"type": "cell", "criteria": ">", "value": 2, "format": bold})
    sheet.conditional_format("C1:C9", {"type": "formula", "criteria": '=$B1="x"', "format": bold})
    sheet.write_url("A9", "https://example.org/")
    sheet.write_url("A10", "internal:'Second one'!A1", string="There")
    sheet.write_comment("B2", "Why?", {"author": "Ada"})
    sheet.set_column("A:C", 20)
    sheet.set_footer("&P")
    other.write("A1", 2)
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"values": "='Second one'!$A$1:$A$1", "categories": "='Second one'!$A$1:$A$1"})
    other.insert_chart("C3", chart)
    book.close()
    return canonical(target.getvalue())
