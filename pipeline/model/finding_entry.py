"""How a finding is worded."""

from msgspec import Struct

from pipeline.model.finding import Severity


class Entry(Struct, frozen=True):
    """The wording of one code; message and hint take the values named in braces."""

    severity: Severity
    title: str
    message: str
    hint: str
