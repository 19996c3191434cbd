"""Where boxes and arrows of a diagram stand: in layers, each below what feeds it; a pure function of the links.

A link over several layers runs through a lane in each layer between, so that no line crosses a box. Links to one box
share their lanes. Lengths are in centimetres.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pipeline.formats.layer_places import Slot, half_of, neighbours, place, put_in_order
from pipeline.formats.layer_ranks import Way, layers, without_circles

_PORTS_APART, _PORTS_SHARE = 0.55, 0.8

_Port = tuple[Slot, str, Slot, str]
"""Where a line meets a box: the box, its edge, the next slot of the line, and the kind of its lanes."""

Point = tuple[float, float]
Rows = Sequence[tuple[float, float]]
"""Top and foot of each layer."""


class Box(Struct, frozen=True):
    """Where a node stands: its upper left corner and its size."""

    id: str
    left: float
    top: float
    height: float
    width: float

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return self.left + self.width / 2


class Arrow(Struct, frozen=True):
    """A link as a line through points, from its source to its target."""

    source: str
    target: str
    points: tuple[Point, ...]


class Layout(Struct, frozen=True):
    """Boxes and arrows, and how much room they take."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def lay_out(
    heights: Mapping[str, float], links: Iterable[tuple[str, str]], width: float, gap: float, abreast: int = 4
) -> Layout:
    """Lay boxes out.

    Args:
        heights: of the boxes by id, in the order of the table.
        links: from id to id, each once, none to itself.
        width: of every box.
        gap: between two layers.
        abreast: how many boxes stand side by side at most.

    Returns:
        The same layout for the same arguments; arrows stand in the order of the links.
    """
    nodes, stated = list(heights), list(links)
    downward = without_circles(nodes, stated)
    layer_of = layers(nodes, [(upper, lower) for upper, lower, _ in downward], abreast)
    depth = max(layer_of.values(), default=-1) + 1
    slots: list[list[Slot]] = [[("box", node, 0) for node in nodes if layer_of[node] == each] for each in range(depth)]
    ways: dict[Way, list[Slot]] = {}
    for upper, lower, kind in downward:
        lanes: list[Slot] = [(kind, lower, layer) for layer in range(layer_of[upper] + 1, layer_of[lower])]
        ways[upper, lower, kind] = [("box", upper, 0), *lanes, ("box", lower, 0)]
        for lane in lanes:
            if lane not in slots[lane[2]]:
                slots[lane[2]].append(lane)
    beside = neighbours(ways.values())
    put_in_order(slots, beside)
    middles = place(slots, beside, width)
    left = min((middles[slot] - half_of(slot, width) for layer in slots for slot in layer), default=0)
    right = max((middles[slot] + half_of(slot, width) for layer in slots for slot in layer), default=0)
    rows = _rows([max(heights[name] for kind, name, _ in layer if kind == "box") for layer in slots], gap)
    boxes = {
        node: Box(node, round(middles["box", node, 0] - left - width / 2, 3), *_stand(rows[layer_of[node]]), width)
        for node in nodes
    }
    at = {slot: middle - left for slot, middle in middles.items()}
    arrows = tuple(_arrow(link, ways, boxes, at | _ports(ways, at, width), rows) for link in stated)
    return Layout(tuple(boxes.values()), arrows, round(right - left, 3), rows[-1][1] if rows else 0.0)


def _rows(heights: Sequence[float], gap: float) -> Rows:
    tops = [round(sum(heights[:number]) + gap * number, 3) for number in range(len(heights))]
    return [(top, round(top + height, 3)) for top, height in zip(tops, heights, strict=True)]


def _stand(row: tuple[float, float]) -> tuple[float, float]:
    """Return top and height of a box that fills its layer."""
    return row[0], round(row[1] - row[0], 3)


def _ports(ways: Mapping[Way, Sequence[Slot]], at: Mapping[Slot, float], width: float) -> dict[_Port, float]:
    """Return where lines meet the foot and the top of boxes: side by side, in the order in which they part."""
    met: dict[tuple[Slot, str], set[tuple[Slot, str]]] = {}
    for (*_, kind), way in ways.items():
        met.setdefault((way[0], "foot"), set()).add((way[1], kind))
        met.setdefault((way[-1], "top"), set()).add((way[-2], kind))
    found: dict[_Port, float] = {}
    for (box, edge), several in met.items():
        apart = min(_PORTS_APART, width * _PORTS_SHARE / len(several))
        for number, (slot, kind) in enumerate(sorted(several, key=lambda each: (at[each[0]], each))):
            found[box, edge, slot, kind] = at[box] + (number - (len(several) - 1) / 2) * apart
    return found


def _arrow(
    link: tuple[str, str],
    ways: Mapping[Way, Sequence[Slot]],
    boxes: Mapping[str, Box],
    at: Mapping[Slot | _Port, float],
    rows: Rows,
) -> Arrow:
    source, target = link
    is_down = (source, target, "lane") in ways
    kind = "lane" if is_down else "back"
    way = ways[(source, target, kind) if is_down else (target, source, kind)]
    upper, lower = boxes[way[0][1]], boxes[way[-1][1]]
    points: list[Point] = [(at[way[0], "foot", way[1], kind], upper.top + upper.height)]
    for slot in way[1:-1]:
        points += [(at[slot], end) for end in rows[slot[2]]]
    points.append((at[way[-1], "top", way[-2], kind], lower.top))
    rounded = tuple((round(x, 3), round(y, 3)) for x, y in points)
    return Arrow(source, target, rounded if is_down else rounded[::-1])
