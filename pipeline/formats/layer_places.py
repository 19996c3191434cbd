"""Where boxes and lanes stand within their layers: in an order that parts lines, near what they are linked with."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

_SWEEPS, _PLACINGS = 12, 40
_LANE = 0.4
_BETWEEN_BOXES, _BETWEEN_LANES = 0.55, 0.15
_UNLIKE = 0.02
"""How much less a lane draws a box, or a box a lane, than its like: chains and long lines run straight."""

_BOX_WEIGHT = 1000
"""How much more a box holds its place than a lane, where both cannot stand where they would."""

Slot = tuple[str, str, int]
"""What takes room in a layer: a box (``box``, id, 0), or a lane towards a box (``lane``, id, layer).

A link that leads back up has lanes of another kind (``back``): a line that is shared runs one way.
"""


def neighbours(ways: Iterable[Sequence[Slot]]) -> dict[Slot, list[Slot]]:
    """Return what each slot is linked with in the layers above and below."""
    beside: dict[Slot, list[Slot]] = {}
    for way in ways:
        for one, other in pairwise(way):
            if other not in beside.setdefault(one, []):
                beside[one].append(other)
                beside.setdefault(other, []).append(one)
    return beside


def put_in_order(layers: list[list[Slot]], beside: Mapping[Slot, Sequence[Slot]]) -> None:
    """Sort each layer by the middle of what its slots are linked with, and keep the order in which fewest lines cross.

    Args:
        layers: changed in place.
        beside: what each slot is linked with.
    """
    best = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        for number in range(1, len(layers)) if downward else range(len(layers) - 2, -1, -1):
            above = {slot: index for index, slot in enumerate(layers[number - 1 if downward else number + 1])}
            wish = {
                slot: sum(met) / len(met)
                if (met := [above[each] for each in beside.get(slot, ()) if each in above])
                else float(index)
                for index, slot in enumerate(layers[number])
            }
            layers[number].sort(key=wish.__getitem__)
        if _crossings(layers, beside) < _crossings(best, beside):
            best = [list(layer) for layer in layers]
    layers[:] = best


def _crossings(layers: Sequence[Sequence[Slot]], beside: Mapping[Slot, Sequence[Slot]]) -> int:
    found = 0
    for upper, lower in pairwise(layers):
        below = {slot: index for index, slot in enumerate(lower)}
        lines = [
            (index, below[each]) for index, slot in enumerate(upper) for each in beside.get(slot, ()) if each in below
        ]
        found += sum((one[0] - other[0]) * (one[1] - other[1]) < 0 for one, other in combinations(lines, 2))
    return found


def place(layers: Sequence[Sequence[Slot]], beside: Mapping[Slot, Sequence[Slot]], width: float) -> dict[Slot, float]:
    """Return the middle of each slot: near what it is linked with, in the order of its layer, with room between."""
    middles: dict[Slot, float] = {}
    for layer in layers:
        middles |= _packed(layer, [0.0] * len(layer), width)
    for sweep in range(_PLACINGS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            middles |= _packed(layer, [_wish(slot, beside.get(slot, ()), middles) for slot in layer], width)
    return middles


def _wish(slot: Slot, linked: Sequence[Slot], middles: Mapping[Slot, float]) -> float:
    """Return where a slot would best stand: straight below its like, so that chains and long lines run straight."""
    weights = [1.0 if (each[0] == "box") is (slot[0] == "box") else _UNLIKE for each in linked]
    if not weights:
        return middles[slot]
    return sum(weight * middles[each] for weight, each in zip(weights, linked, strict=True)) / sum(weights)


def _packed(layer: Sequence[Slot], wishes: Sequence[float], width: float) -> dict[Slot, float]:
    """Return middles as near to the wishes as they can be without touching: what collides moves as one block."""
    blocks: list[tuple[float, int, list[float]]] = []
    for slot, wish in zip(layer, wishes, strict=True):
        blocks.append((wish, _BOX_WEIGHT if slot[0] == "box" else 1, [0.0]))
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


def half_of(slot: Slot, width: float) -> float:
    """Return half of the room that a slot takes in its layer, where boxes are so wide."""
    return (width if slot[0] == "box" else _LANE) / 2


def _apart(one: Slot, other: Slot, width: float) -> float:
    between = _BETWEEN_BOXES if one[0] == other[0] == "box" else _BETWEEN_LANES
    return half_of(one, width) + between + half_of(other, width)
