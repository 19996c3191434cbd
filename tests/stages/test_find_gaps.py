"""What the law asks against what is there: the standard lends and closes nothing, and only a person finds it met."""

import random
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.crosswalk import Crosswalk, Level, Relation
from pipeline.model.gap_report import GapItem, Gravity, Lack, Tie
from pipeline.model.intake import Intake
from pipeline.stages.case import Case, work_out
from pipeline.stages.find_gaps import find_gaps
from pipeline.stages.weigh import Weights
from tests.aims import PROOF, with_aims, with_rows, without_aims
from tests.samples import COMPLETE, SAMPLES, merged, with_answers
from tests.strategies import declarations

CATALOGUE = declarations().read()
CROSSWALK = CATALOGUE.crosswalk
TODAY = date.fromisoformat(CATALOGUE.legislation.as_of)
DUTY = "risk-classification"
"""A duty of the complete sample below which the catalogue holds no requirement that is open."""
LATER_DAY, EARLIER_DAY = date(2099, 1, 1), date(2020, 1, 1)


def judged(intake: Intake, crosswalk: Crosswalk = CROSSWALK) -> Case:
    catalogue: Catalogue = replace(CATALOGUE, crosswalk=crosswalk)
    return work_out(intake, catalogue, {})


def items(case: Case) -> dict[str, GapItem]:
    return {item.id: item for item in case.gaps.items}


def statuses(case: Case) -> dict[str, Status]:
    return {item.id: item.status for item in case.gaps.items}


def complete() -> Intake:
    return without_aims(merged(COMPLETE))


# ------------------------------------------------------------------ what the standard never closes


@pytest.mark.parametrize("sample", SAMPLES)
def test_with_every_control_in_use_each_duty_that_fits_stays_as_open_as_without(sample: str) -> None:
    """The standard never asks for them: evidence of their own closes them, and nothing else."""
    bare = without_aims(merged(sample))
    before, after = items(judged(bare)), items(judged(with_aims(bare, CROSSWALK)))
    fitting = [name for name, item in after.items() if item.is_duty and item.status is not Status.NOT_APPLICABLE]
    assert len(fitting) > 30
    assert [name for name in fitting if not after[name].is_open] == []
    assert {name: after[name].status for name in fitting} == {name: before[name].status for name in fitting}
    assert {name: after[name].lacks for name in fitting} == {name: before[name].lacks for name in fitting}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_management_system_makes_anything_met_or_found_not_met(sample: str) -> None:
    after = statuses(judged(with_aims(without_aims(merged(sample)), CROSSWALK)))
    before = statuses(judged(without_aims(merged(sample))))
    assert {name for name, status in after.items() if status is Status.MET} <= {
        name for name, status in before.items() if status is Status.MET
    }
    assert {name for name in after if after[name] is Status.NOT_MET} == {
        name for name in before if before[name] is Status.NOT_MET
    }


def test_in_the_complete_management_system_some_requirements_are_partly_supported() -> None:
    """Else the two tests above would hold of a rule that lends nothing at all."""
    before, after = statuses(judged(complete())), statuses(judged(with_aims(complete(), CROSSWALK)))
    lifted = {name for name in after if after[name] is not before[name]}
    assert lifted
    assert {(before[name], after[name]) for name in lifted} == {(Status.UNKNOWN, Status.PARTLY)}


def uncredited() -> list[str]:
    return sorted(cite for weight in CROSSWALK.weights if not weight.takes_credit for cite in weight.cites)


def test_prohibitions_assessment_declaration_marking_and_registration_take_no_credit() -> None:
    assert {"Art 5", "Art 43", "Art 47", "Art 48", "Art 49"} <= set(uncredited())


CITES = sorted(
    {cite for link in CROSSWALK.links for cite in link.cites}
    | {cite for duty in CROSSWALK.duties for cite in duty.cites}
    | {cite for entry in CATALOGUE.legislation.requirements for cite in entry.cites}
)


@cache
def bare_case() -> Case:
    return judged(complete())


@cache
def whole_case() -> Case:
    return judged(with_aims(complete(), CROSSWALK))


def linked(case: Case, crosswalk: Crosswalk) -> dict[str, GapItem]:
    """Return the items of a case that is judged anew with other links; what it answers stays as it is."""
    report = find_gaps(case.intake, case.classification, case.assessment, replace(CATALOGUE, crosswalk=crosswalk))
    return {item.id: item for item in report.items}


def any_links(seed: int) -> Crosswalk:
    """Return any links at all: each element to any point of law, each graded as high as there is."""
    chance = random.Random(seed)
    links = (replace(link, cites=(chance.choice(CITES),), relation=Relation.PARTIAL) for link in CROSSWALK.links)
    return replace(CROSSWALK, links=tuple(links))


@settings(max_examples=10)
@given(st.integers(min_value=0))
def test_whatever_the_links_say_nothing_is_lent_where_no_credit_is_taken(seed: int) -> None:
    crosswalk = any_links(seed)
    before, after = linked(bare_case(), crosswalk), linked(whole_case(), crosswalk)
    covered = {cite for duty in crosswalk.duties for cite in duty.cites}
    weights = Weights.of(crosswalk)
    for name, item in after.items():
        barred = [cite in covered or not weights.takes_credit(cite) for cite in item.cites]
        if item.is_duty or all(barred):
            assert item.status is before[name].status
            assert [lent.link.id for lent in item.lent if lent.credited] == []
        assert item.status is not Status.MET


# ------------------------------------------------------------------ when an element counts for a system


def with_control(**said: Any) -> Intake:
    """Return the complete sample with one control in use, of which something is said otherwise."""
    whole = with_aims(complete(), CROSSWALK)
    rows = tuple(row for row in whole.values["management"]["controls"] if row["id"] != CONTROL)
    row = {"id": CONTROL, "title": "x", "applicable": True, "status": "implemented", **said}
    clauses = {"management.clauses": None, "management.controls": (row,)}
    assert rows
    return with_answers(whole, clauses)


CONTROL = next(
    link.element for link in CROSSWALK.links if link.relation is Relation.PARTIAL and link.element.startswith("A.6.2")
)


def ties(intake: Intake) -> set[Tie]:
    return {lent.tie for item in judged(intake).gaps.items for lent in item.lent if lent.link.element == CONTROL}


def proof(intake: Intake, **said: Any) -> Intake:
    return with_rows(intake, "evidence", {"id": PROOF, "title": "Record", "systems": ("tenorscore",), **said})


OUT_OF_SCOPE = {"management.systems": ({"id": "tenorscore", "in_scope": False},)}
SCOPE_OPEN = {"management.systems": ({"id": "tenorscore"},)}
ANOTHER = {"management.systems": ({"id": "other", "in_scope": True},)}


@pytest.mark.parametrize(
    ("intake", "tie"),
    [
        (with_control(), Tie.SYSTEM),
        (with_control(status="partial"), Tie.SYSTEM),
        (with_control(status="planned"), Tie.NONE),
        (with_control(status="not-started"), Tie.NONE),
        (with_control(applicable=False), Tie.EXCLUDED),
        (with_answers(with_control(), OUT_OF_SCOPE), Tie.ORGANISATION),
        (with_answers(with_control(), SCOPE_OPEN), Tie.ORGANISATION),
        (with_answers(with_control(), ANOTHER), Tie.ORGANISATION),
        (proof(with_control(), systems=("other",)), Tie.ORGANISATION),
        (proof(with_control(), systems=()), Tie.ORGANISATION),
        (proof(with_control(), valid_until=EARLIER_DAY), Tie.ORGANISATION),
        (proof(with_control(), date=LATER_DAY), Tie.ORGANISATION),
        (proof(with_control(), valid_until=TODAY, date=TODAY), Tie.SYSTEM),
        (replace(with_control(), notes={}), Tie.ORGANISATION),
    ],
    ids=[
        *("in use", "in use in part", "planned", "not started", "excluded", "outside the scope", "scope not stated"),
        *("another system in scope", "evidence of another system", "evidence of no system", "evidence run out"),
        *("evidence dated ahead", "evidence that runs out today", "no evidence"),
    ],
)
def test_an_element_counts_only_in_use_in_scope_and_with_evidence_that_names_the_system(
    intake: Intake, tie: Tie
) -> None:
    assert ties(intake) == {tie}


def test_a_control_of_which_it_is_not_said_that_it_applies_is_not_in_use() -> None:
    whole = with_control()
    (row,) = whole.values["management"]["controls"]
    blank = {name: value for name, value in row.items() if name != "applicable"}
    assert ties(with_answers(whole, {"management.controls": (blank,)})) == {Tie.NONE}


@pytest.mark.parametrize(
    ("here", "tie"), [("not-started", Tie.NONE), ("planned", Tie.NONE), ("implemented", Tie.SYSTEM)]
)
def test_what_is_said_of_the_system_goes_before_what_is_said_of_the_organisation(here: str, tie: Tie) -> None:
    row = {"id": "CS-01", "controls": (CONTROL,), "systems": ("tenorscore",), "status": here}
    assert ties(with_rows(with_control(), "management.controls_in_systems", row)) == {tie}
    assert ties(with_rows(with_control(), "management.controls_in_systems", {**row, "systems": ("other",)})) == {
        Tie.SYSTEM
    }


def test_evidence_named_for_the_control_in_the_system_counts_too() -> None:
    bare = replace(with_control(), notes={})
    row = {"id": "CS-01", "controls": (CONTROL,), "systems": ("tenorscore",)}
    assert ties(with_rows(bare, "management.controls_in_systems", row, evidence=(PROOF,))) == {Tie.SYSTEM}


def test_a_clause_above_counts_where_no_clause_below_it_has_a_status_of_its_own() -> None:
    clause = next(
        each.id
        for each in CROSSWALK.elements
        if each.level is Level.SUBCLAUSE
        and any(below.id.startswith(f"{each.id}.") for below in CROSSWALK.elements)
        and any(link.element == each.id for link in CROSSWALK.links)
    )
    above, below = {"id": clause, "status": "implemented"}, {"id": f"{clause}.1", "status": "planned"}

    def tie(*rows: dict[str, str]) -> set[Tie]:
        case = judged(with_answers(complete(), {"management.clauses": rows}))
        return {lent.tie for item in case.gaps.items for lent in item.lent if lent.link.element == clause}

    assert tie(above) == {Tie.ORGANISATION}
    assert tie(above, below) == {Tie.NONE}


def test_an_excluded_control_on_which_something_leans_that_applies_is_a_conflict() -> None:
    (conflict,) = judged(with_control(applicable=False)).gaps.conflicts
    assert conflict.element == CONTROL
    assert conflict.items
    assert judged(with_control()).gaps.conflicts == ()


# ------------------------------------------------------------------ what a named person finds


REVIEW = {"reviewer": "Ada Example, Quality", "reviewed_on": EARLIER_DAY}


def found(verdict: str, evidence: tuple[str, ...] = (PROOF,), **said: Any) -> GapItem:
    row = {"id": DUTY, "verdict": verdict, **REVIEW, **said}
    intake = with_rows(complete(), "actions", {name: value for name, value in row.items() if value is not None})
    with_proof = proof(intake)
    noted = with_rows(with_proof, "actions", intake.values["actions"][-1], evidence=evidence)
    return items(judged(noted))[DUTY]


def test_a_person_finds_it_met_with_day_and_evidence_of_the_system() -> None:
    item = found("met")
    assert (item.status, item.is_open, item.priority, item.lacks) == (Status.MET, False, 0, ())


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ({"reviewer": None}, Lack.REVIEW),
        ({"reviewed_on": None}, Lack.REVIEW),
        ({"reviewed_on": LATER_DAY}, Lack.REVIEW),
        ({"evidence": ()}, Lack.EVIDENCE),
        ({"evidence": ("EV-404",)}, Lack.EVIDENCE),
    ],
    ids=["no reviewer", "no day", "a day ahead", "no evidence", "evidence that is not there"],
)
def test_what_is_said_to_be_met_without_that_is_partly_there(said: dict[str, Any], lack: Lack) -> None:
    item = found("met", **said)
    assert item.status is Status.PARTLY
    assert lack in item.lacks


@pytest.mark.parametrize(("verdict", "status"), [("partly", Status.PARTLY), ("not-met", Status.NOT_MET)])
def test_what_a_person_finds_short_of_that_is_told_as_found(verdict: str, status: Status) -> None:
    assert found(verdict).status is status


def test_a_duty_below_which_facts_are_missing_is_met_by_nobody() -> None:
    before = items(judged(complete()))
    name = next(item.id for item in before.values() if item.is_duty and item.status is Status.PARTLY)
    part = next(
        entry.facts[0]
        for entry in CATALOGUE.legislation.requirements
        for cite in before[name].cites
        if entry.cites[0].startswith(cite) and entry.facts and before[entry.id].status is Status.PARTLY
    )
    row = {"id": name, "verdict": "met", **REVIEW}
    open_below = with_answers(
        with_rows(proof(complete()), "actions", row, evidence=(PROOF,)), {part.partition("[")[0]: None}
    )
    item = items(judged(open_below))[name]
    assert item.status is Status.PARTLY
    assert Lack.PARTS in item.lacks


@pytest.mark.parametrize("verdict", ["met", "partly"])
def test_a_duty_of_which_a_part_is_found_not_met_is_not_met_whatever_is_said_of_the_whole(verdict: str) -> None:
    whole = {"id": "rms-testing", "verdict": verdict, **REVIEW}
    part = {"id": "A9-6", "verdict": "not-met", **REVIEW}
    said = with_rows(proof(complete()), "actions", whole, evidence=(PROOF,))
    every = items(judged(with_rows(said, "actions", part)))
    assert every["A9-6"].status is every["rms-testing"].status is Status.NOT_MET


def test_with_nothing_answered_every_item_is_open_or_not_decided() -> None:
    for item in judged(Intake({"system": {"id": "x"}})).gaps.items:
        assert item.status in (Status.UNKNOWN, Status.NOT_APPLICABLE)


# ------------------------------------------------------------------ how grave, how urgent


def test_what_applies_already_is_more_urgent_than_it_is_grave_and_what_is_partly_there_less() -> None:
    every = judged(complete()).gaps.items
    rank = {gravity: place for place, gravity in enumerate(Gravity, 1)}
    for item in every:
        assert (item.severity is None) == (item.priority == 0) == (not item.is_open)
        if item.severity:
            applies = bool(item.day) and item.day <= CATALOGUE.legislation.as_of
            moved = rank[item.severity] - applies + (item.status is Status.PARTLY)
            assert item.priority == min(max(moved, 1), 4)


def test_what_another_open_item_waits_for_is_one_step_more_urgent() -> None:
    every = [item for item in judged(complete()).gaps.items if item.is_open]
    first = next(item for item in every if item.priority > 2)
    row = {"id": every[0].id, "depends_on": (first.id,)}
    after = items(judged(with_rows(complete(), "actions", row)))[first.id]
    assert after.priority == first.priority - 1


def test_what_remains_is_said_of_every_open_item_and_of_no_other() -> None:
    for item in judged(complete()).gaps.items:
        assert bool(item.remains or item.lacks) >= item.is_open
