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
    return head(offer.path, len(key)) if offer.names[: len(key)] == key else None


def head(path: LeafPath, names: int) -> LeafPath:
    """Return the beginning of a path that holds so many names, with the places in lists after the last of them."""
    count = 0
    for place, step in enumerate(path):
        count += isinstance(step, str)
        if count > names:
            return path[:place]
    return path


def shared(names: tuple[str, ...], row: LeafPath) -> int:
    """Return how many names lead both to a row and to a value: it belongs to the row where these heads are one.

    So a value stands in its row, or beside it in what holds both.
    """
    count, its = 0, tuple(folded_key(step) for step in row if isinstance(step, str))
    for mine, other in zip(names, its, strict=False):
        if mine != other:
            break
        count += 1
    return count
