"""Pages: size, margins, running heads and feet, for upright and landscape stretches."""

from msgspec import Struct

from pipeline.formats.docx_markup import Element, R, field, paragraph, serialise, tab, twips, value, w, words
from pipeline.model.house_style import HouseStyle


class Running(Struct, frozen=True):
    """The parts that hold a running head and foot, and the relationships by which sections name them."""

    header: str
    footer: str
    header_link: str
    footer_link: str


UPRIGHT = Running("header1.xml", "footer1.xml", "rId11", "rId12")
LANDSCAPE = Running("header2.xml", "footer2.xml", "rId13", "rId14")


def header_part(style: HouseStyle, *, landscape: bool) -> bytes:
    """Return a running head: number and version on the left, status on the right."""
    left = (value("document.number"), words(f" · {style.words.revision} "), value("document.revision"))
    return serialise(w("hdr", _line("Header", left, (value("document.status"),), style, landscape=landscape)))


def footer_part(style: HouseStyle, *, landscape: bool) -> bytes:
    """Return a running foot: title and system on the left, page and pages on the right."""
    left = (value("document.title"), words(" – "), value("document.system"))
    right = (
        words(f"{style.words.page} "),
        *field("PAGE"),
        words(f" {style.words.of} "),
        *field("NUMPAGES"),
    )
    return serialise(w("ftr", _line("Footer", left, right, style, landscape=landscape)))


def section_properties(style: HouseStyle, *, landscape: bool, cover: bool = False) -> Element:
    """Make the properties of a stretch of pages.

    Args:
        style: the house style.
        landscape: whether the pages lie on their side.
        cover: whether the first page goes without running head and foot.
    """
    page, running = style.page, LANDSCAPE if landscape else UPRIGHT
    width, height = (page.height, page.width) if landscape else (page.width, page.height)
    size = w("pgSz", w=twips(width), h=twips(height))
    if landscape:
        size = w("pgSz", w=twips(width), h=twips(height), orient="landscape")
    margins = w(
        "pgMar",
        top=twips(page.top),
        right=twips(page.right),
        bottom=twips(page.bottom),
        left=twips(page.left),
        header=twips(page.header),
        footer=twips(page.footer),
        gutter=0,
    )
    return w(
        "sectPr",
        _reference("headerReference", running.header_link),
        _reference("footerReference", running.footer_link),
        w("type", val="nextPage"),
        size,
        margins,
        w("titlePg") if cover else None,
    )


def section_end(style: HouseStyle, *, landscape: bool, cover: bool = False) -> Element:
    """Make the paragraph that ends a stretch of pages before another begins."""
    return paragraph("SectionEnd", properties=[section_properties(style, landscape=landscape, cover=cover)])


def _reference(name: str, link: str) -> Element:
    reference = w(name, type="default")
    reference.set(f"{{{R}}}id", link)
    return reference


def _line(
    name: str, left: tuple[Element, ...], right: tuple[Element, ...], style: HouseStyle, *, landscape: bool
) -> Element:
    stops = []
    if landscape:
        upright, across = (twips(style.page.text_width(landscape=side)) for side in (False, True))
        stops = [w("tabs", w("tab", val="clear", pos=upright), w("tab", val="right", pos=across))]
    return paragraph(name, *left, tab(), *right, properties=stops)
