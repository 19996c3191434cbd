"""The names on offer, put under the sections that bring them."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import Deliverable, Section
from pipeline.model.fact import ROWS
from pipeline.model.name_list import NameGroup, ReadyLoop
from pipeline.model.offer import SHADE, NameKind, Offered
from pipeline.stages.offer_names import title_of


def list_names(deliverable: Deliverable, names: Mapping[str, Offered], words: Mapping[str, str]) -> list[NameGroup]:
    """Return every name once, under the first section that brings it.

    Args:
        deliverable: its sections.
        names: all that is offered for it.
        words: fixed words.

    Returns:
        What every document has, each section in order, and last the conditions that a template need not ask for.
    """
    every = tuple(names.values())
    groups = [_group(words["fields_everywhere"], 1, (), _of_document(names), every)]
    always: list[Offered] = []
    for section in deliverable.section:
        conditions = list(_conditions(section, names))
        own = [each for each in names.values() if each.sections[:1] == (section.id,)]
        if section.shown_when == ALWAYS and section.left_out_when == NEVER:
            always += conditions
        else:
            own += conditions
        groups.append(_group(title_of(section), section.level, section.cites, own, every))
    return [*groups, _group(words["fields_always"], 1, (), always, every)]


def _of_document(names: Mapping[str, Offered]) -> Iterator[Offered]:
    return (each for path, each in names.items() if not each.sections and not path.startswith("sections."))


def _conditions(section: Section, names: Mapping[str, Offered]) -> Iterator[Offered]:
    return (names[f"sections.{section.id}.{name}"] for name in ("here", "shown", "note"))


def _group(
    heading: str, level: int, cites: tuple[str, ...], names: Iterable[Offered], every: tuple[Offered, ...]
) -> NameGroup:
    own = tuple(names)
    # A list that several sections print has all its entries in its one loop.
    loops = tuple(
        ReadyLoop(each, tuple(entry for entry in every if entry.looped == each.path and not _is_plain(entry)))
        for each in own
        if each.kind in (NameKind.TABLE, NameKind.LIST, NameKind.PICTURES)
    )
    return NameGroup(heading, level, cites, own, loops)


def _is_plain(entry: Offered) -> bool:
    """Tell whether a name is an item by itself, or a colour, which is no column."""
    return entry.path.endswith((ROWS, f"{ROWS}.{SHADE}"))
