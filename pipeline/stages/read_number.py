"""A number as people type and show it: with point or comma, with thousands parted, in percent."""

import re
from decimal import Context, Decimal

from pipeline.model.scalar import admit_number
from pipeline.stages.reading import Asked, Reading

_DIGITS = 15
_CELL = Context(prec=_DIGITS)
_OUT_OF_REACH = ": no cell can hold it"
_BLANKS = re.compile("[ \u00a0\u2007\u2009\u202f]")
_APOSTROPHES = re.compile("[\u2019\u02bc]")
_PERCENT = re.compile(r"(.*?) ?%")
_BODY = re.compile(r"([-+]?)([0-9., ']+?)(?:[eE]([-+]?[0-9]{1,3}))?")
_PARTS = tuple(
    (thousands, re.compile(rf"({whole})(?:{decimals}([0-9]+))?"))
    for decimals in (r"\.", ",")
    for thousands, whole in [
        ("", "[0-9]+"),
        *((mark, rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in (".", ",", " ", "'")),
    ]
    if re.escape(thousands) != decimals
)
"""Every way to write digits: what parts thousands, and the pattern of whole digits and decimals."""
_BARE_DECIMALS = re.compile(r"[.,]([0-9]+)")
_TWO_MEANINGS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_BOUND = re.compile("[<>=~\u2248\u2264\u2265\u00b1]")
_RANGE = re.compile("[0-9]%? ?(?:[-\u2013\u2014/]|\\.{2,}|\u2026) ?[0-9]")


def read_number(raw: object, asked: Asked) -> Reading:
    """Read a number.

    A percentage follows the unit: 93.5 % is 93.5 where percent is counted, 0.935 where the row says otherwise or
    nothing.

    Args:
        raw: the cell, a cleaned text or a number.
        asked: what is asked for.

    Returns:
        The number, with a note where its text does not look like it; or a finding: with both numbers where two may be
        meant.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return asked.refused("INT014", value=raw, why="")
    if isinstance(raw, str):
        spaced = _APOSTROPHES.sub("'", _BLANKS.sub(" ", raw)).replace("\u2212", "-")
        percent = _PERCENT.fullmatch(spaced)
        found, in_percent = numbers_in(percent[1] if percent else spaced), percent is not None
        looks = raw
    else:
        in_percent = asked.shown.in_percent
        found = _of_cell(raw, shift=2 if in_percent else 0)
        looks = f"{written(found[0])} %" if in_percent and found else str(raw)
    if not found:
        return asked.refused("INT014", value=raw, why=_why(str(raw)))
    if len(found) > 1:
        one, other = (f"{written(each)} %" if in_percent else written(each) for each in found)
        return asked.refused("INT049", value=raw, one=one, other=other)
    return _admitted(found[0], looks, asked, in_percent=in_percent)


def numbers_in(text: str) -> tuple[Decimal, ...]:
    """Return every number that a text may mean, smallest first.

    Args:
        text: with plain blanks, apostrophes and signs.
    """
    found = _BODY.fullmatch(text)
    if not found:
        return ()
    sign, body, power = found[1], found[2], found[3] or "0"
    parts = {(match[1].replace(mark, "") if mark else match[1], match[2] or "") for mark, match in _matches(body)}
    if bare := _BARE_DECIMALS.fullmatch(body):
        parts.add(("0", bare[1]))
    # Equal numbers in two spellings are one reading.
    return tuple(sorted({Decimal(f"{sign}{whole}.{decimals or '0'}e{power}") for whole, decimals in parts}))


def written(number: Decimal) -> str:
    """Return a number as it can be typed and means nothing else: 1234, or 1.2340 since 1.234 has two meanings."""
    text = f"{number.normalize():f}"
    return f"{text}0" if _TWO_MEANINGS.fullmatch(text) else text


def _matches(body: str) -> list[tuple[str, re.Match[str]]]:
    return [(mark, match) for mark, pattern in _PARTS if (match := pattern.fullmatch(body))]


def _of_cell(raw: float, shift: int) -> tuple[Decimal, ...]:
    """Return a number of a cell as the program shows it, which keeps 15 digits of the result of a formula."""
    try:
        number = Decimal(repr(float(raw)))
    except OverflowError:
        return ()
    if not number.is_finite():
        return ()
    return ((number if number == int(number) else _CELL.plus(number)).scaleb(shift),)


def _admitted(shown: Decimal, looks: str, asked: Asked, *, in_percent: bool) -> Reading:
    if _significant(shown) > _DIGITS:
        return asked.refused("INT014", value=looks, why=f": it has more than {_DIGITS} significant digits")
    unit = asked.fact.unit or asked.shown.unit
    number = shown
    if in_percent and not asked.tongue.names_percent(unit):
        if asked.fact.unit:
            return asked.refused("INT014", value=looks, why=f": it is a percentage, and {unit} are asked for")
        number = shown.scaleb(-2)
    try:
        admitted = admit_number(float(number))
    except ValueError:
        return asked.refused("INT014", value=looks, why=_OUT_OF_REACH)
    # Too small a number becomes nothing without a word.
    if number and not admitted:
        return asked.refused("INT014", value=looks, why=_OUT_OF_REACH)
    if looks == str(admitted):
        return asked.read(admitted)
    return asked.read(admitted, "INT051", {"value": looks, "number": admitted})


def _significant(number: Decimal) -> int:
    return len("".join(map(str, number.as_tuple().digits)).strip("0"))


def _why(text: str) -> str:
    if _BOUND.search(text):
        return ": it gives a bound or an estimate"
    if _RANGE.search(text):
        return ": it names more than one"
    if any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text):
        return ": words stand beside the digits"
    return ""
