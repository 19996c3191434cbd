"""Whether declarations name only what there is, in each edition of the law; else a sentence for each that does not.

They are checked when they are parsed: a copy of what was parsed is kept, so that a run pays for it once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from pipeline.library.alone import Alone
from pipeline.library.conditions import conditions_of
from pipeline.library.figure_faults import figure_faults
from pipeline.library.known import KnownNames
from pipeline.library.period_faults import period_faults
from pipeline.model.deliverable import FIGURES, Block, BlockKind, Deliverable, words_hold_facts, zone_key
from pipeline.model.fact import ROWS
from pipeline.model.inquiry import InquiryBook
from pipeline.model.law_book import stands
from pipeline.model.legislation import DecisionTable, Legislation, OpenQuestion, Policy, ShortNames, Topic
from pipeline.model.questionnaire import FormSection
from pipeline.model.register_names import entries_of

Held = tuple[str, object]
"""A declaration as a record, after its file and its id there."""

_DATES = "dates"
"""What an open question may concern beside the topics."""


def inquiry_faults(held: Iterable[Held], book: InquiryBook) -> list[str]:
    """Tell what is wrong among the declarations of the law and of the questionnaire.

    Args:
        held: every declaration of every edition.
        book: the same as they are read.
    """
    every, alone = list(_each(held)), Alone.of(book)
    told = [
        f"{place}: {fault}" for place, entry in every for fault in (*alone.faults(entry), *period_faults(entry, book))
    ]

    def within(law: Legislation, known: KnownNames) -> Iterator[str]:
        standing = [(place, part) for place, entry in every if (part := _part(entry, law.text_state)) is not None]
        yield from _twice(standing)
        yield from (f"{place}: {fault}" for place, entry in standing for fault in _of_inquiry(entry, known))

    return told + in_each_edition(book, within)


def _each(held: Iterable[Held]) -> Iterator[Held]:
    """Yield declarations with the questions of each sheet by themselves."""
    for place, entry in held:
        if isinstance(entry, FormSection):
            yield from ((f"{place} {question.id}", question) for question in entry.question)
        else:
            yield place, entry


def document_faults(documents: Iterable[Deliverable], book: InquiryBook) -> list[str]:
    """Tell what deliverables name that there is not.

    Args:
        documents: the deliverables.
        book: the law in all its editions, and the questionnaire.
    """
    declared = list(documents)
    gates, duties = {gate.id for gate in book.law.gates}, {entry.id for entry in book.law.requirements}
    told = []
    for entry in declared:
        named = (name for section in entry.section for name in section.requirements)
        told += [f"{_file(entry)}: despite: {name} is no gate" for name in entry.despite if name not in gates]
        told += [f"{_file(entry)}: requirements: {name} is none" for name in named if name not in duties]

    def within(_: Legislation, known: KnownNames) -> Iterator[str]:
        for entry in declared:
            faults = (*condition_faults(entry, known, counts=True), *_blocks(entry, known))
            yield from (f"{_file(entry)}: {fault}" for fault in faults)

    return told + in_each_edition(book, within)


def _file(entry: Deliverable) -> str:
    return f"{entry.id}/deliverable.toml"


def in_each_edition(book: InquiryBook, within: Callable[[Legislation, KnownNames], Iterator[str]]) -> list[str]:
    """Tell each fault once; where it is none in every edition, in which it is one."""
    found: dict[str, list[str]] = {}
    for edition in book.law.editions:
        # The day on which an edition is read changes no name.
        law = book.law.read(edition, date.min)
        for fault in dict.fromkeys(within(law, KnownNames.of(law, book.questionnaire))):
            found.setdefault(fault, []).append(edition.id)
    everywhere = len(book.law.editions)
    return [fault if len(ids) == everywhere else f"{fault} in {', '.join(ids)}" for fault, ids in found.items()]


def _part(entry: object, state: str) -> object | None:
    """Return what of a declaration stands in a text of the law: all of it where it says nothing of editions."""
    if not hasattr(entry, "since"):
        return entry
    if not stands(entry, state):  # type: ignore[arg-type]  # what has the one day has the other
        return None
    if isinstance(entry, DecisionTable):
        return replace(entry, row=tuple(row for row in entry.row if stands(row, state)))
    return entry


def _twice(standing: Iterable[Held]) -> Iterator[str]:
    """Tell what has the id of another entry of its kind in the same edition."""
    held = [(place, getattr(entry, "id", ""), entry) for place, entry in standing]
    named = Counter((type(entry), name) for _, name, entry in held if name)
    decided = Counter(entry.output for _, _, entry in held if isinstance(entry, DecisionTable))
    for place, name, entry in held:
        if named[type(entry), name] > 1:
            yield f"{place}: id: stands twice"
        if isinstance(entry, DecisionTable):
            rows = Counter(row.id for row in entry.row)
            yield from (f"{place}: row {row}: stands twice" for row, count in rows.items() if count > 1)
            if decided[entry.output] > 1:
                yield f"{place}: output: {entry.output} is decided twice"


def condition_faults(entry: object, known: KnownNames, *, counts: bool = False) -> Iterator[str]:
    """Yield what is wrong with the conditions of one declaration in one edition, each with its key."""
    for stated in conditions_of(entry, known.outcomes):
        yield from (f"{stated.key}: {why}" for why in known.strangers(stated, counts=counts))


def _of_inquiry(entry: object, known: KnownNames) -> Iterator[str]:
    match entry:
        case DecisionTable():
            earlier = known.before(entry.output)
            yield from condition_faults(entry, earlier)
            if entry.policy is Policy.GATHER and not earlier.outcomes.get(entry.of):
                yield f"of: {entry.of or 'nothing'} is not decided before, for each row of a table"
        case ShortNames():
            yield from condition_faults(entry, known.answers())
            strange = ((name, known.stranger(path)) for name, path in entry.names.items())
            yield from (f"names: {name}: {why}" for name, why in strange if why)
        case Topic():
            yield from _topic(entry, known)
        case _:
            yield from condition_faults(entry, known)
    if isinstance(entry, OpenQuestion):
        strange_ones = sorted({*entry.concerns} - known.topics - {_DATES})
        yield from (f"concerns: {name} is no topic" for name in strange_ones)


def _topic(topic: Topic, known: KnownNames) -> Iterator[str]:
    """Tell the outcomes of a topic that no table decides; its own is one for the whole system."""
    yield from _outcome(topic.outcome, "outcome", known)
    for key in ("points_of", "reasons_of", "through"):
        names: tuple[str, ...] = getattr(topic, key)
        yield from (f"{key}: {name} is decided by no table" for name in names if name not in known.outcomes)


def _outcome(name: str, key: str, known: KnownNames) -> Iterator[str]:
    if name not in known.outcomes:
        yield f"{key}: {name} is decided by no table"
    elif table := known.outcomes[name]:
        yield f"{key}: {name} is decided for each row of {table}, not once"


def _blocks(document: Deliverable, known: KnownNames) -> Iterator[str]:
    sections = {section.id for section in document.section}
    keys = Counter(zone_key(each, block) for each in document.section for block in each.block if _is_zone(block))
    yield from (f"the zone {key} is there twice; give one an id of its own" for key, count in keys.items() if count > 1)
    for section in document.section:
        for block in section.block:
            strange = (name for name in block.sections_in_words if name not in sections)
            yield from (f"section {section.id}: words: there is no section {name}" for name in strange)
            yield from (f"section {section.id}: {fault}" for fault in _block(block, known))


def _is_zone(block: Block) -> bool:
    return block.kind is BlockKind.ZONE


def _block(block: Block, known: KnownNames) -> Iterator[str]:
    for path in (*block.facts, *block.facts_in_words):
        if path not in known.asked:
            yield f"{path} is asked for by no question; `dossier templates fields ID` lists what is asked"
        yield from (
            f"{path} has no column {name}" for name in block.columns if f"{path}{ROWS}.{name}" not in known.asked
        )
    if _is_zone(block) and (block.facts or words_hold_facts(block.words)):
        yield "a zone prints no facts: its words are its title"
    for name in block.outcomes:
        yield from _outcome(name, "outcomes", known)
    if block.kind is BlockKind.OUTCOME and block.id not in known.topics:
        yield f"{block.id} is no topic"
    if block.kind is BlockKind.REGISTER:
        yield from _register(block)
    if block.kind in FIGURES:
        yield from figure_faults(block, known)


def _register(block: Block) -> Iterator[str]:
    entries = entries_of(block.id)
    if not entries:
        yield f"{block.id or 'nothing'} is no register"
        return
    if not block.column:
        yield f"{block.id}: no column is declared"
    named = [column.id for column in block.column]
    strange = (name for name in named if name not in entries)
    yield from (f"{block.id} has no column {name}" for name in strange)
    if block.shaded and block.shaded not in named:
        yield f"{block.id}: shaded: {block.shaded} is none of its columns"
