"""What became of one system in a run."""

from collections import Counter

from msgspec import Struct

from pipeline.build.place import Written
from pipeline.model.finding import Finding


class SystemResult(Struct, frozen=True):
    """What became of one system."""

    system: str | None
    workbook: str
    client: str
    deliverables: tuple[Written, ...]
    findings: tuple[Finding, ...]

    @property
    def states(self) -> Counter[str]:
        """How many deliverables there are of each state."""
        return Counter(written.state for written in self.deliverables)
