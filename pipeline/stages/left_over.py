"""What found no place in a form, in pieces that a cell holds."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.model.intake import LeftOver
from pipeline.model.scalar import TEXT_LIMIT, cell_length, clean_text
from pipeline.stages.import_offers import Offer, shown


def left_over(source: str, offers: Sequence[Offer]) -> tuple[LeftOver, ...]:
    """Return what is left over of a source, in its order.

    Args:
        source: how it is called.
        offers: what no answer was made from.
    """
    return tuple(part for offer in _grouped(offers) for part in _parts(source, offer))


def _grouped(offers: Sequence[Offer]) -> Iterator[Offer]:
    """Yield pieces, what stands below one key as one: the values of a list in a line, of anything else in lines."""
    for key, several in groupby(offers, _top):
        below = list(several)
        if not key:
            yield from below
        elif len(below) == 1:
            # Alone in what is left of its list, a value is called by its place there.
            yield below[0]
        else:
            where = below[0].where.split(" ")[0]
            if all(len(offer.path) == len((key, 0)) and isinstance(offer.path[1], int) for offer in below):
                text = ", ".join(offer.text for offer in below)
            else:
                text = "\n".join(f"{shown(offer.path[1:])}: {offer.text}" for offer in below)
            yield Offer(f"{where} {clean_text(key)}", (), text)


def _top(offer: Offer) -> str:
    return str(offer.path[0]) if offer.path else ""


def _parts(source: str, offer: Offer) -> Iterator[LeftOver]:
    text, part, where = offer.text, 1, f"{source}, {offer.where}"
    while text:
        kept = text if cell_length(text) <= TEXT_LIMIT else _first(text)
        is_all = part == 1 and len(kept) == len(text)
        yield LeftOver(where if is_all else f"{where} (part {part})", kept)
        text, part = text[len(kept) :], part + 1


def _first(text: str) -> str:
    """Return as many whole lines as surely fit, or as much of one line."""
    most = TEXT_LIMIT // 2
    end = text.rfind("\n", 0, most) + 1
    return text[: end or most]
