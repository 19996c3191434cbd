"""Writes a form as an .xlsx workbook: the same form gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_aside import write_findings, write_left_over
from pipeline.formats.xlsx_cells import Desk, write_text
from pipeline.formats.xlsx_guard import release
from pipeline.formats.xlsx_places import FIRST_ROW, Places
from pipeline.formats.xlsx_question_sheet import write_question_sheet
from pipeline.formats.xlsx_reference_sheet import write_reference_sheet
from pipeline.formats.xlsx_rule import AnswerCells
from pipeline.formats.xlsx_start_sheet import write_start_sheet
from pipeline.formats.xlsx_style import FONT, NAVY, Styles
from pipeline.formats.xlsx_table_sheet import write_table_sheet
from pipeline.model.form_codes import (
    EVIDENCE,
    FURNITURE,
    LISTS_SHEET,
    META_SHEET,
    PRODUCT,
    START_SHEET,
    MetaKey,
)
from pipeline.model.form_layout import FormWorkbook, QuestionSheet, Remark, TableSheet
from pipeline.model.intake import AnswerState
from pipeline.model.questionnaire import Form

MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in the file instead of the time of writing, which would change the bytes of an unchanged form."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How every workbook is written: text stays text."""

_SECTION_TAB, _TABLE_TAB, _REFERENCE_TAB = "#8FA6C4", "#CBD6E4", "#EEF2F7"
_ASIDE_TAB = "#E0A458"
_FOOTER_LIMIT = 60


def write_form(form: FormWorkbook) -> bytes:
    """Write a form.

    Args:
        form: all that stands in it.

    Returns:
        The workbook's bytes.

    Raises:
        ValueError: a text is longer than a cell holds.
    """
    target = BytesIO()
    # XlsxWriter adds to the properties that it is given, so each workbook needs its own.
    with Workbook(target, {**OPTIONS, "default_format_properties": dict(FONT)}) as book:
        styles = Styles(book)
        start = book.add_worksheet(START_SHEET)
        start.set_tab_color(NAVY)
        findings = book.add_worksheet(form.words.findings_sheet) if form.occasion.is_review else None
        pages = [book.add_worksheet(sheet.title) for sheet in form.sheets]
        left = book.add_worksheet(form.words.left_sheet) if form.left_over else None
        aside = tuple(page.name for page in (findings, left) if page)
        lists = _write_lists(book.add_worksheet(LISTS_SHEET), form, styles)
        _write_meta(book, book.add_worksheet(META_SHEET), form, styles)
        desk = _desk(form, styles, lists, aside)
        write_start_sheet(start, form, desk)
        _sign(start, form)
        for page, sheet in zip(pages, form.sheets, strict=True):
            if isinstance(sheet, QuestionSheet):
                page.set_tab_color(_SECTION_TAB)
                write_question_sheet(page, sheet, desk)
            elif isinstance(sheet, TableSheet):
                page.set_tab_color(_TABLE_TAB)
                write_table_sheet(page, sheet, desk)
            else:
                page.set_tab_color(_REFERENCE_TAB)
                write_reference_sheet(page, sheet, desk)
            _sign(page, form)
        if findings:
            findings.set_tab_color(_ASIDE_TAB)
            write_findings(findings, form.occasion.remarks, desk)
            _sign(findings, form)
        if left:
            left.set_tab_color(_ASIDE_TAB)
            write_left_over(left, form.left_over, desk)
            _sign(left, form)
        start.activate()
    return release(target.getvalue())


def _desk(form: FormWorkbook, styles: Styles, lists: dict[str, str], aside: tuple[str, ...]) -> Desk:
    remarks: dict[str, tuple[Remark, ...]] = {}
    for remark in form.occasion.remarks:
        remarks[remark.path] = (*remarks.get(remark.path, ()), remark)
    places, lengths = Places.of(form), _label_lengths(form)
    cells = AnswerCells(
        {path: spot.reference for path, spot in places.spots.items()},
        {path: spot.reference for path, spot in places.comments.items()},
        form.words.state_does_not_apply,
    )
    return Desk(styles, form.words, lists, lengths, places, remarks, cells, _evidence_ids(form), aside)


def _evidence_ids(form: FormWorkbook) -> str:
    """Return the cells that hold the ids of the evidence register, where the form has it."""
    for sheet in form.sheets:
        if isinstance(sheet, TableSheet) and sheet.line.id == EVIDENCE:
            last = FIRST_ROW + len(sheet.rows) + sheet.blank_rows - 1
            return f"={quote_sheetname(sheet.title)}!{xl_range_abs(FIRST_ROW, 1, last, 1)}"
    return ""


def _label_lengths(form: FormWorkbook) -> dict[str, int]:
    return {entry.name: max((len(option.label) for option in entry.options), default=0) for entry in form.vocabularies}


def _write_lists(page: Worksheet, form: FormWorkbook, styles: Styles) -> dict[str, str]:
    """Write every closed list with the states at its end, and return the range of each one's labels."""
    words, ranges, row = form.words, {}, 1
    for column, head in enumerate((f"{FURNITURE}vocabulary", "code", "label")):
        write_text(page, 0, column, head, styles["plain"])
    states = [
        (f"{FURNITURE}{AnswerState.UNKNOWN}", words.state_not_sure),
        (f"{FURNITURE}{AnswerState.NOT_APPLICABLE}", words.state_does_not_apply),
    ]
    for vocabulary in form.vocabularies:
        entries = [(option.code, option.label) for option in vocabulary.options] + states
        ranges[vocabulary.name] = f"={LISTS_SHEET}!{xl_range_abs(row, 2, row + len(entries) - 1, 2)}"
        for code, label in entries:
            for column, text in enumerate((vocabulary.name, code, label)):
                write_text(page, row, column, text, styles["plain"])
            row += 1
    page.very_hidden()
    page.protect()
    return ranges


def _write_meta(book: Workbook, page: Worksheet, form: FormWorkbook, styles: Styles) -> None:
    facts = {
        MetaKey.PRODUCT: PRODUCT,
        MetaKey.FORM_ID: form.form.value,
        MetaKey.FORM_VERSION: form.version,
        MetaKey.LANGUAGE: form.language,
        MetaKey.SYSTEM_ID: form.system_id,
        MetaKey.CONTACT: form.occasion.contact,
        MetaKey.DEADLINE: form.occasion.deadline,
        MetaKey.REVIEW: "yes" if form.occasion.is_review else "",
    }
    for row, (key, value) in enumerate(facts.items()):
        write_text(page, row, 0, key, styles["plain"])
        write_text(page, row, 1, value, styles["plain"])
        if value:
            book.set_custom_property(key, value, "text")
    page.very_hidden()
    page.protect()
    book.set_properties({"title": _name(form), "created": MADE_ON})


def _name(form: FormWorkbook) -> str:
    return form.words.title_system if form.form is Form.SYSTEM else form.words.title_organisation


def _sign(page: Worksheet, form: FormWorkbook) -> None:
    """Write the footer: what this is, about whom, which version, which page."""
    about = " · ".join(part for part in (form.system, form.client) if part)[:_FOOTER_LIMIT].replace("&", "&&")
    version = f"{form.words.form} {form.form} {form.version}"
    # The blank keeps a name that begins with a digit apart from the size of the font.
    page.set_footer(f"&L&8 {_name(form)} · {version}&C&8 {about}&R&8 &A · {form.words.page} &P/&N")
