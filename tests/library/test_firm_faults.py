"""Faults in a firm's own declarations: each is told in one sentence that names file and entry, before anything is read.

What is shipped is held to the same and to more by `tests/legislation`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.load import load_declarations
from pipeline.library.reading import DeclarationError
from pipeline.model.legislation import Service
from tests.library.test_declarations import DELIVERABLES, LAW, SCHEMAS, SHARED

GATES, TOPICS, TABLES = f"{LAW}/gates.toml", f"{LAW}/topics.toml", f"{LAW}/decisions/05-uses.toml"
IDENTITY, SCOPE = "questionnaire/01-identity.toml", "questionnaire/02-scope.toml"
CONTRADICTIONS, CHOICES = "questionnaire/contradictions.toml", "questionnaire/choices.toml"
DATES, EDITIONS, NAMES = f"{LAW}/milestones.toml", f"{LAW}/editions.toml", f"{LAW}/names.toml"
OPEN, DECLARATION = f"{LAW}/open-questions.toml", f"{LAW}/requirements/eu-declaration.toml"
OWN, MANAGEMENT = "questionnaire/99-firm.toml", "questionnaire/management.toml"


def told_of(name: str, text: str) -> list[str]:
    """Return what is told of the shipped declarations with one file laid over them."""
    with pytest.raises(DeclarationError) as error:
        read_inquiry(SCHEMAS, [{name: text.encode()}])
    return str(error.value).splitlines()


def gate(keys: str) -> str:
    return f'[[gate]]\nid = "prohibited"\n{keys}'


def topic(keys: str) -> str:
    return f'[[topic]]\nid = "scope"\n{keys}'


def contradiction(keys: str) -> str:
    return f'[[contradiction]]\nid = "own"\nwords = "w"\ncites = ["Art 6"]\n{keys}'


def table(keys: str) -> str:
    return f'[[table]]\nid = "annex-iii-use"\n{keys}'


def row(keys: str) -> str:
    return table(f'[[table.row]]\nid = "own"\ngives = "1a"\nbecause = "B."\n{keys}')


def gathers(keys: str) -> str:
    return f'[[table]]\nid = "annex-iii-point"\n{keys}'


def question(name: str, keys: str = "") -> str:
    stated = 'label = "L"\nask = "A?"\ncites = ["Art 6"]\nwho = "legal"\nused = ["decision"]'
    return f'[[question]]\nid = "{name}"\n{stated}\n{keys}'


def sheet(title: str) -> str:
    head = f'id = "own"\nnumber = "99"\nsheet = "{title}"\ntitle = "Own"\nforms = ["system"]\nintro = "I."\n'
    return head + question("scope.own")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            GATES,
            gate("when = 'law.prohibitd == true'"),
            "prohibited: when: law.prohibitd is neither asked for nor decid",
        ),
        (
            GATES,
            gate("when = 'law.prohibited == \"prohibted\"'"),
            "prohibited: when: law.prohibited is never 'prohibted'",
        ),
        (GATES, gate("when = 'law.prohibited = true'"), "prohibited: when: 'law.prohibited = true' cannot be read"),
        (
            GATES,
            gate("when = 'law.use_case_point == \"1a\"'"),
            "prohibited: when: law.use_case_point is decided for each",
        ),
        (GATES, gate('cites = ["Artikel 5"]'), "prohibited: cites: not a citation: 'Artikel 5'"),
        (
            GATES,
            gate("since = 2030-01-01"),
            "prohibited: since: 2030-01-01 is the text_state of no edition; known are 2",
        ),
        (GATES, gate('until = "some day"'), "prohibited: until: 'some day' is no day written as 2026-11-26"),
        (
            CONTRADICTIONS,
            contradiction("when = 'data.persnal_data == true'"),
            "own: when: data.persnal_data is neither",
        ),
        (CONTRADICTIONS, contradiction("when = 'true ='"), "own: when: 'true =' cannot be read"),
        (CONTRADICTIONS, contradiction("when = 'true'"), "own: when: reads no answer, so that no cell can be named"),
        (CONTRADICTIONS, contradiction("when = 'law.section_b == true'"), "own: when: reads no answer"),
        (
            CONTRADICTIONS,
            contradiction('when = "data.personal_data"\neach = "scope.use"'),
            "own: each: scope.use is no t",
        ),
        (
            CONTRADICTIONS,
            contradiction("when = 'scope.use_cases.use == \"none\"'"),
            "own: when: scope.use_cases.use is a c",
        ),
        (TOPICS, topic('outcome = "law.scop"'), "scope: outcome: law.scop is decided by no table"),
        (
            TOPICS,
            topic('outcome = "law.use_case_point"'),
            "scope: outcome: law.use_case_point is decided for each row of",
        ),
        (TOPICS, topic('applies_from = ["genral"]'), "scope: applies_from: genral is no milestone"),
        (TOPICS, topic('points_of = ["law.reech"]'), "scope: points_of: law.reech is decided by no table"),
        (TOPICS, topic('reasons_of = ["law.reech"]'), "scope: reasons_of: law.reech is decided by no table"),
        (TOPICS, topic('through = ["law.reech"]'), "scope: through: law.reech is decided by no table"),
        (
            IDENTITY,
            '[[question]]\nid = "system.name"\nwho = "nobody"',
            "system.name: who: nobody is none of data, engin",
        ),
        (
            IDENTITY,
            '[[question]]\nid = "system.name"\nshown_if = "system.nme"',
            "system.name: shown_if: system.nme is ne",
        ),
        (IDENTITY, question("system.own"), "system.own: id: system.own is no fact that can be asked for"),
        (SCOPE, question("system.name"), "system.name: id: stands twice"),
        (
            SCOPE,
            question("scope.own", '[[question.column]]\nid = "x"\nlabel = "X"'),
            "scope.own: column: x is no column",
        ),
        (OWN, sheet("1 Identity"), "sheet: '1 Identity' is the title of another sheet"),
        (OWN, sheet("start"), "sheet: 'start' is the title of another sheet"),
        (OWN, sheet("Uses explained"), "sheet: 'Uses explained' is the title of another sheet"),
        (OWN, sheet("A/B"), "sheet: 'A/B' cannot be the title of a sheet"),
        (OWN, sheet("x" * 32), "sheet: 'xxx"),
        (CHOICES, '[Us]\nx = "X"', "Us: is no list that a fact is chosen from"),
        (CHOICES, '[Role]\nboss = "Boss"', "Role: boss is no entry of this list"),
        (CHOICES, '[Use]\n"A B" = "X"', "Use: 'A B' is no code of small letters"),
        (CHOICES, '[Use]\none = "Same"\ntwo = "same"', "Use: the label 'same' stands twice"),
        (CHOICES, '[Use]\none = "A; B"', "Use: one: its label holds a semicolon"),
        (
            "questionnaire/uses.toml",
            '[own]\npoint = "Art 6"\ndoes = "d"\ncounts = "c"\ndoes_not = "n"',
            "own: is no use",
        ),
        (
            "questionnaire/uses.toml",
            '[recruitment]\npoint = "Anx III"',
            "recruitment: point: not a citation: 'Anx III'",
        ),
        (EDITIONS, '[[edition]]\nid = "eu-ai-act@2026-07-27"\ntext_state = "soon"', "text_state: 'soon' is no day"),
        (
            EDITIONS,
            '[[edition]]\nid = "eu-ai-act@2026-07-27"\nchecked_on = 20261123',
            "checked_on: has to be text",
        ),
        (DATES, '[[milestone]]\nid = "general"\ndate = "summer"', "general: date: 'summer' is no day written as 2026-"),
        (
            DATES,
            '[[milestone]]\nid = "general"\nedition = "act"',
            "general: edition: act is not declared; known are eu-ai",
        ),
        (
            DATES,
            '[[milestone]]\nid = "general"\nwhen = "law.x"',
            "general: when: law.x is neither asked for nor decided",
        ),
        (
            OPEN,
            '[[open_question]]\nid = "several-uses"\nconcerns = ["rout"]',
            "several-uses: concerns: rout is no topic",
        ),
        (
            OPEN,
            '[[open_question]]\nid = "several-uses"\nwhen = "law.x"',
            "several-uses: when: law.x is neither asked for",
        ),
        (TABLES, row('cites = []\nwhen = "true"'), "annex-iii-use: row own: cites: names no point of law"),
        (TABLES, row('cites = ["Art 0"]\nwhen = "true"'), "annex-iii-use: row own: cites: not a citation: 'Art 0'"),
        (
            TABLES,
            row('cites = ["Art 6"]\nwhen = "scope.use_cases.uze"'),
            "annex-iii-use: row own: when: scope.use_cases.u",
        ),
        (
            TABLES,
            row('cites = ["Art 6"]\nwhen = "law.route"'),
            "annex-iii-use: row own: when: law.route is neither asked",
        ),
        (TABLES, table("otherwise_cites = []"), "annex-iii-use: otherwise_cites: names no point of law"),
        (TABLES, table('output = "use"'), "annex-iii-use: output: use does not begin with law."),
        (TABLES, gathers('output = "law.scope"'), "decided twice"),
        (
            TABLES,
            gathers('of = "law.scope"'),
            "annex-iii-point: of: law.scope is not decided before, for each row of a t",
        ),
        (
            TABLES,
            gathers('of = "law.use"'),
            "annex-iii-point: of: law.use is not decided before, for each row of a table",
        ),
        (TABLES, gathers('where = "law.x"'), "annex-iii-point: where: law.x is neither asked for nor decided"),
        (NAMES, '[names]\nown = "law.own"', "names: own: law.own is neither asked for nor decided"),
        (NAMES, '[rows_absent_if]\n"scope.use" = "true"', "rows_absent_if: scope.use is no table that is asked for"),
        (
            NAMES,
            '[rows_absent_if]\n"scope.use_cases" = "law.scope"',
            "rows_absent_if: scope.use_cases: law.scope is neith",
        ),
        (NAMES, "[absent]", "there is no key absent here"),
        (
            DECLARATION,
            '[[requirement]]\nid = "A47-1.form"\napplies_if = "is_provder"',
            "A47-1.form: applies_if: is_provd",
        ),
        (
            DECLARATION,
            '[[requirement]]\nid = "A47-1.form"\nfacts = ["system.nme"]',
            "A47-1.form: facts: system.nme is ask",
        ),
        (
            MANAGEMENT,
            '[[question]]\nid = "management.controls"\nrows_of = "contrls"',
            "management.controls: rows_of: contrls is no list; known are controls, clauses, duties, steps",
        ),
        (
            MANAGEMENT,
            '[[question]]\nid = "management.systems"\nrows_of = "controls"',
            "management.systems: rows_of: the first column has to be title",
        ),
        (
            MANAGEMENT,
            '[[question]]\nid = "management.systems"\nlisted = true',
            "management.systems: listed: rows_of names no list",
        ),
        (GATES, '[gate]\nid = "own"', "holds [[gate]] for each entry, and [source] for what all have in common"),
        (GATES, "gate = [5]", "holds [[gate]] for each entry"),
        (GATES, "source = 5", "holds [[gate]] for each entry"),
        (GATES, '[[gates]]\nid = "own"', "gates: nothing of this name is read here"),
        (f"{LAW}/gate.toml", "", "no declaration is read from a file of this name"),
        ("word.toml", "", "no declaration is read from a file of this name"),
    ],
)
def test_it_is_told_with_file_and_entry(name: str, text: str, told: str) -> None:
    assert [line for line in told_of(name, text) if line.startswith((f"{name} ", f"{name}: ")) and told in line]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (GATES, gate("when = 'law.prohibitd == true'")),
        (TOPICS, topic('outcome = "law.scop"')),
        (CONTRADICTIONS, contradiction("when = 'data.persnal_data == true or system.name == \"x\"'")),
        (IDENTITY, '[[question]]\nid = "system.name"\nwho = "nobody"'),
        (EDITIONS, '[[edition]]\nid = "eu-ai-act@2026-07-27"\ntext_state = "soon"'),
        (GATES, gate('cites = ["Artikel 5"]')),
    ],
    ids=["gate", "topic", "contradiction", "who", "text-state", "citation"],
)
def test_one_fault_is_one_sentence(name: str, text: str) -> None:
    (line,) = told_of(name, text)
    assert line.startswith(f"{name} ")


def test_what_only_one_edition_lacks_is_told_with_that_edition() -> None:
    (line,) = told_of(GATES, gate("when = 'dates.section_a_limits <= as_of'"))
    assert line.endswith("when: dates.section_a_limits is neither asked for nor decided in eu-ai-act@2024-07-12")


def test_an_entry_that_stands_twice_in_an_edition_is_told() -> None:
    twin = '[[milestone]]\nid = "literacy"\nsince = 2024-07-12\ndate = 2025-01-01\nact = "A"\ncites = []\nduty = "D."'
    (line,) = told_of(DATES, twin)
    assert line == f"{DATES} literacy: id: stands twice"
    rows = table(
        '[[table.row]]\nid = "recruitment"\nsince = 2024-07-12\n[[table.row]]\nid = "recruitment"\nsince = 2026-07-27\n'
        'when = "true"\ngives = "4a"\ncites = ["Art 6"]\nbecause = "B."'
    )
    (line,) = told_of(TABLES, rows)
    assert line == f"{TABLES} annex-iii-use: row recruitment: stands twice in eu-ai-act@2026-07-27"


Change = Callable[[bytes], bytes]


def changed(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


SECTION = '\n[[section]]\nid = "own"\nheading = "H"\nlevel = 1\n'


def added(keys: str) -> Change:
    return lambda content: content + (SECTION + keys).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed('due_when = "', 'due_when = "law.none and '), "due_when: law.none is neither asked for nor decided"),
        (added('shown_when = "law.none"'), "section own: shown_when: law.none is neither asked for nor decided"),
        (added('requirements = ["A0"]'), "requirements: A0 is none"),
        (
            added('[[section.block]]\nkind = "facts"\nfacts = ["system.nme"]'),
            "section own: system.nme is asked for by no",
        ),
        (
            added('[[section.block]]\nkind = "text"\nwords = "{system.nme}"'),
            "section own: system.nme is asked for by no",
        ),
        (
            added('[[section.block]]\nkind = "table"\nfacts = ["scope.use_cases"]\ncolumns = ["uze"]'),
            "section own: scope.use_cases has no column uze",
        ),
        (
            added('[[section.block]]\nkind = "table"\nfacts = ["scope.use_cases"]\nwhen = "scope.use_cases.uze"'),
            "section own: block 0: when: scope.use_cases.uze is neither asked for nor decided",
        ),
        (
            added('[[section.block]]\nkind = "tests"\noutcomes = ["law.none"]'),
            "outcomes: law.none is decided by no table",
        ),
        (
            added('[[section.block]]\nkind = "tests"\noutcomes = ["law.use_case_point"]'),
            "outcomes: law.use_case_point is decided for each row of scope.use_cases, not once",
        ),
        (added('[[section.block]]\nkind = "outcome"\nid = "rout"'), "section own: rout is no topic"),
        (
            added('[[precondition]]\nid = "own"\nwords = "W"\nsettled_when = "law.none"'),
            "precondition own: settled_when: law.none is neither asked for nor decided",
        ),
        (changed('despite = ["prohibited"', 'despite = ["own"'), "despite: own is no gate"),
    ],
)
def test_a_document_that_names_what_there_is_not_is_told(change: Change, told: str) -> None:
    name = "classification-record"
    documents = read_documents({name: change(DELIVERABLES[name])}, SHARED)
    with pytest.raises(DeclarationError) as error:
        check_documents(documents, read_inquiry(SCHEMAS))
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{name}/deliverable.toml: ")
    assert told in line


def test_a_document_may_read_how_much_of_it_is_open() -> None:
    name = "classification-record"
    change = added('shown_when = "assessment.preconditions_open > 0 and assessment.eu_declaration_open == 0"')
    check_documents(read_documents({name: change(DELIVERABLES[name])}, SHARED), read_inquiry(SCHEMAS))


def test_documents_are_held_against_the_schemas_of_the_same_library(tmp_path: Path) -> None:
    """A document that named a fact of the firm's own is checked again where the firm no longer asks for it."""
    firm, cache = tmp_path / "firm", tmp_path / "cache"
    own = firm / "schemas" / SCOPE
    own.parent.mkdir(parents=True)
    own.write_text(question("scope.own"), "utf-8")
    (firm / "classification-record").mkdir()
    content = added('shown_when = "scope.own"')(DELIVERABLES["classification-record"])
    (firm / "classification-record" / "deliverable.toml").write_bytes(content)
    assert load_declarations([firm], cache=cache).documents.deliverables
    own.write_text(question("scope.other"), "utf-8")
    with pytest.raises(DeclarationError, match=r"shown_when: scope\.own is neither asked for nor decided"):
        load_declarations([firm], cache=cache)


def test_what_is_not_evaluated_yet_may_name_what_is_not_declared_yet() -> None:
    """A requirement that no deliverable takes up may use a short name that leads nowhere yet."""
    name = min(entry.id for entry in read_inquiry(SCHEMAS).law.requirements if entry.served_by is Service.LATER)
    (place,) = [path for path, text in SCHEMAS.items() if f'id = "{name}"\n'.encode() in text and "/require" in path]
    later = f'[[requirement]]\nid = "{name}"\napplies_if = "not_declared_yet"'
    read = read_inquiry(SCHEMAS, [{place: later.encode()}])
    assert {entry.applies_if for entry in read.law.requirements if entry.id == name} == {"not_declared_yet"}
