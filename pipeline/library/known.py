"""What declarations may name in one edition of the law: facts that are asked for, outcomes that are decided, days."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pipeline.library.comparisons import Holds, never
from pipeline.library.conditions import Stated
from pipeline.model.condition_text import AS_OF, COMPARED_WITH, DATES, PRECONDITIONS_OPEN, STEPS_OPEN, open_name
from pipeline.model.fact import ROWS, Fact
from pipeline.model.legislation import DecisionTable, Legislation, Policy, Service
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.scalar import Kind
from pipeline.rules.condition import ConditionError, parse_condition, paths_in
from pipeline.rules.decide import OPEN_OUTCOME


class KnownNames(Struct, frozen=True):
    """The names of one edition.

    ``held`` says what each path can hold, that of a cell written ``table[].column``; ``outcomes`` go to the table of
    the profile to whose rows they belong, one for each, or to nothing. ``asked`` are the facts and ``counts`` what says
    how much of a document is open. ``names`` are the short names of paths.
    """

    held: Mapping[str, Holds]
    asked: frozenset[str]
    outcomes: Mapping[str, str]
    days: frozenset[str]
    counts: frozenset[str]
    names: Mapping[str, str]
    topics: frozenset[str]

    @classmethod
    def of(cls, law: Legislation, questionnaire: Questionnaire) -> "KnownNames":
        """Gather what an edition and the questionnaire name."""
        served = (entry.document for entry in law.requirements if entry.served_by is not Service.LATER)
        facts = questionnaire.facts
        questions = (question.id for question in questionnaire.questions() if question.id in facts)
        asked = {path: _answers(facts[path], questionnaire) for path in (*facts, *questions)}
        days = (AS_OF, *(f"{DATES}{milestone.id}" for milestone in law.milestones))
        counts = (PRECONDITIONS_OPEN, STEPS_OPEN, COMPARED_WITH, *map(open_name, served))
        deciding = {table.output: table for table in law.tables}
        return cls(
            held=asked
            | {output: _gives(table, deciding) for output, table in deciding.items()}
            | dict.fromkeys(days, Holds(Kind.DATE))
            | dict.fromkeys(counts, Holds(Kind.NUMBER)),
            asked=frozenset(asked),
            outcomes={table.output: table.each if table.policy is Policy.FIRST else "" for table in law.tables},
            days=frozenset(days),
            counts=frozenset(counts),
            names=law.names,
            topics=frozenset(topic.id for topic in law.topics),
        )

    def before(self, output: str) -> "KnownNames":
        """Return what a table may read that decides an outcome: of the outcomes only those that are decided before."""
        outcomes = list(self.outcomes)
        earlier = outcomes[: outcomes.index(output)]
        return replace(self, outcomes={name: self.outcomes[name] for name in earlier})

    def answers(self) -> "KnownNames":
        """Return the facts alone, which is what can be read before anything is decided."""
        return replace(self, outcomes={}, days=frozenset())

    def strangers(self, stated: Stated, *, counts: bool = False) -> Iterator[str]:
        """Yield what is wrong with the names that a condition reads and with what it says of them.

        Args:
            stated: the condition.
            counts: whether it may read how many requirements and preconditions are open, as documents do.
        """
        try:
            condition = parse_condition(stated.text)
        except ConditionError as error:
            yield str(error)
            return
        paths = (self.names.get(name, name) for name in paths_in(condition))
        told = [why for path in paths if (why := self.stranger(path, stated.rows_of, counts=counts))]
        yield from told or never(condition, self._holds)

    def stranger(self, path: str, rows_of: str = "", *, counts: bool = False) -> str:
        """Say why a path cannot be read here, or nothing where it can.

        Args:
            path: its full path, of a cell as ``table.column``.
            rows_of: the table that is gone through row by row, if any.
            counts: as for `strangers`.
        """
        if path in self.outcomes:
            table = self.outcomes[path]
            return "" if table in ("", rows_of) else f"{path} is decided for each row of {table}, not here"
        table, _, column = path.rpartition(".")
        if f"{table}{ROWS}.{column}" in self.asked:
            return "" if table == rows_of else f"{path} is a column of {table}, whose rows are not gone through here"
        is_known = path in self.asked or path in self.days or (counts and path in self.counts)
        return "" if is_known else f"{path} is neither asked for nor decided"

    def _holds(self, name: str) -> Holds:
        path = self.names.get(name, name)
        table, _, column = path.rpartition(".")
        return self.held.get(path) or self.held[f"{table}{ROWS}.{column}"]


def _answers(fact: Fact, questionnaire: Questionnaire) -> Holds:
    if fact.kind is Kind.YES_NO:
        return Holds(fact.kind, frozenset({True, False}))
    return Holds(fact.kind, frozenset(fact.choices or questionnaire.choices.get(fact.vocabulary, ())))


def _gives(table: DecisionTable, deciding: Mapping[str, DecisionTable]) -> Holds:
    """Return what a table can give; of a table that gathers, what its source can give."""
    source = deciding.get(table.of, table) if table.policy is Policy.GATHER else table
    given = frozenset({source.otherwise, *(row.gives for row in source.row)}) - {OPEN_OUTCOME}
    if table.policy is Policy.FIRST:
        return Holds(Kind.CHOICE, given)
    return Holds(Kind.CHOICES, given - {"", *table.without})
