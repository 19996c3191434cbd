"""`dossier gaps`: requirement by requirement how a system stands, what the standard lends, and what remains."""

import argparse
import json
import sys
from typing import Any

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.gather import gather_safely
from pipeline.build.produce import examine
from pipeline.build.scan import ORGANISATION, NoSuchPathError, source_of
from pipeline.cli.exit_code import exit_code
from pipeline.cli.page import Page
from pipeline.library.load import load_catalogue
from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.gap_report import GapItem, Lent, Tie
from pipeline.stages.case import Case
from pipeline.stages.find_gaps import ACTIONS
from pipeline.stages.gap_lists import lent_words, owner, remains, status_words
from pipeline.stages.leaves import NOTHING
from pipeline.stages.wording import Wording

_MOST = 25
"""Open items that the page shows; the JSON has them all."""


def gaps(options: argparse.Namespace) -> int:
    """Tell the gaps of one system."""
    if not options.workbook.is_file() or options.workbook.name == ORGANISATION:
        raise NoSuchPathError(f"{options.workbook} is no workbook of a system")
    catalogue = load_catalogue(options.library, as_of=options.as_of or today())
    gathered = gather_safely(source_of(options.workbook), catalogue)
    findings = gathered.intake.findings
    data: dict[str, Any] = {}
    if gathered.system:
        case, findings = examine(gathered, catalogue)
        report = _Report(case, catalogue)
        data = report.data()
        if not options.json:
            report.write(Page(sys.stderr))
    if options.json:
        told = {"command": "gaps", **data, "findings": findings_json(findings)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return exit_code(findings, options.fail_on)


class _Report:
    """Tells the gaps of one system in the words of its documents."""

    def __init__(self, case: Case, catalogue: Catalogue) -> None:
        self._case, self._catalogue = case, catalogue
        language = catalogue.style.language
        self._wording = Wording(language, catalogue.words, catalogue.questionnaire.choices)

    def data(self) -> dict[str, Any]:
        """Return them in the shape of the interface, with what else is known of each."""
        case = self._case
        return {
            "system": case.standings.facts.look_up("system.id"),
            "law": self._catalogue.legislation.edition,
            "requirements": [self._item(item) for item in case.gaps.items],
            "actions": [self._action(item) for item in case.gaps.open],
            "conflicts": [
                {"control": each.element, "cell": self._cell(each.path), "items": list(each.items)}
                for each in case.gaps.conflicts
            ],
        }

    def write(self, page: Page) -> None:
        """Write the most urgent, and how many there are."""
        case, wording = self._case, self._wording
        items = case.gaps.items
        page.title(str(case.standings.facts.look_up("system.id")), self._catalogue.legislation.title)
        page.head("Requirements and duties", "")
        for status in Status:
            count = sum(item.status is status for item in items)
            page.pair(wording.words[f"gap_{status.replace('-', '_')}"], str(count))
        for item in case.gaps.open[:_MOST]:
            page.head(f"P{item.priority}  {item.title}", status_words(item, case, wording), tone="open")
            page.line("law", ", ".join(item.cites))
            page.line("do", remains(item, case, wording).replace("\n", " "))
            lent = lent_words(item, wording)
            if lent != NOTHING:
                page.line("lent", lent.replace("\n", "; "))
            page.line("who", item.undertaken.owner or owner(item, case, self._catalogue, wording), item.id)
        if len(case.gaps.open) > _MOST:
            page.note(wording.say("gaps_more", count=len(case.gaps.open) - _MOST))
        page.note(wording.words["gaps_note"])

    def _item(self, item: GapItem) -> dict[str, Any]:
        return {
            "id": item.id,
            "kind": "duty" if item.is_duty else "requirement",
            "title": item.title,
            "cites": list(item.cites),
            "status": str(item.status),
            "evidence": list(item.evidence),
            "iso_support": [_lent(lent) for lent in item.lent],
            "remains": remains(item, self._case, self._wording),
            "owner": item.undertaken.owner or owner(item, self._case, self._catalogue, self._wording),
            "cells": [cell for path in (*item.undecided, *item.missing) if (cell := self._cell(path))],
            "lacks": [str(lack) for lack in item.lacks],
            "severity": str(item.severity) if item.severity else None,
            "priority": item.priority or None,
            "applies_from": item.day or None,
        }

    def _action(self, item: GapItem) -> dict[str, Any]:
        done = item.undertaken
        return {
            "id": item.id,
            "priority": f"P{item.priority}",
            "state": done.state or None,
            "owner": done.owner or None,
            "due": done.due.isoformat() if done.due else None,
            "effort": done.effort or None,
            "days": [done.days_min, done.days_max],
            "depends_on": list(done.depends_on),
            "acceptance": done.acceptance or None,
            "cell": self._cell(f"{ACTIONS}[{item.id}]"),
        }

    def _cell(self, path: str) -> str:
        at = self._case.intake.place_of(path)
        return f"{at.sheet}!{at.cell}" if at.cell else ""


def _lent(lent: Lent) -> dict[str, Any]:
    link = lent.link
    return {
        "element": link.element,
        "title": lent.title,
        "relation": str(link.relation),
        "counts": str(lent.tie) if lent.tie is not Tie.NONE else "not-in-use",
        "credited": lent.credited,
        "evidence": list(lent.evidence),
        "gives": link.gives.strip(),
        "remains": link.remains.strip(),
        "sources": link.sources,
        "dissent": link.dissent,
    }
