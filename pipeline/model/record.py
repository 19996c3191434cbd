"""The base of everything that comes out of a form."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from pipeline.model.fact import FACT_NAME
from pipeline.model.field_types import RowId, YesNo


class Section(BaseModel):
    """A group of facts; each may be absent, because completeness is judged requirement by requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @field_validator("*")
    @classmethod
    def _holds_each_entry_once(cls, value: Any) -> Any:
        """Refuse what no cell or table holds: a list of nothing, the same entry twice, two rows of one id."""
        return admit_entries(value)


class DeclaredNames(Section):
    """What holds entries that only declarations name."""

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="after")
    def _names_facts_as_facts_are_named(self) -> Self:
        if strange := [name for name in self.__pydantic_extra__ or () if not FACT_NAME.fullmatch(name)]:
            raise ValueError(f"{strange[0]} is no name of a fact")
        return self


class OpenSection(DeclaredNames):
    """A group of facts to which declarations add answers of yes or no: the questionnaire says which there are."""

    __pydantic_extra__: dict[str, YesNo]


class Row(Section):
    """One row of a table; its id is visible in the form and names it for ever."""

    id: RowId


def admit_entries(value: Any) -> Any:
    """Return a value, of which a list holds something and each entry once.

    Raises:
        ValueError: it is a list of nothing, or holds the same entry or two rows of one id.
    """
    if isinstance(value, tuple):
        entries = [entry.id if isinstance(entry, Row) else entry for entry in value]
        if not entries:
            raise ValueError("is empty; leave it out")
        if len(set(entries)) < len(entries):
            twice = next(entry for place, entry in enumerate(entries) if entry in entries[:place])
            raise ValueError(f"holds {twice} twice")
    return value
