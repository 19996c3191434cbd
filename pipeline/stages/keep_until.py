"""Outcomes and the periods of the law to the day until which the documents on a system are kept."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from pipeline.model.fact import asked_as
from pipeline.model.inquiry import Inquiry
from pipeline.model.keeping import Kept, KeptPart
from pipeline.model.legislation import Period
from pipeline.stages.classify import Classification

SayDay = Callable[[date], str]
"""Puts a day into words."""

_MOST_NUMBERS = 4
"""Of more open answers than this a period that waits for them names only the first."""


def keep_until(classification: Classification, inquiry: Inquiry, say_day: SayDay = date.isoformat) -> Kept:
    """Work out until when the documents on one system are kept.

    Args:
        classification: the outcomes of the decision tables, with the answers.
        inquiry: the periods of the law; the questionnaire, whose questions are named.
        say_day: how a day is put into words; as a date in digits where nothing is given.
    """
    numbers = {question.id: question.number for question in inquiry.questionnaire.questions()}
    open_ends = {entry.id: entry.when for entry in inquiry.legislation.open_questions}
    counter = _Counter(classification, numbers, open_ends, say_day)
    return Kept(tuple(counter.parts(inquiry.legislation.periods)))


def years_after(day: date, years: int) -> date | None:
    """Return the day of the same date some years later, or the last of its month where there is none of that date.

    Args:
        day: from which the years are counted.
        years: how many.

    Returns:
        The day; None where it lies beyond the calendar.
    """
    year = day.year + years
    if year > date.max.year:
        return None
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


class _Counter(Struct, frozen=True):
    """Counts periods for one system; ``open_ends`` says for each open question of the law when it concerns it."""

    classification: Classification
    numbers: dict[str, str]
    open_ends: dict[str, str]
    say_day: SayDay

    def parts(self, periods: Iterable[Period]) -> Iterator[KeptPart]:
        """Yield what each period that is owed, or may be, has kept."""
        for period in periods:
            verdict = self.classification.facts.judge(period.when)
            if verdict.holds and period.counted_from:
                yield self._counted(period)
            elif verdict.holds:
                yield KeptPart(period.keeps.strip(), period.cites)
            elif verdict.holds is None and period.counted_from:
                yield self._undecided(period, verdict.unknowns)

    def _counted(self, period: Period) -> KeptPart:
        last, first = self._day(period.counted_from), self._day(period.not_before)
        # A last day before the first is told as a contradiction; until it is settled, the later one is the safe one.
        start = max(last, first or last) if last else None
        by = period.not_before if start and start != last else period.counted_from
        day = years_after(start, period.years) if start else None
        said = [self._say(period.words.dated if day else period.words.undated, period, by, start, day)]
        if day is None and first and (least := years_after(first, period.years)):
            said.append(self._say(period.words.at_least, period, period.not_before, first, least))
        doubt = self._doubt(period)
        said += [period.words.unsettled.format(id=doubt)] if doubt else []
        return KeptPart(period.keeps.strip(), period.cites, "; ".join(said), day, doubt)

    def _say(self, words: str, period: Period, by: str, start: date | None, day: date | None) -> str:
        return words.strip().format(
            day=self.say_day(day) if day else "",
            start=self.say_day(start) if start else "",
            years=period.years,
            number=self.numbers.get(by, ""),
        )

    def _undecided(self, period: Period, unknowns: Iterable[str]) -> KeptPart:
        asked = self.classification.asked_behind(unknowns)
        numbers = list(dict.fromkeys(self.numbers[asked_as(path)] for path in asked))
        more = ["..."] if len(numbers) > _MOST_NUMBERS else []
        named = ", ".join(numbers[:_MOST_NUMBERS] + more)
        return KeptPart(period.keeps.strip(), period.cites, period.words.undecided.format(numbers=named))

    def _doubt(self, period: Period) -> str:
        """Return the open question of a period, where it concerns the system."""
        when = self.open_ends.get(period.open_question)
        concerns = when is not None and self.classification.facts.judge(when).holds is not False
        return period.open_question if concerns else ""

    def _day(self, path: str) -> date | None:
        found = self.classification.facts.look_up(path) if path else None
        return found if isinstance(found, date) else None
