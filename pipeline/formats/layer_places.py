"""Where boxes and lanes stand within their layers: in an order that parts lines, near what they are linked with."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_SWEEPS = 12
_LANE = 0.5
_BETWEEN_BOXES, _BETWEEN_LANES = 0.55, 0.15

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
    """Sort each layer by the middle of what its slots are linked with, down and up, to part lines that cross."""
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            place = {slot: index / max(len(each) - 1, 1) for each in layers for index, slot in enumerate(each)}
            wish = {
                slot: sum(place[each] for each in beside[slot]) / len(beside[slot]) if slot in beside else place[slot]
                for slot in layer
            }
            layer.sort(key=lambda slot: (wish[slot], slot[0]))


def place(layers: Sequence[Sequence[Slot]], beside: Mapping[Slot, Sequence[Slot]], width: float) -> dict[Slot, float]:
    """Return the middle of each slot: near what it is linked with, in the order of its layer, with room between."""
    middles: dict[Slot, float] = {}
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


def _packed(layer: Sequence[Slot], wishes: Sequence[float], width: float) -> dict[Slot, float]:
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


def half_of(slot: Slot, width: float) -> float:
    """Return half of the room that a slot takes in its layer, where boxes are so wide."""
    return (width if slot[0] == "box" else _LANE) / 2


def _apart(one: Slot, other: Slot, width: float) -> float:
    between = _BETWEEN_BOXES if one[0] == other[0] == "box" else _BETWEEN_LANES
    return half_of(one, width) + between + half_of(other, width)
