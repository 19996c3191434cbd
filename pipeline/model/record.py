"""The base of everything that comes out of a form."""

from pydantic import BaseModel, ConfigDict

from pipeline.model.scalar import RowId


class Section(BaseModel):
    """A group of facts; each may be absent, because completeness is judged requirement by requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Row(Section):
    """One row of a table; its id is visible in the form and names it for ever."""

    id: RowId
