"""Writes the sheet of a table: what is asked, a line for the table as a whole, and one row an item."""

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import (
    Desk,
    allow,
    allow_evidence,
    passage_runs,
    passage_text,
    write_answer,
    write_runs,
    write_text,
)
from pipeline.formats.xlsx_page import link_back, link_beside, part, prepare
from pipeline.formats.xlsx_places import FIRST_ROW, HINTS, ROW_CODES, ROW_HEADER, STATE
from pipeline.formats.xlsx_remarks import write_remarks
from pipeline.formats.xlsx_style import SHORT_ROW, row_height
from pipeline.formats.xlsx_table_state import ANSWER, STATUS, write_state
from pipeline.model.form_codes import FURNITURE, ROWS_MARK, ColumnCode
from pipeline.model.form_layout import CellInput, Passage, TableColumn, TableRow, TableSheet
from pipeline.model.intake import evidence_cell
from pipeline.model.scalar import Kind

_TITLE, _ABOUT = range(2)
_ID = 1
_WIDEST_ID = 22.0
_ID_WIDTH, _EVIDENCE_WIDTH, _COMMENT_WIDTH, _FURTHER_WIDTH, _LEAST_ANSWER, _REMARK_WIDTH = (
    10.0,
    14.0,
    24.0,
    14.0,
    24.0,
    40.0,
)
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
_BOLD, _AROUND, _WIDEST_WORD = 1.2, 4.0, 30.0
"""Width of a bold letter, of what stands around a word, and of the longest word that is kept in one piece."""
_LEFT_BLOCK, _RIGHT_BLOCK, _NARROW, _ONE_PAGE = 50.0, 60.0, 165.0, 205.0
_WIDEST_LIST, _WIDEST_GUIDANCE, _UNUSED_WIDTH = 75.0, 44.0, 9.0
_STRETCHED = (Kind.LINE, Kind.PROSE, Kind.CHOICES, Kind.FILES)


def write_table_sheet(page: Worksheet, sheet: TableSheet, desk: Desk) -> None:
    """Write a table's sheet.

    Args:
        page: an empty sheet.
        sheet: what is asked, and the rows so far.
        desk: styles, words and lists.
    """
    widths = _widths(sheet, desk)
    last_column = len(desk.places.row_codes(sheet))
    last = FIRST_ROW + len(sheet.rows) + sheet.blank_rows - 1
    page.set_column(0, 0, 4, None, {"hidden": True})
    for column, width in enumerate(widths, 1):
        page.set_column(column, column, width)
    head = _write_head(page, sheet, widths, desk)
    items = xl_range(FIRST_ROW, _ID + sheet.given, last, last_column)
    write_state(page, sheet, items, widths, desk)
    _write_header(page, sheet, widths, desk)
    blank = TableRow("", (None,) * len(sheet.columns))
    for row in range(FIRST_ROW, last + 1):
        place = row - FIRST_ROW
        _write_row(page, row, sheet, sheet.rows[place] if place < len(sheet.rows) else blank, widths, desk)
    if not sheet.given:
        hint = desk.words.hint_row_id.format(example=sheet.id_example)
        allow(page, (FIRST_ROW, last), _ID, CellInput(Kind.ID, hint=hint), desk)
    for column, asked in enumerate(sheet.columns, _ID + 1):
        allow(page, (FIRST_ROW, last), column, asked.input, desk)
    if sheet.has_evidence:
        allow_evidence(page, (FIRST_ROW, last), _ID + len(sheet.columns) + 1, desk)
    page.autofilter(ROW_HEADER, _ID, last, last_column)
    page.ignore_errors({"number_stored_as_text": xl_range(STATE, 1, last, last_column)})
    page.freeze_panes(HINTS, _ID + _held(sheet))
    page.set_selection(FIRST_ROW, _ID + sheet.given, FIRST_ROW, _ID + sheet.given)
    across = max(last_column, len(desk.places.state_codes), head)
    prepare(page, header=ROW_HEADER, area=(_TITLE, 1, last, across))
    if _is_wide(widths):
        part(page, widths, _first_page(widths, _held(sheet)), _held(sheet))


def _widths(sheet: TableSheet, desk: Desk) -> list[float]:
    """Return the widths of the columns after the hidden one; a table of few columns gets wider ones."""
    kinds = [column.input.kind for column in sheet.columns]
    own = [_width(column, desk) for column in sheet.columns]
    beside = [_EVIDENCE_WIDTH, _COMMENT_WIDTH] if sheet.has_evidence else [_COMMENT_WIDTH]
    beside += [_REMARK_WIDTH] if desk.places.is_review else []
    text = sum(width for width, kind in zip(own, kinds, strict=True) if kind in _STRETCHED)
    first = _id_width(sheet)
    missing = _NARROW - first - sum(own) - sum(beside)
    stretch = 1 + max(0.0, missing) / text if text else 1.0
    own = [width * (stretch if kind in _STRETCHED else 1) for width, kind in zip(own, kinds, strict=True)]
    widths = [first, *own, *beside]
    widths[ANSWER - 1] = max(widths[ANSWER - 1], _LEAST_ANSWER)
    widths += [_FURTHER_WIDTH] * (len(desk.places.state_codes) - len(widths))
    for code in (ColumnCode.COMMENT, ColumnCode.REMARK):
        if code in desk.places.state_codes:
            column = desk.places.state_codes.index(code)
            said = bool(sheet.line.comment) or code == ColumnCode.REMARK
            widths[column] = max(widths[column], _LEAST_ANSWER if said else 0.0)
    return widths


def _id_width(sheet: TableSheet) -> float:
    """Return a width in which no id breaks but after a hyphen."""
    longest = max((len(part) for row in sheet.rows for part in row.id.split("-")), default=0)
    return min(max(_ID_WIDTH, longest * 1.1 + 3), _WIDEST_ID)


def _width(column: TableColumn, desk: Desk) -> float:
    """Return the width of a column; a list drops down only as wide as its cell, so its labels count.

    The labels of several choices stand in the guidance of their column, where long ones would make a tower.
    """
    longest = max(map(len, column.label.split()), default=0)
    least = max(_KIND_WIDTHS[column.input.kind], min(longest * _BOLD + _AROUND, _WIDEST_WORD))
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
        range(min(STATUS, len(widths) - 1), len(widths)),
        key=lambda last: max(sum(widths[:last]), sum(widths[:held]) + sum(widths[last:])),
    )


def _block(widths: list[float], first: int, least: float) -> int:
    """Return the last of at least two columns from one on that are together as wide as wanted."""
    last, width = first, widths[first - 1] if first <= len(widths) else _UNUSED_WIDTH
    while width < least or last == first:
        last += 1
        width += widths[last - 1] if last <= len(widths) else _UNUSED_WIDTH
    return last


def _write_header(page: Worksheet, sheet: TableSheet, widths: list[float], desk: Desk) -> None:
    styles, words = desk.styles, desk.words
    page.set_row(ROW_CODES, 12, None, {"hidden": True})
    write_text(page, ROW_CODES, 0, f"{ROWS_MARK}{sheet.line.id}", styles["code"])
    write_text(page, ROW_HEADER, 0, FURNITURE, styles["code"])
    write_text(page, HINTS, 0, FURNITURE, styles["code"])
    for column, code in enumerate(desk.places.row_codes(sheet), 1):
        write_text(page, ROW_CODES, column, code, styles["code"])
    labels = [words.row_id, *(_label(column) for column in sheet.columns)]
    labels += [words.evidence, words.comment] if sheet.has_evidence else [words.comment]
    labels += [words.remark] if desk.places.is_review else []
    for column, label in enumerate(labels, 1):
        write_text(page, ROW_HEADER, column, label, styles["header"])
    hints = [(Passage("", sheet.id_example),), *(column.guidance for column in sheet.columns)]
    hints += [()] * (len(labels) - len(hints))
    for column, passages in enumerate(hints, 1):
        write_runs(page, HINTS, column, passage_runs(passages, desk, "hint", "hint bold"), styles["hints"])
    page.set_row(ROW_HEADER, row_height([(label, widths[at], 10 * _BOLD) for at, label in enumerate(labels)], 30))
    texts = [(passage_text(passages), widths[at], 8) for at, passages in enumerate(hints)]
    page.set_row(HINTS, row_height(texts, 24))


def _label(column: TableColumn) -> str:
    # Not parted from its label by the end of a line.
    return f"{column.label}\u00a0●" if column.required else column.label


def _write_row(page: Worksheet, row: int, sheet: TableSheet, item: TableRow, widths: list[float], desk: Desk) -> None:
    styles = desk.styles
    write_text(page, row, _ID, item.id_shown, styles["given" if item.given else "answer"])
    for column, (asked, content) in enumerate(zip(sheet.columns, item.cells, strict=True), _ID + 1):
        if column < _ID + item.given:
            write_text(page, row, column, str(content or ""), styles["given"])
        else:
            write_answer(page, row, column, asked.input.kind, content, styles)
    beside = [item.evidence, item.comment] if sheet.has_evidence else [item.comment]
    for column, text in enumerate(beside, _ID + 1 + len(sheet.columns)):
        write_text(page, row, column, text, styles["beside"])
    contents = [item.id_shown, *(str(content or "") for content in item.cells), *beside]
    if desk.places.is_review:
        remarked = write_remarks(page, _paths_of(sheet, item), desk, _labels_of(sheet, item)) if item.id else ""
        write_text(page, row, _ID + len(contents), remarked, styles["remark"])
        contents.append(remarked)
    texts = [(content, widths[at], 10) for at, content in enumerate(contents)]
    page.set_row(row, row_height(texts, SHORT_ROW))


def _paths_of(sheet: TableSheet, item: TableRow) -> list[str]:
    """Return the paths of the cells of a row, its own and that of its evidence among them."""
    path = f"{sheet.line.id}[{item.id}]"
    return [path, *(f"{path}.{column.id}" for column in sheet.columns), evidence_cell(path)]


def _labels_of(sheet: TableSheet, item: TableRow) -> dict[str, str]:
    return {f"{sheet.line.id}[{item.id}].{column.id}": column.label for column in sheet.columns}
