"""TOML declarations to typed records, with every fault of every file told at once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.library.locate import HOUSE_STYLE
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.house_style import HouseStyle
from pipeline.model.legislation import DecisionTable, Legislation, Requirement
from pipeline.model.questionnaire import FormSection, Questionnaire

FORM_VERSION = "1"
"""Version of the questionnaire as a form; raised when an id moves, splits or is dropped."""

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
    catalogue = None
    if not faults:
        styles = _records(HouseStyle, [(HOUSE_STYLE, parsed.get(HOUSE_STYLE, {}))], faults)
        legislation, questionnaire = _legislation(parsed, faults), _questionnaire(parsed, faults)
        declared = tuple(_records(Deliverable, folders.items(), faults))
        for style in styles:
            catalogue = Catalogue(legislation, questionnaire, declared, style, parsed.get("words.toml", {}))
    if faults or catalogue is None:
        raise DeclarationError("\n".join(faults))
    return catalogue


def _toml(name: str, content: bytes, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except ValueError as error:
        faults.append(f"{name}: {error}")
        return {}


def _legislation(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> Legislation:
    law = {name: data for name, data in parsed.items() if name.startswith("legislation/")}
    edition = next((data for name, data in law.items() if name.endswith("/edition.toml")), {})
    names: dict[str, str] = next((data["names"] for name, data in law.items() if name.endswith("/names.toml")), {})
    return Legislation(
        edition=str(edition.get("id", "")),
        title=str(edition.get("title", "")),
        checked_on=_plain(edition.get("checked_on", "")),
        requirements=tuple(_records(Requirement, _entries(law, "/requirements/", "requirement"), faults)),
        tables=tuple(_records(DecisionTable, _entries(law, "/decisions/", "table"), faults)),
        names=names,
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


def _questionnaire(parsed: Mapping[str, dict[str, Any]], faults: list[str]) -> Questionnaire:
    files = {name: data for name, data in parsed.items() if name.startswith("questionnaire/")}
    choices = files.pop("questionnaire/choices.toml", {})
    sections = sorted(_records(FormSection, files.items(), faults), key=_form_order)
    return Questionnaire(FORM_VERSION, tuple(_numbered(section) for section in sections), choices)


def _form_order(section: FormSection) -> tuple[bool, int, str]:
    """Put numbered sheets first in counting order, then those with a letter."""
    return not section.number.isdigit(), int(section.number) if section.number.isdigit() else 0, section.number


def _numbered(section: FormSection) -> FormSection:
    questions = (
        replace(question, number=f"{section.number}.{place}") for place, question in enumerate(section.question, 1)
    )
    return replace(section, question=tuple(questions))


def _records(kind: type[_Record], entries: Iterable[tuple[str, dict[str, Any]]], faults: list[str]) -> list[_Record]:
    adapter = TypeAdapter(kind)
    records = []
    for name, data in entries:
        try:
            records.append(adapter.validate_python(data))
        except ValidationError as error:
            faults += [f"{name}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return records
