"""Writes cells of a form: text as text whatever it looks like, typed answers, what may be typed, the status."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_guard import guard
from pipeline.formats.xlsx_places import Places
from pipeline.formats.xlsx_rule import AnswerCells
from pipeline.formats.xlsx_style import Styles
from pipeline.model.form_codes import Content
from pipeline.model.form_layout import CellInput, Passage, QuestionLine, Remark, Status
from pipeline.model.form_words import FormWords
from pipeline.model.scalar import FIRST_DAY, TEXT_LIMIT, Kind, cell_length

_MESSAGE_LIMIT, _TITLE_LIMIT = 255, 32
_LARGEST = 10**15


class Desk(Struct, frozen=True):
    """What every sheet of one form is written with."""

    styles: Styles
    words: FormWords
    lists: Mapping[str, str]
    label_lengths: Mapping[str, int]
    places: Places
    remarks: Mapping[str, tuple[Remark, ...]]
    cells: AnswerCells
    evidence_ids: str
    aside: tuple[str, ...] = ()

    def status_word(self, status: Status) -> str:
        """Return the word that the status column shows."""
        words = self.words
        return {
            Status.ANSWERED: words.answered,
            Status.MISSING: words.missing,
            Status.NOT_SURE: words.not_sure,
            Status.DOES_NOT_APPLY: words.does_not_apply,
            Status.OPTIONAL: words.optional,
        }[status]


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write text so that every reader gets exactly it back; a formula or a link is never made of it.

    Raises:
        ValueError: the text is longer than a cell holds.
    """
    write_runs(sheet, row, column, [(style, text)], style)


def write_runs(sheet: Worksheet, row: int, column: int, runs: Sequence[tuple[Format, str]], style: Format) -> None:
    """Write a text of which each run has a font of its own.

    Args:
        sheet: where to.
        row: from 0.
        column: from 0.
        runs: font and text.
        style: of the cell.

    Raises:
        ValueError: the text is longer than a cell holds.
    """
    runs = [run for run in runs if run[1]]
    if not runs:
        sheet.write_blank(row, column, None, style)
        return
    if cell_length("".join(text for _, text in runs)) > TEXT_LIMIT:
        raise ValueError(f"{sheet.name} {xl_rowcol_to_cell(row, column)}: more text than a cell holds")
    if not runs[1:]:
        sheet.write_string(row, column, guard(runs[0][1]), style)
    else:
        tokens = [token for font, text in runs for token in (font, guard(text))]
        sheet.write_rich_string(row, column, *tokens, style)


def passage_runs(passages: Sequence[Passage], desk: Desk, body: str, lead: str) -> list[tuple[Format, str]]:
    """Return guidance as runs, each passage on a line of its own; its lead is bold, and so is each answer's "Yes:"."""
    words, fonts = desk.words, (desk.styles[body], desk.styles[lead])
    answers = "|".join(re.escape(word) for word in (words.yes, words.no_word, words.state_not_sure))
    runs: list[tuple[Format, str]] = []
    for place, passage in enumerate(passages):
        start = "\n" if place else ""
        if passage.lead:
            runs.append((fonts[1], start + passage.lead))
            start = "" if passage.text.startswith("\n") else " "
        parts = re.split(rf"(?<!\S)((?:{answers}):)", start + passage.text)
        runs += [(fonts[at % 2], part) for at, part in enumerate(parts)]
    return runs


def passage_text(passages: Sequence[Passage]) -> str:
    """Return guidance as plain text, for measuring."""
    return "\n".join(f"{passage.lead} {passage.text}".strip() for passage in passages)


def write_answer(sheet: Worksheet, row: int, column: int, kind: Kind, content: Content, styles: Styles) -> None:
    """Write an answer, or an empty cell that is ready for one."""
    style = styles[_ANSWER_STYLES.get(kind, "answer")]
    if isinstance(content, date):
        sheet.write_datetime(row, column, datetime.combine(content, time()), style)
    elif isinstance(content, int | float):
        sheet.write_number(row, column, content, style)
    else:
        write_text(sheet, row, column, content or "", style)


_ANSWER_STYLES = {Kind.NUMBER: "answer number", Kind.DATE: "answer date"}


def allow(sheet: Worksheet, rows: tuple[int, int], column: int, what: CellInput, desk: Desk) -> None:
    """Lay down what may be typed into cells; anything else can be kept after a warning.

    Args:
        sheet: where to.
        rows: first and last, from 0.
        column: from 0.
        what: kind, list and message.
        desk: words and lists.
    """
    words = desk.words
    rule: dict[str, object] = {"validate": "any"}
    if what.kind is Kind.TABLE:
        states = [words.state_not_sure, words.state_does_not_apply]
        rule = {"validate": "list", "source": states, "error_message": words.warn_list}
    elif what.kind in (Kind.CHOICE, Kind.YES_NO):
        rule = {"validate": "list", "source": desk.lists[what.vocabulary], "error_message": words.warn_list}
    elif what.kind is Kind.NUMBER:
        limits = {"criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
        rule = {"validate": "decimal", **limits, "error_message": words.warn_number}
    elif what.kind is Kind.DATE:
        rule = {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_message": words.warn_date}
    if rule["validate"] != "any":
        rule |= {"error_type": "warning", "error_title": words.warn_title[:_TITLE_LIMIT]}
    if what.hint:
        rule |= {
            "input_title": words.hint_title[:_TITLE_LIMIT],
            "input_message": what.hint[:_MESSAGE_LIMIT],
        }
    if len(rule) > 1:
        sheet.data_validation(rows[0], column, rows[1], column, rule)


def allow_evidence(sheet: Worksheet, rows: tuple[int, int], column: int, desk: Desk) -> None:
    """Offer the ids of the evidence register, where the form holds it; several may be typed with semicolons.

    Args:
        sheet: where to.
        rows: first and last, from 0.
        column: from 0.
        desk: words and the cells of the register.
    """
    if not desk.evidence_ids:
        return
    rule = {
        "validate": "list",
        "source": desk.evidence_ids,
        "show_error": False,
        "input_title": desk.words.evidence[:_TITLE_LIMIT],
        "input_message": desk.words.hint_evidence[:_MESSAGE_LIMIT],
    }
    sheet.data_validation(rows[0], column, rows[1], column, rule)


def write_status(
    sheet: Worksheet,
    cell: tuple[int, int],
    answer: tuple[int, int],
    line: QuestionLine,
    desk: Desk,
    items: str = "",
) -> None:
    """Write the formula that tells the status of a line, with the value that it has now.

    Args:
        sheet: where to.
        cell: row and column of the status, from 0.
        answer: row and column of the answer.
        line: the question.
        desk: words and styles.
        items: range of the items of a table, which answer it too.
    """
    words = desk.words
    text = f"TRIM({xl_rowcol_to_cell(*answer)})"
    asked = Status.MISSING if line.required else Status.OPTIONAL
    no_object = _quoted(desk.status_word(Status.DOES_NOT_APPLY))
    blank = desk.cells.where_asked(line.rule, _quoted(desk.status_word(asked)), no_object)
    if items:
        blank = f"IF(COUNTA({items})>0,{_quoted(words.answered)},{blank})"
    not_sure = _is_state(text, words.state_not_sure)
    declined = desk.cells.is_declined(line.id)
    # Without a reason, which may stand as the comment, the state settles nothing.
    bare = f"AND({_is_state(text, words.state_does_not_apply)},NOT({declined}))"
    answered = f"IF({declined},{no_object},{_quoted(words.answered)})"
    formula = f'IF(OR({text}="",{bare}),{blank},IF({not_sure},{_quoted(words.not_sure)},{answered}))'
    # A cell in error would hide the line from every count.
    formula = f"=IFERROR({formula},{_quoted(desk.status_word(asked))})"
    sheet.write_formula(*cell, formula, desk.styles["status"], desk.status_word(line.status))


def colour_statuses(
    sheet: Worksheet,
    area: tuple[int, int, int, int],
    desk: Desk,
    column: int,
    statuses: Iterable[Status] = tuple(Status),
) -> None:
    """Colour cells of an area by the status word in a column of their row.

    Args:
        sheet: where to.
        area: first row, first column, last row, last column, from 0.
        desk: words and styles.
        column: where the status word stands.
        statuses: those that colour the area.
    """
    word = xl_rowcol_to_cell(area[0], column, col_abs=True)
    for status in statuses:
        criteria = f"={word}={_quoted(desk.status_word(status))}"
        rule = {"type": "formula", "criteria": criteria, "format": desk.styles.coloured(status)}
        sheet.conditional_format(*area, rule)


def _is_state(text: str, word: str) -> str:
    return f"OR({text}={_quoted(word)},LEFT({text},{len(word) + 1})={_quoted(word + ':')})"


def _quoted(word: str) -> str:
    escaped = word.replace('"', '""')
    return f'"{escaped}"'
