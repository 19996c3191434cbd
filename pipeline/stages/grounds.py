"""What is known of each requirement and duty before any system is looked at: worked out once for a catalogue."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.crosswalk import Crosswalk, Duty, Effect, Link, at_or_above
from pipeline.model.legislation import Force, Requirement, Service
from pipeline.stages.weigh import Weights

_OWED = (Force.MANDATORY,)


class Linked(Struct, frozen=True):
    """A link that lends to an item, and whether it is credited there at all."""

    link: Link
    credited: bool


class Ground(Struct, frozen=True):
    """One item as it is declared: what an open one means in law, and what the standard has to do with it."""

    cites: tuple[str, ...]
    effect: Effect
    linked: tuple[Linked, ...]


class Grounds(Struct, frozen=True):
    """All items of a catalogue: ``requirements`` in order, each item by its id, and what lies below each duty.

    ``below`` are the ids of requirements by that of the duty: those that say something of it.
    """

    requirements: tuple[Requirement, ...]
    of: Mapping[str, Ground]
    below: Mapping[str, tuple[str, ...]]
    weights: Weights

    @classmethod
    def gather(cls, catalogue: Catalogue) -> "Grounds":
        """Work it out."""
        law, crosswalk, weights = catalogue.legislation, catalogue.crosswalk, catalogue.crosswalk.once(Weights.of)
        requirements = tuple(entry for entry in law.requirements if _is_item(entry))
        # What documents state of themselves, or repeat, says nothing of the duties above it.
        telling = {
            entry.id: frozenset(place for cite in entry.cites for place in at_or_above(cite))
            for entry in requirements
            if entry.served_by not in (Service.STATEMENT, Service.DERIVED)
        }
        links = _by_cite(crosswalk)
        uncovered = frozenset(cite for duty in crosswalk.duties for cite in duty.cites)
        every: tuple[Requirement | Duty, ...] = (*requirements, *crosswalk.duties)
        return cls(
            requirements,
            {entry.id: _ground(entry.cites, links, uncovered, weights) for entry in every},
            {
                duty.id: tuple(name for name, places in telling.items() if not places.isdisjoint(duty.cites))
                for duty in crosswalk.duties
            },
            weights,
        )


def _is_item(requirement: Requirement) -> bool:
    return requirement.force in _OWED and requirement.served_by is not Service.NONE


def _by_cite(crosswalk: Crosswalk) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = {}
    for link in crosswalk.links:
        for cite in link.cites:
            links.setdefault(cite, []).append(link)
    return links


def _ground(
    cites: tuple[str, ...], links: Mapping[str, Iterable[Link]], uncovered: frozenset[str], weights: Weights
) -> Ground:
    weight = weights.at(cites[0])
    effect = weight.effect if weight else Effect.PAPER
    return Ground(cites, effect, tuple(_linked(cites, links, uncovered, weights)))


def _linked(
    cites: tuple[str, ...], links: Mapping[str, Iterable[Link]], uncovered: frozenset[str], weights: Weights
) -> Iterator[Linked]:
    for link in {link.id: link for cite in cites for link in links.get(cite, ())}.values():
        at = next(cite for cite in cites if cite in link.cites)
        yield Linked(link, at not in uncovered and weights.takes_credit(at))
