"""The catalogue of facts: every field of the profile once, with its kind, unit, choices and references."""

import re
from collections import Counter
from enum import StrEnum
from inspect import getmembers, isclass
from typing import get_args

import pytest

from pipeline.model import management, registers, tables, vocabulary
from pipeline.model.fact import EXTRA, ROWS, Fact, Facts, asked_as, fact_at
from pipeline.model.fact_list import NAMED, OPEN_SECTIONS, facts
from pipeline.model.fact_walk import named_facts, open_sections
from pipeline.model.profile import System, SystemProfile
from pipeline.model.record import OpenSection, Row, Section
from pipeline.model.scalar import Kind

VOCABULARIES = {
    name: kind
    for name, kind in getmembers(vocabulary, isclass)
    if issubclass(kind, StrEnum) and kind.__module__ == vocabulary.__name__
}
ROW_KINDS = [
    kind
    for module in (tables, registers, management)
    for _, kind in getmembers(module, isclass)
    if issubclass(kind, Row) and kind.__module__ == module.__name__
]
DECLARED = {"ProductLaw", "Use", "Exemption"}
"""Lists that the law fills: the questionnaire declares their entries."""
TABLES = [fact for fact in facts().values() if fact.kind is Kind.TABLE]


def test_every_path_stands_once_and_in_the_order_of_the_model() -> None:
    roots = list(dict.fromkeys(path.split(".")[0].removesuffix(ROWS) for path in facts()))
    of_the_model = list(SystemProfile.model_fields)
    assert roots == [name for name in of_the_model if name in roots]
    assert set(of_the_model) - set(roots) <= {*OPEN_SECTIONS, EXTRA}, (
        "a section without a fact is open to declared ones"
    )
    assert all(path == fact.path for path, fact in facts().items())
    assert len(facts()) == len(set(facts())) == len(NAMED)


def test_the_list_that_is_written_down_is_what_the_model_says() -> None:
    assert named_facts() == NAMED
    assert open_sections() == OPEN_SECTIONS
    assert [name for name in OPEN_SECTIONS if not issubclass(section_of(name), OpenSection)] == []


def section_of(name: str) -> type[Section]:
    (kind,) = (kind for kind in get_args(SystemProfile.model_fields[name].annotation) if kind is not type(None))
    assert isinstance(kind, type)
    return kind


@pytest.mark.parametrize("section", OPEN_SECTIONS)
def test_a_path_in_an_open_section_is_looked_up_as_a_fact_of_yes_or_no(section: str) -> None:
    path = f"{section}.never_heard_of"
    assert facts()[path] == facts().get(path) == Fact(path, Kind.YES_NO)
    assert path in facts()
    assert path not in list(facts()), "going through them gives what the model names"


@pytest.mark.parametrize(
    "path",
    [
        "purpose.never_heard_of",
        "scope",
        "scope.",
        "scope.Infers",
        "scope.of-a-kind",
        "scope.infers.deeper",
        "scope.infers[]",
        "scope.use_cases[].never_heard_of",
        "scope.never_heard_of[].use",
        "law.scope",
        "never_heard_of",
        "",
    ],
)
def test_no_other_path_is_a_fact(path: str) -> None:
    assert path not in facts()
    with pytest.raises(KeyError, match=f"^'{re.escape(path)}'$"):
        facts()[path]


def test_what_the_model_names_goes_before_what_could_be_declared() -> None:
    table = Fact("scope.use_cases", Kind.TABLE, columns=("use",))
    assert facts()["scope.use_cases"].kind is Kind.TABLE
    assert Facts([table], ["scope"])["scope.use_cases"] is table
    assert Facts([table], []).get("scope.infers") is None


@pytest.mark.parametrize(
    ("path", "asked", "fact"),
    [
        ("system.name", "system.name", "system.name"),
        ("risk.risks", "risk.risks", "risk.risks"),
        ("risk.risks[RI-01]", "risk.risks", "risk.risks[]"),
        ("risk.risks[RI-01].severity", "risk.risks", "risk.risks[].severity"),
        ("risk.risks[].severity", "risk.risks", "risk.risks[].severity"),
        ("law.use_case_class[UC.1-a]", "law.use_case_class", "law.use_case_class[]"),
    ],
)
def test_a_place_leads_to_its_question_and_to_its_fact(path: str, asked: str, fact: str) -> None:
    assert (asked_as(path), fact_at(path)) == (asked, fact)


def test_the_counts_per_kind_are_those_of_a_form_that_people_fill_in() -> None:
    counts = Counter(fact.kind for fact in facts().values())
    assert set(counts) == set(Kind)
    assert counts[Kind.TABLE] == len(ROW_KINDS) == 28
    assert counts[Kind.ID] == counts[Kind.TABLE] + 2, "each table has row ids; the system and the client have theirs"
    assert sum(counts[kind] for kind in (Kind.LINE, Kind.PROSE)) > len(facts()) * 0.45, "most answers are text"


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
        of_the_model = VOCABULARIES.get(fact.vocabulary, ())
        assert fact.choices == tuple(map(str, of_the_model)), path
    used = {fact.vocabulary for fact in chosen.values()}
    assert used == set(VOCABULARIES) | DECLARED, "no vocabulary without a fact"
    assert all(fact.vocabulary == "" and fact.choices == () for fact in facts().values() if fact.path not in chosen)


def test_references_lead_to_tables() -> None:
    for fact in facts().values():
        assert bool(fact.refers_to) is (fact.kind is Kind.REFS), fact.path
        if fact.refers_to:
            assert facts()[fact.refers_to].kind is Kind.TABLE, fact.path


def test_the_unit_of_a_number_comes_from_the_model_where_no_column_holds_it() -> None:
    with_unit = {fact.path: fact.unit for fact in facts().values() if fact.unit}
    days = dict.fromkeys(("actions[].days_min", "actions[].days_max"), "working days")
    assert with_unit == {"data.data_sets[].records": "records", **days}
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
