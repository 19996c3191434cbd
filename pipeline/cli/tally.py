"""What a batch keeps of its systems until the end: counts, and all of it only where one JSON object has to hold it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from pipeline.build.batch import SystemResult, summary
from pipeline.build.finding_json import findings_json
from pipeline.model.finding import Finding, Severity


def in_words(states: Mapping[str, int], *, dry_run: bool = False) -> str:
    """Return how many documents stand how, the made ones first, and say so where nothing had to be made.

    Args:
        states: how many there are of each.
        dry_run: nothing was written.
    """
    counted = sorted(states.items(), key=lambda each: (each[0] != "built", each[0]))
    said = ", ".join(f"{count} {'to build' if dry_run and state == 'built' else state}" for state, count in counted)
    nothing = "" if states.get("built") else "No document had to be built. "
    return f"{nothing}{said}; nothing was written" if dry_run else f"{nothing}{said}"


class Tally:
    """Takes in results one by one; what is in memory does not grow with their number unless all are asked for.

    Args:
        keeps_all: hold every result and every finding.
    """

    def __init__(self, *, keeps_all: bool) -> None:
        self._keeps_all = keeps_all
        self._findings: list[Finding] = []
        self._gravest: dict[Severity, Finding] = {}
        self._states: Counter[str] = Counter()
        self.systems: list[dict[str, Any]] = []
        self.count = 0
        self.has_written = False

    def add(self, result: SystemResult) -> None:
        """Take in what became of a system."""
        self.count += 1
        self._states.update(summary([result]))
        self.has_written = self.has_written or any(written.path for written in result.deliverables)
        for told in result.findings:
            self._gravest.setdefault(told.severity, told)
        if self._keeps_all:
            self.systems.append(to_builtins(result) | {"findings": findings_json(result.findings)})
            self._findings += result.findings

    @property
    def findings(self) -> list[Finding]:
        """Every finding where all are kept, else one of each severity."""
        return [*(self._findings if self._keeps_all else self._gravest.values())]

    @property
    def summary(self) -> dict[str, int]:
        """How many deliverables there are of each state."""
        return dict(self._states)
