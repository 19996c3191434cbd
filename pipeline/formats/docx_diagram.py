"""A diagram as a group of native shapes: boxes with text and arrows, which a person can move and edit in Word.

Programs that do not know such groups print the words instead.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from msgspec import Struct

from pipeline.formats.diagram_plan import INSETS, Place, Plan, detail_of, plan
from pipeline.formats.docx_escape import escaped
from pipeline.formats.docx_look import FigureLook
from pipeline.formats.drawing_markup import declared, dml, emu, inline, outline, solid
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


def diagram_run(diagram: Diagram, number: int, look: FigureLook, room: tuple[float, float]) -> str:
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
        return dml("w:r", words)
    size = (emu(planned.width), emu(planned.height))
    frame = dml(
        "a:xfrm",
        dml("a:off", x=0, y=0),
        dml("a:ext", cx=size[0], cy=size[1]),
        dml("a:chOff", x=0, y=0),
        dml("a:chExt", cx=size[0], cy=size[1]),
    )
    shapes = _shapes(diagram, planned, look)
    group = dml("wpg:wgp", dml("wpg:cNvGrpSpPr"), dml("wpg:grpSpPr", frame), *shapes)
    drawing = inline(number, f"Diagram {number}", diagram.alt, size, dml("a:graphicData", group, uri=_GROUP))
    alternate = dml(
        "mc:AlternateContent",
        dml("mc:Choice", dml("w:drawing", declared(drawing, "wp", "a", "wps")), Requires="wpg"),
        dml("mc:Fallback", words),
    )
    # The prefix that a choice names as required has to be declared where the choice stands.
    return dml("w:r", declared(alternate, "mc", "wpg"))


def _shapes(diagram: Diagram, planned: Plan, look: FigureLook) -> Iterator[str]:
    """Yield the shapes of a diagram, numbered, the last in front."""
    numbers = count(1)
    if planned.outside_title:
        yield _titled(next(numbers), diagram.outside_title, planned.outside_title, _Paint(), look)
    for node, place in zip(diagram.outside, planned.outside, strict=True):
        yield _boxed(next(numbers), node, place, _Paint(_WHITE, look.muted, "dash"), look)
    yield _titled(next(numbers), diagram.title, planned.frame, _Paint(look.panel, look.line), look)
    left, top = planned.origin
    known = {node.id: node for node in diagram.nodes}
    for arrow in planned.layout.arrows:
        name = f"{known[arrow.source].label} → {known[arrow.target].label}"
        yield _arrow(next(numbers), name, arrow, planned.origin, look)
    for box in planned.layout.boxes:
        place = Place(left + box.left, top + box.top, box.width, box.height)
        yield _boxed(next(numbers), known[box.id], place, _Paint(_WHITE, look.accent), look)


def _titled(number: int, title: str, place: Place, paint: _Paint, look: FigureLook) -> str:
    return _shape((number, title), place, paint, [_Words(title, look.muted)], look, anchor="t")


def _boxed(number: int, node: Node, place: Place, paint: _Paint, look: FigureLook) -> str:
    lines = [_Words(node.label, look.text), _Words(detail_of(node), look.muted, _DETAIL_SIZE, bold=False)]
    return _shape((number, node.label), place, paint, lines, look)


def _shape(
    called: tuple[int, str],
    place: Place,
    paint: _Paint,
    lines: Sequence[_Words],
    look: FigureLook,
    *,
    anchor: str = "ctr",
) -> str:
    written = [_line(line, look) for line in lines if line.text] or [dml("w:p")]
    sides, ends = emu(INSETS / 2), emu(0.1)
    return dml(
        "wps:wsp",
        dml("wps:cNvPr", name=called[1], id=called[0]),
        dml("wps:cNvSpPr"),
        dml(
            "wps:spPr",
            _frame(place),
            dml("a:prstGeom", dml("a:avLst"), prst="rect"),
            solid(paint.fill) if paint.fill else dml("a:noFill"),
            outline(paint.line, 1, paint.dash) if paint.line else dml("a:ln", dml("a:noFill")),
        ),
        dml("wps:txbx", dml("w:txbxContent", *written)),
        dml(
            "wps:bodyPr",
            dml("a:noAutofit"),
            wrap="square", lIns=sides, tIns=ends, rIns=sides, bIns=ends, anchor=anchor,
        ),
    )  # fmt: skip


def _frame(place: Place) -> str:
    offset = dml("a:off", x=emu(place.left), y=emu(place.top))
    return dml("a:xfrm", offset, dml("a:ext", cx=emu(place.width), cy=emu(place.height)))


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'


def _line(words: _Words, look: FigureLook) -> str:
    font = dml("w:rFonts", ascii=look.font, hAnsi=look.font, cs=look.font) if look.font else None
    size = (dml("w:sz", val=words.size), dml("w:szCs", val=words.size))
    marks = dml("w:rPr", font, dml("w:b", val=int(words.bold)), dml("w:color", val=words.colour), *size)
    spacing = dml("w:spacing", before=0, after=0, line=_LINE_SPACING, lineRule="exact")
    return dml("w:p", dml("w:pPr", spacing, dml("w:jc", val="center")), dml("w:r", marks, _text(words.text)))


def _arrow(number: int, name: str, arrow: Arrow, origin: Point, look: FigureLook) -> str:
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

    def path(line: Sequence[Point], *, closed: bool) -> str:
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
        dml("wps:cNvPr", name=name, id=number),
        dml("wps:cNvSpPr"),
        dml("wps:spPr", _frame(place), geometry, solid(look.muted), outline(look.muted, 1)),
        dml("wps:bodyPr"),
    )
