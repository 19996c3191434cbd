"""Writes the sheet of a table: what is asked, a line for the table as a whole, and one row an item."""

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell
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
from pipeline.formats.xlsx_page import link_back, link_beside, part, prepare
from pipeline.formats.xlsx_style import SHORT_ROW, row_height
from pipeline.model.form_codes import FURNITURE, LINE_MARK, ROWS_MARK, ColumnCode
from pipeline.model.form_layout import CellInput, Passage, TableColumn, TableRow, TableSheet
from pipeline.model.scalar import Kind

_TITLE, _ABOUT, _STATE_CODES, _STATE_HEADER, _STATE, _CODES, _HEADER, _HINTS, _FIRST = range(9)
_NO, _ANSWER, _EVIDENCE, _COMMENT, _STATUS = range(1, 6)
_ID = 1
_WIDEST_ID = 22.0
_ID_WIDTH, _EVIDENCE_WIDTH, _COMMENT_WIDTH, _FURTHER_WIDTH, _LEAST_ANSWER = 10.0, 14.0, 24.0, 14.0, 24.0
_KIND_WIDTHS = {
    Kind.LINE: 22.0,
    Kind.PROSE: 34.0,
    Kind.YES_NO: 18.0,
    Kind.CHOICE: 16.0,
    Kind.CHOICES: 26.0,
    Kind.NUMBER: 15.0,
    Kind.DATE: 15.0,
    Kind.FILES: 24.0,
    Kind.REFS: 16.0,
}
_LEFT_BLOCK, _RIGHT_BLOCK, _NARROW, _ONE_PAGE = 50.0, 60.0, 165.0, 205.0
_WIDEST_LIST, _WIDEST_GUIDANCE, _UNUSED_WIDTH = 75.0, 44.0, 9.0
_STRETCHED = (Kind.LINE, Kind.PROSE, Kind.CHOICES, Kind.FILES)


def state_cell() -> tuple[int, int]:
    """Return row and column, from 0, of the status of the table as a whole."""
    return _STATE, _STATUS


def status_range(sheet: TableSheet) -> str:
    """Return the status cell as other sheets name it."""
    return f"{quote_sheetname(sheet.title)}!{xl_rowcol_to_cell(*state_cell(), row_abs=True, col_abs=True)}"


def write_table_sheet(page: Worksheet, sheet: TableSheet, desk: Desk) -> None:
    """Write a table's sheet.

    Args:
        page: an empty sheet.
        sheet: what is asked, and the rows so far.
        desk: styles, words and lists.
    """
    widths = _widths(sheet, desk)
    last_column = len(_codes(sheet))
    last = _FIRST + len(sheet.rows) + sheet.blank_rows - 1
    page.set_column(0, 0, 4, None, {"hidden": True})
    for column, width in enumerate(widths, 1):
        page.set_column(column, column, width)
    head = _write_head(page, sheet, widths, desk)
    items = xl_range(_FIRST, _ID + sheet.given, last, last_column)
    _write_state(page, sheet, items, widths, desk)
    _write_header(page, sheet, widths, desk)
    blank = TableRow("", (None,) * len(sheet.columns))
    for row in range(_FIRST, last + 1):
        place = row - _FIRST
        _write_row(page, row, sheet, sheet.rows[place] if place < len(sheet.rows) else blank, widths, desk)
    if not sheet.given:
        hint = desk.words.hint_row_id.format(example=sheet.id_example)
        allow(page, (_FIRST, last), _ID, CellInput(Kind.ID, hint=hint), desk)
    for column, asked in enumerate(sheet.columns, _ID + 1):
        allow(page, (_FIRST, last), column, asked.input, desk)
    page.autofilter(_HEADER, _ID, last, last_column)
    page.ignore_errors({"number_stored_as_text": xl_range(_STATE, 1, last, last_column)})
    page.freeze_panes(_HINTS, _ID + _held(sheet))
    page.set_selection(_FIRST, _ID + sheet.given, _FIRST, _ID + sheet.given)
    across = max(last_column, _STATUS, head)
    prepare(page, header=_HEADER, area=(_TITLE, 1, last, across))
    if _is_wide(widths):
        part(page, widths, _first_page(widths, _held(sheet)), _held(sheet))


def _codes(sheet: TableSheet) -> list[str]:
    """Return the codes of the columns after the hidden one."""
    beside = [ColumnCode.EVIDENCE, ColumnCode.COMMENT] if sheet.has_evidence else [ColumnCode.COMMENT]
    return [ColumnCode.ROW_ID, *(column.id for column in sheet.columns), *beside]


def _widths(sheet: TableSheet, desk: Desk) -> list[float]:
    """Return the widths of the columns after the hidden one; a table of few columns gets wider ones."""
    kinds = [column.input.kind for column in sheet.columns]
    own = [_width(column, desk) for column in sheet.columns]
    beside = [_EVIDENCE_WIDTH, _COMMENT_WIDTH] if sheet.has_evidence else [_COMMENT_WIDTH]
    text = sum(width for width, kind in zip(own, kinds, strict=True) if kind in _STRETCHED)
    first = _id_width(sheet)
    missing = _NARROW - first - sum(own) - sum(beside)
    stretch = 1 + max(0.0, missing) / text if text else 1.0
    own = [width * (stretch if kind in _STRETCHED else 1) for width, kind in zip(own, kinds, strict=True)]
    widths = [first, *own, *beside]
    widths[_ANSWER - 1] = max(widths[_ANSWER - 1], _LEAST_ANSWER)
    return widths + [_FURTHER_WIDTH] * (_STATUS - len(widths))


def _id_width(sheet: TableSheet) -> float:
    """Return a width in which no id breaks but after a hyphen."""
    longest = max((len(part) for row in sheet.rows for part in row.id.split("-")), default=0)
    return min(max(_ID_WIDTH, longest * 1.1 + 3), _WIDEST_ID)


def _width(column: TableColumn, desk: Desk) -> float:
    """Return the width of a column; a list drops down only as wide as its cell, so its labels count.

    The labels of several choices stand in the guidance of their column, where long ones would make a tower.
    """
    least = _KIND_WIDTHS[column.input.kind]
    if column.input.kind is Kind.CHOICE:
        return min(max(least, desk.label_lengths[column.input.vocabulary] * 0.9 + 4), _WIDEST_LIST)
    if column.input.kind is Kind.CHOICES:
        return min(max(least, desk.label_lengths.get(column.input.vocabulary, 0) * 0.45), _WIDEST_GUIDANCE)
    return least


def _write_head(page: Worksheet, sheet: TableSheet, widths: list[float], desk: Desk) -> int:
    """Write the title, and beneath it what is asked and how to answer: side by side, in one on a wide sheet.

    Returns:
        The last column that it takes.
    """
    styles, words, line = desk.styles, desk.words, sheet.line
    page.set_row(_TITLE, 28)
    link_back(page, _TITLE, 1, desk)
    if sheet.reference:
        link_beside(page, _TITLE, _ID + 2, sheet.reference, desk)
    # Not over columns that stay in view or stand on each page: a text across their edge would be cut there.
    first = _ID + _held(sheet)
    write_text(page, _TITLE, first, f"{line.number}  {line.label}", styles["title"])
    law = line.legal.replace("\n", ", ")
    asked = [(styles["bold"], line.ask)]
    if law:
        asked += [(styles["grey bold"], f"\n{words.legal}: "), (styles["grey"], law)]
    if line.who:
        asked += [(styles["grey bold"], f"\n{words.who}: "), (styles["grey"], line.who)]
    guidance = passage_runs(line.guidance, desk, "grey", "grey bold")
    if _is_wide(widths):
        blocks = [
            (_first_page(widths, _held(sheet)), [*asked, *([(styles["grey"], "\n")] if guidance else []), *guidance])
        ]
    else:
        left = _block(widths, first, _LEFT_BLOCK)
        blocks = [(left, asked), (_block(widths, left + 1, _RIGHT_BLOCK), guidance)]
    heights = []
    for last, runs in blocks:
        page.merge_range(_ABOUT, first, _ABOUT, last, "", styles["intro"])
        write_runs(page, _ABOUT, first, runs, styles["intro"])
        heights.append(("".join(text for _, text in runs), sum(widths[first - 1 : last]), 9.5))
        first = last + 1
    page.set_row(_ABOUT, row_height(heights, SHORT_ROW))
    return first - 1


def _is_wide(widths: list[float]) -> bool:
    return sum(widths) > _ONE_PAGE


def _held(sheet: TableSheet) -> int:
    """Return how many columns stay in view, and stand on each page: those that say which row it is."""
    return max(1, sheet.given)


def _first_page(widths: list[float], held: int) -> int:
    """Return the last column that a wide sheet prints on its first page, so that both pages are about equally wide."""
    # The line for the table as a whole stays in one piece.
    return min(
        range(min(_STATUS, len(widths) - 1), len(widths)),
        key=lambda last: max(sum(widths[:last]), sum(widths[:held]) + sum(widths[last:])),
    )


def _block(widths: list[float], first: int, least: float) -> int:
    """Return the last of at least two columns from one on that are together as wide as wanted."""
    last, width = first, widths[first - 1] if first <= len(widths) else _UNUSED_WIDTH
    while width < least or last == first:
        last += 1
        width += widths[last - 1] if last <= len(widths) else _UNUSED_WIDTH
    return last


def _write_state(page: Worksheet, sheet: TableSheet, items: str, widths: list[float], desk: Desk) -> None:
    """Write the line for the table as a whole."""
    styles, words, line = desk.styles, desk.words, sheet.line
    page.set_row(_STATE_CODES, 12, None, {"hidden": True})
    page.set_row(_STATE_HEADER, 15)
    write_text(page, _STATE_CODES, 0, LINE_MARK, styles["code"])
    write_text(page, _STATE_HEADER, 0, FURNITURE, styles["code"])
    write_text(page, _STATE, 0, line.id, styles["code"])
    heads = {
        _NO: (ColumnCode.NO, words.no),
        _ANSWER: (ColumnCode.ANSWER, words.whole_table),
        _EVIDENCE: (ColumnCode.EVIDENCE, words.evidence),
        _COMMENT: (ColumnCode.COMMENT, words.comment),
        _STATUS: (ColumnCode.STATUS, words.status),
    }
    for column, (code, label) in heads.items():
        write_text(page, _STATE_CODES, column, code, styles["code"])
        write_text(page, _STATE_HEADER, column, label, styles["small header"])
    write_text(page, _STATE, _NO, line.number, styles["number"])
    write_answer(page, _STATE, _ANSWER, Kind.TABLE, line.answer, styles)
    allow(page, (_STATE, _STATE), _ANSWER, line.input, desk)
    write_text(page, _STATE, _EVIDENCE, line.evidence, styles["beside"])
    write_text(page, _STATE, _COMMENT, line.comment, styles["beside"])
    write_status(page, (_STATE, _STATUS), (_STATE, _ANSWER), line, desk, items)
    colour_statuses(page, (_STATE, _STATUS, _STATE, _STATUS), desk, _STATUS)
    texts = [
        (str(line.answer or ""), widths[_ANSWER - 1], 10),
        (line.evidence, widths[_EVIDENCE - 1], 10),
        (line.comment, widths[_COMMENT - 1], 10),
    ]
    page.set_row(_STATE, row_height(texts, 24))


def _write_header(page: Worksheet, sheet: TableSheet, widths: list[float], desk: Desk) -> None:
    styles, words = desk.styles, desk.words
    page.set_row(_CODES, 12, None, {"hidden": True})
    write_text(page, _CODES, 0, f"{ROWS_MARK}{sheet.line.id}", styles["code"])
    write_text(page, _HEADER, 0, FURNITURE, styles["code"])
    write_text(page, _HINTS, 0, FURNITURE, styles["code"])
    for column, code in enumerate(_codes(sheet), 1):
        write_text(page, _CODES, column, code, styles["code"])
    labels = [words.row_id, *(_label(column) for column in sheet.columns)]
    labels += [words.evidence, words.comment] if sheet.has_evidence else [words.comment]
    for column, label in enumerate(labels, 1):
        write_text(page, _HEADER, column, label, styles["header"])
    hints = [(Passage("", sheet.id_example),), *(column.guidance for column in sheet.columns)]
    hints += [()] * (len(labels) - len(hints))
    for column, passages in enumerate(hints, 1):
        write_runs(page, _HINTS, column, passage_runs(passages, desk, "hint", "hint bold"), styles["hints"])
    page.set_row(_HEADER, row_height([(label, widths[at], 10) for at, label in enumerate(labels)], 30))
    texts = [(passage_text(passages), widths[at], 8) for at, passages in enumerate(hints)]
    page.set_row(_HINTS, row_height(texts, 24))


def _label(column: TableColumn) -> str:
    return f"{column.label} ●" if column.required else column.label


def _write_row(page: Worksheet, row: int, sheet: TableSheet, item: TableRow, widths: list[float], desk: Desk) -> None:
    styles = desk.styles
    write_text(page, row, _ID, item.id, styles["given" if item.given else "answer"])
    for column, (asked, content) in enumerate(zip(sheet.columns, item.cells, strict=True), _ID + 1):
        if column < _ID + item.given:
            write_text(page, row, column, str(content or ""), styles["given"])
        else:
            write_answer(page, row, column, asked.input.kind, content, styles)
    beside = [item.evidence, item.comment] if sheet.has_evidence else [item.comment]
    for column, text in enumerate(beside, _ID + 1 + len(sheet.columns)):
        write_text(page, row, column, text, styles["beside"])
    contents = [item.id, *(str(content or "") for content in item.cells), *beside]
    texts = [(content, widths[at], 10) for at, content in enumerate(contents)]
    page.set_row(row, row_height(texts, SHORT_ROW))
