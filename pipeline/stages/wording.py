"""Values as documents print them: dates and numbers of the language, choices in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from msgspec import Struct

from pipeline.model.fact import Fact

_LOCALES = {"en": "en_GB"}
_MOST_DIGITS = 700
"""More than the largest and the smallest number that a cell holds take, written out."""


class Wording(Struct, frozen=True, dict=True):
    """How one language prints values.

    ``words`` are the fixed words of documents, ``choices`` the wording of closed lists by vocabulary and code.
    """

    language: str
    words: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    def say(self, name: str, /, **values: object) -> str:
        """Return fixed words with values put in."""
        return self.words[name].format(**values)

    def value(self, value: Any, fact: Fact) -> str:
        """Return a value of the profile as text.

        Args:
            value: a text, number, date, yes or no, a code, or several codes, ids or names.
            fact: what it is the value of.
        """
        # In the order of how often each occurs.
        if isinstance(value, str):
            return self.choices[fact.vocabulary][str(value)] if fact.vocabulary else str(value)
        if isinstance(value, tuple | list):
            return self.listing([self.value(item, fact) for item in value])
        if isinstance(value, bool):
            return self.words["yes" if value else "no"]
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int | float):
            return self._number(value) + (f"\u00a0{fact.unit}" if fact.unit else "")
        return str(value)

    def _number(self, value: float) -> str:
        """Return a number with all the digits that it has: none may be rounded away, however large or small it is."""
        shown = str(value)
        if shown not in self._numbers:
            self._numbers[shown] = self._written(Decimal(shown))
        return self._numbers[shown]

    def _written(self, exact: Decimal) -> str:
        places = max(0, -int(exact.as_tuple().exponent))
        with localcontext() as context:
            context.prec = _MOST_DIGITS
            return format_decimal(exact, format=f"#,##0.{'#' * places}", locale=self._locale)

    def items(self, value: Any, fact: Fact) -> tuple[str, ...]:
        """Return the single items of a value, one or several, as text."""
        several = value if isinstance(value, tuple | list) else (value,)
        return tuple(self.value(item, fact) for item in several)

    def day(self, day: date) -> str:
        """Return a date in full, such as 23 November 2026."""
        if day not in self._days:
            self._days[day] = format_date(day, format="long", locale=self._locale)
        return self._days[day]

    def listing(self, items: list[str]) -> str:
        """Return items as a list; those of several words are parted by semicolons, single words make a phrase."""
        if any(" " in item for item in items):
            return "; ".join(items)
        return format_list(items, locale=self._locale)

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(_LOCALES.get(self.language, self.language))

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """The numbers that were printed: a chart prints those of the table below it."""
        return {}

    @cached_property
    def _days(self) -> dict[date, str]:
        """The days that were printed: a document names the days of the law many times."""
        return {}
