"""Citations as people type them, which of them lie below another, and their order in the law."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from pipeline.model.citation import Citation

# Blanks may stand between the parts, never within one: "Art 1 3" is not the thirteenth.
_TYPED = re.compile(
    r"""
    (?: (?P<act> reg|dir) (?:ulation|ective)? \.? \s* \(EU\) \s* (?P<number> [0-9]+/[0-9]+) \s* )?
    (?: art(?:icle)? \.? \s* (?P<article> [0-9]+[a-z]?) | annex \s* (?P<annex> [ivx]+) )?
    (?P<top> \s* \([^()]+\) )?
    (?P<points> (?: \s* \([^()]+\) )* )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def read_citation(text: str) -> Citation | None:
    """Read a citation as a person types it, with any blanks and letter case.

    Args:
        text: such as `article 13 (3)(b)` or `annex iv(2)(d)`.

    Returns:
        The citation, or nothing where the text is none. A letter that stands first below an annex keeps its case: it
        names a section or a point.
    """
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return None
    words = []
    if typed["act"]:
        words += [typed["act"].title(), "(EU)", typed["number"]]
    if typed["article"]:
        words += ["Art", typed["article"].lower()]
    if typed["annex"]:
        words += ["Annex", typed["annex"].upper()]
    top = typed["top"] or ""
    points = (top if typed["annex"] else top.lower()) + typed["points"].lower()
    with suppress(ValueError):
        return Citation.parse(" ".join(words) + "".join(points.split()))
    return None


def is_at_or_below(cited: str, point: str) -> bool:
    """Tell whether a citation names a point of law or something below it.

    Args:
        cited: a citation in its canonical form.
        point: another; the case of its letters does not count.
    """
    lower, upper = cited.casefold(), point.casefold()
    # A subpoint is written after a full stop within the brackets of its point.
    below = (f"{upper}(", f"{upper} ", f"{upper.removesuffix(')')}.")
    return lower == upper or lower.startswith(below)


def points_above(point: str) -> Iterator[str]:
    """Yield the points above a point of law, the nearest first."""
    while "(" in point:
        point = point.rpartition("(")[0].rstrip()
        yield point


def in_order(cites: Iterable[str]) -> tuple[Citation, ...]:
    """Return citations as they sort in the law; what a firm cites in its own way is left out."""
    read = []
    for text in cites:
        with suppress(ValueError):
            read.append(Citation.parse(text))
    return tuple(read)
