"""Writes the sheet of a section: one question a line, its answer, and all that helps to give it."""

from collections.abc import Mapping

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import (
    Desk,
    allow,
    allow_evidence,
    colour_statuses,
    passage_runs,
    passage_text,
    write_answer,
    write_runs,
    write_status,
    write_text,
)
from pipeline.formats.xlsx_page import link_back, prepare
from pipeline.formats.xlsx_places import CODES, FIRST_LINE, HEADER, Places
from pipeline.formats.xlsx_remarks import write_confirmation, write_remarks
from pipeline.formats.xlsx_style import LONG_ROW, SHORT_ROW, row_height
from pipeline.formats.xlsx_table_state import state_cell
from pipeline.model.form_codes import FURNITURE, LINE_MARK, ColumnCode
from pipeline.model.form_layout import LinkLine, QuestionLine, QuestionSheet, Status
from pipeline.model.form_words import FormWords
from pipeline.model.intake import evidence_cell
from pipeline.model.scalar import Kind

_TITLE, _INTRO = range(2)
_CENTRED = (ColumnCode.REQUIRED, ColumnCode.STATUS)
_BLANK_BESIDE_A_LINK = frozenset(
    (ColumnCode.GUIDANCE, ColumnCode.EVIDENCE, ColumnCode.COMMENT, ColumnCode.CONFIRM, ColumnCode.REMARK)
)


def status_range(sheet: QuestionSheet, places: Places) -> str:
    """Return the cells of the status column, as other sheets name them."""
    status = places.column(ColumnCode.STATUS)
    cells = xl_range_abs(FIRST_LINE, status, FIRST_LINE + len(sheet.lines) - 1, status)
    return f"{quote_sheetname(sheet.title)}!{cells}"


def write_question_sheet(page: Worksheet, sheet: QuestionSheet, desk: Desk) -> None:
    """Write a section's sheet.

    Args:
        page: an empty sheet.
        sheet: what is asked, and the answers so far.
        desk: styles, words and lists.
    """
    styles, words, at = desk.styles, desk.words, desk.places.column
    page.set_column(0, 0, 4, None, {"hidden": True})
    for column, width in enumerate(desk.places.widths.values(), 1):
        page.set_column(column, column, width)
    page.set_row(_TITLE, 28)
    link_back(page, _TITLE, 1, desk)
    write_text(page, _TITLE, 2, sheet.heading, styles["title"])
    across = sum(list(desk.places.widths.values())[:5])
    page.merge_range(_INTRO, 1, _INTRO, 5, "", styles["intro"])
    write_text(page, _INTRO, 1, sheet.intro, styles["intro"])
    page.set_row(_INTRO, row_height([(sheet.intro, across, 10)], 20))
    _write_header(page, words, desk)
    for row, line in enumerate(sheet.lines, FIRST_LINE):
        if isinstance(line, LinkLine):
            _write_link(page, row, line, desk)
        else:
            _write_line(page, row, line, desk)
    last = FIRST_LINE + len(sheet.lines) - 1
    status = at(ColumnCode.STATUS)
    colour_statuses(page, (FIRST_LINE, status, last, status), desk, status)
    answer = at(ColumnCode.ANSWER)
    colour_statuses(page, (FIRST_LINE, answer, last, answer), desk, status, (Status.DOES_NOT_APPLY,))
    page.autofilter(HEADER, 1, last, status)
    page.ignore_errors({"number_stored_as_text": xl_range(FIRST_LINE, 1, last, status)})
    page.freeze_panes(FIRST_LINE, answer)
    page.set_selection(FIRST_LINE, answer, FIRST_LINE, answer)
    prepare(page, header=HEADER, area=(_TITLE, 1, last, status))


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
        ColumnCode.CONFIRM: words.confirm,
        ColumnCode.REMARK: words.remark,
    }
    page.set_row(CODES, 12, None, {"hidden": True})
    page.set_row(HEADER, 30)
    write_text(page, CODES, 0, LINE_MARK, desk.styles["code"])
    write_text(page, HEADER, 0, FURNITURE, desk.styles["code"])
    for column, code in enumerate(desk.places.widths, 1):
        write_text(page, CODES, column, code, desk.styles["code"])
        style = "header centre" if code in _CENTRED else "header"
        write_text(page, HEADER, column, labels[code], desk.styles[style])


def _write_line(page: Worksheet, row: int, line: QuestionLine, desk: Desk) -> None:
    styles, at, widths = desk.styles, desk.places.column, desk.places.widths
    answer = at(ColumnCode.ANSWER)
    write_text(page, row, 0, line.id, styles["code"])
    _write_question(page, row, line, desk)
    write_answer(page, row, answer, line.input.kind, line.answer, styles)
    allow(page, (row, row), answer, line.input, desk)
    guidance = passage_runs(line.guidance, desk, "grey", "grey bold")
    write_runs(page, row, at(ColumnCode.GUIDANCE), guidance, styles["guidance"])
    write_text(page, row, at(ColumnCode.EVIDENCE), line.evidence, styles["beside"])
    allow_evidence(page, (row, row), at(ColumnCode.EVIDENCE), desk)
    write_text(page, row, at(ColumnCode.COMMENT), line.comment, styles["beside"])
    write_status(page, (row, at(ColumnCode.STATUS)), (row, answer), line, desk)
    if desk.places.asks_again:
        write_confirmation(page, row, at(ColumnCode.CONFIRM), line.confirm, desk)
    remarked = write_remarks(page, (line.id, evidence_cell(line.id)), desk) if desk.places.is_review else ""
    if desk.places.is_review:
        write_text(page, row, at(ColumnCode.REMARK), remarked, styles["remark"])
    texts = [
        *_question_texts(line, widths),
        (line.confirm, widths.get(ColumnCode.CONFIRM, 1), 9),
        (remarked, widths.get(ColumnCode.REMARK, 1), 9),
        (str(line.answer or ""), widths[ColumnCode.ANSWER], 10),
        (passage_text(line.guidance), widths[ColumnCode.GUIDANCE], 9),
        (line.evidence, widths[ColumnCode.EVIDENCE], 10),
        (line.comment, widths[ColumnCode.COMMENT], 10),
    ]
    page.set_row(row, row_height(texts, LONG_ROW if line.input.kind is Kind.PROSE else SHORT_ROW))


def _write_link(page: Worksheet, row: int, link: LinkLine, desk: Desk) -> None:
    """Write the line that leads to a table's sheet and shows the status that it has there."""
    styles, line, at = desk.styles, link.line, desk.places.column
    _write_question(page, row, line, desk)
    target = f"internal:{quote_sheetname(link.sheet)}!A1"
    text = desk.words.to_sheet.format(sheet=link.sheet)
    page.write_url(row, at(ColumnCode.ANSWER), target, styles["link"], text)
    for code in _BLANK_BESIDE_A_LINK & desk.places.widths.keys():
        page.write_blank(row, at(code), None, styles["quiet"])
    formula = (
        f"={quote_sheetname(link.sheet)}!{xl_rowcol_to_cell(*state_cell(desk.places), row_abs=True, col_abs=True)}"
    )
    page.write_formula(row, at(ColumnCode.STATUS), formula, styles["status"], desk.status_word(line.status))
    page.set_row(row, row_height(_question_texts(line, desk.places.widths), SHORT_ROW))


def _write_question(page: Worksheet, row: int, line: QuestionLine, desk: Desk) -> None:
    styles, at = desk.styles, desk.places.column
    write_text(page, row, at(ColumnCode.NO), line.number, styles["number"])
    runs = [(styles["bold"], line.label), (styles["plain"], f"\n{line.ask}")]
    write_runs(page, row, at(ColumnCode.QUESTION), runs, styles["question"])
    write_text(page, row, at(ColumnCode.REQUIRED), "●" if line.required else "", styles["required"])
    write_text(page, row, at(ColumnCode.LEGAL), line.legal, styles["guidance"])
    write_text(page, row, at(ColumnCode.WHO), line.who, styles["guidance"])


def _question_texts(line: QuestionLine, widths: Mapping[ColumnCode, float]) -> list[tuple[str, float, float]]:
    return [
        (f"{line.label}\n{line.ask}", widths[ColumnCode.QUESTION], 10),
        (line.legal, widths[ColumnCode.LEGAL], 9),
        (line.who, widths[ColumnCode.WHO], 9),
    ]
