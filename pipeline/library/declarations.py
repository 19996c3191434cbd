"""TOML declarations to typed records, with every fault of every file told at once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.library.locate import HOUSE_STYLE, WORDS
from pipeline.library.overlay import lay_over
from pipeline.model.catalogue import Documents
from pipeline.model.deliverable import Deliverable
from pipeline.model.form_words import FormWords
from pipeline.model.house_style import HouseStyle
from pipeline.model.inquiry import InquiryBook
from pipeline.model.law_book import LawBook
from pipeline.model.legislation import DecisionTable, Edition, Gate, Milestone, OpenQuestion, Requirement, Topic
from pipeline.model.questionnaire import Contradiction, FormSection, Questionnaire, UseExplained

FORM_VERSION = "2"
"""Version of the questionnaire as a form; raised when an id moves, splits or is dropped."""

_CHOICES = "questionnaire/choices.toml"
_FORM_WORDS = "questionnaire/form-words.toml"
_USES = "questionnaire/uses.toml"
_CONTRADICTIONS = "questionnaire/contradictions.toml"
_NO_SECTIONS = (_CHOICES, _FORM_WORDS, _USES, _CONTRADICTIONS)
_Texts = dict[str, str]
_Choices = dict[str, dict[str, str]]
_Uses = dict[str, UseExplained]
_Record = TypeVar("_Record")


class DeclarationError(Exception):
    """Declarations that cannot be used; the message names each file, key and fault."""


def read_inquiry(schemas: Mapping[str, bytes], overlays: Sequence[Mapping[str, bytes]] = ()) -> InquiryBook:
    """Read the law and the questionnaire.

    Args:
        schemas: TOML files under schemas/ by path relative to it, with forward slashes.
        overlays: a firm's own files by the same paths, nearest first; each is laid over the shipped one of its name.

    Raises:
        DeclarationError: a file is no TOML or does not have the declared shape.
    """
    faults: list[str] = []
    parsed = _parsed(schemas, overlays, faults)
    law, questionnaire = _law_book(parsed, faults), _questionnaire(parsed, faults)
    if faults or questionnaire is None:
        raise DeclarationError("\n".join(faults))
    return InquiryBook(law, questionnaire)


def read_documents(
    deliverables: Mapping[str, bytes], shared: Mapping[str, bytes], overlays: Sequence[Mapping[str, bytes]] = ()
) -> Documents:
    """Read the deliverables and what they share.

    Args:
        deliverables: deliverable.toml files by their deliverable's id.
        shared: the house style and the fixed words, by path.
        overlays: as for `read_inquiry`.

    Raises:
        DeclarationError: a file is no TOML or does not have the declared shape.
    """
    faults: list[str] = []
    parsed = _parsed(
        shared, [{name: overlay[name] for name in shared if name in overlay} for overlay in overlays], faults
    )
    folders = _parsed({f"{name}/deliverable.toml": content for name, content in deliverables.items()}, (), faults)
    declared = tuple(_records(Deliverable, folders.items(), faults))
    style, words = _whole(HouseStyle, HOUSE_STYLE, parsed, faults), _whole(_Texts, WORDS, parsed, faults)
    if faults or style is None or words is None:
        raise DeclarationError("\n".join(faults))
    return Documents(declared, style, words)


def _parsed(
    files: Mapping[str, bytes], overlays: Sequence[Mapping[str, bytes]], faults: list[str]
) -> dict[str, dict[str, Any]]:
    """Parse files with what is laid over them.

    Raises:
        DeclarationError: one is no TOML; nothing more can be said of it.
    """
    parsed = {name: _toml(name, content, faults) for name, content in files.items()}
    for overlay in reversed(overlays):
        for name, content in overlay.items():
            parsed[name] = lay_over(parsed.get(name, {}), _toml(name, content, faults))
    if faults:
        raise DeclarationError("\n".join(faults))
    return parsed


@dataclass(frozen=True, slots=True)
class _Names:
    names: _Texts
    rows_absent_if: _Texts


def _toml(name: str, content: bytes, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except ValueError as error:
        faults.append(f"{name}: {error}")
        return {}


def _law_book(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> LawBook:
    law = {name: data for name, data in parsed.items() if name.startswith("legislation/")}
    names = _whole(_Names, _named(law, "names.toml"), law, faults)
    editions = sorted(_records(Edition, _entries(law, "/editions.toml", "edition"), faults), key=_text_state)
    if not editions:
        faults.append("legislation/: no edition is declared")
    return LawBook(
        editions=tuple(editions),
        requirements=tuple(_records(Requirement, _entries(law, "/requirements/", "requirement"), faults)),
        tables=tuple(_records(DecisionTable, _entries(law, "/decisions/", "table"), faults)),
        milestones=tuple(_records(Milestone, _entries(law, "/milestones.toml", "milestone"), faults)),
        open_questions=tuple(_records(OpenQuestion, _entries(law, "/open-questions.toml", "open_question"), faults)),
        topics=tuple(_records(Topic, _entries(law, "/topics.toml", "topic"), faults)),
        gates=tuple(_records(Gate, _entries(law, "/gates.toml", "gate"), faults)),
        names=names.names if names else {},
        rows_absent_if=names.rows_absent_if if names else {},
    )


def _text_state(edition: Edition) -> str:
    return edition.text_state


def _entries(law: Mapping[str, dict[str, Any]], place: str, key: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield each entry with what the head of its file says of all of them, in the order of the files' names."""
    for name, data in sorted(law.items()):
        if place in name:
            head = {field: _plain(value) for field, value in data.get("source", {}).items()}
            for entry in data.get(key, ()):
                yield f"{name} {entry.get('id', '?')}", head | _plain(entry)


def _plain(value: Any) -> Any:
    """Return dates as ISO text, in which they are kept and compared."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _questionnaire(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> Questionnaire | None:
    files = {name: data for name, data in parsed.items() if name.startswith("questionnaire/")}
    choices = _whole(_Choices, _CHOICES, files, faults)
    words = _whole(FormWords, _FORM_WORDS, files, faults)
    uses = _whole(_Uses, _USES, files, faults)
    told = tuple(_records(Contradiction, _entries(files, _CONTRADICTIONS, "contradiction"), faults))
    asked = [(name, data) for name, data in files.items() if name not in _NO_SECTIONS]
    sections = sorted(_records(FormSection, asked, faults), key=_form_order)
    if choices is None or words is None or uses is None:
        return None
    return Questionnaire(FORM_VERSION, tuple(_numbered(section) for section in sections), choices, words, uses, told)


def _form_order(section: FormSection) -> tuple[bool, int, str]:
    """Put numbered sheets first in counting order, 2A after 2, then those with a letter alone."""
    digits = "".join(takewhile(str.isdigit, section.number))
    return not digits, int(digits or 0), section.number


def _numbered(section: FormSection) -> FormSection:
    questions = (
        replace(question, number=f"{section.number}.{place}") for place, question in enumerate(section.question, 1)
    )
    return replace(section, question=tuple(questions))


def _named(law: Mapping[str, Any], name: str) -> str:
    """Return the path of a file that each act has once."""
    return next((path for path in law if path.endswith(f"/{name}")), f"legislation/{name}")


def _whole(kind: type[_Record], name: str, parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> _Record | None:
    """Read a file that is one record, or tell why it is none."""
    if name not in parsed:
        faults.append(f"{name}: is missing")
        return None
    return next(iter(_records(kind, [(name, parsed[name])], faults)), None)


def _records(kind: type[_Record], entries: Iterable[tuple[str, dict[str, Any]]], faults: list[str]) -> list[_Record]:
    adapter = TypeAdapter(kind)
    records = []
    for name, data in entries:
        try:
            records.append(adapter.validate_python(data))
        except ValidationError as error:
            faults += [f"{name}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return records
