"""The rows of a table fact: side by side where its columns find room, one record below the other where not."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.formats.docx_markup import Element, paragraph, value
from pipeline.formats.docx_records import Field, records
from pipeline.formats.docx_table import cell, head, row, shares, table, tag_row
from pipeline.model.deliverable import Block, rows_name
from pipeline.model.fact import ROWS, Fact, Facts
from pipeline.model.house_style import HouseStyle
from pipeline.model.scalar import Kind

_ID_WIDTH = 1.6
_NEEDS = {
    Kind.PROSE: 4.6,
    Kind.LINE: 2.6,
    Kind.CHOICES: 3.2,
    Kind.DATE: 2.6,
    Kind.FILES: 2.8,
    Kind.NUMBER: 2.2,
    Kind.REFS: 2.2,
    Kind.YES_NO: 2.2,
}
"""The room that a value of a kind needs beside others, in centimetres; that of a choice goes by its words.

None is narrower than the longest word of a marker, which stands wherever a value is missing.
"""

_WISHES = {Kind.PROSE: 3.0, Kind.CHOICES: 3.0, Kind.LINE: 1.5, Kind.FILES: 1.0}
_WISH = 0.3
"""How much of the room that is left over a value takes: long ones the most."""

_UNIT_NEEDS = 0.7
_NARROW_CHOICE, _WIDE_CHOICE = 2.2, 2.6
_SHORT_WORDS, _LONG = 6, 120
_LETTER, _PADDING = 0.185, 0.4


def label_of(path: str, labels: Mapping[str, str]) -> str:
    """Return the printed label of a fact.

    Raises:
        ValueError: there is none; a table without words above its values would say nothing.
    """
    try:
        return labels[path]
    except KeyError:
        raise ValueError(f"no label is known for {path}") from None


def columns_of(path: str, block: Block, facts: Facts) -> tuple[str, ...]:
    """Return the columns that a block prints of a table, all of the table's where it names none."""
    if block.columns:
        return tuple(column for column in block.columns if column != "id")
    if path in facts:
        return facts[path].columns
    raise ValueError(f"{path} is no table of the profile, and the block names no columns")


def fact_table(
    path: str, block: Block, labels: Mapping[str, str], style: HouseStyle, width: float, facts: Facts
) -> Element:
    """Make the table that prints the rows of a table fact.

    Args:
        path: of the table, such as ``data.data_sets``.
        block: which columns to print.
        labels: by path, with ``table[].column`` for columns.
        style: the house style.
        width: between the margins, in centimetres.
        facts: that may be printed.

    Returns:
        A table with the id first and one row each where every column finds the room its kind needs, else a
        table of records with the first column in the heading of each.
    """
    columns = columns_of(path, block, facts)
    description = block.caption or label_of(path, labels)
    named = [(column, label_of(f"{path}{ROWS}.{column}", labels)) for column in columns]
    held = [facts.get(f"{path}{ROWS}.{column}") for column in columns]
    needs = [max(_need(fact), _room_for_words(label)) for fact, (_, label) in zip(held, named, strict=True)]
    rows = rows_name(path, block)
    if _ID_WIDTH + sum(needs) <= width:
        left = width - _ID_WIDTH - sum(needs)
        wishes = shares(left, [_WISHES.get(_kind(fact), _WISH) for fact in held])
        widths = [_ID_WIDTH, *(round(need + wish, 2) for need, wish in zip(needs, wishes, strict=True))]
        return table(widths, _rows(rows, named, widths, style), description=description)
    fields = [Field(*name, _kind(fact) is Kind.PROSE) for fact, name in zip(held, named, strict=True)]
    return records(rows, fields, style, width, description)


def _kind(fact: Fact | None) -> Kind:
    return fact.kind if fact else Kind.PROSE


def _need(fact: Fact | None) -> float:
    if fact is None:
        return _NEEDS[Kind.PROSE]
    if fact.kind is Kind.CHOICE:
        return _NARROW_CHOICE if max(map(len, fact.choices), default=_LONG) <= _SHORT_WORDS else _WIDE_CHOICE
    return _NEEDS[fact.kind] + (_UNIT_NEEDS if fact.unit else 0)


def _room_for_words(label: str) -> float:
    """Return the width in which the longest word of a label still stands in one piece."""
    return max(map(len, label.split()), default=0) * _LETTER + _PADDING


def _rows(rows: str, named: Sequence[tuple[str, str]], widths: Sequence[float], style: HouseStyle) -> Iterator[Element]:
    yield head(widths, [style.words.id, *(label for _, label in named)], style)
    yield tag_row(f"for row in {rows}", len(widths))
    names = ["id", *(column for column, _ in named)]
    yield row(
        *(cell(width, paragraph("TableText", value(f"row.{name}"))) for width, name in zip(widths, names, strict=True))
    )
    yield tag_row("endfor", len(widths))
