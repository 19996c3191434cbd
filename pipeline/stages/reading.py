"""What is asked of one cell, and what it gave."""

from collections.abc import Mapping

from msgspec import Struct

from pipeline.model.fact import Fact
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import AnswerNote
from pipeline.stages.tongue import Tongue


# Thousands are made for a system and none is part of a circle: the collector need not look at them.
class Reading(Struct, frozen=True, gc=False):
    """What one cell gave: a value as the profile holds it, a state instead of one, and findings."""

    value: object = None
    note: AnswerNote | None = None
    findings: tuple[Finding, ...] = ()


class Shown(Struct, frozen=True, gc=False):
    """What a cell says beside its value: that a percent sign is shown with it, and the unit that its row states."""

    in_percent: bool = False
    unit: str = ""


class Asked(Struct, frozen=True, gc=False):
    """What a cell is read for: the fact, the place and the legal basis for findings, words, and what it shows."""

    fact: Fact
    at: Place
    cites: tuple[str, ...]
    tongue: Tongue
    shown: Shown = Shown()

    def told(self, code: str, **words: object) -> Finding:
        """Return a finding at the cell."""
        return finding(code, self.at, self.cites, **words)

    def refused(self, code: str, **words: object) -> Reading:
        """Return a reading that gives nothing but a finding."""
        return Reading(findings=(self.told(code, **words),))

    def read(self, value: object, code: str = "", words: Mapping[str, object] | None = None) -> Reading:
        """Return a reading that gives a value, with a finding that says how it was read where a code is given."""
        return Reading(value, findings=(self.told(code, **words or {}),) if code else ())
