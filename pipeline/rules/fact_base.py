"""Looks facts up by path: what the profile holds, what a person says instead, what the tables decided."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.intake import AnswerNote
from pipeline.rules.condition import parse_condition, read_by
from pipeline.rules.evaluate import Absent, Lookup, Verdict, evaluate

_TREES = (dict, Mapping)
"""What values are nested in; nearly always a plain dictionary, which is told faster than any other mapping."""

_CONSTANT = {ALWAYS: Verdict(holds=True), NEVER: Verdict(holds=False)}


class FactBase(Struct, frozen=True, dict=True):
    """All that conditions may read about one system.

    ``values`` is nested by fact path; ``notes`` by path; ``derived`` holds ``law.*`` and ``assessment.*`` outcomes by
    whole path, those of single rows with the row's id in brackets; ``names`` maps the catalogue's short names to
    paths; ``rows_absent_if`` says of a blank table when it is known to have no rows.
    """

    values: Mapping[str, Any]
    notes: Mapping[str, AnswerNote]
    names: Mapping[str, str]
    derived: Mapping[str, Any] = field(default_factory=dict)
    rows_absent_if: Mapping[str, str] = field(default_factory=dict)

    def look_up(self, name: str) -> Any:
        """Return the value of a path or short name, or a member of Absent."""
        path = self.names.get(name, name)
        if path in self.derived:
            return self.derived[path]
        node: Any = self.values
        for part in path.split("."):
            node = node.get(part) if isinstance(node, _TREES) else None
        # An empty table or list answers nothing, and unknown is never no.
        if node is not None and node not in ((), []):
            return node
        return self._said_instead(path)

    def value_at(self, path: str) -> Any:
        """Return the value of a fact, or of a cell that is named with the id of its row, or a member of Absent."""
        table, bracket, rest = path.partition("[")
        if not bracket:
            return self.look_up(path)
        row_id, _, column = rest.partition("].")
        if table not in self._rows:
            held = self.look_up(table)
            self._rows[table] = {row["id"]: row for row in (held if isinstance(held, tuple | list) else ())}
        value = self._rows[table].get(row_id, {}).get(column)
        return self._said_instead(path) if value is None else value

    def rows(self, table: str) -> tuple[tuple[Mapping[str, Any], ...] | None, Verdict]:
        """Return the rows of a table, none where it is known to have none, or None where that is unknown.

        Args:
            table: path of the table.

        Returns:
            The rows, with the verdict that settles or leaves open whether there are any.
        """
        held = self.look_up(table)
        if isinstance(held, tuple | list):
            return tuple(held), Verdict(holds=True, reads=(table,))
        if held is Absent.NOT_APPLICABLE:
            return (), Verdict(holds=False, reads=(table,))
        if table in self.rows_absent_if:
            absent = self.judge(self.rows_absent_if[table])
            if absent.holds:
                return (), Verdict(holds=False, reads=absent.reads)
            return None, Verdict(None, (*absent.reads, table), (*absent.unknowns, table))
        return None, Verdict(None, (table,), (table,))

    def judge(self, condition: str) -> Verdict:
        """Evaluate a condition given as text; the paths of the verdict are full paths.

        Raises:
            ConditionError: the text is not in the grammar.
        """
        verdict = self.judged.get(condition)
        if verdict is None:
            found = evaluate(parse_condition(condition), self.look_up)
            verdict = self.judged[condition] = _renamed(found, self._path)
        return verdict

    def judge_row(self, condition: str, table: str, row: Mapping[str, Any]) -> Verdict:
        """Evaluate a condition over one row of a table, whose cells it reads as ``table.column``.

        Args:
            condition: as text.
            table: path of the table.
            row: one of its rows.

        Returns:
            The verdict; cells, and outcomes that belong to the row, are named with the row's id in brackets.

        Raises:
            ConditionError: the text is not in the grammar.
        """
        if condition in _CONSTANT:
            return _CONSTANT[condition]
        verdict = evaluate(parse_condition(condition), self._within(table, row))
        return _renamed(verdict, partial(self._in_row, table=table, row=row))

    def with_derived(self, outcomes: Mapping[str, Any]) -> "FactBase":
        """Return the same facts with further outcomes."""
        return replace(self, derived={**self.derived, **outcomes})

    @cached_property
    def judged(self) -> dict[str, Verdict]:
        """The verdicts on the conditions that were judged: stages and documents ask for the same ones many times."""
        return dict(_CONSTANT)

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, Mapping[str, Any]]]:
        """The rows of the tables whose cells were looked up, by their ids."""
        return {}

    def with_counts(self, counts: Mapping[str, Any]) -> "FactBase":
        """Return the same facts with further outcomes that few conditions read: other verdicts are not given anew."""
        more = self.with_derived(counts)
        named = {*counts, *(name for name, path in self.names.items() if path in counts)}
        more.judged.update({text: said for text, said in self.judged.items() if named.isdisjoint(read_by(text))})
        return more

    def _said_instead(self, path: str) -> Absent:
        note = self.notes.get(path)
        return Absent.NOT_APPLICABLE if note is not None and note.declines else Absent.UNKNOWN

    def _path(self, name: str) -> str:
        return self.names.get(name, name)

    def _within(self, table: str, row: Mapping[str, Any]) -> Lookup:
        prefix = f"{table}."

        def look(name: str) -> Any:
            if name.startswith(prefix):
                value = row.get(name.removeprefix(prefix))
                return self._said_instead(self._in_row(name, table, row)) if value is None else value
            return self.look_up(self._in_row(name, table, row))

        return look

    def _in_row(self, name: str, table: str, row: Mapping[str, Any]) -> str:
        """Return the path that a condition over one row means: of a cell, of the row's outcome, or of any fact."""
        if name.startswith(f"{table}."):
            return f"{table}[{row['id']}]{name.removeprefix(table)}"
        own = f"{name}[{row['id']}]"
        return own if own in self.derived else self.names.get(name, name)


def _renamed(verdict: Verdict, rename: Callable[[str], str]) -> Verdict:
    names = {name: rename(name) for name in verdict.reads}
    reads = tuple(dict.fromkeys(names.values()))
    unknowns = tuple(dict.fromkeys(names.get(path, path) for path in verdict.unknowns)) if verdict.unknowns else ()
    return Verdict(verdict.holds, reads, unknowns)
