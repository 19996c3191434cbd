"""What the law makes of the facts: every decision table in turn, with reasons and what is still open."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.condition_text import AS_OF, DATES
from pipeline.model.intake import Intake
from pipeline.model.legislation import DecisionTable, Legislation, Policy
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.rules.decide import Decision, decide, gather
from pipeline.rules.evaluate import Absent
from pipeline.rules.fact_base import FactBase


class Classification(Struct, frozen=True):
    """The facts of a system with every outcome ``law.*`` beside them.

    ``decisions`` go by outcome; outcomes of single rows of a table carry the row's id in brackets.
    """

    facts: FactBase
    decisions: dict[str, Decision]

    def asked_behind(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Trace outcomes back to the asked facts that leave them open, each once.

        What a person has to review is left open by no answer; it is traced to the answers that call for the review.
        """
        asked = tuple(paths)
        return tuple(dict.fromkeys(self._left_open_by(asked))) or self.read_behind(asked)

    def open_behind(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Trace outcomes back to the asked facts without an answer that leave them open: none where a review does."""
        asked = dict.fromkeys(self._left_open_by(paths))
        return tuple(path for path in asked if self.facts.value_at(path) is Absent.UNKNOWN)

    def _left_open_by(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            decision = self.decisions.get(path)
            if decision is None:
                yield path
            else:
                yield from self._left_open_by(decision.unknowns)

    def read_behind(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Trace outcomes back to the asked facts that their reasons read, each once."""
        found: dict[str, None] = {}
        for path in paths:
            decision = self.decisions.get(path)
            if decision is None:
                found |= {} if path == AS_OF or path.startswith(DATES) else {path: None}
            else:
                read = [read for reason in decision.reasons for read in reason.reads]
                found |= dict.fromkeys(self.read_behind(read or decision.unknowns))
        return tuple(found)


def classify(intake: Intake, law: Legislation) -> Classification:
    """Decide every table over the facts of one system.

    Args:
        intake: the merged answers.
        law: the decision tables, each reading profile facts and earlier tables only.

    Returns:
        The facts with the outcomes; an open table leaves its outcome unknown.
    """
    days = {f"{DATES}{milestone.id}": date.fromisoformat(milestone.date) for milestone in law.milestones}
    known = days | {AS_OF: date.fromisoformat(law.as_of)}
    facts = FactBase(intake.values, intake.notes, law.names, known, law.rows_absent_if)
    decisions: dict[str, Decision] = {}
    deciding = {table.output: table for table in law.tables}
    for table in law.tables:
        made = _decide(table, deciding, decisions, facts)
        decisions |= {decision.output: decision for decision in made}
        facts = facts.with_derived({decision.output: decision.as_fact for decision in made})
    return Classification(facts, decisions)


def reclassify(
    before: Classification, intake: Intake, changed: str, law: Legislation, reads: Mapping[str, frozenset[str]]
) -> Classification:
    """Decide anew what depends on one changed answer; everything else stays as it was decided.

    Args:
        before: the classification of the answers without the change.
        intake: the answers with it.
        changed: id of the question whose answer changed, of a table for any of its cells.
        law: the same law.
        reads: what its tables read; those that are left out are not decided anew.

    Returns:
        What `classify` gives for the changed answers, as far as these tables decide it.
    """
    facts, decisions = replace(before.facts, values=intake.values, notes=intake.notes), dict(before.decisions)
    deciding = {table.output: table for table in law.tables}
    fresh = {changed}
    for table in law.tables:
        if fresh.isdisjoint(reads.get(table.output, ())):
            continue
        made = _decide(table, deciding, decisions, facts)
        if any(decision != decisions.get(decision.output) for decision in made):
            fresh.add(table.output)
            decisions |= {decision.output: decision for decision in made}
            facts = facts.with_derived({decision.output: decision.as_fact for decision in made})
    return Classification(facts, decisions)


def _decide(
    table: DecisionTable, deciding: Mapping[str, DecisionTable], decisions: Mapping[str, Decision], facts: FactBase
) -> tuple[Decision, ...]:
    if table.policy is Policy.GATHER:
        return gather(table, deciding[table.of], decisions, facts)
    return decide(table, facts)


def reads_of(law: Legislation) -> dict[str, frozenset[str]]:
    """Return what each table reads, by its outcome: other outcomes, and the questions whose answers it needs."""
    eaches = {table.output: table.each for table in law.tables}
    found = {}
    for table in law.tables:
        each = table.each or eaches.get(table.of, "")
        texts = [table.where, *(text for row in table.row for text in (row.when, row.review_if))]
        texts += [law.rows_absent_if[each]] if each in law.rows_absent_if else []
        names = {law.names.get(name, name) for text in texts for name in paths_in(parse_condition(text))}
        found[table.output] = frozenset({each, table.of} | {_asked(name, each) for name in names})
    return found


def upstream(reads: Mapping[str, frozenset[str]], outcomes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return of what tables read the part on which outcomes depend."""
    waiting, kept = list(outcomes), dict[str, frozenset[str]]()
    while waiting:
        output = waiting.pop()
        if output in reads and output not in kept:
            kept[output] = reads[output]
            waiting += reads[output]
    return kept


def _asked(name: str, each: str) -> str:
    """Return the question behind a name: for a cell of the table that is gone through, that table."""
    return each if each and name.startswith(f"{each}.") else name
