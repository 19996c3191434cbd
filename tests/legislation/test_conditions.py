"""Every condition can be read, reads only what there is, and compares it with what it can be."""

from collections.abc import Iterator

import pytest

from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import facts
from pipeline.model.legislation import DecisionTable, Policy, Service
from pipeline.model.scalar import Kind
from pipeline.rules.condition import (
    All,
    Any,
    Compare,
    Comparison,
    Condition,
    Literal,
    Not,
    Path,
    parse_condition,
    paths_in,
)
from pipeline.rules.decide import OPEN_OUTCOME
from tests.declared import Declared, conditions, full_path, full_paths

SEVERAL = (Kind.CHOICES, Kind.REFS, Kind.FILES)


def assessed(catalogue: Catalogue) -> set[str]:
    """Return the outcomes of the assessment that conditions may read."""
    served = {entry.document for entry in catalogue.legislation.requirements if entry.served_by is not Service.LATER}
    open_counts = {f"assessment.{document.replace('-', '_')}_open" for document in served}
    return open_counts | {"assessment.preconditions_open"}


def outputs(catalogue: Catalogue) -> dict[str, DecisionTable]:
    return {table.output: table for table in catalogue.legislation.tables}


def test_every_condition_reads_only_what_there_is(catalogue: Catalogue) -> None:
    there = {*facts(), *outputs(catalogue), *assessed(catalogue)}
    strangers = {
        declared.place: unknown
        for declared in conditions(catalogue)
        if (unknown := set(full_paths(declared, catalogue)) - there)
    }
    assert strangers == {}


def test_a_cell_is_read_only_where_its_table_is_gone_through(catalogue: Catalogue) -> None:
    for declared in conditions(catalogue):
        for path in full_paths(declared, catalogue):
            table = facts()[path].table if path in facts() else ""
            assert table in ("", declared.rows_of), declared.place


def test_conditions_of_documents_that_come_later_are_read_too(catalogue: Catalogue) -> None:
    for entry in catalogue.legislation.requirements:
        assert paths_in(parse_condition(entry.applies_if)) or entry.applies_if in ("true", "false"), entry.id


def test_every_short_name_leads_to_a_fact_or_an_outcome_and_is_used(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    assert set(law.names.values()) <= {*facts(), *outputs(catalogue)}
    used = {name for entry in law.requirements for name in paths_in(parse_condition(entry.applies_if))}
    assert set(law.names) - used == set()


def test_a_decision_table_reads_facts_and_earlier_tables_only(catalogue: Catalogue) -> None:
    earlier: set[str] = set()
    for table in catalogue.legislation.tables:
        for row in table.row:
            read = set(full_paths(Declared(row.id, row.when, table.each), catalogue))
            assert read <= facts().keys() | earlier, f"{table.id}.{row.id}"
        assert not table.each or facts()[table.each].kind is Kind.TABLE, table.id
        assert table.output.startswith("law."), table.id
        earlier.add(table.output)


def test_every_condition_compares_a_fact_with_what_it_can_be(catalogue: Catalogue) -> None:
    wrong = [
        f"{declared.place}: {problem}"
        for declared in conditions(catalogue)
        for problem in problems(parse_condition(declared.text), declared.rows_of, catalogue)
    ]
    assert wrong == []


def problems(condition: Condition, rows_of: str, catalogue: Catalogue) -> Iterator[str]:
    match condition:
        case Not(part):
            yield from problems(part, rows_of, catalogue)
        case All(parts) | Any(parts):
            for part in parts:
                yield from problems(part, rows_of, catalogue)
        case Path(name):
            possible, _ = values(name, rows_of, catalogue)
            if not possible or not possible <= {True, False}:
                yield f"{name} is no yes or no"
        case Compare():
            yield from problems_of(condition, rows_of, catalogue)


def problems_of(compare: Compare, rows_of: str, catalogue: Catalogue) -> Iterator[str]:
    match compare:
        case Compare(Path(name), Comparison.EQUAL | Comparison.UNEQUAL, Literal(value)):
            possible, many = values(name, rows_of, catalogue)
            if not fits(value, possible, many=many):
                yield f"{name} is never {value!r}"
        case Compare(Path(name), Comparison.IN | Comparison.NOT_IN, Literal(value)):
            possible, many = values(name, rows_of, catalogue)
            if many or not fits(value, possible, many=True):
                yield f"{name} is never in {value!r}"
        case Compare(Literal(value), Comparison.IN | Comparison.NOT_IN, Path(name)):
            possible, many = values(name, rows_of, catalogue)
            if not many or not fits(value, possible, many=False):
                yield f"{name} never holds {value!r}"
        case Compare(Path(name), _, Literal(int())):
            if name not in assessed(catalogue):
                yield f"{name} is no number"
        case _:
            yield f"{compare} compares what no declaration compares yet"


def fits(value: object, possible: frozenset[object], *, many: bool) -> bool:
    """Tell whether a constant is, or for a list holds, what a fact can be; any number fits a fact without choices."""
    if isinstance(value, tuple):
        return many and set(value) <= possible
    if isinstance(value, int) and not isinstance(value, bool):
        return not possible
    return not many and value in possible


def values(name: str, rows_of: str, catalogue: Catalogue) -> tuple[frozenset[object], bool]:
    """Return what a path can be (nothing for numbers and texts), and whether it holds several of them."""
    path = full_path(catalogue.legislation.names.get(name, name), rows_of)
    if table := outputs(catalogue).get(path):
        given = {row.gives for row in table.row}
        if table.policy is Policy.COLLECT:
            return frozenset(given), True
        return frozenset(given | {table.otherwise}) - {OPEN_OUTCOME}, False
    fact = facts().get(path)
    if fact and fact.kind is Kind.YES_NO:
        return frozenset({True, False}), False
    return frozenset(fact.choices if fact else ()), bool(fact and fact.kind in SEVERAL)


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ('scope.product_law == "lift"', "scope.product_law is never 'lift'"),
        ('"2a" in law.annex_iii_point', "law.annex_iii_point never holds '2a'"),
        ('law.annex_iii_point == "1a"', "law.annex_iii_point is never '1a'"),
        ('law.annex_iii_area in ["1"]', "law.annex_iii_area is never in ('1',)"),
        ('system.roles == "provider"', "system.roles is never 'provider'"),
        ('data.uses_data_sets == "yes"', "data.uses_data_sets is never 'yes'"),
        ("purpose.misuse", "purpose.misuse is no yes or no"),
        ("not known(system.name) and law.high_risk", "law.high_risk is no yes or no"),
        ("data.quality > 5", "data.quality is no number"),
        ('scope.use_cases.use == "hiring"', "scope.use_cases.use is never 'hiring'"),
    ],
)
def test_a_comparison_that_can_never_hold_is_found(condition: str, problem: str, catalogue: Catalogue) -> None:
    assert list(problems(parse_condition(condition), "scope.use_cases", catalogue)) == [problem]
