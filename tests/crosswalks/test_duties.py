"""For which role and class a duty is owed: settled where the answers settle it, and open while they are."""

import tomllib
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.crosswalk import Crosswalk
from pipeline.model.intake import Intake
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.stages.classify import classify
from tests.answers import EXEMPT, product
from tests.classified import CASES, intake_of, read_law
from tests.partial import Answers, partial_answers
from tests.samples import COMPLETE, merged, with_answers
from tests.strategies import declarations, every_edition

BASES = tomllib.loads((CASES / "bases.toml").read_text(encoding="utf-8"))

OF_PROVIDERS = [
    *("prohibited-practices", "risk-classification", "special-category-data", "rms-process", "rms-measures-9-4"),
    *("rms-measures-9-5", "rms-testing", "rms-vulnerable-groups", "data-governance-practices", "data-bias"),
    *("data-quality-criteria", "technical-documentation", "logging-capability-12-2", "transparency-design"),
    *("instructions-for-use-13-3", "human-oversight-design-14-1", "human-oversight-design-14-4"),
    *("instructions-for-use-15-3", "accuracy-robustness", "cybersecurity", "section-2-compliance"),
    *("provider-identification", "accessibility", "qms-frame", "qms-compliance-strategy", "qms-standards"),
    *("qms-incident-procedure", "document-retention", "log-retention-provider", "corrective-action-20-1"),
    *("corrective-action-20-2", "authority-requests", "provider-handover", "supplier-agreement"),
    *("conformity-assessment-43-2", "substantial-modification", "eu-declaration", "ce-marking"),
    *("registration-provider-49-1", "post-market-monitoring", "post-market-plan", "incident-reporting-73-1"),
    "incident-reporting-73-6",
]
"""Owed by the provider of the complete sample: Annex III, internal control, changes foreseen in the file."""

OF_DEPLOYERS = [
    *("prohibited-practices", "special-category-data", "role-change", "deployer-oversight", "deployer-input-data"),
    *("deployer-monitoring", "log-retention-deployer", "worker-information", "registration-deployer"),
    *("dpia-information", "person-information", "deployer-cooperation", "fria", "fria-notification"),
    "explanation-right",
]

USE = {
    "does_it": True,
    "on_persons": True,
    "condition": True,
    "carve_out": False,
    "permitted": True,
    "profiling": True,
    "claims": ["none"],
    "decisive": True,
}
RECRUITING: dict[str, Any] = {
    "scope.use_cases": [{"use": "recruitment", **USE}],
    "deployers.public_law_body": True,
    "deployers.public_services": False,
    "deployers.public_authority": True,
    "deployers.enforcement": False,
    "deployers.employer": True,
    "deployers.decides_on_persons": True,
    "deployers.adverse_effect": True,
    "deployers.post_remote": False,
    "deployers.dpia": True,
}
"""A public body that ranks applications, with everything answered that its duties depend on."""


def owed(intake: Intake, crosswalk: Crosswalk) -> dict[bool | None, list[str]]:
    """Return the duties that apply, those that do not, and those that are open."""
    facts = classify(intake, read_law().legislation).facts
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for duty in crosswalk.duties:
        found[facts.judge(duty.applies_if).holds].append(duty.id)
    return found


def test_a_provider_of_a_high_risk_system_owes_these(crosswalk: Crosswalk) -> None:
    found = owed(merged(COMPLETE), crosswalk)
    assert found[True] == OF_PROVIDERS
    assert found[None] == []


def test_a_deployer_of_a_high_risk_system_owes_these(crosswalk: Crosswalk) -> None:
    found = owed(intake_of({**BASES["deployer"], **RECRUITING}), crosswalk)
    assert found[True] == OF_DEPLOYERS
    assert found[None] == []


def test_with_nothing_answered_every_duty_is_open(crosswalk: Crosswalk) -> None:
    found = owed(intake_of(BASES["bare"]), crosswalk)
    assert found[True] == found[False] == []
    assert found[None] == [duty.id for duty in crosswalk.duties]


def test_while_the_class_is_open_what_depends_on_it_is_open(crosswalk: Crosswalk) -> None:
    """Role and screens are answered, the uses and who the deployers are not."""
    provider, deployer = (owed(intake_of(BASES[base]), crosswalk) for base in ("provider", "deployer"))
    assert provider[True] == [
        "prohibited-practices",
        "risk-classification",
        "special-category-data",
        "provider-handover",
    ]
    assert deployer[True] == ["prohibited-practices", "special-category-data", "role-change"]
    high_risk = {*OF_PROVIDERS} - {*provider[True]}
    assert high_risk <= {*provider[None]}
    assert {*OF_DEPLOYERS, "post-remote-biometric-use"} - {*deployer[True]} == {*deployer[None]}
    # Nothing of a role that the client does not have is open, nor what an answer rules out.
    assert {"importer-duties", "real-world-testing", "gpai-model", "fria"} <= {*provider[False]}


@pytest.mark.parametrize(
    ("answers", "comes", "goes"),
    [
        (EXEMPT, {"not-high-risk-record", "registration-not-high-risk"}, {"rms-process", "ce-marking", "qms-frame"}),
        (
            product("toys"),
            {"conformity-assessment-43-3"},
            {"conformity-assessment-43-2", "registration-provider-49-1"},
        ),
        ({"scope.provider_in_union": False}, {"authorised-representative-22-1"}, set()),
        ({"testing.real_world": True}, {"real-world-testing"}, set()),
        ({"market.own_model": True}, {"gpai-model"}, set()),
        ({"market.financial_institution": True}, set(), {"qms-compliance-strategy", "qms-standards"}),
        (
            {"lifecycle.has_planned_changes": False, "lifecycle.changes[CH-04].affects": False},
            set(),
            {"substantial-modification"},
        ),
        ({"data.personal_data": False}, set(), {"special-category-data"}),
        (
            {"system.roles": ("provider", "importer", "distributor")},
            {"importer-duties", "distributor-duties", "role-change"},
            set(),
        ),
        ({"system.roles": ("authorised-representative",)}, {"authorised-representative-22-3"}, {"rms-process"}),
    ],
    ids=[
        *("exempt", "product", "third-country", "real-world", "own-model", "financial", "no-changes", "no-persons"),
        *("chain", "representative"),
    ],
)
def test_another_answer_brings_and_ends_duties(
    answers: Mapping[str, object], comes: set[str], goes: set[str], crosswalk: Crosswalk
) -> None:
    before = {*owed(merged(COMPLETE), crosswalk)[True]}
    after = {*owed(with_answers(merged(COMPLETE), answers), crosswalk)[True]}
    assert comes <= after - before
    assert goes <= before - after
    assert "prohibited-practices" in after


def test_the_narrower_points_of_biometrics_come_with_their_use(crosswalk: Crosswalk) -> None:
    biometrics = {**BASES["provider"], "scope.use_cases": [{"use": "remote-identification", **USE}]}
    found = owed(intake_of(biometrics), crosswalk)
    assert {"logging-capability-12-3", "human-oversight-design-14-5", "conformity-assessment-43-1"} <= {*found[True]}
    assert "conformity-assessment-annex-vii-3-4" in found[True]
    assert "conformity-assessment-43-2" in found[False]


def test_a_system_outside_the_act_owes_nothing(crosswalk: Crosswalk) -> None:
    outside = {**BASES["provider"], "scope.infers": False, "scope.conclusions_inside": False}
    found = owed(intake_of(outside), crosswalk)
    assert found[True] == found[None] == []


def test_every_duty_can_be_judged_in_every_edition(crosswalk: Crosswalk) -> None:
    for catalogue in every_edition():
        facts = classify(merged(COMPLETE), catalogue.legislation).facts
        assert {facts.judge(duty.applies_if).holds for duty in crosswalk.duties} == {True, False}


@settings(max_examples=40, derandomize=True)
@given(partial_answers(), st.integers(0, 2**32))
def test_an_answer_more_never_turns_a_settled_duty_over(answers: Answers, seed: int) -> None:
    law, duties = read_law().legislation, declarations().documents.crosswalk.duties
    before = classify(answers.intake(), law).facts
    after = classify(answers.completed(Random(seed), law).intake(), law).facts
    for duty in duties:
        settled = before.judge(duty.applies_if).holds
        assert settled is None or after.judge(duty.applies_if).holds is settled, duty.id


def test_a_duty_of_a_role_reads_that_role(crosswalk: Crosswalk) -> None:
    """By law.roles, or by an outcome that is one of a role alone."""
    by_role = {"law.roles", "law.provider_duties", "law.after_market", "law.retention", "law.transparency"}
    for duty in crosswalk.duties:
        if duty.roles != ("all",):
            assert by_role & {*paths_in(parse_condition(duty.applies_if))}, duty.id


@pytest.mark.parametrize(
    ("answers", "holds"),
    [
        ({}, {}),
        ({"one_high_risk_system": True, "state": "none"}, {"one-high-risk-system": True, "no-management-system": True}),
        ({"state": "planned"}, {"no-management-system": True}),
        ({"state": "certified"}, {"no-management-system": False}),
        ({"information_security": True}, {"information-security": True}),
        (
            {"several_systems": True, "asked_for_by_customers": False},
            {"several-systems": True, "asked-for-by-customers": False},
        ),
    ],
    ids=["nothing", "one", "planned", "certified", "security", "several"],
)
def test_situations_hold_by_the_answers_on_the_management_system(
    answers: Mapping[str, object], holds: Mapping[str, bool], crosswalk: Crosswalk
) -> None:
    facts = classify(Intake({"management": answers}), read_law().legislation).facts
    judged = {each.id: facts.judge(each.when).holds for each in crosswalk.situations}
    assert judged == {each.id: holds.get(each.id) for each in crosswalk.situations}
