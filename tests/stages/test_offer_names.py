"""What a template may name is exactly what the context holds, for every deliverable and however much is answered."""

from collections.abc import Iterator

import pytest

from pipeline.model.context import Context, Picture, View
from pipeline.model.fact import ROWS
from pipeline.model.intake import Intake
from pipeline.model.offer import NameKind, Offered
from pipeline.stages.offer_names import offered_names
from tests.documents import context_of, deliverable_of, evidence_of
from tests.samples import COMPLETE, OF_A_SYSTEM, SAMPLES, merged

EMPTY = Intake({"system": {"id": "empty"}}, {})
NOTHING_HELD = object()
"""Stands for the entries of a list that happens to be empty."""

SAID = {**{name: merged(name) for name in SAMPLES}, "empty": EMPTY}


def held(context: Context) -> dict[str, object]:
    """Return every name of a context with what stands behind it; what it holds of a row under ``name[].entry``."""
    values = {**context.values, "pictures": View(context.pictures)}
    return {path: value for name in values for path, value in _held(name, values[name])}


def _held(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, View):
        for name in value:
            yield from _held(f"{path}.{name}", getattr(value, name))
        return
    yield path, value
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry, View):
                yield from ((f"{path}{ROWS}.{name}", getattr(entry, name)) for name in entry)
            else:
                yield f"{path}{ROWS}", entry


def there(offered: dict[str, Offered], context: Context) -> dict[str, Offered]:
    """Return the offered names that a context has: those of sections that are printed."""
    states = context.values["sections"]
    assert isinstance(states, View)
    shown = {name for name in states if getattr(states, name).here and getattr(states, name).shown}
    return {path: each for path, each in offered.items() if not each.sections or shown & set(each.sections)}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_the_names_on_offer_are_those_of_the_context_and_no_others(name: str, said: str, catalogue) -> None:
    files = evidence_of(COMPLETE) if said == COMPLETE else None
    context = context_of(SAID[said], name, catalogue, files)
    offered, names = there(dict(offered_names(deliverable_of(catalogue, name), catalogue)), context), held(context)
    empty = {path for path, value in names.items() if value == ()}
    # Of an empty list nobody sees what its entries would be; the registers that are not declared are always empty.
    assert {path for path in set(offered) - set(names) if path.partition(ROWS)[0] not in empty} == set()
    assert set(names) - set(offered) <= {"requirement_index", "evidence_register"} & empty


@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_every_name_is_what_its_kind_says(name: str, catalogue) -> None:
    offered = offered_names(deliverable_of(catalogue, name), catalogue)
    for said in SAID.values():
        for path, value in held(context_of(said, name, catalogue)).items():
            if path not in offered:
                continue
            match offered[path].kind:
                case NameKind.SWITCH:
                    assert isinstance(value, bool), path
                case NameKind.TABLE:
                    assert isinstance(value, tuple), path
                    assert all(isinstance(entry, View) for entry in value), path
                case NameKind.LIST | NameKind.PICTURES:
                    assert isinstance(value, tuple), path
                    assert not any(isinstance(entry, View) for entry in value), path
                case NameKind.TEXT:
                    assert not isinstance(value, bool | tuple | View), path
                    assert not isinstance(value, Picture) or path.startswith("pictures."), path


@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_what_is_declared_is_empty_in_no_document_for_want_of_an_answer(name: str, catalogue) -> None:
    """Each table of a fact has a row in the document of an empty profile: the one that says what is missing."""
    offered = offered_names(deliverable_of(catalogue, name), catalogue)
    names = held(context_of(EMPTY, name, catalogue))
    tables = [path for path, each in offered.items() if each.kind is NameKind.TABLE and each.question]
    assert [path for path in tables if names.get(path, NOTHING_HELD) == ()] == []


@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_every_name_says_what_it_is(name: str, catalogue) -> None:
    asked = {question.number for question in catalogue.questionnaire.questions()}
    for path, each in offered_names(deliverable_of(catalogue, name), catalogue).items():
        assert each.path == path
        assert each.label.strip(), path
        assert each.lines, path
        assert not each.question or (each.question in asked and each.who), path
        assert ROWS not in path or path.partition(ROWS)[0] == each.looped, path
