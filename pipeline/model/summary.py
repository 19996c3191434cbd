"""One system in a few lines, as a page over many systems shows it."""

from msgspec import Struct


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """An outcome: its code, its words, and whether it is settled."""

    code: str
    words: str
    settled: bool


class Completeness(Struct, frozen=True, forbid_unknown_fields=True):
    """How many requirements of an annex or article have all that they need, of how many that apply."""

    place: str
    title: str
    documented: int
    applying: int


class HeatCell(Struct, frozen=True, forbid_unknown_fields=True):
    """How the requirements and duties of one article stand for one system: how many, by status.

    ``worst`` is the gravest severity among those that are open; nothing where none is.
    """

    article: str
    met: int
    partly: int
    not_met: int
    unknown: int
    worst: str


class Support(Struct, frozen=True, forbid_unknown_fields=True):
    """What the management system lends to a system: how many duties, and how far.

    ``state`` is a code of the state of the management system, or unknown; ``in_scope`` yes, no or unknown.
    ``system``: duties for which an element in use names the system in valid evidence; ``organisation``: duties for
    which an element is in use, but nothing names the system. No duty is met by either.
    """

    state: str
    in_scope: str
    system: int
    organisation: int


class Blocker(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that stands in the way: an open critical item, or a gate."""

    words: str
    cites: tuple[str, ...]


class NextDay(Struct, frozen=True, forbid_unknown_fields=True):
    """The next legal day of a system, and what applies from then on."""

    date: str
    words: str
    settled: bool


class SystemSummary(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a page over many systems shows of one.

    ``days`` are the coming legal days, the next first; ``open_answers`` counts the answers that decide outcomes and
    are missing.
    """

    system: str
    name: str
    version: str
    organisation: str
    roles: tuple[str, ...]
    classification: Term
    route: Term
    days: tuple[NextDay, ...]
    completeness: tuple[Completeness, ...]
    blockers: tuple[Blocker, ...]
    heat: tuple[HeatCell, ...]
    support: Support
    priorities: dict[str, int]
    open_answers: int
    missing_facts: int
