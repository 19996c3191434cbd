"""TOML declarations to typed records, with the first fault of every entry of every file told at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from msgspec.structs import replace

from pipeline.library.answer_words import answer_word_faults
from pipeline.library.brand import read_firm
from pipeline.library.choices import choice_faults, use_faults
from pipeline.library.crosswalk_faults import crosswalk_faults
from pipeline.library.dropped import dropped_faults
from pipeline.library.extending import extended
from pipeline.library.import_faults import import_faults
from pipeline.library.locate import CROSSWALKS, HOUSE_STYLE, IMPORTS, MODIFICATION, WORDS, WORKFLOWS, is_for_documents
from pipeline.library.prompt_faults import prompt_faults
from pipeline.library.reading import DeclarationError, Files, Reading
from pipeline.library.references import Held, document_faults, inquiry_faults
from pipeline.library.sheets import sheet_faults
from pipeline.library.style_faults import style_faults
from pipeline.library.version_faults import version_faults
from pipeline.library.workflow_faults import register_faults, workflow_faults
from pipeline.model.answer_words import AnswerWords
from pipeline.model.catalogue import Documents
from pipeline.model.crosswalk import (
    Alignment,
    Belief,
    CriticalGap,
    Crosswalk,
    Duty,
    Element,
    Link,
    Situation,
    Source,
    StandardStanding,
    Weight,
)
from pipeline.model.deliverable import Deliverable
from pipeline.model.form_change import FormChange, FormVersions
from pipeline.model.form_words import FormWords
from pipeline.model.house_style import HouseStyle
from pipeline.model.imports import ImportEntry, Imports, Placeholder
from pipeline.model.inquiry import InquiryBook
from pipeline.model.law_book import LawBook
from pipeline.model.legislation import (
    DecisionTable,
    Edition,
    Gate,
    Milestone,
    OpenQuestion,
    Period,
    Requirement,
    ShortNames,
    Topic,
)
from pipeline.model.modification import Prompt
from pipeline.model.questionnaire import Contradiction, FormSection, Questionnaire, UseExplained
from pipeline.model.workflow import Phase, Step, Workflow

_CHOICES = "questionnaire/choices.toml"
_FORM_WORDS = "questionnaire/form-words.toml"
_USES = "questionnaire/uses.toml"
_CONTRADICTIONS = "questionnaire/contradictions.toml"
_VERSIONS = "questionnaire/versions.toml"
_PLACEHOLDERS = f"{IMPORTS}placeholders.toml"
_ANSWER_WORDS, _MONTH_NAMES = "questionnaire/answer-words.toml", "questionnaire/month-names.toml"
_LAW_PLACES = (
    *("/editions.toml", "/requirements/", "/decisions/", "/milestones.toml", "/open-questions.toml"),
    *("/topics.toml", "/gates.toml", "/names.toml", "/keeping.toml"),
)
"""Where the files of an act lie below its folder."""
_LENT_PLACES = (
    *("/sources.toml", "/elements.toml", "/links.toml", "/duties.toml", "/weights.toml", "/beliefs.toml"),
    *("/alignment.toml", "/critical-gaps.toml", "/situations.toml", "/standings.toml"),
)
"""Where the files of a crosswalk lie below its folder."""
_NO_SECTIONS = (_CHOICES, _FORM_WORDS, _USES, _CONTRADICTIONS, _VERSIONS, _ANSWER_WORDS, _MONTH_NAMES)
_Texts = dict[str, str]
_Choices = dict[str, dict[str, str]]
_Uses = dict[str, UseExplained]
_Months = dict[str, tuple[str, ...]]


def read_inquiry(schemas: Mapping[str, bytes], overlays: Sequence[Mapping[str, bytes]] = ()) -> InquiryBook:
    """Read the law and the questionnaire.

    Args:
        schemas: TOML files under schemas/ by path relative to it, with forward slashes.
        overlays: a firm's own files by the same paths, nearest first; each is laid over the shipped one of its name.

    Raises:
        DeclarationError: a file is no TOML, does not have the declared shape, or names what there is not.
    """
    reading = Reading()
    files = reading.parse(schemas, overlays)
    law, questionnaire = _law_book(files, reading), _questionnaire(files, reading)
    reading.faults += (f"{name}: no declaration is read from a file of this name" for name in _unread(files))
    if questionnaire is None:
        raise reading.error()
    book = InquiryBook(law, questionnaire)
    # What cannot be read is missed everywhere else: it is told alone.
    reading.faults += [] if reading.faults else _faults(reading.held, book)
    if reading.faults:
        raise reading.error()
    return book


def _faults(held: list[Held], book: InquiryBook) -> list[str]:
    asked = book.questionnaire
    listed = [f"{_CHOICES}: {fault}" for fault in choice_faults(asked.choices, asked.facts)]
    explained = [f"{_USES}: {fault}" for fault in use_faults(asked.uses, asked.choices, asked.facts)]
    sections = [(name, entry) for name, entry in held if isinstance(entry, FormSection)]
    understood = [f"{_ANSWER_WORDS}: {fault}" for fault in answer_word_faults(asked.answers, asked.words)]
    titled = sheet_faults(sorted(sections, key=_first_of), [asked.words.uses_sheet])
    carried = [f"{_VERSIONS}: {fault}" for fault in version_faults(asked)]
    return [*listed, *explained, *understood, *carried, *titled, *inquiry_faults(held, book)]


def _first_of(named: tuple[str, object]) -> str:
    return named[0]


def read_documents(
    deliverables: Mapping[str, bytes],
    shared: Mapping[str, bytes],
    overlays: Sequence[Mapping[str, bytes]] = (),
    own: Sequence[Mapping[str, bytes]] = (),
) -> Documents:
    """Read the deliverables and what they share.

    Args:
        deliverables: the shipped deliverable.toml files by their deliverable's id.
        shared: the house style and the fixed words, by path.
        overlays: as for `read_inquiry`.
        own: the files beside schemas/ in each library of a firm, nearest first.

    Raises:
        DeclarationError: a file is no TOML or does not have the declared shape.
    """
    reading = Reading()
    above = [{name: overlay[name] for name in overlay if is_for_documents(name)} for overlay in overlays]
    files = reading.parse(shared, [*above, *({HOUSE_STYLE: each[HOUSE_STYLE]} for each in own if HOUSE_STYLE in each)])
    declared = _deliverables(extended(deliverables, own, reading), reading)
    firm = read_firm(own, declared, reading)
    style, words = reading.whole(HouseStyle, HOUSE_STYLE, files), reading.whole(_Texts, WORDS, files)
    crosswalk, workflow, imports = _crosswalk(files, reading), _workflow(files, reading), _imports(files, reading)
    prompts = reading.entries(Prompt, files, MODIFICATION, "prompt")
    reading.faults += (f"{HOUSE_STYLE}: {fault}" for fault in (style_faults(style) if style else ()))
    if reading.faults or style is None or words is None:
        raise reading.error()
    return Documents(declared, style, words, crosswalk, workflow, imports, firm, prompts)


def _deliverables(folders: Files, reading: Reading) -> tuple[Deliverable, ...]:
    declared = tuple(reading.records(Deliverable, folders.items()))
    for place, entry in reading.held:
        if isinstance(entry, Deliverable) and place != f"{entry.id}/deliverable.toml":
            reading.faults.append(f"{place}: id: {entry.id} is not the name of its folder")
    return declared


def check_documents(documents: Documents, book: InquiryBook, shipped: Mapping[str, Deliverable] | None = None) -> None:
    """Hold the deliverables and what stands beside them against the law and the questionnaire.

    Args:
        documents: as they were read.
        book: the law in all its editions, and the questionnaire.
        shipped: the shipped deliverables by id, of which a firm's own may drop nothing that the law asks for.

    Raises:
        DeclarationError: a deliverable, the crosswalk, a step or an import names what there is not.
    """
    beside = (
        *crosswalk_faults(documents.crosswalk, book),
        *workflow_faults(documents.workflow, book),
        *import_faults(documents.imports, book.questionnaire),
        *prompt_faults(documents.prompts, book),
    )
    printed = (
        *document_faults(documents.deliverables, book),
        *register_faults(documents.deliverables, documents.workflow),
    )
    if faults := [*printed, *dropped_faults(documents.deliverables, shipped or {}, book), *beside]:
        raise DeclarationError("\n".join(faults))


def _unread(files: Iterable[str]) -> Iterator[str]:
    """Yield the files that nothing is read from: most likely their names are misspelt."""
    for name in files:
        if name.startswith("legislation/"):
            is_read = any(place in name for place in _LAW_PLACES)
        elif name.startswith(CROSSWALKS):
            is_read = name.endswith(_LENT_PLACES)
        else:
            is_read = name.startswith("questionnaire/") or is_for_documents(name)
        if not is_read:
            yield name


def _law_book(files: Files, reading: Reading) -> LawBook:
    law = {name: data for name, data in files.items() if name.startswith("legislation/")}
    names = reading.whole(ShortNames, _named(law, "names.toml"), law)
    editions = sorted(reading.entries(Edition, law, "/editions.toml", "edition"), key=_text_state)
    if not editions:
        reading.faults.append("legislation/: no edition is declared")
    return LawBook(
        editions=tuple(editions),
        requirements=reading.entries(Requirement, law, "/requirements/", "requirement"),
        tables=reading.entries(DecisionTable, law, "/decisions/", "table"),
        milestones=reading.entries(Milestone, law, "/milestones.toml", "milestone"),
        open_questions=reading.entries(OpenQuestion, law, "/open-questions.toml", "open_question"),
        topics=reading.entries(Topic, law, "/topics.toml", "topic"),
        gates=reading.entries(Gate, law, "/gates.toml", "gate"),
        periods=reading.entries(Period, law, "/keeping.toml", "period"),
        names=names.names if names else {},
        rows_absent_if=names.rows_absent_if if names else {},
    )


def _crosswalk(files: Files, reading: Reading) -> Crosswalk:
    lent = {name: data for name, data in files.items() if name.startswith(CROSSWALKS)}
    return Crosswalk(
        sources=reading.entries(Source, lent, "/sources.toml", "source"),
        elements=reading.entries(Element, lent, "/elements.toml", "element"),
        links=reading.entries(Link, lent, "/links.toml", "link"),
        duties=reading.entries(Duty, lent, "/duties.toml", "duty"),
        weights=reading.entries(Weight, lent, "/weights.toml", "weight"),
        beliefs=reading.entries(Belief, lent, "/beliefs.toml", "belief"),
        alignment=reading.entries(Alignment, lent, "/alignment.toml", "alignment"),
        critical=reading.entries(CriticalGap, lent, "/critical-gaps.toml", "critical_gap"),
        situations=reading.entries(Situation, lent, "/situations.toml", "situation"),
        standings=reading.entries(StandardStanding, lent, "/standings.toml", "standing"),
    )


def _workflow(files: Files, reading: Reading) -> Workflow:
    ways = {name: data for name, data in files.items() if name.startswith(WORKFLOWS)}
    return Workflow(
        phases=reading.entries(Phase, ways, "/phases.toml", "phase"),
        steps=reading.entries(Step, ways, "/steps/", "step"),
    )


def _imports(files: Files, reading: Reading) -> Imports:
    sources = {name: data for name, data in files.items() if name.startswith(IMPORTS) and name != _PLACEHOLDERS}
    entries = (
        replace(entry, file=name)
        for name, data in sorted(sources.items())
        for entry in reading.entries(ImportEntry, {name: data}, IMPORTS, "entry")
    )
    return Imports(tuple(entries), reading.entries(Placeholder, files, _PLACEHOLDERS, "placeholder"))


def _text_state(edition: Edition) -> str:
    return edition.text_state


def _questionnaire(files: Files, reading: Reading) -> Questionnaire | None:
    files = {name: data for name, data in files.items() if name.startswith("questionnaire/")}
    choices = reading.whole(_Choices, _CHOICES, files)
    words = reading.whole(FormWords, _FORM_WORDS, files)
    uses = reading.whole(_Uses, _USES, files)
    answers, months = reading.whole(AnswerWords, _ANSWER_WORDS, files), reading.whole(_Months, _MONTH_NAMES, files)
    told = reading.entries(Contradiction, files, _CONTRADICTIONS, "contradiction")
    versions = reading.whole(FormVersions, _VERSIONS, {_VERSIONS: files.get(_VERSIONS, {}).get("version", {})})
    changes = reading.entries(FormChange, {_VERSIONS: _changes(files)}, _VERSIONS, "change")
    asked = [(name, data) for name, data in files.items() if name not in _NO_SECTIONS]
    sections = sorted(reading.records(FormSection, asked), key=_form_order)
    if choices is None or words is None or uses is None or versions is None or answers is None or months is None:
        return None
    numbered = tuple(_numbered(section) for section in sections)
    answers = replace(answers, months=months)
    return Questionnaire(versions, numbered, choices, words, uses, told, changes, answers=answers)


def _changes(files: Files) -> dict[str, Any]:
    """Return the file of versions without its head, which says which versions there are."""
    return {name: value for name, value in files.get(_VERSIONS, {}).items() if name != "version"}


def _form_order(section: FormSection) -> tuple[bool, int, int, str]:
    """Put numbered sheets first in counting order, 2A after 2, then those with a letter alone as they are placed."""
    digits = "".join(takewhile(str.isdigit, section.number))
    return not digits, section.place, int(digits or 0), section.number


def _numbered(section: FormSection) -> FormSection:
    questions = (
        replace(question, number=f"{section.number}.{place}") for place, question in enumerate(section.question, 1)
    )
    return replace(section, question=tuple(questions))


def _named(law: Files, name: str) -> str:
    """Return the path of a file that each act has once."""
    return next((path for path in law if path.endswith(f"/{name}")), f"legislation/{name}")
