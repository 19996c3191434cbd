"""Each requirement against the facts: unknown is never no, and without a person's review nothing is met."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.assessment import Standing, Status
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.legislation import Service
from pipeline.model.scalar import Kind
from pipeline.stages.case import Case, work_out
from tests.samples import COMPLETE, SAMPLES, look_up, merged, paths_of, with_answer, with_answers, with_state
from tests.strategies import asked_facts

DECISIONS = tuple(fact.path for fact in asked_facts() if fact.kind is Kind.YES_NO)


@pytest.fixture(scope="module")
def judge(catalogue):
    def work(intake):
        return work_out(intake, catalogue, {})

    return work


@pytest.fixture(scope="module")
def law(catalogue):
    return {requirement.id: requirement for requirement in catalogue.legislation.requirements}


def statuses(case: Case) -> dict[str, Status]:
    return {status.id: status.status for status in case.assessment.requirements}


def test_the_requirements_of_the_three_documents_are_judged_and_no_others(judge, law):
    judged = set(statuses(judge(Intake({"system": {"id": "x"}}))))
    assert judged == {name for name, requirement in law.items() if requirement.served_by is not Service.LATER}


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_a_person_no_requirement_is_more_than_partly_met(judge, sample):
    assert set(statuses(judge(merged(sample))).values()) <= {Status.PARTLY, Status.UNKNOWN, Status.NOT_APPLICABLE}


def test_in_the_complete_sample_every_requirement_is_answered_or_does_not_apply(judge, complete):
    case = judge(complete)
    assert set(statuses(case).values()) == {Status.PARTLY, Status.NOT_APPLICABLE}
    assert case.assessment.missing == ()


def test_where_nothing_is_answered_no_requirement_of_facts_is_answered(judge, law):
    case = judge(Intake({"system": {"id": "x"}}))
    assert {
        status.status
        for status in case.assessment.requirements
        if law[status.id].served_by is Service.FACTS and law[status.id].facts
    } == {Status.UNKNOWN}


@pytest.mark.parametrize("path", DECISIONS)
def test_an_unanswered_question_rules_nothing_out(judge, complete, law, path):
    """What applies on yes or on no may still apply while nobody has answered."""
    either = {name for answer in (True, False) for name in applicable(judge(with_answer(complete, path, answer)))}
    unanswered = applicable(judge(with_answer(complete, path, None)))
    # A condition that asks whether something is known may tell an unanswered question from one answered.
    asks = {name for name, requirement in law.items() if "known(" in requirement.applies_if}
    assert either - asks <= unanswered


@pytest.mark.parametrize("path", DECISIONS)
def test_not_sure_is_judged_as_no_answer(judge, complete, path):
    unsure = judge(with_state(complete, path, AnswerState.UNKNOWN, "asked"))
    assert statuses(unsure) == statuses(judge(with_answer(complete, path, None)))


@settings(max_examples=40)
@given(st.data())
def test_answers_taken_away_never_make_a_requirement_fall_away(judge, law, data):
    complete = merged(COMPLETE)
    simple = sorted(path for path in paths_of(complete.values) if "[" not in path and path != "system.id")
    gone = data.draw(st.lists(st.sampled_from(simple), min_size=1, max_size=30, unique=True))
    fewer = complete
    for path in gone:
        fewer = with_answer(fewer, path, None)
    lost = applicable(judge(complete)) - applicable(judge(fewer))
    assert {name for name in lost if "known(" not in law[name].applies_if} == set()


def applicable(case: Case) -> set[str]:
    return {name for name, status in statuses(case).items() if status is not Status.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("path", "standing"),
    [
        ("system.name", Standing.ANSWERED),
        ("conformity.solutions", Standing.ANSWERED),
        ("representative.name", Standing.NOT_NEEDED),
        ("notified.body", None),
    ],
)
def test_a_simple_fact_stands_as_its_answer_and_its_question_say(judge, complete, path, standing):
    places = judge(complete).standings
    if standing is None:
        with pytest.raises(KeyError):
            places.of(path)
    else:
        assert [place.standing for place in places.of(path)] == [standing]


def test_how_a_fact_stands_in_each_state(judge, complete):
    def stands(intake: Intake, path: str) -> list[Standing]:
        return [place.standing for place in judge(intake).standings.of(path)]

    assert stands(with_answer(complete, "system.name", None), "system.name") == [Standing.MISSING]
    assert stands(with_state(complete, "system.name", AnswerState.UNKNOWN), "system.name") == [Standing.MISSING]
    declined = with_state(complete, "oversight.design", AnswerState.NOT_APPLICABLE, "no persons")
    assert stands(declined, "oversight.design") == [Standing.NOT_APPLICABLE]
    assert stands(with_answer(complete, "risk.risks", ()), "risk.risks") == [Standing.MISSING]
    # While the condition is open the fact counts as missing: unknown is never no.
    undecided = with_answer(complete, "representative.appointed", None)
    assert stands(undecided, "representative.name") == [Standing.MISSING]


def test_a_cell_that_a_person_declines_is_not_missing(judge, complete):
    path = "risk.risks[RI-01].acceptable_because"
    cleared = with_answer(complete, path, None)
    declined = Intake(cleared.values, {**cleared.notes, path: AnswerNote(AnswerState.NOT_APPLICABLE, "no residual")})
    assert path in {gap.path for gap in judge(cleared).assessment.missing}
    assert path not in {gap.path for gap in judge(declined).assessment.missing}


def test_a_column_is_asked_for_row_by_row(judge, complete):
    """Whether a cell is needed follows from the other cells of its own row."""
    rows = (
        {"id": "UC-01", "use": "creditworthiness", "profiling": True},
        {"id": "UC-02", "use": "recruitment", "profiling": False},
        {"id": "UC-03", "use": "none"},
        {"id": "UC-04"},
    )
    places = judge(with_answer(complete, "scope.use_cases", rows)).standings
    stands = {place.path.removeprefix("scope.use_cases"): place.standing for place in places.of("scope.use_cases")}
    assert [stands[f"[{row['id']}].claims"] for row in rows] == [
        Standing.NOT_NEEDED,
        Standing.MISSING,
        Standing.NOT_NEEDED,
        Standing.MISSING,
    ]
    assert [stands[f"[{row['id']}].carve_out"] for row in rows] == [
        Standing.MISSING,
        Standing.NOT_NEEDED,
        Standing.NOT_NEEDED,
        Standing.MISSING,
    ]
    (claims,) = (
        place for place in places.of("scope.use_cases[].claims") if place.path.startswith("scope.use_cases[UC-01]")
    )
    assert (claims.standing, claims.shown.reads) == (
        Standing.NOT_NEEDED,
        ("scope.use_cases[UC-01].profiling",),
    )


def test_nothing_in_a_table_that_does_not_apply_is_asked_for(judge, complete):
    places = judge(with_answer(complete, "scope.listed_use", False)).standings
    assert {place.standing for place in places.of("scope.use_cases")} == {Standing.NOT_NEEDED}


def test_a_missing_fact_names_the_requirements_that_want_it(judge, complete):
    (gap,) = judge(with_answer(complete, "purpose.intended_purpose", None)).assessment.missing
    assert (gap.path, gap.fact) == ("purpose.intended_purpose", "purpose.intended_purpose")
    assert set(gap.requirements) == {"AIV-1-a.1", "A13-3-b-i"}


def test_a_missing_cell_is_named_by_its_row(judge, complete):
    (gap,) = judge(with_answer(complete, "data.data_sets[DS-02].provenance", None)).assessment.missing
    assert (gap.path, gap.fact) == ("data.data_sets[DS-02].provenance", "data.data_sets[].provenance")
    assert "AIV-2-d.2" in gap.requirements


def test_an_open_condition_is_a_missing_answer_too(judge, complete):
    case = judge(with_answer(complete, "purpose.targets_persons", None))
    status = case.assessment.of("A13-3-b-v")
    assert status is not None
    assert (status.status, status.undecided) == (Status.UNKNOWN, ("purpose.targets_persons",))
    assert "purpose.targets_persons" in {gap.path for gap in case.assessment.missing}


def test_an_open_outcome_is_traced_back_to_the_question_behind_it(judge, complete):
    case = judge(with_answer(complete, "scope.use_cases", None))
    status = case.assessment.of("A12-3")
    assert status is not None
    assert (status.status, status.undecided) == (Status.UNKNOWN, ("scope.use_cases",))


def test_evidence_of_facts_rows_and_tables_is_gathered_once(judge, complete):
    said = {
        "data.data_sets": AnswerNote(evidence=("EV-05",)),
        "data.data_sets[DS-02]": AnswerNote(evidence=("EV-01", "EV-05")),
        "data.quality": AnswerNote(evidence=("EV-03",)),
    }
    case = judge(Intake(complete.values, said))
    status = case.assessment.of("A10-3")
    assert status is not None
    assert set(status.evidence) == {"EV-01", "EV-03", "EV-05"}
    assert len(status.evidence) == 3


def test_an_answer_to_a_question_that_does_not_apply_is_found(judge, complete):
    case = judge(with_answer(complete, "representative.name", "Meridian Compliance GmbH"))
    assert [place.path for place in case.standings.unneeded] == ["representative.name"]
    assert case.assessment.missing == ()


def test_the_complete_sample_answers_nothing_that_does_not_apply(judge, complete):
    assert judge(complete).standings.unneeded == ()


USE = "scope.use_cases[UC-01]"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"system.name": "TenorScore"}, "high-risk"),
        ({f"{USE}.use": "none"}, "not-high-risk"),
        ({f"{USE}.does_it": False}, "not-high-risk"),
        ({f"{USE}.carve_out": True}, "not-high-risk"),
        ({"scope.use_cases": None}, None),
        ({"scope.use_cases": ({"id": "UC-01"},)}, None),
        ({f"{USE}.use": None}, None),
        ({f"{USE}.carve_out": None}, None),
        ({f"{USE}.profiling": None}, None),
        ({f"{USE}.profiling": False, f"{USE}.claims": ("none",)}, "high-risk"),
        ({f"{USE}.profiling": False, f"{USE}.claims": ("narrow-task",), f"{USE}.decisive": False}, "exempt-6-3"),
        ({f"{USE}.profiling": False, f"{USE}.claims": ("narrow-task",), f"{USE}.decisive": True}, "high-risk"),
        ({f"{USE}.profiling": False, f"{USE}.claims": ("narrow-task",)}, None),
        # One way to be high-risk is enough, whatever is open besides; and without one it decides.
        ({"scope.product_related": None}, "high-risk"),
        ({"scope.product_related": None, f"{USE}.use": "none"}, None),
        ({"scope.product_related": True, f"{USE}.use": "none"}, None),
        ({"scope.union_market": None}, "high-risk"),
        ({"scope.infers": None}, None),
        ({"scope.special_purpose": None}, None),
        ({"scope.infers": False, "scope.conclusions_inside": False}, "not-high-risk"),
    ],
)
def test_the_class_follows_from_the_answers_or_stays_open(judge, complete, answers, outcome):
    decision = judge(with_answers(complete, answers)).classification.decisions["law.high_risk"]
    assert (decision.value if isinstance(decision.value, str) else None) == outcome
    assert bool(decision.unknowns) is (outcome is None)


def test_a_table_that_is_blank_because_nothing_of_it_is_meant_leaves_nothing_open(judge, complete):
    case = judge(with_answers(complete, {"scope.listed_use": False, "scope.use_cases": None}))
    assert case.classification.decisions["law.high_risk"].value == "not-high-risk"
    assert "scope.use_cases" not in {gap.path for gap in case.assessment.missing}


def test_the_answers_hold_no_value_of_another_kind(complete):
    assert isinstance(look_up(complete.values, "system.first_release"), date)
