"""What the catalogue of the law holds on one point, and how two editions of it differ."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.legislation import Edition, Gate, Milestone, OpenQuestion, Requirement


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a decision table with what its table says of it; the last of each table is what else it gives."""

    table: str
    title: str
    output: str
    id: str
    when: str
    gives: str | bool
    because: str
    cites: tuple[str, ...]
    review_if: str
    edition: str
    checked_on: str
    since: str
    until: str

    @property
    def name(self) -> str:
        """The row among those of all tables."""
        return f"{self.table}/{self.id}"


@dataclass(frozen=True, slots=True)
class ServingQuestion:
    """A question of the form that asks for what the law wants to know."""

    number: str
    label: str
    id: str


@dataclass(frozen=True, slots=True)
class ServingSection:
    """A section of a deliverable that answers a point of law."""

    deliverable: str
    title: str
    id: str
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """How many requirements the law has for one document."""

    document: str
    requirements: int


@dataclass(frozen=True, slots=True)
class Entries:
    """What was found on a citation or an id; without a query the table of contents.

    ``above`` are points above the one asked for that entries cite as such. ``documents`` and ``editions`` belong to the
    table of contents; ``nearest`` is named where nothing was found.
    """

    law: str
    title: str
    checked_on: str
    as_of: str
    query: str
    requirements: tuple[Requirement, ...] = ()
    decisions: tuple[TableRow, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    gates: tuple[Gate, ...] = ()
    questions: tuple[ServingQuestion, ...] = ()
    sections: tuple[ServingSection, ...] = ()
    above: tuple[str, ...] = ()
    documents: tuple[DocumentCount, ...] = ()
    editions: tuple[Edition, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        """Whether anything is held on the query; the table of contents always is."""
        law = (self.requirements, self.decisions, self.milestones, self.open_questions, self.gates)
        return not self.query or any((*law, self.questions, self.sections))


class EntryKind(StrEnum):
    """What kind of entry differs between two editions."""

    REQUIREMENT = "requirement"
    DECISION = "decision"
    MILESTONE = "milestone"
    OPEN_QUESTION = "open question"
    GATE = "gate"
    TOPIC = "topic"


class Change(StrEnum):
    """How an entry differs between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of an entry that reads differently in two editions, as text."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is in one edition only, or reads differently in two.

    ``before`` and ``after`` say the entry in one line each; ``keys`` are those that differ between twins.
    """

    kind: Change
    what: EntryKind
    id: str
    cites: tuple[str, ...]
    before: str
    after: str
    amended_by: str
    keys: tuple[KeyChange, ...] = ()
