"""Facts by path: values, what a person says instead, outcomes, the short names of the catalogue, rows of tables."""

from typing import Any

import pytest

from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.rules.condition import ConditionError
from pipeline.rules.evaluate import Absent, OpenSet, Verdict
from pipeline.rules.fact_base import FactBase

VALUES: dict[str, Any] = {
    "data": {"uses_data_sets": False, "data_sets": ({"id": "DS-01"},), "quality": "Good"},
    "scope": {"use_cases": (), "special_purpose": False, "listed_use": False},
    "architecture": {"screens": []},
}
NOTES = {
    "data.setting": AnswerNote(AnswerState.NOT_APPLICABLE, "no setting"),
    "data.bias_measures": AnswerNote(AnswerState.NOT_APPLICABLE),
    "data.assumptions": AnswerNote(AnswerState.UNKNOWN),
    "data.suitability": AnswerNote(comment="to be checked"),
    "data.quality": AnswerNote(evidence=("EV-01",)),
    "scope.use_cases": AnswerNote(AnswerState.UNKNOWN),
    "data.data_sets[DS-01].cleaning": AnswerNote(AnswerState.NOT_APPLICABLE, "raw data"),
    "data.data_sets[DS-01].labelling": AnswerNote(AnswerState.UNKNOWN),
    "risk.risks": AnswerNote(AnswerState.NOT_APPLICABLE, "none"),
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
        ("scope.special_purpose", False),
        ("scope.military_only", Absent.UNKNOWN),
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
        ("scope.special_purpose != false", Verdict(holds=False, reads=("scope.special_purpose",))),
        ("scope.use_cases != []", Verdict(None, ("scope.use_cases",), ("scope.use_cases",))),
        ("true", Verdict(holds=True)),
        ("false", Verdict(holds=False)),
    ],
)
def test_a_judgement_names_facts_by_their_full_path_each_once(condition: str, verdict: Verdict) -> None:
    assert FACTS.judge(condition) == verdict


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.quality", "Good"),
        ("data.data_sets[DS-01].id", "DS-01"),
        ("data.data_sets[DS-01].cleaning", Absent.NOT_APPLICABLE),
        ("data.data_sets[DS-01].labelling", Absent.UNKNOWN),
        ("data.data_sets[DS-02].id", Absent.UNKNOWN),
        ("risk.risks[R-01].id", Absent.UNKNOWN),
    ],
)
def test_a_cell_is_named_with_the_id_of_its_row(path: str, value: Any) -> None:
    assert FACTS.value_at(path) == value


@pytest.mark.parametrize("name", ["assessment.open", "open"])
def test_counts_change_the_verdicts_on_conditions_that_read_them_and_no_others(name: str) -> None:
    facts = FactBase(VALUES, NOTES, {"open": "assessment.open"})
    reads, other = f"{name} > 1", "data.uses_data_sets"
    open_ended, kept = facts.judge(reads), facts.judge(other)
    more = facts.with_counts({"assessment.open": 2})
    assert open_ended == Verdict(None, ("assessment.open",), ("assessment.open",))
    assert more.judge(reads) == Verdict(holds=True, reads=("assessment.open",))
    assert more.judge(other) is kept
    assert more.with_counts({"assessment.open": 1}).judge(reads).holds is False
    assert facts.judge(reads) is open_ended, "the first facts are as they were"


# ------------------------------------------------------------------ the rows of a table


@pytest.mark.parametrize(
    ("table", "rows", "verdict"),
    [
        ("data.data_sets", ({"id": "DS-01"},), Verdict(holds=True, reads=("data.data_sets",))),
        ("risk.risks", (), Verdict(holds=False, reads=("risk.risks",))),
        ("testing.tests", None, Verdict(None, ("testing.tests",), ("testing.tests",))),
        ("scope.use_cases", None, Verdict(None, ("scope.use_cases",), ("scope.use_cases",))),
    ],
    ids=["given", "does-not-apply", "blank", "empty-and-not-sure"],
)
def test_the_rows_of_a_table_are_given_none_or_unknown(
    table: str, rows: tuple[dict[str, Any], ...] | None, verdict: Verdict
) -> None:
    assert FACTS.rows(table) == (rows, verdict)


@pytest.mark.parametrize(
    ("values", "rows", "verdict"),
    [
        ({"scope": {"listed_use": False}}, (), Verdict(holds=False, reads=("scope.listed_use",))),
        (
            {"scope": {"listed_use": True}},
            None,
            Verdict(None, ("scope.listed_use", "scope.use_cases"), ("scope.use_cases",)),
        ),
        (
            {},
            None,
            Verdict(None, ("scope.listed_use", "scope.use_cases"), ("scope.listed_use", "scope.use_cases")),
        ),
        (
            {"scope": {"listed_use": False, "use_cases": ({"id": "UC-01"},)}},
            ({"id": "UC-01"},),
            Verdict(holds=True, reads=("scope.use_cases",)),
        ),
    ],
    ids=["known-to-have-none", "known-to-have-some", "unknown", "rows-go-before"],
)
def test_a_blank_table_has_no_rows_only_where_a_condition_is_known_to_hold(
    values: dict[str, Any], rows: tuple[dict[str, Any], ...] | None, verdict: Verdict
) -> None:
    facts = FactBase(values, {}, {}, rows_absent_if={"scope.use_cases": "scope.listed_use == false"})
    assert facts.rows("scope.use_cases") == (rows, verdict)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"id": "DS-01", "used_for": ("testing",)}, Verdict(holds=True, reads=("data.data_sets[DS-01].used_for",))),
        (
            {"id": "DS-01"},
            Verdict(
                None,
                ("data.data_sets[DS-01].used_for", "data.assumptions"),
                ("data.data_sets[DS-01].used_for", "data.assumptions"),
            ),
        ),
        (
            {"id": "DS-02", "used_for": ("training",)},
            Verdict(None, ("data.data_sets[DS-02].used_for", "data.assumptions"), ("data.assumptions",)),
        ),
    ],
    ids=["cell", "blank-cell", "other-row"],
)
def test_a_condition_may_be_judged_over_one_row_of_a_table(row: dict[str, Any], verdict: Verdict) -> None:
    condition = '"testing" in data.data_sets.used_for or data.assumptions'
    assert FACTS.judge_row(condition, "data.data_sets", row) == verdict


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("true", Verdict(holds=True)),
        ("false", Verdict(holds=False)),
        ('data.data_sets.cleaning == "none"', Verdict(holds=False, reads=("data.data_sets[DS-01].cleaning",))),
        (
            'data.data_sets.labelling == "none"',
            Verdict(None, ("data.data_sets[DS-01].labelling",), ("data.data_sets[DS-01].labelling",)),
        ),
        ("uses_data_sets or areas == []", Verdict(None, ("data.uses_data_sets", "law.areas"), ("law.areas",))),
    ],
    ids=["always", "never", "declined-cell", "cell-not-sure", "short-names"],
)
def test_a_cell_may_be_said_not_to_apply_and_facts_beside_the_table_keep_their_names(
    condition: str, verdict: Verdict
) -> None:
    assert FACTS.judge_row(condition, "data.data_sets", {"id": "DS-01"}) == verdict


def test_the_outcome_of_a_row_goes_before_one_of_the_same_name_and_belongs_to_that_row_alone() -> None:
    facts = FACTS.with_derived({"law.grade[DS-01]": "sensitive", "law.grade": "plain", "law.areas[DS-01]": "4"})
    condition = 'law.grade == "sensitive"'
    first = facts.judge_row(condition, "data.data_sets", {"id": "DS-01"})
    other = facts.judge_row(condition, "data.data_sets", {"id": "DS-02"})
    assert first == Verdict(holds=True, reads=("law.grade[DS-01]",))
    assert other == Verdict(holds=False, reads=("law.grade",))
    assert facts.judge(condition) == Verdict(holds=False, reads=("law.grade",))


@pytest.mark.parametrize("judge", [FACTS.judge, lambda text: FACTS.judge_row(text, "data.data_sets", {"id": "DS-01"})])
def test_what_is_no_condition_is_refused(judge: Any) -> None:
    with pytest.raises(ConditionError):
        judge("data.quality()")
