"""Pages: size, margins, running heads and feet, for upright and landscape stretches."""

from msgspec import Struct

from pipeline.formats.docx_brand import COVER_FOOT_LINK, has_cover_foot, running_foot
from pipeline.formats.docx_markup import Element, R, field, paragraph, serialise, tab, twips, value, w, words
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle


class Running(Struct, frozen=True):
    """The parts that hold a running head and foot, and the relationships by which sections name them."""

    header: str
    footer: str
    header_link: str
    footer_link: str


UPRIGHT = Running("header1.xml", "footer1.xml", "rId11", "rId12")
LANDSCAPE = Running("header2.xml", "footer2.xml", "rId13", "rId14")


def header_part(style: HouseStyle, *, landscape: bool, classification: str = "") -> bytes:
    """Return a running head: number and version on the left, status on the right.

    Where the firm classifies the document, that word stands on the right, and the status goes to the left.
    """
    left = [value("document.number"), words(f" · {style.words.revision} "), value("document.revision")]
    right = [value("document.status")]
    if classification:
        left, right = [*left, words(" · "), *right], [value("firm.classification")]
    return serialise(w("hdr", _line("Header", left, right, style, landscape=landscape)))


def footer_part(style: HouseStyle, *, landscape: bool, firm: Firm = NO_FIRM) -> bytes:
    """Return a running foot: title and system on the left, page and pages on the right, the firm's name below."""
    left = [value("document.title"), words(" – "), value("document.system")]
    right = [
        words(f"{style.words.page} "),
        *field("PAGE"),
        words(f" {style.words.of} "),
        *field("NUMPAGES"),
    ]
    return serialise(w("ftr", _line("Footer", left, right, style, landscape=landscape), *running_foot(firm)))


def section_properties(style: HouseStyle, *, landscape: bool, cover: bool = False, firm: Firm = NO_FIRM) -> Element:
    """Make the properties of a stretch of pages.

    Args:
        style: the house style.
        landscape: whether the pages lie on their side.
        cover: whether the first page goes without running head and foot.
        firm: what the first page has at its foot instead.
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
        _reference("footerReference", COVER_FOOT_LINK, "first") if cover and has_cover_foot(firm) else None,
        w("type", val="nextPage"),
        size,
        margins,
        w("titlePg") if cover else None,
    )


def section_end(style: HouseStyle, *, landscape: bool, cover: bool = False, firm: Firm = NO_FIRM) -> Element:
    """Make the paragraph that ends a stretch of pages before another begins."""
    ends = section_properties(style, landscape=landscape, cover=cover, firm=firm)
    return paragraph("SectionEnd", properties=[ends])


def _reference(name: str, link: str, pages: str = "default") -> Element:
    reference = w(name, type=pages)
    reference.set(f"{{{R}}}id", link)
    return reference


def _line(name: str, left: list[Element], right: list[Element], style: HouseStyle, *, landscape: bool) -> Element:
    stops = []
    if landscape:
        upright, across = (twips(style.page.text_width(landscape=side)) for side in (False, True))
        stops = [w("tabs", w("tab", val="clear", pos=upright), w("tab", val="right", pos=across))]
    return paragraph(name, *left, tab(), *right, properties=stops)
