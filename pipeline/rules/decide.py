"""Decision tables over facts: the first row that holds, or all that hold, with reasons and what is open."""

from dataclasses import dataclass
from typing import Any

from pipeline.model.fact import ROWS
from pipeline.model.legislation import DecisionRow, DecisionTable, Policy
from pipeline.rules.condition import parse_condition
from pipeline.rules.evaluate import Absent, Lookup, OpenSet, Verdict, evaluate, within_row

OPEN_OUTCOME = "unknown"
"""Given by a row whose case no table settles yet: the outcome stays unknown, for the reason that the row gives."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row holds: the row, and the facts that it read."""

    row: str
    gives: str | bool
    because: str
    cites: tuple[str, ...]
    reads: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of one table: a value, Absent.UNKNOWN, or an OpenSet; with reasons and deciding unknowns."""

    output: str
    value: Any
    reasons: tuple[Reason, ...]
    unknowns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    row: DecisionRow
    verdict: Verdict
    item: str

    def reason(self) -> Reason:
        row = self.row
        return Reason(row.id, row.gives, row.because, row.cites, self.verdict.reads, self.item)


def decide(table: DecisionTable, lookup: Lookup) -> Decision:
    """Evaluate one decision table.

    Args:
        table: the table; with ``each`` its rows are tried on every row of that table of the profile.
        lookup: gives the value of each path; for ``each`` it gives a tuple of mappings with an ``id``.

    Returns:
        For ``first`` the value given by the first row that holds; unknown where an earlier row is open, unless
        every row that could still win gives the same. For ``collect`` an OpenSet of everything given.
    """
    trials: list[_Trial] = []
    unknowns: tuple[str, ...] = ()
    if table.each:
        rows = lookup(table.each)
        if rows is Absent.UNKNOWN:
            return _undecided(table, (table.each,))
        for entry in () if rows is Absent.NOT_APPLICABLE else rows:
            trials += _try(table, within_row(table.each, entry, lookup), str(entry["id"]))
    else:
        trials = _try(table, lookup, "")
    unknowns = tuple(dict.fromkeys(path for trial in trials for path in trial.verdict.unknowns))
    if table.policy is Policy.COLLECT:
        return _collect(table, trials, unknowns)
    return _first(table, trials)


def _try(table: DecisionTable, lookup: Lookup, item: str) -> list[_Trial]:
    verdicts = ((row, evaluate(parse_condition(row.when), lookup)) for row in table.row)
    return [
        _Trial(row, Verdict(verdict.holds, _facts(table, verdict.reads), _facts(table, verdict.unknowns)), item)
        for row, verdict in verdicts
    ]


def _facts(table: DecisionTable, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Name the cells of the table that is gone through as the fact catalogue names them."""
    prefix = f"{table.each}."
    return tuple(
        f"{table.each}{ROWS}.{path.removeprefix(prefix)}" if table.each and path.startswith(prefix) else path
        for path in paths
    )


def _undecided(table: DecisionTable, unknowns: tuple[str, ...]) -> Decision:
    possible = frozenset(str(row.gives) for row in table.row)
    value = OpenSet(frozenset(), possible, unknowns) if table.policy is Policy.COLLECT else Absent.UNKNOWN
    return Decision(table.output, value, (), unknowns)


def _collect(table: DecisionTable, trials: list[_Trial], unknowns: tuple[str, ...]) -> Decision:
    held = [trial for trial in trials if trial.verdict.holds]
    members = frozenset(str(trial.row.gives) for trial in held)
    possible = frozenset(str(trial.row.gives) for trial in trials if trial.verdict.holds is None) - members
    value = OpenSet(members, possible, unknowns if possible else ())
    return Decision(table.output, value, tuple(trial.reason() for trial in held), unknowns if possible else ())


def _first(table: DecisionTable, trials: list[_Trial]) -> Decision:
    live = [trial for trial in trials if trial.verdict.holds is not False]
    winner = next((trial for trial in live if trial.verdict.holds), None)
    before = live[: live.index(winner)] if winner else live
    given = winner.row.gives if winner else table.otherwise
    reasons = (winner.reason(),) if winner else ()
    open_paths = [path for trial in before for path in trial.verdict.unknowns]
    if given == OPEN_OUTCOME:
        deciding = (*open_paths, *(winner.verdict.reads if winner else ()))
        return Decision(table.output, Absent.UNKNOWN, reasons, tuple(dict.fromkeys(deciding)))
    if all(trial.row.gives == given for trial in before):
        return Decision(table.output, given, reasons, ())
    return Decision(table.output, Absent.UNKNOWN, (), tuple(dict.fromkeys(open_paths)))
