"""Why a document is made anew, in words: what it prints, its template, the edition of the law, the tool."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pipeline.build.identity import OUTPUT_VERSION
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact_change import Differences, Snapshot
from pipeline.model.manifest import Made
from pipeline.stages.beside_zones import beside_zones
from pipeline.stages.fact_changes import compare_snapshots
from pipeline.stages.prints import Prints
from pipeline.stages.why_stale import why_stale
from pipeline.stages.wording import Wording

OTHERWISE = "it would read otherwise, and none of the recorded answers, files, templates or editions explains why"
UNKNOWN = "what it was made from is not recorded any more, so what changed in it cannot be told"
_ANOTHER_BASE = "it reports on another revision, or compares it with another one"
_SHOWN = 3
"""So many changes stand in the one line that a build gives."""


_LAST: list["Reasoner"] = []
"""The last one made; nothing in it belongs to a system."""


class Reasoner(Struct, frozen=True):
    """Says why documents are made anew; one serves all systems, since where documents print a fact costs time."""

    catalogue: Catalogue
    prints: Prints

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Reasoner":
        """Make one for a catalogue."""
        return cls(catalogue, Prints.of(catalogue))

    def differences(self, language: str, before: Snapshot | None, after: Snapshot) -> Differences | None:
        """Return what differs, in the words of a language; the same for all documents that were made from one state.

        Args:
            language: of the documents.
            before: the system as it was when they were made, or None where that is not recorded.
            after: the system as it is.
        """
        return compare_snapshots(before, after, self.catalogue, self._wording(language)) if before else None

    def beside(self, deliverable: Deliverable, differences: Differences | None) -> Mapping[str, str]:
        """Return what to remark on the free text in each zone of a document, by its key."""
        if differences is None or deliverable.follows:
            return {}
        return beside_zones(deliverable, differences, self.prints, self._wording(deliverable.languages[0]))

    def reasons(
        self, deliverable: Deliverable, differences: Differences | None, made: Made, template_sha256: str
    ) -> tuple[str, ...]:
        """Say why a document whose key changed would be made anew.

        Args:
            deliverable: whose document it is.
            differences: since the document was made; None where that is not recorded.
            made: the record of the document.
            template_sha256: of the template that would be used now; empty where it has none.

        Returns:
            At least one reason.
        """
        found = why_stale(deliverable, differences, self.prints) if differences else ()
        several = (*found, *_of_the_making(made, self.catalogue, template_sha256))
        return several or ((_ANOTHER_BASE if deliverable.follows else OTHERWISE,) if differences else (UNKNOWN,))

    def _wording(self, language: str) -> Wording:
        return Wording(language, self.catalogue.words, self.catalogue.questionnaire.choices)


def reasoner_for(catalogue: Catalogue) -> Reasoner:
    """Return the one of a catalogue: a worker makes many systems from the same, one after the other."""
    if not _LAST or _LAST[0].catalogue is not catalogue:
        _LAST[:] = [Reasoner.of(catalogue)]
    return _LAST[0]


def in_short(because: Sequence[str]) -> str:
    """Return reasons in one line: how many there are, and the first of them."""
    shown = "; ".join(because[:_SHOWN])
    if len(because) == 1:
        return f"changed: {shown}"
    rest = f"; and {len(because) - _SHOWN} more" if len(because) > _SHOWN else ""
    return f"{len(because)} changes: {shown}{rest}"


def _of_the_making(made: Made, catalogue: Catalogue, template_sha256: str) -> Iterator[str]:
    """Yield what differs in what a document is made with; what an older version did not record is passed over."""
    edition = catalogue.legislation.edition
    if made.edition and made.edition != edition:
        yield f"edition of the law: {made.edition} -> {edition}"
    if made.template_sha256 and made.template_sha256 != template_sha256:
        yield "its template is another one"
    if made.firm != catalogue.firm.name and made.template_sha256:
        yield f"it goes out in the name of {catalogue.firm.name or 'no firm'}, not of {made.firm or 'no firm'}"
    if made.output_version and made.output_version != OUTPUT_VERSION:
        yield "this version of the tool lays it out in another way"
