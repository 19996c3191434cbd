"""Where the documents print a fact, an outcome or a file: derived from what they declare, without making any."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import PRECONDITIONS_OPEN, STEPS_OPEN, open_name
from pipeline.model.deliverable import FIGURES, Block, BlockKind, Deliverable, Section
from pipeline.model.document_part import COVER, Part
from pipeline.model.fact import ROWS, Facts, asked_as
from pipeline.model.legislation import Requirement, Topic
from pipeline.model.questionnaire import Question
from pipeline.model.scalar import Kind
from pipeline.stages.evidence import REGISTER
from pipeline.stages.law_lists import LAW_BLOCKS
from pipeline.stages.law_reads import LawReads
from pipeline.stages.register_reads import RegisterReads

_COVER_FACTS = (
    *("organisation.id", "organisation.name", "system.id", "system.name", "system.version", "documents.status"),
    *("documents.prepared_by", "documents.approved_by", "documents.approved_on"),
)
_COVER_OUTCOMES = frozenset({"law.prohibited", "law.high_risk"})


class Prints(Struct, frozen=True, dict=True):
    """Tells the parts of documents; made once for a catalogue."""

    questions: Mapping[str, Question]
    requirements: Mapping[str, Requirement]
    facts: Facts
    reads: LawReads
    registers: RegisterReads
    catalogue: Catalogue

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Prints":
        """Gather what the parts of documents are derived from."""
        asked, law = catalogue.questionnaire, catalogue.legislation
        reads = LawReads.of(law, (path for path, fact in asked.facts.items() if fact.kind is Kind.TABLE))
        return cls(
            asked.by_id,
            {requirement.id: requirement for requirement in law.requirements},
            asked.facts,
            reads,
            RegisterReads(catalogue, reads),
            catalogue,
        )

    def parts(self, deliverable: Deliverable) -> tuple[Part, ...]:
        """Return the parts of a document: its cover, then section by section."""
        if deliverable.id not in self._known:
            sections = (self._section(section, deliverable) for section in deliverable.section)
            self._known[deliverable.id] = (self._cover(deliverable), *sections)
        return self._known[deliverable.id]

    @cached_property
    def _known(self) -> dict[str, tuple[Part, ...]]:
        """The parts of the documents that were asked for: they are the same for every system."""
        return {}

    def _cover(self, deliverable: Deliverable) -> Part:
        decides = self._decides(deliverable.due_when, deliverable.voluntary_when, deliverable=deliverable)
        classed = _named_by(topic for topic in self.catalogue.legislation.topics if topic.outcome in _COVER_OUTCOMES)
        known = Part(facts=frozenset(_COVER_FACTS), outcomes=classed)
        return Part.joined(COVER, self.catalogue.words["part_cover"], (known, decides, self._settles(deliverable)))

    def _section(self, section: Section, deliverable: Deliverable) -> Part:
        shown = self._decides(section.shown_when, section.left_out_when, deliverable=deliverable)
        blocks = [self._block(block, deliverable) for block in section.block]
        printed = Part.joined("", "", (shown, *blocks))
        asked = self._decides(*self._asked_when(printed.facts | printed.standings), deliverable=deliverable)
        return Part.joined(section.id, f"{section.label} {section.heading}".strip(), (printed, asked))

    def _block(self, block: Block, deliverable: Deliverable) -> Part:
        printed = {path for place, name in enumerate(block.facts) for path in self._printed(block, place, name)}
        own = Part(facts=frozenset(printed | set(block.facts_in_words)))
        decides = self._decides(block.when, deliverable=deliverable)
        return Part.joined("", "", (own, decides, self._of_kind(block, deliverable)))

    def _of_kind(self, block: Block, deliverable: Deliverable) -> Part:
        """Return what a block hangs on beside the facts that it names."""
        match block.kind:
            case BlockKind.REGISTER:
                return self.registers.of(block)
            case BlockKind.REQUIREMENT_INDEX:
                named = (name for section in deliverable.section for name in section.requirements)
                return self.registers.index(self.requirements[name] for name in named if name in self.requirements)
            case BlockKind.EVIDENCE_REGISTER:
                return Part(facts=self._columns(REGISTER, self.facts[REGISTER].columns))
            case BlockKind.LIST if not block.facts:
                return self._settles(deliverable)
        return self._of_law(block, deliverable) if block.kind in LAW_BLOCKS else Part()

    def _of_law(self, block: Block, deliverable: Deliverable) -> Part:
        """Return what a block hangs on that prints what the law makes of the system."""
        law = self.catalogue.legislation
        if block.kind in (BlockKind.DATES, BlockKind.OPEN_QUESTIONS):
            entries = law.milestones if block.kind is BlockKind.DATES else law.open_questions
            return self._decides(*(each.when for each in entries), deliverable=deliverable)
        if block.kind is BlockKind.OUTCOMES:
            return Part(outcomes=_named_by(law.topics))
        if block.kind is BlockKind.OPEN_ANSWERS:
            return Part(standings=self.reads.behind(topic.outcome for topic in law.topics))
        outcomes = _named_by(topic for topic in law.topics if topic.id == block.id) | set(block.outcomes)
        return Part(facts=self.reads.behind(outcomes), outcomes=outcomes)

    def _decides(self, *conditions: str, deliverable: Deliverable) -> Part:
        """Return what conditions read; of what is counted, what it is counted from."""
        text = " ".join(conditions)
        counted = [self._settles(deliverable)] if PRECONDITIONS_OPEN in text else []
        counted += [self.registers.steps()] if STEPS_OPEN in text else []
        documents = {each.document for each in self.requirements.values() if open_name(each.document) in text}
        if documents:
            counted.append(
                self.registers.index(each for each in self.requirements.values() if each.document in documents)
            )
        return Part.joined("", "", (self.reads.part(*conditions), *counted))

    def _settles(self, deliverable: Deliverable) -> Part:
        """Return what the preconditions of a document hang on."""
        return self._decides(*(entry.settled_when for entry in deliverable.precondition), deliverable=deliverable)

    def _asked_when(self, facts: frozenset[str]) -> Iterator[str]:
        """Yield the conditions under which facts are asked for: where they fail, a document says so."""
        for name in dict.fromkeys(map(asked_as, facts)):
            if question := self.questions.get(name):
                yield question.shown_if
                named = {f"{name}{ROWS}.{column.id}": column.shown_if for column in question.column}
                yield from (shown_if for path, shown_if in named.items() if name in facts or path in facts)

    def _printed(self, block: Block, place: int, path: str) -> Iterator[str]:
        fact = self.facts[path]
        if fact.kind is not Kind.TABLE:
            yield path
            return
        columns: Iterable[str] = block.columns or fact.columns
        if block.kind in FIGURES:
            columns = (block.outside if place else block.draws).values()
        yield from self._columns(path, columns)

    def _columns(self, table: str, columns: Iterable[str]) -> frozenset[str]:
        return frozenset(f"{table}{ROWS}.{column}" for column in columns)


def _named_by(topics: Iterable[Topic]) -> frozenset[str]:
    """Return the outcomes that topics print, and those from which their points of law and reasons come."""
    return frozenset(name for each in topics for name in (each.outcome, *each.points_of, *each.reasons_of))
