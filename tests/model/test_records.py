"""The small records: names of cells, tallies of a form, gaps, views, lookups by id."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.assessment import Assessment, RequirementStatus
from pipeline.model.assessment import Status as Met
from pipeline.model.citation import unbroken
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Context, Gap, Properties, View
from pipeline.model.deliverable import Block, BlockKind, Section, rows_name, statement_id, tag_name, words_hold_facts
from pipeline.model.explanation import DecidingFact, Explained, Explanation
from pipeline.model.form_change import FormVersions
from pipeline.model.form_layout import (
    CellInput,
    QuestionLine,
    Shown,
    Status,
    Tally,
    tally,
)
from pipeline.model.form_words import FormWords
from pipeline.model.house_style import Page
from pipeline.model.manifest import Made, Manifest
from pipeline.model.questionnaire import Form, FormSection, Question, Questionnaire
from pipeline.model.scalar import DOES_NOT_APPLY, NOT_SURE, Kind, clean_text
from pipeline.model.sheet import cell_name
from tests.words import form_words

LAST_COLUMN = 16_384


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(1, 1, "A1"), (14, 4, "D14"), (9, 26, "Z9"), (9, 27, "AA9"), (1, 703, "AAA1"), (9, LAST_COLUMN, "XFD9")],
)
def test_cells_have_the_names_that_excel_gives_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


@given(st.integers(1, 1_048_576), st.integers(1, LAST_COLUMN))
def test_the_name_of_a_cell_leads_back_to_it(row: int, column: int) -> None:
    name = cell_name(row, column)
    letters = name.rstrip("0123456789")
    back = 0
    for letter in letters:
        back = back * 26 + ord(letter) - 64
    assert (int(name.removeprefix(letters)), back) == (row, column)


# ------------------------------------------------------------------ forms


@pytest.mark.parametrize(
    ("shown", "required", "status"),
    [
        (Shown.APPLIES, True, Status.MISSING),
        (Shown.APPLIES, False, Status.OPTIONAL),
        (Shown.UNDECIDED, True, Status.MISSING),
        (Shown.UNDECIDED, False, Status.OPTIONAL),
        (Shown.DOES_NOT_APPLY, True, Status.DOES_NOT_APPLY),
        (Shown.DOES_NOT_APPLY, False, Status.DOES_NOT_APPLY),
    ],
)
def test_a_blank_line_counts_as_missing_unless_it_is_settled_otherwise(
    shown: Shown, required: bool, status: Status
) -> None:
    line = QuestionLine("a.b", "1.1", "A", "A?", required, CellInput(Kind.LINE), None, status, shown=shown)
    assert line.when_blank is status


@given(st.lists(st.sampled_from(Status)))
def test_a_tally_counts_every_line_that_counts(statuses: list[Status]) -> None:
    counted = tally(statuses)
    assert counted == Tally(
        sum(status is Status.ANSWERED for status in statuses),
        sum(status is Status.MISSING for status in statuses),
        sum(status is Status.NOT_SURE for status in statuses),
        sum(status is Status.DOES_NOT_APPLY for status in statuses),
    )
    assert (counted.share is None) is all(status is Status.OPTIONAL for status in statuses)
    assert counted.share is None or 0 <= counted.share <= 1


@pytest.mark.parametrize(
    ("counted", "share"),
    [(Tally(), None), (Tally(1, 1), 0.5), (Tally(0, 0, 4), 0), (Tally(1, 0, 0, 2), 1), (Tally(1, 1, 1, 1), 0.5)],
)
def test_what_is_not_sure_is_not_complete(counted: Tally, share: float | None) -> None:
    assert counted.share == share


def test_the_states_of_a_form_are_those_that_are_read_back() -> None:
    words = form_words()
    assert (words.state_not_sure, words.state_does_not_apply) == (NOT_SURE, DOES_NOT_APPLY)


def test_every_word_of_a_form_is_clean() -> None:
    words = form_words()
    texts = [text for name in FormWords.__struct_fields__ for text in _texts(getattr(words, name))]
    assert len(texts) >= len(FormWords.__struct_fields__)
    assert [text for text in texts if text != clean_text(text)] == []


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def test_a_form_has_the_sections_that_name_it() -> None:
    def section(name: str, *forms: Form) -> FormSection:
        question = Question(f"{name}.a", "A", "A?", (), "legal", ())
        return FormSection(name, "1", name, name, forms, "", (question,))

    company, system = section("company", Form.ORGANISATION), section("system", Form.SYSTEM)
    both = section("both", Form.ORGANISATION, Form.SYSTEM)
    whole = Questionnaire(FormVersions("1"), (company, system, both), {}, form_words(), {}, ())
    assert whole.sections_of(Form.ORGANISATION) == (company, both)
    assert whole.sections_of(Form.SYSTEM) == (system, both)
    assert [question.id for question in whole.questions()] == ["company.a", "system.a", "both.a"]


# ------------------------------------------------------------------ documents


def test_a_gap_prints_a_number_that_no_answer_can_hold() -> None:
    gap = Gap(7, "data.quality", "[MISSING]", "Question 6.15")
    assert str(gap) == f"{GAP_OPEN}7{GAP_CLOSE}"
    assert clean_text(str(gap)) == "7"


def test_no_template_can_decide_over_a_gap() -> None:
    gap = Gap(7, "data.quality", "[MISSING]", "")
    with pytest.raises(TypeError, match=r"data\.quality is missing"):
        bool(gap)


def test_a_view_shows_its_entries_and_lets_nothing_be_set() -> None:
    view: Any = View({"setting": "A hall", "quality": None})
    assert (view.setting, view.quality, list(view)) == ("A hall", None, ["setting", "quality"])
    with pytest.raises(AttributeError, match="colour"):
        _ = view.colour
    with pytest.raises(AttributeError, match="setting cannot be set"):
        view.setting = "Another hall"


def test_a_context_holds_no_more_than_it_is_given() -> None:
    context = Context("annex-iv", "en", {}, Properties("", "", "", "", "en", None))
    assert (context.gaps, dict(context.pictures), context.headings, context.printed) == ((), {}, (), ())


@pytest.mark.parametrize(
    ("name", "tag"), [("data.data_sets", "data_data_sets"), ("full-form", "full_form"), ("a_1", "a_1")]
)
def test_names_become_tags(name: str, tag: str) -> None:
    assert tag_name(name) == tag


def test_a_statement_is_called_by_its_id_or_by_its_place() -> None:
    section = Section("doc_2", "Provider", 1)
    assert statement_id(section, 1, Block(BlockKind.STATEMENT, id="sole-responsibility")) == "sole_responsibility"
    assert statement_id(section, 1, Block(BlockKind.TEXT, words="{system.name}")) == "doc_2_1"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("see Annex IV(2)(d)", "see Annex_IV(2)(d)"),
        ("Regulation (EU) 2024/1689, Art 6", "Regulation_(EU)_2024/1689, Art_6"),
        ("Section B of Chapter III", "Section B of Chapter_III"),
        ("an Annex to this", "an Annex to this"),
        ("Part 3", "Part 3"),
    ],
)
def test_a_citation_is_not_torn_at_the_end_of_a_line(text: str, tied: str) -> None:
    assert unbroken(text) == tied.replace("_", "\u00a0")
    assert unbroken(unbroken(text)) == unbroken(text)


@pytest.mark.parametrize(
    ("block", "name"),
    [
        (Block(BlockKind.TABLE, facts=("risk.risks",)), "risk.risks"),
        (Block(BlockKind.TABLE, facts=("risk.risks",), when='risk.risks.severity == "high"'), "lists.risk_risks"),
        (Block(BlockKind.TABLE, id="grave-risks", facts=("risk.risks",), when="x"), "lists.grave_risks"),
    ],
    ids=["all-rows", "some-rows", "some-rows-under-an-id"],
)
def test_a_table_of_picked_rows_is_a_list_of_its_own(block: Block, name: str) -> None:
    assert rows_name("risk.risks", block) == name


@pytest.mark.parametrize(("words", "holds"), [("Named {system.name}", True), ("Nothing named", False), ("", False)])
def test_words_may_hold_facts(words: str, holds: bool) -> None:
    assert words_hold_facts(words) is holds


@pytest.mark.parametrize(("landscape", "width"), [(False, 16.0), (True, 24.7)])
def test_the_width_of_text_is_what_the_margins_leave(landscape: bool, width: float) -> None:
    page = Page(width=21.0, height=29.7, left=2.5, right=2.5, top=2, bottom=2, header=1, footer=1)
    assert page.text_width(landscape=landscape) == width


def test_a_topic_is_found_by_id_and_what_is_open_is_named_once() -> None:
    def topic(name: str, *unknowns: DecidingFact, follows: bool = False) -> Explained:
        return Explained(name, "T", "A?", ("unknown",), (), False, "Open", (), (), (), unknowns, (), follows)

    first, second, third = (DecidingFact(path, "2.1", "L", "", "2 Scope", cell) for path, cell in PLACES)
    duties = topic("fines", third, follows=True)
    explanation = Explanation(
        "x", "e", "E", "2026-11-26", (topic("scope", first), topic("route", second, first), duties), ()
    )
    assert explanation.of("fines") is duties
    with pytest.raises(KeyError, match="nothing"):
        explanation.of("nothing")
    assert explanation.unknowns == (first, second), "what only duties wait for is not asked for first"
    assert [fact.at for fact in (first, second)] == ["2 Scope!E5", ""]


PLACES = (("scope.infers", "E5"), ("scope.listed_use", ""), ("deployers.dpia", "E9"))


def test_records_are_found_by_id_or_not_at_all() -> None:
    status, made = RequirementStatus("AV-1", Met.PARTLY), Made("annex-iv", "annex-iv.docx", "k", "s", 1)
    assert Assessment((status,), ()).of("AV-1") is status
    assert Assessment((status,), ()).of("AV-2") is None
    assert Manifest("1", "x", "e", (made,)).of("annex-iv") is made
    assert Manifest("1", "x", "e").of("annex-iv") is None
