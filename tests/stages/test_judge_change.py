"""What a person has to judge of a change: reasons and law, never a verdict."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from pipeline.model.fact_change import ChangeSet, Side
from pipeline.model.modification import Concern, PromptKind
from pipeline.stages.case import work_out
from pipeline.stages.change_set import State, change_set
from pipeline.stages.prints import Prints
from pipeline.stages.snapshot import snapshot_of
from pipeline.stages.wording import Wording
from tests.answers import NO_USE
from tests.samples import COMPLETE, merged, with_answers

Judged = Callable[..., ChangeSet]
CHANGES = "lifecycle.changes"
NEW = {"id": "CH-99", "change": "Retraining within PC-01.", "after_release": True, "foreseen": True}


@pytest.fixture(scope="module")
def judged(catalogue) -> Judged:
    """Compare other answers with those of the complete sample."""
    prints = Prints.of(catalogue)
    wording = Wording("en", catalogue.words, catalogue.questionnaire.choices)

    def compare(answers: Mapping[str, object], base: Mapping[str, object] | None = None) -> ChangeSet:
        old, new = (
            snapshot_of(work_out(with_answers(merged(COMPLETE), {**(base or {}), **given}), catalogue, {}))
            for given in ({}, answers)
        )
        sides = State(Side(1), old), State(Side(2), new)
        return change_set(*sides, catalogue.of_systems, prints, wording)

    return compare


def kinds(changes: ChangeSet) -> list[PromptKind]:
    return [each.kind for each in changes.judge]


def with_change(**answers: object) -> dict[str, object]:
    return {CHANGES: (*merged(COMPLETE).values["lifecycle"]["changes"], {**NEW, **answers})}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"purpose.context": "Elsewhere."}, [PromptKind.PURPOSE, PromptKind.UNRECORDED]),
        ({"data.data_sets[DS-01].provenance": "Other."}, [PromptKind.CONFORMITY, PromptKind.UNRECORDED]),
        ({"testing.tests[TS-01].responsible": "Another"}, []),
        ({"organisation.contact": "Another"}, []),
        ({"documents.prepared_by": "Another", "documents.approved_on": date(2026, 12, 1)}, []),
        ({"lifecycle.planned_changes[PC-01].change": "More."}, [PromptKind.PREDETERMINED]),
        ({"purpose.context": "Elsewhere.", **with_change()}, [PromptKind.PURPOSE]),
    ],
)
def test_each_kind_of_answer_calls_for_its_own_prompt(judged, answers, expected):
    assert kinds(judged(answers)) == expected


def test_another_class_calls_for_a_judgement(judged):
    told = judged(NO_USE)
    (outcome,) = [each for each in told.judge if each.kind is PromptKind.OUTCOME]
    assert "High-risk: High-risk before, Not high-risk now" in outcome.reason
    assert "law.high_risk" in outcome.paths


def test_where_the_law_asks_for_no_assessment_before_or_after_conformity_is_no_question(judged):
    assert PromptKind.CONFORMITY not in kinds(judged({"data.assumptions": "Other."}, NO_USE))
    assert PromptKind.CONFORMITY in kinds(judged({"data.assumptions": "Other."}))


def test_a_prompt_names_what_changed_and_the_law(judged):
    (prompt, _) = judged({"data.data_sets[DS-01].provenance": "Other."}).judge
    assert "data set DS-01, origin and collection" in prompt.reason
    assert prompt.cites == ("Art 3(23)", "Art 43(4)")
    assert prompt.paths == ("data.data_sets[DS-01].provenance",)


def test_nothing_that_changed_gives_nothing_to_judge(judged):
    told = judged({})
    assert (told.judge, told.recorded, told.documents, told.requirements) == ((), (), (), ())


class TestRecorded:
    """What people wrote down of a change, and judged of it so far."""

    def test_a_foreseen_change_is_set_apart_with_its_law(self, judged):
        (entry,) = judged(with_change()).set_apart
        assert (entry.row, entry.change, entry.substantial) == ("CH-99", NEW["change"], "not stated")
        assert "Annex IV(2)(f)" in entry.cites

    @pytest.mark.parametrize("answers", [{"foreseen": False}, {"after_release": False}])
    def test_any_other_is_not(self, judged, answers):
        told = judged(with_change(**answers))
        assert (len(told.recorded), told.set_apart) == (1, ())

    def test_the_judgement_so_far_is_that_of_the_answers(self, judged):
        (entry,) = judged(with_change(substantial=False, judged_because="A. Weber, 3 July.")).recorded
        assert (entry.substantial, entry.because) == ("No", "A. Weber, 3 July.")

    def test_what_was_recorded_before_is_left_out(self, judged):
        assert judged({"system.name": "Two"}).recorded == ()


class TestMarks:
    """Which questions bear on what is declared with them."""

    def test_the_purpose_is_marked_and_who_signs_is_not(self, catalogue):
        marks = {question.id: question.concern_of() for question in catalogue.questionnaire.questions()}
        assert {marks[f"purpose.{name}"] for name in ("intended_purpose", "context", "target_groups")} == {
            Concern.PURPOSE
        }
        assert {marks[name] for name in ("data.data_sets", "oversight.design", "security.approach")} == {
            Concern.CONFORMITY
        }
        assert {marks[name] for name in ("documents.status", "evidence", "conformity.signatory")} == {Concern.NONE}

    def test_a_column_may_say_otherwise_than_its_table(self, catalogue):
        tests = next(each for each in catalogue.questionnaire.questions() if each.id == "testing.tests")
        assert tests.concern_of("result") is Concern.CONFORMITY
        assert tests.concern_of("responsible") is Concern.NONE

    def test_no_prompt_pronounces(self, catalogue):
        assert {prompt.id for prompt in catalogue.prompts} == set(PromptKind)
        for prompt in catalogue.prompts:
            assert "a person has to" in " ".join(prompt.words.split()).lower()


def test_requirements_and_sections_are_those_that_need_and_print_the_fact(judged, catalogue):
    told = judged({"data.data_sets[DS-01].provenance": "Other."})
    (fact,) = [each for each in told.facts if each.change.path.endswith("provenance")]
    needing = {
        each.id
        for each in catalogue.legislation.requirements
        if {"data.data_sets", "data.data_sets[].provenance"} & set(each.facts)
    }
    assert set(fact.requirements) == needing
    assert {place.document for place in fact.sections} == {"annex-iv"}
    assert "annex-iv" in {each.id for each in told.documents}
