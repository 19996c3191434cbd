"""A diagram as a group of native shapes: boxes with text and arrows, which a person can move and edit in Word.

Programs that do not know such groups print the words instead.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from textwrap import wrap

from msgspec import Struct

from pipeline.formats.docx_look import FigureLook
from pipeline.formats.docx_markup import XML_SPACE, Element, w
from pipeline.formats.drawing_markup import dml, emu, inline, outline, solid
from pipeline.formats.layered_layout import Arrow, Layout, lay_out
from pipeline.model.figure import Diagram, Node

_BOX_WIDTHS = (5.2, 4.4, 3.7, 3.2, 2.7)
_ABREAST = (4, 3, 2, 1)
_LAYER_GAP = 0.75
_PADDING, _TITLE_HEIGHT, _BETWEEN = 0.35, 0.6, 0.35
_HIGHEST = 21.0
_LETTER, _LINE, _INSETS = 0.172, 0.37, 0.3
_LABEL_SIZE, _DETAIL_SIZE = 17, 15
"""Text sizes in half points."""
_HEAD_LENGTH, _HEAD_HALF = 0.22, 0.09
_WHITE = "FFFFFF"


class _Shape(Struct, frozen=True):
    """Where a shape of the group stands, in centimetres."""

    left: float
    top: float
    width: float
    height: float


def diagram_run(diagram: Diagram, number: int, look: FigureLook, width: float) -> Element:
    """Make the run that draws a diagram.

    Args:
        diagram: its boxes and links.
        number: an id that no other drawing of the document has.
        look: font and colours.
        width: of the text, in centimetres.

    Returns:
        The run; where the boxes find no room even at their smallest, it holds the words alone.
    """
    laid_out = _fitting(diagram, width)
    words = w("t")
    words.text = diagram.alt
    words.set(XML_SPACE, "preserve")
    if laid_out is None:
        return w("r", words)
    layout, outer = laid_out
    shapes, height = _shapes(diagram, layout, outer, look)
    full = max(layout.width + 2 * _PADDING, outer)
    size = (emu(full), emu(height))
    frame = dml(
        "a:xfrm",
        dml("a:off", x=0, y=0),
        dml("a:ext", cx=size[0], cy=size[1]),
        dml("a:chOff", x=0, y=0),
        dml("a:chExt", cx=size[0], cy=size[1]),
    )
    group = dml("wpg:wgp", dml("wpg:cNvGrpSpPr"), dml("wpg:grpSpPr", frame), *shapes)
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
    drawing = inline(number, f"Diagram {number}", diagram.alt, size, dml("a:graphicData", group, uri=uri))
    choice = dml("mc:Choice", w("drawing", drawing), Requires="wpg")
    return w("r", _declaring(dml("mc:AlternateContent", choice, dml("mc:Fallback", words))))


def _declaring(alternate: Element) -> Element:
    """Return the element with the prefix declared that it names as required."""
    from lxml import etree

    from pipeline.formats.drawing_markup import NAMES

    root = etree.Element(alternate.tag, nsmap={name: NAMES[name] for name in ("mc", "wpg", "wps")})
    root.extend(list(alternate))
    return root


def _fitting(diagram: Diagram, width: float) -> tuple[Layout, float] | None:
    """Return the layout with the widest boxes that fit, and the full width of the picture."""
    ids, links = [node.id for node in diagram.nodes], [(link.source, link.target) for link in diagram.links]
    for abreast in _ABREAST:
        for box in _BOX_WIDTHS:
            layout = lay_out(ids, links, (box, _height(diagram.nodes, box)), _LAYER_GAP, abreast)
            outer = max(layout.width + 2 * _PADDING, min(width, _outside_width(diagram, width)))
            if outer <= width and layout.height + _outside_height(diagram, outer) <= _HIGHEST:
                return layout, outer
    return None


def _outside_width(diagram: Diagram, width: float) -> float:
    return width if len(diagram.outside) > 1 else 0


def _columns(diagram: Diagram) -> int:
    return min(len(diagram.outside), 4)


def _outside_box(diagram: Diagram, full: float) -> float:
    columns = _columns(diagram)
    return min(5.2, (full - (columns - 1) * _BETWEEN) / columns)


def _outside_height(diagram: Diagram, full: float) -> float:
    if not diagram.outside:
        return 0
    rows = -(-len(diagram.outside) // _columns(diagram))
    return _TITLE_HEIGHT + rows * (_height(diagram.outside, _outside_box(diagram, full)) + _BETWEEN)


def _height(nodes: Sequence[Node], width: float) -> float:
    """Return the height in which the longest label of some boxes stands."""
    letters = max(1, int((width - _INSETS) / _LETTER))
    lines = max(len(wrap(node.label, letters)) for node in nodes)
    details = max(len(wrap(_detail(node), letters)) for node in nodes)
    return round((lines + details) * _LINE + _INSETS, 2)


def _detail(node: Node) -> str:
    return " · ".join(part for part in (node.id if node.label != node.id else "", node.detail) if part)


def _shapes(diagram: Diagram, layout: Layout, full: float, look: FigureLook) -> tuple[list[Element], float]:
    """Return the shapes of a diagram, the last in front, and the height that they take."""
    numbers = count(1)
    top = _outside_height(diagram, full)
    shapes = list(_outside(diagram, full, look, numbers))
    height = top + _TITLE_HEIGHT + layout.height + _PADDING
    whole = _Shape(0, top, full, height - top)
    title = [(diagram.title, _LABEL_SIZE, look.muted, True)]
    shapes.append(_box(next(numbers), diagram.title, whole, title, look, fill=look.panel, line=look.line, anchor="t"))
    left, upper = (full - layout.width) / 2, top + _TITLE_HEIGHT
    labels = {node.id: node.label for node in diagram.nodes}
    for arrow in layout.arrows:
        name = f"{labels[arrow.source]} → {labels[arrow.target]}"
        shapes.append(_arrow(next(numbers), name, arrow, (left, upper), look))
    known = {node.id: node for node in diagram.nodes}
    for box in layout.boxes:
        place = _Shape(left + box.left, upper + box.top, box.width, box.height)
        shapes.append(_named_box(next(numbers), known[box.id], place, look))
    return shapes, height


def _outside(diagram: Diagram, full: float, look: FigureLook, numbers: Iterator[int]) -> Iterator[Element]:
    if not diagram.outside:
        return
    title = [(diagram.outside_title, _LABEL_SIZE, look.muted, True)]
    place = _Shape(0, 0, full, _TITLE_HEIGHT)
    yield _box(next(numbers), diagram.outside_title, place, title, look, fill="", line="", anchor="t")
    columns, width = _columns(diagram), _outside_box(diagram, full)
    height = _height(diagram.outside, width)
    start = (full - columns * width - (columns - 1) * _BETWEEN) / 2
    for index, node in enumerate(diagram.outside):
        line, column = divmod(index, columns)
        left, top = start + column * (width + _BETWEEN), _TITLE_HEIGHT + line * (height + _BETWEEN)
        yield _named_box(next(numbers), node, _Shape(left, top, width, height), look, dash="dash")


def _named_box(number: int, node: Node, place: _Shape, look: FigureLook, dash: str = "") -> Element:
    lines = [(node.label, _LABEL_SIZE, look.text, True), (_detail(node), _DETAIL_SIZE, look.muted, False)]
    return _box(
        number, node.label, place, lines, look, fill=_WHITE, line=look.muted if dash else look.accent, dash=dash
    )


def _box(
    number: int,
    name: str,
    place: _Shape,
    lines: Sequence[tuple[str, int, str, bool]],
    look: FigureLook,
    *,
    fill: str,
    line: str,
    dash: str = "",
    anchor: str = "ctr",
) -> Element:
    written = [_line(*each, look) for each in lines if each[0]] or [w("p")]
    inset = emu(_INSETS / 2)
    return dml(
        "wps:wsp",
        dml("wps:cNvPr", id=number, name=name),
        dml("wps:cNvSpPr"),
        dml(
            "wps:spPr",
            _frame(place),
            dml("a:prstGeom", dml("a:avLst"), prst="rect"),
            solid(fill) if fill else dml("a:noFill"),
            outline(line, 1, dash) if line else dml("a:ln", dml("a:noFill")),
        ),
        dml("wps:txbx", w("txbxContent", *written)),
        dml("wps:bodyPr", dml("a:noAutofit"), wrap="square", lIns=inset, tIns=emu(0.1), rIns=inset, bIns=emu(0.1),
            anchor=anchor),
    )  # fmt: skip


def _frame(place: _Shape) -> Element:
    offset = dml("a:off", x=emu(place.left), y=emu(place.top))
    return dml("a:xfrm", offset, dml("a:ext", cx=emu(place.width), cy=emu(place.height)))


def _line(text: str, size: int, colour: str, bold: bool, look: FigureLook) -> Element:  # noqa: FBT001 - a row of data
    content = w("t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    font = w("rFonts", ascii=look.font, hAnsi=look.font, cs=look.font) if look.font else None
    marks = w("rPr", font, w("b", val=int(bold)), w("color", val=colour), w("sz", val=size), w("szCs", val=size))
    spacing = w("spacing", before=0, after=0, line=220, lineRule="atLeast")
    return w("p", w("pPr", spacing, w("jc", val="center")), w("r", marks, content))


def _arrow(number: int, name: str, arrow: Arrow, origin: tuple[float, float], look: FigureLook) -> Element:
    """Make a link as one shape: a line through its points, and a filled head, which every program draws alike."""
    points = arrow.points
    end, before = points[-1], points[-2]
    length = max(((end[0] - before[0]) ** 2 + (end[1] - before[1]) ** 2) ** 0.5, 0.001)
    along = ((end[0] - before[0]) / length, (end[1] - before[1]) / length)
    foot = (end[0] - along[0] * _HEAD_LENGTH, end[1] - along[1] * _HEAD_LENGTH)
    sides = [(foot[0] + turn * along[1] * _HEAD_HALF, foot[1] - turn * along[0] * _HEAD_HALF) for turn in (1, -1)]
    every = [*points, *sides]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    width, height = (max(each) - least for each, least in zip(zip(*every, strict=True), (left, top), strict=True))
    extent = {"w": max(emu(width), 1), "h": max(emu(height), 1)}

    def path(line: Sequence[tuple[float, float]], *, closed: bool) -> Element:
        at = [dml("a:pt", x=emu(x - left), y=emu(y - top)) for x, y in line]
        steps = [dml("a:moveTo", at[0]), *(dml("a:lnTo", each) for each in at[1:])]
        fill = {} if closed else {"fill": "none"}
        return dml("a:path", *steps, dml("a:close") if closed else None, **extent, **fill)

    geometry = dml(
        "a:custGeom",
        *(dml(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst")),
        dml("a:rect", l=0, t=0, r="r", b="b"),
        dml("a:pathLst", path([*points[:-1], foot], closed=False), path([end, *sides], closed=True)),
    )
    place = _Shape(origin[0] + left, origin[1] + top, width, height)
    return dml(
        "wps:wsp",
        dml("wps:cNvPr", id=number, name=name),
        dml("wps:cNvSpPr"),
        dml("wps:spPr", _frame(place), geometry, solid(look.muted), outline(look.muted, 1)),
        dml("wps:bodyPr"),
    )
