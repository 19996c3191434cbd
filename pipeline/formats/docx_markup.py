"""WordprocessingML in small pieces: what the template is written from."""

import re
from collections.abc import Iterable

from lxml import etree

from pipeline.model.citation import unbroken

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element  # noqa: SLF001 - lxml names its own element type so

XML_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

CAPTION_GAP = "\u2002"
"""Between the number of a caption and its words."""

_TAG_OPENERS = re.compile(r"\{[{%#]")


def qn(name: str) -> str:
    """Return the qualified name of ``w:p`` and the like, given without its prefix."""
    return f"{{{W}}}{name}"


def w(name: str, /, *children: Element | None, **attributes: str | float) -> Element:
    """Make an element in the namespace of Word; None among the children is left out."""
    element = etree.Element(qn(name), nsmap={"w": W, "r": R})
    for key, value in attributes.items():
        element.set(qn(key), str(value))
    element.extend(child for child in children if child is not None)
    return element


def twips(centimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(centimetres * 1440 / 2.54)


def _run(text: str, style: str) -> Element:
    content = w("t")
    content.text = text
    if text != text.strip():
        content.set(XML_SPACE, "preserve")
    return w("r", w("rPr", w("rStyle", val=style)) if style else None, content)


def words(text: str, style: str = "") -> Element:
    """Make a run of fixed words.

    Raises:
        ValueError: the words hold what a template would take for a tag.
    """
    if _TAG_OPENERS.search(text):
        raise ValueError(f"fixed words hold a template tag: {text}")
    return _run(unbroken(text), style)


def value(name: str, style: str = "") -> Element:
    """Make a run that prints what the context holds under a name."""
    return _run(f"{{{{ {name} }}}}", style)


def control(statement: str) -> Element:
    """Make a run with a control tag; docxtpl takes the run away with the tag, which needs its text bare."""
    return _run(f"{{% {statement} %}}", "")


def tab() -> Element:
    """Make a run that holds a tab."""
    return w("r", w("tab"))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """Make a paragraph of a style, with further properties in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)


def paragraph_tag(statement: str, *, takes: str = "p") -> Element:
    """Make a paragraph that is a control tag; it takes itself away when rendered, or its row (``tr``)."""
    return w("p", _run(f"{{%{takes} {statement} %}}", ""))


def field(instruction: str, result: str = "1", style: str = "") -> list[Element]:
    """Make the runs of a field such as PAGE, with a result that stands until the reader's program counts."""
    return [*field_start(instruction), _run(result, style), field_end()]


def field_start(instruction: str) -> list[Element]:
    """Make the runs before the result of a field."""
    begin, separate = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate"))
    return [begin, w("r", field_code(instruction)), separate]


def field_end() -> Element:
    """Make the run after the result of a field."""
    return w("r", w("fldChar", fldCharType="end"))


def field_code(instruction: str) -> Element:
    """Make what tells a field what to show."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(XML_SPACE, "preserve")
    return code


def caption(style: str, label: str, count: str, text: str) -> Element:
    """Make a caption: its label, a field that counts it, and words.

    Args:
        style: of the paragraph.
        label: what is captioned, as "Table".
        count: name of the sequence in which it is counted.
        text: what it shows.
    """
    look = "CaptionLabel"
    counted = field(f"SEQ {count} \\* ARABIC", style=look)
    return paragraph(style, words(f"{label}\u00a0", look), *counted, words(f"{CAPTION_GAP}{text}"))


def bookmarked(number: int, name: str, content: Iterable[Element]) -> list[Element]:
    """Put a bookmark around the content of a paragraph."""
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def link(anchor: str, content: Iterable[Element]) -> Element:
    """Make a link to a bookmark of the same document."""
    return w("hyperlink", *content, anchor=anchor, history=1)


def serialise(root: Element) -> bytes:
    """Return a part as the bytes that stand in the package."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
