"""Rows that are entries of a list: prefilled in the form, held against the list when they come back, never guessed."""

import pytest
from openpyxl.utils import get_column_letter

from pipeline.build.answers import SystemFiles
from pipeline.build.gather import gather
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.finding import Finding
from pipeline.model.form_layout import TableSheet
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.questionnaire import Form
from pipeline.stages.form import form_workbook
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.read import read
from tests.samples import COMPLETE, SAMPLES, answers_of
from tests.strategies import declarations
from tests.workbooks import NAME, OpenForm, form_bytes, read_form

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


def test_what_a_list_gives_is_no_answer_and_cannot_be_typed_over_by_accident() -> None:
    table = "management.controls"
    form = OpenForm(form_bytes(CATALOGUE, form=Form.ORGANISATION))
    sheet, first, codes = form.items(table)
    assert [sheet.cell(first, codes[code]).value for code in ("id", "title")] == ["A.2.2", "AI policy"]
    assert [sheet.cell(first, codes[code]).protection.locked for code in ("id", "title", "status")] == [1, 1, 0]
    # The status beside the table counts what a person has entered, from the column after the title on.
    (formula,) = (str(cell.value) for row in sheet.iter_rows() for cell in row if "COUNTA" in str(cell.value))
    assert f"COUNTA({get_column_letter(codes['title'] + 1)}{first}:" in formula


def test_an_id_that_is_shown_as_an_example_is_one_of_the_list() -> None:
    workbook = form_workbook(CATALOGUE.questionnaire, Form.ORGANISATION, lists=LISTS)
    sheets = {sheet.line.id: sheet for sheet in workbook.sheets if isinstance(sheet, TableSheet)}
    assert sheets["management.controls"].id_example == "A.2.2"
    (refers,) = (each for each in sheets["management.controls_in_systems"].columns if each.id == "controls")
    assert "A.2.2" in refers.input.hint


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


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("General", "6.1.1, 7.5.1, 9.2.1 and 9.3.1 have that title"),
        ("AI risk assessment", "6.1.2 and 8.2 have that title"),
        ("Internal audit program", "9.2.2 has that title"),
    ],
)
def test_of_entries_with_one_title_none_is_preferred(title: str, named: str) -> None:
    assert named in told(held([{"id": "11.1", "title": title, "status": "planned"}], "clauses")).hint


def test_what_is_said_beside_a_row_that_is_stopped_goes_with_it() -> None:
    """A profile that kept it could not be read again: the note would name a row that is not there."""
    beside = {
        "management.controls[A.9.5]": AnswerNote(evidence=("EV-01",)),
        "management.controls[A.9.5].status": AnswerNote(AnswerState.UNKNOWN),
        "management.controls[A.9.4]": AnswerNote(comment="stays"),
        "management.controls": AnswerNote(comment="stays"),
    }
    rows: list[dict] = [
        {"id": "A.9.5", "title": "Human oversight", "applicable": True},
        {"id": "A.9.4", "title": "Intended use of the AI system"},
    ]
    intake = held(rows, notes=beside)
    assert kept(intake) == ["A.9.4"]
    assert {note.comment for note in intake.notes.values()} == {"stays"}


def test_ids_that_are_missing_twice_or_none_are_told_once_at_their_cells() -> None:
    table = "management.controls"
    form = OpenForm(form_bytes(CATALOGUE, form=Form.ORGANISATION))
    for name, given in (("A.2.2", None), ("A.2.4", "A.2.3"), ("A.3.2", "A 3.2"), ("A.3.3", "3.3")):
        form.item(table, name, "applicable").value = "Yes"
        form.item(table, name).value = given
    form.item(table, "A.4.2", "applicable").value = "Yes"
    back = read_form(form.save(), CATALOGUE, Form.ORGANISATION)
    assert kept(back) == ["A.4.2"]
    assert sorted(found.code for found in back.findings) == ["INT023", "INT035", "INT038", "INT038"]
    without, unprefixed = (found for found in back.findings if found.code == "INT038")
    assert "without an id" in without.message
    assert "A.2.2 has that title" in without.hint
    assert "A.3.3 is in the list" in unprefixed.hint


def test_a_blank_listed_row_of_the_organisation_hides_nothing_that_the_system_says() -> None:
    row = {"id": "A.2.2", "title": "AI policy", "applicable": True}
    named = {"organisation": {"name": "Example Ltd"}}
    said = Intake({**named, "system": {"id": "x"}, "management": {"controls": (row,)}})
    system = form_bytes(CATALOGUE, said, with_organisation=True)
    organisation = form_bytes(CATALOGUE, Intake(named), Form.ORGANISATION)
    joined = gather(SystemFiles("x.xlsx", "client", system, "organisation.xlsx", organisation, {}), CATALOGUE).intake
    assert joined.values["management"]["controls"] == (row,)


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
