"""Answers to what the decision tables read, some of them left open, and the same answers with nothing left open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from pipeline.model.fact import ROWS, Fact
from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.legislation import Legislation
from pipeline.model.scalar import Kind
from pipeline.rules.evaluate import Absent
from pipeline.rules.fact_base import FactBase
from pipeline.stages.classify import reads_of
from tests.classified import cases, intake_of
from tests.strategies import asked_facts, codes_of, every_edition, put

UNKNOWN, NOT_APPLICABLE = Absent.UNKNOWN, Absent.NOT_APPLICABLE
ANSWERED = (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES)
MOST_CHANGES = 12


@cache
def read_facts() -> tuple[Fact, ...]:
    """Return every asked fact that a decision table of some edition reads, tables whole."""
    read = set().union(*(names for each in every_edition() for names in reads_of(each.legislation).values()))
    return tuple(fact for fact in asked_facts() if fact.path in read)


@dataclass(frozen=True)
class Answers:
    """Values by path; a table holds rows, and wherever nobody answered stands a member of Absent or nothing."""

    given: dict[str, Any]

    def intake(self) -> Intake:
        """Return the answers as they are read from a form."""
        values: dict[str, Any] = {"system": {"id": "case"}}
        notes = {}
        for path, value in self.given.items():
            if value is NOT_APPLICABLE:
                notes[path] = AnswerNote(AnswerState.NOT_APPLICABLE, "not here")
            elif facts()[path].kind is Kind.TABLE and value is not UNKNOWN:
                put(values, path, tuple(_values_of(row) for row in value))
                notes |= {
                    f"{path}[{row['id']}].{column}": AnswerNote(AnswerState.NOT_APPLICABLE, "not here")
                    for row in value
                    for column, cell in row.items()
                    if cell is NOT_APPLICABLE
                }
            elif value is not UNKNOWN:
                put(values, path, value)
        return Intake(values, notes)

    def completed(self, chance: Random, law: Legislation, share: float = 1) -> "Answers":
        """Return the same answers with every open one given by chance, or about a share of them.

        A blank table that is known to have no rows stays blank: there is nothing left to answer in it.
        """
        given = dict(self.given)
        tables = [fact for fact in read_facts() if fact.kind is Kind.TABLE]
        for fact in read_facts():
            if fact not in tables and given.get(fact.path, UNKNOWN) is UNKNOWN and chance.random() < share:
                given[fact.path] = by_chance(fact, chance)
        known = Answers(given).intake()
        base = FactBase(known.values, known.notes, law.names, rows_absent_if=law.rows_absent_if)
        for table in tables:
            rows = given.get(table.path, UNKNOWN)
            if rows is UNKNOWN and base.rows(table.path)[0] is None:
                rows = tuple({"id": f"R-{place}"} for place in range(chance.randint(1, 2)))
            if isinstance(rows, tuple):
                given[table.path] = tuple(_filled(table, row, chance, share) for row in rows)
        return Answers(given)


def _values_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: cell for column, cell in row.items() if not isinstance(cell, Absent)}


def _filled(table: Fact, row: Mapping[str, Any], chance: Random, share: float) -> dict[str, Any]:
    filled = dict(row)
    for column in _columns(table):
        name = column.path.rpartition(".")[2]
        if filled.get(name, UNKNOWN) is UNKNOWN and chance.random() < share:
            filled[name] = by_chance(column, chance)
    return filled


def _columns(table: Fact) -> list[Fact]:
    columns = (facts()[f"{table.path}{ROWS}.{name}"] for name in table.columns)
    return [column for column in columns if column.kind in ANSWERED]


def by_chance(fact: Fact, chance: Random) -> Any:
    """Return an answer to a question: now and then that it does not apply."""
    if chance.random() < 0.05:
        return NOT_APPLICABLE
    if fact.kind is Kind.YES_NO:
        return chance.random() < 0.5
    codes = codes_of(fact)
    if fact.kind is Kind.CHOICES:
        return tuple(chance.sample(codes, chance.randint(1, 2)))
    return chance.choice(codes)


@cache
def _starts() -> tuple[dict[str, Any], ...]:
    """Return what the cases answer, and no answers at all: chance alone seldom gives a system that the law reaches."""
    given = [{"id": "blank"}, *({"id": case.id, **case.facts} for case in cases())]
    return tuple({path: value for path, value in each.items() if path != "id"} for each in given)


@st.composite
def partial_answers(draw: st.DrawFn) -> Answers:
    """Draw answers that leave something open: those of a case, some taken away, given anew or declined."""
    start = dict(draw(st.sampled_from(_starts())))
    read = intake_of(start).values
    given = {fact.path: _look(read, fact.path) for fact in read_facts() if fact.path in start}
    chance = Random(draw(st.integers(0, 2**32)))
    for fact in draw(st.lists(st.sampled_from(read_facts()), max_size=MOST_CHANGES, unique=True)):
        if fact.kind is Kind.TABLE:
            given[fact.path] = _thinned(fact, given.get(fact.path, UNKNOWN), chance)
        else:
            given[fact.path] = draw(st.sampled_from([UNKNOWN, UNKNOWN, by_chance(fact, chance)]))
    if draw(st.booleans()):
        # Of many answers each is known with the same chance: what a first pass over a form looks like.
        share = chance.random()
        given = {path: value if chance.random() < share else UNKNOWN for path, value in given.items()}
    return Answers(given)


def _thinned(table: Fact, rows: Any, chance: Random) -> Any:
    """Return the rows of a table with cells taken away or given anew, or one row more, or no rows at all."""
    if chance.random() < 0.2:
        return chance.choice([UNKNOWN, NOT_APPLICABLE])
    several = [dict(row) for row in rows] if isinstance(rows, tuple) else []
    if not several or chance.random() < 0.3:
        several.append({"id": f"N-{len(several) + 1}"})
    for row in several:
        for column in _columns(table):
            name = column.path.rpartition(".")[2]
            if chance.random() < 0.4:
                row[name] = chance.choice([UNKNOWN, by_chance(column, chance)])
    return tuple(several)


def _look(values: Mapping[str, Any], path: str) -> Any:
    node: Any = values
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return UNKNOWN if node is None else node
