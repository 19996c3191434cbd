"""Writes a sheet to look things up in: a table of texts without answers and without codes."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import Desk, write_runs, write_text
from pipeline.formats.xlsx_page import link_back, link_beside, mark_without_answers, prepare
from pipeline.formats.xlsx_style import SHORT_ROW, row_height
from pipeline.model.form_layout import ReferenceSheet

_TITLE, _INTRO, _HEADER, _FIRST = range(4)
_TITLE_HEIGHT, _HEADER_HEIGHT, _TEXT_SIZE = 28.0, 40.0, 9.0
_ACROSS, _NARROWEST, _INTRO_COLUMNS = 210.0, 17.0, 5
_PAGE_HEIGHT, _SHORT_PAGE = 710.0, 0.2
"""Points of rows on one page at that width, and the share of a page that is not worth a page of its own."""


def write_reference_sheet(page: Worksheet, sheet: ReferenceSheet, desk: Desk) -> None:
    """Write a reference sheet.

    Args:
        page: an empty sheet.
        sheet: what can be looked up.
        desk: styles and words.
    """
    widths = _widths(sheet)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    heights = [*_write_head(page, sheet, widths, desk), *_write_rows(page, sheet, widths, desk)]
    for row, height in enumerate(heights):
        page.set_row(row, height)
    page.freeze_panes(_FIRST, 1)
    mark_without_answers(page, max(len(widths) - 1, 2), desk)
    prepare(page, header=_HEADER, area=(_TITLE, 0, len(heights) - 1, len(widths) - 1))
    page.fit_to_pages(1, _pages(heights))


def _write_head(page: Worksheet, sheet: ReferenceSheet, widths: Sequence[float], desk: Desk) -> list[float]:
    """Write title, introduction and header, and return the heights of their rows."""
    styles = desk.styles
    link_back(page, _TITLE, 0, desk)
    write_text(page, _TITLE, 1, sheet.heading, styles["title"])
    link_beside(page, _INTRO, 0, sheet.explains, desk, top=True)
    last = min(_INTRO_COLUMNS, len(widths) - 1)
    page.merge_range(_INTRO, 1, _INTRO, last, "", styles["intro"])
    write_text(page, _INTRO, 1, sheet.intro, styles["intro"])
    for column, head in enumerate(sheet.columns):
        note = f"\n{head.note}" if head.note else ""
        runs = [(styles["header label"], head.label), (styles["header note"], note)]
        write_runs(page, _HEADER, column, runs, styles["header"])
    return [_TITLE_HEIGHT, row_height([(sheet.intro, sum(widths[1 : last + 1]), 10)], 20), _HEADER_HEIGHT]


def _write_rows(page: Worksheet, sheet: ReferenceSheet, widths: Sequence[float], desk: Desk) -> list[float]:
    """Write the rows, the first text of each as what is looked up, and return their heights."""
    for row, texts in enumerate(sheet.rows, _FIRST):
        for column, text in enumerate(texts):
            write_text(page, row, column, text, desk.styles["explanation" if column else "entry"])
    return [
        row_height([(text, width, _TEXT_SIZE) for text, width in zip(texts, widths, strict=True)], SHORT_ROW)
        for texts in sheet.rows
    ]


def _widths(sheet: ReferenceSheet) -> list[float]:
    """Share the width of a page out by the longest text of each column, which makes the rows low."""
    labels = [column.label for column in sheet.columns]
    lengths = [max(map(len, texts)) for texts in zip(labels, *sheet.rows, strict=True)]
    spare = _ACROSS - _NARROWEST * len(lengths)
    return [_NARROWEST + spare * length / sum(lengths) for length in lengths]


def _pages(heights: Sequence[float]) -> int:
    """Return how many pages down to print on, 0 for as many as it takes; a nearly empty last page is spared."""
    whole, rest = divmod(sum(heights) / _PAGE_HEIGHT, 1)
    return int(whole) if whole and rest < _SHORT_PAGE else 0
