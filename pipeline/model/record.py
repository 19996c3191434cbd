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
        if isinstance(value, tuple):
            entries = [entry.id if isinstance(entry, Row) else entry for entry in value]
            if not entries:
                raise ValueError("is empty; leave it out")
            if twice := [entry for place, entry in enumerate(entries) if entry in entries[:place]]:
                raise ValueError(f"holds {twice[0]} twice")
        return value


class OpenSection(Section):
    """A group of facts to which declarations add answers of yes or no: the questionnaire says which there are."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, YesNo]

    @model_validator(mode="after")
    def _names_facts_as_facts_are_named(self) -> Self:
        if strange := [name for name in self.__pydantic_extra__ if not FACT_NAME.fullmatch(name)]:
            raise ValueError(f"{strange[0]} is no name of a fact")
        return self


class Row(Section):
    """One row of a table; its id is visible in the form and names it for ever."""

    id: RowId
