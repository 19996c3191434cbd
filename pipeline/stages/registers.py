"""The registers of a document: requirement by requirement, evidence, revisions, and what is open before signature."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.model.assessment import RequirementStatus, Standing, Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.condition_text import open_name
from pipeline.model.context import View
from pipeline.model.deliverable import Deliverable, Section, label_mark
from pipeline.model.fact import asked_as
from pipeline.model.legislation import Force, Requirement, Service
from pipeline.model.reference import reference
from pipeline.stages.case import Case, Issue
from pipeline.stages.leaves import NOTHING, Leaves
from pipeline.stages.wording import Wording


def requirement_rows(
    deliverable: Deliverable, case: Case, catalogue: Catalogue, wording: Wording, shades: Mapping[str, str]
) -> tuple[View, ...]:
    """Return one row for each requirement that the document takes up: point, section, evidence, status.

    Headings and entries with nothing to collect are left out.
    """
    known = {requirement.id: requirement for requirement in catalogue.legislation.requirements}
    rows = []
    seen: set[str] = set()
    for number, section in enumerate(deliverable.section, 1):
        for name in section.requirements:
            # Another edition of the law may not have what a section takes up.
            requirement = known.get(name)
            status = case.assessment.of(name)
            if status and requirement and name not in seen and requirement.served_by is not Service.NONE:
                seen.add(name)
                rows.append(
                    _requirement_row(requirement, section_named(section, number), status, case, wording, shades)
                )
    return tuple(rows)


def section_named(section: Section, number: int) -> str:
    """Return label and heading of the n-th section, from 1, as words that lead there."""
    if section.label:
        return f"{reference(label_mark(section, number), section.label)} {section.heading}"
    return reference(label_mark(section, number), section.heading)


def _requirement_row(
    requirement: Requirement,
    section: str,
    status: RequirementStatus,
    case: Case,
    wording: Wording,
    shades: Mapping[str, str],
) -> View:
    words, tone = _status_words(requirement, status, case, wording)
    return View(
        {
            "point": unbroken(", ".join(requirement.cites)),
            "requirement": requirement.summary,
            "section": section,
            "evidence": ", ".join(status.evidence) or NOTHING,
            "status": words,
            "shade": shades[tone],
        }
    )


def _status_words(requirement: Requirement, status: RequirementStatus, case: Case, wording: Wording) -> tuple[str, str]:
    if status.status is Status.NOT_APPLICABLE:
        return wording.words["status_not_applicable"], "none"
    if status.undecided and requirement.force is Force.OPTION:
        # A relief that nobody has claimed owes nothing, whatever is still open about it.
        return wording.words["not_stated"], "none"
    if status.undecided:
        numbers = {case.standings.questions[asked_as(path)].number: None for path in status.undecided}
        return wording.say("status_undecided", numbers=", ".join(numbers)), "open"
    if status.missing:
        places = [place for fact in requirement.facts for place in case.standings.of(fact)]
        needed = sum(place.standing is not Standing.OPTIONAL for place in places)
        if len(status.missing) == needed:
            return wording.words["all_missing"], "gap"
        return wording.say("some_missing", missing=len(status.missing), all=needed), "gap"
    if requirement.served_by is Service.DERIVED and case.standings.facts.look_up(open_name(requirement.document)):
        return wording.words["enclosed_open"], "open"
    if requirement.served_by is not Service.FACTS:
        return wording.words["enclosed"], "good"
    return wording.words["documented"], "good"


def evidence_rows(leaves: Leaves) -> tuple[View, ...]:
    """Return one row for each document of the evidence table, with the digest of its file."""
    rows = leaves.case.standings.facts.look_up("evidence")
    return tuple(
        View(
            {name: leaves.cell("evidence", row, name) for name in ("title", "file", "date", "responsible", "supports")}
            | {"id": row["id"], "digest": _digests(row, leaves.case, leaves.wording)}
        )
        for row in (rows if isinstance(rows, tuple) else ())
    )


def _digests(row: Mapping[str, Any], case: Case, wording: Wording) -> str:
    names = row.get("file", ())
    found = [case.files[name].sha256 if name in case.files else wording.words["not_in_folder"] for name in names]
    return "\n".join(found) or NOTHING


def revision_rows(issue: Issue, wording: Wording) -> tuple[View, ...]:
    """Return the revisions up to this one, the newest first, with the day of their approval."""
    return tuple(
        View(
            {
                "revision": str(revision.number),
                "date": wording.day(date.fromisoformat(revision.day)) if revision.day else NOTHING,
                "change": wording.words["unspoken"] if revision.is_unspoken else revision.change or NOTHING,
                "author": revision.author or NOTHING,
                "approved": revision.approved or NOTHING,
            }
        )
        for revision in (issue.revision, *reversed(issue.history))
    )


def open_preconditions(deliverable: Deliverable, case: Case) -> tuple[str, ...]:
    """Return what has to be settled before the document can be signed, in words with the law."""
    return tuple(
        f"{precondition.words.strip()} ({', '.join(precondition.cites)})" if precondition.cites else precondition.words
        for precondition in deliverable.precondition
        if case.standings.facts.judge(precondition.settled_when).holds is not True
    )
