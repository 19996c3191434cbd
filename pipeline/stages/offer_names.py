"""From a deliverable's declaration to every name that a template of it may use, as `compose` fills them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import ALWAYS
from pipeline.model.deliverable import (
    FIGURES,
    Block,
    BlockKind,
    Deliverable,
    Section,
    figure_name,
    law_list,
    rows_name,
    statement_id,
    tag_name,
    words_hold_facts,
)
from pipeline.model.fact import ROWS
from pipeline.model.list_entries import (
    DECIDING_ANSWERS,
    LISTS_OF_LAW,
    OUTCOME_FACTS,
    OUTCOME_OPEN,
    OUTCOME_REASONS,
    REGISTERS_OF_A_DOCUMENT,
    ListEntries,
)
from pipeline.model.offer import SHADE, NameKind, Offered
from pipeline.model.scalar import Kind
from pipeline.stages.describe_fact import describe, describe_entry

PRECONDITIONS = "lists.preconditions"
DRAFT_MARK = "document.draft_mark"

_DOCUMENT = {
    "title": "",
    "subtitle": "",
    "number": "",
    "revision": "",
    "status": "documents.status",
    "draft_mark": "",
    "edition": "",
    "checked_on": "",
    "provider": "organisation.name",
    "system": "system.name",
    "system_version": "system.version",
    "classification": "",
    "prepared_by": "documents.prepared_by",
    "approved_by": "documents.approved_by",
    "approved_on": "documents.approved_on",
}
"""What a document says of itself, with the fact that it prints."""

_FIRM = {
    "name": NameKind.TEXT,
    "address": NameKind.LIST,
    "address_in_line": NameKind.TEXT,
    "contact": NameKind.TEXT,
    "classification": NameKind.TEXT,
}
"""What a document says of the firm in whose name it goes out."""


def offered_names(deliverable: Deliverable, catalogue: Catalogue) -> Mapping[str, Offered]:
    """Return every name that the context of a deliverable may hold, by path.

    Args:
        deliverable: its sections and blocks.
        catalogue: law, questions and fixed words, which say what each name means.

    Returns:
        The names in the order in which they are printed: those of every document first, then section by section.
    """
    names = _Names(catalogue)
    names.of_document(deliverable)
    for section in deliverable.section:
        names.of_section(section)
        for index, block in enumerate(section.block):
            for each in names.of_block(section, index, block):
                names.put(each, section)
    return names.found


class _Names(Struct):
    """Gathers the names of one deliverable."""

    catalogue: Catalogue
    found: dict[str, Offered] = field(default_factory=dict)

    def put(self, name: Offered, section: Section) -> None:
        """Take a name up; one that several sections bring is there where any of them is."""
        known = self.found.get(name.path)
        if known is None:
            self.found[name.path] = replace(name, sections=(section.id,), cites=section.cites or name.cites)
        elif known.sections and section.id not in known.sections:
            cites = tuple(dict.fromkeys((*known.cites, *section.cites)))
            self.found[name.path] = replace(known, sections=(*known.sections, section.id), cites=cites)

    def of_document(self, deliverable: Deliverable) -> None:
        """Take up what every document holds, whatever it declares."""
        words, labels = self.catalogue.words, self.catalogue.style.words
        for name, fact in _DOCUMENT.items():
            path = f"document.{name}"
            label = words.get(f"name_{name}") or getattr(labels, name)
            of_fact = describe(fact, path, self.catalogue) if fact else Offered(path, NameKind.TEXT, label)
            self.found[path] = replace(of_fact, label=label, meaning=words[f"name_{name}_means"])
        cites = tuple(dict.fromkeys(cite for each in deliverable.precondition for cite in each.cites))
        means = words["name_preconditions_means"]
        self.found[PRECONDITIONS] = Offered(PRECONDITIONS, NameKind.LIST, labels.preconditions, means, cites=cites)
        self.found[f"{PRECONDITIONS}{ROWS}"] = replace(
            self.found[PRECONDITIONS], path=f"{PRECONDITIONS}{ROWS}", kind=NameKind.TEXT
        )
        for each in (*self._rows("revisions", BlockKind.REVISION_TABLE), *self._firm()):
            self.found[each.path] = each

    def _firm(self) -> Iterator[Offered]:
        """Yield what firm.toml says of the firm in whose name documents go out; empty where none does."""
        words = self.catalogue.words
        for name, kind in _FIRM.items():
            label, means = words[f"name_firm_{name}"], words[f"name_firm_{name}_means"]
            yield Offered(f"firm.{name}", kind, label, means)
            if kind is NameKind.LIST:
                yield Offered(f"firm.{name}{ROWS}", NameKind.TEXT, label, means)

    def of_section(self, section: Section) -> None:
        """Take up whether a section is printed, and why it is not."""
        words = self.catalogue.words
        kinds = {"here": NameKind.SWITCH, "shown": NameKind.SWITCH, "note": NameKind.TEXT}
        for name, kind in kinds.items():
            path, means = f"sections.{section.id}.{name}", words[f"name_section_{name}_means"]
            self.found[path] = Offered(path, kind, title_of(section), means, cites=section.cites)

    def of_block(self, section: Section, index: int, block: Block) -> Iterator[Offered]:
        """Yield the names that a block brings."""
        if block.kind in FIGURES:
            means = self.catalogue.words["name_figure_means"]
            yield Offered(f"figures.{figure_name(block)}", NameKind.TEXT, block.caption, means)
            return
        for path in block.facts:
            yield from self._fact(path, block)
        if block.kind is BlockKind.STATEMENT or words_hold_facts(block.words):
            yield from self._statement(statement_id(section, index, block), block)
        elif block.kind in (BlockKind.REQUIREMENT_INDEX, BlockKind.EVIDENCE_REGISTER):
            yield from self._rows(REGISTERS_OF_A_DOCUMENT[block.kind][0], block.kind)
        elif block.kind is BlockKind.REGISTER:
            yield from self._register(block)
        elif block.kind in LISTS_OF_LAW:
            yield from self._law(block)

    def _fact(self, path: str, block: Block) -> Iterator[Offered]:
        fact = self.catalogue.questionnaire.facts[path]
        if fact.kind is Kind.TABLE:
            name = rows_name(path, block)
            yield describe(path, name, self.catalogue, NameKind.TABLE)
            columns = block.columns or fact.columns
            for column in ("id", *(column for column in columns if column != "id")):
                yield describe_entry(path, column, f"{name}{ROWS}.{column}", self.catalogue)
            return
        yield describe(path, path, self.catalogue)
        several = {BlockKind.LIST: NameKind.LIST, BlockKind.PICTURE: NameKind.PICTURES}
        if kind := several.get(block.kind):
            name = f"{'lists' if kind is NameKind.LIST else 'pictures'}.{tag_name(path)}"
            yield describe(path, name, self.catalogue, kind)
            yield describe(path, f"{name}{ROWS}", self.catalogue)

    def _statement(self, name: str, block: Block) -> Iterator[Offered]:
        label, meaning = self.catalogue.words["name_statement"], " ".join(block.words.split())
        if block.when == ALWAYS:
            yield Offered(f"statements.{name}", NameKind.TEXT, label, meaning)
        else:
            yield Offered(f"lists.{name}", NameKind.LIST, label, self.catalogue.words["name_conditional_means"])
            yield Offered(f"lists.{name}{ROWS}", NameKind.TEXT, label, meaning)

    def _rows(self, name: str, kind: BlockKind) -> Iterator[Offered]:
        yield from self._list(name, REGISTERS_OF_A_DOCUMENT[kind][1], self.catalogue.words[f"name_{name}"])

    def _list(self, name: str, entries: ListEntries, label: str) -> Iterator[Offered]:
        yield Offered(name, NameKind.TABLE, label)
        for entry in entries.names:
            path = f"{name}{ROWS}.{entry}"
            if entry == SHADE:
                yield self._shade(path)
            else:
                yield Offered(path, NameKind.TEXT, getattr(self.catalogue.style.words, entries.words[entry]))

    def _shade(self, path: str) -> Offered:
        words = self.catalogue.words
        return Offered(path, NameKind.TEXT, words["name_shade"], words["name_shade_means"])

    def _register(self, block: Block) -> Iterator[Offered]:
        name = f"lists.{law_list(block)}"
        yield Offered(name, NameKind.TABLE, block.caption or self.catalogue.words["name_register"])
        for column in block.column:
            yield Offered(f"{name}{ROWS}.{column.id}", NameKind.TEXT, column.label)
        if block.shaded:
            yield self._shade(f"{name}{ROWS}.{SHADE}")

    def _law(self, block: Block) -> Iterator[Offered]:
        name, labels = f"lists.{law_list(block)}", self.catalogue.style.words
        topics = {topic.id: topic.title for topic in self.catalogue.legislation.topics}
        label = block.caption or topics.get(block.id) or self.catalogue.words["name_register"]
        for each in self._list(name, LISTS_OF_LAW[block.kind], label):
            # Of one topic the day is empty where the law names none, which is not a fact that is missing.
            is_day = block.kind is BlockKind.OUTCOME and each.path.endswith(f"{ROWS}.from")
            yield replace(each, may_be_asked=is_day)
        if block.kind is BlockKind.OUTCOME:
            for ending, said in ((OUTCOME_REASONS, labels.reasons), (OUTCOME_OPEN, labels.still_open)):
                yield Offered(f"{name}{ending}", NameKind.LIST, said)
                yield Offered(f"{name}{ending}{ROWS}", NameKind.TEXT, said)
            yield from self._list(f"{name}{OUTCOME_FACTS}", DECIDING_ANSWERS, labels.deciding)


def title_of(section: Section) -> str:
    """Return the heading of a section as it is printed."""
    return f"{section.label} {section.heading}".strip()
