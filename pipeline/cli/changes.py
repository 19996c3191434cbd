"""`dossier changes`: what changed between two revisions of a system, what it touches, and what is to be judged."""

import argparse
import json
import sys
from typing import Any

from pipeline.build.clock import today
from pipeline.build.comparing import Compared, compare_revisions
from pipeline.build.finding_json import findings_json
from pipeline.cli.exit_code import exit_code
from pipeline.cli.page import Page
from pipeline.cli.report import print_findings
from pipeline.library.load import load_declarations
from pipeline.model.fact_change import ChangeSet, Differences, TouchedFact

_NOTHING = "nothing"
_CLOSING = "The tool says why it asks, and never that a change is a substantial modification or that it is none."


def changes(options: argparse.Namespace) -> int:
    """Tell what changed between two revisions of a system."""
    catalogue = load_declarations(options.library).read(options.as_of or today())
    compared = compare_revisions(options.system, catalogue, options.earlier, options.later)
    if options.json:
        sys.stdout.write(json.dumps(_json(compared), ensure_ascii=False) + "\n")
    if compared.changes:
        _print(compared.system, compared.changes, Page(sys.stderr))
    print_findings(compared.findings)
    return exit_code(compared.findings, options.fail_on)


def _json(compared: Compared) -> dict[str, Any]:
    found = compared.changes
    told = _told(found) if found else {"from": None, "to": None, "facts": [], "judge_substantial": []}
    findings = findings_json(compared.findings)
    return {"command": "changes", "system": compared.system, **told, "findings": findings}


def _told(found: ChangeSet) -> dict[str, Any]:
    differences = found.differences
    return {
        "from": found.before.revision,
        "to": found.after.revision,
        "facts": [_fact(entry) for entry in found.facts],
        "judge_substantial": [{"reason": each.reason, "cites": list(each.cites)} for each in found.judge],
        "set_apart": [
            {"row": each.row, "change": each.change, "reason": each.reason, "cites": list(each.cites)}
            for each in found.set_apart
        ],
        "judged": [
            {"row": each.row, "change": each.change, "substantial": each.substantial, "because": each.because}
            for each in found.recorded
        ],
        "outcomes": [
            {"outcome": each.outcome, "label": each.label, "before": each.before, "after": each.after}
            for each in differences.outcomes
        ],
        "evidence": [{"file": each.name, "before": each.before, "after": each.after} for each in differences.evidence],
        "reordered": list(differences.reordered),
        "requirements": [{"id": each.id, "cites": list(each.cites)} for each in found.requirements],
        "documents": [{"id": each.id, "sections": list(each.sections)} for each in found.documents],
    }


def _fact(entry: TouchedFact) -> dict[str, Any]:
    change = entry.change
    return {
        "path": change.path,
        "label": change.label,
        "kind": change.kind.value,
        "before": change.before,
        "after": change.after,
        "cell": change.cell or None,
        "requirements": list(entry.requirements),
        "sections": [f"{place.document}: {place.heading}" for place in entry.sections],
    }


def _print(system: str, found: ChangeSet, page: Page) -> None:
    page.title(system, f"from revision {found.before.revision} to revision {found.after.revision}")
    page.head("What changed", "" if found.facts else _NOTHING)
    for entry in found.facts:
        page.line("fact", entry.change.label, entry.change.cell)
        page.line("before", entry.change.before)
        page.line("now", entry.change.after)
    _print_beside(found.differences, page)
    page.head("Documents that print it", "" if found.documents else _NOTHING)
    for document in found.documents:
        page.line("document", f"{document.title}: {'; '.join(document.sections)}")
    _print_judgement(found, page)


def _print_beside(differences: Differences, page: Page) -> None:
    for change in differences.outcomes:
        if change.topic:
            page.line("outcome", f"{change.label}: {change.before} -> {change.after}")
    for file in differences.evidence:
        page.line("evidence", f"{file.name}: {file.before} -> {file.after}")
    for table in differences.reordered:
        page.line("order", f"the rows of {table} stand in another order")


def _print_judgement(found: ChangeSet, page: Page) -> None:
    page.head("For a person to judge", "" if found.judge or found.recorded else _NOTHING)
    for prompt in found.judge:
        page.line("judge", f"{prompt.reason} ({', '.join(prompt.cites)})")
    for record in found.recorded:
        page.line(record.row, record.change, record.cell)
        page.line("so far", f"substantial modification: {record.substantial}; reasons and person: {record.because}")
        if record.reason:
            page.line("set apart", f"{record.reason} ({', '.join(record.cites)})")
    if found.judge:
        page.note(_CLOSING)
