"""The catalogue of facts: every path of the profile with its type, derived from the typed profile itself."""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import EnumType
from functools import cache
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.model.profile import SystemProfile
from pipeline.model.record import Row, Section
from pipeline.model.scalar import Kind, Scalar

ROWS = "[]"
"""Stands in the path of a column for the id of any row: ``data.data_sets[].provenance``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One place in the profile: its path, its kind and what its value may be."""

    path: str
    kind: Kind
    unit: str = ""
    refers_to: str = ""
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """Path of the table that this fact is a column of, or nothing."""
        return self.path.partition(ROWS)[0] if ROWS in self.path else ""


@cache
def facts() -> dict[str, Fact]:
    """Return every fact of the profile by path, in the order of the model.

    Returns:
        Path to fact; a table stands before its columns, whose paths hold ``[]``.
    """
    return {fact.path: fact for fact in _walk(SystemProfile, "")}


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
        yield Fact(path, mark.kind, mark.unit, mark.refers_to)


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
