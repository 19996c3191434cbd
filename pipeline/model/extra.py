"""A firm's own facts in the profile: any that its questions declare, of whichever kind a cell can hold."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Discriminator, PlainValidator, Tag

from pipeline.model.field_types import Entries, admit_entries
from pipeline.model.record import DeclaredNames, Row
from pipeline.model.scalar import admit_day, admit_number, admit_text


def _admit(value: object) -> object:
    """Return what one cell can hold; which kind it has to be of, the question says that asks for it."""
    match value:
        case bool():
            return value
        case str():
            return admit_text(value)
        case int() | float():
            return admit_number(value)
        case date():
            return admit_day(value)
        case list() | tuple() if all(isinstance(entry, str) for entry in value):
            return admit_entries(tuple(map(admit_text, value)))
    raise ValueError("is no text, number, day, yes or no, and no list of texts")


def _is_rows(value: object) -> str:
    rows = isinstance(value, list | tuple) and any(isinstance(entry, Mapping | Row) for entry in value)
    return "rows" if rows else "value"


_Value = Annotated[Any, PlainValidator(_admit, json_schema_input_type=bool | float | str | list[str])]


class ExtraRow(Row, DeclaredNames):
    """One row of a table of a firm's own."""

    __pydantic_extra__: dict[str, _Value]


class Extra(DeclaredNames):
    """The facts that a firm's own questions ask for, by the name that follows ``extra.`` in their ids."""

    __pydantic_extra__: dict[
        str,
        Annotated[Annotated[Entries[ExtraRow], Tag("rows")] | Annotated[_Value, Tag("value")], Discriminator(_is_rows)],
    ]
