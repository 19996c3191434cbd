"""Looks facts up by path: what the profile holds, what a person says instead, what the tables decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.rules.condition import parse_condition
from pipeline.rules.evaluate import Absent, Verdict, evaluate, within_row


@dataclass(frozen=True, slots=True)
class FactBase:
    """All that conditions may read about one system.

    ``values`` is nested by fact path; ``notes`` by path; ``derived`` holds ``law.*`` and ``assessment.*`` outcomes by
    whole path; ``names`` maps the catalogue's short names to paths.
    """

    values: Mapping[str, Any]
    notes: Mapping[str, AnswerNote]
    names: Mapping[str, str]
    derived: Mapping[str, Any] = field(default_factory=dict)

    def look_up(self, name: str) -> Any:
        """Return the value of a path or short name, or a member of Absent."""
        path = self.names.get(name, name)
        if path in self.derived:
            return self.derived[path]
        node: Any = self.values
        for part in path.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        # An empty table or list answers nothing, and unknown is never no.
        if node is not None and node not in ((), []):
            return node
        note = self.notes.get(path)
        said_not_applicable = note is not None and note.state is AnswerState.NOT_APPLICABLE
        return Absent.NOT_APPLICABLE if said_not_applicable else Absent.UNKNOWN

    def judge(self, condition: str) -> Verdict:
        """Evaluate a condition given as text; the paths of the verdict are full paths.

        Raises:
            ConditionError: the text is not in the grammar.
        """
        verdict = evaluate(parse_condition(condition), self.look_up)
        return Verdict(verdict.holds, self._full(verdict.reads), self._full(verdict.unknowns))

    def judge_row(self, condition: str, table: str, row: Mapping[str, Any]) -> Verdict:
        """Evaluate a condition over one row of a table, whose cells it reads as ``table.column``.

        Raises:
            ConditionError: the text is not in the grammar.
        """
        return evaluate(parse_condition(condition), within_row(table, row, self.look_up))

    def with_derived(self, outcomes: Mapping[str, Any]) -> "FactBase":
        """Return the same facts with further outcomes."""
        return FactBase(self.values, self.notes, self.names, {**self.derived, **outcomes})

    def _full(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names.get(name, name) for name in names))
