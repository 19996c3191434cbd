"""Which facts and which outcomes of the law a condition reads, and which facts stand behind an outcome."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from pipeline.model.condition_text import AS_OF, DATES
from pipeline.model.document_part import Part
from pipeline.model.fact import ROWS, asked_as
from pipeline.model.legislation import DecisionTable, Legislation
from pipeline.rules.condition import All, Any, Condition, Known, Not, parse_condition, paths_in

LAW = "law."
"""Begins the name of an outcome of the law."""

_COUNTED = ("assessment.", "history.", DATES)
"""Begin names that stand for no answer."""


class LawReads(Struct, frozen=True):
    """Traces conditions to the facts that they read; ``tables`` are the paths of the tables of the profile."""

    law: Legislation
    tables: frozenset[str]
    deciding: Mapping[str, DecisionTable]

    @classmethod
    def of(cls, law: Legislation, tables: Iterable[str]) -> "LawReads":
        """Hold the decision tables by their outcomes."""
        return cls(law, frozenset(tables), {table.output: table for table in law.tables})

    def read_by(self, *conditions: str) -> frozenset[str]:
        """Return what conditions read: facts, ``table[].column`` for the cell of a row, and outcomes by their names."""
        return self._facts(name for text in conditions for name in _named_in(text))

    def part(self, *conditions: str) -> Part:
        """Return what something hangs on that conditions decide; of a fact that has to be known, its value is not."""
        read = self.read_by(*conditions)
        valued = self._facts(name for text in conditions for name in _valued_in(text))
        outcomes = frozenset(name for name in read if name.startswith(LAW))
        return Part(facts=valued - outcomes, standings=read - valued - outcomes, outcomes=outcomes)

    def behind(self, outcomes: Iterable[str]) -> frozenset[str]:
        """Return every fact from which outcomes are decided, those behind the outcomes that they read among them."""
        found, waiting, seen = set[str](), [asked_as(name) for name in outcomes], set[str]()
        while waiting:
            name = waiting.pop()
            table = self.deciding.get(name)
            if name in seen or table is None:
                continue
            seen.add(name)
            read = self.read_by(*_conditions(table))
            waiting += [path for path in (*read, table.of) if path.startswith(LAW)]
            found |= {path for path in read if not path.startswith(LAW)} | ({table.each} if table.each else set())
        return frozenset(found)

    def _facts(self, names: Iterable[str]) -> frozenset[str]:
        paths = {self.law.names.get(name, name) for name in names}
        return frozenset(self._fact(path) for path in paths if path != AS_OF and not path.startswith(_COUNTED))

    def _fact(self, path: str) -> str:
        table, _, column = path.rpartition(".")
        return f"{table}{ROWS}.{column}" if table in self.tables else path


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[str, ...]:
    return paths_in(parse_condition(text))


@lru_cache(maxsize=4096)
def _valued_in(text: str) -> tuple[str, ...]:
    return tuple(_values(parse_condition(text)))


def _values(condition: Condition) -> Iterator[str]:
    """Yield the names whose values a condition reads, not only whether they have one."""
    match condition:
        case Known():
            return
        case Not(part):
            yield from _values(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _values(part)
        case _:
            yield from paths_in(condition)


def _conditions(table: DecisionTable) -> Iterator[str]:
    yield table.where
    for row in table.row:
        yield from (row.when, row.review_if)
