"""Facts by path: values, what a person says instead, outcomes, and the short names of the catalogue."""

from typing import Any

import pytest

from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.rules.condition import ConditionError
from pipeline.rules.evaluate import Absent, OpenSet, Verdict
from pipeline.rules.fact_base import FactBase

VALUES: dict[str, Any] = {
    "data": {"uses_data_sets": False, "data_sets": ({"id": "DS-01"},), "quality": "Good"},
    "scope": {"use_cases": (), "product_law": "none"},
    "architecture": {"screens": []},
}
NOTES = {
    "data.setting": AnswerNote(AnswerState.NOT_APPLICABLE, "no setting"),
    "data.assumptions": AnswerNote(AnswerState.UNKNOWN),
    "data.suitability": AnswerNote(comment="to be checked"),
    "data.quality": AnswerNote(evidence=("EV-01",)),
    "scope.use_cases": AnswerNote(AnswerState.UNKNOWN),
}
FACTS = FactBase(VALUES, NOTES, {"uses_data_sets": "data.uses_data_sets", "areas": "law.areas"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data.quality", "Good"),
        ("data.uses_data_sets", False),
        ("uses_data_sets", False),
        ("data.data_sets", ({"id": "DS-01"},)),
        ("data.setting", Absent.NOT_APPLICABLE),
        ("data.assumptions", Absent.UNKNOWN),
        ("data.suitability", Absent.UNKNOWN),
        ("data.bias_measures", Absent.UNKNOWN),
        ("scope.use_cases", Absent.UNKNOWN),
        ("architecture.screens", Absent.UNKNOWN),
        ("purpose.misuse", Absent.UNKNOWN),
        ("data.quality.deeper", Absent.UNKNOWN),
        ("data.data_sets.name", Absent.UNKNOWN),
        ("data.__class__", Absent.UNKNOWN),
        ("__class__", Absent.UNKNOWN),
        ("areas", Absent.UNKNOWN),
    ],
)
def test_a_fact_is_looked_up_and_what_is_not_there_is_unknown(name: str, value: Any) -> None:
    assert FACTS.look_up(name) == value


def test_outcomes_stand_beside_the_answers_and_add_up() -> None:
    areas = OpenSet(frozenset({"4"}))
    facts = FACTS.with_derived({"law.areas": areas}).with_derived({"assessment.open": 0})
    assert facts.look_up("areas") == facts.look_up("law.areas") == areas
    assert facts.look_up("assessment.open") == 0
    assert facts.with_derived({"assessment.open": 3}).look_up("assessment.open") == 3
    assert FACTS.derived == {}, "the first facts are as they were"


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("uses_data_sets", Verdict(holds=False, reads=("data.uses_data_sets",))),
        (
            "uses_data_sets or data.uses_data_sets or areas == []",
            Verdict(None, ("data.uses_data_sets", "law.areas"), ("law.areas",)),
        ),
        ('data.setting == "a hall"', Verdict(holds=False, reads=("data.setting",))),
        ('scope.product_law != "none"', Verdict(holds=False, reads=("scope.product_law",))),
        ("scope.use_cases != []", Verdict(None, ("scope.use_cases",), ("scope.use_cases",))),
    ],
)
def test_a_judgement_names_facts_by_their_full_path_each_once(condition: str, verdict: Verdict) -> None:
    assert FACTS.judge(condition) == verdict


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"id": "DS-01", "used_for": ("testing",)}, Verdict(holds=True, reads=("data.data_sets.used_for",))),
        (
            {"id": "DS-01"},
            Verdict(
                None, ("data.data_sets.used_for", "data.assumptions"), ("data.data_sets.used_for", "data.assumptions")
            ),
        ),
    ],
    ids=["cell", "blank-cell"],
)
def test_a_condition_may_be_judged_over_one_row_of_a_table(row: dict[str, Any], verdict: Verdict) -> None:
    condition = '"testing" in data.data_sets.used_for or data.assumptions'
    assert FACTS.judge_row(condition, "data.data_sets", row) == verdict


def test_what_is_no_condition_is_refused() -> None:
    with pytest.raises(ConditionError):
        FACTS.judge("data.quality()")
