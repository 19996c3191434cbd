"""The last touches after rendering: what tags leave behind is cleared, and the file says what it is."""

from datetime import UTC, datetime, time
from itertools import takewhile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_gaps import NO_DAY
from pipeline.formats.docx_markup import CAPTION_GAP, Element, qn
from pipeline.model.context import Properties

_PROPERTY_LIMIT = 255
_VANISH_WHEN_EMPTY = frozenset({"Statement", "CellStatement"})


def drop_hollow_markup(document: Document) -> None:
    """Clear runs without content, statements that are not made, captions of no picture, cells out of order.

    Args:
        document: the rendered document; changed in place.
    """
    body = document.element.body
    for run in list(body.iter(qn("r"))):
        if all(child.tag == qn("rPr") or (child.tag == qn("t") and not child.text) for child in run):
            _remove(run)
    for paragraph in list(body.iter(qn("p"))):
        named = _style_of(paragraph)
        if named in _VANISH_WHEN_EMPTY and paragraph.find(qn("r")) is None and _may_go(paragraph):
            _remove(paragraph)
        elif named == "FigureCaption":
            _label_what_is_no_picture(paragraph)
    for properties in body.iter(qn("tcPr")):
        arrange(properties)


def ask_for_nothing(document: Document) -> None:
    """Take out what makes Word ask its reader whether fields may be brought up to date: a template may want it.

    Args:
        document: the rendered document; changed in place.
    """
    # Asked for where there are none, python-docx would make settings of its own.
    if any(relation.reltype == RELATIONSHIP_TYPE.SETTINGS for relation in document.part.rels.values()):
        for setting in list(document.settings.element.iter(qn("updateFields"))):
            _remove(setting)


def set_properties(document: Document, properties: Properties) -> None:
    """Set what the file says of itself; python-docx writes it, because docxtpl would escape it twice.

    Args:
        document: the rendered document; changed in place.
        properties: title, subject, author and so on; without a day, a fixed one stands.
    """
    core = document.core_properties
    core.title = properties.title[:_PROPERTY_LIMIT]
    core.subject = properties.subject[:_PROPERTY_LIMIT]
    core.author = properties.author[:_PROPERTY_LIMIT]
    core.last_modified_by = properties.author[:_PROPERTY_LIMIT]
    core.keywords = properties.keywords[:_PROPERTY_LIMIT]
    core.language = properties.language
    core.comments = ""
    core.created = core.modified = datetime.combine(properties.day or NO_DAY, time(), UTC)
    core.revision = 1


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
