"""A returned form, damaged as people damage forms: one finding for each fault, by sheet and cell, and the rest read."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.form_codes import META_SHEET
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import TEXT_LIMIT
from pipeline.model.sheet import Marks
from pipeline.stages.read import read
from tests.samples import look_up, with_answer
from tests.workbooks import OpenForm, admit_form, form_bytes, read_form, sheet_of


@pytest.fixture(scope="module")
def opened(filled) -> OpenForm:
    """Return the complete sample's form, opened once; a test that changes a cell of it puts the old content back."""
    return OpenForm(filled)


def told_of(intake: Intake) -> list[tuple[str, str, str]]:
    return [(told.code, told.at.sheet, told.at.cell) for told in intake.findings]


@pytest.fixture
def typed(opened, catalogue, organisation) -> Callable[..., tuple[Intake, str, str]]:
    """Type something into one cell; return what is read then, and the cell's sheet and name."""

    def type_into(cell, content):
        before = cell.value
        cell.value = content
        # A text that begins with an equals sign is a formula to the program, and an error value is typed as one.
        if isinstance(content, str) and content.startswith("#"):
            cell.data_type = "e"
        try:
            return admit_form(opened.save(), catalogue, organisation), cell.parent.title, cell.coordinate
        finally:
            cell.value = before

    return type_into


def test_the_form_as_it_was_filled_in_has_no_finding(filled, catalogue, organisation, complete):
    intake = admit_form(filled, catalogue, organisation)
    assert (intake.values, intake.findings) == (complete.values, ())


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("documents.status", "printed", "INT015"),
        ("system.roles", "provider; astronaut", "INT015"),
        ("system.roles", ";", "INT015"),
        ("system.first_release", "30 February 2027", "INT016"),
        ("system.first_release", "1899-12-31", "INT016"),
        ("data.personal_data", "perhaps", "INT024"),
        ("scope.infers", "perhaps", "INT024"),
        ("practices.manipulation", "seldom", "INT024"),
        ("purpose.intended_purpose", "TBD", "INT017"),
        ("purpose.intended_purpose", "=#REF!", "INT020"),
        ("purpose.intended_purpose", "#DIV/0!", "INT020"),
        ("system.version", 3.2, "INT027"),
        ("system.name", "Tenor\nScore", "INT037"),
        ("architecture.diagram", "plans/architecture.png", "INT036"),
        ("architecture.diagram", "C:\\architecture.png", "INT036"),
        ("system.id", "tenor score", "INT035"),
    ],
)
def test_one_damaged_answer_gives_one_finding_at_its_cell(typed, opened, path, content, code):
    intake, sheet, cell = typed(opened.answer(path), content)
    assert told_of(intake) == [(code, sheet, cell)]


@pytest.mark.parametrize(
    ("table", "row", "column", "content", "code"),
    [
        ("data.data_sets", "DS-01", "records", "many", "INT014"),
        ("performance.metrics", "ME-01", "value", "0.800,1", "INT014"),
        ("risk.risks", "RI-01", "severity", "dreadful", "INT015"),
        ("scope.use_cases", "UC-01", "use", "spacecraft", "INT015"),
        ("scope.use_cases", "UC-01", "claims", "No claim; no time", "INT015"),
        ("scope.use_cases", "UC-01", "does_it", "hardly", "INT024"),
        ("lifecycle.changes", "CH-01", "date", "soon", "INT016"),
        ("lifecycle.changes", "CH-01", "substantial", "hardly", "INT024"),
        ("architecture.components", "SW-01", "version", 2.1, "INT027"),
        ("performance.metrics", "ME-01", "data_sets", "DS-99", "INT025"),
        ("testing.tests", "TS-01", "reports", "EV-99", "INT025"),
        ("data.data_sets", "DS-01", "evidence", "EV-99", "INT025"),
    ],
)
def test_one_damaged_cell_of_a_table_gives_one_finding(typed, opened, table, row, column, content, code):
    intake, sheet, cell = typed(opened.item(table, row, column), content)
    assert told_of(intake) == [(code, sheet, cell)]


def test_a_text_longer_than_a_cell_may_hold_is_refused_at_its_cell(opened, catalogue):
    cell = opened.answer("purpose.context")
    before = cell.value
    cell._value = "x" * (TEXT_LIMIT + 1)  # openpyxl itself would cut the text off
    try:
        intake = read_form(opened.save(), catalogue)
    finally:
        cell.value = before
    assert told_of(intake) == [("INT026", cell.parent.title, cell.coordinate)]
    assert intake.findings[0].message == f"the answer has {TEXT_LIMIT + 1} characters; {TEXT_LIMIT} fit"


def test_a_damaged_answer_leaves_every_other_answer_as_it_was(typed, opened, complete):
    intake, _, _ = typed(opened.answer("documents.status"), "printed")
    assert intake.values == with_answer(complete, "documents.status", None).values
    intake, _, _ = typed(opened.item("scope.use_cases", "UC-01", "use"), "spacecraft")
    assert intake.values == with_answer(complete, "scope.use_cases[UC-01].use", None).values


def test_a_reference_to_nothing_names_what_it_could_be(typed, opened):
    intake, _, _ = typed(opened.item("performance.group_metrics", "GM-01", "metric"), "ME-77")
    (told,) = intake.findings
    assert told.message == '"ME-77" is not an id in the sheet "Metrics"'
    assert "ME-01, ME-02" in told.hint


@pytest.mark.parametrize(
    ("content", "comment", "codes", "reason", "kept"),
    [
        ("Does not apply", None, ["INT018"], None, None),
        ("Does not apply", "no such log", [], "no such log", None),
        ("Does not apply: no log", "asked in May", [], "no log", "asked in May"),
        ("does not apply :  no log ", None, [], "no log", None),
    ],
)
def test_does_not_apply_wants_its_reason_after_a_colon_or_in_the_comment(
    opened, catalogue, content, comment, codes, reason, kept
):
    answer, beside = opened.answer("testing.procedures"), opened.answer("testing.procedures", "comment")
    evidence = tuple(opened.answer("testing.procedures", "evidence").value.split("; "))
    before = answer.value, beside.value
    answer.value, beside.value = content, comment
    intake = read_form(opened.save(), catalogue)
    answer.value, beside.value = before
    assert [(told.code, told.at.cell) for told in intake.findings] == [(code, answer.coordinate) for code in codes]
    note = AnswerNote(AnswerState.NOT_APPLICABLE, reason, evidence, kept)
    assert intake.notes["testing.procedures"] == note
    assert look_up(intake.values, "testing.procedures") is None


def test_an_honest_not_sure_is_no_finding(typed, opened):
    intake, _, _ = typed(opened.answer("oversight.design"), "Not sure: ask engineering")
    assert intake.findings == ()
    assert intake.notes["oversight.design"] == AnswerNote(AnswerState.UNKNOWN, "ask engineering")


class TestRows:
    """What a person does to the rows of a table."""

    def test_a_row_without_an_id_is_called_after_its_place(self, typed, opened):
        intake, sheet, cell = typed(opened.first_blank("risk.risks", "hazard"), "A new hazard")
        row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        assert told_of(intake) == [("INT022", sheet, f"B{row}")]
        assert look_up(intake.values, "risk.risks")[-1] == {"id": f"row-{row}", "hazard": "A new hazard"}
        assert intake.findings[0].hint == "Give it an id that no other row has, such as RI-01."

    def test_an_id_used_twice_keeps_the_second_row_under_a_name_of_its_own(self, typed, opened, complete):
        first = opened.item("risk.risks", "RI-01")
        intake, sheet, cell = typed(opened.item("risk.risks", "RI-02"), "RI-01")
        assert told_of(intake) == [("INT023", sheet, cell)]
        assert f"{sheet}!{first.coordinate}" in intake.findings[0].message
        ids = [row["id"] for row in look_up(complete.values, "risk.risks")]
        rows = look_up(intake.values, "risk.risks")
        assert [row["id"] for row in rows] == [ids[0], f"row-{cell[1:]}", *ids[2:]]
        assert rows[1]["hazard"] == look_up(complete.values, "risk.risks")[1]["hazard"]

    def test_a_row_whose_id_is_refused_is_kept_so_that_the_others_do_not_look_like_the_whole_table(self, typed, opened):
        intake, sheet, cell = typed(opened.item("risk.risks", "RI-02"), "RI 02")
        assert told_of(intake) == [("INT035", sheet, cell)]
        assert f"row-{cell[1:]}" in {row["id"] for row in look_up(intake.values, "risk.risks")}

    def test_an_id_that_excel_made_a_number_is_an_id_still(self, typed, opened):
        intake, _, _ = typed(opened.item("risk.risks", "RI-02"), 7)
        assert intake.findings == ()
        assert "7" in {row["id"] for row in look_up(intake.values, "risk.risks")}

    def test_what_is_said_of_a_whole_table_is_no_row(self, typed, opened):
        intake, _, _ = typed(opened.answer("lifecycle.changes", "comment"), "none but these")
        assert intake.notes["lifecycle.changes"].comment == "none but these"
        assert len(look_up(intake.values, "lifecycle.changes")) > 0

    def test_words_in_place_of_rows_answer_nothing(self, typed, opened):
        intake, sheet, cell = typed(opened.answer("lifecycle.changes"), "see the file")
        assert told_of(intake) == [("INT017", sheet, cell)]


class TestForm:
    """What a person does to the form itself."""

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "INT001"),
            (b"%PDF-1.7 a print of the form", "INT001"),
            (b"system;name\n1;x\n", "INT001"),
            (b"PK\x03\x04 cut off", "INT002"),
        ],
    )
    def test_a_file_that_is_no_workbook(self, catalogue, content, code):
        intake = read_form(content, catalogue)
        assert (intake.values, told_of(intake)) == ({}, [(code, "", "")])
        assert intake.findings[0].at.workbook == "system.xlsx"

    def test_a_workbook_of_another_kind(self, opened, catalogue):
        meta = opened.sheet(META_SHEET)
        meta.title = "other"
        try:
            intake = read_form(opened.save(), catalogue)
        finally:
            meta.title = META_SHEET
        assert (intake.values, told_of(intake)) == ({}, [("INT010", "", "")])

    @pytest.mark.parametrize(
        ("form", "expected", "says"),
        [
            (Form.ORGANISATION, Form.SYSTEM, "is the organisation form; the system form belongs here"),
            (Form.SYSTEM, Form.ORGANISATION, "is the system form; the organisation form belongs here"),
        ],
    )
    def test_the_form_of_the_other_kind(self, catalogue, form, expected, says):
        intake = read_form(form_bytes(catalogue, form=form), catalogue, expected)
        assert (intake.values, told_of(intake)) == ({}, [("INT010", "", "")])
        assert says in intake.findings[0].message

    def test_a_version_that_this_tool_does_not_read(self, opened, catalogue):
        (cell,) = (row[1] for row in opened.sheet(META_SHEET).iter_rows() if row[0].value == "form_version")
        known, cell.value = cell.value, "99"
        try:
            intake = read_form(opened.save(), catalogue)
        finally:
            cell.value = known
        assert (intake.values, told_of(intake)) == ({}, [("INT011", "", "")])
        assert '"99"' in intake.findings[0].message
        assert f'"{catalogue.questionnaire.version}"' in intake.findings[0].message

    def test_a_sheet_that_is_missing_is_one_finding_with_the_count_of_its_questions(self, filled, catalogue):
        form = OpenForm(filled)
        del form.book["3 Purpose"]
        intake = read_form(form.save(), catalogue)
        asked = [question for question in catalogue.questionnaire.questions() if question.id.startswith("purpose.")]
        assert told_of(intake) == [("INT012", "3 Purpose", "")]
        assert f"{len(asked)} questions" in intake.findings[0].message
        assert look_up(intake.values, "purpose") is None
        assert look_up(intake.values, "system.name") == "TenorScore"

    def test_the_sheet_of_a_table_that_is_missing(self, filled, catalogue):
        form = OpenForm(filled)
        del form.book["Risks"]
        intake = read_form(form.save(), catalogue)
        assert told_of(intake) == [("INT012", "Risks", "")]

    @pytest.mark.parametrize("title", ["3 Purpose", "Risks"])
    def test_a_sheet_that_lost_its_ids_is_one_finding_like_a_sheet_that_is_missing(self, filled, catalogue, title):
        form = OpenForm(filled)
        form.sheet(title).delete_cols(1)
        intake = read_form(form.save(), catalogue)
        (told,) = (each for each in intake.findings if each.code != "INT064")
        assert (told.code, told.at.sheet) == ("INT012", title)
        assert "has lost its hidden ids" in told.message

    @pytest.mark.parametrize("code", ["evidence", "comment"])
    def test_an_error_beside_an_answer_is_told_where_it_stands(self, typed, opened, code):
        intake, sheet, cell = typed(opened.answer("purpose.context", code), "=A1")
        assert told_of(intake) == [("INT020", sheet, cell)]
        intake, sheet, cell = typed(opened.item("data.data_sets", "DS-01", code), "=A1")
        assert told_of(intake) == [("INT020", sheet, cell)]

    def test_an_id_that_became_a_day_is_told(self, typed, opened):
        intake, sheet, cell = typed(opened.first_blank("data.data_sets"), date(2026, 2, 3))
        assert ("INT027", sheet, cell) in told_of(intake)

    def test_a_question_that_was_deleted_is_told_by_its_number(self, filled, catalogue):
        form = OpenForm(filled)
        cell = form.answer("purpose.context")
        sheet_of(cell).delete_rows(cell.row)
        intake = read_form(form.save(), catalogue)
        (told,) = intake.findings
        assert (told.code, told.at.sheet, told.at.question) == ("INT034", "3 Purpose", "purpose.context")
        assert told.message == "question 3.2 is missing from its sheet"

    def test_a_question_that_stands_twice_is_told_and_its_first_answer_used(self, filled, catalogue):
        form = OpenForm(filled)
        first = form.answer("purpose.context")
        sheet = sheet_of(first)
        last = sheet.max_row + 1
        for column, cell in enumerate(sheet[first.row], 1):
            sheet.cell(last, column).value = cell.value
        sheet.cell(last, first.column).value = "Another answer"
        intake = read_form(form.save(), catalogue)
        assert told_of(intake) == [("INT021", "3 Purpose", f"{first.column_letter}{last}")]
        assert f"3 Purpose!{first.coordinate}" in intake.findings[0].message
        assert look_up(intake.values, "purpose.context") == first.value

    def test_a_row_marked_as_no_question_of_ours_is_told(self, filled, catalogue):
        form = OpenForm(filled)
        cell = form.answer("purpose.context")
        sheet = sheet_of(cell)
        sheet.cell(sheet.max_row + 1, 1).value = "purpose.colour"
        intake = read_form(form.save(), catalogue)
        assert told_of(intake) == [("INT013", "3 Purpose", "")]
        assert '"purpose.colour"' in intake.findings[0].message

    @pytest.mark.parametrize(
        "change",
        [
            lambda sheet: sheet.insert_rows(1, 3),
            lambda sheet: sheet.insert_rows(7, 2),
            lambda sheet: sheet.insert_cols(1, 2),
            lambda sheet: sheet.insert_cols(4),
            lambda sheet: setattr(sheet, "title", f"By the client {sheet.title}"[:31]),
        ],
        ids=["rows above", "rows between", "columns before", "column between", "renamed"],
    )
    def test_answers_are_found_wherever_they_were_moved(self, filled, catalogue, change):
        form = OpenForm(filled)
        for sheet in form.book.worksheets:
            if not sheet.title.startswith(("_", "Start")):
                change(sheet)
        intake, before = read_form(form.save(), catalogue), read_form(filled, catalogue)
        assert (intake.values, intake.notes, told_of(intake)) == (before.values, before.notes, [])

    def test_rows_may_change_their_order(self, filled, catalogue):
        form = OpenForm(filled)
        sheet, first, _ = form.items("risk.risks")
        one, other = ([cell.value for cell in sheet[row]] for row in (first, first + 1))
        for row, content in ((first, other), (first + 1, one)):
            for cell, value in zip(sheet[row], content, strict=True):
                cell.value = value
        intake, before = read_form(form.save(), catalogue), read_form(filled, catalogue)
        moved, old = (look_up(each.values, "risk.risks") for each in (intake, before))
        assert moved == (old[1], old[0], *old[2:])
        assert (intake.notes, told_of(intake)) == (before.notes, [])

    def test_questions_may_change_their_order(self, filled, catalogue):
        form = OpenForm(filled)
        one, other = form.answer("purpose.context"), form.answer("purpose.misuse")
        sheet = sheet_of(one)
        for first, second in zip(sheet[one.row], sheet[other.row], strict=True):
            first.value, second.value = second.value, first.value
        intake, before = read_form(form.save(), catalogue), read_form(filled, catalogue)
        assert (intake.values, intake.notes, told_of(intake)) == (before.values, before.notes, [])


def test_every_fault_of_a_workbook_is_told_in_one_pass(filled, catalogue, organisation):
    form = OpenForm(filled)
    form.answer("documents.status").value = "printed"
    form.item("scope.use_cases", "UC-01", "use").value = "spacecraft"
    form.answer("system.first_release").value = "soon"
    form.item("risk.risks", "RI-01", "severity").value = "dreadful"
    form.item("performance.metrics", "ME-01", "value").value = "good"
    form.answer("purpose.context").value = "n/a"
    intake = admit_form(form.save(), catalogue, organisation)
    assert sorted(told.code for told in intake.findings) == ["INT014", *["INT015"] * 3, "INT016", "INT017"]


@pytest.mark.parametrize(("unit", "value"), [("%", 81), ("share from 0 to 1", 0.81), (None, 0.81)])
def test_a_number_shown_in_percent_follows_the_unit_of_its_row(opened, catalogue, unit, value):
    result, beside = (opened.item("performance.metrics", "ME-01", code) for code in ("value", "unit"))
    before = result.value, beside.value
    result.value, beside.value = 0.81, unit
    workbook, _ = read_workbook("system.xlsx", opened.save())
    result.value, beside.value = before
    assert workbook is not None
    shown = Marks(percents=frozenset({(result.row, result.column)}))
    grids = tuple(replace(grid, marks=shown) if grid.title == "Metrics" else grid for grid in workbook.grids)
    intake = read(replace(workbook, grids=grids), catalogue.questionnaire, Form.SYSTEM)
    assert look_up(intake.values, "performance.metrics")[0]["value"] == value
    assert ("INT051", "Metrics", result.coordinate) in told_of(intake)


def test_an_answer_typed_as_a_real_date_or_number_is_read_as_one(typed, opened):
    intake, _, _ = typed(opened.answer("system.first_release"), date(2027, 12, 2))
    assert look_up(intake.values, "system.first_release") == date(2027, 12, 2)
    intake, _, _ = typed(opened.item("data.data_sets", "DS-01", "records"), 12.0)
    assert look_up(intake.values, "data.data_sets")[0]["records"] == 12
    assert intake.findings == ()
