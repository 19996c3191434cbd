"""Written forms, opened to be damaged as people damage them."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from msgspec.structs import replace
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.catalogue import Catalogue
from pipeline.model.form_codes import LINE_MARK, ROWS_MARK
from pipeline.model.form_layout import Occasion
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form
from pipeline.stages.form import BLANK_FORM, form_workbook
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.merge import merge
from pipeline.stages.read import read

NAME = "system.xlsx"


def form_bytes(
    catalogue: Catalogue, intake: Intake = BLANK_FORM, form: Form = Form.SYSTEM, *, with_organisation: bool = False
) -> bytes:
    """Return a form as its file, prefilled."""
    lists = lists_of(catalogue)
    occasion = Occasion(with_organisation=with_organisation)
    made = form_workbook(catalogue.questionnaire, form, intake, lists=lists, occasion=occasion)
    return write_form(made)


def read_form(content: bytes, catalogue: Catalogue, form: Form = Form.SYSTEM) -> Intake:
    """Return the answers in a file; the reader's own findings come first."""
    workbook, refused = read_workbook(NAME, content)
    if workbook is None:
        return Intake({}, findings=refused)
    intake = hold_to_lists(read(workbook, catalogue.questionnaire, form), catalogue.questionnaire, lists_of(catalogue))
    return replace(intake, findings=refused + intake.findings)


def admit_form(content: bytes, catalogue: Catalogue, organisation: Intake | None) -> Intake:
    """Return the answers in a system's file, joined with its organisation's and admitted to the profile."""
    return merge(read_form(content, catalogue), organisation, "fallback", catalogue.questionnaire.facts)[1]


class OpenForm:
    """A form opened in a spreadsheet program: its cells by the questions that they answer."""

    def __init__(self, content: bytes) -> None:
        with warnings.catch_warnings():
            # openpyxl drops what it does not know of lists and colours; the answers stay.
            warnings.simplefilter("ignore")
            self.book = openpyxl.load_workbook(io.BytesIO(content))

    def save(self) -> bytes:
        """Return the file."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()

    def sheet(self, title: str) -> Worksheet:
        """Return a sheet."""
        sheet = self.book[title]
        assert isinstance(sheet, Worksheet)
        return sheet

    def answer(self, path: str, code: str = "answer") -> Cell:
        """Return a cell of the line of a question; its evidence or comment by the code of the column."""
        for sheet in self.book.worksheets:
            codes: dict[Any, int] = {}
            for number, row in enumerate(sheet.iter_rows(), 1):
                texts = {cell.value: cell.column for cell in row if cell.value is not None}
                if LINE_MARK in texts:
                    codes = texts
                elif codes and path in texts:
                    return _cell(sheet, number, codes[code])
        raise LookupError(path)

    def item(self, table: str, row_id: str, code: str = "id") -> Cell:
        """Return a cell of a row of a table."""
        sheet, number, codes = self.items(table)
        numbers = range(number, sheet.max_row + 1)
        found = next(number for number in numbers if sheet.cell(number, codes["id"]).value == row_id)
        return _cell(sheet, found, codes[code])

    def first_blank(self, table: str, code: str = "id") -> Cell:
        """Return a cell of the first row of a table that holds nothing."""
        sheet, number, codes = self.items(table)
        while any(sheet.cell(number, column).value is not None for column in codes.values()):
            number += 1
        return _cell(sheet, number, codes[code])

    def items(self, table: str) -> tuple[Worksheet, int, Mapping[Any, int]]:
        """Return the sheet of a table, the number of its first row of answers, and the column of each code."""
        for sheet in self.book.worksheets:
            for number, row in enumerate(sheet.iter_rows(), 1):
                texts = {cell.value: cell.column for cell in row if cell.value is not None}
                if f"{ROWS_MARK}{table}" in texts:
                    return sheet, number + 3, texts
        raise LookupError(table)


def with_text(content: bytes, placeholder: str, markup: str) -> bytes:
    """Return a file in which a text is replaced by raw markup, as no spreadsheet program would write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, source.read(name).replace(placeholder.encode(), markup.encode()))
    return target.getvalue()


def sheet_of(cell: Cell) -> Worksheet:
    """Return the sheet that a cell stands on."""
    sheet = cell.parent
    assert isinstance(sheet, Worksheet)
    return sheet


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell
