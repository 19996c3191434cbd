"""One part of a document, and what it hangs on: facts, how they stand, outcomes of the law, files."""

from collections.abc import Iterable

from msgspec import Struct

from pipeline.model.fact import ROWS, asked_as
from pipeline.model.fact_change import ChangeKind, EvidenceChange, FactChange

COVER = "cover"
"""Id of the part of a document that stands before its sections."""


class Part(Struct, frozen=True):
    """A section of a document or its cover, or one block of a section.

    ``facts`` are those whose values it prints, or that decide what it prints; of ``standings`` it tells only whether
    they are answered and by which evidence, of ``proven`` only the latter; ``outcomes`` are those of the law.
    """

    id: str = ""
    title: str = ""
    facts: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    proven: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()

    @classmethod
    def joined(cls, identity: str, title: str, parts: Iterable["Part"]) -> "Part":
        """Return one part that hangs on all that others hang on."""
        several = tuple(parts)
        return cls(
            identity,
            title,
            frozenset().union(*(part.facts for part in several)),
            frozenset().union(*(part.standings for part in several)),
            frozenset().union(*(part.proven for part in several)),
            frozenset().union(*(part.outcomes for part in several)),
        )

    def shows(self, change: FactChange) -> bool:
        """Tell whether it reads otherwise, or may, because a fact changed."""
        if change.kind is ChangeKind.EVIDENCE:
            return change.asked in {asked_as(fact) for fact in (*self.standings, *self.proven)}
        if change.settles and ROWS not in change.fact:
            # A row that came or went, or an answer that did, touches whatever is printed of the table.
            return change.fact in {asked_as(fact) for fact in (*self.facts, *self.standings)}
        if change.fact in self.facts:
            return True
        return change.settles and not self.standings.isdisjoint((change.fact, change.asked))

    def states(self, change: FactChange) -> bool:
        """Tell whether it hangs on the fact itself, not only on whether it is answered and by which evidence."""
        whole = change.kind is not ChangeKind.EVIDENCE and ROWS not in change.fact
        return change.fact in self.facts or (whole and self.shows_rows_of(change.fact))

    def shows_file(self, change: EvidenceChange) -> bool:
        """Tell whether it prints the digest or the picture of a file of the evidence folder that changed."""
        return not self.facts.isdisjoint(change.named_by)

    def shows_rows_of(self, table: str) -> bool:
        """Tell whether it prints rows of a table."""
        return any(asked_as(fact) == table and fact != table for fact in self.facts)
