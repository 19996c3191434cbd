"""What became different between two states of one system: facts, outcomes, evidence, and what they touch."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from pipeline.model.fact import asked_as, fact_at
from pipeline.model.intake import AnswerNote
from pipeline.model.modification import Prompted, Recorded


class Snapshot(Struct, frozen=True):
    """One system as it was at one time: what profile.json and assessment.json hold of it.

    ``values`` are nested by fact path and plain as JSON is, days as text; ``cells`` name where each answer stands,
    as in ``Data!D22``; ``evidence`` holds the digest of each file.
    """

    values: Mapping[str, Any]
    notes: Mapping[str, AnswerNote] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    evidence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def cell_of(self, path: str) -> str:
        """Return where a fact stands; for one without a cell of its own, where its row or its table does."""
        row = f"{path.partition(']')[0]}]" if "[" in path else path
        return self.cells.get(path) or self.cells.get(row) or self.cells.get(asked_as(path), "")


class ChangeKind(StrEnum):
    """What became of a fact: its value or state is another, its row is new or gone, or other evidence is named."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    EVIDENCE = "evidence"


class FactChange(Struct, frozen=True):
    """One fact that reads otherwise than before, in words.

    ``path`` is that of the fact, of its cell, or of a row as a whole. ``settles`` says that it was answered before and
    is not any more, or the other way round: that changes how requirements stand, whatever the answer is.
    """

    path: str
    label: str
    before: str
    after: str
    cell: str = ""
    kind: ChangeKind = ChangeKind.CHANGED
    settles: bool = False

    @property
    def asked(self) -> str:
        """The id of the question that asks for it."""
        return asked_as(self.path)

    @property
    def fact(self) -> str:
        """The path of the fact, ``table[].column`` for a cell; of a row that came or went that of its table."""
        whole_row = self.path.endswith("]")
        return asked_as(self.path) if whole_row else fact_at(self.path)


class OutcomeChange(Struct, frozen=True):
    """An outcome of the law that is another one, in words; ``topic`` is empty where it is explained by none."""

    outcome: str
    label: str
    before: str
    after: str
    topic: str = ""


class EvidenceChange(Struct, frozen=True):
    """A file of the evidence folder that is new, gone, or another than before, by the first digits of its digest.

    ``named_by`` are the facts whose answers name the file.
    """

    name: str
    before: str
    after: str
    named_by: frozenset[str] = frozenset()


class Differences(Struct, frozen=True):
    """All that differs between two snapshots; ``reordered`` are the tables whose rows stand in another order."""

    facts: tuple[FactChange, ...] = ()
    outcomes: tuple[OutcomeChange, ...] = ()
    evidence: tuple[EvidenceChange, ...] = ()
    reordered: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is no difference at all; the order of rows is none."""
        return not (self.facts or self.outcomes or self.evidence)


class PrintedIn(Struct, frozen=True):
    """A section of a document: the document's id and title, the section's id, its label with its heading.

    ``states`` says that it names the fact itself, and does not only tell how requirements stand.
    """

    document: str
    title: str
    section: str
    heading: str
    states: bool = True


class TouchedFact(Struct, frozen=True):
    """A change of a fact with the requirements that need the fact, and where documents print it."""

    change: FactChange
    requirements: tuple[str, ...] = ()
    sections: tuple[PrintedIn, ...] = ()


class TouchedRequirement(Struct, frozen=True):
    """A requirement of the law of which a fact changed, with what changed."""

    id: str
    cites: tuple[str, ...]
    summary: str
    changes: tuple[str, ...]


class TouchedDocument(Struct, frozen=True):
    """A document that prints something that changed, with the sections in which it does."""

    id: str
    title: str
    sections: tuple[str, ...]


class Side(Struct, frozen=True):
    """One of the two states that are compared: its revision (0 for the present state), version and day as answered."""

    revision: int
    version: str = ""
    day: str = ""


class ChangeSet(Struct, frozen=True):
    """What changed between two states of a system, what it touches, and what a person has to judge of it."""

    before: Side
    after: Side
    differences: Differences
    facts: tuple[TouchedFact, ...] = ()
    requirements: tuple[TouchedRequirement, ...] = ()
    documents: tuple[TouchedDocument, ...] = ()
    judge: tuple[Prompted, ...] = ()
    recorded: tuple[Recorded, ...] = ()

    @property
    def set_apart(self) -> tuple[Recorded, ...]:
        """The recorded changes that are said to have been planned in advance."""
        return tuple(entry for entry in self.recorded if entry.reason)
