"""What each listed use means stands beside the table of uses: to look things up in, never to be read back."""

import io
import warnings

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.form_codes import SHEET_TITLE_LIMIT, START_SHEET
from pipeline.model.form_layout import ReferenceColumn, ReferenceSheet, TableSheet
from pipeline.model.questionnaire import Form
from pipeline.stages.blocks import lines_of
from pipeline.stages.form import form_workbook
from pipeline.stages.form_uses import USES
from tests.samples import COMPLETE, answers_of
from tests.workbooks import form_bytes, read_form

TABLE, TITLE = "Uses", "Uses explained"
HEADER, FIRST = 3, 4


def opened(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # openpyxl drops what it does not know of lists and colours.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def targets(sheet: Worksheet) -> set[str | None]:
    return {cell.hyperlink.location for row in sheet.iter_rows(max_row=3) for cell in row if cell.hyperlink}


@pytest.fixture(scope="module")
def content(catalogue) -> bytes:
    return form_bytes(catalogue, answers_of(COMPLETE))


@pytest.fixture(scope="module")
def page(content) -> Worksheet:
    sheet = opened(content)[TITLE]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.fixture(scope="module")
def rows(page) -> list[tuple[str, ...]]:
    return [tuple(row) for row in page.iter_rows(min_row=FIRST, values_only=True)]


def test_sheet_follows_the_table_that_it_explains(catalogue):
    sheets = form_workbook(catalogue.questionnaire, Form.SYSTEM).sheets
    place = next(at for at, sheet in enumerate(sheets) if isinstance(sheet, TableSheet) and sheet.line.id == USES)
    table, reference = sheets[place], sheets[place + 1]
    assert isinstance(table, TableSheet)
    assert isinstance(reference, ReferenceSheet)
    assert (table.title, reference.title) == (reference.explains, table.reference) == (TABLE, TITLE)
    assert sum(isinstance(sheet, ReferenceSheet) for sheet in sheets) == 1
    assert len(reference.title) <= SHEET_TITLE_LIMIT


def test_organisation_form_and_a_form_without_explanations_have_no_such_sheet(catalogue):
    questionnaire = catalogue.questionnaire
    forms = [
        form_workbook(questionnaire, Form.ORGANISATION),
        form_workbook(replace(questionnaire, uses={}), Form.SYSTEM),
    ]
    for form in forms:
        assert not any(isinstance(sheet, ReferenceSheet) for sheet in form.sheets)
        assert not any(sheet.reference for sheet in form.sheets if isinstance(sheet, TableSheet))


def test_every_use_of_the_list_has_a_row_in_its_order(catalogue, rows):
    questionnaire = catalogue.questionnaire
    listed = [(code, label) for code, label in questionnaire.choices["Use"].items() if code != "none"]
    assert {code for code, _ in listed} == set(questionnaire.uses)
    assert [row[0] for row in rows] == [label for _, label in listed]
    for row, (code, _) in zip(rows, listed, strict=True):
        use = questionnaire.uses[code]
        said = (use.point, use.does, use.body or "–", use.condition or "–", use.exception or "–")
        assert tuple(text.casefold() for text in row[1:6]) == tuple(text.casefold() for text in said)


def test_examples_stand_one_below_the_other(catalogue, rows):
    use = catalogue.questionnaire.uses["recruitment"]
    row = next(row for row in rows if row[1] == use.point)
    assert row[6] == "• Ranking CVs\n• Scoring answers in an online interview\n• Choosing who gets to see a job advert"
    assert [line.removeprefix("• ").casefold() for line in row[7].split("\n")] == use.does_not.casefold().split("; ")


def test_header_names_the_columns_that_a_text_helps_with(catalogue, page):
    heads = [cell.value for cell in page[HEADER]]
    table = next(question for question in catalogue.questionnaire.questions() if question.id == USES)
    labels = {column.id: column.label for column in table.column}
    assert len(heads) == 8
    for at, column in ((2, "does_it"), (3, "for_body"), (4, "condition"), (5, "carve_out")):
        assert heads[at].endswith(f'\nfor column "{labels[column]}"')
    assert heads[6:] == ["Counts", "Does not count"]


def test_guidance_at_the_list_sends_people_to_the_sheet(catalogue):
    table = next(question for question in catalogue.questionnaire.questions() if question.id == USES)
    guidance = next(column.guidance for column in table.column if column.id == "use")
    assert f'"{catalogue.questionnaire.words.uses_sheet}"' in guidance


def test_nothing_can_be_typed(page):
    assert page.protection.sheet
    assert not page.protection.password
    assert all(cell.protection.locked for row in page.iter_rows() for cell in row)
    assert not page.data_validations.dataValidation


def test_links_lead_there_and_back(content, page):
    assert f"'{TITLE}'!A1" in targets(opened(content)[TABLE])
    assert targets(page) == {f"{START_SHEET}!A1", f"{TABLE}!A1"}


def test_sheet_is_set_up_for_paper_and_screen(page):
    assert page.freeze_panes == "B4"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToWidth or 1) == (True, 1)
    assert all(cell.alignment.wrap_text for row in page.iter_rows(min_row=HEADER) for cell in row)


def test_start_neither_lists_nor_counts_it(catalogue, content):
    without = write_form(form_workbook(replace(catalogue.questionnaire, uses={}), Form.SYSTEM, answers_of(COMPLETE)))
    start = [list(opened(file)[START_SHEET].values) for file in (content, without)]
    assert start[0] == start[1]
    assert all(TITLE not in row for row in start[0])


def test_reader_passes_over_it(content, catalogue):
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert findings == ()
    grid = next(grid for grid in workbook.grids if grid.title == TITLE)
    assert list(lines_of(replace(workbook, grids=(grid,)))) == []
    assert read_form(content, catalogue).findings == ()
    assert read_form(form_bytes(catalogue), catalogue).findings == ()


@pytest.mark.parametrize("change", ["deleted", "renamed", "first"])
def test_reader_does_not_miss_it(content, catalogue, change):
    book = opened(content)
    if change == "deleted":
        del book[TITLE]
    elif change == "renamed":
        book[TITLE].title = "Nachschlagen"
    else:
        book.move_sheet(TITLE, -book.index(book[TITLE]))
    again, whole = read_form(saved(book), catalogue), read_form(content, catalogue)
    assert again.findings == ()
    assert (again.values, again.notes) == (whole.values, whole.notes)


def test_sheet_of_other_texts_is_written_too(form):
    columns = (ReferenceColumn("Term"), ReferenceColumn("Meaning", "here"), ReferenceColumn("More"))
    long = "word " * 400
    for rows in ((), (("a", long, "=1+1"),), tuple((str(at), long, "x") for at in range(40))):
        sheet = ReferenceSheet("Terms", "Terms used", "What they mean.", "Data sets", columns, rows)
        book = opened(write_form(replace(form, sheets=(*form.sheets, sheet))))
        assert [tuple(row) for row in book["Terms"].iter_rows(min_row=FIRST, values_only=True)] == list(rows)


def test_wide_table_is_parted_between_two_columns(content):
    """Left to "fit to two pages", LibreOffice printed the first page over its edge and left columns out."""
    table = opened(content)[TABLE]
    assert [mark.id for mark in table.col_breaks.brk] == [7]
    assert table.print_title_cols == "$A:$B"
    assert 40 <= (table.page_setup.scale or 100) <= 85
    assert not table.sheet_properties.pageSetUpPr or not table.sheet_properties.pageSetUpPr.fitToPage


def test_answers_in_guidance_are_bold_and_its_words_unchanged(catalogue, content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)[TABLE]
    question = next(question for question in catalogue.questionnaire.questions() if question.id == USES)
    guidance = {column.label: column.guidance for column in question.column}
    hints = {str(head.value).removesuffix("\u00a0●"): hint.value for head, hint in zip(table[7], table[8], strict=True)}
    profiling = hints["Profiles people"]
    assert isinstance(profiling, CellRichText)
    assert str(profiling) == guidance["Profiles people"]
    assert [run.text for run in profiling if isinstance(run, TextBlock) and run.font.b] == ["Yes:", "No:"]
