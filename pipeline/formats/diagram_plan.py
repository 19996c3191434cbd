"""How a diagram fills its page: the frame of the system with its layout, and what is outside beside or above it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from msgspec import Struct

from pipeline.formats.layered_layout import Layout, lay_out
from pipeline.model.figure import Diagram, Node

LINE, INSETS = 0.37, 0.3
"""Height of a line of text, and the room that a box keeps free around its text, in centimetres."""

_LETTER = 0.172
_BOX_WIDTHS = (5.2, 4.4, 3.7, 3.2, 2.7, 7.0)
_ABREAST = (4, 3, 2, 1)
_LAYER_GAPS = (0.75, 0.55, 0.38)
_PADDING, _TITLE, _BETWEEN = 0.35, 0.75, 0.35
_NARROWEST_BESIDE, _WIDEST_OUTSIDE, _MOST_IN_A_ROW = 3.2, 5.2, 4


class Place(Struct, frozen=True):
    """Where a shape stands, in centimetres."""

    left: float
    top: float
    width: float
    height: float


class Plan(Struct, frozen=True):
    """Where everything in a diagram stands: the layout within the frame, the boxes outside in their order."""

    frame: Place
    layout: Layout
    outside_title: Place | None
    outside: tuple[Place, ...]
    width: float
    height: float

    @property
    def origin(self) -> tuple[float, float]:
        """Where the layout begins."""
        return self.frame.left + (self.frame.width - self.layout.width) / 2, self.frame.top + _TITLE


def detail_of(node: Node) -> str:
    """Return the second line of a box: its id, by which the table calls it, and what else is said."""
    return " · ".join(part for part in (node.id if node.label != node.id else "", node.detail) if part)


def plan(diagram: Diagram, room: tuple[float, float]) -> Plan | None:
    """Return the plan with the widest boxes that find room.

    Args:
        diagram: boxes and links.
        room: width and height that it may take, in centimetres.

    Returns:
        The plan; None where there is no room even for the smallest boxes.
    """
    links = [(link.source, link.target) for link in diagram.links]
    fullest = len(diagram.nodes)
    for abreast in _ABREAST:
        if abreast < _ABREAST[0] and abreast >= fullest:
            continue
        for gap in _LAYER_GAPS:
            for box in _BOX_WIDTHS:
                heights = {node.id: _height(node, box) for node in diagram.nodes}
                layout = lay_out(heights, links, box, gap, abreast)
                fullest = max(Counter(each.top for each in layout.boxes).values())
                for found in _around(diagram.outside, layout, room[0]):
                    if found.width <= room[0] and found.height <= room[1]:
                        return found
    return None


def _height(node: Node, width: float) -> float:
    letters = max(1, int((width - INSETS) / _LETTER))
    lines = len(wrap(node.label, letters)) + len(wrap(detail_of(node), letters))
    return round(max(lines, 1) * LINE + INSETS, 2)


def _around(outside: Sequence[Node], layout: Layout, width: float) -> Iterator[Plan]:
    """Yield plans for one layout, the better first: what is outside stands beside a slender one, else above."""
    frame = Place(0, 0, layout.width + 2 * _PADDING, _TITLE + layout.height + _PADDING)
    if not outside:
        yield Plan(frame, layout, None, (), frame.width, frame.height)
        return
    rest = min(_WIDEST_OUTSIDE, width - frame.width - _BETWEEN)
    if rest >= _NARROWEST_BESIDE:
        column, foot = _grid(outside, rest, rest, 1)
        if foot <= frame.height:
            beside = Place(rest + _BETWEEN, 0, frame.width, frame.height)
            yield Plan(beside, layout, Place(0, 0, rest, _TITLE), column, beside.left + beside.width, frame.height)
    full = max(frame.width, width)
    lines = -(-len(outside) // _MOST_IN_A_ROW)
    columns = -(-len(outside) // lines)
    each = min(_WIDEST_OUTSIDE, (full - (columns - 1) * _BETWEEN) / columns)
    above, foot = _grid(outside, full, each, columns)
    below = Place(0, foot + _BETWEEN, full, frame.height)
    yield Plan(below, layout, Place(0, 0, full, _TITLE), above, full, below.top + below.height)


def _grid(nodes: Sequence[Node], full: float, width: float, columns: int) -> tuple[tuple[Place, ...], float]:
    """Return the places of boxes in rows below a title, each row in the middle, and where the last row ends."""
    places: list[Place] = []
    top = _TITLE
    for start in range(0, len(nodes), columns):
        several = nodes[start : start + columns]
        height = max(_height(node, width) for node in several)
        left = (full - len(several) * width - (len(several) - 1) * _BETWEEN) / 2
        places += (Place(left + number * (width + _BETWEEN), top, width, height) for number in range(len(several)))
        top += height + _BETWEEN
    return tuple(places), top - _BETWEEN
