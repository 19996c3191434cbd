"""A firm's own declarations laid over the shipped ones: they add, and replace what has the same name or id."""

from collections.abc import Mapping
from typing import Any

_SPAN = ("since", "until")
"""Keys by which entries of one id tell for which texts of the law they stand."""


def lay_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay the content of one TOML file over another.

    Args:
        below: the shipped file, or nothing.
        above: the firm's file of the same name.

    Returns:
        Tables joined key by key; lists of tables joined by id, new ids at the end; everything else from above. Of
        twins that stand for different texts of the law, those are meant whose ``since`` and ``until`` are repeated, or
        all of them; another ``until`` ends the one that begins with the same ``since``, or that has no end yet.
    """
    joined = dict(below)
    for name, value in above.items():
        joined[name] = _joined(below[name], value) if name in below else value
    return joined


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return lay_over(old, new)
    if _has_ids(old) and _has_ids(new):
        entries, laid = list(old), set[int]()
        for entry in new:
            places = _places(entries, entry, laid)
            for place in places:
                entries[place] = lay_over(entries[place], entry)
            laid.update(places or [len(entries)])
            entries += [] if places else [entry]
        return entries
    return new


def _places(entries: list[Any], entry: Mapping[str, Any], laid: set[int]) -> list[int]:
    """Find the entries of an id; of twins for different texts of the law those of the span that is stated.

    An entry that stands alone takes any span, but only once: the next one of its id and another span is its twin. A
    twin is known by the text that it begins with, and takes another end; no two of an id begin with the same text.
    """
    same = [place for place, held in enumerate(entries) if held["id"] == entry["id"]]
    if len(same) == 1 and same[0] not in laid:
        return same
    span = [key for key in _SPAN if key in entry]
    stated = [place for place in same if all(entries[place].get(key) == entry[key] for key in span)]
    return stated or ([place for place in same if _is_ended_by(entries[place], entry)] if "until" in entry else [])


def _is_ended_by(held: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry gives a twin its end: it begins as that twin does, or leaves the beginning to it."""
    return held.get("since") == entry["since"] if "since" in entry else "until" not in held


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, Mapping) and "id" in entry for entry in value)
