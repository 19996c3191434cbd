"""Where boxes and arrows of a diagram stand: in layers, each below what feeds it; a pure function of the links.

A link over several layers runs through a lane in each layer between, so that no line crosses a box. Links to one box
share their lanes. Lengths are in centimetres.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

_SWEEPS = 12
_LANE, _GAP = 0.5, 0.55

Point = tuple[float, float]


class Box(Struct, frozen=True):
    """Where a node stands: its upper left corner and its size."""

    id: str
    left: float
    top: float
    width: float
    height: float

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


_Slot = tuple[str, str, int]
"""What takes room in a layer: a box (``box``, id, 0), or a lane towards a box (``lane``, id, layer).

A link that leads back up has lanes of another kind (``back``): a line that is shared runs one way.
"""

_Way = tuple[str, str, str]
"""A link as it runs down: its upper box, its lower one, and the kind of its lanes."""


def lay_out(
    nodes: Sequence[str],
    links: Iterable[tuple[str, str]],
    size: tuple[float, float],
    gap: float,
    abreast: int = 4,
) -> Layout:
    """Lay boxes out.

    Args:
        nodes: ids in the order of the table.
        links: from id to id, each once, none to itself.
        size: width and height of every box.
        gap: between two layers.
        abreast: how many boxes stand side by side at most.

    Returns:
        The same layout for the same arguments; arrows stand in the order of the links.
    """
    stated = list(links)
    downward = _without_circles(nodes, stated)
    layer_of = _layers(nodes, [(upper, lower) for upper, lower, _ in downward], abreast)
    depth = max(layer_of.values(), default=-1) + 1
    layers: list[list[_Slot]] = [
        [("box", node, 0) for node in nodes if layer_of[node] == each] for each in range(depth)
    ]
    ways = {}
    for upper, lower, kind in downward:
        lanes: list[_Slot] = [(kind, lower, layer) for layer in range(layer_of[upper] + 1, layer_of[lower])]
        ways[upper, lower, kind] = [("box", upper, 0), *lanes, ("box", lower, 0)]
        for lane in lanes:
            if lane not in layers[lane[2]]:
                layers[lane[2]].append(lane)
    beside = _neighbours(ways.values())
    _order(layers, beside)
    middles = _place(layers, beside, size[0])
    left = min((middles[slot] - _half(slot, size[0]) for layer in layers for slot in layer), default=0)
    right = max((middles[slot] + _half(slot, size[0]) for layer in layers for slot in layer), default=0)
    boxes = tuple(
        Box(
            node,
            round(middles["box", node, 0] - left - size[0] / 2, 3),
            round(layer_of[node] * (size[1] + gap), 3),
            *size,
        )
        for node in nodes
    )
    known = {box.id: box for box in boxes}
    lanes_at = {slot: round(middle - left, 3) for slot, middle in middles.items()}
    arrows = tuple(_arrow(link, ways, known, lanes_at, size[1] + gap) for link in stated)
    return Layout(boxes, arrows, round(right - left, 3), round(depth * (size[1] + gap) - gap, 3) if depth else 0.0)


def _without_circles(nodes: Sequence[str], links: Sequence[tuple[str, str]]) -> list[_Way]:
    """Return the links with those turned round that close a circle on a walk in the order of the table."""
    targets: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in links:
        targets[source].append(target)
    open_now: set[str] = set()
    done: set[str] = set()
    turned: set[tuple[str, str]] = set()

    def walk(node: str) -> None:
        open_now.add(node)
        for target in targets[node]:
            if target in open_now:
                turned.add((node, target))
            elif target not in done:
                walk(target)
        open_now.discard(node)
        done.add(node)

    for node in nodes:
        if node not in done:
            walk(node)
    return [(link[1], link[0], "back") if link in turned else (*link, "lane") for link in links]


def _layers(nodes: Sequence[str], links: Sequence[tuple[str, str]], abreast: int) -> dict[str, int]:
    """Return the layer of each node: below all that feed it, where there is room beside the others."""
    above: dict[str, set[str]] = {node: set() for node in nodes}
    for upper, lower in links:
        above[lower].add(upper)
    linked = {node for link in links for node in link}
    found: dict[str, int] = {}
    taken: dict[int, int] = {}
    # What nothing is linked to comes last: it stands below the picture and not in it.
    waiting = [*(node for node in nodes if node in linked), *(node for node in nodes if node not in linked)]
    first_free = 0
    while waiting:
        node = next(each for each in waiting if above[each] <= found.keys())
        waiting.remove(node)
        if node not in linked and not first_free:
            first_free = max(found.values(), default=-1) + 1
        layer = max((found[each] + 1 for each in above[node]), default=first_free)
        while taken.get(layer, 0) >= abreast:
            layer += 1
        found[node] = layer
        taken[layer] = taken.get(layer, 0) + 1
    return found


def _neighbours(ways: Iterable[Sequence[_Slot]]) -> dict[_Slot, list[_Slot]]:
    beside: dict[_Slot, list[_Slot]] = {}
    for way in ways:
        for one, other in zip(way, way[1:], strict=False):
            if other not in beside.setdefault(one, []):
                beside[one].append(other)
                beside.setdefault(other, []).append(one)
    return beside


def _order(layers: list[list[_Slot]], beside: Mapping[_Slot, Sequence[_Slot]]) -> None:
    """Sort each layer by the middle of what its slots are linked with, down and up, to part lines that cross."""
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            place = {slot: index / max(len(each) - 1, 1) for each in layers for index, slot in enumerate(each)}
            wish = {
                slot: sum(place[each] for each in beside[slot]) / len(beside[slot]) if slot in beside else place[slot]
                for slot in layer
            }
            layer.sort(key=lambda slot: (wish[slot], slot[0]))


def _place(
    layers: Sequence[Sequence[_Slot]], beside: Mapping[_Slot, Sequence[_Slot]], width: float
) -> dict[_Slot, float]:
    """Return the middle of each slot: near what it is linked with, in the order of its layer, with room between."""
    middles: dict[_Slot, float] = {}
    for layer in layers:
        middles |= _packed(layer, [0.0] * len(layer), width)
    for sweep in range(_SWEEPS * 2):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wishes = [
                sum(middles[each] for each in beside[slot]) / len(beside[slot]) if slot in beside else middles[slot]
                for slot in layer
            ]
            middles |= _packed(layer, wishes, width)
    return middles


def _packed(layer: Sequence[_Slot], wishes: Sequence[float], width: float) -> dict[_Slot, float]:
    """Return middles as near to the wishes as they can be without touching: what collides moves as one block."""
    blocks: list[tuple[float, int, list[float]]] = []
    for wish in wishes:
        blocks.append((wish, 1, [0.0]))
        while len(blocks) > 1:
            earlier, later = blocks[-2], blocks[-1]
            first_of_later = sum(len(each[2]) for each in blocks[:-1])
            needed = earlier[2][-1] + _apart(layer[first_of_later - 1], layer[first_of_later], width)
            if earlier[0] + needed <= later[0] + 1e-9:
                break
            offsets = [*earlier[2], *(needed + each for each in later[2])]
            count = earlier[1] + later[1]
            start = (earlier[0] * earlier[1] + (later[0] - needed) * later[1]) / count
            blocks[-2:] = [(start, count, offsets)]
    middles = [start + offset for start, _, offsets in blocks for offset in offsets]
    return dict(zip(layer, middles, strict=True))


def _half(slot: _Slot, width: float) -> float:
    return (width if slot[0] == "box" else _LANE) / 2


def _apart(one: _Slot, other: _Slot, width: float) -> float:
    between = _GAP if one[0] == other[0] == "box" else 0.15
    return _half(one, width) + between + _half(other, width)


def _arrow(
    link: tuple[str, str],
    ways: Mapping[_Way, Sequence[_Slot]],
    boxes: Mapping[str, Box],
    lanes_at: Mapping[_Slot, float],
    step: float,
) -> Arrow:
    source, target = link
    is_down = (source, target, "lane") in ways
    way = ways[source, target, "lane"] if is_down else ways[target, source, "back"]
    upper, lower = boxes[way[0][1]], boxes[way[-1][1]]
    points: list[Point] = [(upper.middle, upper.top + upper.height)]
    for slot in way[1:-1]:
        top = slot[2] * step
        points += [(lanes_at[slot], top), (lanes_at[slot], top + upper.height)]
    points.append((lower.middle, lower.top))
    rounded = tuple((round(x, 3), round(y, 3)) for x, y in points)
    return Arrow(source, target, rounded if is_down else rounded[::-1])
