"""Decision tables over facts: the first row that holds, or all that hold, with reasons and what is open."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from pipeline.model.legislation import DecisionRow, DecisionTable, Policy
from pipeline.rules.evaluate import Absent, OpenChoice, OpenSet, Verdict
from pipeline.rules.fact_base import FactBase

OPEN_OUTCOME = "unknown"
"""Given by a row whose case the law or its reading leaves open: the outcome stays unknown, for the row's reason."""

OTHERWISE = "otherwise"
"""Names the reason of an outcome for which no row holds."""


class Reason(Struct, frozen=True):
    """Why an outcome is what it is: the row that holds, and the facts that it read.

    ``item`` is the path of the row of the profile that it belongs to, where those of a table are gone through.
    """

    row: str
    gives: str | bool
    because: str
    cites: tuple[str, ...]
    reads: tuple[str, ...]
    item: str = ""


class Trial(Struct, frozen=True):
    """One row of a table as it was tried: whether it holds, which facts it read, and which leave it open."""

    row: DecisionRow
    verdict: Verdict
    item: str = ""

    def reason(self) -> Reason:
        """Return the reason that a row gives which holds, or could still hold."""
        row = self.row
        return Reason(row.id, row.gives, row.because, row.cites, self.verdict.reads, self.item)


class Decision(Struct, frozen=True):
    """The outcome of one table: a value, Absent.UNKNOWN, or an OpenSet; with reasons and deciding unknowns.

    ``trials`` are all rows in the order in which they were tried; ``item`` is the path of the row of the profile that
    the outcome belongs to. ``possible`` is what an open outcome of one value could still be, as far as that is known.
    """

    output: str
    value: Any
    reasons: tuple[Reason, ...]
    unknowns: tuple[str, ...]
    trials: tuple[Trial, ...] = ()
    item: str = ""
    possible: frozenset[str | bool] = frozenset()

    @property
    def as_fact(self) -> Any:
        """The outcome as later conditions read it: an open one is known to be one of what is still possible."""
        return OpenChoice(self.possible) if self.possible else self.value

    @property
    def is_settled(self) -> bool:
        """Whether no further answer can change the outcome."""
        if isinstance(self.value, OpenSet):
            return not self.value.possible
        return self.value is not Absent.UNKNOWN

    @property
    def open_rows(self) -> tuple[Trial, ...]:
        """The rows that may still hold."""
        return tuple(trial for trial in self.trials if trial.verdict.holds is None)


def decide(table: DecisionTable, facts: FactBase) -> tuple[Decision, ...]:
    """Evaluate one decision table of the policies first and collect.

    Args:
        table: the table; with ``each`` its rows are tried on every row of that table of the profile.
        facts: the facts and the outcomes of earlier tables.

    Returns:
        One decision; with ``first`` over the rows of a table one for each of them.
        For ``first`` the value is that of the first row that holds; unknown where an earlier row is open, unless
        every row that could still win gives the same. For ``collect`` it is an OpenSet of everything given.
    """
    if not table.each:
        tried = tuple(_try(table, facts))
        return (_collect(table, tried) if table.policy is Policy.COLLECT else _first(table, tried, ""),)
    rows, there = facts.rows(table.each)
    if table.policy is Policy.FIRST:
        return tuple(_first(table, tuple(_try(table, facts, row)), f"[{row['id']}]") for row in rows or ())
    if rows is None:
        possible = frozenset(str(row.gives) for row in table.row)
        return (Decision(table.output, OpenSet(frozenset(), possible, there.unknowns), (), there.unknowns),)
    return (_collect(table, tuple(trial for row in rows for trial in _try(table, facts, row)), there.reads),)


def gather(
    table: DecisionTable, source: DecisionTable, decisions: Mapping[str, Decision], facts: FactBase
) -> tuple[Decision, ...]:
    """Join what another table gave to single rows of the profile into one set, of the rows for which ``where`` holds.

    Args:
        table: of the policy gather.
        source: the table that decided ``table.of``.
        decisions: of the source, by output with the row's id in brackets.
        facts: say whether there are any rows.
    """
    rows, there = facts.rows(source.each)
    possible = {str(given) for given in (source.otherwise, *(row.gives for row in source.row))}
    possible -= {*table.without, OPEN_OUTCOME}
    if rows is None:
        return (Decision(table.output, OpenSet(frozenset(), frozenset(possible), there.unknowns), (), there.unknowns),)
    tried = [(decisions[f"{table.of}[{row['id']}]"], facts.judge_row(table.where, source.each, row)) for row in rows]
    counted = [each for each, counts in tried if counts.holds and each.is_settled]
    wanted = [each for each in counted if str(each.value) not in table.without]
    members = frozenset(str(each.value) for each in wanted)
    open_ones = [
        (each, counts) for each, counts in tried if counts.holds is not False and not (counts.holds and each.is_settled)
    ]
    # A row left open on purpose may turn out as anything.
    could = [(each.value,) if each.is_settled else each.possible or possible for each, _ in open_ones]
    more = frozenset(possible & {str(value) for values in could for value in values}) - members
    left_open = (path for each, counts in open_ones for path in (*each.unknowns, *counts.unknowns))
    unknowns = _unique(left_open) if more else ()
    reasons = tuple(reason for each in wanted for reason in each.reasons)
    trials = tuple(trial for each, counts in tried if counts.holds is not False for trial in each.trials)
    read = _unique((*there.reads, *(path for _, counts in tried for path in counts.reads)))
    settled = reasons or (() if more else (_otherwise(table, read),))
    return (Decision(table.output, OpenSet(members, more, unknowns), settled, unknowns, trials),)


def _try(table: DecisionTable, facts: FactBase, entry: Mapping[str, Any] | None = None) -> Iterable[Trial]:
    for row in table.row:
        if entry is None:
            yield Trial(row, _reviewed(facts.judge(row.when), facts.judge(row.review_if)))
        else:
            judge = partial(facts.judge_row, table=table.each, row=entry)
            item = f"{table.each}[{entry['id']}]"
            yield Trial(row, _reviewed(judge(row.when), judge(row.review_if)), item)


def _reviewed(holds: Verdict, review: Verdict) -> Verdict:
    """Leave a row undecided that holds in a case which a person has to review."""
    if not holds.holds or review.holds is False:
        return holds
    return Verdict(None, (*holds.reads, *review.reads), review.unknowns or review.reads or holds.reads)


def _collect(table: DecisionTable, trials: tuple[Trial, ...], there: tuple[str, ...] = ()) -> Decision:
    held = [trial for trial in trials if trial.verdict.holds]
    members = frozenset(str(trial.row.gives) for trial in held)
    open_ones = [trial for trial in trials if trial.verdict.holds is None and str(trial.row.gives) not in members]
    possible = frozenset(str(trial.row.gives) for trial in open_ones)
    unknowns = _unique(path for trial in open_ones for path in trial.verdict.unknowns)
    reasons = tuple(trial.reason() for trial in held)
    if not reasons and not possible:
        reasons = (_otherwise(table, there or _reads(trials)),)
    return Decision(table.output, OpenSet(members, possible, unknowns), reasons, unknowns, trials)


def _first(table: DecisionTable, trials: tuple[Trial, ...], of_row: str) -> Decision:
    output, item = f"{table.output}{of_row}", f"{table.each}{of_row}"
    live = [trial for trial in trials if trial.verdict.holds is not False]
    winner = next((trial for trial in live if trial.verdict.holds), None)
    before = live[: live.index(winner)] if winner else live
    given = winner.row.gives if winner else table.otherwise
    # What gives the same as all that comes after it decides nothing, whether it holds or not.
    while before and before[-1].row.gives == given != OPEN_OUTCOME:
        before.pop()
    reason = winner.reason() if winner else _otherwise(table, _reads(trials), item)
    open_paths = [path for trial in before for path in trial.verdict.unknowns]
    if given == OPEN_OUTCOME:
        deciding = _unique((*open_paths, *(winner.verdict.reads if winner else ())))
        return Decision(output, Absent.UNKNOWN, (reason,), deciding, trials, item)
    if not before:
        return Decision(output, given, (reason,), (), trials, item)
    possible = frozenset((given, *(trial.row.gives for trial in before)))
    return Decision(
        output,
        Absent.UNKNOWN,
        (),
        _unique(open_paths),
        trials,
        item,
        frozenset() if OPEN_OUTCOME in possible else possible,
    )


def _otherwise(table: DecisionTable, reads: tuple[str, ...], item: str = "") -> Reason:
    return Reason(OTHERWISE, table.otherwise, table.otherwise_because, table.otherwise_cites, reads, item)


def _reads(trials: Iterable[Trial]) -> tuple[str, ...]:
    return _unique(path for trial in trials for path in trial.verdict.reads)


def _unique(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))
