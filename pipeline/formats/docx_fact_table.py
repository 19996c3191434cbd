"""The rows of a table fact: side by side where its columns find room, one record below the other where not."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.formats.docx_markup import Element, paragraph, value, words
from pipeline.formats.docx_table import cell, head, row, shares, table, tag_row
from pipeline.model.deliverable import Block, rows_name
from pipeline.model.fact import ROWS, facts
from pipeline.model.house_style import HouseStyle
from pipeline.model.scalar import Kind

_ID_WIDTH = 1.7
_NEEDS = {
    Kind.PROSE: 4.6,
    Kind.LINE: 2.4,
    Kind.CHOICES: 2.6,
    Kind.CHOICE: 2.3,
    Kind.DATE: 2.3,
    Kind.FILES: 2.8,
}
_NEEDS_ELSE = 1.9
_RECORD_SHARES = (3, 7)


def label_of(path: str, labels: Mapping[str, str]) -> str:
    """Return the printed label of a fact.

    Raises:
        ValueError: there is none; a table without words above its values would say nothing.
    """
    try:
        return labels[path]
    except KeyError:
        raise ValueError(f"no label is known for {path}") from None


def columns_of(path: str, block: Block) -> tuple[str, ...]:
    """Return the columns that a block prints of a table, all of the table's where it names none."""
    if block.columns:
        return tuple(column for column in block.columns if column != "id")
    if path in facts():
        return facts()[path].columns
    raise ValueError(f"{path} is no table of the profile, and the block names no columns")


def fact_table(path: str, block: Block, labels: Mapping[str, str], style: HouseStyle, width: float) -> Element:
    """Make the table that prints the rows of a table fact.

    Args:
        path: of the table, such as ``data.data_sets``.
        block: which columns to print.
        labels: by path, with ``table[].column`` for columns.
        style: the house style.
        width: between the margins, in centimetres.

    Returns:
        A table with the id first and one row each where every column finds the room its kind needs, else a
        table of records: a heading with the id, and one line for each column.
    """
    columns = columns_of(path, block)
    needs = [_need(path, column) for column in columns]
    description = block.caption or label_of(path, labels)
    named = [(column, label_of(f"{path}{ROWS}.{column}", labels)) for column in columns]
    rows = rows_name(path, block)
    if _ID_WIDTH + sum(needs) <= width:
        widths = [_ID_WIDTH, *shares(width - _ID_WIDTH, needs)]
        return table(widths, _rows(rows, named, widths, style), description=description)
    widths = shares(width, _RECORD_SHARES)
    is_titled = _kind(path, columns[0]) is Kind.LINE
    return table(widths, _records(rows, named, widths, style, is_titled=is_titled), description=description)


def _kind(path: str, column: str) -> Kind:
    fact = facts().get(f"{path}{ROWS}.{column}")
    return fact.kind if fact else Kind.PROSE


def _need(path: str, column: str) -> float:
    return _NEEDS.get(_kind(path, column), _NEEDS_ELSE)


def _rows(rows: str, named: Sequence[tuple[str, str]], widths: Sequence[float], style: HouseStyle) -> Iterator[Element]:
    yield head(widths, [style.words.id, *(label for _, label in named)], style)
    yield tag_row(f"for row in {rows}", len(widths))
    names = ["id", *(column for column, _ in named)]
    yield row(
        *(cell(width, paragraph("TableText", value(f"row.{name}"))) for width, name in zip(widths, names, strict=True))
    )
    yield tag_row("endfor", len(widths))


def _records(
    rows: str, named: Sequence[tuple[str, str]], widths: Sequence[float], style: HouseStyle, *, is_titled: bool
) -> Iterator[Element]:
    first, *_ = named
    heading = [value("row.id"), *([words("  ·  "), value(f"row.{first[0]}")] if is_titled else [])]
    yield tag_row(f"for row in {rows}", len(widths))
    yield row(cell(sum(widths), paragraph("RecordHeading", *heading), span=2, shade=style.colour.panel))
    for column, label in named[1:] if is_titled else named:
        yield row(
            cell(widths[0], paragraph("TableLabel", words(label))),
            cell(widths[1], paragraph("TableText", value(f"row.{column}"))),
        )
    yield tag_row("endfor", len(widths))
