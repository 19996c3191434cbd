"""Rows that are entries of a list: prefilled in the form, held against the list when they come back, never guessed."""

import pytest

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.finding import Finding
from pipeline.model.form_layout import TableSheet
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.questionnaire import Form
from pipeline.stages.form import form_workbook
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.read import read
from tests.samples import COMPLETE, SAMPLES, answers_of
from tests.strategies import declarations
from tests.workbooks import NAME

CATALOGUE = declarations().read()
LISTS = lists_of(CATALOGUE)
TABLES = [question for question in CATALOGUE.questionnaire.questions() if question.rows_of]


def held(rows: list[dict], table: str = "controls", notes: dict | None = None) -> Intake:
    intake = Intake({"management": {table: tuple(rows)}}, notes or {})
    return hold_to_lists(intake, CATALOGUE.questionnaire, LISTS)


def kept(intake: Intake, table: str = "controls") -> list[str]:
    return [row["id"] for row in intake.values.get("management", {}).get(table, ())]


def told(intake: Intake) -> Finding:
    (found,) = intake.findings
    return found


def test_every_list_that_a_question_names_is_there() -> None:
    assert {question.rows_of for question in TABLES} == set(LISTS)
    assert len(LISTS["controls"].entries) == 38
    assert {"4.1", "6.1.4", "10.2"} <= set(LISTS["clauses"].entries)
    assert not {"4", "10"} & set(LISTS["clauses"].entries)
    assert {entry.id for entry in CATALOGUE.legislation.requirements} <= set(LISTS["duties"].entries)


@pytest.mark.parametrize("form", list(Form))
def test_a_form_has_a_row_for_each_listed_entry_and_reads_back_as_blank(form: Form) -> None:
    workbook = form_workbook(CATALOGUE.questionnaire, form, lists=LISTS)
    sheets = {sheet.title: sheet for sheet in workbook.sheets if isinstance(sheet, TableSheet)}
    listed = [question for question in TABLES if question.listed and question.own_sheet in sheets]
    assert listed
    for question in listed:
        sheet = sheets[question.own_sheet]
        assert [row.id for row in sheet.rows] == list(LISTS[question.rows_of].entries)
        assert sheet.blank_rows == 0
    opened, refused = read_workbook(NAME, write_form(workbook))
    assert refused == ()
    assert opened is not None
    back = hold_to_lists(read(opened, CATALOGUE.questionnaire, form), CATALOGUE.questionnaire, LISTS)
    assert back.values == {}
    assert [found for found in back.findings if found.code != "INT028"] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_filled_form_reads_back_as_it_was_written(sample: str) -> None:
    for name, form in (("", Form.SYSTEM), ("organisation", Form.ORGANISATION)):
        intake = answers_of(sample, name)
        workbook = form_workbook(CATALOGUE.questionnaire, form, intake, lists=LISTS)
        opened, _ = read_workbook(NAME, write_form(workbook))
        assert opened is not None
        back = hold_to_lists(read(opened, CATALOGUE.questionnaire, form), CATALOGUE.questionnaire, LISTS)
        assert back.values == intake.values
        assert back.notes == intake.notes
        assert back.findings == ()


@pytest.mark.parametrize(
    "title",
    [
        "AI system impact assessment process",
        "ai system impact assessment process",
        "AI systems impact assessment process",
        "  AI system  impact assessment process.",
    ],
)
def test_a_title_fits_whatever_its_case_spaces_and_number(title: str) -> None:
    intake = held([{"id": "A.5.2", "title": title, "applicable": True}])
    assert kept(intake) == ["A.5.2"]
    assert intake.findings == ()


def test_british_and_american_spelling_are_one() -> None:
    titles = [entry for entry in LISTS["clauses"].entries.values() if "organization" in entry.title]
    assert titles
    for entry in titles:
        british = entry.title.replace("organization", "organisation")
        assert held([{"id": entry.id, "title": british, "status": "planned"}], "clauses").findings == ()


def test_other_spellings_that_are_declared_are_accepted() -> None:
    known = [entry for entry in LISTS["controls"].entries.values() if entry.also]
    assert known
    for entry in known:
        for title in entry.also:
            assert held([{"id": entry.id, "title": title, "applicable": True}]).findings == ()


def test_a_control_without_its_prefix_is_stopped_and_the_right_id_is_named() -> None:
    intake = held([{"id": "6.1.2", "title": "AI risk assessment", "applicable": True}])
    assert kept(intake) == []
    assert told(intake).code == "INT038"
    assert "A.6.1.2" in told(intake).hint


def test_an_id_that_there_is_not_is_stopped() -> None:
    intake = held([{"id": "A.9.5", "title": "Human oversight", "applicable": True}])
    assert (kept(intake), told(intake).code) == ([], "INT038")


@pytest.mark.parametrize("title", ["Data governance", "", "AI policy"])
def test_a_title_that_does_not_fit_stops_the_row(title: str) -> None:
    row = {"id": "A.6.2.4", "applicable": True, **({"title": title} if title else {})}
    intake = held([row, {"id": "A.2.2", "title": "AI policy", "applicable": True}])
    assert kept(intake) == ["A.2.2"]
    assert told(intake).code == "INT039"
    assert "AI system verification and validation" in told(intake).message
    assert ("A.2.2 has that title" in told(intake).message) == (title == "AI policy")


def test_a_row_with_nothing_but_id_and_title_is_blank_unless_something_is_said_beside_it() -> None:
    row = {"id": "A.2.2", "title": "AI policy"}
    assert held([row]).values == {}
    assert kept(held([row], notes={"management.controls[A.2.2]": AnswerNote(comment="See 5.2")})) == ["A.2.2"]


def test_the_id_of_an_action_is_a_requirement_or_a_duty_and_its_title_is_free() -> None:
    name = CATALOGUE.crosswalk.duties[0].id
    values = {"actions": ({"id": name, "title": "Our words", "state": "open"}, {"id": "A99", "state": "open"})}
    intake = hold_to_lists(Intake(values), CATALOGUE.questionnaire, LISTS)
    assert [row["id"] for row in intake.values["actions"]] == [name]
    assert told(intake).code == "INT038"
    assert answers_of(COMPLETE).findings == ()
