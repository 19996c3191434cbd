"""Model, questions, requirements and documents hold together by what each declares, both ways."""

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from pipeline.model import vocabulary
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation
from pipeline.model.deliverable import BlockKind, Deliverable
from pipeline.model.fact import ROWS, facts
from pipeline.model.form_layout import LISTS_SHEET, META_SHEET, SHEET_TITLE_LIMIT, START_SHEET
from pipeline.model.legislation import Force, Service
from pipeline.model.questionnaire import Usage
from pipeline.model.scalar import Kind, is_placeholder, split_state
from tests.conftest import COUNTED
from tests.declared import asked_by, expand, named_in, printed_in, table_of, taken_up

STAGES = Path(__file__).resolve().parents[2] / "pipeline"

DOCUMENTS = {
    "annex-iv": "technical-documentation",
    "instructions-for-use": "instructions-for-use",
    "declaration-of-conformity": "eu-declaration",
}

POINTS = {
    # Annex IV, points 1 to 9
    "annex-iv": [
        *("1", "1(a)", "1(b)", "1(c)", "1(d)", "1(e)", "1(f)", "1(g)", "1(h)"),
        *("2", "2(a)", "2(b)", "2(c)", "2(d)", "2(e)", "2(f)", "2(g)", "2(h)"),
        *("3", "4", "5", "6", "7", "8", "9"),
    ],
    # Art 13(3), points (a) to (f)
    "instructions-for-use": [
        *("(a)", "(b)", "(b)(i)", "(b)(ii)", "(b)(iii)", "(b)(iv)", "(b)(v)", "(b)(vi)", "(b)(vii)"),
        *("(c)", "(d)", "(e)", "(f)"),
    ],
    # Annex V, points 1 to 8
    "declaration-of-conformity": ["1", "2", "3", "4", "5", "6", "7", "8"],
}
CITED_AS = {"annex-iv": "Annex IV", "instructions-for-use": "Art 13(3)", "declaration-of-conformity": "Annex V"}


def deliverable(catalogue: Catalogue, name: str) -> Deliverable:
    (found,) = (entry for entry in catalogue.deliverables if entry.id == name)
    return found


# ------------------------------------------------------------------ facts and questions


def test_every_fact_has_exactly_one_question(catalogue: Catalogue, record_property) -> None:
    asked = Counter(question.id for question in catalogue.questionnaire.questions())
    wanted = Counter(path for path, fact in facts().items() if not fact.table)
    assert asked == wanted
    kinds = Counter(fact.kind.value for fact in facts().values())
    record_property(COUNTED, f"facts: {len(facts())} ({listed(kinds)})")


def listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def test_a_question_has_the_columns_of_its_table_and_a_sheet_for_them(catalogue: Catalogue) -> None:
    for question in catalogue.questionnaire.questions():
        fact = facts()[question.id]
        columns = [column.id for column in question.column]
        assert sorted(columns) == sorted(fact.columns), question.id
        is_table = fact.kind is Kind.TABLE
        assert (bool(question.sheet), bool(question.row_prefix)) == (is_table, is_table), question.id


def test_numbers_sheets_and_prefixes_stand_once(catalogue: Catalogue) -> None:
    questions = list(catalogue.questionnaire.questions())
    tables = [question for question in questions if question.column]
    sections = catalogue.questionnaire.sections
    titles = [section.sheet for section in sections] + [question.sheet for question in tables]
    for names in (
        [question.number for question in questions],
        [question.row_prefix for question in tables],
        [title.casefold() for title in (*titles, START_SHEET, META_SHEET, LISTS_SHEET)],
        [section.id for section in sections],
        [section.number for section in sections],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [title for title in titles if len(title) > SHEET_TITLE_LIMIT or re.search(r"[\[\]:*?/\\]", title)] == []


def test_every_question_says_what_is_asked_of_whom_and_why(catalogue: Catalogue) -> None:
    for question in catalogue.questionnaire.questions():
        assert question.label.strip(), question.id
        assert question.ask.strip().endswith("?"), question.id
        assert question.guidance.strip(), question.id
        assert question.used, question.id
        assert question.who in catalogue.questionnaire.choices["who"], question.id
        assert question.cites or question.optional or Usage.REGISTER in question.used, question.id
        assert all(column.label.strip() and column.guidance.strip() for column in question.column), question.id
        assert not question.bad or question.good, f"{question.id}: a bad example alone helps nobody"


def test_a_good_example_is_an_answer(catalogue: Catalogue) -> None:
    for question in catalogue.questionnaire.questions():
        for good in (question.good, *(column.good for column in question.column)):
            assert not is_placeholder(good), question.id
            assert not split_state(good), question.id


def test_every_choice_has_a_label_that_reads_back(catalogue: Catalogue) -> None:
    choices = catalogue.questionnaire.choices
    used = {fact.vocabulary: fact.choices for fact in facts().values() if fact.vocabulary}
    assert set(choices) == set(used) | {"who"}
    for name, codes in used.items():
        assert set(choices[name]) == set(codes) == set(map(str, getattr(vocabulary, name))), name
    for name, labels in choices.items():
        shown = [label.casefold() for label in labels.values()]
        assert len(set(shown)) == len(shown), name
        assert not any(";" in label or len(label) > 120 or label != label.strip() for label in labels.values()), name
        # A label that is another entry's code would read back as the wrong one.
        assert not set(shown) & {code.casefold() for code in labels} - {code.casefold() for code in shown}, name


# ------------------------------------------------------------------ requirements and facts


def test_every_requirement_of_the_documents_says_how_it_is_served(catalogue: Catalogue, record_property) -> None:
    assert {entry.id: entry.document for entry in catalogue.deliverables} == DOCUMENTS
    taken = taken_up(catalogue)
    assert {entry.id for entry in taken if entry.served_by is Service.LATER} == set()
    others = set(catalogue.legislation.requirements) - set(taken)
    assert {entry.id for entry in others if entry.served_by is not Service.LATER or entry.facts} == set()
    for entry in taken:
        assert bool(entry.facts) or entry.served_by is not Service.FACTS, entry.id
        assert not (entry.facts and entry.served_by is Service.NONE), entry.id
        assert len(set(entry.facts)) == len(entry.facts), entry.id
        assert entry.force is not Force.DELETED or entry.served_by is Service.NONE, entry.id
    for document in DOCUMENTS.values():
        kinds = Counter(entry.served_by.value for entry in taken if entry.document == document)
        record_property(COUNTED, f"requirements of {document}: {kinds.total()} (served by: {listed(kinds)})")


def test_every_fact_that_a_requirement_names_exists_and_is_asked_once(catalogue: Catalogue) -> None:
    asked = Counter(question.id for question in catalogue.questionnaire.questions())
    for entry in taken_up(catalogue):
        assert set(entry.facts) <= facts().keys(), entry.id
        assert {asked[table_of(path)] for path in entry.facts} <= {1}, entry.id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_requirement_stands_in_a_section_of_its_document(name: str, catalogue: Catalogue) -> None:
    sections = deliverable(catalogue, name).section
    wanted = {entry.id for entry in taken_up(catalogue) if entry.document == DOCUMENTS[name]}
    assert {requirement for section in sections for requirement in section.requirements} == wanted


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_fact_that_a_requirement_names_is_printed_where_it_stands(name: str, catalogue: Catalogue) -> None:
    missing = {}
    for entry in taken_up(catalogue):
        if entry.document == DOCUMENTS[name] and entry.served_by is Service.FACTS:
            sections = [section for section in deliverable(catalogue, name).section if entry.id in section.requirements]
            printed = set(chain.from_iterable(map(printed_in, sections)))
            missing[entry.id] = set(chain.from_iterable(map(expand, entry.facts))) - printed
    assert {entry: paths for entry, paths in missing.items() if paths} == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_printed_fact_is_named_by_a_requirement_of_its_section(name: str, catalogue: Catalogue) -> None:
    registers = {question.id for question in catalogue.questionnaire.questions() if Usage.REGISTER in question.used}
    strangers = {}
    for section in deliverable(catalogue, name).section:
        printed = {path for path in printed_in(section) if table_of(path) not in registers}
        assert printed <= facts().keys(), section.id
        strangers[section.id] = printed - named_in(section, catalogue)
    assert {section: paths for section, paths in strangers.items() if paths} == {}


# ------------------------------------------------------------------ what questions are used for


def test_every_question_for_a_section_is_printed_whole(catalogue: Catalogue, record_property) -> None:
    sections = chain.from_iterable(entry.section for entry in catalogue.deliverables)
    printed = set(chain.from_iterable(map(printed_in, sections)))
    questions = list(catalogue.questionnaire.questions())
    wanted = {path for question in questions if Usage.SECTION in question.used for path in expand(question.id)}
    assert wanted - printed == set()
    uses = Counter(" and ".join(sorted(usage.value for usage in question.used)) for question in questions)
    record_property(COUNTED, f"questions: {len(questions)} (used for: {listed(uses)})")


def test_every_question_for_a_decision_is_read_by_a_condition_and_the_other_way_round(catalogue: Catalogue) -> None:
    for_decisions = {question.id for question in catalogue.questionnaire.questions() if Usage.DECISION in question.used}
    assert asked_by(catalogue) - for_decisions == set(), "read by a condition"
    assert for_decisions - asked_by(catalogue) == set(), "read by none"


def test_every_question_for_a_register_is_printed_or_read_by_name(catalogue: Catalogue) -> None:
    sections = chain.from_iterable(entry.section for entry in catalogue.deliverables)
    printed = set(chain.from_iterable(map(printed_in, sections)))
    code = "".join(path.read_text(encoding="utf-8") for path in STAGES.rglob("*.py"))
    for question in catalogue.questionnaire.questions():
        if Usage.REGISTER in question.used:
            assert question.id in printed or f'"{question.id}"' in code, question.id


# ------------------------------------------------------------------ documents


@pytest.mark.parametrize("name", POINTS)
def test_every_point_of_the_law_is_the_label_of_a_section_in_order(name: str, catalogue: Catalogue) -> None:
    labelled = {section.label: section for section in deliverable(catalogue, name).section if section.label}
    assert [label for label in labelled if label in POINTS[name]] == POINTS[name]
    for label in POINTS[name]:
        point = label if label.startswith("(") else re.sub(r"^(\d)", r"(\1)", label)
        assert f"{CITED_AS[name]}{point}" in labelled[label].cites, label


@pytest.mark.parametrize("name", DOCUMENTS)
def test_sections_blocks_and_preconditions_are_whole(name: str, catalogue: Catalogue) -> None:
    declared = deliverable(catalogue, name)
    ids = [section.id for section in declared.section] + [entry.id for entry in declared.precondition]
    assert len(set(ids)) == len(ids)
    for section in declared.section:
        assert section.heading.strip(), section.id
        assert 1 <= section.level <= 3, section.id
        assert section.cites or not section.requirements, section.id
        for block in section.block:
            holds_facts = {BlockKind.FACTS, BlockKind.TABLE, BlockKind.PICTURE}
            assert bool(block.facts) or block.kind not in holds_facts, section.id
            assert bool(block.words) is (
                block.kind is BlockKind.STATEMENT or (block.kind is BlockKind.TEXT and not block.facts)
            )
            for path in block.facts:
                fact = facts()[path]
                assert (fact.kind is Kind.TABLE) is (block.kind is BlockKind.TABLE), f"{section.id} {path}"
                assert (fact.kind is Kind.FILES) is (block.kind is BlockKind.PICTURE), f"{section.id} {path}"
                assert {f"{path}{ROWS}.{column}" for column in block.columns} <= facts().keys(), section.id


def test_every_citation_is_in_the_one_grammar(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    cites = chain(
        chain.from_iterable(entry.cites for entry in law.requirements),
        (entry.amended_by for entry in law.requirements if entry.amended_by),
        (cite for table in law.tables for row in table.row for cite in row.cites),
        (cite for question in catalogue.questionnaire.questions() for cite in question.cites),
        (cite for entry in catalogue.deliverables for cite in entry.cites),
        (cite for entry in catalogue.deliverables for section in entry.section for cite in section.cites),
        (cite for entry in catalogue.deliverables for condition in entry.precondition for cite in condition.cites),
    )
    parsed = [(cite, str(Citation.parse(cite))) for cite in cites]
    assert len(parsed) > 500
    assert all(cite == printed for cite, printed in parsed)


def test_all_law_is_of_one_edition_and_ids_stand_once(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    assert {(entry.edition, entry.checked_on) for entry in law.requirements} == {(law.edition, law.checked_on)}
    assert {(table.edition, table.checked_on) for table in law.tables} == {(law.edition, law.checked_on)}
    for ids in ([entry.id for entry in law.requirements], [table.id for table in law.tables]):
        assert len(set(ids)) == len(ids)
    outputs = [table.output for table in law.tables]
    assert len(set(outputs)) == len(outputs)
    for table in law.tables:
        assert len({row.id for row in table.row}) == len(table.row), table.id
        assert all(row.because.strip() and row.cites for row in table.row), table.id
