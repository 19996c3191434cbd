"""What the law asks of a system, point by point: how it stands, what a management system lends, what remains."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from pipeline.model.assessment import Status
from pipeline.model.crosswalk import Effect, Element, Link


class Tie(StrEnum):
    """How far an element of the standard counts for one system.

    system: it is in use, the system is within the scope, and valid evidence names it; organisation: it is in use, but
    one of the others is missing; excluded: the client has excluded it; none: it is not in use, or nothing is said.
    """

    SYSTEM = "system"
    ORGANISATION = "organisation"
    EXCLUDED = "excluded"
    NONE = "none"


class Gravity(StrEnum):
    """How grave it is that an item is open, the gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Lack(StrEnum):
    """What is missing before a named person can find an item met."""

    FACTS = "facts"
    DECISION = "decision"
    PARTS = "parts"
    EVIDENCE = "evidence"
    REVIEW = "review"


class Use(Struct, frozen=True):
    """How far one element counts for one system, by which evidence, and where that is answered."""

    element: Element
    tie: Tie
    evidence: tuple[str, ...]
    path: str


class Lent(Struct, frozen=True):
    """What one element lends to one item; ``credited`` tells whether it counts at all there.

    ``evidence`` are the ids of the evidence that counts for the system; ``path`` leads to the row of the element.
    """

    link: Link
    title: str
    tie: Tie
    credited: bool
    evidence: tuple[str, ...]
    path: str


class Undertaken(Struct, frozen=True):
    """What people have entered on an item: who does what until when, and what management says."""

    owner: str = ""
    due: date | None = None
    state: str = ""
    response: str = ""
    effort: str = ""
    days_min: float | None = None
    days_max: float | None = None
    depends_on: tuple[str, ...] = ()
    acceptance: str = ""
    verdict: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None


class GapItem(Struct, frozen=True):
    """One requirement, or one duty that no element of the standard asks for, as it stands for a system.

    ``missing`` and ``undecided`` are paths of facts; ``open_parts`` ids of requirements below a duty that are not
    complete; ``is_lifted``: that it is partly there rests on the standard alone. ``day`` is the first day on which it
    applies, as ISO text, or nothing; ``severity`` and ``priority`` (1 to 4) are given where it is open.
    """

    id: str
    is_duty: bool
    cites: tuple[str, ...]
    title: str
    remains: str
    group: str
    status: Status
    effect: Effect
    evidence: tuple[str, ...] = ()
    lent: tuple[Lent, ...] = ()
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    open_parts: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    is_lifted: bool = False
    undertaken: Undertaken = Undertaken()
    day: str = ""
    severity: Gravity | None = None
    priority: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, or to be found out."""
        return self.status not in (Status.MET, Status.NOT_APPLICABLE)

    @property
    def is_undecided(self) -> bool:
        """Whether it is open that it applies at all; ``undecided`` then names the answers, if any are asked for."""
        return Lack.DECISION in self.lacks

    @property
    def support(self) -> Tie:
        """How far any element counts that is credited here."""
        ties = [lent.tie for lent in self.lent if lent.credited]
        return next((tie for tie in (Tie.SYSTEM, Tie.ORGANISATION) if tie in ties), Tie.NONE)


class Conflict(Struct, frozen=True):
    """An element that the client excludes although an item leans on it that applies."""

    element: str
    title: str
    path: str
    items: tuple[str, ...]
    cites: tuple[str, ...]


class GapReport(Struct, frozen=True):
    """All items of a system, duties and requirements; how far each element counts; and what contradicts itself."""

    items: tuple[GapItem, ...]
    uses: tuple[Use, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def open(self) -> tuple[GapItem, ...]:
        """The items that are open, the most urgent first."""
        waiting = [item for item in self.items if item.is_open]
        return tuple(sorted(waiting, key=lambda item: item.priority))
