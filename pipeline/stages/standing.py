"""How each fact stands: answered, not applicable, not needed, or missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pipeline.model.assessment import Standing
from pipeline.model.condition_text import ALWAYS
from pipeline.model.fact import ROWS
from pipeline.model.questionnaire import Column, Question, Questionnaire
from pipeline.rules.evaluate import Absent, Verdict
from pipeline.rules.fact_base import FactBase


class FactStanding(Struct, frozen=True):
    """One place of the profile: its path with the row's id, its value, how it stands, and why it is not needed."""

    path: str
    fact: str
    standing: Standing
    value: Any
    shown: Verdict


class Standings(Struct, frozen=True):
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
        table, is_column, column = fact.partition(f"{ROWS}.")
        question = self.questions[table]
        if not question.column:
            return (self._simple(question),)
        rows = self.facts.look_up(table)
        if isinstance(rows, Absent) or not rows:
            return (self._simple(question),)
        columns = [entry for entry in question.column if not is_column or entry.id == column]
        return tuple(self.cell(question, entry, row) for row in rows for entry in columns)

    def cell(self, question: Question, column: Column, row: Mapping[str, Any]) -> FactStanding:
        """Return how one cell of a table stands."""
        shown = self.facts.judge(question.shown_if)
        if shown.holds is not False and column.shown_if != ALWAYS:
            shown = self.facts.judge_row(f"({question.shown_if}) and ({column.shown_if})", question.id, row)
        path = f"{question.id}[{row['id']}].{column.id}"
        value = row.get(column.id)
        note = self.facts.notes.get(path)
        declined = note is not None and note.declines
        standing = _stand(shown, answered=value is not None, declined=declined, optional=column.optional)
        return FactStanding(path, f"{question.id}{ROWS}.{column.id}", standing, value, shown)

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
    return Standings(facts, {question.id: question for question in questionnaire.questions()})


def unneeded(standing: Standings) -> Iterator[FactStanding]:
    """Yield what was answered although its question does not apply."""
    for question in standing.questions.values():
        conditions = (question.shown_if, *(column.shown_if for column in question.column))
        if all(condition == ALWAYS for condition in conditions) or isinstance(
            standing.facts.look_up(question.id), Absent
        ):
            continue
        for place in standing.of(question.id):
            if place.standing is Standing.NOT_NEEDED and place.value is not None:
                yield place


def _stand(shown: Verdict, *, answered: bool, declined: bool, optional: bool) -> Standing:
    if shown.holds is False:
        return Standing.NOT_NEEDED
    if answered:
        return Standing.ANSWERED
    if declined:
        return Standing.NOT_APPLICABLE
    # Where the condition is still open the fact counts as missing: unknown is never no.
    return Standing.OPTIONAL if optional else Standing.MISSING
