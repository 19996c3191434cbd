"""The types of the fields of the profile: what each admits, marked with its kind as a form sees it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import CoreSchema, core_schema

from pipeline.model.scalar import (
    Kind,
    Scalar,
    admit_code,
    admit_day,
    admit_file_name,
    admit_line,
    admit_number,
    admit_row_id,
    admit_text,
)

_Entry = TypeVar("_Entry")


class _Text(Struct, frozen=True):
    """Marks a text with what it has to pass, one after the other.

    It says the schema itself: chains of validators are unwound for every field, which every start would pay for.
    """

    passes: tuple[Callable[[str], str], ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        schema: CoreSchema = core_schema.str_schema()
        for admit in self.passes:
            schema = core_schema.no_info_after_validator_function(admit, schema)
        return schema


def admit_entries(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a list that holds something, and each entry and each id of a row once.

    Raises:
        ValueError: it is a list of nothing, which no cell or table holds, or holds something twice.
    """
    entries = [getattr(entry, "id", entry) for entry in value]
    if not entries:
        raise ValueError("is empty; leave it out")
    if len(set(entries)) < len(entries):
        twice = next(entry for place, entry in enumerate(entries) if entry in entries[:place])
        raise ValueError(f"holds {twice} twice")
    return value


RowId = Annotated[str, _Text((admit_text, admit_row_id)), Scalar(Kind.ID)]
Line = Annotated[str, _Text((admit_text, admit_line)), Scalar(Kind.LINE)]
Prose = Annotated[str, _Text((admit_text,)), Scalar(Kind.PROSE)]
Number = Annotated[int | float, BeforeValidator(admit_number), Scalar(Kind.NUMBER)]
Day = Annotated[date, AfterValidator(admit_day), Scalar(Kind.DATE)]
YesNo = Annotated[bool, Scalar(Kind.YES_NO)]
Code = Annotated[str, _Text((admit_code,))]
"""An entry of a closed list that declarations fill; which entries there are, the questionnaire says."""
FileName = Annotated[str, _Text((admit_text, admit_file_name)), Scalar(Kind.LINE)]
Entries = Annotated[tuple[_Entry, ...], AfterValidator(admit_entries)]
"""Several codes, ids, names or rows."""
Files = Annotated[Entries[FileName], Scalar(Kind.FILES)]
EvidenceRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="evidence")]
