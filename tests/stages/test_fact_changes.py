"""What differs between two states of a system, in the words in which documents print it."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.fact_change import ChangeKind, Differences, FactChange, Snapshot
from pipeline.model.finding import Place
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.stages.case import EvidenceFile, work_out
from pipeline.stages.fact_changes import compare_snapshots
from pipeline.stages.snapshot import read_snapshot, snapshot_of
from pipeline.stages.wording import Wording
from tests.answers import NO_USE
from tests.samples import COMPLETE, SAMPLES, merged, with_answer, with_answers, with_state
from tests.strategies import every_edition, profile_values

PROVENANCE = "data.data_sets[DS-01].provenance"
Compare = Callable[[Intake], Differences]


@pytest.fixture(scope="module")
def wording(catalogue) -> Wording:
    return Wording("en", catalogue.words, catalogue.questionnaire.choices)


@pytest.fixture(scope="module")
def before(catalogue) -> Snapshot:
    return snapshot_of(work_out(merged(COMPLETE), catalogue, {}))


@pytest.fixture
def changes(catalogue, wording, before) -> Compare:
    """Compare other answers with those of the complete sample."""

    def compare(intake: Intake) -> Differences:
        return compare_snapshots(before, snapshot_of(work_out(intake, catalogue, {})), catalogue, wording)

    return compare


def only(differences: Differences) -> FactChange:
    """Return the one answer that differs; the helpers of tests take the evidence for it away with the old one."""
    (change,) = (change for change in differences.facts if change.kind is not ChangeKind.EVIDENCE)
    return change


class TestWords:
    """A change reads as documents do: label, before, after."""

    @pytest.mark.parametrize(
        ("path", "value", "label", "after"),
        [
            ("system.name", "TenorScore Two", "Name of the system", "TenorScore Two"),
            (PROVENANCE, "Elsewhere", "data set DS-01, origin and collection", "Elsewhere"),
            ("conformity.date", date(2026, 12, 1), "Date of issue", "1 December 2026"),
            ("data.personal_data", False, "Processing of personal data", "No"),
            ("risk.risks[RI-01].likelihood", "low", "risk RI-01, likelihood", "Low"),
            ("system.name", None, "Name of the system", "not stated"),
            ("oversight.measures[OM-01].aims", ("stop",), "oversight measure OM-01, what it enables", ""),
        ],
    )
    def test_what_it_is_and_what_it_is_now(self, changes, path, value, label, after):
        change = only(changes(with_answer(merged(COMPLETE), path, value)))
        assert (change.path, change.kind) == (path, ChangeKind.CHANGED)
        assert change.label == label
        # What a list of choices reads like is a matter of the questionnaire.
        assert change.after == after or (isinstance(value, tuple) and change.after != change.before)

    @pytest.mark.parametrize(
        ("state", "reason", "after"),
        [
            (AnswerState.UNKNOWN, None, "not yet known"),
            (AnswerState.UNKNOWN, "being measured", "not yet known: being measured"),
            (AnswerState.NOT_APPLICABLE, "no such part", "does not apply: no such part"),
            (AnswerState.NOT_APPLICABLE, None, "does not apply"),
        ],
    )
    def test_a_state_instead_of_a_value(self, changes, state, reason, after):
        change = only(changes(with_state(merged(COMPLETE), "performance.capabilities", state, reason)))
        assert change.after == after
        assert change.settles

    def test_a_value_where_there_was_a_state_is_a_change(self, catalogue, wording):
        unknown = with_state(merged(COMPLETE), "performance.capabilities", AnswerState.UNKNOWN)
        old, new = (snapshot_of(work_out(each, catalogue, {})) for each in (unknown, merged(COMPLETE)))
        change = only(compare_snapshots(old, new, catalogue, wording))
        assert change.before == "not yet known"
        assert change.after.startswith("TenorScore ranks applicants")

    def test_a_reason_that_reads_otherwise_is_a_change(self, catalogue, wording):
        sides = [
            with_state(merged(COMPLETE), "performance.capabilities", AnswerState.NOT_APPLICABLE, why)
            for why in ("one", "two")
        ]
        old, new = (snapshot_of(work_out(each, catalogue, {})) for each in sides)
        change = only(compare_snapshots(old, new, catalogue, wording))
        assert (change.before, change.after) == ("does not apply: one", "does not apply: two")
        assert not change.settles

    def test_a_choice_that_is_offered_no_more_is_told_as_it_was_written(self, catalogue, wording):
        old, new = (Snapshot({"documents": {"status": said}, "gone": {"fact": 1}}) for said in ("retired", "approved"))
        change = only(compare_snapshots(old, new, catalogue, wording))
        assert (change.before, change.after) == ("retired", "Approved")

    def test_what_no_question_asks_for_any_more_is_told_by_its_path(self, catalogue, wording):
        old = Snapshot({"gone": {"fact": "so", "rows": [{"id": "R-1", "part": "x"}]}})
        told = compare_snapshots(old, Snapshot({}), catalogue, wording).facts
        assert [(each.path, each.label, each.before, each.after) for each in told] == [
            ("gone.rows[R-1]", "gone.rows R-1", "part: x", "no such row"),
            ("gone.fact", "gone.fact", "so", "not stated"),
        ]

    def test_the_cell_is_where_the_fact_stands_now(self, catalogue, wording, before):
        answers = with_answer(merged(COMPLETE), PROVENANCE, "Elsewhere")
        cells = {PROVENANCE: Place(sheet="Data sets", cell="E9"), "system.name": Place(sheet="1 Identity", cell="E6")}
        moved = Intake(answers.values, answers.notes, cells, shared=answers.shared)
        change = only(compare_snapshots(before, snapshot_of(work_out(moved, catalogue, {})), catalogue, wording))
        assert change.cell == "Data sets!E9"


class TestRows:
    """Rows that came, went, or stand elsewhere."""

    def rows(self) -> tuple[dict[str, object], ...]:
        return tuple(merged(COMPLETE).values["risk"]["risks"])

    def test_a_row_that_went_is_told_once_with_all_it_held(self, changes):
        first, *others = self.rows()
        change = only(changes(with_answer(merged(COMPLETE), "risk.risks", tuple(others))))
        assert (change.path, change.kind) == (f"risk.risks[{first['id']}]", ChangeKind.REMOVED)
        assert change.label == f"risk {first['id']}"
        assert str(first["hazard"]) in change.before
        assert change.after == "no such row"

    def test_a_row_that_came_is_told_once(self, changes):
        new = {"id": "RI-99", "hazard": "Another one"}
        change = only(changes(with_answer(merged(COMPLETE), "risk.risks", (*self.rows(), new))))
        assert (change.kind, change.before) == (ChangeKind.ADDED, "no such row")
        assert change.after.endswith(": Another one")

    def test_a_row_without_an_answer_is_not_stated(self, changes):
        change = only(changes(with_answer(merged(COMPLETE), "risk.risks", (*self.rows(), {"id": "RI-99"}))))
        assert change.after == "not stated"

    def test_rows_in_another_order_are_no_change_of_a_fact_but_told(self, changes):
        differences = changes(with_answer(merged(COMPLETE), "risk.risks", self.rows()[::-1]))
        assert [each for each in differences.facts if each.kind is not ChangeKind.EVIDENCE] == []
        assert differences.reordered == ("risk.risks",)

    def test_other_evidence_for_a_row_is_told_with_what_it_was(self, changes):
        answers = merged(COMPLETE)
        path = f"risk.risks[{self.rows()[0]['id']}]"
        named = Intake(answers.values, {**answers.notes, path: AnswerNote(evidence=("EV-01",))}, shared=answers.shared)
        (change,) = changes(named).facts
        assert (change.kind, change.after) == (ChangeKind.EVIDENCE, "EV-01")
        assert change.label.endswith(", evidence")


class TestBeside:
    """Outcomes of the law and files of the evidence folder."""

    def test_an_outcome_is_told_in_the_words_of_its_topic(self, changes):
        told = {each.topic: each for each in changes(with_answers(merged(COMPLETE), NO_USE)).outcomes if each.topic}
        assert (told["high_risk"].before, told["high_risk"].after) == ("High-risk", "Not high-risk")
        assert told["high_risk"].label == "High-risk"

    def test_what_was_not_recorded_of_outcomes_is_no_change(self, catalogue, wording, before):
        profile = Snapshot(before.values, before.notes)
        differences = compare_snapshots(profile, before, catalogue, wording)
        assert differences.outcomes == ()

    def test_files_that_are_new_gone_or_other(self, catalogue, wording):
        first, second = EvidenceFile.of(b"one"), EvidenceFile.of(b"two")
        old = snapshot_of(work_out(merged(COMPLETE), catalogue, {"a.pdf": first, "b.pdf": first, "c.pdf": first}))
        new = snapshot_of(work_out(merged(COMPLETE), catalogue, {"b.pdf": second, "c.pdf": first, "d.pdf": first}))
        told = compare_snapshots(old, new, catalogue, wording).evidence
        absent, one, two = catalogue.words["not_in_folder"], first.sha256[:12], second.sha256[:12]
        assert [(each.name, each.before, each.after) for each in told] == [
            ("a.pdf", one, absent),
            ("b.pdf", one, two),
            ("d.pdf", absent, one),
        ]


class TestSnapshots:
    """What files hold is what was worked out."""

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_a_state_read_back_from_its_files_is_the_same(self, catalogue, wording, sample):
        import json

        from pipeline.build.reports import assessment_json
        from pipeline.model.questionnaire import Form
        from pipeline.stages.merge import merge
        from pipeline.stages.profile_json import to_profile_json
        from tests.samples import answers_of

        profile, intake = merge(
            answers_of(sample), answers_of(sample, "organisation"), "fallback", catalogue.questionnaire.facts
        )
        assert profile is not None
        case = work_out(intake, catalogue, {"a.pdf": EvidenceFile.of(b"one")})
        kept = [to_profile_json(Form.SYSTEM, profile, intake.notes), assessment_json(case, catalogue)]
        read = read_snapshot(*(json.loads(json.dumps(each)) for each in kept))
        assert read is not None
        assert compare_snapshots(read, snapshot_of(case), catalogue, wording) == Differences()

    @pytest.mark.parametrize(
        "profile", [None, [], {}, {"values": 1}, {"values": {}, "answers": {"a": {"state": "odd"}}}]
    )
    def test_what_is_no_profile_gives_none(self, profile):
        assert read_snapshot(profile, None) is None

    @pytest.mark.parametrize("assessment", [{"outcomes": {"law.scope": 1}}, {"outcomes": []}, {"cells": 1}])
    def test_an_assessment_that_is_none_gives_none(self, assessment):
        assert read_snapshot({"values": {}}, assessment) is None

    def test_without_an_assessment_outcomes_are_not_known(self):
        read = read_snapshot({"values": {"system": {"id": "x"}}}, None)
        assert read is not None
        assert (read.outcomes, read.cells) == ({}, {})


@settings(max_examples=25)
@given(values=profile_values())
def test_any_profile_differs_from_itself_in_nothing_and_from_none_in_every_answer(values):
    catalogue = every_edition()[0]
    wording = Wording("en", catalogue.words, catalogue.questionnaire.choices)
    whole = read_snapshot({"values": values}, None)
    assert whole is not None
    assert compare_snapshots(whole, whole, catalogue, wording) == Differences()
    gone = compare_snapshots(whole, Snapshot({}), catalogue, wording).facts
    came = compare_snapshots(Snapshot({}), whole, catalogue, wording).facts
    assert {(each.path, each.before, each.after) for each in came} == {
        (each.path, each.after, each.before) for each in gone
    }
    assert all(each.label and each.before and each.after for each in gone)


@settings(max_examples=20)
@given(st.permutations(range(4)))
def test_the_order_of_rows_alone_changes_nothing(order):
    catalogue = every_edition()[0]
    wording = Wording("en", catalogue.words, catalogue.questionnaire.choices)
    rows = [{"id": f"RI-{number}", "hazard": f"Hazard {number}"} for number in range(4)]
    old, new = ({"risk": {"risks": several}} for several in (rows, [rows[place] for place in order]))
    assert compare_snapshots(Snapshot(old), Snapshot(new), catalogue, wording).is_nothing
