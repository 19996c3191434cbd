"""A form is written once as it should look, and read back cell by cell."""

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.form_codes import LINE_MARK, LISTS_SHEET, META_SHEET, PRODUCT, ROWS_MARK, START_SHEET
from pipeline.model.form_layout import LinkLine, Status, TableSheet, tally
from pipeline.model.sheet import CellError, CellValue, Grid

SECTION, TABLE = "1 Identity", "Data sets"


def lines(grid: Grid, mark: str = LINE_MARK) -> dict[int, dict[str, CellValue]]:
    """Return what stands under each code, row by row, below the codes row of a mark."""
    at, column = next((place for place, value in grid.cells.items() if str(value).startswith(mark)))
    codes = {c: str(value) for (r, c), value in grid.cells.items() if r == at and c != column}
    found: dict[int, dict[str, CellValue]] = {}
    for row in range(at + 1, max(r for r, _ in grid.cells) + 1):
        said = grid.cells.get((row, column), "")
        if not str(said).startswith("#"):
            found[row] = {"mark": said} | {code: grid.cells.get((row, c)) for c, code in codes.items()}
    return found


def cells_of(content: bytes, title: str) -> dict[tuple[int, int], CellValue]:
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert findings == ()
    return next(grid.cells for grid in workbook.grids if grid.title == title)


@pytest.fixture(scope="module")
def book(written):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(written))


def test_same_form_gives_same_bytes(form, written):
    assert write_form(form) == written


def test_every_id_and_answer_is_read_back(form, grids):
    found = {line["mark"]: line for line in lines(grids[SECTION]).values() if line["mark"]}
    asked = [line for line in form.sheets[0].lines if not isinstance(line, LinkLine)]
    assert list(found) == [line.id for line in asked]
    for line in asked:
        assert found[line.id]["answer"] == line.answer
        assert (found[line.id]["evidence"] or "", found[line.id]["comment"] or "") == (line.evidence, line.comment)


def test_line_that_leads_to_a_table_has_no_id(grids):
    unmarked = [line for line in lines(grids[SECTION]).values() if not line["mark"]]
    assert [line["answer"] for line in unmarked] == ["→ sheet Data sets"]


def test_rows_of_a_table_are_read_back(form, grids):
    table = form.sheets[1]
    assert isinstance(table, TableSheet)
    found = list(lines(grids[TABLE], f"{ROWS_MARK}data.data_sets").values())
    assert [row["id"] for row in found[: len(table.rows)]] == ["DS-01", "DS-02"]
    for row, item in zip(found, table.rows, strict=False):
        assert tuple(row[column.id] for column in table.columns) == item.cells
        assert (row["evidence"] or "", row["comment"] or "") == (item.evidence, item.comment)


def test_state_line_of_a_table_bears_its_path(grids):
    state = next(line for line in lines(grids[TABLE]).values() if line["mark"])
    assert state["mark"] == "data.data_sets"
    assert state["answer"] is None
    assert state["comment"] == "about all of them"


def test_statuses_are_stored_so_that_a_preview_shows_them(grids):
    stored = [line["status"] for line in lines(grids[SECTION]).values()]
    assert stored == [
        *["✓ answered"] * 6, "not sure", "does not apply", "✓ answered", "missing", "optional", "does not apply",
        "✓ answered",
    ]  # fmt: skip


def test_meta_says_which_form_it_is(grids):
    meta = {grids[META_SHEET].cells[row, 1]: grids[META_SHEET].cells.get((row, 2)) for row in range(1, 6)}
    assert meta == {
        "product": PRODUCT,
        "form_id": "system",
        "form_version": "1",
        "language": "en",
        "system_id": "ranker",
    }


def test_meta_stands_in_the_document_properties_too(book):
    assert {entry.name: entry.value for entry in book.custom_doc_props.props}["form_version"] == "1"
    assert book.properties.created == datetime(2026, 1, 1)  # noqa: DTZ001 - openpyxl gives it without a zone


def test_lists_hold_codes_and_labels_and_are_out_of_sight(grids, book):
    cells = grids[LISTS_SHEET].cells
    rows = [tuple(cells[row, column] for column in (1, 2, 3)) for row in range(1, 10)]
    assert rows[0] == ("#vocabulary", "code", "label")
    assert ("Level", "high", "High, and not low") in rows
    assert ("Level", "#unknown", "Not sure") in rows
    assert grids[LISTS_SHEET].hidden
    assert book[LISTS_SHEET].sheet_state == book[META_SHEET].sheet_state == "veryHidden"


def test_text_that_begins_like_a_formula_stays_text(book):
    answers = {row[0].value: row[4] for row in book[SECTION].iter_rows(min_row=5)}
    assert answers["system.formula"].data_type == "s"
    assert answers["system.version"].number_format == "@"


def test_dates_and_numbers_are_real(book):
    answers = {row[0].value: row[4] for row in book[SECTION].iter_rows(min_row=5)}
    assert answers["system.first_release"].value.date() == date(2027, 12, 2)
    assert answers["system.first_release"].number_format == "yyyy-mm-dd"
    assert answers["system.count"].value == 0.1


def test_only_what_is_answered_can_be_changed(book):
    for title, place in ((SECTION, "E5"), (SECTION, "H5"), (SECTION, "J5"), (TABLE, "B9"), (TABLE, "C5")):
        assert not book[title][place].protection.locked
    for title, place in ((SECTION, "A5"), (SECTION, "C5"), (SECTION, "K5"), (TABLE, "A6"), (TABLE, "C7")):
        assert book[title][place].protection.locked
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password


def test_hidden_are_the_ids_and_the_codes_only(book):
    assert book[SECTION].column_dimensions["A"].hidden
    hidden = {row for row, look in book[TABLE].row_dimensions.items() if look.hidden}
    assert hidden == {3, 6}


def test_no_rule_refuses_what_a_person_types(book):
    for title in (SECTION, TABLE):
        rules = book[title].data_validations.dataValidation
        assert rules
        for rule in rules:
            assert rule.type in (None, "none") or rule.errorStyle == "warning"
            assert len(rule.prompt or "") <= 255


def test_lists_offer_the_states(book):
    rules = {str(rule.sqref): rule for rule in book[SECTION].data_validations.dataValidation}
    offered = rules["E10"].formula1.removeprefix("_lists!").replace("$", "")
    labels = [cell.value for (cell,) in book[LISTS_SHEET][offered]]
    assert labels == ["Low", "High, and not low", "Not sure", "Does not apply"]


def test_sheets_are_set_up_for_paper_and_screen(book):
    assert book.sheetnames == [START_SHEET, SECTION, TABLE, LISTS_SHEET, META_SHEET]
    section = book[SECTION]
    assert section.freeze_panes == "E5"
    assert section.print_title_rows == "$4:$4"
    assert (section.page_setup.orientation, section.page_setup.paperSize) == ("landscape", 9)
    assert section.oddFooter.center.text == "Ranker · R&&D <x>"


def test_ranges_are_named_as_excel_wants_them(written):
    """A dollar sign in one of these makes Excel call the file damaged; other readers do not mind."""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        for number in (1, 2, 3):
            markup = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert not re.search(r'(?:sqref|ref)="[^"]*\$', markup)


def test_start_counts_what_the_sheets_say(form, grids):
    statuses = [line.line.status if isinstance(line, LinkLine) else line.status for line in form.sheets[0].lines]
    counts = tally(statuses)
    row = next(row for (row, column), value in grids[START_SHEET].cells.items() if value == SECTION and column == 2)
    stored = [grids[START_SHEET].cells[row, column] for column in range(4, 9)]
    assert stored[:4] == [counts.answered, counts.missing, counts.not_sure, counts.does_not_apply]
    assert stored[4] == pytest.approx(counts.share)


def test_section_of_which_nothing_is_required_has_no_share(form_of, line):
    only = line(required=False, status=Status.OPTIONAL)
    workbook, _ = read_workbook("form.xlsx", write_form(form_of(only, tables=())))
    assert workbook is not None
    assert "optional" in [value for (_, column), value in workbook.grids[0].cells.items() if column == 8]


def test_text_longer_than_a_cell_is_refused(form_of, line):
    for text in ("x" * 32768, "<r>" + "x" * 32768 + "</r>"):
        with pytest.raises(ValueError, match="1 Identity E5: more text than a cell holds"):
            write_form(form_of(line(answer=text)))


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")
def test_formulas_give_what_is_stored(written, grids, changed, tmp_path):
    """Take the stored results away: LibreOffice has to work them out to the same words and figures."""
    results = re.compile(rb"</f><v>[^<]*</v>")
    members = {f"xl/worksheets/sheet{number}.xml": lambda xml: results.sub(b"</f>", xml) for number in (1, 2, 3)}
    content = changed(**members)
    assert any(isinstance(value, CellError) for value in cells_of(content, SECTION).values())
    (tmp_path / "form.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "form.xlsx")], check=True, capture_output=True)
    saved = (tmp_path / "out/form.xlsx").read_bytes()
    for title, grid in grids.items():
        assert cells_of(saved, title) == pytest.approx(grid.cells)
