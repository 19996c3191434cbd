"""Who stands behind a system: its provider, and who acts for it."""

from pipeline.model.field_types import Line, Prose, RowId, YesNo
from pipeline.model.record import Section
from pipeline.model.vocabulary import EnterpriseSize


class Organisation(Section):
    """The client, asked once for all its systems."""

    id: RowId | None = None
    name: Line | None = None
    address: Prose | None = None
    contact: Prose | None = None
    size: EnterpriseSize | None = None


class Representative(Section):
    """The authorised representative, where one is appointed."""

    appointed: YesNo | None = None
    name: Line | None = None
    address: Prose | None = None
    contact: Prose | None = None
