"""The steps towards the market: by route, never ticked by default, and recorded only with person, day and evidence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.finding import Place
from pipeline.model.intake import Intake
from pipeline.model.workflow import StepLack, StepState, StepStatus
from pipeline.stages.case import work_out
from pipeline.stages.check_steps import check_steps
from pipeline.stages.conform import STEPS
from pipeline.stages.due import is_due
from tests.aims import with_rows
from tests.answers import EXEMPT, NO_USE, product
from tests.classified import cases, intake_of, read_law
from tests.documents import context_of, deliverable_of
from tests.samples import COMPLETE, merged, with_answer, with_answers
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
    return {status.step.id: status for status in work_out(intake, CATALOGUE, {}).steps}


def said(step: str = STEP, evidence: tuple[str, ...] = (PROOF,), **otherwise: Any) -> Intake:
    row = {name: value for name, value in {"id": step, **DONE, **otherwise}.items() if value is not None}
    return with_rows(blank(), STEPS, row, evidence=evidence)


def phases(steps: dict[str, StepStatus]) -> set[str]:
    return {status.step.phase for status in steps.values()}


# ------------------------------------------------------------------ routes

_FACES = {"id": "UC-01", "use": "remote-identification", "does_it": True, "on_persons": True, "condition": True}
BIOMETRIC: dict[str, object] = {
    "scope.use_cases": ({**_FACES, "carve_out": False, "permitted": True, "profiling": False, "claims": ("none",)},),
    "market.standards_in_full": False,
}
BODY: dict[str, object] = {"conformity.notified_body": True}
CHOICE = BIOMETRIC | {"market.standards_in_full": True}
INTERNAL = {"vi-quality", "vi-file", "vi-process", "vi-record"}
NOTIFIED = {
    *("vii-choice", "vii-quality-application", "vii-quality-decision", "vii-file-application", "vii-access"),
    *("vii-certificate", "vii-quality-kept", "vii-quality-changes", "vii-surveillance", "vii-changes", "vii-validity"),
}
PRODUCT = {"product-procedure", "product-requirements", "product-quality"}
WITH_BODY = {"product-body", "product-access", "product-certificate"}
ROUTES: dict[str, tuple[dict[str, object], set[str]]] = {
    "internal control": ({}, INTERNAL),
    "biometrics without standards": (BIOMETRIC | BODY, NOTIFIED),
    "biometrics with standards, internal control chosen": (CHOICE, {"route-choice", *INTERNAL}),
    "biometrics with standards, a body chosen": (CHOICE | BODY, {"route-choice", *NOTIFIED}),
    "product law with a body": (product("medical-devices") | BODY, PRODUCT | WITH_BODY),
    "product law without a body": (product("medical-devices"), PRODUCT),
    "product law of Section B": (product("machinery"), set()),
    "not high-risk": (NO_USE, set()),
    "exempt": (EXEMPT, set()),
}
OF_ROUTES = {"route-choice", *INTERNAL, *NOTIFIED, *PRODUCT, *WITH_BODY, "product-standards"}


@pytest.mark.parametrize("route", ROUTES)
def test_the_steps_are_those_of_the_route(route: str) -> None:
    answers, wanted = ROUTES[route]
    steps = walk(with_answers(blank(), answers))
    assert steps.keys() & OF_ROUTES == wanted
    assert StepState.UNDECIDED not in {status.state for status in steps.values()}
    assert ("declaration" in steps) is bool(wanted)
    assert ("body-number" in steps) is bool(wanted & {"vii-certificate", "product-certificate"})


def test_standards_are_a_step_where_the_maker_assesses_the_product() -> None:
    made = with_answers(blank(), product("medical-devices"))
    assert "product-standards" not in walk(made)
    assert "product-standards" in walk(with_answer(made, "scope.products[PL-01].self_assessed", value=True))


def test_of_an_exempt_system_assessment_and_registration_are_left() -> None:
    assert set(walk(with_answers(blank(), EXEMPT))) == {"exempt-assessment", "registration-exempt"}


def test_of_what_the_rules_for_high_risk_systems_do_not_reach_nothing_is_left() -> None:
    assert walk(with_answers(blank(), NO_USE)) == {}
    assert walk(with_answers(blank(), product("machinery"))) == {}


def test_who_is_no_provider_has_no_step_of_a_provider() -> None:
    assert walk(with_answers(blank(), {"system.roles": ("deployer",)})).keys() <= {"registration-use"}


REGISTRATIONS: dict[str, tuple[dict[str, object], str]] = {
    "public": ({}, "registration"),
    "law enforcement": (BIOMETRIC | {"deployers.enforcement": True}, "registration-non-public"),
    "critical infrastructure": (
        {"scope.use_cases[UC-01].use": "critical-infrastructure", "scope.use_cases[UC-01].condition": True},
        "registration-national",
    ),
    "exempt": (EXEMPT, "registration-exempt"),
}


@pytest.mark.parametrize("kind", REGISTRATIONS)
def test_a_system_is_registered_in_one_place(kind: str) -> None:
    answers, wanted = REGISTRATIONS[kind]
    steps = walk(with_answers(blank(), answers))
    assert [name for name in steps if name.startswith("registration")] == [wanted]


def test_a_provider_outside_the_union_appoints_a_representative() -> None:
    assert "representative" not in walk(blank())
    assert "representative" in walk(with_answers(blank(), {"scope.provider_in_union": False}))


def test_what_the_amended_text_asks_is_no_step_of_the_first_one() -> None:
    first = declarations().read(edition="eu-ai-act@2024-07-12")
    assert PRODUCT - {step.id for step in first.workflow.steps} == {"product-quality"}
    whole = {step.id: step for step in CATALOGUE.workflow.steps}
    assert {step.id for step in first.workflow.steps if step != whole[step.id]} == {"product-procedure", "product-body"}


def test_whatever_the_case_nothing_is_recorded_and_steps_follow_the_route() -> None:
    for number, case in enumerate(cases()):
        # One in seven of all cases is enough to meet every route.
        if number % 7 == 0:
            catalogue = read_law(case.edition, case.as_of)
            worked = work_out(intake_of(case.facts), catalogue, {})
            route, steps = worked.standings.facts.look_up("law.route"), worked.steps
            assert {status.state for status in steps}.isdisjoint({StepState.RECORDED, StepState.CLAIMED}), case.id
            taken = {status.step.phase for status in steps} & set(PHASES)
            if isinstance(route, str):
                assert taken <= {phase for phase, routes in PHASES.items() if route in routes}, case.id


PHASES = {
    "internal-control": ("annex-vi", "annex-vi-or-vii"),
    "notified-body": ("annex-vii", "annex-vi-or-vii"),
    "sectoral": ("sectoral",),
}


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


@settings(max_examples=30)
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


def test_what_is_said_of_a_step_of_another_route_is_told() -> None:
    assert told(said("vii-choice")) == [("CFW003", "vii-choice")]
    assert told(said("vii-choice", progress=None, responsible=None, date=None, evidence=())) == []


# ------------------------------------------------------------------ what stands before the market


def test_a_record_is_a_draft_until_every_step_to_the_market_is_recorded() -> None:
    left = whole(blank())
    assert cover_of(left).startswith("Approved")
    assert "missing" not in cover_of(left)
    assert [name for name, status in walk(left).items() if status.state is not StepState.RECORDED] == ONGOING
    assert "missing" in cover_of(with_rows(left, STEPS, {**DONE, "id": "declaration", "date": LATER}))
    assert "missing" in cover_of(blank())


ONGOING = ["keeping", "logs-kept", "up-to-date", "monitoring", "changes-judged", "new-assessment"]


def whole(intake: Intake) -> Intake:
    """Return answers in which every step up to market entry is recorded."""
    for name, status in walk(intake).items():
        if not status.step.ongoing:
            intake = with_rows(intake, STEPS, {**DONE, "id": name}, evidence=(PROOF,))
    return intake


def cover_of(intake: Intake) -> str:
    cover = context_of(intake, "conformity-record", CATALOGUE).values["document"]
    return str(cover.status)  # type: ignore[attr-defined]


def test_what_is_open_is_listed_with_its_phase() -> None:
    lists = context_of(said(), "conformity-record", CATALOGUE).values["lists"]
    rows = {row.step: row for row in lists.register_steps_open}  # type: ignore[attr-defined]
    status = walk(said())
    before = [each.step.title for each in status.values() if not each.step.ongoing and each.step.id != STEP]
    assert list(rows) == before
    assert rows["EU declaration of conformity signed"].open == "Before it: Record of internal control."
    assert rows["Record of internal control"].phase == "Internal control (Annex VI)"


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, True),
        (EXEMPT, True),
        (NO_USE, False),
        (product("machinery"), False),
        ({"system.roles": ("deployer",)}, False),
        ({"scope.listed_use": None, "scope.use_cases": None}, None),
    ],
    ids=["high-risk", "exempt", "not high-risk", "Section B", "deployer", "open"],
)
def test_a_record_is_owed_by_the_provider_of_a_high_risk_or_exempt_system(
    answers: dict[str, object], wanted: bool | None
) -> None:
    case = work_out(with_answers(blank(), answers), CATALOGUE, {})
    assert is_due(deliverable_of(CATALOGUE, "conformity-record"), case) is wanted
