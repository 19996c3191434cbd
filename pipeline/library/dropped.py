"""What a firm's deliverable no longer holds of what the shipped one prints because the law asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import Block, BlockKind, Deliverable, Section
from pipeline.model.inquiry import InquiryBook

_OF_FACTS = frozenset({BlockKind.TEXT, BlockKind.FACTS, BlockKind.TABLE, BlockKind.LIST, BlockKind.PICTURE})


class Dropped(Struct, frozen=True):
    """Something that the law asks for and a firm's deliverable does not print.

    ``section`` is that of the shipped deliverable, ``requirements`` what it answers, ``cites`` its points of law.
    """

    section: str
    requirements: tuple[str, ...]
    cites: tuple[str, ...]
    why: str

    def told(self, cites_of: Mapping[str, tuple[str, ...]]) -> str:
        """Return a sentence that names the points of law.

        Args:
            cites_of: the points of law of each requirement, by its id.
        """
        named = dict.fromkeys(chain.from_iterable(cites_of.get(name, ()) for name in self.requirements))
        cites = ", ".join(named or self.cites)
        place = f"section {self.section}: " if self.section else ""
        return f"{place}{cites} would be missing from this document: {self.why}"


def dropped_faults(own: Iterable[Deliverable], shipped: Mapping[str, Deliverable], book: InquiryBook) -> Iterator[str]:
    """Yield what the deliverables that take the place of shipped ones no longer hold, each with its file.

    Args:
        own: every deliverable, those of a firm among them.
        shipped: the shipped ones by id; a document under an id of its own takes nobody's place.
        book: the law, for the points of law of each requirement.
    """
    cites_of = {entry.id: entry.cites for entry in book.law.requirements}
    for entry in own:
        below = shipped.get(entry.id, entry)
        if below != entry:
            told = (f"{entry.id}/deliverable.toml: {each.told(cites_of)}" for each in dropped_by(entry, below))
            yield from dict.fromkeys(told)


def dropped_by(own: Deliverable, shipped: Deliverable) -> tuple[Dropped, ...]:
    """Return what a firm's deliverable leaves out; what it adds, words anew or moves is its own affair.

    Args:
        own: the firm's, all that it extends laid below it.
        shipped: the one whose place it takes.
    """
    return tuple(chain(_of_sections(own, shipped), _of_document(own, shipped)))


def _of_document(own: Deliverable, shipped: Deliverable) -> Iterator[Dropped]:
    for key in ("due_when", "voluntary_when", "despite", "document"):
        if getattr(own, key) != getattr(shipped, key):
            yield Dropped("", (), shipped.cites, f"{key} says when and for what the law wants it, and is not a firm's")
    kept = {(entry.id, entry.settled_when) for entry in own.precondition}
    for entry in shipped.precondition:
        if (entry.id, entry.settled_when) not in kept:
            why = f"the precondition {entry.id} no longer has to be settled before signature"
            yield Dropped("", (), entry.cites or shipped.cites, why)


def _of_sections(own: Deliverable, shipped: Deliverable) -> Iterator[Dropped]:
    blocks = [block for section in own.section for block in section.block]
    for section in shipped.section:
        homes = {name: _homes(name, section, own) for name in section.requirements}
        held = tuple(name for name, several in homes.items() if several)
        lost = tuple(name for name in homes if _is_lost(name, section, own, shipped))
        if lost:
            yield Dropped(section.id, lost, section.cites, f"no section answers {', '.join(lost)} in its place")
        if not held:
            continue
        several = list({home.id: home for name in held for home in homes[name]}.values())
        if section.block and not any(home.block for home in several):
            yield Dropped(section.id, held, section.cites, "its section is empty")
            continue
        whys = (*_conditions(several, section), *chain.from_iterable(_lost(block, blocks) for block in section.block))
        yield from (Dropped(section.id, held, section.cites, why) for why in dict.fromkeys(whys))


def _is_lost(requirement: str, section: Section, own: Deliverable, shipped: Deliverable) -> bool:
    """Tell whether fewer sections than the shipped ones answer a requirement, and that of this id no longer does."""
    answering, before = (
        [each.id for each in whole.section if requirement in each.requirements] for whole in (own, shipped)
    )
    return len(answering) < len(before) and section.id not in answering


def _homes(requirement: str, section: Section, own: Deliverable) -> list[Section]:
    """Return where a firm answers what a shipped section does: in the section of its id, else in any other."""
    several = [each for each in own.section if requirement in each.requirements]
    return [each for each in several if each.id == section.id] or several


def _conditions(homes: list[Section], section: Section) -> Iterator[str]:
    """Tell a condition of the firm's own, unless the section prints always, or another one prints the same always."""
    for key, free in (("shown_when", ALWAYS), ("left_out_when", NEVER)):
        if all(getattr(home, key) not in (getattr(section, key), free) for home in homes):
            yield f"section {homes[0].id} is printed on a condition of the firm's own ({key})"


def _lost(block: Block, own: list[Block]) -> Iterator[str]:
    """Yield what of a shipped block none of the firm's blocks prints."""
    for path in block.facts:
        yield from _lost_fact(path, block, own)
    for path in block.facts_in_words:
        if not any(path in (*each.facts, *each.facts_in_words) for each in own):
            yield f"{path} is not printed"
    if block.kind is BlockKind.ZONE:
        # The law asks for none of them.
        return
    if block.kind is BlockKind.STATEMENT:
        if not any(each.kind is block.kind and (each.id, each.when) == (block.id, block.when) for each in own):
            yield f"the statement {block.id or block.words.split('.')[0].strip()!r} is not made"
    elif block.kind not in _OF_FACTS or (block.kind is BlockKind.LIST and not block.facts):
        same = [each for each in own if (each.kind, each.id, each.outcomes) == (block.kind, block.id, block.outcomes)]
        if not same:
            yield f"the {f'{block.kind.value} {block.id}'.strip()} is not printed"
        elif strange := {column.id for column in block.column} - {col.id for each in same for col in each.column}:
            yield f"the register {block.id} has no column {', '.join(sorted(strange))}"


def _lost_fact(path: str, block: Block, own: list[Block]) -> Iterator[str]:
    same = [each for each in own if path in each.facts and each.when in (block.when, ALWAYS)]
    if not same and not any(path in each.facts_in_words for each in own):
        yield f"{path} is not printed"
    elif same and all(each.columns for each in same):
        printed = {name for each in same for name in each.columns}
        missing = sorted(set(block.columns) - printed)
        if not block.columns:
            yield f"{path} is printed with some of its columns only"
        elif missing:
            yield f"{path} is printed without {', '.join(missing)}"
