"""Derives the catalogue of facts from the typed profile; `make reference` writes it down in fact_list.py."""

import types
from collections.abc import Iterable, Iterator
from enum import EnumType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.model.fact import ROWS, Fact
from pipeline.model.profile import SystemProfile
from pipeline.model.record import OpenSection, Row, Section
from pipeline.model.scalar import Kind, Scalar


def named_facts() -> tuple[Fact, ...]:
    """Return every fact that the profile names, in the order of the model; a table stands before its columns."""
    return tuple(_walk(SystemProfile, ""))


def open_sections() -> tuple[str, ...]:
    """Return the sections to which declarations add facts."""
    inner = {name: _open(field.annotation)[1] for name, field in SystemProfile.model_fields.items()}
    return tuple(name for name, kind in inner.items() if isinstance(kind, type) and issubclass(kind, OpenSection))


def _walk(model: type[Section], prefix: str) -> Iterator[Fact]:
    for name, field in model.model_fields.items():
        yield from _facts_of(f"{prefix}{name}", field)


def _facts_of(path: str, field: FieldInfo) -> Iterator[Fact]:
    marks, inner, many = _open(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    if isinstance(inner, type) and issubclass(inner, Row):
        columns = tuple(name for name in inner.model_fields if name != "id")
        yield Fact(path, Kind.TABLE, columns=columns)
        yield from _walk(inner, f"{path}{ROWS}.")
    elif isinstance(inner, type) and issubclass(inner, Section):
        yield from _walk(inner, f"{path}.")
    elif isinstance(inner, EnumType):
        kind = Kind.CHOICES if many else Kind.CHOICE
        members: Iterable[object] = inner
        yield Fact(path, kind, vocabulary=inner.__name__, choices=tuple(map(str, members)))
    else:
        mark = marks[-1]
        yield Fact(path, mark.kind, mark.unit, mark.refers_to, mark.vocabulary)


def _open(annotation: object) -> tuple[list[Scalar], object, bool]:
    """Peel ``Annotated``, ``| None`` and ``tuple[X, ...]`` off, keeping the scalar marks, outermost last."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks, inner, many = _open(args[0])
        return marks + [mark for mark in args[1:] if isinstance(mark, Scalar)], inner, many
    if origin in (Union, types.UnionType) and type(None) in args:
        return _open(args[0])
    if origin is tuple:
        marks, inner, _ = _open(args[0])
        return marks, inner, True
    return [], annotation, False
