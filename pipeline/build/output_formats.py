"""How a deliverable becomes a file: for each kind of output, what writes it and what looks it over."""

from collections.abc import Callable

from msgspec import Struct

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_renderer import render
from pipeline.formats.xlsx_printout import write_printout
from pipeline.formats.xlsx_printout_check import check_printout
from pipeline.model.context import Context
from pipeline.model.deliverable import Deliverable
from pipeline.model.house_style import HouseStyle

DOCX, XLSX = "docx", "xlsx"


class OutputFormat(Struct, frozen=True):
    """Writes a document from its declaration, its template and its context; says what is wrong with what was written.

    ``has_template``: a file of the deliverable's folder gives its look; else the declaration alone does.
    """

    write: Callable[[Deliverable, bytes, Context, HouseStyle], bytes]
    check: Callable[[bytes, Context, bytes], tuple[str, ...]]
    has_template: bool


def _word(deliverable: Deliverable, template: bytes, context: Context, style: HouseStyle) -> bytes:
    del deliverable, style
    return render(template, context)


def _excel(deliverable: Deliverable, template: bytes, context: Context, style: HouseStyle) -> bytes:
    del template
    return write_printout(deliverable, context, style)


def _look_over(workbook: bytes, context: Context, template: bytes) -> tuple[str, ...]:
    del template
    return check_printout(workbook, context)


OUTPUT_FORMATS = {
    DOCX: OutputFormat(_word, check_document, has_template=True),
    XLSX: OutputFormat(_excel, _look_over, has_template=False),
}
"""By the ``output`` that a deliverable declares."""
