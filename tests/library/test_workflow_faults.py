"""Faults in a firm's steps towards the market, and in the registers that a document prints."""

from functools import cache

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Documents
from pipeline.model.inquiry import InquiryBook
from pipeline.model.register_names import REGISTERS, STEPS_OF, entries_of
from pipeline.stages.register_lists import register_ids
from tests.library.test_declarations import DELIVERABLES, SCHEMAS, SHARED

FILE = "workflows/conformity/steps/05-market.toml"


@cache
def shipped() -> InquiryBook:
    return read_inquiry(SCHEMAS)


def read(text: str, deliverables: dict[str, bytes] | None = None) -> Documents:
    """Return what documents print, with a firm's steps laid over the shipped ones, held against the shipped law."""
    documents = read_documents(deliverables or {}, SHARED, [{FILE: text.encode()}])
    check_documents(documents, shipped())
    return documents


def told_of(text: str, deliverables: dict[str, bytes] | None = None) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        read(text, deliverables)
    return str(error.value).splitlines()


def step(keys: str) -> str:
    return f'[[step]]\nid = "ce-marking"\n{keys}\n'


OWN = (
    '[[step]]\nid = "own-check"\nphase = "market"\ntitle = "Check by the firm"\nwhat = "A partner looks at the file."\n'
    'cites = ["Art 43"]\napplies_if = "true"\nafter = ["ce-marking"]\n'
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (step('phase = "later"'), "workflows: ce-marking: phase: later is no phase"),
        (step('facts = ["conformity.stamp"]'), "workflows: ce-marking: facts: conformity.stamp is asked for by no"),
        (step('after = ["monitoring"]'), "workflows: ce-marking: after: monitoring is no earlier step"),
        (step('after = ["ce-marking"]'), "workflows: ce-marking: after: ce-marking is no earlier step"),
        (step('cites = ["Artikel 48"]'), "workflows: ce-marking: cites: not a citation: 'Artikel 48'"),
        (step('applies_if = "law.none"'), "workflows: ce-marking: applies_if: law.none is neither asked for nor"),
        (step("applies_if = 'law.route == \"annex-ix\"'"), "workflows: ce-marking: applies_if: law.route is never"),
        (step('edition = "act"'), "workflows: ce-marking: edition: act is not declared"),
        (step("since = 2025-01-01"), "workflows: ce-marking: since: 2025-01-01 is the text_state of no edition"),
        (OWN.replace('"own-check"', '"monitoring"'), "workflows: monitoring: id: stands twice"),
    ],
)
def test_a_fault_is_told_with_the_step(text: str, told: str) -> None:
    (sentence,) = told_of(text)
    assert told in sentence


def test_a_firm_adds_a_step_and_words_another_anew() -> None:
    workflow = read(step('title = "Marking"') + OWN).workflow
    titles = {each.id: each.title for each in workflow.steps}
    assert (titles["ce-marking"], titles["own-check"]) == ("Marking", "Check by the firm")
    assert [each.id for each in workflow.steps if each.phase == "market"][-1] == "own-check"


# ------------------------------------------------------------------ registers


def changed(old: str, new: str) -> dict[str, bytes]:
    name = "gap-analysis"
    text = DELIVERABLES[name].decode()
    assert old in text
    return {name: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "gap_counts"', 'id = "gap_count"', "section gap_summary: gap_count is no register"),
        (
            '{ id = "status", label',
            '{ id = "state_of", label',
            "gap_counts has no column state_of",
        ),
        ('shaded = "status"', 'shaded = "law"', "section gap_summary: gap_counts: shaded: law is none of its columns"),
    ],
)
def test_a_register_that_there_is_not_is_told(old: str, new: str, told: str) -> None:
    assert any(told in sentence for sentence in told_of("", changed(old, new)))


def test_a_register_without_a_column_is_told() -> None:
    whole = DELIVERABLES["gap-analysis"].decode()
    start = whole.index("column = [", whole.index('id = "gap_counts"'))
    end = whole.index("]\n", whole.index("]\n", start)) + 2
    bare = {"gap-analysis": (whole[:start] + whole[end:].replace('shaded = "status"\n', "", 0)).encode()}
    assert any("gap_counts: no column is declared" in sentence for sentence in told_of("", bare))


def test_every_register_that_is_named_has_rows_and_the_other_way_round() -> None:
    assert register_ids() == set(REGISTERS)
    assert entries_of(f"{STEPS_OF}market") != ()
    assert entries_of("none") == ()


def test_a_register_of_a_phase_that_there_is_not_is_told() -> None:
    name = "conformity-record"
    bent = DELIVERABLES[name].replace(b'"steps_of_after"', b'"steps_of_later"')
    assert told_of("", {name: bent}) == [f"{name}/deliverable.toml: steps_of_later: later is no phase"]
