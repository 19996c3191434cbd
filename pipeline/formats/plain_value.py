"""How much one source may hold, and figures that keep the way in which they are spelled."""

import re
from decimal import Decimal

DEEPEST = 40
"""Levels of metadata below each other; more is no card."""

MOST_VALUES = 20_000
"""Single values in one source; more is no card of one system."""

_DECIMAL = re.compile(r"[-+]?[0-9]{1,400}\.[0-9]{1,400}(?:[eE][-+]?[0-9]{1,3})?|[-+]?[0-9]{1,400}[eE][-+]?[0-9]{1,3}")


def figure(text: str) -> Decimal | str:
    """Return a figure with a point or a power of ten; one that no form could hold stays text."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
