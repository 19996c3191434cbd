"""What is wrong with a template, with the spot where it is."""

from msgspec import Struct

from pipeline.model.finding import Finding
from pipeline.model.template import Spot


class Flaw(Struct, frozen=True):
    """A finding on a template, and where a remark on it would be put; without a part it is about the whole file."""

    finding: Finding
    spot: Spot = Spot("")
