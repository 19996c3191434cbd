"""Findings as JSON that another program can read."""

from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from pipeline.model.finding import Finding


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in the shape of the interface, empty places left out."""
    told = []
    for finding in findings:
        data = to_builtins(finding)
        # The message holds them, in words.
        del data["values"]
        data["at"] = {name: value for name, value in data["at"].items() if value}
        told.append(data)
    return told
