"""How much a finding matters, and from which severity on it counts."""

from collections.abc import Iterable
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters.

    An error is an answer or file that cannot be used; a warning is a gap, a contradiction or a kept document;
    a note is the rest.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Position from mild (0) to grave (2), for comparison with a threshold."""
        return (Severity.NOTE, Severity.WARNING, Severity.ERROR).index(self)


NEVER = "never"
"""Stands for a threshold that nothing reaches."""


def reach(severities: Iterable[Severity], threshold: str) -> bool:
    """Tell whether any of some severities is at or above a threshold.

    Args:
        severities: of findings.
        threshold: a severity, or "never".
    """
    return threshold != NEVER and any(each.rank >= Severity(threshold).rank for each in severities)
