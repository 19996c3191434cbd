"""What a management-system standard lends to the duties of the law, and what it never covers: data, not judgement."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from pipeline.model.declared import Declared


class Relation(StrEnum):
    """How far an element of the standard reaches a duty; there is no relation that makes a duty met.

    partial: it makes the organisation do part of what the duty asks; evidence: its output helps, but the content of
    the duty is not asked for.
    """

    PARTIAL = "partial"
    EVIDENCE = "supporting-evidence"


class Level(StrEnum):
    """What an element of the standard is."""

    CLAUSE = "clause"
    SUBCLAUSE = "subclause"
    AREA = "area"
    CONTROL = "control"


class Effect(StrEnum):
    """What it means in law that a duty is open, the gravest first."""

    MARKET = "market"
    RIGHTS = "rights"
    AUTHORITY = "authority"
    PAPER = "paper"


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Who a link or a duty rests on: the code by which entries name it, what it is, and how far it is to be trusted."""

    id: str
    title: str
    note: str = ""


class Element(Struct, frozen=True, forbid_unknown_fields=True):
    """A clause or control of the standard: its id and title, and other spellings of the title that are accepted."""

    id: str
    title: str
    level: Level
    also: tuple[str, ...] = ()


class Link(Struct, frozen=True, forbid_unknown_fields=True):
    """One element and one duty: what the element gives, what remains, who says so, and who says otherwise.

    ``cites`` are single citations: a link counts for exactly these, not for what lies above or below them. ``sources``
    are codes of sources with "; " between them, each with a remark in brackets where there is one.
    """

    id: str
    element: str
    cites: tuple[str, ...]
    group: str
    relation: Relation
    gives: str
    remains: str
    roles: tuple[str, ...]
    sources: str
    edition: str
    reviewed_on: str
    dissent: str = ""


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the law asks that no element of the standard asks for: open until it has evidence of its own.

    ``group`` names the duty as links do; ``roles`` are those that it binds, in words.
    """

    id: str
    group: str
    title: str
    cites: tuple[str, ...]
    applies_if: str
    remains: str
    roles: tuple[str, ...]
    sources: str
    edition: str
    reviewed_on: str
    dissent: str = ""


class Weight(Struct, frozen=True, forbid_unknown_fields=True):
    """What it means in law that something at or below these citations is open, and from which days it applies.

    Of several weights the one with the longest citation counts. ``milestones`` are ids of days; those that concern
    the system say from when. Where the duty ``takes_credit`` of nothing, no element may be said to be part of it.
    """

    id: str
    cites: tuple[str, ...]
    effect: Effect
    milestones: tuple[str, ...] = ()
    takes_credit: bool = True


class Belief(Struct, frozen=True, forbid_unknown_fields=True):
    """What is often said of the standard and the law, and what the law says.

    ``about`` are the ids of the alignments and critical gaps beside which it is printed.
    """

    id: str
    about: tuple[str, ...]
    often_said: str
    law_says: str
    cites: tuple[str, ...]


class Alignment(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of the alignment map: a part of the standard with everything below it."""

    id: str
    title: str
    elements: tuple[str, ...]
    gives: str
    remains: str


class CriticalGap(Struct, frozen=True, forbid_unknown_fields=True):
    """A gap that no management system closes, with the duties and requirements that make it up."""

    id: str
    title: str
    cites: tuple[str, ...]
    duties: tuple[str, ...]
    why: str


class Situation(Struct, frozen=True, forbid_unknown_fields=True):
    """A situation of the client, and what it suggests to do first; several may hold at once, the first goes on top."""

    id: str
    title: str
    when: str
    advice: str
    because: str


class StandardStanding(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a standard stands with the Official Journal: a dated fact, since it changes."""

    id: str
    reference: str
    standing: str
    is_cited: bool
    effect: str
    cites: tuple[str, ...]
    checked_on: str


def at_or_above(place: str) -> Iterator[str]:
    """Yield a citation and those above it, up to its article or annex."""
    while place:
        yield place
        place = place.rpartition("(")[0]


def is_part_of(element: str, above: str) -> bool:
    """Tell whether an element of the standard is another one or lies below it; annex A is above all its areas."""
    return element == above or element.startswith(f"{above}.")


class Crosswalk(Declared, frozen=True):
    """Everything declared on one standard and the law."""

    sources: tuple[Source, ...] = ()
    elements: tuple[Element, ...] = ()
    links: tuple[Link, ...] = ()
    duties: tuple[Duty, ...] = ()
    weights: tuple[Weight, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    critical: tuple[CriticalGap, ...] = ()
    situations: tuple[Situation, ...] = ()
    standings: tuple[StandardStanding, ...] = ()

    def weights_of(self, citation: str) -> tuple[Weight, ...]:
        """Return the weights above a citation, the nearest first: that one counts."""
        return tuple(weight for place in at_or_above(citation) for weight in self.weights if place in weight.cites)
