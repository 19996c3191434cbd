"""Which places of a source are the rows of a table, and which of its values belong to a row."""

from collections.abc import Iterable, Sequence

from pipeline.model.card import LeafPath
from pipeline.stages.import_offers import Offer, folded_key

MOST_ROWS = 200
"""Rows of one table that are taken over: each has to be confirmed by a person."""


def rows_of(keys: Sequence[tuple[str, ...]], offers: Iterable[Offer]) -> list[LeafPath]:
    """Return the places to which keys lead, in the order of the source; each entry of a list is one.

    Args:
        keys: the folded names that lead to them.
        offers: what the source offers.
    """
    places = (_place(key, offer) for offer in offers for key in keys)
    return list(dict.fromkeys(place for place in places if place is not None))


def _place(key: tuple[str, ...], offer: Offer) -> LeafPath | None:
    """Return the beginning of a path that has the names of a key, with the places in lists after them."""
    if offer.names[: len(key)] != key:
        return None
    count = 0
    for place, step in enumerate(offer.path):
        count += isinstance(step, str)
        if count > len(key):
            return offer.path[:place]
    return offer.path


def within(offer: Offer, row: LeafPath) -> bool:
    """Tell whether a value speaks of a row: it stands in it, or beside it in what holds both."""
    for mine, its in zip(offer.path, row, strict=False):
        if isinstance(mine, int) and isinstance(its, int) and mine != its:
            return False
        if isinstance(mine, str) and isinstance(its, str) and folded_key(mine) != folded_key(its):
            return True
        if type(mine) is not type(its):
            return True
    return True
