"""The law as data: requirements, decision tables, and the edition that they were read from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


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
    """How the rows of a decision table combine: the first that holds, or all that hold."""

    FIRST = "first"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the law wants documented, in our own words."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

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


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One row of a decision table: when it holds, what it gives, and the law that says so."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    when: str
    gives: str | bool
    cites: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A table that decides one fact ``law.*`` from profile facts and earlier tables.

    With ``each`` the rows are tried for every row of that table of the profile.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    id: str
    title: str
    output: str
    policy: Policy
    otherwise: str | bool
    row: tuple[DecisionRow, ...]
    edition: str
    checked_on: str
    each: str = ""


@dataclass(frozen=True, slots=True)
class Legislation:
    """Everything declared about the law in one edition."""

    edition: str
    title: str
    checked_on: str
    requirements: tuple[Requirement, ...]
    tables: tuple[DecisionTable, ...]
    names: dict[str, str]
