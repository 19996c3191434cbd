"""How a document looks, read from its own styles: figures follow a template, whoever made it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.formats.docx_markup import Element, qn

_BLACK, _WHITE = "000000", "FFFFFF"
_AUTOMATIC = "auto"
_LINE_SHARE, _PANEL_SHARE, _SECOND_SHARE, _THIRD_SHARE = 0.3, 0.07, 0.55, 0.28
_HEX = 16


class FigureLook(Struct, frozen=True):
    """Font and colours of figures; ``font`` is empty where the template leaves it to its theme.

    ``bars`` are the accent and two lighter shades of it, for bars side by side.
    """

    font: str
    accent: str
    text: str
    muted: str
    line: str
    panel: str
    bars: tuple[str, str, str]
    styles: frozenset[str]


def look_of(root: Element) -> FigureLook:
    """Read the look of figures from the styles of a document.

    Args:
        root: of the part with the styles; Heading 1 gives the accent, captions the muted colour, running text the rest.
    """
    styles = {style.get(qn("styleId")) or "": style for style in root.iter(qn("style"))}
    by_name = {_name(style): style for style in styles.values()}
    plain = [each for each in (by_name.get("normal"), root.find(qn("docDefaults"))) if each is not None]
    text = _first(_colours(plain)) or _BLACK
    accent = _first(_colours(_chain(by_name.get("heading 1"), styles))) or text
    muted = _first(_colours(_chain(by_name.get("caption"), styles))) or text
    fonts = (font.get(qn("ascii")) or "" for each in plain for font in each.iter(qn("rFonts")))
    return FigureLook(
        font=_first(fonts),
        accent=accent,
        text=text,
        muted=muted,
        line=tint(muted, _LINE_SHARE),
        panel=tint(muted, _PANEL_SHARE),
        bars=(accent, tint(accent, _SECOND_SHARE), tint(accent, _THIRD_SHARE)),
        styles=frozenset(styles),
    )


def tint(colour: str, share: float) -> str:
    """Return a colour mixed with white, of which it keeps a share."""
    parts = (int(colour[start : start + 2], _HEX) for start in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def _name(style: Element) -> str:
    name = style.find(qn("name"))
    return (name.get(qn("val")) or "").casefold() if name is not None else ""


def _chain(style: Element | None, styles: Mapping[str, Element]) -> Iterator[Element]:
    """Yield a style and those that it is based on; a circle ends."""
    seen: set[str] = set()
    while style is not None and (own := style.get(qn("styleId")) or "") not in seen:
        seen.add(own)
        yield style
        base = style.find(qn("basedOn"))
        style = styles.get(base.get(qn("val")) or "") if base is not None else None


def _colours(styles: Iterator[Element] | list[Element]) -> Iterator[str]:
    for style in styles:
        for colour in style.iter(qn("color")):
            value = colour.get(qn("val")) or _AUTOMATIC
            if value != _AUTOMATIC and len(value) == len(_BLACK):
                yield value.upper()


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")
