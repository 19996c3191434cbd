"""Writes the line of a table's sheet that is for the table as a whole."""

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import (
    Desk,
    allow,
    allow_evidence,
    colour_statuses,
    write_answer,
    write_status,
    write_text,
)
from pipeline.formats.xlsx_places import STATE, STATE_CODES, STATE_HEADER, Places
from pipeline.formats.xlsx_remarks import write_confirmation, write_remarks
from pipeline.formats.xlsx_style import row_height
from pipeline.model.form_codes import FURNITURE, LINE_MARK, ColumnCode
from pipeline.model.form_layout import TableSheet
from pipeline.model.intake import evidence_cell
from pipeline.model.scalar import Kind

_NO, ANSWER, _EVIDENCE, _COMMENT, STATUS = range(1, 6)


def state_cell(places: Places) -> tuple[int, int]:
    """Return row and column, from 0, of the status of the table as a whole."""
    return STATE, places.state_codes.index(ColumnCode.STATUS) + 1


def status_range(sheet: TableSheet, places: Places) -> str:
    """Return the status cell as other sheets name it."""
    return f"{quote_sheetname(sheet.title)}!{xl_rowcol_to_cell(*state_cell(places), row_abs=True, col_abs=True)}"


def write_state(page: Worksheet, sheet: TableSheet, items: str, widths: list[float], desk: Desk) -> None:
    """Write the line for a table as a whole.

    Args:
        page: the sheet of the table.
        sheet: what is asked, and what is said of the table.
        items: range of the rows, which answer it too.
        widths: of the columns after the hidden one.
        desk: styles, words and lists.
    """
    styles, words, line = desk.styles, desk.words, sheet.line
    page.set_row(STATE_CODES, 12, None, {"hidden": True})
    write_text(page, STATE_CODES, 0, LINE_MARK, styles["code"])
    write_text(page, STATE_HEADER, 0, FURNITURE, styles["code"])
    write_text(page, STATE, 0, line.id, styles["code"])
    labels = {
        ColumnCode.NO: words.no,
        ColumnCode.ANSWER: words.whole_table,
        ColumnCode.EVIDENCE: words.evidence,
        ColumnCode.COMMENT: words.comment,
        ColumnCode.STATUS: words.status,
        ColumnCode.CONFIRM: words.confirm,
        ColumnCode.REMARK: words.remark,
    }
    for column, code in enumerate(desk.places.state_codes, 1):
        write_text(page, STATE_CODES, column, code, styles["code"])
        write_text(page, STATE_HEADER, column, labels[code], styles["small header"])
    heads = [(labels[code], widths[at], 9.0 * 1.2) for at, code in enumerate(desk.places.state_codes)]
    page.set_row(STATE_HEADER, row_height(heads, 15))
    write_text(page, STATE, _NO, line.number, styles["number"])
    write_answer(page, STATE, ANSWER, Kind.TABLE, line.answer, styles)
    allow(page, (STATE, STATE), ANSWER, line.input, desk)
    write_text(page, STATE, _EVIDENCE, line.evidence, styles["beside"])
    allow_evidence(page, (STATE, STATE), _EVIDENCE, desk)
    write_text(page, STATE, _COMMENT, line.comment, styles["beside"])
    write_status(page, (STATE, STATUS), (STATE, ANSWER), line, desk, items)
    colour_statuses(page, (STATE, STATUS, STATE, STATUS), desk, STATUS)
    texts = [
        (str(line.answer or ""), widths[ANSWER - 1], 10.0),
        (line.evidence, widths[_EVIDENCE - 1], 10.0),
        (line.comment, widths[_COMMENT - 1], 10.0),
        *_beside(page, sheet, widths, desk),
    ]
    page.set_row(STATE, row_height(texts, 24))


def _beside(page: Worksheet, sheet: TableSheet, widths: list[float], desk: Desk) -> list[tuple[str, float, float]]:
    """Write what is said of a table carried over or looked through, and return it for measuring."""
    line, texts, column = sheet.line, [], STATUS
    if desk.places.asks_again:
        column += 1
        write_confirmation(page, STATE, column, line.confirm, desk)
        texts.append((line.confirm, widths[column - 1], 9.0))
    if desk.places.is_review:
        column += 1
        remarked = write_remarks(page, (line.id, evidence_cell(line.id)), desk)
        write_text(page, STATE, column, remarked, desk.styles["remark"])
        texts.append((remarked, widths[column - 1], 9.0))
    return texts
