"""A workbook that is a printout: read back whole, with filters, dates as dates, and nothing that could be a formula."""

import io
from datetime import datetime

import openpyxl
import pytest

from pipeline.formats.xlsx_printout import write_printout
from pipeline.formats.xlsx_printout_check import check_printout
from tests.documents import context_of, deliverable_of
from tests.samples import COMPLETE, SAMPLES, merged, with_answer

NAME = "action-plan"
HOSTILE = '=HYPERLINK("http://example.org";"x")'


def written(catalogue, intake) -> bytes:
    context = context_of(intake, NAME, catalogue)
    content = write_printout(deliverable_of(catalogue, NAME), context, catalogue.style)
    assert check_printout(content, context) == ()
    return content


def sheet_of(content: bytes):
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return sheet


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_holds_every_open_item_under_its_heading_with_a_filter(catalogue, sample) -> None:
    sheet = sheet_of(written(catalogue, merged(sample)))
    (block,) = (block for section in deliverable_of(catalogue, NAME).section for block in section.block if block.column)
    labels = [column.label for column in block.column]
    (head,) = (row for row in sheet.iter_rows() if [cell.value for cell in row] == labels)
    rows = sheet.max_row - head[0].row
    assert sheet.auto_filter.ref == f"A{head[0].row}:{head[-1].column_letter}{sheet.max_row}"
    assert sheet.print_title_rows == f"${head[0].row}:${head[0].row}"
    assert rows > 100


def test_days_are_dates_that_sort(catalogue) -> None:
    sheet = sheet_of(written(catalogue, merged(COMPLETE)))
    days = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, datetime)]
    assert days
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}


def test_the_same_answers_give_the_same_bytes(catalogue) -> None:
    assert written(catalogue, merged(COMPLETE)) == written(catalogue, merged(COMPLETE))


def test_what_a_person_writes_stays_text(catalogue) -> None:
    hostile = with_answer(merged(COMPLETE), "system.name", HOSTILE)
    sheet = sheet_of(written(catalogue, hostile))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value and HOSTILE in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_text_that_is_missing_is_told(catalogue) -> None:
    intake = merged(COMPLETE)
    context = context_of(with_answer(intake, "documents.prepared_by", "Somebody else"), NAME, catalogue)
    other = context_of(merged(SAMPLES[0]), NAME, catalogue)
    content = write_printout(deliverable_of(catalogue, NAME), other, catalogue.style)
    assert any("is missing" in told for told in check_printout(content, context))


def test_what_is_no_workbook_is_told(catalogue) -> None:
    context = context_of(merged(COMPLETE), NAME, catalogue)
    assert check_printout(b"no workbook", context) != ()
