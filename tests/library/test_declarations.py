"""Declarations that cannot be used: every fault of every file is told at once, with file, entry and key."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from pipeline.library.declarations import read_documents, read_inquiry
from pipeline.library.inquire import shipped_schemas
from pipeline.library.locate import HOUSE_STYLE, WORDS, is_for_documents
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Catalogue, Declarations

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = shipped_schemas()
STYLE = {HOUSE_STYLE: (ROOT / "templates" / HOUSE_STYLE).read_bytes()}
DELIVERABLES = {path.parent.name: path.read_bytes() for path in (ROOT / "templates").glob("*/deliverable.toml")}
SHARED = STYLE | {name: text for name, text in SCHEMAS.items() if is_for_documents(name)}
LAW = "legislation/eu-ai-act"


def test_the_shipped_declarations_are_read_whatever_the_order_of_their_files(catalogue: Catalogue) -> None:
    again = Declarations(
        read_inquiry(dict(reversed(SCHEMAS.items()))), read_documents(dict(sorted(DELIVERABLES.items())), SHARED)
    )
    assert again.read() == catalogue


def read(schemas: Mapping[str, bytes], deliverables: Mapping[str, bytes]) -> None:
    """Read the law and the questionnaire, then the documents."""
    read_inquiry({name: text for name, text in schemas.items() if name != HOUSE_STYLE})
    read_documents(deliverables, {name: schemas[name] for name in SHARED if name in schemas})


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("questionnaire/01-identity.toml", 'id = "identity"', "id = ", ["questionnaire/01-identity.toml", "line 1"]),
        ("questionnaire/01-identity.toml", 'id = "identity"', "id = 5", ["questionnaire/01-identity.toml", "id"]),
        (
            "questionnaire/01-identity.toml",
            'label = "Name of the system"',
            'lable = "Name"',
            ["questionnaire/01-identity.toml", "question system.name", "lable", "did you mean label?"],
        ),
        (
            "questionnaire/answer-words.toml",
            '["ja", "j", "jo"',
            '[5, "j", "jo"',
            ["answer-words.toml", "languages", "yes"],
        ),
        (f"{LAW}/names.toml", "[names]", "[nams]", [f"{LAW}/names.toml", "names"]),
        (f"{LAW}/names.toml", '"law.annex_i"', "5", [f"{LAW}/names.toml", "names[...]", "has to be text"]),
        (f"{LAW}/editions.toml", "id = ", "name = ", [f"{LAW}/editions.toml", "there is no key name here"]),
        (
            f"{LAW}/decisions/06-class.toml",
            'policy = "first"',
            'policy = "last"',
            [f"{LAW}/decisions/06-class.toml class", "policy", "last"],
        ),
        (
            f"{LAW}/requirements/eu-declaration.toml",
            'force = "mandatory"',
            'force = "perhaps"',
            [f"{LAW}/requirements/eu-declaration.toml A47-1.form", "force"],
        ),
        ("questionnaire/choices.toml", 'lifts = "', 'lifts = 5 # "', ["questionnaire/choices.toml", "lifts"]),
        ("words.toml", 'yes = "Yes"', "yes = 5", ["words.toml", "yes"]),
        (HOUSE_STYLE, 'language = "', 'tongue = "', [HOUSE_STYLE, "tongue"]),
    ],
    ids=[
        "no-toml",
        "wrong-type",
        "unknown-key",
        "answer-is-no-text",
        "names-missing",
        "name-is-no-text",
        "edition-without-id",
        "unknown-policy",
        "unknown-force",
        "label-is-no-text",
        "word-is-no-text",
        "style-without-language",
    ],
)
def test_a_fault_in_schemas_is_told_with_file_and_key(name: str, old: str, new: str, told: list[str]) -> None:
    content = (SCHEMAS | STYLE)[name].decode()
    assert old in content
    with pytest.raises(DeclarationError) as error:
        read(SCHEMAS | STYLE | {name: content.replace(old, new, 1).encode()}, DELIVERABLES)
    assert all(part in str(error.value) for part in told), str(error.value)


@pytest.mark.parametrize("missing", [f"{LAW}/editions.toml", f"{LAW}/names.toml", HOUSE_STYLE, WORDS])
def test_a_file_that_is_missing_is_told(missing: str) -> None:
    rest = {name: content for name, content in (SCHEMAS | STYLE).items() if name != missing}
    wanted = "no edition is declared" if missing.endswith("editions.toml") else missing.rpartition("/")[2]
    with pytest.raises(DeclarationError, match=wanted):
        read(rest, DELIVERABLES)


def test_text_that_is_no_utf_8_is_told() -> None:
    with pytest.raises(DeclarationError, match=r"annex-iv/deliverable\.toml: .*utf-8"):
        read(SCHEMAS | STYLE, {"annex-iv": b'id = "\xff"'})


def test_a_firm_ends_a_date_that_stands_twice_and_adds_the_one_of_its_own_edition() -> None:
    firm = {
        f"{LAW}/editions.toml": b"""
            [[edition]]
            id = "eu-ai-act@2027-05-01"
            title = "As amended once more"
            short = "text of 1 May 2027"
            text_state = 2027-05-01
            checked_on = 2027-05-02""",
        f"{LAW}/milestones.toml": b"""
            [[milestone]]
            id = "monitoring_template"
            until = 2027-05-01
            [[milestone]]
            id = "monitoring_template"
            since = 2027-05-01
            date = 2028-01-01
            act = "Reg (EU) 2027/1"
            cites = ["Art 72(3)"]
            duty = "Last day for the template."
            """,
    }
    law = read_inquiry(SCHEMAS, [firm]).law
    days = [
        [entry.date for entry in law.read(edition, date(2027, 6, 1)).milestones if entry.id == "monitoring_template"]
        for edition in law.editions
    ]
    assert days == [["2026-02-02"], ["2027-09-02"], ["2028-01-01"]]


def test_every_fault_is_told_at_once() -> None:
    broken = {
        "one": DELIVERABLES["annex-iv"].replace(b'kind = "text"', b'kind = "texts"', 1),
        "two": DELIVERABLES["annex-iv"].replace(b"level = 1", b'level = "top"', 1),
        "three": b"",
    }
    with pytest.raises(DeclarationError) as error:
        read(SCHEMAS | STYLE, DELIVERABLES | broken)
    lines = str(error.value).splitlines()
    assert {line.partition(":")[0] for line in lines} == {f"{name}/deliverable.toml" for name in broken}
    assert any(".kind: " in line for line in lines)
    assert any(".level: " in line for line in lines)
    assert any("is missing" in line for line in lines)
