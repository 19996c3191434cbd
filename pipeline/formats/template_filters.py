"""The filters of templates: what may be done with formatted text, and nothing else.

A gap passes each of them as it is: its marker is put there after rendering.
"""

from collections.abc import Callable, Iterable, Mapping

from pipeline.model.context import Gap, View


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _capitalize(value: object) -> object:
    """Return a text that begins with a capital; the rest keeps its own, as in "AI system"."""
    return value[:1].upper() + value[1:] if isinstance(value, str) else value


def _trim(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _join(value: object, between: str = ", ") -> object:
    """Return the entries of a list as one text; a gap among them stays one."""
    if isinstance(value, str | Gap) or not isinstance(value, Iterable):
        return value
    if isinstance(value, View):
        raise TypeError("join puts texts together, and this is no list")
    entries = tuple(value)
    if not all(isinstance(entry, str | Gap) for entry in entries):
        raise TypeError("join puts texts together, and these are rows")
    return between.join(str(entry) for entry in entries)


FILTERS: Mapping[str, Callable[..., object]] = {
    "capitalize": _capitalize,
    "join": _join,
    "lower": _lower,
    "trim": _trim,
    "upper": _upper,
}
"""By the name that stands behind the bar."""

TAKES_TEXT = frozenset({"join"})
"""The filters that may be given one text in brackets."""
