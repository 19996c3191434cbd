"""Model, questions, requirements and documents hold together by what each declares, both ways."""

import re
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Protocol

import pytest

from pipeline.model import vocabulary
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation
from pipeline.model.condition_text import NEVER
from pipeline.model.deliverable import FIGURES, BlockKind, Deliverable
from pipeline.model.fact import ROWS
from pipeline.model.fact_list import OPEN_SECTIONS, facts
from pipeline.model.form_codes import LISTS_SHEET, META_SHEET, SHEET_TITLE_LIMIT, START_SHEET
from pipeline.model.legislation import Force, Policy, Service
from pipeline.model.questionnaire import Form, Usage
from pipeline.model.scalar import Kind, admit_code, is_placeholder, split_state
from pipeline.rules.decide import OPEN_OUTCOME, OTHERWISE
from tests.conftest import COUNTED
from tests.declared import (
    Declared,
    asked_by,
    deciding,
    drawn_in,
    expand,
    full_paths,
    named_in,
    of_tables,
    printed_in,
    table_of,
    taken_up,
)
from tests.strategies import declarations, every_edition

STAGES = Path(__file__).resolve().parents[2] / "pipeline"

OWN_ACCORD = {"action-plan", "change-report", "conformity-record", "gap-analysis", "portfolio"}
DOCUMENTS = {
    "annex-iv": "technical-documentation",
    "instructions-for-use": "instructions-for-use",
    "declaration-of-conformity": "eu-declaration",
    "classification-record": "classification-record",
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
AMENDING_ACT = "Reg (EU) 2026/1744"
NEW_LAW = {
    *("Art 2(13)", "Art 3(14a)", "Art 3(14b)", "Art 5(1)(ba)", "Art 5(1)(bb)", "Art 5(1a)", "Art 5(1b)"),
    *("Art 6(1a)", "Art 6(1b)", "Art 6(1c)", "Art 75(1e)", "Art 111(4)"),
}
"""Places that the amending act put into the law."""
CITED_AS = {"annex-iv": "Annex IV", "instructions-for-use": "Art 13(3)", "declaration-of-conformity": "Annex V"}


def deliverable(catalogue: Catalogue, name: str) -> Deliverable:
    (found,) = (entry for entry in catalogue.deliverables if entry.id == name)
    return found


# ------------------------------------------------------------------ facts and questions


def test_every_fact_has_exactly_one_question(catalogue: Catalogue, record_property) -> None:
    asked = Counter(question.id for question in catalogue.questionnaire.questions())
    named = Counter(path for path, fact in facts().items() if not fact.table)
    assert {path for path, count in asked.items() if count > 1} == set()
    assert named - asked == Counter(), "asked by no question"
    declared = asked - named
    assert {path for path in declared if path.partition(".")[0] not in OPEN_SECTIONS} == set(), "no such fact"
    assert {facts()[path].kind for path in declared} == {Kind.YES_NO}
    if is_in_force(catalogue):
        kinds = Counter(facts()[path].kind.value for path in {**facts(), **declared})
        record_property(COUNTED, f"facts: {kinds.total()} ({listed(kinds)})")


def test_a_question_of_a_declared_fact_is_a_plain_one_on_a_sheet_of_its_section(catalogue: Catalogue) -> None:
    for section in catalogue.questionnaire.sections:
        for question in section.question:
            if question.id not in set(facts()):
                assert not question.column, question.id
                assert question.used == (Usage.DECISION,), question.id
                assert section.forms == (Form.SYSTEM,), question.id


def test_every_question_of_an_open_section_is_read_by_a_condition(catalogue: Catalogue) -> None:
    """What no condition of an edition reads is asked for nothing, unless another edition reads it."""
    in_open = {question.id for question in catalogue.questionnaire.questions() if is_open(question.id)}
    read = set().union(*map(asked_by, every_edition()))
    assert in_open - read == set()
    assert len(in_open) > 100


def is_open(path: str) -> bool:
    return path.partition(".")[0] in OPEN_SECTIONS


def is_in_force(catalogue: Catalogue) -> bool:
    """Tell whether the law is read in its last edition, of which the counts at the end of a run speak."""
    return catalogue.legislation.edition == catalogue.editions[-1].id


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
    of_the_law = {name for name, codes in used.items() if not codes}
    for name in set(used) - of_the_law:
        assert set(choices[name]) == set(used[name]) == set(map(str, getattr(vocabulary, name))), name
    for name in of_the_law:
        assert not hasattr(vocabulary, name), name
        assert [code for code in choices[name] if admit_code(code) != code] == [], name
        assert next(iter(choices[name])) == "none", f"{name}: that nothing of it fits is an answer"
    for name, labels in choices.items():
        shown = [label.casefold() for label in labels.values()]
        assert len(set(shown)) == len(shown), name
        assert not any(";" in label or len(label) > 120 or label != label.strip() for label in labels.values()), name
        # A label that is another entry's code would read back as the wrong one.
        assert not set(shown) & {code.casefold() for code in labels} - {code.casefold() for code in shown}, name


def test_every_entry_of_a_list_that_the_law_fills_is_read_by_a_condition(catalogue: Catalogue) -> None:
    for path, vocabulary_name in (
        ("scope.products[].law", "ProductLaw"),
        ("scope.use_cases[].use", "Use"),
        ("scope.use_cases[].claims", "Exemption"),
    ):
        assert facts()[path].vocabulary == vocabulary_name
        text = " ".join(declared.text for declared in of_tables(catalogue.legislation))
        unread = [code for code in catalogue.questionnaire.choices[vocabulary_name] if f'"{code}"' not in text]
        assert set(unread) <= {"none"}, path


def test_every_use_of_the_list_is_explained_and_no_other(catalogue: Catalogue) -> None:
    codes = set(catalogue.questionnaire.choices["Use"])
    assert set(catalogue.questionnaire.uses) == codes - {"none"}
    shown = {
        column.id: column.shown_if
        for question in catalogue.questionnaire.questions()
        if question.id == "scope.use_cases"
        for column in question.column
    }
    for code, use in catalogue.questionnaire.uses.items():
        assert str(Citation.parse(use.point)) == use.point, code
        for text in (use.does, use.counts, use.does_not):
            assert text.strip(), code
        # A condition of the use is explained exactly where its column asks for it.
        for column, words in (("for_body", use.body), ("condition", use.condition), ("carve_out", use.exception)):
            assert bool(words) is (f'"{code}"' in shown[column]), f"{code} {column}"


# ------------------------------------------------------------------ contradictions


def test_a_contradiction_is_among_asked_facts_and_is_cited(catalogue: Catalogue) -> None:
    ids = [entry.id for entry in catalogue.questionnaire.contradictions]
    assert len(set(ids)) == len(ids)
    asked = {question.id for question in catalogue.questionnaire.questions()}
    for entry in catalogue.questionnaire.contradictions:
        read = full_paths(Declared(entry.id, entry.when, entry.each), catalogue)
        answers = [path for path in read if not path.startswith("law.")]
        assert answers, entry.id
        assert {table_of(path) for path in answers} <= asked, entry.id
        assert not entry.each or facts()[entry.each].kind is Kind.TABLE, entry.id
        assert any(path.startswith(f"{entry.each}[]") for path in answers) is bool(entry.each), entry.id
        assert entry.words.strip(), entry.id
        assert not entry.words.endswith("."), f"{entry.id}: cells are named after the words"
        assert entry.cites, entry.id


# ------------------------------------------------------------------ requirements and facts


def test_every_requirement_of_the_documents_says_how_it_is_served(catalogue: Catalogue, record_property) -> None:
    # What is prepared of one's own accord takes up no requirement.
    owed = [entry for entry in catalogue.deliverables if entry.id not in OWN_ACCORD]
    assert {entry.id: entry.document for entry in owed} == DOCUMENTS
    taken = taken_up(catalogue)
    assert {entry.id for entry in taken if entry.served_by is Service.LATER} == set()
    others = set(catalogue.legislation.requirements) - set(taken)
    assert {entry.id for entry in others if entry.served_by is not Service.LATER or entry.facts} == set()
    for entry in taken:
        assert bool(entry.facts) or entry.served_by is not Service.FACTS, entry.id
        assert not (entry.facts and entry.served_by is Service.NONE), entry.id
        assert len(set(entry.facts)) == len(entry.facts), entry.id
        assert entry.force is not Force.DELETED or entry.served_by is Service.NONE, entry.id
    for document in DOCUMENTS.values() if is_in_force(catalogue) else ():
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
    stand = {requirement for section in sections for requirement in section.requirements}
    elsewhere = {entry.id for entry in declarations().law.requirements if entry.document == DOCUMENTS[name]}
    assert wanted - stand == set(), "in no section"
    assert stand - elsewhere == set(), "in no edition of the law"
    in_force = {entry.id for entry in catalogue.legislation.requirements}
    assert (stand - wanted) & in_force == set(), "of another document"


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
        strangers[section.id] = printed - named_in(section, declarations().law.requirements)
    assert {section: paths for section, paths in strangers.items() if paths} == {}


# ------------------------------------------------------------------ what questions are used for


def test_every_question_for_a_section_is_printed_whole(catalogue: Catalogue, record_property) -> None:
    sections = chain.from_iterable(entry.section for entry in catalogue.deliverables)
    printed = set(chain.from_iterable(map(printed_in, sections)))
    questions = list(catalogue.questionnaire.questions())
    wanted = {path for question in questions if Usage.SECTION in question.used for path in expand(question.id)}
    # A table may have columns besides that only decisions read.
    decisive = {question.id for question in questions if question.column and Usage.DECISION in question.used}
    read = {path for declared in deciding(catalogue) for path in full_paths(declared, catalogue)}
    assert {path for path in wanted - printed if table_of(path) not in decisive or path not in read} == set()
    uses = Counter(" and ".join(sorted(usage.value for usage in question.used)) for question in questions)
    if is_in_force(catalogue):
        record_property(COUNTED, f"questions: {len(questions)} (used for: {listed(uses)})")


def test_every_question_for_a_decision_is_read_by_a_condition_and_the_other_way_round(catalogue: Catalogue) -> None:
    for_decisions = {question.id for question in catalogue.questionnaire.questions() if Usage.DECISION in question.used}
    assert asked_by(catalogue) - for_decisions == set(), "read by a condition"
    in_some_edition = set().union(*map(asked_by, every_edition()))
    assert for_decisions - in_some_edition == set(), "read by none"


def test_every_column_that_decides_nothing_is_printed_and_the_other_way_round(catalogue: Catalogue) -> None:
    """A column of a table for decisions is read by a condition, or printed, or says in words what stands there."""
    sections = chain.from_iterable(entry.section for entry in catalogue.deliverables)
    printed = set(chain.from_iterable(map(printed_in, sections)))
    read = {
        path
        for each in every_edition()
        for declared in deciding(each)
        if declared.place.startswith(("decision", "review"))
        for path in full_paths(declared, each)
    }
    for question in catalogue.questionnaire.questions():
        if question.column and Usage.DECISION in question.used:
            assert expand(question.id) - read - printed == set(), question.id


def test_every_question_for_a_register_is_printed_or_read_by_name(catalogue: Catalogue) -> None:
    sections = chain.from_iterable(entry.section for entry in catalogue.deliverables)
    printed = set(chain.from_iterable(map(printed_in, sections)))
    code = "".join(path.read_text(encoding="utf-8") for path in STAGES.rglob("*.py"))
    for question in catalogue.questionnaire.questions():
        if Usage.REGISTER in question.used:
            assert question.id in printed or f'"{question.id}"' in code, question.id


# ------------------------------------------------------------------ documents


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_figure_shows_stands_in_words_in_the_same_document(name: str, catalogue: Catalogue) -> None:
    sections = deliverable(catalogue, name).section
    in_words = {path for section in sections for path in printed_in(section)}
    assert {path for section in sections for path in drawn_in(section)} <= in_words


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
            holds_facts = {BlockKind.FACTS, BlockKind.TABLE, BlockKind.PICTURE, *FIGURES}
            assert bool(block.facts) or block.kind not in holds_facts, section.id
            assert bool(block.words) is (
                block.kind is BlockKind.STATEMENT or (block.kind is BlockKind.TEXT and not block.facts)
            )
            for path in block.facts:
                fact = facts()[path]
                assert (fact.kind is Kind.TABLE) is (block.kind in {BlockKind.TABLE, *FIGURES}), f"{section.id} {path}"
                assert (fact.kind is Kind.FILES) is (block.kind is BlockKind.PICTURE), f"{section.id} {path}"
                assert {f"{path}{ROWS}.{column}" for column in block.columns} <= facts().keys(), section.id


def test_every_citation_is_in_the_one_grammar(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    cites = chain(
        chain.from_iterable(entry.cites for entry in law.requirements),
        (entry.amended_by for entry in law.requirements if entry.amended_by),
        (cite for table in law.tables for row in table.row for cite in row.cites),
        (cite for table in law.tables for cite in table.otherwise_cites),
        chain.from_iterable(entry.cites for entry in law.milestones),
        chain.from_iterable(entry.cites for entry in law.open_questions),
        chain.from_iterable(entry.cites for entry in law.gates),
        chain.from_iterable(entry.cites for entry in law.periods),
        (entry.act for entry in law.milestones),
        (cite for entry in catalogue.questionnaire.contradictions for cite in entry.cites),
        (cite for question in catalogue.questionnaire.questions() for cite in question.cites),
        (cite for entry in catalogue.deliverables for cite in entry.cites),
        (cite for entry in catalogue.deliverables for section in entry.section for cite in section.cites),
        (cite for entry in catalogue.deliverables for condition in entry.precondition for cite in condition.cites),
    )
    parsed = [(cite, str(Citation.parse(cite))) for cite in cites]
    assert len(parsed) > 500
    assert all(cite == printed for cite, printed in parsed)


def test_all_law_was_checked_for_the_last_edition_and_ids_stand_once(catalogue: Catalogue) -> None:
    law, last = catalogue.legislation, catalogue.editions[-1]
    entries = (law.requirements, law.tables, law.milestones, law.open_questions, law.periods)
    for several in entries:
        assert {(entry.edition, entry.checked_on) for entry in several} == {(last.id, last.checked_on)}
    for named in (*entries, law.topics, law.gates):
        ids = [entry.id for entry in named]
        assert len(set(ids)) == len(ids)
    outputs = [table.output for table in law.tables]
    assert len(set(outputs)) == len(outputs)
    for table in law.tables:
        assert len({row.id for row in table.row}) == len(table.row), table.id
        assert OTHERWISE not in {row.id for row in table.row}, table.id


def test_every_row_and_every_otherwise_says_why_and_which_law_says_so(catalogue: Catalogue) -> None:
    for table in catalogue.legislation.tables:
        said = [(table.otherwise_because, table.otherwise_cites), *((row.because, row.cites) for row in table.row)]
        for because, cites in said:
            assert because.strip().endswith((".", "[inference].")), f"{table.id}: {because}"
            assert cites, f"{table.id}: {because}"
            assert [str(Citation.parse(cite)) for cite in cites] == list(cites), f"{table.id}: {because}"
        assert table.title.strip(), table.id


def test_what_is_left_to_a_person_says_that_it_has_to_be_reviewed(catalogue: Catalogue) -> None:
    for table in catalogue.legislation.tables:
        for row in table.row:
            if row.gives == OPEN_OUTCOME or row.review_if != NEVER:
                assert "review" in row.because, f"{table.id}.{row.id}"


def test_a_table_has_the_rows_and_the_source_that_its_policy_wants(catalogue: Catalogue) -> None:
    for table in catalogue.legislation.tables:
        assert bool(table.of) is (table.policy is Policy.GATHER), table.id
        # A table may have nothing to collect in one text of the law, and says so by being of that text alone.
        assert bool(table.row) or table.policy is not Policy.COLLECT or table.since or table.until, table.id


def test_dates_and_open_questions_are_whole(catalogue: Catalogue) -> None:
    law = catalogue.legislation
    days = [date.fromisoformat(entry.date) for entry in law.milestones]
    assert days == sorted(days), "in the order of the days"
    assert all(entry.duty.strip() for entry in law.milestones)
    topics = {topic.id for topic in law.topics} | {"dates", "declaration"}
    for entry in law.open_questions:
        assert set(entry.concerns) <= topics, entry.id
        assert set(entry.concerns) - {"dates"}, f"{entry.id}: it is printed with a topic, and dates are none"
        assert entry.cites, entry.id
        assert "?" in entry.question, entry.id
        assert entry.default.strip(), entry.id
        assert entry.alternative.strip(), entry.id


def test_every_topic_leads_to_outcomes_and_has_words_for_each_value(catalogue: Catalogue) -> None:
    tables = {table.output: table for table in catalogue.legislation.tables}
    for topic in catalogue.legislation.topics:
        assert topic.asks.endswith("?"), topic.id
        assert {topic.outcome, *topic.points_of, *topic.reasons_of, *topic.through} <= set(tables), topic.id
        table = tables[topic.outcome]
        assert table.each == "" or table.policy is Policy.COLLECT, topic.id
        given = {str(row.gives) for row in table.row} | {str(table.otherwise)}
        every = set().union(*(values_given(each, topic.outcome) for each in every_edition()))
        assert set(topic.words) <= every, topic.id
        assert not topic.words or given - {OPEN_OUTCOME, ""} <= set(topic.words), topic.id


def values_given(catalogue: Catalogue, outcome: str) -> set[str]:
    """Return what one outcome can be in an edition."""
    (table,) = (table for table in catalogue.legislation.tables if table.output == outcome)
    return {str(row.gives) for row in table.row} | {str(table.otherwise)}


def test_every_gate_is_opened_by_some_document_and_says_what_is_held_back(catalogue: Catalogue) -> None:
    gates = {gate.id for gate in catalogue.legislation.gates if gate.holds}
    named = set(chain.from_iterable(entry.despite for entry in catalogue.deliverables))
    assert named == gates
    assert all(gate.words.strip() and gate.cites for gate in catalogue.legislation.gates)


# ------------------------------------------------------------------ editions


def test_a_twin_of_another_edition_begins_where_the_first_one_ends() -> None:
    """Of one id there is at most one entry in each edition, and a day says from which text on."""
    law = declarations().law
    texts = {edition.text_state for edition in law.editions}
    first = min(texts)
    groups: list[list[tuple[str, Dated]]] = [
        [(entry.id, entry) for entry in law.requirements],
        [(entry.id, entry) for entry in law.tables],
        [(entry.id, entry) for entry in law.milestones],
        [(entry.id, entry) for entry in law.open_questions],
        [(entry.id, entry) for entry in law.topics],
        [(entry.id, entry) for entry in law.gates],
        [(entry.id, entry) for entry in law.periods],
        [(f"{table.id} {row.id}", row) for table in law.tables for row in table.row],
    ]
    for group in groups:
        for name, several in by_name(group).items():
            for entry in several:
                assert {entry.since, entry.until} <= texts | {""}, name
                assert entry.since != first, f"{name}: the first text has it anyway"
                assert not entry.until or entry.since < entry.until, name
            for state in texts:
                standing = [entry for entry in several if stands(entry, state)]
                assert len(standing) <= 1, f"{name} in {state}"


class Dated(Protocol):
    """What stands from one text of the law on, or up to one."""

    @property
    def since(self) -> str: ...

    @property
    def until(self) -> str: ...


def stands(entry: Dated, state: str) -> bool:
    return entry.since <= state and (not entry.until or state < entry.until)


def by_name(group: list[tuple[str, Dated]]) -> dict[str, list[Dated]]:
    found: dict[str, list[Dated]] = {}
    for name, entry in group:
        found.setdefault(name, []).append(entry)
    return found


def test_no_entry_is_left_out_of_every_edition() -> None:
    law, catalogues = declarations().law, every_edition()
    for whole, parts in (
        (law.requirements, [each.legislation.requirements for each in catalogues]),
        (law.milestones, [each.legislation.milestones for each in catalogues]),
        (law.open_questions, [each.legislation.open_questions for each in catalogues]),
        (law.gates, [each.legislation.gates for each in catalogues]),
        (law.periods, [each.legislation.periods for each in catalogues]),
    ):
        assert set(whole) == set(chain.from_iterable(parts))


def test_what_one_edition_says_of_the_other_text_is_marked(catalogue: Catalogue) -> None:
    """What an act changed stands in no edition before that act."""
    law = catalogue.legislation
    later = {edition.id: edition for edition in catalogue.editions if edition.text_state > law.text_state}
    assert bool(later) is not is_in_force(catalogue)
    if later:
        assert [entry.id for entry in law.requirements if entry.amended_by] == []
        assert [entry.id for entry in law.milestones if entry.act == AMENDING_ACT] == []
        rows = [f"{table.id}.{row.id}" for table in law.tables for row in table.row if NEW_LAW & set(row.cites)]
        assert rows == []
        assert [table.id for table in law.tables if NEW_LAW & set(table.otherwise_cites)] == []
        assert [entry.id for entry in law.open_questions if NEW_LAW & set(entry.cites)] == []
