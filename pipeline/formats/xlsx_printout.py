"""Writes a deliverable as a workbook to read, sort and print: a sheet for each section, nothing to fill in."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import write_text
from pipeline.formats.xlsx_guard import release
from pipeline.formats.xlsx_style import FONT, NAVY, SHORT_ROW, Styles, row_height
from pipeline.formats.xlsx_writer import MADE_ON, OPTIONS
from pipeline.model.context import Context, Gap, View
from pipeline.model.deliverable import Block, BlockKind, Deliverable, RegisterColumn, Section, law_list, statement_id
from pipeline.model.house_style import HouseStyle
from pipeline.model.reference import without_references

_TITLE, _ABOUT, _FIRST = 0, 1, 3
_DIGITS_PER_CENTIMETRE = 5.2
_TEXT_SIZE = 9.0
_LONGEST_FOOT = 100
_A3 = 8


def write_printout(deliverable: Deliverable, context: Context, style: HouseStyle) -> bytes:
    """Write a workbook.

    Args:
        deliverable: its sections, each with texts and one register.
        context: what they print.
        style: words that recur.

    Returns:
        The workbook's bytes; the same context gives the same bytes.
    """
    target = BytesIO()
    with Workbook(target, {**OPTIONS, "default_format_properties": dict(FONT)}) as book:
        styles = Styles(book)
        for section in deliverable.section:
            page = book.add_worksheet(section.heading)
            page.set_tab_color(NAVY)
            _write_section(page, section, deliverable, context, styles)
            firm = _firm(context)
            page.set_footer(f"&L&8 {deliverable.title}{firm}&R&8 {style.words.page} &P {style.words.of} &N")
        told = context.properties
        made = datetime.combine(told.day, datetime.min.time(), UTC) if told.day else MADE_ON
        book.set_properties({"title": told.title, "subject": told.subject, "author": told.author, "created": made})
    return release(target.getvalue())


def _firm(context: Context) -> str:
    """Return the middle of a foot: the firm's name and its word of classification, whose & Excel takes for codes."""
    firm = context.values.get("firm")
    words = [str(getattr(firm, name)) for name in ("name", "classification")] if firm else []
    told = " · ".join(filter(None, words))[:_LONGEST_FOOT].replace("&", "&&")
    return f"&C&8 {told}" if told else ""


def _write_section(
    page: Worksheet, section: Section, deliverable: Deliverable, context: Context, styles: Styles
) -> None:
    (register,) = (block for block in section.block if block.kind is BlockKind.REGISTER)
    widths = [column.width * _DIGITS_PER_CENTIMETRE for column in register.column]
    for number, width in enumerate(widths):
        page.set_column(number, number, width)
    document = context.values["document"]
    head = " · ".join(_text(getattr(document, name)) for name in ("system", "provider", "number", "edition"))
    write_text(page, _TITLE, 0, f"{deliverable.title}: {section.heading}", styles["title"])
    page.set_row(_TITLE, 28)
    write_text(page, _ABOUT, 0, head, styles["plain"])
    row = _FIRST
    for text in _texts(section, context):
        page.merge_range(row, 0, row, len(widths) - 1, "", styles["paragraph"])
        write_text(page, row, 0, text, styles["paragraph"])
        page.set_row(row, row_height([(text, sum(widths), 10)], 18))
        row += 1
    _write_register(page, row + 1, register, context, styles)


def _texts(section: Section, context: Context) -> Iterator[str]:
    statements, lists = context.values["statements"], context.values["lists"]
    for index, block in enumerate(section.block):
        name = statement_id(section, index, block)
        if block.kind is BlockKind.TEXT and block.words:
            yield _text(getattr(statements, name)) if name in set(_names(statements)) else block.words.strip()
        elif block.kind is BlockKind.STATEMENT:
            held = getattr(lists, name) if name in set(_names(lists)) else (getattr(statements, name),)
            yield from map(_text, held)


def _names(view: object) -> Iterator[str]:
    assert isinstance(view, View)  # noqa: S101 - a context holds views here
    return iter(view)


def _write_register(page: Worksheet, top: int, register: Block, context: Context, styles: Styles) -> None:
    """Write the table with its filters, and set the sheet up for screen and paper."""
    lists = context.values["lists"]
    rows: Sequence[object] = getattr(lists, law_list(register))
    columns = register.column
    widths = [column.width * _DIGITS_PER_CENTIMETRE for column in columns]
    for number, column in enumerate(columns):
        write_text(page, top, number, column.label, styles["header"])
    page.set_row(top, 30)
    for number, row in enumerate(rows, top + 1):
        _write_row(page, number, row, columns, widths, styles)
    bottom = top + max(len(rows), 1)
    page.autofilter(top, 0, bottom, len(columns) - 1)
    page.freeze_panes(top + 1, 2)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(_A3)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.print_area(0, 0, bottom, len(columns) - 1)


def _write_row(
    page: Worksheet, number: int, row: object, columns: Sequence[RegisterColumn], widths: list[float], styles: Styles
) -> None:
    texts = []
    for place, column in enumerate(columns):
        value = getattr(row, column.id)
        if isinstance(value, date):
            page.write_datetime(number, place, datetime.combine(value, datetime.min.time()), styles["printed date"])
        elif isinstance(value, int | float):
            page.write_number(number, place, value, styles["printed number"])
        else:
            write_text(page, number, place, _text(value), styles["explanation"])
            texts.append((_text(value), widths[place], _TEXT_SIZE))
    page.set_row(number, row_height(texts, SHORT_ROW))


def _text(value: object) -> str:
    return value.marker if isinstance(value, Gap) else without_references(str(value))
