"""How each fact stands: answered, not applicable, not needed, or missing."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from pipeline.model.assessment import Standing
from pipeline.model.condition_text import ALWAYS
from pipeline.model.fact import ROWS
from pipeline.model.questionnaire import Question, Questionnaire
from pipeline.rules.condition import read_by
from pipeline.rules.evaluate import Absent, Verdict
from pipeline.rules.fact_base import FactBase


# Thousands are made for a system and none is part of a circle: the collector need not look at them.
class FactStanding(Struct, frozen=True, gc=False):
    """One place of the profile: its path with the row's id, its value, how it stands, and why it is not needed."""

    path: str
    fact: str
    standing: Standing
    value: Any
    shown: Verdict


class Standings(Struct, frozen=True, dict=True):
    """Answers for one system, seen through the questions that ask for them."""

    facts: FactBase
    questions: Mapping[str, Question]

    def of(self, fact: str) -> tuple[FactStanding, ...]:
        """Return how a fact stands: one entry for a simple fact, one per cell for a table or a column.

        Args:
            fact: path of a simple fact, of a table, or of a column (with ``[]``).

        Returns:
            For an unanswered table one entry with the path of the table.
        """
        table, is_column, _ = fact.partition(f"{ROWS}.")
        places = self._places.get(table)
        if places is None:
            places = self._places[table] = tuple(self._look(self.questions[table]))
        if is_column and places[0].fact != table:
            return tuple(place for place in places if place.fact == fact)
        return places

    def cell(self, table: str, row: Mapping[str, Any], column: str) -> FactStanding:
        """Return how one cell of a table stands."""
        if table not in self._cells:
            self._cells[table] = {place.path: place for place in self.of(table)}
        return self._cells[table][f"{table}[{row['id']}].{column}"]

    def with_counts(self, counts: Mapping[str, Any]) -> "Standings":
        """Return the same answers with counts beside them, which decide of few questions whether they are asked."""
        more = Standings(self.facts.with_counts(counts), self.questions)
        kept = {name for name in self._places if counts.keys().isdisjoint(self._reads(self.questions[name]))}
        more._places.update({name: places for name, places in self._places.items() if name in kept})
        return more

    @cached_property
    def unneeded(self) -> tuple[FactStanding, ...]:
        """What was answered although its question does not apply."""
        return tuple(
            place
            for question in self.questions.values()
            if _may_not_apply(question) and not isinstance(self.facts.look_up(question.id), Absent)
            for place in self.of(question.id)
            if place.standing is Standing.NOT_NEEDED and place.value is not None
        )

    @cached_property
    def _places(self) -> dict[str, tuple[FactStanding, ...]]:
        """How the questions stand that were looked at: requirements, steps and documents look at the same ones."""
        return {}

    @cached_property
    def _cells(self) -> dict[str, dict[str, FactStanding]]:
        """The same of tables, cell by cell."""
        return {}

    def _reads(self, question: Question) -> set[str]:
        """Return the names of facts that decide whether a question is asked."""
        conditions = {question.shown_if, *(column.shown_if for column in question.column)}
        return {self.facts.names.get(name, name) for condition in conditions for name in read_by(condition)}

    def _look(self, question: Question) -> Iterator[FactStanding]:
        rows = self.facts.look_up(question.id) if question.column else ()
        if isinstance(rows, Absent) or not rows:
            yield self._simple(question)
            return
        asked, notes = self.facts.judge(question.shown_if), self.facts.notes
        columns = [
            (column, f"{question.id}{ROWS}.{column.id}", f"({question.shown_if}) and ({column.shown_if})")
            for column in question.column
        ]
        for row in rows:
            start = f"{question.id}[{row['id']}]."
            of_row: dict[str, Verdict] = {}
            for column, fact, condition in columns:
                path, value, shown = start + column.id, row.get(column.id), asked
                if asked.holds is not False and column.shown_if != ALWAYS:
                    if condition not in of_row:
                        of_row[condition] = self.facts.judge_row(condition, question.id, row)
                    shown = of_row[condition]
                declined = path in notes and notes[path].declines
                standing = _stand(shown, answered=value is not None, declined=declined, optional=column.optional)
                yield FactStanding(path, fact, standing, value, shown)

    def _simple(self, question: Question) -> FactStanding:
        shown = self.facts.judge(question.shown_if)
        value = self.facts.look_up(question.id)
        # An empty table, like an empty list, answers nothing.
        answered = not isinstance(value, Absent) and value != ()
        declined = value is Absent.NOT_APPLICABLE
        standing = _stand(shown, answered=answered, declined=declined, optional=question.optional)
        return FactStanding(question.id, question.id, standing, value if answered else None, shown)


def standings(facts: FactBase, questionnaire: Questionnaire) -> Standings:
    """Join the facts of a system with the questions that ask for them."""
    return Standings(facts, questionnaire.by_id)


def _may_not_apply(question: Question) -> bool:
    return question.shown_if != ALWAYS or any(column.shown_if != ALWAYS for column in question.column)


def _stand(shown: Verdict, *, answered: bool, declined: bool, optional: bool) -> Standing:
    if shown.holds is False:
        return Standing.NOT_NEEDED
    if answered:
        return Standing.ANSWERED
    if declined:
        return Standing.NOT_APPLICABLE
    # Where the condition is still open the fact counts as missing: unknown is never no.
    return Standing.OPTIONAL if optional else Standing.MISSING
