"""Faults in questions of a firm's own and in what names them: each is told with file and entry when they are loaded."""

from collections.abc import Callable

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.reading import DeclarationError
from pipeline.model.fact import Fact
from pipeline.model.scalar import Kind
from tests.library.test_declarations import DELIVERABLES, SCHEMAS, SHARED
from tests.library.test_firm_questions import FIRM

OWN, CHOICES = "questionnaire/firm.toml", "questionnaire/choices.toml"
IDENTITY, STANDARDS = "questionnaire/01-identity.toml", "questionnaire/13-conformity.toml"
HEAD = 'id = "own"\nnumber = "99"\nsheet = "99 Own"\ntitle = "Own"\nforms = ["system"]\nintro = "I."\n'
STATED = 'label = "L"\nask = "A?"\ncites = []\nwho = "legal"\nused = ["section"]'
RECORD = "engagement-record"
FILES = {path.relative_to(FIRM / "schemas").as_posix(): path.read_bytes() for path in FIRM.rglob("questionnaire/*")}
DOCUMENT = FIRM.joinpath(RECORD, "deliverable.toml").read_text(encoding="utf-8")


def told_of(*files: tuple[str, str]) -> list[str]:
    """Return what is told of the shipped declarations with a firm's files laid over them."""
    with pytest.raises(DeclarationError) as error:
        read_inquiry(SCHEMAS, [{name: text.encode() for name, text in files}])
    return str(error.value).splitlines()


def asks(name: str, keys: str = "") -> str:
    return f'{HEAD}[[question]]\nid = "{name}"\n{STATED}\n{keys}'


def columns(*keys: str, of: str = "") -> str:
    return f'{of}\nrow_prefix = "RW"\n' + "\n".join(f'[[question.column]]\nlabel = "L"\n{each}' for each in keys)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (asks("extra.a"), "extra.a: kind: is missing; known are line, prose, yes-no, choice"),
        (asks("extra.a", 'kind = "text"'), "extra.a: kind: text is none; known are line,"),
        (asks("extra.a", 'kind = "id"'), "extra.a: kind: id is none; known are line,"),
        (asks("extra.a", 'kind = "table"'), "extra.a: kind: table is none; known are line,"),
        (asks("extra.a", 'kind = "choice"'), "extra.a: vocabulary: nothing is no list of the choices"),
        (
            asks("extra.a", 'kind = "choices"\nvocabulary = "Colour"'),
            "extra.a: vocabulary: Colour is no list of the choices",
        ),
        (asks("extra.a", 'kind = "choice"\nvocabulary = "who"'), "extra.a: vocabulary: who is no list of the choices"),
        (asks("extra.a", 'kind = "refs"'), "extra.a: refers_to: nothing is no table that is asked for"),
        (
            asks("extra.a", 'kind = "refs"\nrefers_to = "system.name"'),
            "extra.a: refers_to: system.name is no table that is asked for",
        ),
        (asks("extra.a", 'kind = "line"\nunit = "h"'), "extra.a: unit: a line has none"),
        (asks("extra.a", 'kind = "number"\nvocabulary = "Use"'), "extra.a: vocabulary: a number has none"),
        (asks("extra.a", 'kind = "date"\nrefers_to = "evidence"'), "extra.a: refers_to: a date has none"),
        (asks("extra.aB", 'kind = "line"'), "extra.aB: id: extra.aB is no name of a fact, of small letters and under"),
        (asks("extra.a.b", 'kind = "line"'), "extra.a.b: id: extra.a.b is no name of a fact"),
        (asks("extra.class", 'kind = "line"'), "extra.class: id: extra.class is no name of a fact"),
        (asks("extra.", 'kind = "line"'), "extra.: id: extra. is no name of a fact"),
        (
            asks("extra.a", columns('id = "b"\nkind = "line"', of='kind = "line"')),
            "extra.a: kind: a question with columns asks for a table, not for line",
        ),
        (
            asks("extra.a", columns('id = "b"\nkind = "line"', of='unit = "h"')),
            "extra.a: unit: is said by the columns of a table",
        ),
        (
            asks("extra.a", '[[question.column]]\nid = "b"\nlabel = "L"\nkind = "line"'),
            "extra.a: row_prefix: is missing; the ids of its rows begin with it",
        ),
        (asks("extra.a", columns('id = "b"')), "extra.a: column b: kind: is missing; known are line,"),
        (
            asks("extra.a", columns('id = "b"\nkind = "choice"')),
            "extra.a: column b: vocabulary: nothing is no list of the",
        ),
        (
            asks("extra.a", columns('id = "b"\nkind = "line"', 'id = "b"\nkind = "date"')),
            "extra.a: column: b stands twice",
        ),
        (
            asks("extra.a", columns('id = "evidence"\nkind = "line"')),
            "extra.a: column: evidence stands beside the columns of every table",
        ),
        (asks("extra.a", columns('id = "B"\nkind = "line"')), "extra.a: column: B is no name of a fact"),
        (
            asks("extra.a", 'kind = "line"\nshown_if = "extra.b == true"'),
            "extra.a: shown_if: extra.b is neither asked for nor decided",
        ),
        (
            asks("extra.a", 'kind = "line"\nshown_if = "extra.a == true"'),
            "extra.a: shown_if: extra.a is never True",
        ),
        (asks("scope.own", 'kind = "yes-no"'), "scope.own: kind: is said by the model; only a question"),
    ],
    ids=lambda value: str(value).partition(" known")[0][-60:],
)  # fmt: skip
def test_a_fault_in_a_question_is_told_once_with_its_key(text: str, told: str) -> None:
    (only,) = told_of((OWN, text))
    assert only.startswith(f"{OWN} {told}")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            IDENTITY,
            '[[question]]\nid = "system.name"\nkind = "line"',
            "system.name: kind: is said by the model; only a question whose id begins with extra. says it",
        ),
        (IDENTITY, '[[question]]\nid = "system.name"\nunit = "h"', "system.name: unit: is said by the model"),
        (
            STANDARDS,
            '[[question]]\nid = "conformity.standards"\n[[question.column]]\nid = "kind"\nvocabulary = "Use"',
            "conformity.standards: column kind: vocabulary: is said by the model",
        ),
    ],
    ids=["kind", "unit", "of-a-column"],
)
def test_a_question_of_the_model_declares_no_type(name: str, text: str, told: str) -> None:
    (only,) = told_of((name, text))
    assert only.startswith(f"{name} {told}")


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ('[Colour]\nred = "Red"', "Colour: is no list that a fact is chosen from"),
        ('[yes-no]\nred = "Red"', "yes-no: is no name of a list, of letters of which the first is a capital"),
        ('[Role]\nred = "Red"', "Role: red is no entry of this list"),
    ],
    ids=["of-no-question", "of-the-form", "of-the-model"],
)
def test_a_list_is_told_that_no_question_may_offer(lists: str, told: str) -> None:
    name = lists.partition("[")[2].partition("]")[0] if "Colour" not in lists else "Role"
    own = asks("extra.a", f'kind = "choice"\nvocabulary = "{name}"')
    assert told_of((OWN, own), (CHOICES, lists)) == [f"{CHOICES}: {told}"]


def test_a_list_of_the_model_can_be_chosen_from() -> None:
    own = asks("extra.a", 'kind = "choices"\nvocabulary = "Role"')
    asked = read_inquiry(SCHEMAS, [{OWN: own.encode()}]).questionnaire.facts
    assert asked["extra.a"] == Fact("extra.a", Kind.CHOICES, vocabulary="Role", choices=asked["system.roles"].choices)


def told_of_document(change: Callable[[str], str]) -> list[str]:
    """Return what is told of the firm's document with one thing in it changed."""
    book = read_inquiry(SCHEMAS, [FILES])
    documents = read_documents({**DELIVERABLES, RECORD: change(DOCUMENT).encode()}, SHARED)
    with pytest.raises(DeclarationError) as error:
        check_documents(documents, book)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{extra.contract}",
            "{extra.contrct}",
            (
                "section eng_contract: extra.contrct is asked for by no question; "
                "`dossier templates fields ID` lists what is asked"
            ),
        ),
        (
            '"extra.letters"',
            '"extra.leters"',
            (
                "section eng_contract: extra.leters is asked for by no question; "
                "`dossier templates fields ID` lists what is asked"
            ),
        ),
        ('"topic", "findings"', '"topc", "findings"', "section eng_reviews: extra.reviews has no column topc"),
        (
            'shown_when = "extra.insured == true"',
            'shown_when = "extra.insurd == true"',
            "section eng_insurance: shown_when: extra.insurd is neither asked for nor decided",
        ),
        (
            "extra.cover >= 1000000",
            "extra.phase >= 1000000",
            "section eng_insurance: block 1: when: extra.phase is no number",
        ),
        (
            'due_when = "known(system.id)"',
            "due_when = 'extra.phase == \"begun\"'",
            "due_when: extra.phase is never 'begun'",
        ),
        (
            "extra.reviews.passed == false",
            "extra.reviews.passd == false",
            "section eng_reviews: block 1: when: extra.reviews.passd is neither asked for nor decided",
        ),
    ],
    ids=["words", "facts", "column", "section", "kind", "choice", "cell"],
)
def test_what_a_document_names_wrongly_is_told_with_its_section(old: str, new: str, told: str) -> None:
    assert told_of_document(lambda text: text.replace(old, new)) == [f"{RECORD}/deliverable.toml: {told}"]
