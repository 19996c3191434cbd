"""Faults in a firm's own steps: each is told in one sentence that names the step."""

from functools import cache

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.reading import DeclarationError
from pipeline.model.inquiry import InquiryBook
from pipeline.model.workflow import Workflow
from tests.library.test_declarations import DELIVERABLES, SCHEMAS, SHARED

STEPS = "workflows/conformity/steps/05-market.toml"
OWN = '[[step]]\nid = "own"\nphase = "market"\ntitle = "T"\nwhat = "W."\ncites = ["Art 16"]\napplies_if = "true"\n'
RECORD = "conformity-record"


@cache
def shipped() -> InquiryBook:
    return read_inquiry(SCHEMAS)


def read(text: str, deliverables: dict[str, bytes] | None = None) -> Workflow:
    """Return the shipped steps with a firm's laid over one of their files, held against the shipped law."""
    documents = read_documents(deliverables or {}, SHARED, [{STEPS: text.encode()}])
    check_documents(documents, shipped())
    return documents.workflow


def told_of(text: str, deliverables: dict[str, bytes] | None = None) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        read(text, deliverables)
    return str(error.value).splitlines()


def changed(key: str, value: str) -> str:
    return "\n".join(f"{key} = {value}" if line.startswith(f"{key} ") else line for line in OWN.splitlines())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed("phase", '"marked"'), "own: phase: marked is no phase"),
        (changed("cites", '["Artikel 16"]'), "own: cites: not a citation: 'Artikel 16'"),
        (changed("applies_if", "\"law.rout == 'annex-vi'\""), "own: applies_if: law.rout is neither asked for nor"),
        (changed("applies_if", "\"law.route == 'annex-x'\""), "own: applies_if: law.route is never"),
        (f'{OWN}facts = ["conformity.sign"]', "own: facts: conformity.sign is asked for by no question"),
        (f'{OWN}after = ["declared"]', "own: after: declared is no earlier step"),
        (f'{OWN}after = ["keeping"]', "own: after: keeping is no earlier step"),
        (f"{OWN}since = 2025-01-01", "own: since: 2025-01-01 is the text_state of no edition"),
        (OWN.replace('"own"', '"keeping"'), "keeping: id: stands twice"),
    ],
    ids=["phase", "citation", "name", "value", "fact", "unknown step", "later step", "edition", "twice"],
)
def test_it_is_told_with_its_step(text: str, told: str) -> None:
    (line,) = told_of(text)
    assert line.startswith(f"workflows: {told}")


def test_a_step_of_the_firm_stands_after_the_shipped_ones_of_its_file() -> None:
    assert [step.id for step in read(OWN).steps if step.phase == "market"][-1] == "own"


def test_a_shipped_step_can_be_said_otherwise() -> None:
    steps = {step.id: step for step in read('[[step]]\nid = "accessibility"\ntitle = "Access for all"').steps}
    assert steps["accessibility"].title == "Access for all"
    assert steps["accessibility"].phase == "market"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "steps_of_after"', 'id = "steps_of_later"', "steps_of_later: later is no phase"),
        ('id = "steps_open"\nshaded', 'id = "steps_close"\nshaded', "section cfr_steps_open: steps_close is no regi"),
        ('id = "open", label = "What is open", width = 7.4', 'id = "opn", label = "W", width = 7.4', "no column opn"),
    ],
)
def test_a_record_that_prints_what_there_is_not_is_told(old: str, new: str, told: str) -> None:
    content = DELIVERABLES[RECORD].decode()
    assert old in content
    (line,) = told_of("", {RECORD: content.replace(old, new, 1).encode()})
    assert line.startswith(f"{RECORD}/deliverable.toml: ")
    assert told in line
