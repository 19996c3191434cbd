"""The catalogue of facts: every field of the profile once, with its kind, unit, choices and references."""

from collections import Counter
from enum import StrEnum
from inspect import getmembers, isclass

import pytest

from pipeline.model import tables, vocabulary
from pipeline.model.fact import ROWS, Fact, facts
from pipeline.model.profile import System, SystemProfile
from pipeline.model.record import Row, Section
from pipeline.model.scalar import Kind

VOCABULARIES = {
    name: kind
    for name, kind in getmembers(vocabulary, isclass)
    if issubclass(kind, StrEnum) and kind.__module__ == vocabulary.__name__
}
ROW_KINDS = [
    kind for _, kind in getmembers(tables, isclass) if issubclass(kind, Row) and kind.__module__ == tables.__name__
]
TABLES = [fact for fact in facts().values() if fact.kind is Kind.TABLE]


def test_every_path_stands_once_and_in_the_order_of_the_model() -> None:
    roots = list(dict.fromkeys(path.split(".")[0].removesuffix(ROWS) for path in facts()))
    assert roots == list(SystemProfile.model_fields)
    assert all(path == fact.path for path, fact in facts().items())


def test_the_counts_per_kind_are_those_of_a_form_that_people_fill_in() -> None:
    counts = Counter(fact.kind for fact in facts().values())
    assert set(counts) == set(Kind)
    assert counts[Kind.TABLE] == len(ROW_KINDS) == 20
    assert counts[Kind.ID] == counts[Kind.TABLE] + 2, "each table has row ids; the system and the client have theirs"
    assert sum(counts[kind] for kind in (Kind.LINE, Kind.PROSE)) > len(facts()) / 2, "most answers are text"


@pytest.mark.parametrize("kind", ROW_KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_row_is_a_column_of_one_table(kind: type[Row]) -> None:
    columns = tuple(name for name in kind.model_fields if name != "id")
    (table,) = (fact for fact in TABLES if fact.columns == columns)
    assert {f"{table.path}{ROWS}.{name}" for name in kind.model_fields} <= facts().keys()


@pytest.mark.parametrize("table", TABLES, ids=lambda fact: fact.path)
def test_a_table_stands_before_its_columns_which_know_it(table: Fact) -> None:
    places = list(facts())
    columns = [f"{table.path}{ROWS}.{name}" for name in ("id", *table.columns)]
    start = places.index(table.path)
    assert places[start + 1 : start + 1 + len(columns)] == columns
    assert {facts()[path].table for path in columns} == {table.path}
    assert table.table == ""


def test_the_choices_of_a_fact_are_those_of_its_vocabulary() -> None:
    chosen = {fact.path: fact for fact in facts().values() if fact.kind in (Kind.CHOICE, Kind.CHOICES)}
    for path, fact in chosen.items():
        assert fact.choices == tuple(map(str, VOCABULARIES[fact.vocabulary])), path
    assert {fact.vocabulary for fact in chosen.values()} == set(VOCABULARIES), "no vocabulary without a fact"
    assert all(fact.vocabulary == "" and fact.choices == () for fact in facts().values() if fact.path not in chosen)


def test_references_lead_to_tables() -> None:
    for fact in facts().values():
        assert bool(fact.refers_to) is (fact.kind is Kind.REFS), fact.path
        if fact.refers_to:
            assert facts()[fact.refers_to].kind is Kind.TABLE, fact.path


def test_the_unit_of_a_number_comes_from_the_model_where_no_column_holds_it() -> None:
    with_unit = {fact.path: fact.unit for fact in facts().values() if fact.unit}
    assert with_unit == {"data.data_sets[].records": "records"}
    for fact in facts().values():
        if fact.kind is Kind.NUMBER and not fact.unit:
            assert "unit" in facts()[fact.table].columns, fact.path


def test_a_code_is_lower_case_and_hyphenated_and_stands_once_in_its_list() -> None:
    for name, kind in VOCABULARIES.items():
        codes = [str(code) for code in kind]
        assert len(set(codes)) == len(codes), name
        assert all(code.replace("-", "").isalnum() and code == code.lower() for code in codes), name


def test_every_field_but_the_system_and_the_ids_may_be_absent() -> None:
    def required(model: type[Section]) -> set[str]:
        return {name for name, field in model.model_fields.items() if field.is_required()}

    assert required(SystemProfile) == {"system"}
    assert required(System) == {"id"}
    assert all(required(kind) == {"id"} for kind in ROW_KINDS)
