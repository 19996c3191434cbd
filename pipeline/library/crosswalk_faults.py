"""Whether a crosswalk names only what there is, and gives credit only where the law takes it; else a sentence each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.library.alone import Alone
from pipeline.library.known import KnownNames
from pipeline.library.references import Held, condition_faults, in_each_edition
from pipeline.model.crosswalk import (
    Alignment,
    Belief,
    CriticalGap,
    Crosswalk,
    Duty,
    Link,
    Relation,
    Weight,
    is_part_of,
)
from pipeline.model.inquiry import InquiryBook
from pipeline.model.legislation import Legislation

_FILES = {
    "sources": "sources",
    "elements": "elements",
    "links": "links",
    "duties": "duties",
    "weights": "weights",
    "beliefs": "beliefs",
    "alignment": "alignment",
    "critical": "critical-gaps",
    "situations": "situations",
    "standings": "standings",
}
"""The file that holds each kind of entry, by the name of its list."""


def crosswalk_faults(crosswalk: Crosswalk, book: InquiryBook) -> list[str]:
    """Tell what is wrong with what is declared on a standard and the law.

    Args:
        crosswalk: the shipped entries with those of the firm.
        book: the law in all its editions, and the questionnaire.
    """
    alone, known = Alone.of(book), _Known.of(crosswalk, book)
    told = [*_twice(crosswalk)]
    for place, entry in _each(crosswalk):
        told += [f"{place}: {fault}" for fault in (*alone.faults(entry), *known.faults(entry))]

    def within(_: Legislation, names: KnownNames) -> Iterator[str]:
        for place, entry in _each(crosswalk):
            yield from (f"{place}: {fault}" for fault in condition_faults(entry, names))

    return told + in_each_edition(book, within)


def _each(crosswalk: Crosswalk) -> Iterator[Held]:
    """Yield every entry after its file and its id there."""
    for name, file in _FILES.items():
        yield from ((f"crosswalks: {file}.toml {entry.id}", entry) for entry in getattr(crosswalk, name))


def _twice(crosswalk: Crosswalk) -> Iterator[str]:
    for place, count in Counter(place for place, _ in _each(crosswalk)).items():
        if count > 1:
            yield f"{place}: id: stands twice"
    for cited, count in Counter(cited for weight in crosswalk.weights for cited in weight.cites).items():
        if count > 1:
            yield f"crosswalks: weights.toml: cites: {cited} is weighed twice"


class _Known(Struct, frozen=True):
    """What entries of a crosswalk may name."""

    crosswalk: Crosswalk
    milestones: frozenset[str]
    elements: frozenset[str]
    duties: frozenset[str]
    sources: frozenset[str]
    beside: frozenset[str]

    @classmethod
    def of(cls, crosswalk: Crosswalk, book: InquiryBook) -> "_Known":
        return cls(
            crosswalk,
            milestones=frozenset(milestone.id for milestone in book.law.milestones),
            elements=frozenset(element.id for element in crosswalk.elements),
            duties=frozenset(duty.id for duty in crosswalk.duties),
            sources=frozenset(source.id for source in crosswalk.sources),
            beside=frozenset(row.id for row in crosswalk.alignment) | {gap.id for gap in crosswalk.critical},
        )

    def faults(self, entry: object) -> Iterator[str]:
        """Yield what an entry names that there is not, and the credit that it gives where the law takes none."""
        match entry:
            case Link():
                if entry.element not in self.elements:
                    yield f"element: {entry.element} is no element of the standard"
                yield from self._claims(entry.cites, entry.sources)
                if entry.relation is Relation.PARTIAL:
                    yield from (f"relation: {cited} takes no credit" for cited in entry.cites if self._is_bare(cited))
            case Duty():
                yield from self._claims(entry.cites, entry.sources)
            case Weight():
                yield from _strange("milestones", entry.milestones, self.milestones, "milestone")
            case Belief():
                yield from _strange("about", entry.about, self.beside, "row of the alignment and no critical gap")
            case Alignment():
                parts = (part for part in entry.elements if not any(is_part_of(each, part) for each in self.elements))
                yield from (f"elements: nothing of the standard is {part} or lies below it" for part in parts)
            case CriticalGap():
                yield from _strange("duties", entry.duties, self.duties, "duty")

    def _claims(self, cites: Iterable[str], sources: str) -> Iterator[str]:
        yield from (f"cites: {cited} has no weight" for cited in cites if not self.crosswalk.weights_of(cited))
        yield from _strange("sources", _codes(sources), self.sources, "source")

    def _is_bare(self, cited: str) -> bool:
        return not all(weight.takes_credit for weight in self.crosswalk.weights_of(cited))


def _strange(key: str, names: Iterable[str], known: frozenset[str], kind: str) -> Iterator[str]:
    return (f"{key}: {name} is no {kind}" for name in names if name not in known)


def _codes(sources: str) -> Iterator[str]:
    """Yield the codes of sources, without what is remarked in brackets."""
    return (source.partition(" ")[0] for source in sources.split("; ") if source)
