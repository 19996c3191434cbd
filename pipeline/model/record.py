"""The base of everything that comes out of a form."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from pipeline.model.fact import FACT_NAME
from pipeline.model.field_types import RowId, YesNo


class Section(BaseModel):
    """A group of facts; each may be absent, because completeness is judged requirement by requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


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
