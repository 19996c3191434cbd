"""A table of records: a heading with the id for each row, its short values two abreast, its prose across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.formats.docx_markup import Element, paragraph, value, words
from pipeline.formats.docx_table import cell, row, shares, table, tag_row
from pipeline.model.house_style import HouseStyle

_LABEL, _VALUE = 3.1, 4.9
_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the table as a record prints it."""

    name: str
    label: str
    is_prose: bool


def records(
    loop: str, fields: Sequence[Field], title: str, style: HouseStyle, width: float, description: str
) -> Element:
    """Make a table that prints each row as a record.

    Args:
        loop: what the template loops over.
        fields: in order; prose takes a line of its own.
        title: name of the value that stands beside the id in the heading of a record, or nothing.
        style: the house style.
        width: between the margins, in centimetres.
        description: what the table shows.
    """
    widths = shares(width, (_LABEL, _VALUE, _LABEL, _VALUE))
    heading = [value("row.id"), *([words("  ·  "), value(f"row.{title}")] if title else [])]
    rows = (
        tag_row(f"for row in {loop}", _COLUMNS),
        row(cell(width, paragraph("RecordHeading", *heading), span=_COLUMNS, shade=style.colour.panel)),
        *_lines(fields, widths),
        tag_row("endfor", _COLUMNS),
    )
    return table(widths, rows, description=description)


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
        label, content, *_ = widths
        yield row(*(made for field in fields for made in (_label(field, label), _value(field, content))))


def _across(field: Field, widths: Sequence[float]) -> Element:
    return row(_label(field, widths[0]), _value(field, sum(widths[1:]), span=_COLUMNS - 1))


def _label(field: Field, width: float) -> Element:
    return cell(width, paragraph("TableLabel", words(field.label)))


def _value(field: Field, width: float, span: int = 1) -> Element:
    return cell(width, paragraph("TableText", value(f"row.{field.name}")), span=span)
