"""What the management system lends to a system: an element counts only where evidence names the system."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from pipeline.model.crosswalk import Element, Level
from pipeline.model.gap_report import Tie, Use
from pipeline.model.intake import AnswerNote
from pipeline.model.vocabulary import Implementation
from pipeline.rules.fact_base import FactBase
from pipeline.stages.evidence import Proof

CONTROLS, CLAUSES = "management.controls", "management.clauses"
"""Paths of the tables that say how far the elements of the standard are put into practice."""

COVERED = "management.systems"
"""Path of the table that says which systems the management system covers."""

IN_SYSTEMS = "management.controls_in_systems"
"""Path of the table that says how controls stand for single systems."""
_IN_USE = (Implementation.PARTIAL, Implementation.IMPLEMENTED)
_ORDER = tuple(Implementation)

_Row = Mapping[str, Any]


class Practice(Struct, frozen=True):
    """What the client says of its management system, seen from one system.

    ``split`` are the clauses of which sub-clauses have a status of their own.
    """

    rows: Mapping[str, _Row]
    split: frozenset[str]
    in_scope: bool
    own: tuple[_Row, ...]
    notes: Mapping[str, AnswerNote]
    held: Mapping[str, Proof]

    @classmethod
    def of(cls, facts: FactBase, notes: Mapping[str, AnswerNote], held: Mapping[str, Proof]) -> "Practice":
        """Gather it.

        Args:
            facts: of the system, its organisation's among them.
            notes: what stands beside them; the evidence for an element is named beside its row.
            held: the documents of the evidence register.
        """
        system = facts.look_up("system.id")
        clauses = _rows(facts, CLAUSES)
        return cls(
            rows={f"{table}[{row['id']}]": row for table in (CONTROLS, CLAUSES) for row in _rows(facts, table)},
            split=frozenset(above for row in clauses if "status" in row for above in _above(row["id"])),
            in_scope=any(row["id"] == system and row.get("in_scope") is True for row in _rows(facts, COVERED)),
            own=tuple(row for row in _rows(facts, IN_SYSTEMS) if system in row.get("systems", ())),
            notes=notes,
            held=held,
        )

    def use(self, element: Element) -> Use:
        """Return how far an element counts for the system."""
        is_control = element.level is Level.CONTROL
        path = f"{CONTROLS if is_control else CLAUSES}[{element.id}]"
        row = self.rows.get(path, {})
        own = [entry for entry in self.own if is_control and element.id in entry.get("controls", ())]
        places = [path, *(f"{IN_SYSTEMS}[{entry['id']}]" for entry in own)]
        named = dict.fromkeys(name for place in places for name in self._evidence(place))
        counting = tuple(name for name in named if name in self.held and self.held[name].counts)
        tie = self._tie(row, own, is_said=not is_control or row.get("applicable") is True, counting=counting)
        # A sub-clause with a status of its own counts, and not the clause above it.
        return Use(element, Tie.NONE if element.id in self.split else tie, counting, path)

    def _tie(self, row: _Row, own: list[_Row], *, is_said: bool, counting: tuple[str, ...]) -> Tie:
        if row.get("applicable") is False:
            return Tie.EXCLUDED
        # What is said of the system itself goes before what is said of the organisation, the worst of it first.
        said = sorted((entry["status"] for entry in own if "status" in entry), key=_ORDER.index)
        status = said[0] if said else row.get("status")
        if not is_said or status not in _IN_USE:
            return Tie.NONE
        return Tie.SYSTEM if self.in_scope and counting else Tie.ORGANISATION

    def _evidence(self, path: str) -> tuple[str, ...]:
        note = self.notes.get(path)
        return note.evidence if note else ()


def _above(clause: str) -> Iterator[str]:
    """Yield the clauses above one: 6.1 and 6 above 6.1.2."""
    while clause := clause.rpartition(".")[0]:
        yield clause


def _rows(facts: FactBase, table: str) -> Iterator[_Row]:
    held = facts.look_up(table)
    yield from held if isinstance(held, tuple) else ()
