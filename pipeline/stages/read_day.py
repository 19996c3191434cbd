"""A day as people in the Union type it: in digits or with the name of the month, refused where two may be meant."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pipeline.model.folding import fold
from pipeline.model.scalar import FIRST_DAY
from pipeline.stages.reading import Asked, Reading

_BEFORE_FIRST = date(1899, 12, 30)
"""Day 0 of Excel, counted back from the days that it counts right."""
_LAST = (date(9999, 12, 31) - _BEFORE_FIRST).days
_YEARS = range(1900, 2101)
"""Numbers that are sooner a year than a day."""
_BLANKS = re.compile("[ \\t\u00a0\u2007\u2009\u202f]+")
_TIME = re.compile(
    r"(.*[0-9.])(?:T|,? )([01]?[0-9]|2[0-3])[:.h][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]+)?)?"
    r" ?(?:[ap]\.?m\.?|Uhr|h|Z|UTC|CES?T|[-+][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{1,2})\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\2 ?([0-9]{4})\.?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ]) ?[0-9]{1,2}\1 ?'?[0-9]{2}\.?")
_NO_DAY = re.compile(r"(?:[0-9]{1,2}|[^\W0-9]+)[-/. ] ?[0-9]{4}|[0-9]{4}[-/. ] ?(?:[0-9]{1,2}|[^\W0-9]+)")
_BARE_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAMED = re.compile(r"[\w .,/'º°-]+")
_TOKEN = re.compile(r"[0-9]+|[^\W0-9]+")
_YEAR_DIGITS = 4
_TEXT_LIMIT = 60


def read_day(raw: object, asked: Asked) -> Reading:
    """Read a day; of a day with a time, the day.

    Args:
        raw: the cell: a date, a cleaned text or a number.
        asked: what is asked for.

    Returns:
        The day, with a note where it was typed as a text other than the ISO form; or a finding: with both readings
        where two days may be meant, or a day and a number.
    """
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return asked.read(raw) if raw >= FIRST_DAY else asked.refused("INT016", value=raw, why="")
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return asked.refused("INT016", value=raw, why="")
    text = _BLANKS.sub(" ", str(raw))
    if len(text) > _TEXT_LIMIT:
        return asked.refused("INT016", value=raw, why="")
    days = tuple(sorted(set(_days_in(text, asked))))
    if not days:
        return _number(text, asked) or asked.refused("INT016", value=raw, why=_why(text))
    if len(days) > 1:
        one, other = (day.isoformat() for day in days[:2])
        return asked.refused("INT050", value=raw, one=one, other=other)
    if days[0] < FIRST_DAY:
        return asked.refused("INT016", value=raw, why="")
    if raw == days[0].isoformat():
        return asked.read(days[0])
    return asked.read(days[0], "INT055", {"value": raw, "day": days[0].isoformat()})


def _days_in(text: str, asked: Asked) -> Iterator[date]:
    """Yield every day that a text may mean."""
    timed = _TIME.fullmatch(text)
    bare = (timed[1] if timed else text).strip(" ,")
    digits, _, word = bare.rpartition(" ")
    # In Bulgarian the word for year follows the digits.
    if digits and fold(word) in _spare(asked):
        bare = digits
    if first := _YEAR_FIRST.fullmatch(bare):
        yield from _day(first[1], first[3], first[4])
    elif last := _YEAR_LAST.fullmatch(bare):
        day, parted, month, year = last.groups()
        yield from _day(year, month, day)
        # Where full stops part it, the day goes first all over the Union; strokes are written either way.
        if parted != ".":
            yield from _day(year, day, month)
    elif iso := _iso(bare):
        yield iso
    else:
        yield from _named(bare, asked)


def _day(year: str, month: str | int, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _iso(text: str) -> date | None:
    """Read the rarer forms of the standard, without hyphens and by week."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _named(text: str, asked: Asked) -> Iterator[date]:
    """Yield the days that a text with the name of a month may mean: a year of four digits, a day, a name, no more."""
    folded = fold(text)
    for phrase, name in asked.tongue.month_phrases:
        folded = folded.replace(phrase, name)
    if not _NAMED.fullmatch(folded):
        return
    tokens = _TOKEN.findall(folded)
    numbers = [token for token in tokens if token.isdecimal()]
    spare = _spare(asked)
    names = [token for token in tokens if not token.isdecimal() and token not in spare]
    years = [number for number in numbers if len(number) == _YEAR_DIGITS]
    days = [number for number in numbers if len(number) < _YEAR_DIGITS - 1]
    if len(names) == len(years) == len(days) == 1 and len(numbers) == len(years) + len(days):
        for month in asked.tongue.months(names[0]):
            yield from _day(years[0], month, days[0])


def _spare(asked: Asked) -> set[str]:
    """Return the words that mean nothing of their own in a date."""
    dates = asked.tongue.answers.dates
    return {fold(word) for word in (*dates.words, *dates.ordinals)}


def _number(text: str, asked: Asked) -> Reading | None:
    """Tell which day a program that counts days would show for a bare number."""
    if not _BARE_NUMBER.fullmatch(text) or _NO_DAY.fullmatch(text):
        return None
    number = float(text)
    first = (FIRST_DAY - _BEFORE_FIRST).days
    if not first <= number < _LAST + 1:
        return None
    day = (_BEFORE_FIRST + timedelta(days=int(number))).isoformat()
    other = f"the year {text}" if number in _YEARS else f"the number {text}"
    return asked.refused("INT050", value=text, one=day, other=other)


def _why(text: str) -> str:
    if _SHORT_YEAR.fullmatch(text):
        return ": its year has two digits"
    if _NO_DAY.fullmatch(text):
        return ": it names no day"
    return ""
