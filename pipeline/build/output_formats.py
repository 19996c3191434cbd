"""How a deliverable becomes a file: for each kind of output, what makes it, and what is wrong with what was made."""

from collections.abc import Callable

from msgspec import Struct

from pipeline.build.template import Template
from pipeline.build.template_form import form_of
from pipeline.formats.docx_fill import MadeFile, fill
from pipeline.model.context import Context
from pipeline.model.deliverable import Deliverable
from pipeline.model.house_style import HouseStyle

DOCX, XLSX = "docx", "xlsx"


class OutputFormat(Struct, frozen=True):
    """Makes a file from its declaration, its template and its context, and checks it.

    ``has_template``: a file of the deliverable's folder gives its look; else the declaration alone does.
    """

    make: Callable[[Deliverable, Template, Context, HouseStyle], MadeFile]
    has_template: bool


def _word(deliverable: Deliverable, template: Template, context: Context, style: HouseStyle) -> MadeFile:
    del deliverable, style
    return fill(form_of(template), context)


def _excel(deliverable: Deliverable, template: Template, context: Context, style: HouseStyle) -> MadeFile:
    del template
    # Loaded where one is made: most runs make none.
    from pipeline.formats.xlsx_printout import write_printout
    from pipeline.formats.xlsx_printout_check import check_printout

    content = write_printout(deliverable, context, style)
    return MadeFile(content, check_printout(content, context))


OUTPUT_FORMATS = {
    DOCX: OutputFormat(_word, has_template=True),
    XLSX: OutputFormat(_excel, has_template=False),
}
"""By the ``output`` that a deliverable declares."""
