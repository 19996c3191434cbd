"""What found no place in a form, in pieces that a cell holds."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.model.intake import LeftOver
from pipeline.model.scalar import TEXT_LIMIT, cell_length
from pipeline.stages.import_offers import Offer, said


def left_over(source: str, offers: Sequence[Offer]) -> tuple[LeftOver, ...]:
    """Return what is left over of a source, in its order.

    Args:
        source: how it is called.
        offers: what no answer was made from.
    """
    return tuple(part for offer in _grouped(offers) for part in _parts(source, offer))


def _grouped(offers: Sequence[Offer]) -> Iterator[Offer]:
    """Yield pieces, the single values of one list as one."""
    held: Offer | None = None
    for offer in offers:
        in_list = bool(offer.path) and isinstance(offer.path[-1], int)
        if held and in_list and held.path[:-1] == offer.path[:-1]:
            held = replace(held, value=f"{said(held.value)}, {offer.text}")
            continue
        if held:
            yield held
        # Counted in a list of several it would be called by the first of them.
        held = replace(offer, where=offer.where.rpartition("[")[0]) if in_list else None
        if not in_list:
            yield offer
    if held:
        yield held


def _parts(source: str, offer: Offer) -> Iterator[LeftOver]:
    text, part, where = offer.text, 1, f"{source}, {offer.where}"
    while text:
        kept = text[: TEXT_LIMIT // 2] if cell_length(text) > TEXT_LIMIT else text
        is_all = part == 1 and len(kept) == len(text)
        yield LeftOver(where if is_all else f"{where} (part {part})", kept)
        text, part = text[len(kept) :], part + 1
