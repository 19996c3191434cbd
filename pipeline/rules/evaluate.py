"""Three-valued evaluation: an unknown fact gives unknown unless the rest decides, and never counts as no."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any as AnyValue

from pipeline.rules.condition import All, Any, Compare, Comparison, Condition, Known, Literal, Not, Path


class Absent(Enum):
    """A fact without a value: not known, or known not to apply."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class OpenSet:
    """A set of which more members may come to light; without ``open_because`` it is settled.

    ``open_because`` names the unknown facts that could add ``possible`` members.
    """

    members: frozenset[str]
    possible: frozenset[str] = frozenset()
    open_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome - true, false or None for unknown - with the paths read and those that leave it open."""

    holds: bool | None
    reads: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()


Lookup = Callable[[str], AnyValue]
"""Gives the value of a path: a scalar, a tuple, an OpenSet, or a member of Absent."""

_ORDER: dict[Comparison, Callable[[AnyValue, AnyValue], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.GREATER: operator.gt,
    Comparison.AT_LEAST: operator.ge,
}


def evaluate(condition: Condition, lookup: Lookup) -> Verdict:
    """Evaluate a condition over facts (Kleene's strong three-valued logic).

    Args:
        condition: what to evaluate.
        lookup: gives the value of each path.

    Returns:
        The verdict; ``unknowns`` is empty where it is settled.
    """
    match condition:
        case Literal(value):
            return Verdict(bool(value))
        case Path(name):
            return _truth(name, lookup(name))
        case Known(path):
            return Verdict(not isinstance(lookup(path.name), Absent), (path.name,))
        case Not(part):
            inner = evaluate(part, lookup)
            return Verdict(None if inner.holds is None else not inner.holds, inner.reads, inner.unknowns)
        case All(parts):
            return _combine([evaluate(part, lookup) for part in parts], settles=False)
        case Any(parts):
            return _combine([evaluate(part, lookup) for part in parts], settles=True)
    return _compare(condition, lookup)


def within_row(table: str, row: Mapping[str, AnyValue], lookup: Lookup) -> Lookup:
    """Return a lookup in which ``table.column`` is the cell of one row.

    Args:
        table: path of the table.
        row: one of its rows.
        lookup: gives the value of every other path.
    """
    prefix = f"{table}."

    def look(path: str) -> AnyValue:
        return row.get(path.removeprefix(prefix), Absent.UNKNOWN) if path.startswith(prefix) else lookup(path)

    return look


def _combine(verdicts: list[Verdict], *, settles: bool) -> Verdict:
    """Join parts of which one that equals ``settles`` decides, whatever else is open."""
    deciding = [verdict for verdict in verdicts if verdict.holds is settles]
    if deciding:
        return Verdict(settles, deciding[0].reads)
    reads = _unique(path for verdict in verdicts for path in verdict.reads)
    unknowns = _unique(path for verdict in verdicts if verdict.holds is None for path in verdict.unknowns)
    return Verdict(None if any(verdict.holds is None for verdict in verdicts) else not settles, reads, unknowns)


def _truth(name: str, value: AnyValue) -> Verdict:
    if value is Absent.UNKNOWN:
        return Verdict(None, (name,), (name,))
    return Verdict(value is True, (name,))


def _compare(condition: Compare, lookup: Lookup) -> Verdict:
    reads = _unique(side.name for side in (condition.left, condition.right) if isinstance(side, Path))
    left, right = (
        lookup(side.name) if isinstance(side, Path) else side.value for side in (condition.left, condition.right)
    )
    unknowns = _unique(
        side.name
        for side, value in ((condition.left, left), (condition.right, right))
        if isinstance(side, Path) and value is Absent.UNKNOWN
    )
    if unknowns:
        return Verdict(None, reads, unknowns)
    if Absent.NOT_APPLICABLE in (left, right):
        return Verdict(holds=False, reads=reads)
    holds, open_because = _relate(left, condition.how, right)
    return Verdict(holds, reads, open_because)


def _relate(left: AnyValue, how: Comparison, right: AnyValue) -> tuple[bool | None, tuple[str, ...]]:
    if how in (Comparison.NOT_IN, Comparison.UNEQUAL):
        contrary = Comparison.IN if how is Comparison.NOT_IN else Comparison.EQUAL
        holds, because = _relate(left, contrary, right)
        return (None if holds is None else not holds), because
    if how is Comparison.IN:
        return _contains(right, left)
    if how is Comparison.EQUAL:
        return _equal(left, right)
    return _ORDER[how](*_as_days(left, right)), ()


def _contains(container: AnyValue, item: AnyValue) -> tuple[bool | None, tuple[str, ...]]:
    if isinstance(container, OpenSet):
        if item in container.members:
            return True, ()
        return (None, container.open_because) if item in container.possible else (False, ())
    return item in container, ()


def _equal(left: AnyValue, right: AnyValue) -> tuple[bool | None, tuple[str, ...]]:
    if isinstance(right, OpenSet):
        left, right = right, left
    if not isinstance(left, OpenSet):
        left, right = _as_days(left, right)
        return left == right, ()
    listed = frozenset(right if isinstance(right, tuple) else (right,))
    if not left.members <= listed <= left.members | left.possible:
        return False, ()
    return (None, left.open_because) if left.possible else (True, ())


def _as_days(left: AnyValue, right: AnyValue) -> tuple[AnyValue, AnyValue]:
    """Read the text beside a date as a date, whichever side it stands on."""
    if isinstance(left, date) and isinstance(right, str):
        return left, date.fromisoformat(right)
    if isinstance(right, date) and isinstance(left, str):
        return date.fromisoformat(left), right
    return left, right


def _unique(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))
