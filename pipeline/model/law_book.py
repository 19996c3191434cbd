"""The law in all its editions: every entry says from which edition on it stands, and up to which."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.legislation import (
    DecisionTable,
    Edition,
    Gate,
    Legislation,
    Milestone,
    OpenQuestion,
    Period,
    Requirement,
    Topic,
)


class NoEditionError(LookupError):
    """An edition that is not declared, or a day before the first one."""


class Dated(Protocol):
    """What stands from one text of the law on, or up to one."""

    @property
    def since(self) -> str:
        """Day of the first text that has it; nothing for the first of all."""

    @property
    def until(self) -> str:
        """Day of the first text that no longer has it; nothing while there is none."""


_Entry = TypeVar("_Entry", bound=Dated)


class LawBook(Struct, frozen=True):
    """Every entry of every edition; editions stand in the order of their texts."""

    editions: tuple[Edition, ...]
    requirements: tuple[Requirement, ...]
    tables: tuple[DecisionTable, ...]
    milestones: tuple[Milestone, ...]
    open_questions: tuple[OpenQuestion, ...]
    topics: tuple[Topic, ...]
    gates: tuple[Gate, ...]
    periods: tuple[Period, ...]
    names: dict[str, str]
    rows_absent_if: dict[str, str]

    def edition(self, name: str) -> Edition:
        """Return an edition by id.

        Raises:
            NoEditionError: it is not declared.
        """
        for edition in self.editions:
            if edition.id == name:
                return edition
        known = ", ".join(edition.id for edition in self.editions)
        raise NoEditionError(f"{name} is no edition that is known here; known are {known}")

    def in_force(self, day: date) -> Edition:
        """Return the edition whose text is in force on a day.

        Raises:
            NoEditionError: the day lies before the first edition.
        """
        for edition in reversed(self.editions):
            if edition.text_state <= day.isoformat():
                return edition
        raise NoEditionError(f"no text of the law was published yet on {day}; the first is {self.editions[0].id}")

    def read(self, edition: Edition, as_of: date) -> Legislation:
        """Return the law of one edition, read on a day.

        Args:
            edition: whose entries are taken.
            as_of: the day on which dates of application are past or still to come.
        """
        state = edition.text_state
        return Legislation(
            edition=edition.id,
            title=edition.title,
            text_state=state,
            checked_on=edition.checked_on,
            as_of=as_of.isoformat(),
            requirements=tuple(_standing(self.requirements, state)),
            tables=tuple(
                replace(table, row=tuple(_standing(table.row, state))) for table in _standing(self.tables, state)
            ),
            milestones=tuple(sorted(_standing(self.milestones, state), key=_day)),
            open_questions=tuple(_standing(self.open_questions, state)),
            topics=tuple(_standing(self.topics, state)),
            gates=tuple(_standing(self.gates, state)),
            periods=tuple(_standing(self.periods, state)),
            names=self.names,
            rows_absent_if=self.rows_absent_if,
        )


def _day(milestone: Milestone) -> str:
    return milestone.date


def stands(entry: Dated, state: str) -> bool:
    """Tell whether an entry stands in the text of a day: days are in ISO form, which sorts as days do."""
    return entry.since <= state and (not entry.until or state < entry.until)


def _standing(entries: Iterable[_Entry], state: str) -> Iterable[_Entry]:
    return (entry for entry in entries if stands(entry, state))
