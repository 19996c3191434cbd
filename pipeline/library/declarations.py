"""TOML declarations to typed records, with every fault of every file told at once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.library.locate import HOUSE_STYLE
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.form_words import FormWords
from pipeline.model.house_style import HouseStyle
from pipeline.model.legislation import DecisionTable, Legislation, Requirement
from pipeline.model.questionnaire import FormSection, Questionnaire

FORM_VERSION = "1"
"""Version of the questionnaire as a form; raised when an id moves, splits or is dropped."""

_CHOICES = "questionnaire/choices.toml"
_FORM_WORDS = "questionnaire/form-words.toml"
_Texts = dict[str, str]
_Choices = dict[str, dict[str, str]]
_Record = TypeVar("_Record")


class DeclarationError(Exception):
    """Declarations that cannot be used; the message names each file, key and fault."""


def read_catalogue(schemas: Mapping[str, bytes], deliverables: Mapping[str, bytes]) -> Catalogue:
    """Read all declarations.

    Args:
        schemas: TOML files under schemas/ by path relative to it, with forward slashes.
        deliverables: deliverable.toml files by their deliverable's id.

    Raises:
        DeclarationError: a file is no TOML or does not have the declared shape.
    """
    faults: list[str] = []
    parsed = {name: _toml(name, content, faults) for name, content in schemas.items()}
    folders = {name: _toml(f"{name}/deliverable.toml", content, faults) for name, content in deliverables.items()}
    if faults:
        raise DeclarationError("\n".join(faults))
    legislation, questionnaire = _legislation(parsed, faults), _questionnaire(parsed, faults)
    declared = tuple(_records(Deliverable, folders.items(), faults))
    style, words = _whole(HouseStyle, HOUSE_STYLE, parsed, faults), _whole(_Texts, "words.toml", parsed, faults)
    if faults or questionnaire is None or style is None or words is None:
        raise DeclarationError("\n".join(faults))
    return Catalogue(legislation, questionnaire, declared, style, words)


@dataclass(frozen=True, slots=True)
class _Edition:
    id: str
    title: str
    text_state: date
    checked_on: date


@dataclass(frozen=True, slots=True)
class _Names:
    names: _Texts


def _toml(name: str, content: bytes, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except ValueError as error:
        faults.append(f"{name}: {error}")
        return {}


def _legislation(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> Legislation:
    law = {name: data for name, data in parsed.items() if name.startswith("legislation/")}
    edition = _whole(_Edition, _named(law, "edition.toml"), law, faults)
    names = _whole(_Names, _named(law, "names.toml"), law, faults)
    return Legislation(
        edition=edition.id if edition else "",
        title=edition.title if edition else "",
        checked_on=edition.checked_on.isoformat() if edition else "",
        requirements=tuple(_records(Requirement, _entries(law, "/requirements/", "requirement"), faults)),
        tables=tuple(_records(DecisionTable, _entries(law, "/decisions/", "table"), faults)),
        names=names.names if names else {},
    )


def _entries(law: Mapping[str, dict[str, Any]], folder: str, key: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield each entry with what the head of its file says of all of them."""
    for name, data in law.items():
        if folder in name:
            head = {field: _plain(value) for field, value in data.get("source", {}).items()}
            for entry in data.get(key, ()):
                yield f"{name} {entry.get('id', '?')}", head | entry


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _questionnaire(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> Questionnaire | None:
    files = {name: data for name, data in parsed.items() if name.startswith("questionnaire/")}
    choices = _whole(_Choices, _CHOICES, files, faults)
    words = _whole(FormWords, _FORM_WORDS, files, faults)
    asked = [(name, data) for name, data in files.items() if name not in (_CHOICES, _FORM_WORDS)]
    sections = sorted(_records(FormSection, asked, faults), key=_form_order)
    if choices is None or words is None:
        return None
    return Questionnaire(FORM_VERSION, tuple(_numbered(section) for section in sections), choices, words)


def _form_order(section: FormSection) -> tuple[bool, int, str]:
    """Put numbered sheets first in counting order, then those with a letter."""
    return not section.number.isdigit(), int(section.number) if section.number.isdigit() else 0, section.number


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
