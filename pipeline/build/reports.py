"""What the tool worked out about a system, as JSON that another program can read."""

from typing import Any

from msgspec import to_builtins

from pipeline.model.catalogue import Catalogue
from pipeline.rules.decide import Decision
from pipeline.stages.case import Case
from pipeline.stages.snapshot import outcome_of


def assessment_json(case: Case, catalogue: Catalogue) -> dict[str, Any]:
    """Return the assessment of a system: outcomes with reasons, requirements with status, missing facts, cells."""
    return {
        "schema": "dossier/assessment/1",
        "system": case.standings.facts.look_up("system.id"),
        "law": catalogue.legislation.edition,
        "outcomes": {name: _decision(decision) for name, decision in case.classification.decisions.items()},
        "requirements": [to_builtins(status) for status in case.assessment.requirements],
        "missing": [to_builtins(gap) for gap in case.assessment.missing],
        "evidence": {name: file.sha256 for name, file in sorted(case.files.items())},
        "cells": {
            path: f"{place.sheet}!{place.cell}" for path, place in sorted(case.intake.cells.items()) if place.cell
        },
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": outcome_of(decision),
        "because": [to_builtins(reason) for reason in decision.reasons],
        "deciding_unknowns": list(decision.unknowns),
    }
