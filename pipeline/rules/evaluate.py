"""Three-valued evaluation: an unknown fact gives unknown unless the rest decides, and never counts as no."""

import operator
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any as AnyValue

from msgspec import Struct

from pipeline.rules.condition import All, Any, Compare, Comparison, Condition, Known, Literal, Not, Path


class Absent(Enum):
    """A fact without a value: not known, or known not to apply."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


class OpenSet(Struct, frozen=True):
    """A set of which more members may come to light; without ``open_because`` it is settled.

    ``open_because`` names the unknown facts that could add ``possible`` members.
    """

    members: frozenset[str]
    possible: frozenset[str] = frozenset()
    open_because: tuple[str, ...] = ()


class OpenChoice(Struct, frozen=True):
    """One outcome of several that are still possible, because facts are unknown."""

    possible: frozenset[str | bool]


# Thousands are made for a system and none is part of a circle: the collector need not look at them.
class Verdict(Struct, frozen=True, gc=False):
    """An outcome - true, false or None for unknown - with the paths read and those that leave it open."""

    holds: bool | None
    reads: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()


Lookup = Callable[[str], AnyValue]
"""Gives the value of a path: a scalar, a tuple, an OpenSet, an OpenChoice, or a member of Absent."""

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
    return _EVALUATORS[type(condition)](condition, lookup)


def _not(condition: Not, lookup: Lookup) -> Verdict:
    inner = evaluate(condition.part, lookup)
    return Verdict(None if inner.holds is None else not inner.holds, inner.reads, inner.unknowns)


def _known(condition: Known, lookup: Lookup) -> Verdict:
    value = lookup(condition.path.name)
    is_open = isinstance(value, Absent | OpenChoice) or (isinstance(value, OpenSet) and bool(value.possible))
    return Verdict(not is_open, (condition.path.name,))


def _literal(condition: Literal, lookup: Lookup) -> Verdict:
    del lookup
    return Verdict(bool(condition.value))


def _all(condition: All, lookup: Lookup) -> Verdict:
    return _combine(condition.parts, lookup, settles=False)


def _any(condition: Any, lookup: Lookup) -> Verdict:
    return _combine(condition.parts, lookup, settles=True)


def _combine(parts: tuple[Condition, ...], lookup: Lookup, *, settles: bool) -> Verdict:
    """Join parts of which the first that equals ``settles`` decides, whatever else is open."""
    reads: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    holds: bool | None = not settles
    for part in parts:
        verdict = evaluate(part, lookup)
        if verdict.holds is settles:
            return Verdict(settles, verdict.reads)
        reads += verdict.reads
        if verdict.holds is None:
            holds = None
            unknowns += verdict.unknowns
    return Verdict(holds, _unique(reads), _unique(unknowns))


def _path(condition: Path, lookup: Lookup) -> Verdict:
    name = condition.name
    value = lookup(name)
    if value is Absent.UNKNOWN or isinstance(value, OpenChoice):
        return Verdict(None, (name,), (name,))
    return Verdict(value is True, (name,))


def _compare(condition: Compare, lookup: Lookup) -> Verdict:
    left, right = condition.left, condition.right
    reads: tuple[str, ...] = ()
    if isinstance(left, Path):
        one, reads = lookup(left.name), (left.name,)
    else:
        one = left.value
    if isinstance(right, Path):
        other, reads = lookup(right.name), _unique((*reads, right.name))
    else:
        other = right.value
    if one is Absent.UNKNOWN or other is Absent.UNKNOWN:
        return Verdict(None, reads, _open((left, one), (right, other)))
    if one is Absent.NOT_APPLICABLE or other is Absent.NOT_APPLICABLE:
        return Verdict(holds=False, reads=reads)
    if isinstance(one, OpenChoice) or isinstance(other, OpenChoice):
        could = _could_be(one, condition.how, other)
        return Verdict(could, reads, _open((left, one), (right, other)) if could is None else ())
    holds, open_because = _relate(one, condition.how, other)
    return Verdict(holds, reads, open_because)


def _open(*sides: tuple[Path | Literal, AnyValue]) -> tuple[str, ...]:
    """Return the paths that leave a comparison open: those without a value, else those that could be several."""
    named = [(side.name, value) for side, value in sides if isinstance(side, Path)]
    unknown = [name for name, value in named if value is Absent.UNKNOWN]
    return _unique(tuple(unknown or [name for name, value in named if isinstance(value, OpenChoice)]))


def _could_be(left: AnyValue, how: Comparison, right: AnyValue) -> bool | None:
    """Compare whatever outcomes could still be: settled where all of it compares alike."""
    several = {_relate(one, how, other)[0] for one in _possible(left) for other in _possible(right)}
    return several.pop() if len(several) == 1 else None


def _possible(value: AnyValue) -> Iterable[AnyValue]:
    return value.possible if isinstance(value, OpenChoice) else (value,)


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


def _unique(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths)) if len(paths) > 1 else paths


_EVALUATORS: dict[type, Callable[..., Verdict]] = {
    Compare: _compare,
    All: _all,
    Any: _any,
    Not: _not,
    Path: _path,
    Known: _known,
    Literal: _literal,
}
