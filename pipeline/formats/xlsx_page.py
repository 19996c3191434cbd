"""What all visible sheets of a form share: protection, print set-up, the way back to the start."""

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import Desk
from pipeline.model.form_layout import START_SHEET

_A4 = 9
_FREEDOMS = {
    "format_rows": True,
    "format_columns": True,
    "autofilter": True,
    "insert_rows": True,
    "insert_hyperlinks": False,
    "objects": True,
    "scenarios": True,
}


def link_back(page: Worksheet, row: int, column: int, desk: Desk) -> None:
    """Write the link to the start sheet."""
    target = f"internal:{quote_sheetname(START_SHEET)}!A1"
    page.write_url(row, column, target, desk.styles["back"], f"← {desk.words.start}")


def prepare(page: Worksheet, *, header: int | None, area: tuple[int, int, int, int], wide: bool) -> None:
    """Set a sheet up for screen and paper, and guard its structure without a password.

    Args:
        page: the sheet.
        header: row that every printed page repeats, from 0.
        area: what is printed.
        wide: print on two pages across, with the first columns on both.
    """
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(2 if wide else 1, 0)
    page.print_area(*area)
    if header is not None:
        page.repeat_rows(header)
    if wide:
        page.repeat_columns(0, 1)
    page.protect("", _FREEDOMS)
