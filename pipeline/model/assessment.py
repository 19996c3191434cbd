"""Requirement by requirement: whether it applies, what answers it, and what is missing."""

from enum import StrEnum
from functools import cached_property

from msgspec import Struct


class Status(StrEnum):
    """How a requirement stands. Met is never reached without a named person's review."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How a fact stands in the documents."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not-applicable"
    NOT_NEEDED = "not-needed"
    OPTIONAL = "optional"
    MISSING = "missing"


class RequirementStatus(Struct, frozen=True):
    """One requirement as it stands for one system.

    ``missing`` holds paths of facts; ``undecided`` the asked facts that leave its condition open.
    """

    id: str
    status: Status
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class MissingFact(Struct, frozen=True):
    """A fact that applies, is needed and has no answer: its path with the row's id, question and requirements."""

    path: str
    fact: str
    requirements: tuple[str, ...]


class Assessment(Struct, frozen=True, dict=True):
    """All requirements of a system that a deliverable takes up, and the facts that are missing."""

    requirements: tuple[RequirementStatus, ...]
    missing: tuple[MissingFact, ...]

    def of(self, requirement: str) -> RequirementStatus | None:
        """Return the status of one requirement by id."""
        return self._by_id.get(requirement)

    @cached_property
    def _by_id(self) -> dict[str, RequirementStatus]:
        return {status.id: status for status in self.requirements}
