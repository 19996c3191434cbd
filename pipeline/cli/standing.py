"""What a run says in the end: how many documents stand how, and what there is to say of systems that are up to date."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.model.severity import Severity


def count_states(states: Mapping[str, int], *, dry_run: bool = False) -> str:
    """Return how many documents stand how, the made ones first, and say so where nothing had to be made.

    Args:
        states: how many there are of each.
        dry_run: nothing was written.
    """
    counted = sorted(states.items(), key=lambda each: (each[0] != "built", each[0]))
    said = ", ".join(f"{count} {'to build' if dry_run and state == 'built' else state}" for state, count in counted)
    nothing = "" if states.get("built") else "No document had to be built. "
    return f"{nothing}{said}; nothing was written" if dry_run else f"{nothing}{said}"


def count_findings(systems: int, findings: Mapping[Severity, int]) -> str:
    """Return how many systems are up to date, and how many findings on them stand.

    Args:
        systems: how many are up to date.
        findings: how many there are of each severity.
    """
    several = "1 system is" if systems == 1 else f"{systems} systems are"
    counted = ", ".join(
        f"{count} {name}{'s' if count != 1 else ''}" for name in Severity if (count := findings.get(name, 0))
    )
    return f"{several} up to date" + (f"; what was found there stands: {counted}" if counted else "")


def where_to_look(outputs: Path) -> str:
    """Return where the documents lie and what tells of the findings."""
    return f"Look in {outputs}. Each folder holds the documents, and findings.json with each gap and its cell."
