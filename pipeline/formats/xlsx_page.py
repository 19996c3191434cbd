"""What all visible sheets of a form share: protection, print set-up, the way back to the start."""

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import Desk
from pipeline.model.form_codes import NO_ANSWERS_MARK, START_SHEET

_A4 = 9
_PAPER, _POINTS_PER_DIGIT, _POINTS_BESIDE, _LARGEST_SCALE = 730.0, 5.25, 3.75, 85
"""Width of the print with something to spare for programs that draw columns wider, and of a column by its digits, in
points; and the percentage up to which two pages are filled."""

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


def mark_without_answers(page: Worksheet, column: int, desk: Desk) -> None:
    """Mark a sheet, whatever it will be called, as one on which nothing is read.

    Args:
        page: the sheet.
        column: from 0, beyond what is printed.
        desk: styles.
    """
    page.write_string(0, column, NO_ANSWERS_MARK, desk.styles["unseen"])


def link_beside(page: Worksheet, row: int, column: int, title: str, desk: Desk, *, top: bool = False) -> None:
    """Write the link between a sheet and the one that explains it.

    Args:
        page: where to.
        row: from 0.
        column: from 0, wide enough for one line, as LibreOffice hides a second line of a link.
        title: of the other sheet.
        desk: styles and words.
        top: put it at the upper edge of its cell.
    """
    target = f"internal:{quote_sheetname(title)}!A1"
    style = desk.styles["back top" if top else "back"]
    page.write_url(row, column, target, style, desk.words.to_sheet.format(sheet=title))


def prepare(page: Worksheet, *, header: int | None, area: tuple[int, int, int, int]) -> None:
    """Set a sheet up for screen and paper, and guard its structure without a password.

    Args:
        page: the sheet.
        header: row that every printed page repeats, from 0.
        area: what is printed, one page across.
    """
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.print_area(*area)
    if header is not None:
        page.repeat_rows(header)
    page.protect("", _FREEDOMS)


def part(page: Worksheet, widths: Sequence[float], last: int, repeated: int) -> None:
    """Print a sheet on two pages across, with its first columns on both.

    Args:
        page: the sheet, prepared.
        widths: of its columns after the hidden one.
        last: column that ends the first page, from 0.
        repeated: how many of its columns stand on both.
    """
    # "Fit to two pages" would leave the place to the program, and LibreOffice loses the columns between the pages.
    halves = (widths[:last], [*widths[:repeated], *widths[last:]])
    widest = max(sum(_POINTS_PER_DIGIT * width + _POINTS_BESIDE for width in half) for half in halves)
    page.set_print_scale(min(_LARGEST_SCALE, int(100 * _PAPER / widest)))
    page.set_v_pagebreaks([last + 1])
    page.repeat_columns(0, repeated)
    page.print_across()
