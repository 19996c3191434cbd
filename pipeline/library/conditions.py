"""Every condition that a declaration holds, with the key under which it stands there."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.model.crosswalk import Duty, Situation
from pipeline.model.deliverable import FIGURES, BlockKind, Deliverable
from pipeline.model.legislation import (
    DecisionTable,
    Gate,
    Milestone,
    OpenQuestion,
    Period,
    Requirement,
    Service,
    ShortNames,
)
from pipeline.model.modification import Prompt
from pipeline.model.questionnaire import Contradiction, Question
from pipeline.model.workflow import Step


class Stated(Struct, frozen=True):
    """A condition, its key, and the table whose cells it may read as ``table.column``."""

    key: str
    text: str
    rows_of: str = ""


def conditions_of(entry: object, gone_through: Mapping[str, str]) -> Iterator[Stated]:
    """Yield the conditions of one declaration that are evaluated.

    Args:
        entry: its record.
        gone_through: the table of the profile to whose rows an outcome belongs, by outcome.
    """
    match entry:
        case Requirement():
            # What no deliverable takes up yet may use names that have no fact yet.
            if entry.served_by is not Service.LATER:
                yield Stated("applies_if", entry.applies_if)
        case DecisionTable():
            yield from _of_table(entry, gone_through.get(entry.of, ""))
        case Milestone() | OpenQuestion() | Gate() | Period() | Situation() | Prompt():
            yield Stated("when", entry.when)
        case Contradiction():
            yield Stated("when", entry.when, entry.each)
        case ShortNames():
            yield from (Stated(f"rows_absent_if: {table}", text) for table, text in entry.rows_absent_if.items())
        case Question():
            yield Stated("shown_if", entry.shown_if)
            yield from (Stated(f"column {each.id}: shown_if", each.shown_if, entry.id) for each in entry.column)
        case Deliverable():
            yield from _of_document(entry)
        case Duty() | Step():
            yield Stated("applies_if", entry.applies_if)


def _of_table(entry: DecisionTable, gathered_from: str) -> Iterator[Stated]:
    yield Stated("where", entry.where, gathered_from)
    for row in entry.row:
        yield Stated(f"row {row.id}: when", row.when, entry.each)
        yield Stated(f"row {row.id}: review_if", row.review_if, entry.each)


def _of_document(entry: Deliverable) -> Iterator[Stated]:
    yield Stated("due_when", entry.due_when)
    yield Stated("voluntary_when", entry.voluntary_when)
    for section in entry.section:
        yield Stated(f"section {section.id}: shown_when", section.shown_when)
        yield Stated(f"section {section.id}: left_out_when", section.left_out_when)
        for place, block in enumerate(section.block):
            rows_of = block.facts[0] if block.kind in (BlockKind.TABLE, *FIGURES) and block.facts else ""
            yield Stated(f"section {section.id}: block {place}: when", block.when, rows_of)
    for precondition in entry.precondition:
        yield Stated(f"precondition {precondition.id}: settled_when", precondition.settled_when)
