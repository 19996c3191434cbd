"""A table of records: a heading with id and name for each row, its short values two abreast, its prose across."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.formats.docx_markup import Element, paragraph, value, words
from pipeline.formats.docx_table import cell, kept_with_next, row, shares, table, tag_row
from pipeline.model.house_style import HouseStyle

_SHARES = (3.8, 4.5, 3.5, 4.2)
_COLUMNS = len(_SHARES)


class Field(Struct, frozen=True):
    """One column of the table as a record prints it."""

    name: str
    label: str
    is_prose: bool


def records(loop: str, fields: Sequence[Field], style: HouseStyle, width: float, description: str) -> Element:
    """Make a table that prints each row as a record, whole on one page.

    Args:
        loop: what the template loops over.
        fields: in order; the first stands beside the id and says what the record is, prose takes a line of its own.
        style: the house style.
        width: between the margins, in centimetres.
        description: what the table shows.
    """
    widths = shares(width, _SHARES)
    title, *others = fields
    *upper, last = _heading(title, widths, style), *_lines(others, widths)
    rows = (
        tag_row(f"for row in {loop}", _COLUMNS),
        *map(kept_with_next, upper),
        last,
        tag_row("endfor", _COLUMNS),
    )
    return table(widths, rows, description=description)


def _heading(title: Field, widths: Sequence[float], style: HouseStyle) -> Element:
    shade = style.colour.panel
    named = paragraph("TableText" if title.is_prose else "RecordHeading", value(f"row.{title.name}"))
    return row(
        cell(widths[0], paragraph("RecordHeading", value("row.id")), shade=shade),
        cell(sum(widths[1:]), named, span=_COLUMNS - 1, shade=shade),
    )


def _lines(fields: Sequence[Field], widths: Sequence[float]) -> Iterator[Element]:
    waiting: list[Field] = []
    for field in fields:
        if field.is_prose:
            yield from _abreast(waiting, widths)
            yield _across(field, widths)
            waiting = []
        else:
            waiting.append(field)
            if len(waiting) * 2 == _COLUMNS:
                yield from _abreast(waiting, widths)
                waiting = []
    yield from _abreast(waiting, widths)


def _abreast(fields: Sequence[Field], widths: Sequence[float]) -> Iterator[Element]:
    if len(fields) == 1:
        yield _across(fields[0], widths)
    elif fields:
        places = zip(fields, widths[::2], widths[1::2], strict=True)
        yield row(
            *(made for field, label, content in places for made in (_label(field, label), _value(field, content)))
        )


def _across(field: Field, widths: Sequence[float]) -> Element:
    return row(_label(field, widths[0]), _value(field, sum(widths[1:]), span=_COLUMNS - 1))


def _label(field: Field, width: float) -> Element:
    return cell(width, paragraph("TableLabel", words(field.label)))


def _value(field: Field, width: float, span: int = 1) -> Element:
    return cell(width, paragraph("TableText", value(f"row.{field.name}")), span=span)
