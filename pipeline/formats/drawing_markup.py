"""DrawingML in small pieces: what charts and diagrams are written from."""

import re

from pipeline.formats.docx_escape import escaped
from pipeline.formats.docx_markup import R, W

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": R,
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}

CENTIMETRE = 360_000
"""English Metric Units in a centimetre."""

FIRST_DRAWING = 1_001
"""The number of the first drawing in a document, as docxtpl numbers them."""


def dml(name: str, /, *children: str | None, **attributes: object) -> str:
    """Make an element as markup, named with its prefix; None among the children is left out.

    strs as objects would be made one by one and thrown away: a diagram has hundreds. Attributes have no namespace
    but those of Word, which all have one, and those of relationships, written as ``r_id``.
    """
    own = "w:" if name.startswith("w:") else ""
    said = ""
    for key, value in attributes.items():
        told = value if type(value) is int else escaped(str(value))
        said += f' {"r:id" if key == "r_id" else own + key}="{told}"'
    content = "".join(filter(None, children))
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def declared(markup: str, *prefixes: str) -> str:
    """Return an element that declares namespaces.

    Args:
        markup: of the element.
        prefixes: of the namespaces that it and what is in it are named with.
    """
    end = re.search(r"[ />]", markup)
    at = end.start() if end else len(markup)
    spaces = "".join(f' xmlns:{prefix}="{NAMES[prefix]}"' for prefix in prefixes)
    return f"{markup[:at]}{spaces}{markup[at:]}"


def emu(centimetres: float) -> int:
    """Return a length in English Metric Units."""
    return round(centimetres * CENTIMETRE)


def solid(colour: str) -> str:
    """Make a fill of one colour."""
    return dml("a:solidFill", dml("a:srgbClr", val=colour))


def outline(colour: str, points: float = 0.75, dash: str = "") -> str:
    """Make the line around or along a shape."""
    return dml("a:ln", solid(colour), dml("a:prstDash", val=dash) if dash else None, w=round(points * 12_700))


def inline(number: int, name: str, alt: str, size: tuple[int, int], graphic: str) -> str:
    """Make a drawing that stands in its line like a letter.

    Args:
        number: its id, which no other drawing of the document has.
        name: that programs list it by.
        alt: what it shows in words.
        size: width and height in English Metric Units.
        graphic: the content.
    """
    width, height = size
    return dml(
        "wp:inline",
        dml("wp:extent", cx=width, cy=height),
        dml("wp:effectExtent", l=0, t=0, r=0, b=0),
        dml("wp:docPr", id=number, name=name, descr=alt),
        dml("wp:cNvGraphicFramePr"),
        dml("a:graphic", graphic),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip
