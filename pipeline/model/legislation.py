"""The law as data: requirements, decision tables, dates and open questions of one edition, read on one day."""

from enum import StrEnum

from msgspec import Struct, field

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.declared import Declared


class Force(StrEnum):
    """How binding an entry is."""

    MANDATORY = "mandatory"
    OPTION = "option"
    RECOMMENDED = "recommended"
    INFORMATION = "information"
    DELETED = "deleted"


class Service(StrEnum):
    """How a requirement is served by a deliverable; empty while no deliverable takes it up."""

    FACTS = "facts"
    DERIVED = "derived"
    STATEMENT = "statement"
    NONE = "none"
    LATER = ""


class Policy(StrEnum):
    """How the rows of a decision table combine.

    first: the first that holds; collect: all that hold; gather: what another table gave, row by row, as one set.
    """

    FIRST = "first"
    COLLECT = "collect"
    GATHER = "gather"


class Requirement(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the law wants documented, in our own words."""

    id: str
    cites: tuple[str, ...]
    summary: str
    condition: str
    applies_if: str
    fact_kinds: tuple[str, ...]
    force: Force
    document: str
    edition: str
    checked_on: str
    place: str = ""
    amended_by: str = ""
    parent: str = ""
    see_also: tuple[str, ...] = ()
    note: str = ""
    served_by: Service = Service.LATER
    facts: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class DecisionRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a decision table: when it holds, what it gives, and the law that says so.

    Where ``review_if`` holds as well, the law or its reading is open in this case: the row stays undecided.
    """

    id: str
    when: str
    gives: str | bool
    cites: tuple[str, ...]
    because: str
    review_if: str = NEVER
    since: str = ""
    until: str = ""


class DecisionTable(Struct, frozen=True, forbid_unknown_fields=True):
    """A table that decides one fact ``law.*`` from profile facts and earlier tables.

    With ``each`` the rows are tried for every row of that table of the profile; the policy ``first`` then gives an
    outcome to each of these rows. ``gather`` takes what the table that decides ``of`` gave to the rows for which
    ``where`` holds, leaving ``without`` out.
    Every table says why it gives ``otherwise``, or nothing, where no row holds.
    """

    id: str
    title: str
    output: str
    policy: Policy
    otherwise: str | bool
    otherwise_because: str
    otherwise_cites: tuple[str, ...]
    edition: str
    checked_on: str
    row: tuple[DecisionRow, ...] = ()
    each: str = ""
    of: str = ""
    where: str = ALWAYS
    without: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class Milestone(Struct, frozen=True, forbid_unknown_fields=True):
    """A day from which a part of the law applies, with the act that set it; conditions read it as ``dates.<id>``."""

    id: str
    date: str
    act: str
    cites: tuple[str, ...]
    duty: str
    edition: str
    checked_on: str
    when: str = ALWAYS
    since: str = ""
    until: str = ""


class OpenQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """A point on which the law is not settled: what the tables assume, and what else may be argued."""

    id: str
    concerns: tuple[str, ...]
    question: str
    default: str
    alternative: str
    cites: tuple[str, ...]
    edition: str
    checked_on: str
    when: str = ALWAYS
    since: str = ""
    until: str = ""


class PeriodWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences that say until when something is kept, with names in braces for what differs.

    ``dated`` tells the day; ``undated`` that there is none yet, and ``at_least`` the earliest that it can be;
    ``undecided`` on which answers it depends whether the period is owed; ``unsettled`` that the law leaves room.
    """

    dated: str
    undated: str
    at_least: str
    undecided: str
    unsettled: str


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """How many years something is kept, counted from a day that is stated.

    ``keeps`` says who keeps what. ``counted_from`` is the path of the day; that at ``not_before`` is the earliest that
    it can be. Where nothing is counted, ``keeps`` says all. ``open_question`` is what the law leaves open about it.
    """

    id: str
    keeps: str
    cites: tuple[str, ...]
    words: PeriodWords
    edition: str
    checked_on: str
    when: str = ALWAYS
    years: int = 0
    counted_from: str = ""
    not_before: str = ""
    open_question: str = ""
    since: str = ""
    until: str = ""


class Gate(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that holds back every deliverable which does not say that it is made all the same.

    One that does not hold anything back is told all the same.
    """

    id: str
    when: str
    words: str
    cites: tuple[str, ...]
    holds: bool = True
    since: str = ""
    until: str = ""


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the law decides of a system, as it is explained: the outcome, and where its reasons stand.

    ``outcome`` names the outcome that answers it, a value or a set. Points of law are those of the rows that held in
    ``points_of``; reasons are given from there and from ``reasons_of``; both are reached from the outcome through
    ``through`` as well. ``words`` says each value in words. A topic that ``follows`` lists duties which come of the
    others: what is open about it is not asked for first. ``applies_from`` names milestones, of which those that
    concern the system say from when the outcome matters, but for the outcomes ``without_day``; ``alarms`` are outcomes
    that nobody may overlook.
    """

    id: str
    title: str
    outcome: str
    asks: str
    points_of: tuple[str, ...] = ()
    reasons_of: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    follows: bool = False
    applies_from: tuple[str, ...] = ()
    without_day: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


class ShortNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Short names that conditions use, and for a table of the profile when it is known to have no rows though blank."""

    names: dict[str, str]
    rows_absent_if: dict[str, str]


class Edition(Struct, frozen=True, forbid_unknown_fields=True):
    """One state of the text of the law."""

    id: str
    title: str
    short: str
    text_state: str
    checked_on: str


class Legislation(Declared, frozen=True):
    """Everything declared about the law in one edition, read on one day.

    ``rows_absent_if`` says for a table of the profile when it is known to have no rows although it is blank.
    """

    edition: str
    title: str
    text_state: str
    checked_on: str
    as_of: str
    requirements: tuple[Requirement, ...]
    tables: tuple[DecisionTable, ...]
    milestones: tuple[Milestone, ...]
    open_questions: tuple[OpenQuestion, ...]
    topics: tuple[Topic, ...]
    gates: tuple[Gate, ...]
    periods: tuple[Period, ...]
    names: dict[str, str]
    rows_absent_if: dict[str, str]
