"""What keeps a declaration from being read, in words for whoever wrote the file and is no programmer."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, ValidationError, convert

_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_VALUE = re.compile(r"Invalid enum value '(.*)'")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_OTHER = re.compile(r"Expected `([^`]*)`, got `(\w+)`")
_LENGTH = re.compile(r"Expected `array` of length (\d+), got (\d+)")
_PAINT = "matching regex '^[0-9A-Fa-f]{6}$'"
_STEP = re.compile(r"\w+|\[[^\]]*\]")

_WANTED = {
    "str": 'text in quotation marks, "..."',
    "int": "a whole number without quotation marks",
    "float": "a number without quotation marks",
    "bool": "true or false without quotation marks",
    "array": 'a list in square brackets, ["..."]',
    "object": "a table of keys",
}
_GIVEN = {"str": "text", "int": "a number", "float": "a number", "array": "a list", "object": "a table"}


def faults_of(data: Any, kind: Any, at: str = "") -> Iterator[str]:
    """Yield what keeps data from being of a kind, with its place: the first fault of each entry of a dictionary.

    Args:
        data: as it was parsed.
        kind: what it should be.
        at: the place that it stands at.
    """
    if get_origin(kind) is dict and isinstance(data, dict):
        for key, value in data.items():
            yield from faults_of(value, get_args(kind)[1], f"{at}{key}.")
        return
    try:
        convert(data, kind)
    except ValidationError as error:
        said, _, place = str(error).partition(" - at `$")
        place = place.strip("`.")
        where = f"{at}{_with_ids(data, place)}".removesuffix(".")
        told = _in_words(said, _known_at(kind, place))
        yield f"{where}: {told}" if where else told


def _in_words(said: str, known: tuple[str, ...]) -> str:
    if unknown := _UNKNOWN.fullmatch(said):
        return f"there is no key {unknown[1]} here{_meant(unknown[1], known)}"
    if value := _VALUE.fullmatch(said):
        return f"{value[1]} is no value for it{_meant(value[1], known)}"
    if missing := _MISSING.fullmatch(said):
        return f"the key {missing[1]} is missing"
    if length := _LENGTH.fullmatch(said):
        return f"has to hold {length[1]} entries, and holds {length[2]}"
    if said.endswith(_PAINT):
        return "has to be a colour as six digits of 0-9 and A-F without #, as 1F3A5F"
    if other := _OTHER.fullmatch(said):
        wanted = " or ".join(_WANTED.get(name, name) for name in other[1].split(" | "))
        return f"has to be {wanted}, not {_GIVEN.get(other[2], other[2])}"
    return said


def _meant(written: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(written, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}" if known else ""


def _with_ids(data: Any, place: str) -> str:
    """Return a place with the ids of entries for their numbers, which nobody counts: a firm's stand behind others."""
    words = ""
    for step in _STEP.findall(place):
        try:
            data = data[int(step[1:-1])] if step.startswith("[") else data[step]
        except (ValueError, KeyError, IndexError, TypeError):
            data = None
        name = data.get("id") if step.startswith("[") and isinstance(data, dict) else None
        separator = " " if isinstance(name, str) else "" if step.startswith("[") or not words else "."
        words += f"{separator}{name if isinstance(name, str) else step}"
    return words


def _known_at(kind: Any, place: str) -> tuple[str, ...]:
    """Return the keys or values that may stand at a place within a record; none where that is not told."""
    for step in _STEP.findall(place):
        kind = _bare(kind)
        if step.startswith("["):
            kind = (get_args(kind) or (None,))[-1 if get_origin(kind) is dict else 0]
        elif isinstance(kind, type) and issubclass(kind, Struct):
            kind = get_type_hints(kind, include_extras=True).get(step)
        else:
            return ()
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return tuple(kind.__struct_encode_fields__)
    return tuple(str(each.value) for each in kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()


def _bare(kind: Any) -> Any:
    """Return a kind without what is noted on it, and without none where it may be none."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        rest = [each for each in get_args(kind) if each is not type(None)]
        return _bare(rest[0]) if len(rest) == 1 else None
    return kind
