"""The profile: typed, frozen, closed, and equal to itself after JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.model.fact_list import OPEN_SECTIONS, facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.scalar import Kind
from tests.strategies import asked_facts, look, notes, profile_values, profiles, put, row_ids, values_of

SYSTEM = {"system": {"id": "cv-ranker"}}


def of(path: str, value: object) -> dict[str, Any]:
    tree: dict[str, Any] = {"system": {"id": "cv-ranker"}}
    put(tree, path, value)
    return tree


def test_a_profile_needs_the_id_of_its_system_and_nothing_else() -> None:
    assert SystemProfile.model_validate(SYSTEM).model_dump(exclude_none=True) == SYSTEM
    assert ClientProfile.model_validate({}) == ClientProfile()
    refused: list[dict[str, Any]] = [{}, {"system": {}}, {"system": {"id": None}}]
    for values in refused:
        with pytest.raises(ValidationError):
            SystemProfile.model_validate(values)


@pytest.mark.parametrize(
    "values",
    [
        of("surprise", "x"),
        of("purpose.surprise", "x"),
        of("data.data_sets", ({"id": "DS-01", "surprise": "x"},)),
        of("data.data_sets", ({"name": "without an id"},)),
        of("data.uses_data_sets", "yes"),
        of("system.name", 5),
        of("organisation.size", "unheard-of"),
        of("scope.products", ({"id": "PL-01", "law": "No code"},)),
        of("scope.product_law", "none"),
        of("practices.manipulation", "yes"),
        of("practices.Manipulation", True),
        of("market", {"of-a-kind": False}),
        of("transparency.any.deeper", True),
        of("system.roles", ()),
        of("system.roles", ("provider", "provider")),
        of("scope.use_cases", ()),
        of("data.data_sets", ({"id": "DS-01"}, {"id": "DS-01", "name": "Second"})),
        of("architecture.diagram", ("a.png", "a.png")),
    ],
    ids=[
        "section",
        "field",
        "column",
        "row-without-id",
        "text-for-yes-no",
        "number-for-text",
        "no-such-choice",
        "no-code-of-a-declared-list",
        "text-for-a-declared-fact",
        "word-for-a-declared-yes-no",
        "declared-fact-in-capitals",
        "declared-fact-with-hyphens",
        "declared-fact-below-another",
        "no-choice",
        "choice-twice",
        "no-row",
        "row-id-twice",
        "file-twice",
    ],
)
def test_what_no_form_can_say_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SystemProfile.model_validate_json(json.dumps(values))


@pytest.mark.parametrize("section", OPEN_SECTIONS)
def test_an_open_section_admits_facts_of_yes_or_no_that_only_declarations_name(section: str) -> None:
    profile = SystemProfile.model_validate_json(json.dumps(of(f"{section}.never_heard_of", False)))
    assert profile.model_dump(exclude_none=True)[section] == {"never_heard_of": False}
    with pytest.raises(ValidationError, match="frozen"):
        getattr(profile, section).never_heard_of = True


def test_nothing_in_a_profile_can_be_set() -> None:
    profile = SystemProfile.model_validate(of("data.data_sets", ({"id": "DS-01"},)))
    assert profile.data
    assert profile.data.data_sets
    for record, name in ((profile, "data"), (profile.data, "quality"), (profile.data.data_sets[0], "name")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, None)
    with pytest.raises(ValidationError, match="frozen"):
        del profile.system


@settings(max_examples=30)
@given(profiles())
def test_a_profile_is_equal_to_itself_after_json(profile: SystemProfile) -> None:
    assert SystemProfile.model_validate_json(profile.model_dump_json()) == profile
    assert SystemProfile.model_validate_json(profile.model_dump_json(exclude_none=True)) == profile


@settings(max_examples=30)
@given(profile_values())
def test_a_profile_holds_the_values_that_it_was_made_from(values: dict[str, Any]) -> None:
    profile = SystemProfile.model_validate(values, strict=False)
    held = profile.model_dump(exclude_none=True)
    for fact in asked_facts():
        assert look(held, fact.path) == look(values, fact.path), fact.path
    assert SystemProfile.model_validate(held) == profile


@settings(max_examples=20)
@given(profiles().flatmap(lambda profile: notes(profile).map(lambda said: (profile, said))))
def test_notes_stand_where_a_form_has_a_place_for_them(drawn: tuple[SystemProfile, dict[str, AnswerNote]]) -> None:
    profile, said = drawn
    values = profile.model_dump(exclude_none=True)
    for path, note in said.items():
        fact = facts()[path.partition("[")[0]]
        is_cell = "]." in path
        assert note != AnswerNote(), path
        assert not (is_cell and (note.evidence or note.comment)), path
        assert not (note.reason and not note.state), path
        if note.state and not is_cell:
            assert look(values, fact.path) is None, path


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TABLE])
@settings(max_examples=10)
@given(data=st.data())
def test_any_value_drawn_for_a_kind_is_admitted(kind: Kind, data: st.DataObject) -> None:
    fact = next(fact for fact in facts().values() if fact.kind is kind)
    value = data.draw(values_of(fact))
    row: dict[str, Any] = {"id": "R-1"} | ({fact.path.rpartition(".")[2]: value} if fact.table else {})
    values = of(fact.table, (row,)) if fact.table else of(fact.path, value)
    held = SystemProfile.model_validate(values, strict=False).model_dump(exclude_none=True)
    assert look(held, fact.table or fact.path) == ((row,) if fact.table else value)


def test_a_table_has_no_value_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"data\.data_sets is a table"):
        values_of(facts()["data.data_sets"])


@given(row_ids())
def test_any_row_id_names_a_system(name: str) -> None:
    assert SystemProfile.model_validate({"system": {"id": name}}).system.id == name


def test_an_intake_without_more_has_no_notes_cells_or_findings() -> None:
    intake = Intake(SYSTEM)
    assert (dict(intake.notes), dict(intake.cells), intake.findings) == ({}, {}, ())
    with pytest.raises(TypeError):
        intake.notes["system.id"] = AnswerNote(AnswerState.UNKNOWN)  # type: ignore[index]
