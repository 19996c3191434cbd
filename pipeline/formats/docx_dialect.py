"""docxtpl's dialect: the markup of a part made ready for Jinja, in the one way in which it is read and rendered.

What docxtpl does is used as it is; what it does not do, or does wrongly, is mended here and nowhere else.
"""

import re
from functools import lru_cache
from itertools import pairwise

from docxtpl import DocxTemplate
from lxml import etree

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_notes import strictly
from pipeline.formats.docx_schema import ORDER

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MARKUP = "(?:<[^>]*>)*"
_RICH = re.compile(rf"(\{{{_MARKUP}\{{{_MARKUP})r(?={_MARKUP}\s)")
_INSIDE = re.compile(r"(?<=\{[{%])(.*?)(?=[}%]\})", re.DOTALL)
_LOW_QUOTES = str.maketrans({"\u201e": '"', "\u201a": "'"})
_TYPED = re.compile("[\t\n\a\f]")
_PATCHED_CELL = re.compile(r"<w:tcPr>((?:(?!</w:tcPr>).)*\{(?:(?!</w:tcPr>).)*)</w:tcPr>", re.DOTALL)
_PROPERTY = re.compile(r'<w:(\w+)(?: [\w:]+="[^"]*")*(?:/>|>.*?</w:\1>)', re.DOTALL)
_OPEN = re.compile(r"\{(?:[{%#](?:(?![%#}]\}).)*)?$", re.DOTALL)


_NO_FILE = DocxTemplate("")
"""docxtpl reads a file only when it is asked to."""


@lru_cache(maxsize=64)
def patched(source: str) -> str:
    """Return the markup of a part as Jinja reads it.

    ``{{r name}}`` asks docxtpl for runs of its own and would put bare text between runs; here every value is text, so
    the tag is read without its ``r`` and its text keeps the looks of the run it stands in. German quotation marks are
    straightened as docxtpl straightens the others, and an ampersand is one.

    Args:
        source: the markup as it lies in the part.
    """
    read: str = DocxTemplate.patch_xml(_NO_FILE, _RICH.sub(r"\1", source))  # type: ignore[no-untyped-call]
    straight = _INSIDE.sub(lambda found: found[0].translate(_LOW_QUOTES).replace("&amp;", "&"), read)
    return _PATCHED_CELL.sub(_in_order, straight)


def _in_order(found: re.Match[str]) -> str:
    """Return properties of a cell in the order of the schema: docxtpl puts its own where it finds a place."""
    own = [(each[1], each[0]) for each in _PROPERTY.finditer(found[1])]
    if "".join(markup for _, markup in own) != found[1]:
        return found[0]
    order = ORDER[qn("tcPr")]
    own.sort(key=lambda each: order.get(qn(each[0]), len(order)))
    return f"<w:tcPr>{''.join(markup for _, markup in own)}</w:tcPr>"


def typed_breaks(source: str) -> str:
    """Return markup in which tabs and breaks that were typed into its text are elements, as docxtpl makes them.

    Args:
        source: the markup as Jinja reads it; what values bring along is made so where they are printed.
    """
    if not _TYPED.search(source):
        return source
    in_one_line = _INSIDE.sub(lambda found: " ".join(found[0].split()).join("  "), source)
    broken: str = DocxTemplate.resolve_listing(_NO_FILE, in_one_line)  # type: ignore[no-untyped-call]
    return broken


def mended(markup: str) -> str:
    """Return the markup of a document whose tables have the grids that docxtpl gives them once they are filled.

    Args:
        markup: of the whole part, rendered.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed; docxtpl alone would go on with part of the text.
    """
    source = etree.tostring(strictly(markup.encode()), encoding="unicode")
    made = DocxTemplate.fix_tables(_NO_FILE, source)  # type: ignore[no-untyped-call]
    return etree.tostring(made, encoding="unicode")


def text_markup(root: Element) -> str:
    """Return the markup of body, header, footer or notes, as Jinja reads it.

    Args:
        root: of the part; of the document's main part only the body is rendered.
    """
    body = root.find(qn("body"))
    return patched(etree.tostring(root if body is None else body, encoding="unicode"))


def chart_markup(root: Element) -> str:
    """Return the markup of a chart, as Jinja reads it; docxtpl renders none.

    Args:
        root: of the part; changed in place, with each tag joined in the run in which it begins.
    """
    for paragraph in root.iter(f"{{{_A}}}p"):
        runs = list(paragraph.iter(f"{{{_A}}}t"))
        for run, following in pairwise(runs):
            if found := _OPEN.search(run.text or ""):
                following.text = (run.text or "")[found.start() :] + (following.text or "")
                run.text = (run.text or "")[: found.start()]
    return etree.tostring(root, encoding="unicode")
