"""Findings for people, on standard error, so that standard output stays free for JSON."""

import sys
from collections.abc import Callable, Iterable

from pipeline.cli.paint import is_coloured, painted
from pipeline.model.finding import Finding, Place
from pipeline.model.severity import Severity

Write = Callable[[str], object]
"""Takes lines for a person, with their ends."""

_TONES = {Severity.ERROR: "alarm", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_TONES_OF_STATES = {
    **dict.fromkeys(("built", "current"), "green"),
    **dict.fromkeys(("unchanged", "not-due"), "dim"),
    **dict.fromkeys(("kept-edited", "edited", "stale", "superseded", "missing", "removed"), "yellow"),
    **dict.fromkeys(("blocked", "failed"), "alarm"),
}


def write(text: str) -> None:
    """Write to standard error, which a test or a caller may have redirected."""
    sys.stderr.write(text)


def say(text: str) -> None:
    """Print one line to the person."""
    write(f"{text}\n")


def tone(text: str, name: str) -> str:
    """Return a text in a tone, where standard error is a terminal whose person wants colours."""
    return painted(text, name, coloured=is_coloured(sys.stderr))


def stated(state: str) -> str:
    """Return how a document stands, in the tone that this has, as wide as any."""
    return tone(f"{state:12}", _TONES_OF_STATES[state])


def print_findings(findings: Iterable[Finding], on: Write = write) -> None:
    """Print findings: place, severity, code and message on one line; law and remedy below.

    Args:
        findings: in their order.
        on: takes the lines.
    """
    law, do = tone("law", "dim"), tone("do", "dim")
    for told in findings:
        severity = tone(str(told.severity), _TONES[told.severity])
        lines = [f"{place_of(told.at)}  {severity}  {told.code}  {told.message}\n"]
        if told.cites:
            lines.append(f"    {law}  {', '.join(told.cites)}\n")
        if told.hint:
            lines.append(f"    {do}   {told.hint}\n")
        on("".join(lines))


def place_of(at: Place) -> str:
    """Return where a finding stands, as far as it is known."""
    cell = f"{at.sheet}!{at.cell}" if at.cell else at.sheet
    parts = (at.workbook or at.file or at.template or at.document, cell, at.key or at.paragraph or at.part)
    return " ".join(part for part in parts if part)
