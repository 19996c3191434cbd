"""A firm's brand in a template: its mark at the head of the cover, its name in the feet."""

from collections.abc import Iterator
from math import floor

from lxml import etree

from pipeline.formats.docx_markup import Element, R, paragraph, qn, serialise, value, w
from pipeline.model.firm import Firm, Logo

LOGO_LINK = "rId15"
COVER_FOOT, COVER_FOOT_LINK = "footer3.xml", "rId16"
"""The foot of the cover, and the relationship by which its section names it."""

LOGO_BOX = (6.0, 2.0)
"""Width and height that a mark fills at most, in centimetres; wide marks and square ones weigh alike in it."""
_SMALLEST = 0.2
_EMU_PER_CM = 360_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def logo_part(logo: Logo) -> str:
    """Return the name of the part that holds a firm's mark, below word/."""
    return f"media/logo.{logo.ending}"


def logo_size(logo: Logo) -> tuple[float, float]:
    """Return width and height of a mark as it is printed, in centimetres: as large as its box holds, in proportion."""
    scale = min(LOGO_BOX[0] / logo.width, LOGO_BOX[1] / logo.height)
    return max(_SMALLEST, logo.width * scale), max(_SMALLEST, logo.height * scale)


def cover_head(firm: Firm) -> Iterator[Element]:
    """Yield what stands at the top of a cover: the firm's mark, or its name in letters where it has none."""
    if firm.logo:
        yield paragraph("FirmMark", _drawing(firm.logo, firm.name or firm.logo.name))
    elif firm.name:
        yield paragraph("FirmMark", value("firm.name", "FirmName"))


def cover_foot(firm: Firm) -> bytes:
    """Return the foot of a cover: name, address and contact of the firm, as on its letter paper."""
    lines = [paragraph("FirmLine", value("firm.name", "FirmName"))] if firm.name else []
    lines += [paragraph("FirmLine", value("firm.address_in_line"))] if firm.address else []
    lines += [paragraph("FirmLine", value("firm.contact"))] if firm.contact else []
    return serialise(w("ftr", *lines))


def has_cover_foot(firm: Firm) -> bool:
    """Tell whether there is anything to print at the foot of a cover."""
    return bool(firm.name or firm.address or firm.contact)


def running_foot(firm: Firm) -> Iterator[Element]:
    """Yield the second line of a running foot: the firm's name."""
    if firm.name:
        yield paragraph("FooterFirm", value("firm.name"))


def _drawing(logo: Logo, description: str) -> Element:
    width, height = (floor(length * _EMU_PER_CM) for length in logo_size(logo))
    inline = etree.Element(
        f"{{{_DRAWING}}}inline",
        nsmap={"wp": _DRAWING, "a": _MAIN, "pic": _PICTURE, "r": R},
        distT="0", distB="0", distL="0", distR="0",
    )  # fmt: skip
    etree.SubElement(inline, f"{{{_DRAWING}}}extent", cx=str(width), cy=str(height))
    etree.SubElement(inline, f"{{{_DRAWING}}}docPr", id="1", name="Logo", descr=description)
    graphic = etree.SubElement(inline, f"{{{_MAIN}}}graphic")
    data = etree.SubElement(graphic, f"{{{_MAIN}}}graphicData", uri=_PICTURE)
    picture = etree.SubElement(data, f"{{{_PICTURE}}}pic")
    about = etree.SubElement(picture, f"{{{_PICTURE}}}nvPicPr")
    etree.SubElement(about, f"{{{_PICTURE}}}cNvPr", id="1", name=logo.name)
    etree.SubElement(about, f"{{{_PICTURE}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{_PICTURE}}}blipFill")
    etree.SubElement(fill, f"{{{_MAIN}}}blip").set(f"{{{R}}}embed", LOGO_LINK)
    etree.SubElement(etree.SubElement(fill, f"{{{_MAIN}}}stretch"), f"{{{_MAIN}}}fillRect")
    shape = etree.SubElement(picture, f"{{{_PICTURE}}}spPr")
    frame = etree.SubElement(shape, f"{{{_MAIN}}}xfrm")
    etree.SubElement(frame, f"{{{_MAIN}}}off", x="0", y="0")
    etree.SubElement(frame, f"{{{_MAIN}}}ext", cx=str(width), cy=str(height))
    geometry = etree.SubElement(shape, f"{{{_MAIN}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{_MAIN}}}avLst")
    run = w("r", w("drawing"))
    drawing = run.find(qn("drawing"))
    assert drawing is not None  # noqa: S101 - made in the line above
    drawing.append(inline)
    return run
