"""A management system as answers: complete, or with single controls and documents otherwise."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from pipeline.model.crosswalk import Crosswalk, Level
from pipeline.model.intake import AnswerNote, Intake
from tests.samples import look_up, with_answers

PROOF = "EV-90"
"""The document by which every element is proved."""


def with_aims(intake: Intake, crosswalk: Crosswalk, proof: Mapping[str, Any] | None = None) -> Intake:
    """Return answers with a management system in which every clause and control is in use and proved.

    Args:
        intake: the answers of a system.
        crosswalk: the elements.
        proof: what the document says otherwise.
    """
    system = intake.values["system"]["id"]
    document = {"id": PROOF, "title": "Record of the management system", "systems": (system,), **(proof or {})}
    controls = tuple(
        {"id": each.id, "title": each.title, "applicable": True, "reason": "Needed", "status": "implemented"}
        for each in crosswalk.elements
        if each.level is Level.CONTROL
    )
    clauses = tuple(
        {"id": each.id, "title": each.title, "status": "implemented"}
        for each in crosswalk.elements
        if each.level in (Level.CLAUSE, Level.SUBCLAUSE)
    )
    held = tuple(row for row in intake.values.get("evidence", ()) if row["id"] != PROOF)
    answers = {
        "management.state": "certified",
        "management.systems": ({"id": system, "in_scope": True},),
        "management.controls": controls,
        "management.clauses": clauses,
        "evidence": (*held, document),
    }
    notes = {
        **{f"management.controls[{row['id']}]": AnswerNote(evidence=(PROOF,)) for row in controls},
        **{f"management.clauses[{row['id']}]": AnswerNote(evidence=(PROOF,)) for row in clauses},
    }
    changed = with_answers(intake, answers)
    shared = intake.shared | {f"evidence[{PROOF}]"}
    return replace(changed, notes={**changed.notes, **notes}, shared=shared)


def without_aims(intake: Intake) -> Intake:
    """Return answers that say nothing of a management system, and in which nobody has found anything."""
    kept = {name: note for name, note in intake.notes.items() if not name.startswith(("management.", "actions"))}
    values = {name: value for name, value in intake.values.items() if name not in ("management", "actions")}
    return replace(intake, values=values, notes=kept)


def with_rows(intake: Intake, table: str, *rows: Mapping[str, Any], evidence: tuple[str, ...] = ()) -> Intake:
    """Return answers with rows put into a table, each in the place of one of its id, with evidence beside them."""
    joined = {row["id"]: row for row in (*(look_up(intake.values, table) or ()), *rows)}
    notes = {f"{table}[{row['id']}]": AnswerNote(evidence=evidence) for row in rows} if evidence else {}
    changed = with_answers(intake, {table: tuple(joined.values())})
    return replace(changed, notes={**changed.notes, **notes}, shared=intake.shared)
