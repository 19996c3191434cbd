"""Findings and results for people, on standard error, so that standard output stays free for JSON."""

import re
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.portfolio_status import SystemStatus
from pipeline.build.result import SystemResult
from pipeline.model.finding import Finding, Place, Severity

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_STATES = {
    "built": "green",
    "current": "green",
    "unchanged": "dim",
    "not-due": "dim",
    "kept-edited": "yellow",
    "edited": "yellow",
    "stale": "yellow",
    "superseded": "yellow",
    "missing": "yellow",
    "removed": "yellow",
    "blocked": "bold red",
    "failed": "bold red",
}
_GAPS = ("REQ001", "REQ002")
_CHANGED = re.compile(r"changed: |\d+ changes: ")


def say(text: str) -> None:
    """Print one line to the person."""
    _console().print(escape(text))


def print_findings(findings: Iterable[Finding], on: Console | None = None) -> None:
    """Print findings: place, severity, code and message on one line; law and remedy below.

    Args:
        findings: in their order.
        on: the console of a line that moves, which stays below what is printed.
    """
    console = on or _console()
    for told in findings:
        colour = _COLOURS[told.severity]
        console.print(f"{escape(place_of(told.at))}  [{colour}]{told.severity}[/]  {told.code}  {escape(told.message)}")
        if told.cites:
            console.print(f"    [dim]law[/]  {escape(', '.join(told.cites))}")
        if told.hint:
            console.print(f"    [dim]do[/]   {escape(told.hint)}")


def print_result(result: SystemResult, on: Console | None = None) -> None:
    """Print one line per deliverable of a system, and what else there is to say about it but the single gaps.

    Args:
        result: what became of the system.
        on: the console of a line that moves, which stays below what is printed.
    """
    console = on or _console()
    name = f"{result.client}/{result.system}" if result.system else result.workbook
    for each in result.deliverables:
        colour = _STATES[each.state]
        console.print(
            f"{escape(name):32} {each.id:28} [{colour}]{each.state:12}[/] {escape(each.path or each.because)}"
        )
        if each.state == "built" and _CHANGED.match(each.because):
            console.print(f"{'':32} [dim]{escape(each.because)}[/]")
        if each.pdf and each.pdf.state != "unchanged":
            pdf_colour = _STATES[each.pdf.state]
            console.print(
                f"{'':32} {'':28} [{pdf_colour}]{each.pdf.state:12}[/] {escape(each.pdf.path or each.pdf.because)}"
            )
    gaps = sum(told.code in _GAPS for told in result.findings)
    if gaps:
        console.print(f"{'':32} [yellow]{gaps} facts missing[/]: `dossier check {escape(result.workbook)}` lists them")
    others = (told for told in result.findings if told.code not in _GAPS and told.severity is not Severity.NOTE)
    print_findings(others, console)


def print_shared(result: SharedResult, on: Console | None = None) -> None:
    """Print one line for a page over many systems, above the line that moves on a console."""
    name, colour = result.client or "", _STATES[result.state]
    (on or _console()).print(
        f"{escape(name):32} {result.id:28} [{colour}]{result.state:12}[/] {escape(result.path or result.because)}"
    )


def print_statuses(systems: Iterable[SystemStatus]) -> None:
    """Print one line for each document of each system, and until when they are kept, with the reasons below."""
    console = _console()
    for system in systems:
        for each in system.deliverables:
            name = escape(f"{system.client}/{system.system}")
            console.print(f"{name:32} {each.id:28} [{_STATES[each.state]}]{each.state}[/]")
            for because in each.because:
                console.print(f"{'':32}   [dim]{escape(because)}[/]")
        if system.kept.parts:
            name = escape(f"{system.client}/{system.system}")
            open_end = "no day yet; `dossier explain` says from when the years are counted"
            console.print(f"{name:32} {'kept until':28} {system.kept.day or open_end}")


def place_of(at: Place) -> str:
    """Return where a finding stands, as far as it is known."""
    cell = f"{at.sheet}!{at.cell}" if at.cell else at.sheet
    parts = (at.workbook or at.file or at.template or at.document, cell, at.key or at.paragraph or at.part)
    return " ".join(part for part in parts if part)


def _console() -> Console:
    # Made anew each time, so that a test or a caller may redirect standard error.
    return Console(stderr=True, highlight=False, soft_wrap=True)
