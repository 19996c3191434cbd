"""Rows of a table as bars: one pair of axes for each unit, because figures of two units cannot be compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pipeline.model.deliverable import Block
from pipeline.model.fact import ROWS
from pipeline.model.figure import Amount, Chart, Panel, Series
from pipeline.model.scalar import Kind
from pipeline.stages.leaves import Leaf, Leaves
from pipeline.stages.wording import Wording

_MOST_SERIES = 3
"""Of more bars side by side than this each series has axes of its own: their shades could not be told apart."""

_MOST_BARS = 30
"""More bars than this find no room on a page in a size that can be read."""


class _Bar(Struct, frozen=True):
    id: str
    category: str
    series: str
    unit: str
    amount: Amount


def draw_chart(block: Block, rows: Sequence[Mapping[str, Any]], cites: tuple[str, ...], leaves: Leaves) -> Chart | Leaf:
    """Draw the values of a table as bars.

    Args:
        block: names the columns of category, value, unit and series.
        rows: of the table, one at least.
        cites: the law that wants them in this place, for the marker of a gap.
        leaves: prints the facts of the system.

    Returns:
        The chart, with notes on the values that are not in it; where no row states a value, the gap of the first.
    """
    path, draws, wording = block.facts[0], block.draws, leaves.wording
    stated = [row for row in rows if leaves.plain_cell(path, row, draws["value"])]
    if not stated:
        return leaves.cell(path, rows[0], draws["value"], cites)
    bars = [bar for row in stated if (bar := _bar(block, row, leaves)) is not None]
    panels, alone, crowded = [], [], []
    for unit, series, several in _panels(bars):
        if len(several) == 1:
            alone += several
        elif len(several) > _MOST_BARS:
            crowded += several
        else:
            panels.append(_panel(unit, series, several, wording))
    return Chart(tuple(panels), tuple(_notes(rows, stated, bars, alone, crowded, wording)))


def _bar(block: Block, row: Mapping[str, Any], leaves: Leaves) -> _Bar | None:
    """Return the bar of a row; None where a unit is asked for and not stated, since a number alone says nothing."""
    path, draws = block.facts[0], block.draws
    unit = " ".join(leaves.plain_cell(path, row, draws["unit"]).split()) if "unit" in draws else ""
    if "unit" in draws and not unit:
        return None
    category = leaves.plain_cell(path, row, draws["category"]) or row["id"]
    series = _named(path, row, draws["series"], leaves) if "series" in draws else ""
    amount = Amount(row[draws["value"]], leaves.plain_cell(path, row, draws["value"]))
    return _Bar(row["id"], " ".join(category.split()), series, unit, amount)


def _named(path: str, row: Mapping[str, Any], column: str, leaves: Leaves) -> str:
    """Return a cell in words: ids of rows of another table as the first column of these rows calls them."""
    fact = leaves.facts[f"{path}{ROWS}.{column}"]
    if fact.kind is not Kind.REFS:
        return " ".join(leaves.plain_cell(path, row, column).split())
    name = leaves.case.standings.questions[fact.refers_to].column[0].id
    known = {each["id"]: leaves.plain_cell(fact.refers_to, each, name) for each in leaves.kept_rows(fact.refers_to)}
    named = (f"{known[ref]} ({ref})" if known.get(ref) else ref for ref in row.get(column) or ())
    return " ".join("; ".join(named).split())


def _panels(bars: Iterable[_Bar]) -> Iterator[tuple[str, tuple[str, ...], list[_Bar]]]:
    """Yield the bars of each unit with their series in the order of the rows; many series one after the other."""
    by_unit: dict[str, list[_Bar]] = {}
    for bar in bars:
        by_unit.setdefault(bar.unit.casefold(), []).append(bar)
    for several in by_unit.values():
        names = tuple(dict.fromkeys(bar.series for bar in several))
        apart = [(name,) for name in names] if len(names) > _MOST_SERIES else [names]
        for together in apart:
            yield several[0].unit, together, [bar for bar in several if bar.series in together]


def _panel(unit: str, names: tuple[str, ...], bars: Sequence[_Bar], wording: Wording) -> Panel:
    placed: dict[tuple[str, str], Amount] = {}
    categories: dict[str, None] = {}
    for bar in bars:
        # Two rows that say the same of different cases stand apart, by their ids.
        again = (bar.category, bar.series) in placed
        category = f"{bar.category} ({bar.id})" if again else bar.category
        placed[category, bar.series] = bar.amount
        categories[category] = None
    series = tuple(Series(name, tuple(placed.get((each, name)) for each in categories)) for name in names)
    told = (
        wording.say(
            "figure_series" if each.name else "figure_values",
            series=each.name,
            values="; ".join(f"{c}: {a.label}" for c, a in zip(categories, each.amounts, strict=True) if a),
        )
        for each in series
    )
    alt = wording.say("figure_chart" if unit else "figure_chart_plain", unit=unit, values=" ".join(told))
    return Panel(unit, tuple(categories), series, alt)


def _notes(
    rows: Sequence[object],
    stated: Sequence[object],
    bars: Sequence[_Bar],
    alone: Sequence[_Bar],
    crowded: Sequence[_Bar],
    wording: Wording,
) -> Iterator[str]:
    if missing := len(rows) - len(stated):
        yield wording.say("figure_missing", missing=missing, all=len(rows))
    if without := len(stated) - len(bars):
        yield wording.say("figure_no_unit", count=without, all=len(rows))
    if alone:
        named = "; ".join(f"{bar.category} ({bar.id})" for bar in alone)
        yield wording.say("figure_alone", names=named)
    if crowded:
        yield wording.say("figure_crowded", count=len(crowded))
