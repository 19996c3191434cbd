"""Good files of other programs draw no complaint that would stop anyone."""

import io
import subprocess
from datetime import date

import docx
import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.formats.office_lint import Verdict, look_over
from tests.validity.broken import swapped
from tests.validity.whole_document import DOCUMENT, whole_document
from tests.validity.whole_workbook import whole_workbook


def grave(content: bytes) -> list[str]:
    verdict = look_over(content)
    assert not verdict.refused, verdict.why
    return [str(each) for each in verdict.complaints if not each.is_doubtful]


def test_a_document_of_python_docx_is_sound() -> None:
    document = docx.Document()
    document.add_heading("Heading", 1)
    document.add_paragraph("One", style="List Bullet")
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "merged"
    document.add_section()
    document.add_comment(document.paragraphs[0].runs[0], "Why?", author="Ada", initials="A")
    target = io.BytesIO()
    document.save(target)
    assert grave(target.getvalue()) == []


def test_a_workbook_of_openpyxl_is_sound() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("O'Neill & sons")
    sheet.append(["a", 1, 2.5, True, date(2026, 1, 2), "=SUM(B1:C1)"])
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet.merge_cells("A3:B4")
    chosen = DataValidation(type="list", formula1='"yes,no"')
    chosen.add("H1:H4")
    sheet.add_data_validation(chosen)
    target = io.BytesIO()
    book.save(target)
    assert look_over(target.getvalue()) == Verdict()


@pytest.mark.office
@pytest.mark.parametrize(("whole", "suffix"), [(whole_document, "docx"), (whole_workbook, "xlsx")])
def test_what_libreoffice_saves_is_sound(whole, suffix, tmp_path) -> None:
    source, made = tmp_path / f"whole.{suffix}", tmp_path / "made"
    source.write_bytes(whole())
    options = [f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
    subprocess.run(["soffice", *options, "--outdir", made, source], check=True, capture_output=True)
    assert grave((made / source.name).read_bytes()) == []


def test_a_cell_that_ends_with_a_content_control_is_sound() -> None:
    inside = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Inner</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    content = swapped(DOCUMENT, "<w:p><w:r><w:t>Inner</w:t></w:r></w:p>", inside)(whole_document())
    assert look_over(content) == Verdict()


def test_a_document_without_remarks_lists_and_notes_is_sound() -> None:
    target = io.BytesIO()
    docx.Document().save(target)
    assert grave(target.getvalue()) == []
