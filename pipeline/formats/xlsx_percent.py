"""Tells which number formats show a number as a hundred times itself."""

import re

BUILT_IN = frozenset({"9", "10"})
"""Formats that Excel knows by number alone: 0% and 0.00%."""

_PLAIN = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""Parts of a format that are shown as they stand."""


def is_percent(code: str) -> bool:
    """Tell whether a number format has a percent sign that multiplies.

    Args:
        code: for instance ``0.0%``; in ``0.0" %"`` the sign is mere text.
    """
    return "%" in _PLAIN.sub("", code)
