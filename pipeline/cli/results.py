"""What became of documents and pages, for people."""

import re

from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.result import SystemResult
from pipeline.cli.report import Write, print_findings, stated, tone, write
from pipeline.model.severity import Severity

_GAPS = ("REQ001", "REQ002")
_CHANGED = re.compile(r"changed: |\d+ changes: ")
_NAME, _ID = f"{'':32}", f"{'':28}"


def print_result(result: SystemResult, on: Write = write) -> None:
    """Print one line per deliverable of a system, and what else there is to say about it but the single gaps.

    Args:
        result: what became of the system.
        on: takes the lines.
    """
    name = f"{result.client}/{result.system}" if result.system else result.workbook
    for each in result.deliverables:
        on(f"{name:32} {each.id:28} {stated(each.state)} {each.path or each.because}\n")
        if each.state == "built" and _CHANGED.match(each.because):
            on(f"{_NAME} {tone(each.because, 'dim')}\n")
        if each.pdf and each.pdf.state != "unchanged":
            on(f"{_NAME} {_ID} {stated(each.pdf.state)} {each.pdf.path or each.pdf.because}\n")
    if gaps := sum(told.code in _GAPS for told in result.findings):
        on(f"{_NAME} {tone(f'{gaps} facts missing', 'yellow')}: `dossier check {result.workbook}` lists them\n")
    others = (told for told in result.findings if told.code not in _GAPS and told.severity is not Severity.NOTE)
    print_findings(others, on)


def print_shared(result: SharedResult, on: Write = write) -> None:
    """Print one line for a page over many systems.

    Args:
        result: what became of the page.
        on: takes the line.
    """
    on(f"{result.client or '':32} {result.id:28} {stated(result.state)} {result.path or result.because}\n")
