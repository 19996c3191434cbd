"""Facts as a document prints them: as text, as the reason why there is none, or as a gap."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from pipeline.model.assessment import Standing
from pipeline.model.citation import in_ranges, unbroken
from pipeline.model.condition_text import ALWAYS
from pipeline.model.context import Gap, View
from pipeline.model.fact import Facts, asked_as
from pipeline.model.questionnaire import Column, Question
from pipeline.rules.evaluate import Absent, Verdict
from pipeline.stages.case import Case
from pipeline.stages.gaps import Gaps
from pipeline.stages.standing import FactStanding
from pipeline.stages.wording import Wording

Leaf = str | Gap

NOTHING = "–"
"""Fills a cell for which there is nothing to say."""


def points(cites: Iterable[str]) -> str:
    """Return citations as a register prints them: ranges in one, their words tied together."""
    return unbroken("; ".join(in_ranges(cites))) or NOTHING


class Leaves(Struct, frozen=True):
    """Prints the facts of one system in one document."""

    case: Case
    wording: Wording
    gaps: Gaps
    facts: Facts

    def fact(self, path: str, cites: tuple[str, ...] = ()) -> Leaf:
        """Return a simple fact, or what stands for a table without rows.

        Args:
            path: of the fact.
            cites: the law that wants it in this place, for the marker of a gap.
        """
        question = self.case.standings.questions[path]
        (place,) = self.case.standings.of(path)
        if place.standing is Standing.NOT_NEEDED:
            return self.wording.say("not_needed", because=self.because(place.shown))
        return self._stated(place) or self._missing(place, question, None, cites)

    def plain(self, path: str) -> str:
        """Return a simple fact that is answered, else nothing."""
        (place,) = self.case.standings.of(path)
        return self._stated(place) if place.standing is Standing.ANSWERED else ""

    def rows(
        self, path: str, columns: Collection[str], cites: tuple[str, ...], condition: str = ALWAYS
    ) -> tuple[View, ...]:
        """Return the rows of a table; without any, one row that says why.

        Args:
            path: of the table.
            columns: that are printed.
            cites: the law that wants it in this place.
            condition: rows for which it does not hold are left out; it reads columns as ``table.column``.
        """
        question = self.case.standings.questions[path]
        kept = self.kept_rows(path, condition)
        if kept:
            return tuple(self._row(question, columns, row, cites) for row in kept)
        whole = self.without_rows(path, cites)
        # One row says once why there is no other, and is a gap in every cell or the reason and dashes.
        filler = self.gaps.repeated(whole) if isinstance(whole, Gap) else NOTHING
        first, *others = (column.id for column in question.column if column.id in columns)
        return (View({"id": NOTHING, first: whole, **dict.fromkeys(others, filler)}),)

    def asked(self, path: str) -> Verdict:
        """Return whether a fact is asked for: what was answered all the same is kept, and not printed."""
        return self.case.standings.facts.judge(self.case.standings.questions[path].shown_if)

    def kept_rows(self, path: str, condition: str = ALWAYS) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a table as they are, but those for which a condition does not hold."""
        judge = self.case.standings.facts.judge_row
        return tuple(row for row in self._several(path) if judge(condition, path, row).holds is not False)

    def without_rows(self, path: str, cites: tuple[str, ...] = ()) -> Leaf:
        """Return what stands for a table of which no row is printed."""
        if self._several(path):
            return self.gaps.missing(path, self.case.standings.questions[path], cites=cites)
        return self.fact(path, cites)

    def plain_cell(self, path: str, row: Mapping[str, Any], column: str) -> str:
        """Return one cell of a table where it is answered, else nothing; no gap is told."""
        place = self.case.standings.cell(path, row, column)
        return self._stated(place) if place.standing is Standing.ANSWERED else ""

    def cell(self, path: str, row: Mapping[str, Any], column: str, cites: tuple[str, ...] = ()) -> Leaf:
        """Return one cell of a table."""
        place = self.case.standings.cell(path, row, column)
        if place.standing is Standing.NOT_NEEDED:
            return self.wording.words["status_not_applicable"]
        if stated := self._stated(place):
            return stated
        question = self.case.standings.questions[path]
        entry = next(entry for entry in question.column if entry.id == column)
        return self._missing(place, question, entry, cites)

    def items(self, path: str, cites: tuple[str, ...]) -> tuple[Leaf, ...]:
        """Return each item of a fact with several values, or what stands for them."""
        (place,) = self.case.standings.of(path)
        if place.standing is Standing.ANSWERED:
            return self.wording.items(place.value, self.facts[path])
        return (self.fact(path, cites),)

    def because(self, verdict: Verdict) -> str:
        """Say which answer settles a condition, in the person's own words where it does not apply."""
        for path in self.case.classification.asked_behind(verdict.reads):
            question = self.case.standings.questions.get(path)
            value = self.case.standings.facts.look_up(path)
            if question and value is Absent.NOT_APPLICABLE:
                reason = self.case.intake.notes[path].reason or NOTHING
                return self.wording.say("because_declined", number=question.number, label=question.label, reason=reason)
            if question and not question.column and isinstance(value, str | bool):
                shown = self.wording.value(value, self.facts[path])
                return self.wording.say("because", number=question.number, label=question.label, value=shown)
        return self.wording.words["because_law"]

    def _several(self, path: str) -> tuple[Mapping[str, Any], ...]:
        rows = self.case.standings.facts.look_up(path)
        return rows if isinstance(rows, tuple) else ()

    def _row(
        self, question: Question, columns: Collection[str], row: Mapping[str, Any], cites: tuple[str, ...]
    ) -> View:
        wanted = (column.id for column in question.column if column.id in columns)
        cells = {name: self.cell(question.id, row, name, cites) for name in wanted}
        return View({"id": row["id"], **cells})

    def _missing(self, place: FactStanding, question: Question, column: Column | None, cites: tuple[str, ...]) -> Gap:
        """Return the gap of a fact; where it is open whether the fact is needed at all, that question's."""
        asked = self.case.classification.open_behind(place.shown.unknowns) if place.shown.holds is None else ()
        if asked:
            return self.gaps.undecided(asked[0], self.case.standings.questions[asked_as(asked[0])], cites)
        return self.gaps.missing(place.path, question, column, cites)

    def _stated(self, place: FactStanding) -> str:
        if place.standing is Standing.ANSWERED:
            return self.wording.value(place.value, self.facts[place.fact])
        if place.standing is Standing.NOT_APPLICABLE:
            return self.wording.say("not_applicable", reason=self.case.intake.notes[place.path].reason or NOTHING)
        return self.wording.words["not_stated"] if place.standing is Standing.OPTIONAL else ""
