"""The pattern by which a firm numbers documents or names files: fixed text, and fields of a closed set in braces."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

FIELDS = ("client", "system", "code", "language", "version", "revision", "date", "status")
"""What a pattern may name: id of the client and of the system, code and language of the deliverable, version of the
system, revision of the set, day of approval, status."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_JOINTS = re.compile(r"([-_. ])[-_. ]+")


def fields_in(pattern: str) -> tuple[str, ...]:
    """Return the fields that a pattern names, in order."""
    return tuple(_FIELD.findall(pattern))


def fixed_text(pattern: str) -> str:
    """Return what of a pattern stands in every name."""
    return _FIELD.sub("", pattern)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return a name; where a field holds nothing, the sign that would join it falls away.

    Args:
        pattern: without faults.
        values: by field; what is not among them holds nothing.
    """
    gaps = [name for name in fields_in(pattern) if not values.get(name)]
    text = _FIELD.sub(lambda found: values.get(found[1], ""), pattern)
    return _JOINTS.sub(r"\1", text).strip("-_. ") if gaps else text.strip()


def pattern_faults(pattern: str) -> Iterator[str]:
    """Yield what is wrong with a pattern whatever it is filled with."""
    for name in dict.fromkeys(fields_in(pattern)):
        if name not in FIELDS:
            near = get_close_matches(name.casefold(), FIELDS, 1)
            meant = f"; did you mean {{{near[0]}}}?" if near else f"; there are {', '.join(FIELDS)}"
            yield f"{{{name}}} is no field{meant}"
    if brace := next((sign for sign in fixed_text(pattern) if sign in "{}"), ""):
        yield f"a brace is opened and not closed: {pattern}" if brace == "{" else f"a brace is closed twice: {pattern}"
    if not fields_in(pattern):
        yield "names no field, so that every document would be called the same"
