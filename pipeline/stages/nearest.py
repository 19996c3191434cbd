"""The known name that a person most likely meant by one that is not known."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LETTERS_A_SLIP = 3
"""Of so many letters one may be wrong in a part of a name that is still taken for a slip."""


def nearest(path: str, known: Iterable[str]) -> str:
    """Return the known name nearest to a path, or nothing where none is near.

    Names are compared part by part, so that a misspelled last part finds its siblings and not a stranger that looks
    alike as a whole. Where no name has parts that are all near, one whose last part is the same is taken.

    Args:
        path: parts with full stops between them.
        known: names that there are.
    """
    every = list(known)
    parts = path.split(".")
    near = [(slips, name) for name in every if (slips := _slips(parts, name.split("."))) is not None]
    if not near:
        near = [(0, name) for name in every if name.rpartition(".")[2] == parts[-1]]
    return min(near, key=lambda found: (found[0], -_likeness(path, found[1])), default=(0, ""))[1]


def _slips(written: list[str], known: list[str]) -> int | None:
    """Return how many slips lead from one name to another of as many parts; None where a part is another word."""
    if len(written) != len(known):
        return None
    total = 0
    for left, right in zip(written, known, strict=True):
        distance = slips_between(left, right)
        if distance > max(1, len(right) // _LETTERS_A_SLIP):
            return None
        total += distance
    return total


def slips_between(left: str, right: str) -> int:
    """Return the fewest slips of the keyboard from one word to another: a letter more, less, wrong, or two swapped."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right).ratio()
