"""What the catalogue of the law holds on one point, and how two editions of it differ."""

from enum import StrEnum

from msgspec import Struct

from pipeline.model.legislation import Edition, Gate, Milestone, OpenQuestion, Requirement


class TableRow(Struct, frozen=True):
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


class ServingQuestion(Struct, frozen=True):
    """A question of the form that asks for what the law wants to know."""

    number: str
    label: str
    id: str


class ServingSection(Struct, frozen=True):
    """A section of a deliverable that answers a point of law."""

    deliverable: str
    title: str
    id: str
    label: str
    heading: str


class DocumentCount(Struct, frozen=True):
    """How many requirements the law has for one document."""

    document: str
    requirements: int


class Entries(Struct, frozen=True):
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
    PERIOD = "period"
    TOPIC = "topic"


class Change(StrEnum):
    """How an entry differs between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class KeyChange(Struct, frozen=True):
    """One key of an entry that reads differently in two editions, as text."""

    key: str
    before: str
    after: str


class Difference(Struct, frozen=True):
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
