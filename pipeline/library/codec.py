"""Records to plain JSON lists and back, by the declared types of their fields.

Decoding is what every run pays for, so each record is one list in the order of its fields and the way to rebuild it
is worked out once per class.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import EnumType
from functools import cache
from typing import Any, get_args, get_origin

_Convert = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Return a record, or a tuple or dict of records, as plain lists, dicts and scalars."""
    if is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


@cache
def decoder(kind: Any) -> _Convert | None:
    """Return the function that rebuilds a value of a declared type, or None where JSON already gives it.

    Args:
        kind: a frozen dataclass, an enum, ``tuple[X, ...]``, ``dict[str, X]`` or a plain type.
    """
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuples(decoder(args[0]))
    if origin is dict:
        inner = decoder(args[1])
        return (lambda data: {key: inner(item) for key, item in data.items()}) if inner else None
    if isinstance(kind, EnumType):
        members: dict[Any, Any] = {member.value: member for member in list[Any](kind)}
        return members.__getitem__
    if is_dataclass(kind):
        return _records(kind)
    return None


def _tuples(inner: _Convert | None) -> _Convert:
    return (lambda data: tuple(map(inner, data))) if inner else tuple


def _records(kind: Any) -> _Convert:
    types: list[Any] = [field.type for field in fields(kind)]
    steps = [(place, step) for place, kind_of in enumerate(types) if (step := decoder(kind_of))]

    def rebuild(data: list[Any]) -> Any:
        for place, step in steps:
            data[place] = step(data[place])
        return kind(*data)

    return rebuild
