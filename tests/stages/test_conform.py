"""The steps towards the market: by route, never ticked by default, and recorded only with person, day and evidence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.finding import Place
from pipeline.model.intake import Intake
from pipeline.model.workflow import StepLack, StepState, StepStatus
from pipeline.stages.case import work_out
from pipeline.stages.check_steps import check_steps
from pipeline.stages.conform import STEPS, conform
from tests.aims import with_rows
from tests.answers import EXEMPT, NO_USE, product
from tests.samples import COMPLETE, merged, with_answers
from tests.strategies import declarations

CATALOGUE = declarations().read()
PROOF = "EV-01"
EARLIER, LATER = date(2026, 11, 1), date(2099, 1, 1)
DONE = {"progress": "done", "responsible": "Ada Example, Quality", "date": EARLIER}
STEP = "vi-process"
"""A step of the complete sample's route whose facts are all answered."""


def blank() -> Intake:
    sample = merged(COMPLETE)
    kept = {path: note for path, note in sample.notes.items() if not path.startswith(f"{STEPS}[")}
    return replace(with_answers(sample, {STEPS: None}), notes=kept)


def walk(intake: Intake) -> dict[str, StepStatus]:
    return {status.step.id: status for status in conform(work_out(intake, CATALOGUE, {}), CATALOGUE.workflow)}


def said(step: str = STEP, evidence: tuple[str, ...] = (PROOF,), **otherwise: Any) -> Intake:
    row = {name: value for name, value in {"id": step, **DONE, **otherwise}.items() if value is not None}
    return with_rows(blank(), STEPS, row, evidence=evidence)


def phases(steps: dict[str, StepStatus]) -> set[str]:
    return {status.step.phase for status in steps.values()}


# ------------------------------------------------------------------ routes

BIOMETRIC = {
    "scope.use_cases[UC-01].use": "emotion-recognition",
    "scope.use_cases[UC-01].carve_out": None,
}
ROUTES = {
    "internal control": ({}, {"preparation", "internal-control", "market", "after"}),
    "product law": (product("machinery") | NO_USE, None),
    "not high-risk": (NO_USE, set()),
    "exempt": (EXEMPT, {"preparation", "market"}),
}


@pytest.mark.parametrize("route", [name for name, (_, wanted) in ROUTES.items() if wanted is not None])
def test_the_steps_are_those_of_the_route(route: str) -> None:
    answers, wanted = ROUTES[route]
    steps = walk(with_answers(blank(), answers))
    assert phases(steps) == wanted
    assert StepState.UNDECIDED not in {status.state for status in steps.values()}


def test_of_an_exempt_system_assessment_and_registration_are_left() -> None:
    assert set(walk(with_answers(blank(), EXEMPT))) == {"exempt-assessment", "registration-exempt"}


def test_a_route_with_a_notified_body_has_its_steps_and_not_those_of_internal_control() -> None:
    annex_vii = [step for step in CATALOGUE.workflow.steps if step.phase == "notified-body"]
    internal = [step for step in CATALOGUE.workflow.steps if step.phase == "internal-control"]
    assert {step.applies_if for step in annex_vii}.isdisjoint({step.applies_if for step in internal})
    assert set(walk(blank())).isdisjoint({step.id for step in annex_vii})


def test_while_the_route_is_open_every_step_is_undecided_and_names_what_it_depends_on() -> None:
    steps = walk(Intake({"system": {"id": "x"}}))
    assert {"internal-control", "notified-body", "sectoral"} <= phases(steps)
    assert {status.state for status in steps.values()} == {StepState.UNDECIDED}
    assert all(status.undecided for status in steps.values())


# ------------------------------------------------------------------ states


def test_nothing_is_recorded_by_default() -> None:
    states = {status.state for status in walk(blank()).values()}
    assert states <= {StepState.READY, StepState.STARTED, StepState.OPEN}
    assert {StepState.READY, StepState.OPEN} <= states


def test_a_step_is_recorded_with_person_day_and_evidence() -> None:
    status = walk(said())[STEP]
    assert (status.state, status.lacks, status.evidence) == (StepState.RECORDED, (), (PROOF,))
    assert (status.responsible, status.day) == (DONE["responsible"], EARLIER)


@pytest.mark.parametrize(
    ("otherwise", "lack"),
    [
        ({"responsible": None}, StepLack.RESPONSIBLE),
        ({"date": None}, StepLack.DAY),
        ({"date": LATER}, StepLack.DAY),
        ({"evidence": ()}, StepLack.EVIDENCE),
        ({"evidence": ("EV-404",)}, StepLack.EVIDENCE),
    ],
    ids=["nobody", "no day", "a day ahead", "no evidence", "evidence that is not there"],
)
def test_what_is_said_to_be_done_without_that_is_a_claim(otherwise: dict[str, Any], lack: StepLack) -> None:
    status = walk(said(**otherwise))[STEP]
    assert status.state is StepState.CLAIMED
    assert status.lacks == (lack,)


def test_a_step_without_its_facts_is_a_claim() -> None:
    status = walk(with_answers(said(), {"lifecycle.monitoring_plan": None}))[STEP]
    assert (status.state, status.lacks) == (StepState.CLAIMED, (StepLack.FACTS,))
    assert status.missing == ("lifecycle.monitoring_plan",)


def test_begun_is_begun() -> None:
    assert walk(said("accessibility", progress="started", evidence=()))["accessibility"].state is StepState.STARTED


def test_a_step_waits_for_those_before_it_that_are_not_recorded() -> None:
    assert walk(blank())["vi-record"].waits_for == ("vi-quality", "vi-file", "vi-process")
    assert walk(said())["vi-record"].waits_for == ("vi-quality", "vi-file")


ROWS = st.fixed_dictionaries(
    {},
    optional={
        "progress": st.sampled_from(["started", "done"]),
        "responsible": st.just("Ada Example"),
        "date": st.sampled_from([EARLIER, LATER]),
        "note": st.just("note"),
    },
)
EVIDENCE = st.sampled_from([(), (PROOF,), ("EV-404",)])
NAMES = [step.id for step in CATALOGUE.workflow.steps]


@given(st.dictionaries(st.sampled_from(NAMES), st.tuples(ROWS, EVIDENCE), max_size=6))
def test_no_step_is_recorded_unless_a_person_said_so_with_day_and_evidence(
    drawn: dict[str, tuple[dict[str, Any], tuple[str, ...]]],
) -> None:
    intake = blank()
    for name, (row, evidence) in drawn.items():
        intake = with_rows(intake, STEPS, {"id": name, **row}, evidence=evidence)
    for name, status in walk(intake).items():
        row, evidence = drawn.get(name, ({}, ()))
        whole = row.get("progress") == "done" and "responsible" in row and row.get("date") == EARLIER
        recorded = whole and evidence == (PROOF,) and not status.missing
        assert (status.state is StepState.RECORDED) == recorded
        assert (status.state is StepState.CLAIMED) == (row.get("progress") == "done" and not recorded)


# ------------------------------------------------------------------ findings


def told(intake: Intake) -> list[tuple[str, str]]:
    cells = {f"{STEPS}[{name}].progress": Place("tenorscore.xlsx", "Steps", name) for name in NAMES}
    case = work_out(replace(intake, cells=cells), CATALOGUE, {})
    return [(found.code, found.at.cell) for found in check_steps(case, CATALOGUE.workflow)]


def test_of_what_nobody_says_nothing_is_told() -> None:
    assert told(blank()) == []
    assert told(merged(COMPLETE)) == []


def test_a_claim_is_told_at_its_cell() -> None:
    assert told(said("accessibility", responsible=None)) == [("CFW001", "accessibility")]


def test_a_step_before_its_turn_is_told_at_its_cell() -> None:
    assert told(said("ce-marking")) == [("CFW002", "ce-marking")]
    assert told(said("accessibility")) == []
