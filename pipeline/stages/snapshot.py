"""A system as it stands, and as its files hold it, as one plain snapshot that can be compared with another."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from msgspec import ValidationError, convert

from pipeline.model.fact_change import Snapshot
from pipeline.model.intake import AnswerNote
from pipeline.rules.decide import Decision
from pipeline.rules.evaluate import Absent, OpenSet
from pipeline.stages.case import Case

OPEN = "unknown"
"""Stands for an outcome that is not settled."""


def snapshot_of(case: Case) -> Snapshot:
    """Take the snapshot of a system that was worked out."""
    cells = case.intake.cells.items()
    return Snapshot(
        values=_plain(case.intake.values),
        notes=case.intake.notes,
        outcomes={name: outcome_of(decision) for name, decision in case.classification.decisions.items()},
        evidence={name: file.sha256 for name, file in case.files.items()},
        cells={path: f"{place.sheet}!{place.cell}" for path, place in cells if place.cell},
    )


def read_snapshot(profile: Any, assessment: Any) -> Snapshot | None:
    """Take the snapshot that two files hold.

    Args:
        profile: what profile.json holds.
        assessment: what assessment.json holds; nothing where there is none, so that outcomes, evidence and cells of
            that time are not known.

    Returns:
        None where the profile is none.
    """
    if not isinstance(profile, Mapping) or not isinstance(profile.get("values"), Mapping):
        return None
    known = assessment if isinstance(assessment, Mapping) else {}
    try:
        notes = convert(profile.get("answers", {}), dict[str, AnswerNote])
        evidence, cells = (convert(known.get(name, {}), dict[str, str]) for name in ("evidence", "cells"))
        outcomes = {name: said["outcome"] for name, said in known.get("outcomes", {}).items()}
    except (ValidationError, AttributeError, TypeError, KeyError):
        return None
    return Snapshot(
        _plain(profile["values"]), notes, {name: _plain(it) for name, it in outcomes.items()}, evidence, cells
    )


def outcome_of(decision: Decision) -> Any:
    """Return an outcome of the law as plain data: its value, or what of a set is settled and what may follow."""
    value = decision.value
    if value is Absent.UNKNOWN:
        return OPEN
    if isinstance(value, OpenSet):
        return {"members": sorted(value.members), "possible": sorted(value.possible)}
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
