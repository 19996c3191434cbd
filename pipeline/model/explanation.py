"""What the law makes of one system, as it is explained to a person: outcome, points, reasons, facts, what is open."""

from msgspec import Struct

from pipeline.model.keeping import Kept
from pipeline.model.legislation import Milestone, OpenQuestion


class DecidingFact(Struct, frozen=True):
    """An answer that decides, or the lack of one: its path, number and label, what was answered, and its cell."""

    path: str
    number: str
    label: str
    answer: str
    sheet: str
    cell: str

    @property
    def at(self) -> str:
        """Where it stands in the workbook, or nothing."""
        return f"{self.sheet}!{self.cell}" if self.cell else ""


class Flip(Struct, frozen=True):
    """A single answer that would change an outcome: the fact, the other answer, and what would come of it.

    ``outcomes`` are codes, ``words`` say the same; without words what would come of it is not settled, or nothing.
    """

    fact: DecidingFact
    answer: str
    outcomes: tuple[str, ...]
    words: str


class Tested(Struct, frozen=True):
    """One row of a decision table as it came out, for the record of what was looked at.

    ``holds`` is None where it is open; ``facts`` are those that settle it, or leave it open.
    """

    item: str
    cites: tuple[str, ...]
    because: str
    holds: bool | None
    facts: tuple[DecidingFact, ...]


class Applies(Struct, frozen=True):
    """A day from which a part of the law applies to the system; or may, where ``is_settled`` is false.

    ``unknowns`` are the open answers on which that depends.
    """

    milestone: Milestone
    is_settled: bool
    unknowns: tuple[DecidingFact, ...] = ()


class Explained(Struct, frozen=True):
    """One topic: the outcome as code and in words, points of law, reasons, deciding facts, and what is open.

    ``words`` is empty where the outcome is not settled, and for a set whose reasons say all that there is to say.
    ``outcomes`` is one code, or the members of a set; ``possible`` are members that may still come; ``named`` is the
    first citation of each row that holds; ``days`` are those from which the outcome matters; ``alarms`` says that
    nobody may overlook it.
    """

    id: str
    title: str
    asks: str
    outcomes: tuple[str, ...]
    possible: tuple[str, ...]
    is_settled: bool
    words: str
    points: tuple[str, ...]
    because: tuple[str, ...]
    facts: tuple[DecidingFact, ...]
    unknowns: tuple[DecidingFact, ...]
    open_questions: tuple[OpenQuestion, ...]
    follows: bool = False
    named: tuple[str, ...] = ()
    days: tuple[Applies, ...] = ()
    alarms: bool = False


class Explanation(Struct, frozen=True):
    """All topics of one system, the dates from which their duties apply, and until when its documents are kept."""

    system: str
    edition: str
    edition_title: str
    as_of: str
    topics: tuple[Explained, ...]
    dates: tuple[Applies, ...]
    kept: Kept = Kept()

    def of(self, topic: str) -> Explained:
        """Return a topic by id.

        Raises:
            KeyError: there is no such topic.
        """
        for explained in self.topics:
            if explained.id == topic:
                return explained
        raise KeyError(topic)

    @property
    def unknowns(self) -> tuple[DecidingFact, ...]:
        """All open facts that leave an outcome open, each once; those of duties that follow are left out."""
        decisive = (topic for topic in self.topics if not topic.follows)
        return tuple(dict.fromkeys(fact for topic in decisive for fact in topic.unknowns))
