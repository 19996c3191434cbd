"""What a batch keeps of its systems until the end: counts, and all of it only where one JSON object has to hold it."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from msgspec import to_builtins

from pipeline.build.finding_json import findings_json
from pipeline.build.index import Row
from pipeline.build.result import SystemResult
from pipeline.model.finding import Finding
from pipeline.model.severity import Severity


class Tally:
    """Takes in results one by one; what is in memory does not grow with their number unless all are asked for.

    Args:
        keeps_all: hold every result and every finding.
    """

    def __init__(self, *, keeps_all: bool) -> None:
        self._keeps_all = keeps_all
        self.states: Counter[str] = Counter()
        """How many deliverables there are of each state."""
        self.severities: Counter[Severity] = Counter()
        """How many findings there are of each severity."""
        self.standing = Counter(dict.fromkeys(Severity, 0))
        """How many of them are on systems that are up to date."""
        self.findings: list[dict[str, Any]] = []
        self.systems: list[dict[str, Any]] = []
        self.count = self.up_to_date = 0
        self.has_written = False

    def add(self, result: SystemResult) -> None:
        """Take in what became of a system."""
        self.count += 1
        self.states.update(result.states)
        self.has_written = self.has_written or any(written.path for written in result.deliverables)
        self.severities.update(told.severity for told in result.findings)
        if self._keeps_all:
            self.keep(result, findings_json(result.findings))

    def add_known(self, row: Row) -> None:
        """Take in a system that is known to be up to date."""
        self.count += 1
        self.up_to_date += 1
        self.has_written = True
        self.states.update(row.states)
        found = {Severity(name): count for name, count in row.findings.items()}
        self.severities.update(found)
        self.standing.update(found)

    def keep(self, result: SystemResult, told: list[dict[str, Any]]) -> None:
        """Hold a result with its findings as JSON."""
        self.systems.append(to_builtins(result) | {"findings": told})
        self.findings += told

    def tell(self, findings: Collection[Finding]) -> None:
        """Take in findings on the run itself."""
        self.severities.update(told.severity for told in findings)
        if self._keeps_all:
            self.findings += findings_json(findings)
