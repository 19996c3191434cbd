"""What a document says of itself: number, revision, status, edition of the law, classification."""

from collections.abc import Iterator
from datetime import date

from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Properties, View
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact import ROWS
from pipeline.rules.decide import Decision
from pipeline.stages.case import Issue
from pipeline.stages.leaves import Leaves


def cover(deliverable: Deliverable, catalogue: Catalogue, issue: Issue, leaves: Leaves, *, is_open: bool) -> View:
    """Return what cover, document control, header and footer print.

    Args:
        deliverable: whose document this is.
        catalogue: says the edition of the law.
        issue: the revision.
        leaves: prints the facts of the system.
        is_open: whether a fact is missing in it, something has to be settled before signature, or it may not be owed.
    """
    words = leaves.wording.words
    look = leaves.case.standings.facts.look_up
    law = catalogue.legislation
    edition_day = date.fromisoformat(law.edition.partition("@")[2])
    approved = look("documents.status") == "approved"
    status = leaves.plain("documents.status") or words["status_unset"]
    if approved and is_open:
        status = leaves.wording.say("approved_open", status=status)
    return View(
        {
            "title": deliverable.title,
            "subtitle": deliverable.subtitle,
            "number": f"{look('system.id')}-{deliverable.code}".upper(),
            "revision": str(issue.revision.number),
            "status": status,
            "draft_mark": "" if approved and not is_open else words["draft"],
            "edition": leaves.wording.say("edition", day=leaves.wording.day(edition_day)),
            "checked_on": leaves.wording.day(date.fromisoformat(law.checked_on)),
            "provider": leaves.fact("organisation.name"),
            "system": leaves.fact("system.name"),
            "system_version": leaves.fact("system.version"),
            "classification": _class(leaves),
            "prepared_by": leaves.fact("documents.prepared_by"),
            "approved_by": leaves.fact("documents.approved_by"),
            "approved_on": leaves.fact("documents.approved_on"),
        }
    )


def properties(deliverable: Deliverable, leaves: Leaves) -> Properties:
    """Return what the file says of itself; its day is the day of approval, never today."""
    approved = leaves.case.standings.facts.look_up("documents.approved_on")
    return Properties(
        title=f"{deliverable.title}: {leaves.plain('system.name') or leaves.plain('system.id')}",
        subject=deliverable.subtitle,
        author=leaves.plain("organisation.name"),
        keywords=", ".join(deliverable.cites),
        language=leaves.wording.language,
        day=approved if isinstance(approved, date) else None,
    )


def _class(leaves: Leaves) -> str:
    decisions = leaves.case.classification.decisions
    decided = decisions["law.high_risk"]
    if decided.value == "high-risk":
        points = dict.fromkeys(_points(decisions["law.annex_iii_point"], decided))
        return leaves.wording.say("high_risk", points=", ".join(points))
    if decided.value == "not-high-risk":
        return leaves.wording.words["not_high_risk"]
    asked = leaves.case.classification.asked_behind(decided.unknowns)
    numbers = dict.fromkeys(leaves.case.standings.questions[path.partition(ROWS)[0]].number for path in asked)
    if not numbers:
        return leaves.wording.words["class_unknown"]
    return leaves.wording.say("class_open", numbers=", ".join(numbers))


def _points(use_cases: Decision, deciding: Decision) -> Iterator[str]:
    """Yield the citations that make a system high-risk: the uses found, else those of the deciding row."""
    for reason in use_cases.reasons or deciding.reasons:
        yield from reason.cites
