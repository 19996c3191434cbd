"""Writes the two sheets beside the questions: what was noticed in a review, and what has no place in the form."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import Desk, write_text
from pipeline.formats.xlsx_page import link_back, mark_without_answers, prepare
from pipeline.formats.xlsx_style import SHORT_ROW, row_height
from pipeline.model.finding import Severity
from pipeline.model.form_codes import FURNITURE, LEFT_MARK
from pipeline.model.form_layout import Remark
from pipeline.model.intake import LeftOver

_TITLE, _INTRO, _CODES, _HEADER, _FIRST = range(5)
_FINDING_WIDTHS = (17.0, 32.0, 70.0, 56.0, 22.0)
_LEFT_WIDTHS = (34.0, 100.0, 46.0)
_LEFT_CODES = ("where", "text", "why")


def write_findings(page: Worksheet, remarks: Sequence[Remark], desk: Desk) -> None:
    """Write one line for each remark, the gravest first, with a link to its cell.

    Args:
        page: an empty sheet.
        remarks: what was noticed.
        desk: words, styles, and where everything stands.
    """
    words, styles = desk.words, desk.styles
    heads = (words.findings_kind, words.findings_place, words.findings_said, words.findings_do, words.legal)
    _write_head(
        page, words.findings_heading, words.findings_intro if remarks else words.findings_none, _FINDING_WIDTHS, desk
    )
    page.set_row(_CODES, 4)
    mark_without_answers(page, 0, desk)
    for column, head in enumerate(heads, 1):
        write_text(page, _HEADER, column, head, styles["header"])
    kinds = {
        Severity.ERROR: words.findings_error,
        Severity.WARNING: words.findings_warning,
        Severity.NOTE: words.findings_note,
    }
    ordered = sorted(remarks, key=lambda remark: -remark.severity.rank)
    for row, remark in enumerate(ordered, _FIRST):
        write_text(page, row, 1, kinds[remark.severity], styles[f"finding {remark.severity}"])
        spot = desk.places.spots.get(remark.path)
        if spot:
            page.write_url(row, 2, spot.link, styles["finding link"], f"{spot.sheet} {spot.name}")
        else:
            write_text(page, row, 2, remark.path, styles["explanation"])
        texts = (remark.sentence, remark.hint, ", ".join(remark.cites))
        for column, text in enumerate(texts, 3):
            write_text(page, row, column, text, styles["explanation"])
        page.set_row(
            row, row_height([(text, width, 9) for text, width in zip(texts, _FINDING_WIDTHS[2:], strict=True)], 20)
        )
    last = max(_FIRST, _FIRST + len(ordered) - 1)
    page.autofilter(_HEADER, 1, last, len(heads))
    page.freeze_panes(_FIRST, 0)
    prepare(page, header=_HEADER, area=(_TITLE, 1, last, len(heads)))


def write_left_over(page: Worksheet, left_over: Sequence[LeftOver], desk: Desk) -> None:
    """Write what has no place in the form; it is read back as such and never as an answer.

    Args:
        page: an empty sheet.
        left_over: what stood where, and why it is here.
        desk: words and styles.
    """
    words, styles = desk.words, desk.styles
    _write_head(page, words.left_heading, words.left_intro, _LEFT_WIDTHS, desk)
    page.set_row(_CODES, 12, None, {"hidden": True})
    write_text(page, _CODES, 0, LEFT_MARK, styles["code"])
    write_text(page, _HEADER, 0, FURNITURE, styles["code"])
    heads = (words.left_where, words.left_text, words.left_why)
    for column, (code, head) in enumerate(zip(_LEFT_CODES, heads, strict=True), 1):
        write_text(page, _CODES, column, code, styles["code"])
        write_text(page, _HEADER, column, head, styles["header"])
    for row, entry in enumerate(left_over, _FIRST):
        texts = (entry.where, entry.text, entry.why or words.left_unasked)
        for column, text in enumerate(texts, 1):
            write_text(page, row, column, text, styles["beside"])
        page.set_row(
            row, row_height([(text, width, 10) for text, width in zip(texts, _LEFT_WIDTHS, strict=True)], SHORT_ROW)
        )
    last = max(_FIRST, _FIRST + len(left_over) - 1)
    page.freeze_panes(_FIRST, 0)
    prepare(page, header=_HEADER, area=(_TITLE, 1, last, len(heads)))


def _write_head(page: Worksheet, heading: str, intro: str, widths: Sequence[float], desk: Desk) -> None:
    styles = desk.styles
    page.set_column(0, 0, 4, None, {"hidden": True})
    for column, width in enumerate(widths, 1):
        page.set_column(column, column, width)
    page.set_row(_TITLE, 28)
    link_back(page, _TITLE, 1, desk)
    write_text(page, _TITLE, 2, heading, styles["title"])
    page.merge_range(_INTRO, 1, _INTRO, len(widths), "", styles["intro"])
    write_text(page, _INTRO, 1, intro, styles["intro"])
    page.set_row(_INTRO, row_height([(intro, sum(widths), 10)], 20))
    page.set_row(_HEADER, 24)
