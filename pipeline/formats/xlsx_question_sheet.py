"""Writes the sheet of a section: one question a line, its answer, and all that helps to give it."""

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import (
    Desk,
    allow,
    colour_statuses,
    passage_runs,
    passage_text,
    write_answer,
    write_runs,
    write_status,
    write_text,
)
from pipeline.formats.xlsx_page import link_back, prepare
from pipeline.formats.xlsx_style import LONG_ROW, SHORT_ROW, row_height
from pipeline.formats.xlsx_table_sheet import state_cell
from pipeline.model.form_codes import FURNITURE, LINE_MARK, ColumnCode
from pipeline.model.form_layout import LinkLine, QuestionLine, QuestionSheet, Status
from pipeline.model.form_words import FormWords
from pipeline.model.scalar import Kind

WIDTHS = {
    ColumnCode.NO: 7,
    ColumnCode.QUESTION: 32,
    ColumnCode.REQUIRED: 5,
    ColumnCode.ANSWER: 45,
    ColumnCode.GUIDANCE: 42,
    ColumnCode.LEGAL: 15,
    ColumnCode.EVIDENCE: 12,
    ColumnCode.WHO: 12,
    ColumnCode.COMMENT: 20,
    ColumnCode.STATUS: 11,
}
"""Columns in order with their widths; their sum keeps the print legible on A4."""

_AT = {code: place for place, code in enumerate(WIDTHS, 1)}
_TITLE, _INTRO, _CODES, _HEADER, _FIRST = range(5)
_CENTRED = (ColumnCode.REQUIRED, ColumnCode.STATUS)


def status_range(sheet: QuestionSheet) -> str:
    """Return the cells of the status column, as other sheets name them."""
    cells = xl_range_abs(_FIRST, _AT[ColumnCode.STATUS], _FIRST + len(sheet.lines) - 1, _AT[ColumnCode.STATUS])
    return f"{quote_sheetname(sheet.title)}!{cells}"


def write_question_sheet(page: Worksheet, sheet: QuestionSheet, desk: Desk) -> None:
    """Write a section's sheet.

    Args:
        page: an empty sheet.
        sheet: what is asked, and the answers so far.
        desk: styles, words and lists.
    """
    styles, words = desk.styles, desk.words
    page.set_column(0, 0, 4, None, {"hidden": True})
    for code, width in WIDTHS.items():
        page.set_column(_AT[code], _AT[code], width)
    page.set_row(_TITLE, 28)
    link_back(page, _TITLE, 1, desk)
    write_text(page, _TITLE, 2, sheet.heading, styles["title"])
    across = sum(list(WIDTHS.values())[:5])
    page.merge_range(_INTRO, 1, _INTRO, 5, "", styles["intro"])
    write_text(page, _INTRO, 1, sheet.intro, styles["intro"])
    page.set_row(_INTRO, row_height([(sheet.intro, across, 10)], 20))
    _write_header(page, words, desk)
    for row, line in enumerate(sheet.lines, _FIRST):
        if isinstance(line, LinkLine):
            _write_link(page, row, line, desk)
        else:
            _write_line(page, row, line, desk)
    last = _FIRST + len(sheet.lines) - 1
    status = _AT[ColumnCode.STATUS]
    colour_statuses(page, (_FIRST, status, last, status), desk, status)
    answer = _AT[ColumnCode.ANSWER]
    colour_statuses(page, (_FIRST, answer, last, answer), desk, status, (Status.DOES_NOT_APPLY,))
    page.autofilter(_HEADER, 1, last, status)
    page.ignore_errors({"number_stored_as_text": xl_range(_FIRST, 1, last, status)})
    page.freeze_panes(_FIRST, answer)
    page.set_selection(_FIRST, answer, _FIRST, answer)
    prepare(page, header=_HEADER, area=(_TITLE, 1, last, status))


def _write_header(page: Worksheet, words: FormWords, desk: Desk) -> None:
    labels = {
        ColumnCode.NO: words.no,
        ColumnCode.QUESTION: words.question,
        ColumnCode.REQUIRED: words.required,
        ColumnCode.ANSWER: words.answer,
        ColumnCode.GUIDANCE: words.guidance,
        ColumnCode.LEGAL: words.legal,
        ColumnCode.EVIDENCE: words.evidence,
        ColumnCode.WHO: words.who,
        ColumnCode.COMMENT: words.comment,
        ColumnCode.STATUS: words.status,
    }
    page.set_row(_CODES, 12, None, {"hidden": True})
    page.set_row(_HEADER, 30)
    write_text(page, _CODES, 0, LINE_MARK, desk.styles["code"])
    write_text(page, _HEADER, 0, FURNITURE, desk.styles["code"])
    for code, column in _AT.items():
        write_text(page, _CODES, column, code, desk.styles["code"])
        style = "header centre" if code in _CENTRED else "header"
        write_text(page, _HEADER, column, labels[code], desk.styles[style])


def _write_line(page: Worksheet, row: int, line: QuestionLine, desk: Desk) -> None:
    styles = desk.styles
    answer = _AT[ColumnCode.ANSWER]
    write_text(page, row, 0, line.id, styles["code"])
    _write_question(page, row, line, desk)
    write_answer(page, row, answer, line.input.kind, line.answer, styles)
    allow(page, (row, row), answer, line.input, desk)
    guidance = passage_runs(line.guidance, desk, "grey", "grey bold")
    write_runs(page, row, _AT[ColumnCode.GUIDANCE], guidance, styles["guidance"])
    write_text(page, row, _AT[ColumnCode.EVIDENCE], line.evidence, styles["beside"])
    write_text(page, row, _AT[ColumnCode.COMMENT], line.comment, styles["beside"])
    write_status(page, (row, _AT[ColumnCode.STATUS]), (row, answer), line, desk)
    texts = [
        *_question_texts(line),
        (str(line.answer or ""), WIDTHS[ColumnCode.ANSWER], 10),
        (passage_text(line.guidance), WIDTHS[ColumnCode.GUIDANCE], 9),
        (line.evidence, WIDTHS[ColumnCode.EVIDENCE], 10),
        (line.comment, WIDTHS[ColumnCode.COMMENT], 10),
    ]
    page.set_row(row, row_height(texts, LONG_ROW if line.input.kind is Kind.PROSE else SHORT_ROW))


def _write_link(page: Worksheet, row: int, link: LinkLine, desk: Desk) -> None:
    """Write the line that leads to a table's sheet and shows the status that it has there."""
    styles, line = desk.styles, link.line
    _write_question(page, row, line, desk)
    target = f"internal:{quote_sheetname(link.sheet)}!A1"
    text = desk.words.to_sheet.format(sheet=link.sheet)
    page.write_url(row, _AT[ColumnCode.ANSWER], target, styles["link"], text)
    for code in (ColumnCode.GUIDANCE, ColumnCode.EVIDENCE, ColumnCode.COMMENT):
        page.write_blank(row, _AT[code], None, styles["quiet"])
    formula = f"={quote_sheetname(link.sheet)}!{xl_rowcol_to_cell(*state_cell(), row_abs=True, col_abs=True)}"
    page.write_formula(row, _AT[ColumnCode.STATUS], formula, styles["status"], desk.status_word(line.status))
    page.set_row(row, row_height(_question_texts(line), SHORT_ROW))


def _write_question(page: Worksheet, row: int, line: QuestionLine, desk: Desk) -> None:
    styles = desk.styles
    write_text(page, row, _AT[ColumnCode.NO], line.number, styles["number"])
    runs = [(styles["bold"], line.label), (styles["plain"], f"\n{line.ask}")]
    write_runs(page, row, _AT[ColumnCode.QUESTION], runs, styles["question"])
    write_text(page, row, _AT[ColumnCode.REQUIRED], "●" if line.required else "", styles["required"])
    write_text(page, row, _AT[ColumnCode.LEGAL], line.legal, styles["guidance"])
    write_text(page, row, _AT[ColumnCode.WHO], line.who, styles["guidance"])


def _question_texts(line: QuestionLine) -> list[tuple[str, float, float]]:
    return [
        (f"{line.label}\n{line.ask}", WIDTHS[ColumnCode.QUESTION], 10),
        (line.legal, WIDTHS[ColumnCode.LEGAL], 9),
        (line.who, WIDTHS[ColumnCode.WHO], 9),
    ]
