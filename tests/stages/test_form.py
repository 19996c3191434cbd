"""Questions and answers are laid out as a form, and a form reads back to the answers it was written from."""

from datetime import date
from typing import Any

import pytest

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.library.load import load_catalogue
from pipeline.model.fact import ROWS, Fact
from pipeline.model.fact_list import facts
from pipeline.model.form_change import FormVersions
from pipeline.model.form_codes import FURNITURE, SHEET_TITLE_LIMIT, YES_NO_LIST, ColumnCode
from pipeline.model.form_layout import (
    FormWorkbook,
    LinkLine,
    Occasion,
    Passage,
    QuestionLine,
    QuestionSheet,
    ReferenceSheet,
    Shown,
    Status,
    TableSheet,
)
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.questionnaire import Column, Form, FormSection, Question, Questionnaire, Usage
from pipeline.model.scalar import Kind
from pipeline.stages.form import form_workbook
from pipeline.stages.read import read
from tests.words import form_words


def ask(path: str, **more: Any) -> Question:
    return Question(path, f"Label of {path}", "What?", ("Art 1",), "legal", (Usage.SECTION,), **more)


SETS = ask(
    "data.data_sets",
    number="2.2",
    sheet="Data sets",
    row_prefix="DS",
    shown_if="data.uses_data_sets == true",
    column=(Column("name", "Name"), Column("records", "Number", optional=True), Column("used_for", "Used for")),
)
QUESTIONNAIRE = Questionnaire(
    FormVersions("1"),
    (
        FormSection(
            "identity",
            "1",
            "1 Identity",
            "Identity",
            (Form.SYSTEM,),
            "Which system.",
            (
                ask("system.id", number="1.1"),
                ask("system.roles", number="1.2", guidance="All that fit.", good="Provider", bad="Maker"),
                ask("system.first_release", number="1.3", optional=True),
                ask("organisation.size", number="1.4"),
            ),
        ),
        FormSection(
            "data",
            "2",
            "2 Data",
            "Data",
            (Form.SYSTEM,),
            "Which data.",
            (ask("data.uses_data_sets", number="2.1"), SETS),
        ),
        FormSection(
            "evidence",
            "E",
            "Evidence",
            "Evidence",
            (Form.SYSTEM, Form.ORGANISATION),
            "What proves it.",
            (ask("evidence", number="E.1", sheet="", optional=True, column=(Column("title", "Title"),)),),
        ),
        FormSection(
            "organisation",
            "O",
            "Organisation",
            "Organisation",
            (Form.ORGANISATION,),
            "Who you are.",
            (ask("organisation.name", number="O.1"),),
        ),
    ),
    {"Role": {"provider": "Provider (makes it)", "deployer": "Deployer"}, "who": {"legal": "Legal"}},
    form_words(),
    {},
    (),
)


def lay_out(
    values: dict[str, Any] | None = None, notes: dict[str, AnswerNote] | None = None, **more: Any
) -> FormWorkbook:
    return form_workbook(QUESTIONNAIRE, Form.SYSTEM, Intake(values or {}, notes or {}), **more)


def line_of(form: FormWorkbook, path: str) -> QuestionLine:
    for sheet in form.sheets:
        if isinstance(sheet, ReferenceSheet):
            continue
        for line in sheet.lines if isinstance(sheet, QuestionSheet) else (sheet.line,):
            if not isinstance(line, LinkLine) and line.id == path:
                return line
    raise KeyError(path)


def table_of(form: FormWorkbook, path: str) -> TableSheet:
    return next(sheet for sheet in form.sheets if isinstance(sheet, TableSheet) and sheet.line.id == path)


def test_each_table_has_a_sheet_after_its_section():
    form = lay_out()
    assert [sheet.title for sheet in form.sheets] == ["1 Identity", "2 Data", "Data sets", "Label of evidence"]
    section = form.sheets[1]
    assert isinstance(section, QuestionSheet)
    link = section.lines[1]
    assert isinstance(link, LinkLine)
    assert (link.sheet, link.line.id) == ("Data sets", "data.data_sets")
    assert table_of(form, "data.data_sets").below_section
    assert not table_of(form, "evidence").below_section


def test_organisation_sections_come_where_they_are_wanted():
    titles = [sheet.title for sheet in lay_out(occasion=Occasion(with_organisation=True)).sheets]
    assert titles == ["1 Identity", "2 Data", "Data sets", "Label of evidence", "Organisation"]
    only = form_workbook(QUESTIONNAIRE, Form.ORGANISATION)
    assert [sheet.title for sheet in only.sheets] == ["Label of evidence", "Organisation"]


def test_values_stand_in_words():
    values = {
        "system": {"id": "ranker", "roles": ["provider", "deployer"], "first_release": "2027-12-02"},
        "organisation": {"size": "sme"},
        "data": {"uses_data_sets": False},
    }
    form = lay_out(values)
    answers = {path: line_of(form, path).answer for path in ("system.id", "system.roles", "system.first_release")}
    assert answers == {
        "system.id": "ranker",
        "system.roles": "Provider (makes it); Deployer",
        "system.first_release": date(2027, 12, 2),
    }
    assert line_of(form, "organisation.size").answer == "sme"
    assert line_of(form, "data.uses_data_sets").answer == "No"
    assert form.system_id == "ranker"


@pytest.mark.parametrize(
    ("note", "answer", "status"),
    [
        (AnswerNote(AnswerState.UNKNOWN), "Not sure", Status.NOT_SURE),
        (AnswerNote(AnswerState.UNKNOWN, "ask Legal"), "Not sure: ask Legal", Status.NOT_SURE),
        (AnswerNote(AnswerState.NOT_APPLICABLE, "none"), "Does not apply: none", Status.DOES_NOT_APPLY),
        (AnswerNote(comment="later"), None, Status.MISSING),
    ],
)
@pytest.mark.parametrize("path", ["system.roles", "data.data_sets"])
def test_states_stand_in_words(note, answer, status, path):
    line = line_of(lay_out(notes={path: note}), path)
    assert (line.answer, line.status, line.comment) == (answer, status, note.comment or "")


def test_blank_lines_have_the_status_that_they_earn():
    form = lay_out({"data": {"uses_data_sets": False}}, judge=lambda _: False)
    assert line_of(form, "system.id").status is Status.MISSING
    assert line_of(form, "system.first_release").status is Status.OPTIONAL
    assert line_of(form, "data.data_sets").status is Status.DOES_NOT_APPLY
    assert line_of(lay_out(), "data.data_sets").shown is Shown.UNDECIDED
    assert line_of(lay_out(), "data.data_sets").status is Status.MISSING


def test_rows_hold_values_and_states_and_what_stands_beside():
    values = {"data": {"data_sets": [{"id": "DS-01", "name": "First", "records": 3, "used_for": ["training"]}]}}
    notes = {
        "data.data_sets[DS-01]": AnswerNote(evidence=("EV-01", "EV-02"), comment="checked"),
        "data.data_sets[DS-02].name": AnswerNote(AnswerState.UNKNOWN, "ask"),
    }
    table = table_of(lay_out(values, notes), "data.data_sets")
    first, second = table.rows
    assert (first.id, first.cells) == ("DS-01", ("First", 3, "training"))
    assert (first.evidence, first.comment) == ("EV-01; EV-02", "checked")
    assert (second.id, second.cells) == ("DS-02", ("Not sure: ask", None, None))
    assert table.line.status is Status.ANSWERED
    assert len(table.rows) + table.blank_rows == 30


def test_long_table_keeps_rows_to_spare():
    rows = [{"id": f"DS-{number:02}"} for number in range(40)]
    assert table_of(lay_out({"data": {"data_sets": rows}}), "data.data_sets").blank_rows == 20


def test_evidence_needs_no_evidence_of_its_own():
    assert not table_of(lay_out(), "evidence").has_evidence
    noted = {"evidence[EV-01]": AnswerNote(evidence=("EV-02",))}
    assert table_of(lay_out(notes=noted), "evidence").has_evidence


def test_guidance_helps_with_examples_options_and_what_it_hangs_on():
    roles = line_of(lay_out(), "system.roles")
    assert roles.guidance[:3] == (
        Passage("", "All that fit."),
        Passage("Good:", "Provider"),
        Passage("Not enough:", "Maker"),
    )
    assert roles.guidance[3].text.startswith("\n• Provider (makes it)\n• Deployer")
    assert line_of(lay_out(), "data.data_sets").guidance[-1] == Passage("Depends on your answer to", "2.1.")
    assert (roles.legal, roles.who) == ("Art 1", "Legal")


def test_units_and_ids_are_shown():
    table = table_of(lay_out(), "data.data_sets")
    assert table.columns[1].label == "Number (records)"
    assert "records" in table.columns[1].input.hint
    assert table.id_example == "DS-01"
    assert table_of(lay_out(), "evidence").id_example == "01"


# ------------------------------------------------------------- the shipped questionnaire


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return load_catalogue(cache=tmp_path_factory.mktemp("cache")).questionnaire


def example(fact: Fact) -> Any:
    """Return a value of every kind that a form must carry through."""
    if fact.kind is Kind.TABLE:
        columns = [facts()[f"{fact.path}{ROWS}.{name}"] for name in fact.columns]
        return [
            {"id": f"X-{row}"} | {column.path.rpartition(".")[2]: example(column) for column in columns}
            for row in (1, 2)
        ]
    codes = fact.choices or tuple(load_catalogue().questionnaire.choices.get(fact.vocabulary, ()))
    return {
        Kind.ID: "an-id",
        Kind.LINE: "=1+1 & <r>2.10</r>",
        Kind.PROSE: "first line\n\n_x000D_ {{ 7*7 }} 😀 last",
        Kind.YES_NO: False,
        Kind.CHOICE: codes[-1] if codes else None,
        Kind.CHOICES: list(codes),
        Kind.NUMBER: 0.1,
        Kind.DATE: "2026-09-14",
        Kind.FILES: ["a b.pdf", "c.png"],
        Kind.REFS: ["X-1", "X-2"],
    }[fact.kind]


def filled(questionnaire: Questionnaire, form: Form) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for section in questionnaire.sections_of(form):
        for question in section.question:
            *parents, name = question.id.split(".")
            place = values
            for parent in parents:
                place = place.setdefault(parent, {})
            place[name] = example(facts()[question.id])
    return values


def through_a_workbook(questionnaire: Questionnaire, form: Form, intake: Intake) -> Intake:
    content = write_form(form_workbook(questionnaire, form, intake))
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert findings == ()
    return read(workbook, questionnaire, form)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if inner not in ({}, [], ())}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("form", Form)
def test_full_form_reads_back_equal(shipped, form):
    values = filled(shipped, form)
    again = through_a_workbook(shipped, form, Intake(values))
    assert again.findings == ()
    assert plain(again.values) == plain(values)
    assert not again.notes


@pytest.mark.parametrize("form", Form)
def test_form_of_states_reads_back_equal(shipped, form):
    questions = [question for section in shipped.sections_of(form) for question in section.question]
    notes = {
        question.id: AnswerNote(AnswerState.NOT_APPLICABLE, "no such thing: none", ("EV-01", "EV-02"), "=as told")
        for question in questions
    }
    again = through_a_workbook(shipped, form, Intake({}, notes))
    assert dict(again.notes) == notes


@pytest.mark.parametrize("form", Form)
def test_blank_form_reads_back_blank(shipped, form):
    again = through_a_workbook(shipped, form, Intake({}))
    assert plain(again.values) == {}
    assert not again.notes


@pytest.mark.parametrize("form", Form)
def test_titles_of_sheets_are_distinct_and_fit(shipped, form):
    made = form_workbook(shipped, form, occasion=Occasion(with_organisation=True))
    titles = [sheet.title.casefold() for sheet in made.sheets]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= SHEET_TITLE_LIMIT for title in titles)


def test_labels_tell_choices_apart(shipped):
    for vocabulary in form_workbook(shipped, Form.SYSTEM).vocabularies:
        labels = [option.label.casefold() for option in vocabulary.options]
        assert len(set(labels)) == len(labels), vocabulary.name
        assert not any(";" in label or "\n" in label for label in labels)
        assert not any(option.code.startswith(FURNITURE) for option in vocabulary.options)
    assert YES_NO_LIST in {vocabulary.name for vocabulary in form_workbook(shipped, Form.SYSTEM).vocabularies}


def test_no_column_of_the_profile_takes_the_name_of_one_of_the_form():
    taken = {ColumnCode.ROW_ID, ColumnCode.EVIDENCE, ColumnCode.COMMENT}
    assert not taken & {name for fact in facts().values() for name in fact.columns}
