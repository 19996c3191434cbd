"""Which documents of the evidence register count for a system, and on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from pipeline.model.condition_text import AS_OF
from pipeline.rules.fact_base import FactBase

REGISTER = "evidence"
"""Path of the evidence register."""


class Proof(Struct, frozen=True):
    """One document of the register as it stands for one system.

    ``valid``: it has not run out, and is not dated after the day of reading; ``names_system``: it belongs to the
    system or names it; ``names_any``: it belongs to a system or names one at all.
    """

    id: str
    valid: bool
    names_system: bool
    names_any: bool

    @property
    def counts(self) -> bool:
        """Whether it proves anything for the system."""
        return self.valid and self.names_system


def proofs(facts: FactBase, shared: Iterable[str]) -> dict[str, Proof]:
    """Return every document of the evidence register by id.

    Args:
        facts: of one system, with the day on which the law is read.
        shared: paths of the rows that the organisation's workbook answers. A document of the system's own workbook
            that names no system belongs to that one; one of the organisation's then belongs to none.
    """
    system, day = facts.look_up("system.id"), facts.look_up(AS_OF)
    of_all = frozenset(shared)
    rows = facts.look_up(REGISTER)
    return {
        row["id"]: _proof(row, system, day, is_shared=f"{REGISTER}[{row['id']}]" in of_all)
        for row in (rows if isinstance(rows, tuple) else ())
    }


def _proof(row: Mapping[str, Any], system: object, day: object, *, is_shared: bool) -> Proof:
    named = row.get("systems", ())
    own = not is_shared and not named
    today = day if isinstance(day, date) else None
    ends, begins = row.get("valid_until"), row.get("date")
    valid = today is None or not ((ends and ends < today) or (begins and begins > today))
    return Proof(row["id"], valid, own or system in named, own or bool(named))
