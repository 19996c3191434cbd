"""The table of figures: what was measured, its spread, and what it should be."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from benchmarks.outcome import spread_name

DECLARED = Path(__file__).with_name("figures.toml")
SMALL = 0.01
HEADS = ("Figure", "Measured (spread)", "At least", "Aim", "Reached", "Rounds", "CPU ms", "Wall ms")


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table, as figures.toml declares it."""

    figure: str
    number: str
    words: str
    sides: tuple[str, ...]
    at_least: float | None = None
    at_most: float | None = None
    aim: float | None = None


def rows() -> tuple[Row, ...]:
    """Return the rows of the table in their order."""
    return msgspec.convert(tomllib.loads(DECLARED.read_text(encoding="utf-8"))["row"], tuple[Row, ...])


def keys() -> tuple[str, ...]:
    """Return the keys of all figures in the order in which they are measured."""
    return tuple(dict.fromkeys(row.figure for row in rows()))


def markdown(results: Mapping[str, Any]) -> str:
    """Return the table as Markdown, each column as wide as what it holds.

    Args:
        results: what was measured, as docs/benchmarks.json holds it; rows of what was not measured are left out.
    """
    lines = [HEADS, *(_cells(row, results[row.figure]) for row in rows() if row.figure in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "".join(f"| {' | '.join(map(str.ljust, line, widths))} |\n" for line in ruled)


def _cells(row: Row, result: Mapping[str, Any]) -> Sequence[str]:
    numbers = {name: f"{value:,}" for name, value in result.items() if isinstance(value, int)}
    words = row.words.format_map(defaultdict(lambda: "so many", numbers))
    bound = row.at_least if row.at_most is None else row.at_most
    if (value := result.get(row.number)) is None:
        return [words, f"not measured: {result['why']}", _wanted(bound), _wanted(row.aim), "", "", "", ""]
    low, high = result[spread_name(row.number)]
    measured = f"{_said(value)} ({_said(low)} to {_said(high)})"
    times = ["; ".join(_of(row.sides, result[by])) for by in ("cpu", "wall")]
    return [words, measured, _wanted(bound), _wanted(row.aim), _reached(row, value), str(result["rounds"]), *times]


def _of(sides: Sequence[str], times: Mapping[str, float]) -> Iterator[str]:
    return (f"{side}: {_said(times[side])}" for side in sides)


def _reached(row: Row, value: float) -> str:
    """Say whether a number is what it should be."""

    def is_met(wanted: float | None) -> bool:
        return wanted is not None and (value >= wanted if row.at_least is not None else value <= wanted)

    bound = row.at_least if row.at_most is None else row.at_most
    if bound is None:
        return ""
    return "aim" if is_met(row.aim) else "yes" if is_met(bound) else "no"


def _wanted(bound: float | None) -> str:
    """Return a bound as it was set."""
    return "" if bound is None else _said(bound) if bound < SMALL else f"{bound:g}"


def _said(value: float) -> str:
    """Return a number as it is printed, a small fraction as one in so many."""
    if 0 < value < SMALL:
        return f"1/{1 / value:,.0f}"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"
