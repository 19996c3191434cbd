"""What keeps a house style from being used: words that are tags, no room for text, colours that cannot be read."""

import re
from collections.abc import Iterator

from msgspec.structs import asdict

from pipeline.model.house_style import HouseStyle
from pipeline.model.paint import contrast

_TAG = re.compile(r"\{[{%#]")
_NARROWEST, _LOWEST = 8.0, 10.0
_PAPER = "FFFFFF"
_READABLE = {"text": 4.5, "muted": 4.5, "accent": 3.0, "draft": 3.0}
"""Contrast with the paper that small and large type needs at least, as guidelines on accessible documents have it."""


def style_faults(style: HouseStyle) -> Iterator[str]:
    """Yield what is wrong with a house style, each with its key.

    Args:
        style: as it was read, every value of its kind.
    """
    page = style.page
    for landscape, called in ((False, "upright"), (True, "landscape")):
        width = page.text_width(landscape=landscape)
        if width < _NARROWEST:
            yield f"page: an {called} page has {width:g} cm for text between its margins; at least {_NARROWEST:g}"
    if (height := min(page.height, page.width) - page.top - page.bottom) < _LOWEST:
        yield f"page: a landscape page has {height:g} cm for text between top and bottom; at least {_LOWEST:g}"
    for name, least in _READABLE.items():
        colour = getattr(style.colour, name)
        if (found := contrast(colour, _PAPER)) < least:
            yield f"colour.{name}: {colour} cannot be read on white paper (contrast {found:.1f}, at least {least:g})"
    for name, text in asdict(style.words).items():
        if _TAG.search(text):
            yield f"words.{name}: holds what a template would take for a tag"
