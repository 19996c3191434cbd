"""Coming legal days on a line: where each mark stands, and a place for its label that no other label covers."""

import math
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from pipeline.formats.html_figures import Day

_WIDTH, _LEFT, _RIGHT = 1000, 24, 976
_LABEL_WIDTH, _LABEL_HEIGHT, _LANES = 124, 38, 3
_SMALLEST, _LARGEST = 5.0, 15.0
_DAYS_IN_TICK = 150
"""Ticks stand at the first of January; the first is left out where it would touch the beginning."""


class Tick(Struct, frozen=True):
    """The beginning of a year."""

    x: float
    label: str


class Mark(Struct, frozen=True):
    """One day: a disc for the systems for which it is settled, a ring for those for which it is open.

    ``label_y`` is negative where no place for a label is free; the list of days has it all the same.
    """

    date: str
    settled: int
    open: int
    x: float
    radius: float
    ring: float
    label_x: float
    label_y: float
    lead: float


class Timeline(Struct, frozen=True):
    """The strip in the units of its picture; ``start`` is where the page was made, negative where that is unknown."""

    width: int
    height: int
    left: int
    right: int
    axis: int
    start: float
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


def lay_out(days: Sequence[Day], as_of: str) -> Timeline:
    """Put days on a line, to scale.

    Args:
        days: in the order of time; what is no date is left to the list.
        as_of: the day on which the law was read.
    """
    dated = [(day, when) for day in days if (when := _date(day.date))]
    begin = _date(as_of)
    spots = [when for _, when in dated] + ([begin] if begin else [])
    first, last = (min(spots), max(spots)) if spots else (date.min, date.min)
    span = max((last - first).days, 1)

    def across(when: date) -> float:
        inner = _RIGHT - _LEFT - 2 * _LARGEST
        return round(_LEFT + _LARGEST + inner * (when - first).days / span, 1)

    lanes = _Lanes()
    placed = [(day, across(when), lanes.take(across(when))) for day, when in dated]
    above = max((lane + 1 for _, _, lane in placed if lane is not None and lane >= 0), default=0)
    below = max((-lane for _, _, lane in placed if lane is not None and lane < 0), default=0)
    axis = round(_LARGEST) + 10 + _LABEL_HEIGHT * above
    largest = max((day.settled + day.open for day, _ in dated), default=1)
    return Timeline(
        width=_WIDTH,
        height=axis + round(_LARGEST) + 12 + _LABEL_HEIGHT * below,
        left=_LEFT,
        right=_RIGHT,
        axis=axis,
        start=across(begin) if begin else -1,
        ticks=tuple(Tick(across(date(year, 1, 1)), str(year)) for year in range(first.year + 1, last.year + 1)),
        marks=tuple(_mark(day, x, lane, axis, largest) for day, x, lane in placed),
    )


class _Lanes:
    """Which stretch of each lane is taken: lanes from 0 lie above the line, lanes from -1 below it."""

    def __init__(self) -> None:
        self.ends = {lane: -math.inf for step in range(_LANES) for lane in (step, -1 - step)}

    def take(self, x: float) -> int | None:
        begin = _label_x(x) - _LABEL_WIDTH / 2
        free = next((lane for lane, end in self.ends.items() if end <= begin), None)
        if free is not None:
            self.ends[free] = begin + _LABEL_WIDTH
        return free


def _mark(day: Day, x: float, lane: int | None, axis: int, largest: int) -> Mark:
    ring = _radius(day.settled + day.open, largest) if day.open else 0
    radius = _radius(day.settled, largest) if day.settled else 0
    if lane is None:
        label_y, lead = -1.0, float(axis)
    elif lane >= 0:
        label_y = axis - _LARGEST - 20 - _LABEL_HEIGHT * lane
        lead = label_y + 18
    else:
        label_y = axis + _LARGEST + 16 + _LABEL_HEIGHT * (-1 - lane)
        lead = label_y - 12
    return Mark(day.date, day.settled, day.open, x, radius, ring, _label_x(x), label_y, lead)


def _label_x(x: float) -> float:
    half = _LABEL_WIDTH / 2
    return min(max(x, half), _WIDTH - half)


def _radius(number: int, largest: int) -> float:
    """Return a radius by which areas, not widths, stand for how many."""
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(number / largest), 1)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
