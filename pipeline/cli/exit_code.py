"""From findings to the exit code of a command."""

from collections.abc import Iterable

from pipeline.model.finding import Finding
from pipeline.model.severity import reach


def exit_code(findings: Iterable[Finding], fail_on: str) -> int:
    """Return 1 where a finding is at or above the severity that was asked for, else 0.

    Args:
        findings: of the whole run.
        fail_on: a severity, or "never".
    """
    return int(reach((told.severity for told in findings), fail_on))
