"""What a document prints for facts that are there, missing, not applicable, not needed, or that decide something."""

import re
from typing import Any

import pytest

from pipeline.model.condition_text import NEVER
from pipeline.model.context import Context, Gap, View, entries_of
from pipeline.model.deliverable import BlockKind
from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.legislation import Service
from pipeline.model.manifest import Revision
from pipeline.model.scalar import Kind
from pipeline.stages.case import Issue, work_out
from pipeline.stages.compose import lay_out
from tests.documents import context_of, deliverable_of, evidence_of, folded, printed
from tests.samples import (
    COMPLETE,
    DELIVERABLES,
    SAMPLES,
    look_up,
    merged,
    paths_of,
    with_answer,
    with_answers,
    with_state,
)
from tests.strategies import asked_facts

DECISIONS = tuple(fact.path for fact in asked_facts() if fact.kind is Kind.YES_NO)
COUNTS = "assessment."
"""Begins what is counted, which is never open."""
AIV, IFU = "annex-iv", "instructions-for-use"
DATA_PROTECTION = "complies with Regulation (EU) 2016/679"
NOTIFIED = {
    "conformity.notified_body": True,
    "conformity.notified_body_name": "Pruefstelle Nord",
    "conformity.notified_body_number": "0999",
    "conformity.certificate": "C-17",
}


@pytest.fixture(scope="module")
def numbers(catalogue) -> dict[str, str]:
    """Return the number of each question by its id."""
    return {question.id: question.number for question in catalogue.questionnaire.questions()}


@pytest.fixture(scope="module")
def marker(catalogue, numbers):
    """Return how a marker begins, or reads where the law is given: kind of gap, question, law, who owes it."""
    asked = {question.id: question for question in catalogue.questionnaire.questions()}
    who = catalogue.questionnaire.choices["who"]

    def words_of(kind: str, path: str, cites: str = "") -> str:
        question = asked[question_of(path)]
        said = {"number": question.number, "label": question.label, "who": who[question.who]}
        whole = folded(catalogue.words[kind].format(cites=cites, **said))
        return whole if cites else whole.partition(question.number)[0] + question.number

    return words_of


def question_of(path: str) -> str:
    return path.partition("[")[0]


def names(gap: Gap, number: str) -> bool:
    """Tell whether a gap's marker names a question by its number."""
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", folded(gap.marker)) is not None


def some_of(paths: list[str], count: int) -> list[str]:
    """Return a selection spread evenly over all paths, the same in every run."""
    step = len(paths) / count
    return [paths[int(place * step)] for place in range(count)]


class TestCompleteSample:
    """The sample in which every question that applies is answered."""

    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_it_has_no_gap_and_no_marker(self, complete, catalogue, name):
        files = evidence_of(COMPLETE)
        assert context_of(complete, name, catalogue, files).gaps == ()
        document = printed(complete, name, catalogue, files)
        for word in ("MISSING", "NOT YET KNOWN", "NOT DECIDED", "not in the evidence folder"):
            assert word not in document.text

    @pytest.mark.parametrize("name", [name for name in DELIVERABLES if name != "conformity-record"])
    def test_it_is_no_draft(self, complete, catalogue, name):
        context = context_of(complete, name, catalogue)
        assert part(context, "document").draft_mark == ""
        assert "DRAFT" not in printed(complete, name, catalogue).text

    def test_the_record_of_steps_is_one_while_steps_are_not_recorded(self, complete, catalogue):
        assert part(context_of(complete, "conformity-record", catalogue), "document").draft_mark == "DRAFT"

    def test_nothing_is_open_before_signature(self, complete, catalogue):
        document = printed(complete, "declaration-of-conformity", catalogue)
        assert "Open before signature" not in document.headings

    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_it_prints_its_values(self, complete, catalogue, name):
        context = context_of(complete, name, catalogue)
        document = printed(complete, name, catalogue)
        assert len(context.printed) > 10
        assert [value for value in context.printed if folded(value) not in document.everything] == []


@pytest.fixture(scope="module")
def needed(complete, catalogue) -> list[str]:
    """Return the answers of the complete sample for which a requirement of the three documents asks."""
    wanted = {fact for requirement in catalogue.legislation.requirements for fact in requirement.facts}
    optional = set()
    for question in catalogue.questionnaire.questions():
        optional |= {question.id} if question.optional else set()
        optional |= {f"{question.id}[].{column.id}" for column in question.column if column.optional}
    facts_of = {path: re.sub(r"\[[^\]]+\]", "[]", path) for path in sorted(paths_of(complete.values))}
    return [
        path
        for path, fact in facts_of.items()
        if (fact in wanted or question_of(fact) in wanted) and fact not in optional
    ]


class TestDroppedFacts:
    """An answer taken out of the complete sample leaves a gap that names its question."""

    COUNT = 45

    def test_the_selection_is_spread_over_the_questionnaire(self, needed):
        chosen = some_of(needed, self.COUNT)
        assert len(set(chosen)) == self.COUNT
        assert len({path.partition(".")[0] for path in chosen}) > 10

    @pytest.mark.parametrize("place", range(COUNT))
    def test_a_dropped_answer_is_a_gap_that_names_its_question(self, complete, catalogue, numbers, needed, place):
        path = some_of(needed, self.COUNT)[place]
        fewer = with_answer(complete, path, None)
        gaps = [gap for name in DELIVERABLES for gap in context_of(fewer, name, catalogue).gaps]
        assert [path for gap in gaps if names(gap, numbers[question_of(path)])][:1] == [path]
        assert path in {re.split(r"[?+]", gap.path)[0] for gap in gaps}


class TestGap:
    """A fact that is missing."""

    def test_its_marker_names_the_law_the_question_and_who_owes_it(self, complete, catalogue, marker):
        path = "performance.metric_suitability"
        document = printed(with_answer(complete, path, None), "annex-iv", catalogue)
        section = document.section("4 Suitability of the performance metrics")
        assert marker("missing", path, "Annex IV(4)") in section.split("\n")

    def test_its_comment_says_what_is_asked_and_what_was_said_so_far(self, complete, catalogue, marker):
        unsure = with_state(complete, "performance.metric_suitability", AnswerState.UNKNOWN, "asked on 3 May")
        (gap,) = context_of(unsure, "annex-iv", catalogue).gaps
        assert folded(gap.marker) == marker("not_known", "performance.metric_suitability", "Annex IV(4)")
        assert "Said so far: asked on 3 May" in gap.comment
        assert "Annex IV(4)" in gap.comment

    def test_the_same_fact_is_the_same_gap_wherever_it_stands(self, complete, catalogue):
        fewer = with_answer(complete, "purpose.misuse", None)
        for name in DELIVERABLES[:1]:
            assert len(context_of(fewer, name, catalogue).gaps) == 1
        document = printed(fewer, "annex-iv", catalogue)
        assert len(list(document.document.comments)) == 1

    def test_an_unanswered_table_is_one_row_of_gaps(self, complete, catalogue, marker):
        fewer = with_answer(complete, "risk.risks", None)
        context = context_of(fewer, "annex-iv", catalogue)
        (row,) = part(context, "risk").risks
        assert all(isinstance(getattr(row, name), Gap) for name in facts()["risk.risks"].columns)
        assert marker("missing", "risk.risks") in printed(fewer, "annex-iv", catalogue).text

    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_every_table_without_rows_prints_a_whole_marker_where_it_stands(self, complete, catalogue, marker, name):
        tables = [path for path, fact in facts().items() if fact.kind is Kind.TABLE and path != "evidence"]
        nothing = with_answers(complete, dict.fromkeys(tables))
        document, shown = printed(nothing, name, catalogue), shown_in(context_of(nothing, name, catalogue))
        for section in (each for each in deliverable_of(catalogue, name).section if each.id in shown):
            text = document.section(folded(f"{section.label} {section.heading}"))
            wanted = {path for block in section.block if block.kind is BlockKind.TABLE for path in block.facts}
            assert {path for path in wanted if marker("missing", path) not in text} == set()

    def test_a_missing_cell_is_named_by_its_row_and_in_the_comment_by_its_column(self, complete, catalogue, numbers):
        fewer = with_answer(complete, "data.data_sets[DS-02].provenance", None)
        gaps = context_of(fewer, "annex-iv", catalogue).gaps
        assert {gap.path for gap in gaps} == {"data.data_sets[DS-02].provenance"}
        assert all(f"{numbers['data.data_sets']}, DS-02" in folded(gap.marker) for gap in gaps)
        (column,) = (
            column.label
            for question in catalogue.questionnaire.questions()
            for column in question.column
            if (question.id, column.id) == ("data.data_sets", "provenance")
        )
        assert all(column in gap.comment for gap in gaps)

    def test_a_gap_cannot_be_asked_whether_it_holds(self, complete, catalogue):
        (gap,) = context_of(with_answer(complete, "purpose.misuse", None), "annex-iv", catalogue).gaps
        with pytest.raises(TypeError, match=r"purpose\.misuse"):
            bool(gap)

    @pytest.mark.parametrize("sample", SAMPLES)
    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_every_gap_of_a_sample_is_printed_and_commented(self, catalogue, numbers, sample, name):
        context = context_of(merged(sample), name, catalogue)
        document = printed(merged(sample), name, catalogue)
        # A certificate has no document control; what that would print stands in the context all the same.
        control = {f"documents.{part}" for part in ("status", "prepared_by", "approved_by", "approved_on")}
        unprinted = control if name == "declaration-of-conformity" else set()
        for path in {gap.path for gap in context.gaps} - unprinted:
            row = path.partition("[")[2].partition("]")[0]
            asked = numbers[question_of(path)]
            place = rf"Q {re.escape(asked)}, {re.escape(row)}\b" if row else rf"Q {re.escape(asked)}(?!\.?\d)"
            assert re.search(place, document.text + document.running), path
        assert len(list(document.document.comments)) <= len({gap.path for gap in context.gaps})


class TestStates:
    """A fact of which a person says something instead of answering."""

    def test_what_does_not_apply_prints_its_reason(self, complete, catalogue):
        declined = with_state(complete, "purpose.minors", AnswerState.NOT_APPLICABLE, "no person is assessed")
        context = context_of(declined, "annex-iv", catalogue)
        assert context.gaps == ()
        document = printed(declined, "annex-iv", catalogue)
        assert "Not applicable: no person is assessed" in document.lines

    def test_a_table_that_does_not_apply_prints_its_reason_once(self, complete, catalogue):
        declined = with_state(complete, "lifecycle.changes", AnswerState.NOT_APPLICABLE, "first version")
        document = printed(declined, "annex-iv", catalogue)
        assert document.section("6 Changes through the life cycle").count("Not applicable: first version") == 1
        assert context_of(declined, "annex-iv", catalogue).gaps == ()

    def test_an_answer_that_is_not_needed_is_not_printed(self, complete, catalogue):
        more = with_answers(
            complete, {"representative.name": "Nordlicht Mandate GmbH", "representative.address": "Hafenweg 8, Hamburg"}
        )
        for name in DELIVERABLES:
            document = printed(more, name, catalogue)
            assert "Nordlicht" not in document.text
            assert "Hafenweg" not in document.text

    def test_what_may_stay_blank_says_that_it_is_not_stated(self, complete, catalogue):
        blank = with_answer(complete, "architecture.diagram", None)
        assert context_of(blank, "annex-iv", catalogue).gaps == ()
        section = printed(blank, "annex-iv", catalogue).section("2(c) Architecture and computing resources")
        assert "Not stated" in section


class TestSections:
    """Whether a section is printed is declared, and unknown prints it."""

    @pytest.mark.parametrize(
        ("path", "name", "heading", "note"),
        [
            ("product.is_component", AIV, "1(f) Pictures of the product", "not a component of a product."),
            ("architecture.has_user_interface", AIV, "1(g) User interface for the deployer", "no user interface"),
            ("lifecycle.has_planned_changes", AIV, "2(f) Pre-determined changes", "has fixed no change"),
            ("lifecycle.has_planned_changes", IFU, "(c) Pre-determined changes", "has fixed no change"),
            ("oversight.has_explanations", IFU, "(b)(iv) Explanation of the output", "no technical"),
            ("purpose.targets_persons", IFU, "(b)(v) Performance for persons and groups", "not meant"),
            ("representative.appointed", IFU, "Authorised representative", "appointed no"),
        ],
    )
    def test_a_section_whose_condition_is_false_says_so(self, complete, catalogue, path, name, heading, note):
        section = printed(with_answer(complete, path, False), name, catalogue).section(heading)
        (said,) = (line for line in section.split("\n") if line.startswith("Does not apply: "))
        assert note in said
        unanswered = printed(with_answer(complete, path, None), name, catalogue).section(heading)
        assert "Does not apply" not in unanswered
        assert unanswered

    @pytest.mark.parametrize("path", DECISIONS)
    def test_an_unanswered_question_hides_no_section(self, complete, catalogue, path):
        for name in DELIVERABLES:
            sections = deliverable_of(catalogue, name).section
            # Whether a fact is known, and whether anything is open, may differ between no answer and any answer.
            asks = {each.id for each in sections if "known(" in each.shown_when or "assessment." in each.shown_when}
            yes, no, none = (
                shown_in(context_of(with_answer(complete, path, answer), name, catalogue))
                for answer in (True, False, None)
            )
            assert (yes | no) - asks <= none

    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_headings_are_printed_in_the_order_in_which_they_are_declared(self, complete, catalogue, name):
        context = context_of(complete, name, catalogue)
        document = printed(complete, name, catalogue)
        wanted = [heading for heading in map(folded, context.headings) if heading in document.headings]
        assert wanted == list(map(folded, context.headings))
        places = [document.headings.index(heading) for heading in dict.fromkeys(wanted)]
        assert places == sorted(places)

    @pytest.mark.parametrize("path", ["data.personal_data", "documents.status"])
    def test_a_section_that_is_left_out_leaves_no_heading(self, complete, catalogue, path):
        name = "declaration-of-conformity"
        for answer in (look_up(complete.values, path), None):
            context = context_of(with_answer(complete, path, answer), name, catalogue)
            sections = context.values["sections"]
            left_out = [
                each
                for each in deliverable_of(catalogue, name).section
                if each.left_out_when != NEVER and not getattr(sections, each.id).here
            ]
            assert left_out
            headings = printed(with_answer(complete, path, answer), name, catalogue).headings
            kept = {folded(heading) for heading in context.headings}
            assert {folded(f"{each.label} {each.heading}") for each in left_out} - kept & set(headings) == set()


def part(context: Context, name: str) -> Any:
    """Return what a template may name, whatever it is."""
    return context.values[name]


def shown_in(context: Context) -> set[str]:
    sections = part(context, "sections")
    return {name for name in sections if getattr(sections, name).shown}


class TestStatements:
    """A legal statement is printed where its condition is known to hold, and nowhere else."""

    @pytest.mark.parametrize(
        ("answer", "printed_sentence", "printed_marker", "heading"),
        [(True, True, False, True), (False, False, False, False), (None, False, True, True)],
    )
    def test_the_data_protection_statement_stands_exactly_when_personal_data_are_processed(
        self, complete, catalogue, marker, answer, printed_sentence, printed_marker, heading
    ):
        intake = with_answer(complete, "data.personal_data", answer)
        document = printed(intake, "declaration-of-conformity", catalogue)
        assert (DATA_PROTECTION in document.text) is printed_sentence
        assert (marker("undecided", "data.personal_data", "Annex V(5)") in document.text) is printed_marker
        assert ("5 Personal data" in document.headings) is heading

    def test_without_the_recorded_check_the_statement_is_only_announced(self, complete, catalogue):
        intake = with_answer(complete, "data.data_protection_check", None)
        section = printed(intake, "declaration-of-conformity", catalogue).section("5 Personal data")
        assert section.startswith("To be declared once the data protection check is recorded")

    def test_not_sure_about_personal_data_prints_the_marker_too(self, complete, catalogue):
        intake = with_state(complete, "data.personal_data", AnswerState.UNKNOWN, "asked")
        document = printed(intake, "declaration-of-conformity", catalogue)
        assert DATA_PROTECTION not in document.text
        assert "NOT DECIDED" in document.text

    @pytest.mark.parametrize(
        ("answers", "says", "says_not"),
        [
            ({"conformity.notified_body": False}, ["No notified body took part."], ["Notified body: "]),
            (NOTIFIED, ["Notified body: Pruefstelle Nord, identification number 0999.", "C-17"], ["No notified body"]),
            ({"conformity.notified_body": None}, ["NOT DECIDED"], ["No notified body took part", "Notified body: "]),
            ({"representative.appointed": None}, ["NOT DECIDED"], ["Authorised representative:"]),
            ({"conformity.other_law_requires_declaration": False}, [], ["other Union law that provides"]),
            (
                {"conformity.other_law_requires_declaration": True},
                ["other Union law that provides for an EU declaration of conformity: [MISSING"],
                [],
            ),
        ],
    )
    def test_a_conditional_sentence_follows_the_answer(self, complete, catalogue, answers, says, says_not):
        document = printed(with_answers(complete, answers), "declaration-of-conformity", catalogue)
        for words in says:
            assert words in document.text
        for words in says_not:
            assert words not in document.text

    def test_two_sentences_that_wait_for_one_answer_print_one_marker(self, complete, catalogue):
        document = printed(
            with_answer(complete, "conformity.notified_body", None), "declaration-of-conformity", catalogue
        )
        assert document.section("7 Conformity assessment").count("NOT DECIDED") == 1

    def test_every_conditional_statement_is_undecided_where_nothing_is_answered(self, catalogue):
        nothing = Intake({"system": {"id": "x"}})
        for name in DELIVERABLES:
            statements = [
                block
                for section in deliverable_of(catalogue, name).section
                for block in section.block
                if block.kind is BlockKind.STATEMENT
                and not ("known(" in block.when or block.when == "true" or block.when.startswith(("law.", COUNTS)))
            ]
            document = printed(nothing, name, catalogue)
            for block in statements:
                assert folded(block.words.partition("{")[0]) not in document.text


class TestDraft:
    """A declaration is a draft, with what is open on it, until everything is settled."""

    @pytest.mark.parametrize(
        ("path", "value", "precondition"),
        [
            ("scope.use_cases", None, "classified"),
            ("performance.metric_suitability", None, "technical_documentation"),
            ("oversight.output_interpretation", None, "instructions_for_use"),
            ("system.reference", None, "identified"),
            ("conformity.other_law_requires_declaration", None, "other_law"),
            ("data.personal_data", None, "data_protection"),
            ("data.data_protection_check", None, "data_protection"),
            ("conformity.uses_harmonised_standards", None, "standards"),
            ("practices.manipulation", None, "practices"),
            ("practices.social_scoring_unrelated", True, "practices"),
            ("market.transition", None, "route"),
            ("scope.use_cases[UC-01].does_it", False, "route"),
            ("conformity.procedure", None, "procedure"),
            ("conformity.notified_body", None, "notified_body"),
            ("conformity.signatory", None, "signatory"),
            ("system.roles", None, "provider"),
            ("documents.status", "review", "approved"),
            ("documents.status", None, "approved"),
            ("documents.approved_by", None, "approved"),
        ],
    )
    def test_what_is_open_is_listed_on_a_draft(self, complete, catalogue, path, value, precondition):
        name = "declaration-of-conformity"
        words = {each.id: each.words for each in deliverable_of(catalogue, name).precondition}
        intake = with_answer(complete, path, value)
        document = printed(intake, name, catalogue)
        assert folded(words[precondition]) in document.section("Open before signature")
        assert part(context_of(intake, name, catalogue), "document").draft_mark == "DRAFT"
        assert "DRAFT" in document.text + document.running

    def test_every_precondition_is_tried_above(self, catalogue):
        declared = {each.id for each in deliverable_of(catalogue, "declaration-of-conformity").precondition}
        (mark,) = self.test_what_is_open_is_listed_on_a_draft.pytestmark
        assert {precondition for _, _, precondition in mark.args[1]} == declared

    def test_the_status_is_what_a_person_says(self, complete, catalogue):
        review = with_answer(complete, "documents.status", "review")
        assert part(context_of(review, "annex-iv", catalogue), "document").draft_mark == "DRAFT"
        nothing = context_of(with_answer(complete, "documents.status", None), "annex-iv", catalogue)
        assert part(nothing, "document").status == "Draft (status not stated)"


class TestRegisters:
    """The requirement index and the evidence register."""

    def test_the_index_has_one_row_for_each_requirement_of_the_document(self, complete, catalogue):
        context = context_of(complete, "annex-iv", catalogue)
        taken = {
            name
            for section in deliverable_of(catalogue, "annex-iv").section
            for name in section.requirements
            if next(each for each in catalogue.legislation.requirements if each.id == name).served_by
            is not Service.NONE
        }
        assert len(part(context, "requirement_index")) == len(taken)

    @pytest.mark.parametrize(
        ("path", "value", "requirement", "status"),
        [
            ("performance.metric_suitability", "Suits.", "AIV-4", "Documented"),
            ("performance.metric_suitability", None, "AIV-4", "Missing"),
            ("performance.overall_accuracy", None, "AIV-3.a", "1 of 51 facts missing"),
            ("architecture.user_interface", None, "AIV-1-g", "Missing"),
            ("product.is_component", False, "AIV-1-f", "Does not apply"),
        ],
    )
    def test_a_row_says_how_its_requirement_stands(self, complete, catalogue, path, value, requirement, status):
        intake = with_answers(complete, {"architecture.screens": None, path: value})
        summary = {each.id: each.summary for each in catalogue.legislation.requirements}
        rows = part(context_of(intake, "annex-iv", catalogue), "requirement_index")
        assert [folded(row.status) for row in rows if row.requirement == summary[requirement]] == [status]

    def test_no_row_calls_anything_met_or_compliant(self, complete, catalogue):
        for name in DELIVERABLES:
            for row in part(context_of(complete, name, catalogue), "requirement_index"):
                assert not re.search(r"\b(met|compliant|fulfilled)\b", row.status, re.IGNORECASE)

    def test_the_evidence_register_prints_the_digest_of_each_file(self, complete, catalogue):
        files = evidence_of(COMPLETE)
        rows = part(context_of(complete, "annex-iv", catalogue, files), "evidence_register")
        assert [row.id for row in rows] == [row["id"] for row in look_up(complete.values, "evidence")]
        named = {name for row in look_up(complete.values, "evidence") for name in row["file"]}
        printed_digests = " ".join(row.digest for row in rows)
        assert all(files[name].sha256 in printed_digests for name in named)

    def test_a_file_that_is_not_there_is_said_to_be_missing(self, complete, catalogue):
        rows = part(context_of(complete, "annex-iv", catalogue), "evidence_register")
        assert {part for row in rows for part in re.split("; |\n", row.digest)} == {catalogue.words["not_in_folder"]}

    def test_a_requirement_with_evidence_names_it(self, complete, catalogue):
        said = {"performance.metric_suitability": AnswerNote(evidence=("EV-01",))}
        rows = part(context_of(Intake(complete.values, said), "annex-iv", catalogue), "requirement_index")
        (row,) = (row for row in rows if folded(row.point) == "Annex IV(4)")
        assert row.evidence == "EV-01"


def test_nothing_but_what_a_document_declares_is_in_its_context(complete, catalogue):
    context = context_of(complete, "instructions-for-use", catalogue)
    assert "testing" not in context.values
    assert not hasattr(part(context, "risk"), "process")


def test_a_draft_reads_alike_in_every_revision_but_for_what_it_says_of_the_revision(complete, catalogue):
    case = work_out(complete, catalogue, {})
    draft = lay_out(deliverable_of(catalogue, "annex-iv"), case, catalogue, catalogue.style.shade)
    first, later = draft.issued(Issue(Revision(1))), draft.issued(Issue(Revision(2, is_unspoken=True), (Revision(1),)))
    assert {name for name, value in first.values.items() if value is not later.values[name]} == {
        "document",
        "revisions",
    }
    assert (first.gaps, first.printed, first.properties) == (later.gaps, later.printed, later.properties)
    again = draft.issued(Issue(Revision(1)))
    said, before = again.values["document"], first.values["document"]
    assert isinstance(said, View)
    assert isinstance(before, View)
    assert entries_of(said) == entries_of(before)
