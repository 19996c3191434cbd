"""Two snapshots of a system to what became different: fact by fact in words, outcomes, evidence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import Fact, asked_as, fact_at
from pipeline.model.fact_change import (
    ChangeKind,
    Differences,
    EvidenceChange,
    FactChange,
    OutcomeChange,
    Snapshot,
)
from pipeline.model.intake import AnswerNote, AnswerState, evidence_cell
from pipeline.model.questionnaire import Question
from pipeline.model.scalar import Kind
from pipeline.stages.snapshot import OPEN
from pipeline.stages.wording import Wording

_Side = tuple[Any, AnswerNote]
"""A value, and what is said beside it."""

_NO_NOTE = AnswerNote()
_DIGITS = 12
"""Digits of a digest that people compare."""


def compare_snapshots(before: Snapshot, after: Snapshot, catalogue: Catalogue, wording: Wording) -> Differences:
    """Tell what differs between two states of one system.

    Args:
        before: the earlier state.
        after: the later one.
        catalogue: questions and topics, which name what changed.
        wording: how values are printed.

    Returns:
        Facts in the order of the form, as documents word them. A fact in another cell, or rows in another order, are
        no change of a fact.
    """
    teller = _Teller(before, after, catalogue, wording, catalogue.questionnaire.by_id)
    return Differences(
        facts=tuple(teller.facts()),
        outcomes=tuple(teller.outcomes()) if before.outcomes else (),
        evidence=tuple(teller.evidence()),
        reordered=tuple(_reordered(_rows_of(before.values), _rows_of(after.values))),
    )


class _Teller(Struct, frozen=True):
    """Words what differs."""

    before: Snapshot
    after: Snapshot
    catalogue: Catalogue
    wording: Wording
    questions: Mapping[str, Question]

    def facts(self) -> Iterator[FactChange]:
        """Yield each fact that differs, in the order of the form; what no question asks for any more comes last."""
        sides = self.before, self.after
        old, new = (dict(_leaves(side.values)) for side in sides)
        rows_before, rows_after = (_rows_of(side.values) for side in sides)
        told = [
            FactChange(
                f"{table}[{row}]",
                self._label(f"{table}[{row}]"),
                before=self._row(rows_before, table, row),
                after=self._row(rows_after, table, row),
                cell=self.after.cell_of(f"{table}[{row}]"),
                kind=ChangeKind.ADDED if row in rows_after.get(table, {}) else ChangeKind.REMOVED,
                settles=True,
            )
            for table in dict.fromkeys((*rows_after, *rows_before))
            for row in dict.fromkeys((*rows_after.get(table, {}), *rows_before.get(table, {})))
            if (row in rows_after.get(table, {})) != (row in rows_before.get(table, {}))
        ]
        whole = {change.path for change in told}
        paths = dict.fromkeys((*new, *old, *self.after.notes, *self.before.notes))
        for path in paths:
            was, now = (side.notes.get(path, _NO_NOTE) for side in sides)
            if _row_at(path) in whole or (was == now and _same(old.get(path), new.get(path))):
                continue
            # That a table was declined is told by the rows that came or went.
            is_table = path in rows_before or path in rows_after
            told += () if is_table else self._leaf(path, (old.get(path), was), (new.get(path), now))
            told += self._evidence_of(path, was.evidence, now.evidence)
        order = {name: place for place, name in enumerate(self.questions)}
        yield from sorted(told, key=lambda change: order.get(change.asked, len(order)))

    def evidence(self) -> Iterator[EvidenceChange]:
        """Yield each file of the evidence folder that differs, with the facts that name it."""
        nothing, named = self.wording.words["not_in_folder"], self._naming()
        old, new = self.before.evidence, self.after.evidence
        for name in sorted(old.keys() | new.keys()):
            was, now = old.get(name), new.get(name)
            if was != now:
                facts = frozenset(named.get(name, ()))
                yield EvidenceChange(name, was[:_DIGITS] if was else nothing, now[:_DIGITS] if now else nothing, facts)

    def _naming(self) -> dict[str, list[str]]:
        """Return the facts whose answers name files, by the names of the files."""
        files = {path for path, fact in self.catalogue.questionnaire.facts.items() if fact.kind is Kind.FILES}
        found: dict[str, list[str]] = {}
        for side in (self.before, self.after):
            for path, names in _leaves(side.values):
                for name in names if fact_at(path) in files and isinstance(names, list) else ():
                    found.setdefault(str(name), []).append(fact_at(path))
        return found

    def outcomes(self) -> Iterator[OutcomeChange]:
        """Yield each outcome of the law that differs, those of single rows among them."""
        law = self.catalogue.legislation
        topics = {topic.outcome: topic for topic in law.topics}
        tables = {table.output: table.title for table in law.tables}
        for name, now in self.after.outcomes.items():
            was = self.before.outcomes.get(name)
            if was is None or _same(was, now):
                continue
            topic = topics.get(name)
            words = topic.words if topic else {}
            yield OutcomeChange(
                name,
                topic.title if topic else self._decided(name, tables),
                self._outcome(was, words),
                self._outcome(now, words),
                topic.id if topic else "",
            )

    def _leaf(self, path: str, before: _Side, after: _Side) -> Iterator[FactChange]:
        (was, old), (now, new) = before, after
        # Beside a value no state is printed.
        old, new = old if was is None else _NO_NOTE, new if now is None else _NO_NOTE
        if _same(was, now) and (old.state, old.reason) == (new.state, new.reason):
            return
        yield FactChange(
            path,
            self._label(path),
            self._said(path, was, old),
            self._said(path, now, new),
            self.after.cell_of(path),
            settles=(was is None, old.declines) != (now is None, new.declines),
        )

    def _evidence_of(self, path: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[FactChange]:
        if old != new:
            nothing = self.wording.words["change_no_evidence"]
            label = self.wording.say("change_evidence", label=self._label(path))
            was, now = (", ".join(named) or nothing for named in (old, new))
            cell = self.after.cells.get(evidence_cell(path), "")
            yield FactChange(path, label, was, now, cell, ChangeKind.EVIDENCE)

    def _said(self, path: str, value: Any, note: AnswerNote) -> str:
        say = self.wording.say
        if value is not None:
            return self._value(fact_at(path), value)
        if note.state is AnswerState.UNKNOWN:
            return say("change_unknown_because", reason=note.reason) if note.reason else say("change_unknown")
        if note.state is AnswerState.NOT_APPLICABLE:
            return say("change_not_applicable", reason=note.reason) if note.reason else say("change_declined")
        return say("change_open")

    def _value(self, path: str, value: Any) -> str:
        try:
            fact = self.catalogue.questionnaire.facts[path]
            day = date.fromisoformat(value) if fact.kind is Kind.DATE else value
            return self.wording.value(day, fact)
        except (KeyError, ValueError, TypeError):
            # Asked for in other words at that time, or not asked for any more: it is told as it was written down.
            return self.wording.value(value, Fact(path, Kind.LINE))

    def _row(self, rows: Mapping[str, Mapping[str, Any]], table: str, row: str) -> str:
        cells = rows.get(table, {}).get(row)
        if cells is None:
            return self.wording.words["change_no_row"]
        question = self.questions.get(table)
        labels = {column.id: column.label for column in question.column} if question else {}
        named = {name: labels.get(name, name) for name in (*labels, *cells) if name in cells and name != "id"}
        said = [
            self.wording.say("change_in_row", column=label, value=self._value(f"{table}[].{name}", cells[name]))
            for name, label in named.items()
        ]
        # An answer may be a whole sentence and end as one.
        return "".join(_joined(said)) or self.wording.words["change_open"]

    def _label(self, path: str) -> str:
        question = self.questions.get(asked_as(path))
        row, column = path.partition("[")[2].partition("]")[0], path.partition("].")[2]
        label = question.label if question else asked_as(path)
        if not row:
            return label
        named = question.row_name or label if question else label
        columns = {entry.id: entry.label for entry in question.column} if question else {}
        shown = _lowered(columns.get(column, column))
        return self.wording.say("change_cell" if column else "change_row", label=named, row=row, column=shown)

    def _decided(self, name: str, titles: Mapping[str, str]) -> str:
        row, title = name.partition("[")[2].rstrip("]"), titles.get(asked_as(name), asked_as(name))
        return self.wording.say("change_row", label=title, row=row) if row else title

    def _outcome(self, value: Any, words: Mapping[str, str]) -> str:
        if isinstance(value, Mapping):
            members = [words.get(str(name), str(name)) for name in value.get("members", ())]
            said = self.wording.listing(members) if members else self.wording.words["no_outcome"]
            return self.wording.say("may_follow", outcomes=said) if value.get("possible") else said
        if value == OPEN:
            return self.wording.words["unsettled"]
        shown = self.wording.words["yes" if value else "no"] if isinstance(value, bool) else str(value)
        return words.get(str(value), shown)


def _leaves(node: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every fact with a value; empty lists and tables answer nothing."""
    for name, value in node.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}.")
        elif _is_table(value):
            for row in value:
                yield from ((f"{path}[{row['id']}].{column}", cell) for column, cell in row.items() if column != "id")
        elif value not in (None, []):
            yield path, value


def _rows_of(node: Mapping[str, Any], prefix: str = "") -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return the rows of every table by the path of the table and their ids, in their order."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, value in node.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found |= _rows_of(value, f"{path}.")
        elif _is_table(value):
            found[path] = {str(row["id"]): row for row in value}
    return found


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) and "id" in row for row in value)


def _row_at(path: str) -> str:
    return f"{path.partition(']')[0]}]" if "[" in path else ""


def _reordered(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the tables of which the rows that stand in both stand in another order."""
    for table, rows in after.items():
        was = [row for row in before.get(table, ()) if row in rows]
        if was != [row for row in rows if row in before.get(table, ())]:
            yield table


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """Yield what stands one after the other, with a semicolon where no sentence ends."""
    for place, part in enumerate(parts, 1):
        yield part if place == len(parts) else f"{part} " if part.endswith((".", "!", "?")) else f"{part}; "


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same; yes is not one."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _lowered(label: str) -> str:
    """Return a label within a sentence: it begins small, but for a word in capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
