"""Every condition can be read, reads only what there is, and compares it with what it can be - in each edition."""

from collections.abc import Iterator
from typing import TypeVar

import pytest

from pipeline.library.conditions import Stated
from pipeline.library.known import KnownNames
from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import AS_OF, COMPARED_WITH, DATES
from pipeline.model.fact_list import facts
from pipeline.model.legislation import DecisionTable, Policy, Service
from pipeline.model.scalar import Kind
from pipeline.rules.condition import (
    All,
    Any,
    Condition,
    Known,
    Not,
    parse_condition,
    paths_in,
)
from pipeline.rules.decide import OPEN_OUTCOME
from tests.declared import Declared, conditions, full_paths, of_tables
from tests.strategies import declarations

Node = TypeVar("Node", bound=Condition)


def assessed(catalogue: Catalogue) -> set[str]:
    """Return the outcomes of the assessment that conditions of documents may read."""
    served = {entry.document for entry in catalogue.legislation.requirements if entry.served_by is not Service.LATER}
    open_counts = {f"assessment.{document.replace('-', '_')}_open" for document in served}
    return open_counts | {"assessment.preconditions_open", "assessment.steps_open", COMPARED_WITH}


def outputs(catalogue: Catalogue) -> dict[str, DecisionTable]:
    return {table.output: table for table in catalogue.legislation.tables}


def source(table: DecisionTable, catalogue: Catalogue) -> DecisionTable:
    """Return the table whose outcomes another gathers."""
    return outputs(catalogue)[table.of]


def of_rows(table: DecisionTable) -> str:
    """Return the table of the profile to whose rows an outcome belongs, one for each, or nothing."""
    return table.each if table.policy is Policy.FIRST else ""


def asked(catalogue: Catalogue) -> set[str]:
    """Return the facts that are asked for: a name in an open section is one only where a question has it."""
    return {*facts(), *(question.id for question in catalogue.questionnaire.questions())}


def days(catalogue: Catalogue) -> set[str]:
    """Return the days that conditions may read: the one on which the law is read, and those of its milestones."""
    return {AS_OF, *(f"{DATES}{milestone.id}" for milestone in catalogue.legislation.milestones)}


def test_every_condition_reads_only_what_there_is(catalogue: Catalogue) -> None:
    there = {*asked(catalogue), *outputs(catalogue), *days(catalogue)}
    strangers = {}
    for declared in conditions(catalogue):
        document = declared.place.startswith(tuple(f"{entry.id} " for entry in catalogue.deliverables))
        may_read = there | (assessed(catalogue) if document else set())
        strangers[declared.place] = set(full_paths(declared, catalogue)) - may_read
    assert {place: unknown for place, unknown in strangers.items() if unknown} == {}


def test_a_cell_or_the_outcome_of_a_row_is_read_only_where_its_table_is_gone_through(catalogue: Catalogue) -> None:
    for declared in conditions(catalogue):
        for path in full_paths(declared, catalogue):
            table = facts()[path].table if path in facts() else ""
            if outcome := outputs(catalogue).get(path):
                table = of_rows(outcome)
            assert table in ("", declared.rows_of), f"{declared.place}: {path}"


def test_conditions_of_documents_that_come_later_are_read_too(catalogue: Catalogue) -> None:
    for entry in catalogue.legislation.requirements:
        assert paths_in(parse_condition(entry.applies_if)) or entry.applies_if in ("true", "false"), entry.id


def test_every_short_name_leads_to_a_fact_or_an_outcome(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    assert set(law.names.values()) - {*asked(catalogue), *outputs(catalogue)} == set()


def test_every_short_name_is_used_in_some_edition() -> None:
    law = declarations().law
    used = {name for entry in law.requirements for name in paths_in(parse_condition(entry.applies_if))}
    assert set(law.names) - used == set()


def test_a_decision_table_reads_facts_days_and_earlier_tables_only(catalogue: Catalogue) -> None:
    earlier: set[str] = set()
    for table in catalogue.legislation.tables:
        for row in table.row:
            for text in (row.when, row.review_if):
                read = set(full_paths(Declared(row.id, text, table.each), catalogue))
                assert read <= asked(catalogue) | days(catalogue) | earlier, f"{table.id}.{row.id}"
        assert not table.each or facts()[table.each].kind is Kind.TABLE, table.id
        assert table.output.startswith("law."), table.id
        if table.policy is Policy.GATHER:
            assert table.of in earlier, table.id
            assert of_rows(source(table, catalogue)), table.id
            assert not table.row, table.id
            assert not table.each, table.id
            assert set(table.without) <= given_by(source(table, catalogue)), table.id
        else:
            assert (table.of, table.without) == ("", ()), table.id
        earlier.add(table.output)


def test_a_table_that_may_be_absent_reads_answers_only(catalogue: Catalogue) -> None:
    """Whether a table has rows is asked before anything is decided."""
    for table, text in catalogue.legislation.rows_absent_if.items():
        assert facts()[table].kind is Kind.TABLE, table
        assert set(full_paths(Declared(table, text), catalogue)) <= asked(catalogue), table
    gone_through = {table.each for table in catalogue.legislation.tables if table.each}
    assert gone_through - set(catalogue.legislation.rows_absent_if) == set(), "say of each when it has no rows"


def test_no_decision_asks_whether_a_fact_is_known(catalogue: Catalogue) -> None:
    """An answer more could turn over what was settled, and an answer less could count as no."""
    asking = [declared.place for declared in of_tables(catalogue.legislation) if nodes(Known, declared.text)]
    absent = [text for text in catalogue.legislation.rows_absent_if.values() if nodes(Known, text)]
    assert asking + absent == []


def nodes(kind: type[Node], text: str) -> list[Node]:
    """Return the parts of a condition that are of one kind."""

    def of(condition: Condition) -> Iterator[Condition]:
        yield condition
        match condition:
            case Not(part):
                yield from of(part)
            case All(parts) | Any(parts):
                for part in parts:
                    yield from of(part)

    return [node for node in of(parse_condition(text)) if isinstance(node, kind)]


def test_what_the_law_leaves_open_is_an_outcome_of_one_value_only(catalogue: Catalogue) -> None:
    """A row of a set that a person has to review says so by a condition of its own."""
    for table in catalogue.legislation.tables:
        if table.policy is not Policy.FIRST:
            assert OPEN_OUTCOME not in {row.gives for row in table.row} | {table.otherwise}, table.id
            assert table.otherwise == "", table.id
            assert all(isinstance(row.gives, str) and row.gives for row in table.row), table.id


def test_the_values_of_an_outcome_are_of_one_kind(catalogue: Catalogue) -> None:
    for table in catalogue.legislation.tables:
        given = given_by(table) - {OPEN_OUTCOME, ""}
        assert len({type(value) for value in given}) <= 1, table.id


def test_every_condition_compares_a_fact_with_what_it_can_be(catalogue: Catalogue) -> None:
    names = KnownNames.of(catalogue.legislation, catalogue.questionnaire)
    told = {
        declared.place: list(names.strangers(Stated("", declared.text, declared.rows_of), counts=True))
        for declared in conditions(catalogue)
    }
    assert {place: problems for place, problems in told.items() if problems} == {}


def given_by(table: DecisionTable) -> frozenset[object]:
    return frozenset({row.gives for row in table.row} | {table.otherwise})


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ('scope.products.law == "lift"', "scope.products.law is never 'lift'"),
        ('"2a" in law.annex_iii_point', "law.annex_iii_point never holds '2a'"),
        ('"none" in law.annex_iii_point', "law.annex_iii_point never holds 'none'"),
        ('law.annex_iii_point == "1a"', "law.annex_iii_point is never '1a'"),
        ('law.annex_iii_area in ["1"]', "law.annex_iii_area is never in ('1',)"),
        ('law.use_case_point == "2a"', "law.use_case_point is never '2a'"),
        ('law.use_case_class == "unknown"', "law.use_case_class is never 'unknown'"),
        ('"50(6)" in law.transparency', "law.transparency never holds '50(6)'"),
        ('"" in law.transparency', "law.transparency never holds ''"),
        ('system.roles == "provider"', "system.roles is never 'provider'"),
        ('data.uses_data_sets == "yes"', "data.uses_data_sets is never 'yes'"),
        ('scope.infers == "yes"', "scope.infers is never 'yes'"),
        ("purpose.misuse", "purpose.misuse is no yes or no"),
        ("not known(system.name) and law.high_risk", "law.high_risk is no yes or no"),
        ("data.quality > 5", "data.quality is no number"),
        ("dates.general > 5", "dates.general is no number"),
        ("dates.general == true", "dates.general is never True"),
        ("dates.general <= system.name", "system.name is no day"),
        ("law.route <= as_of", "law.route is no day"),
        ('scope.use_cases.use == "hiring"', "scope.use_cases.use is never 'hiring'"),
        ('"hiring" in scope.use_cases.claims', "scope.use_cases.claims never holds 'hiring'"),
        ('system.name <= "2026-01-01"', "system.name is no day"),
        ("5 > system.name", "system.name is no number"),
        ('dates.general > "summer"', "'summer' is no day"),
        ('dates.general == "summer"', "dates.general is never 'summer'"),
        ("dates.general == system.name", "system.name is no day"),
        ("system.name == 5", "system.name is never 5"),
        ("performance.figures == 5", "performance.figures is neither asked for nor decided"),
        ('"x" in data.personal_data', "data.personal_data never holds 'x'"),
        ("system.name in system.version", "system.version never holds several"),
        ('system.name in "text"', "system.name is never in 'text'"),
        (
            "scope.use_cases.use == scope.products.law",
            "scope.use_cases.use is a column of scope.use_cases, whose rows are not gone through here",
        ),
        ("law.prohibitd", "law.prohibitd is neither asked for nor decided"),
        ("assessment.preconditions_open == 0", "assessment.preconditions_open is neither asked for nor decided"),
    ],
)
def test_a_comparison_that_can_never_hold_is_found(condition: str, problem: str, catalogue: Catalogue) -> None:
    assert problems(condition, catalogue) == [problem]


def problems(condition: str, catalogue: Catalogue) -> list[str]:
    """Return what is wrong with a condition that is tried on the rows of the table whose cells it reads."""
    rows_of = "scope.products" if "scope.products." in condition else "scope.use_cases"
    names = KnownNames.of(catalogue.legislation, catalogue.questionnaire)
    return list(names.strangers(Stated("when", condition, rows_of)))


@pytest.mark.parametrize(
    "condition",
    [
        "dates.prohibitions <= as_of",
        "system.first_release < dates.general",
        "law.transparency != []",
        'law.use_case_point in ["4a", "none"]',
        "scope.use_cases != []",
        'scope.use_cases.claims == ["none"]',
        "scope.products.itself",
        "law.route == law.registration",
        'system.name in ["A", "B"]',
        'system.first_release >= "2026-08-02"',
        '"provider" in system.roles and not ("x" == system.name)',
        "system.roles == []",
        "law.use_case_point in system.roles",
    ],
)
def test_a_comparison_that_can_hold_is_none_of_these(condition: str, catalogue: Catalogue) -> None:
    assert problems(condition, catalogue) == []
