"""What a path can hold, and what a condition says of it that can never be: most likely a code is misspelt."""

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from pipeline.model.scalar import Kind
from pipeline.rules.condition import All, Any, Compare, Comparison, Condition, Constant, Known, Literal, Not, Path

_SEVERAL = (Kind.CHOICES, Kind.REFS, Kind.FILES, Kind.TABLE)
_TEXTS = (Kind.ID, Kind.LINE, Kind.PROSE)
_NAMED = {Kind.DATE: "day", Kind.NUMBER: "number"}


class Holds(Struct, frozen=True):
    """What a path can hold: one of ``codes``, or several of them; any value of its kind where none are listed."""

    kind: Kind
    codes: frozenset[str | bool] = frozenset()

    @property
    def is_several(self) -> bool:
        """Whether it holds several values at once, or none."""
        return self.kind in _SEVERAL

    def can_be(self, value: object) -> bool:
        """Tell whether a single value can be what it holds, or among what it holds."""
        if self.codes:
            return value in self.codes
        if self.kind is Kind.DATE:
            return is_day(value)
        if self.kind is Kind.NUMBER:
            return _is_number(value)
        return isinstance(value, str) and self.kind in (*_TEXTS, Kind.REFS, Kind.FILES)


LookUp = Callable[[str], Holds]


def never(condition: Condition, holds: LookUp) -> Iterator[str]:
    """Yield what a condition asks that can never be, or that cannot be compared at all.

    Args:
        condition: it reads only what there is.
        holds: gives what the path or short name can hold.
    """
    match condition:
        case Not(part):
            yield from never(part, holds)
        case All(parts) | Any(parts):
            for part in parts:
                yield from never(part, holds)
        case Path(name):
            held = holds(name)
            if held.kind is not Kind.YES_NO and not (held.codes and held.codes <= {True, False}):
                yield f"{name} is no yes or no"
        case Compare(left, how, right):
            yield from _compared(left, how, right, holds)
        case Known() | Literal():
            pass


def _compared(left: Path | Literal, how: Comparison, right: Path | Literal, holds: LookUp) -> Iterator[str]:
    if how in (Comparison.IN, Comparison.NOT_IN):
        yield from _within(left, right, holds)
    elif how not in (Comparison.EQUAL, Comparison.UNEQUAL):
        yield from _ordered((left, right), holds)
    else:
        match left, right:
            case (Path(name), Literal(value)) | (Literal(value), Path(name)):
                if not _equals(holds(name), value):
                    yield f"{name} is never {value!r}"
            case (Path(one), Path(other)) if Kind.DATE in (holds(one).kind, holds(other).kind):
                yield from _ordered((left, right), holds)


def _within(left: Path | Literal, right: Path | Literal, holds: LookUp) -> Iterator[str]:
    match left, right:
        case Path(name), Literal(value):
            held = holds(name)
            if held.is_several or not isinstance(value, tuple) or not all(map(held.can_be, value)):
                yield f"{name} is never in {value!r}"
        case Literal(value), Path(name):
            if not holds(name).is_several or not holds(name).can_be(value):
                yield f"{name} never holds {value!r}"
        case Path(), Path(name):
            if not holds(name).is_several:
                yield f"{name} never holds several"


def _equals(held: Holds, value: Constant) -> bool:
    if held.is_several:
        return isinstance(value, tuple) and all(map(held.can_be, value))
    return held.can_be(value)


def _ordered(sides: tuple[Path | Literal, Path | Literal], holds: LookUp) -> Iterator[str]:
    """Tell which side is no day, or no number where the other one is: nothing else has an order."""
    kinds = {holds(side.name).kind for side in sides if isinstance(side, Path)}
    numbers = any(isinstance(side, Literal) and _is_number(side.value) for side in sides)
    wanted = Kind.NUMBER if numbers or Kind.NUMBER in kinds else Kind.DATE
    for side in sides:
        if isinstance(side, Path):
            if holds(side.name).kind is not wanted:
                yield f"{side.name} is no {_NAMED[wanted]}"
        elif not Holds(wanted).can_be(side.value):
            yield f"{side.value!r} is no {_NAMED[wanted]}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_day(value: object) -> bool:
    """Tell whether a value is the text of a day in the one spelling that sorts as days do."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
