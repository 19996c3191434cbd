"""A diagram as a group of native shapes: boxes with text and arrows, which a person can move and edit in Word.

Programs that do not know such groups print the words instead.
"""

from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from pipeline.formats.diagram_plan import INSETS, Place, Plan, detail_of, plan
from pipeline.formats.docx_look import FigureLook
from pipeline.formats.docx_markup import XML_SPACE, Element, w
from pipeline.formats.drawing_markup import NAMES, dml, emu, inline, outline, solid
from pipeline.formats.layered_layout import Arrow, Point
from pipeline.model.figure import Diagram, Node

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_LABEL_SIZE, _DETAIL_SIZE = 17, 15
"""Text sizes in half points."""
_LINE_SPACING = 210
_HEAD_LENGTH, _HEAD_HALF = 0.22, 0.09
_WHITE = "FFFFFF"


class _Words(Struct, frozen=True):
    """A line of text in a shape."""

    text: str
    colour: str
    size: int = _LABEL_SIZE
    bold: bool = True


class _Paint(Struct, frozen=True):
    """Fill and outline of a shape, none where empty."""

    fill: str = ""
    line: str = ""
    dash: str = ""


def diagram_run(diagram: Diagram, number: int, look: FigureLook, room: tuple[float, float]) -> Element:
    """Make the run that draws a diagram.

    Args:
        diagram: its boxes and links.
        number: an id that no other drawing of the document has.
        look: font and colours.
        room: width and height that it may take, in centimetres.

    Returns:
        The run; where the boxes find no room even at their smallest, it holds the words alone.
    """
    words = _text(diagram.alt)
    planned = plan(diagram, room)
    if planned is None:
        return w("r", words)
    size = (emu(planned.width), emu(planned.height))
    frame = dml(
        "a:xfrm",
        dml("a:off", x=0, y=0),
        dml("a:ext", cx=size[0], cy=size[1]),
        dml("a:chOff", x=0, y=0),
        dml("a:chExt", cx=size[0], cy=size[1]),
    )
    shapes = list(_shapes(diagram, planned, look))
    for place, shape in enumerate(shapes, 1):
        shape[0].set("id", str(place))
    group = dml("wpg:wgp", dml("wpg:cNvGrpSpPr"), dml("wpg:grpSpPr", frame), *shapes)
    drawing = inline(number, f"Diagram {number}", diagram.alt, size, dml("a:graphicData", group, uri=_GROUP))
    # The prefix that a choice names as required has to be declared where the choice stands.
    alternate = etree.Element(f"{{{NAMES['mc']}}}AlternateContent", nsmap={name: NAMES[name] for name in ("mc", "wpg")})
    alternate.append(dml("mc:Choice", w("drawing", drawing), Requires="wpg"))
    alternate.append(dml("mc:Fallback", words))
    return w("r", alternate)


def _shapes(diagram: Diagram, planned: Plan, look: FigureLook) -> Iterator[Element]:
    """Yield the shapes of a diagram, the last in front."""
    if planned.outside_title:
        yield _titled(diagram.outside_title, planned.outside_title, _Paint(), look)
    for node, place in zip(diagram.outside, planned.outside, strict=True):
        yield _boxed(node, place, _Paint(_WHITE, look.muted, "dash"), look)
    yield _titled(diagram.title, planned.frame, _Paint(look.panel, look.line), look)
    left, top = planned.origin
    known = {node.id: node for node in diagram.nodes}
    for arrow in planned.layout.arrows:
        yield _arrow(f"{known[arrow.source].label} → {known[arrow.target].label}", arrow, planned.origin, look)
    for box in planned.layout.boxes:
        place = Place(left + box.left, top + box.top, box.width, box.height)
        yield _boxed(known[box.id], place, _Paint(_WHITE, look.accent), look)


def _titled(title: str, place: Place, paint: _Paint, look: FigureLook) -> Element:
    return _shape(title, place, paint, [_Words(title, look.muted)], look, anchor="t")


def _boxed(node: Node, place: Place, paint: _Paint, look: FigureLook) -> Element:
    lines = [_Words(node.label, look.text), _Words(detail_of(node), look.muted, _DETAIL_SIZE, bold=False)]
    return _shape(node.label, place, paint, lines, look)


def _shape(
    name: str, place: Place, paint: _Paint, lines: Sequence[_Words], look: FigureLook, *, anchor: str = "ctr"
) -> Element:
    written = [_line(line, look) for line in lines if line.text] or [w("p")]
    sides, ends = emu(INSETS / 2), emu(0.1)
    return dml(
        "wps:wsp",
        dml("wps:cNvPr", name=name),
        dml("wps:cNvSpPr"),
        dml(
            "wps:spPr",
            _frame(place),
            dml("a:prstGeom", dml("a:avLst"), prst="rect"),
            solid(paint.fill) if paint.fill else dml("a:noFill"),
            outline(paint.line, 1, paint.dash) if paint.line else dml("a:ln", dml("a:noFill")),
        ),
        dml("wps:txbx", w("txbxContent", *written)),
        dml(
            "wps:bodyPr",
            dml("a:noAutofit"),
            wrap="square", lIns=sides, tIns=ends, rIns=sides, bIns=ends, anchor=anchor,
        ),
    )  # fmt: skip


def _frame(place: Place) -> Element:
    offset = dml("a:off", x=emu(place.left), y=emu(place.top))
    return dml("a:xfrm", offset, dml("a:ext", cx=emu(place.width), cy=emu(place.height)))


def _text(text: str) -> Element:
    content = w("t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    return content


def _line(words: _Words, look: FigureLook) -> Element:
    font = w("rFonts", ascii=look.font, hAnsi=look.font, cs=look.font) if look.font else None
    size = (w("sz", val=words.size), w("szCs", val=words.size))
    marks = w("rPr", font, w("b", val=int(words.bold)), w("color", val=words.colour), *size)
    spacing = w("spacing", before=0, after=0, line=_LINE_SPACING, lineRule="exact")
    return w("p", w("pPr", spacing, w("jc", val="center")), w("r", marks, _text(words.text)))


def _arrow(name: str, arrow: Arrow, origin: Point, look: FigureLook) -> Element:
    """Make a link as one shape: a line through its points, and a filled head, which every program draws alike."""
    *before, last, end = arrow.points
    length = max(((end[0] - last[0]) ** 2 + (end[1] - last[1]) ** 2) ** 0.5, 0.001)
    along = ((end[0] - last[0]) / length, (end[1] - last[1]) / length)
    foot = (end[0] - along[0] * _HEAD_LENGTH, end[1] - along[1] * _HEAD_LENGTH)
    sides = [(foot[0] + turn * along[1] * _HEAD_HALF, foot[1] - turn * along[0] * _HEAD_HALF) for turn in (1, -1)]
    every = [*before, last, end, *sides]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    width, height = max(x for x, _ in every) - left, max(y for _, y in every) - top
    extent = {"w": max(emu(width), 1), "h": max(emu(height), 1)}

    def path(line: Sequence[Point], *, closed: bool) -> Element:
        at = [dml("a:pt", x=emu(x - left), y=emu(y - top)) for x, y in line]
        steps = [dml("a:moveTo", at[0]), *(dml("a:lnTo", each) for each in at[1:])]
        fill = {} if closed else {"fill": "none"}
        return dml("a:path", *steps, dml("a:close") if closed else None, **extent, **fill)

    geometry = dml(
        "a:custGeom",
        *(dml(f"a:{each}") for each in ("avLst", "gdLst", "ahLst", "cxnLst")),
        dml("a:rect", l=0, t=0, r="r", b="b"),
        dml("a:pathLst", path([*before, last, foot], closed=False), path([end, *sides], closed=True)),
    )
    place = Place(origin[0] + left, origin[1] + top, width, height)
    return dml(
        "wps:wsp",
        dml("wps:cNvPr", name=name),
        dml("wps:cNvSpPr"),
        dml("wps:spPr", _frame(place), geometry, solid(look.muted), outline(look.muted, 1)),
        dml("wps:bodyPr"),
    )
