"""What comes out of the forms of one system: values, what is said about them, and the cells they stand in."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from pipeline.model.fact import asked_as
from pipeline.model.finding import Finding, Place


class AnswerState(StrEnum):
    """What a person says instead of a value."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class AnswerNote(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside a value: a state with its reason, evidence by id, a comment.

    Questions, tables and rows may have all of them; a single cell of a table only a state with its reason, because
    a form has no other place for it.
    """

    state: AnswerState | None = None
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    comment: str | None = None

    @property
    def declines(self) -> bool:
        """Whether the question is said not to apply; without a reason that settles nothing, as unknown is never no."""
        return self.state is AnswerState.NOT_APPLICABLE and bool(self.reason)


class Confirming(StrEnum):
    """How an answer that was carried over into a form stands: nobody has looked at it, or somebody has."""

    PLEASE = "please"
    STILL_TRUE = "still-true"
    CHANGED = "changed"
    NOT_SURE = "not-sure"
    NEW = "new"

    @property
    def is_open(self) -> bool:
        """Whether a person has still to say that the answer holds."""
        return self in (Confirming.PLEASE, Confirming.NOT_SURE)


class Confirmation(Struct, frozen=True):
    """What the form says of an answer carried over, and where it was taken from."""

    how: Confirming
    source: str = ""


class LeftOver(Struct, frozen=True):
    """What a source holds that answers no question of the form: where it stands there, its text, and why."""

    where: str
    text: str
    why: str = ""


def value_at(values: Mapping[str, Any], path: str) -> Any:
    """Return what stands at the path of a fact in a tree of values, or nothing; of a table its rows."""
    node: Any = values
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def evidence_cell(path: str) -> str:
    """Return the key of the cell in which evidence for a question, table or row is named."""
    return f"{path}@evidence"


class Intake(Struct, frozen=True):
    """The answers of one workbook, or of a system workbook merged with its organisation's.

    ``values`` is nested by fact path as in profile.json; ``notes`` and ``cells`` are keyed by path, with the
    row's id in brackets: ``data.data_sets[DS-01].provenance``. ``shared`` are the paths of the rows that the
    organisation's workbook answers, for all systems. Of one workbook alone it also tells what a fresh form needs to
    hold all that the workbook held: ``typed`` what stands in cells that give no value, ``confirmations`` of answers
    carried over, and what is ``left_over``.
    """

    values: Mapping[str, Any]
    notes: Mapping[str, AnswerNote] = field(default_factory=lambda: MappingProxyType({}))
    cells: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    shared: frozenset[str] = frozenset()
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    confirmations: Mapping[str, Confirmation] = field(default_factory=lambda: MappingProxyType({}))
    left_over: tuple[LeftOver, ...] = ()

    def place_of(self, path: str) -> Place:
        """Return where a fact is answered; for one that has no cell of its own, where its table stands."""
        return self.cells.get(path) or self.cells.get(asked_as(path)) or Place()
