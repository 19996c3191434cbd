"""The room for a figure: width and height of the text where a paragraph stands."""

import re

from pipeline.formats.markup_places import opening_before

CHART_WIDTH, _PLAIN_HEIGHT = 15.5, 22.0
"""Of a figure in a section that does not say how large its pages are, in centimetres."""

_TWIPS = 567
"""In a centimetre."""
_NARROWEST, _CELL_MARGINS = 3.0, 0.4
_AROUND = 3.0
"""What a page keeps free for heading, note and caption of a figure that fills it."""
_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
_PAGE, _MARGINS = re.compile(r"<w:pgSz [^>]*>"), re.compile(r"<w:pgMar [^>]*>")
_CELL_WIDTH = re.compile(r"<w:tcPr>.*?<w:tcW ([^>]*)/>")

Room = tuple[float, float]
"""Width and height, in centimetres."""


def room_at(markup: str, paragraph: int) -> Room:
    """Return the room where a paragraph stands: in its cell, and on its page.

    Args:
        markup: of the part with the body.
        paragraph: where it begins.
    """
    section = _SECTION.search(markup, paragraph)
    width, height = _between_margins(section[0] if section else "")
    cell = opening_before(markup, "w:tc", paragraph)
    if cell > markup.rfind("</w:tc>", 0, paragraph):
        held = _CELL_WIDTH.match(markup, markup.index(">", cell) + 1)
        if held and 'w:type="dxa"' in held[1]:
            width = max(_NARROWEST, _length(held[1], "w") - _CELL_MARGINS)
    return width, height - _AROUND


def _between_margins(section: str) -> Room:
    page, margins = _PAGE.search(section), _MARGINS.search(section)
    if page is None or margins is None:
        return CHART_WIDTH, _PLAIN_HEIGHT
    width, height = (
        _length(page[0], side) - sum(_length(margins[0], each) for each in both)
        for side, both in (("w", ("left", "right")), ("h", ("top", "bottom")))
    )
    return width, height


def _length(attributes: str, name: str) -> float:
    found = re.search(rf'w:{name}="(\d+)"', attributes)
    return int(found[1]) / _TWIPS if found else 0.0
