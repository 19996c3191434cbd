"""The base of everything that comes out of a form."""

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from pipeline.model.scalar import RowId


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


class Row(Section):
    """One row of a table; its id is visible in the form and names it for ever."""

    id: RowId
