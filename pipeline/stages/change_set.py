"""Two states of a system to all that a report on changes tells: facts, requirements, documents, what to judge."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from pipeline.model.deliverable import Deliverable
from pipeline.model.document_part import Part
from pipeline.model.fact import ROWS, asked_as
from pipeline.model.fact_change import (
    ChangeKind,
    ChangeSet,
    Differences,
    FactChange,
    PrintedIn,
    Side,
    Snapshot,
    TouchedDocument,
    TouchedFact,
    TouchedRequirement,
)
from pipeline.model.legislation import Requirement, Service
from pipeline.stages.fact_changes import compare_snapshots
from pipeline.stages.judge_change import Judging
from pipeline.stages.prints import Prints
from pipeline.stages.why_stale import touched_files, touched_outcomes
from pipeline.stages.wording import Wording

_Declared = Sequence[tuple[Deliverable, tuple[Part, ...]]]


class State(Struct, frozen=True):
    """A snapshot, and which revision it is of."""

    side: Side
    snapshot: Snapshot


def change_set(
    before: State, after: State, documents: Iterable[Deliverable], prints: Prints, wording: Wording
) -> ChangeSet:
    """Tell what changed between two states of a system and what it touches.

    Args:
        before: the earlier state.
        after: the later one.
        documents: those of the system that may be touched; what reports on revisions is left out.
        prints: tells where documents print what.
        wording: how values are printed.
    """
    catalogue = prints.catalogue
    differences = compare_snapshots(before.snapshot, after.snapshot, catalogue, wording)
    declared = [(each, prints.parts(each)) for each in documents if not each.follows]
    needing = [each for each in catalogue.legislation.requirements if each.served_by is not Service.NONE]
    facts = tuple(_touched(change, declared, needing) for change in differences.facts)
    judging = Judging(before.snapshot, after.snapshot, differences, catalogue, wording)
    return ChangeSet(
        before.side,
        after.side,
        differences,
        facts,
        tuple(_requirements(facts, needing)),
        tuple(_documents(differences, declared)),
        tuple(judging.prompts()),
        tuple(judging.recorded()),
    )


def _touched(change: FactChange, declared: _Declared, needing: Iterable[Requirement]) -> TouchedFact:
    return TouchedFact(
        change,
        tuple(each.id for each in needing if _needs(each, change)),
        tuple(
            PrintedIn(document.id, document.title, part.id, part.title, part.states(change))
            for document, parts in declared
            for part in parts
            if part.shows(change)
        ),
    )


def _needs(requirement: Requirement, change: FactChange) -> bool:
    """Tell whether a requirement needs a fact: a table as a whole needs each of its columns."""
    if ROWS in change.fact and change.kind is not ChangeKind.EVIDENCE:
        return change.fact in requirement.facts or change.asked in requirement.facts
    return change.asked in map(asked_as, requirement.facts)


def _requirements(facts: Sequence[TouchedFact], needing: Iterable[Requirement]) -> Iterator[TouchedRequirement]:
    for each in needing:
        changed = tuple(fact.change.label for fact in facts if each.id in fact.requirements)
        if changed:
            yield TouchedRequirement(each.id, each.cites, each.summary.strip(), changed)


def _documents(differences: Differences, declared: _Declared) -> Iterator[TouchedDocument]:
    for document, parts in declared:
        sections = tuple(dict.fromkeys(part.title for part in parts if _is_touched(part, differences)))
        if sections:
            yield TouchedDocument(document.id, document.title, sections)


def _is_touched(part: Part, differences: Differences) -> bool:
    return (
        any(part.shows(change) for change in differences.facts)
        or any(change.topic for change in touched_outcomes(differences, (part,)))
        or bool(touched_files(differences, (part,)))
        or any(part.shows_rows_of(table) for table in differences.reordered)
    )
