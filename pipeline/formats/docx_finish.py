"""The last touches after rendering: what tags leave behind is cleared."""

from itertools import takewhile
from typing import cast

from lxml import etree

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_markup import CAPTION_GAP, Element, W, qn

_CAPTION = "FigureCaption"
_NAMES = {"w": W}
_HOLLOW_RUNS = etree.XPath("descendant::w:r[not(*[not(self::w:rPr or self::w:t[.=''])])]", namespaces=_NAMES)
_VANISHING = etree.XPath(
    "descendant::w:p[w:pPr/w:pStyle[@w:val='Statement' or @w:val='CellStatement'] and not(w:r)]", namespaces=_NAMES
)
_CAPTIONS = etree.XPath(f"descendant::w:p[w:pPr/w:pStyle/@w:val='{_CAPTION}']", namespaces=_NAMES)
_PATCHED_CELLS = etree.XPath("descendant::w:tcPr[not(*[1][self::w:tcW])]", namespaces=_NAMES)
"""docxtpl puts what it adds to a cell first, whatever the schema says."""


def drop_hollow_markup(body: Element) -> None:
    """Clear runs without content, statements that are not made, captions of no picture, cells out of order.

    Args:
        body: of the rendered document; changed in place.
    """
    for run in _found(_HOLLOW_RUNS, body):
        _remove(run)
    for paragraph in _found(_VANISHING, body):
        if _may_go(paragraph):
            _remove(paragraph)
    for caption in _found(_CAPTIONS, body):
        _label_what_is_no_picture(caption)
    for properties in _found(_PATCHED_CELLS, body):
        arrange(properties)


def _found(path: etree.XPath, body: Element) -> list[Element]:
    """Return what a path finds, in the order of the document: a body is looked through in one go."""
    return cast("list[Element]", path(body))


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    return (style.get(qn("val")) or "") if style is not None else ""


def _set_style(paragraph: Element, name: str) -> None:
    style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    if style is not None:
        style.set(qn("val"), name)


def _label_what_is_no_picture(caption: Element) -> None:
    """Make the caption of what stands in place of pictures a label above it: no figure is there to go under."""
    entries = list(takewhile(lambda one: _style_of(one) == "Picture", caption.itersiblings(preceding=True)))
    if not entries or any(next(entry.iter(qn("drawing")), None) is not None for entry in entries):
        return
    entries[-1].addprevious(caption)
    _drop_number(caption)
    _set_style(caption, "Label")
    for entry in entries:
        _set_style(entry, "Normal")


def _drop_number(caption: Element) -> None:
    """Take label and number from a caption, up to the end of the field that counts it."""
    ends = list(caption.iter(qn("fldChar")))
    last = ends[-1].getparent() if ends else None
    for run in [*last.itersiblings(preceding=True), last] if last is not None else []:
        if run.tag == qn("r"):
            _remove(run)
    for text in caption.iter(qn("t")):
        text.text = (text.text or "").removeprefix(CAPTION_GAP)


def _may_go(paragraph: Element) -> bool:
    """A cell has to end with a paragraph."""
    parent, before = paragraph.getparent(), paragraph.getprevious()
    if parent is None or parent.tag != qn("tc") or paragraph.getnext() is not None:
        return True
    return before is not None and before.tag == qn("p")
