"""Faults in a firm's entries on a standard and the law: each is told in one sentence that names file and entry."""

from functools import cache
from pathlib import Path

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.load import load_declarations
from pipeline.library.reading import DeclarationError
from pipeline.model.crosswalk import Crosswalk
from pipeline.model.inquiry import InquiryBook
from tests.library.test_declarations import SCHEMAS, SHARED

ISO = "crosswalks/iso-42001"


@cache
def shipped() -> InquiryBook:
    return read_inquiry(SCHEMAS)


def read(file: str, text: str) -> Crosswalk:
    """Return the shipped crosswalk with one file laid over it, held against the shipped law."""
    documents = read_documents({}, SHARED, [{f"{ISO}/{file}.toml": text.encode()}])
    check_documents(documents, shipped())
    return documents.crosswalk


def told_of(file: str, text: str) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        read(file, text)
    return str(error.value).splitlines()


def link(keys: str) -> str:
    return f'[[link]]\nid = "4.4-qms-frame"\n{keys}'


def duty(keys: str) -> str:
    return f'[[duty]]\nid = "ce-marking"\n{keys}'


def weight(keys: str) -> str:
    return f'[[weight]]\nid = "own"\neffect = "paper"\n{keys}'


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("links", link('element = "4.5"'), "links.toml 4.4-qms-frame: element: 4.5 is no element of the standard"),
        ("links", link('cites = ["Artikel 17"]'), "links.toml 4.4-qms-frame: cites: not a citation: 'Artikel 17'"),
        ("links", link('cites = ["Art 99(1)"]'), "links.toml 4.4-qms-frame: cites: Art 99(1) has no weight"),
        ("links", link('cites = ["Art 5(1)(a)"]'), "links.toml 4.4-qms-frame: relation: Art 5(1)(a) takes no credit"),
        ("links", link('cites = ["Art 43(1)"]'), "links.toml 4.4-qms-frame: relation: Art 43(1) takes no credit"),
        ("links", link('cites = ["Art 47(1)"]'), "links.toml 4.4-qms-frame: relation: Art 47(1) takes no credit"),
        ("links", link('cites = ["Art 48(1)"]'), "links.toml 4.4-qms-frame: relation: Art 48(1) takes no credit"),
        ("links", link('cites = ["Art 49(3)"]'), "links.toml 4.4-qms-frame: relation: Art 49(3) takes no credit"),
        ("links", link('sources = "S1; S99 (strong)"'), "links.toml 4.4-qms-frame: sources: S99 is no source"),
        (
            "links",
            link('edition = "act"'),
            "links.toml 4.4-qms-frame: edition: act is not declared; known are eu-ai-act",
        ),
        ("links", link('reviewed_on = "soon"'), "links.toml 4.4-qms-frame: reviewed_on: 'soon' is no day written as"),
        (
            "duties",
            duty('applies_if = "law.none"'),
            "ce-marking: applies_if: law.none is neither asked for nor decided",
        ),
        ("duties", duty('applies_if = "true ="'), "duties.toml ce-marking: applies_if: 'true =' cannot be read"),
        (
            "duties",
            duty("applies_if = '\"25(9)\" in law.provider_duties'"),
            "duties.toml ce-marking: applies_if: law.provider_duties never holds '25(9)'",
        ),
        (
            "duties",
            duty("applies_if = 'law.use_case_point == \"1a\"'"),
            "duties.toml ce-marking: applies_if: law.use_case_point is decided for each row",
        ),
        ("duties", duty('cites = ["Art 48(x1)"]'), "duties.toml ce-marking: cites: not a citation: 'Art 48(x1)'"),
        ("duties", duty('sources = "HEARSAY"'), "duties.toml ce-marking: sources: HEARSAY is no source"),
        (
            "situations",
            '[[situation]]\nid = "several-systems"\nwhen = "management.several == true"',
            "situations.toml several-systems: when: management.several is neither asked for nor decided",
        ),
        (
            "weights",
            weight('cites = ["Art 95(1)"]\nmilestones = ["soon"]'),
            "weights.toml own: milestones: soon is no milestone",
        ),
        ("weights", weight('cites = ["Art 72"]'), "weights.toml: cites: Art 72 is weighed twice"),
        ("weights", weight('cites = ["Chapter V"]'), "weights.toml own: cites: not a citation: 'Chapter V'"),
        (
            "critical-gaps",
            '[[critical_gap]]\nid = "G4"\nduties = ["marking"]',
            "critical-gaps.toml G4: duties: marking is no duty",
        ),
        (
            "beliefs",
            '[[belief]]\nid = "users"\nabout = ["G7"]',
            "beliefs.toml users: about: G7 is no row of the alignment and no critical gap",
        ),
        (
            "alignment",
            '[[alignment]]\nid = "A"\nelements = ["A.1"]',
            "alignment.toml A: elements: nothing of the standard is A.1 or lies below it",
        ),
        (
            "alignment",
            '[[alignment]]\nid = "10"\nelements = ["1"]',
            "alignment.toml 10: elements: nothing of the standard is 1 or lies below it",
        ),
        (
            "standings",
            '[[standing]]\nid = "en-18286"\nchecked_on = "soon"',
            "standings.toml en-18286: checked_on: 'soon' is no day written as 2026-11-26",
        ),
    ],
)
def test_it_is_told_with_file_and_entry(file: str, text: str, told: str) -> None:
    assert [line for line in told_of(file, text) if line.startswith("crosswalks: ") and told in line]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("links", link('relation = "full"'), "full is no value for it"),
        ("elements", '[[element]]\nid = "4.4"\nlevel = "chapter"', "chapter is no value for it; known are clause"),
        ("weights", weight("cites = []\nmilestone = []"), "there is no key milestone here"),
        ("sources", '[[source]]\nid = "S1"\nyear = 2026', "there is no key year here"),
        ("sources", '[source]\nid = "S1"', "holds [[source]] for each entry"),
    ],
)
def test_what_has_not_the_declared_shape_is_told_with_its_file(file: str, text: str, told: str) -> None:
    (line,) = told_of(file, text)
    assert line.startswith(f"{ISO}/{file}.toml")
    assert told in line


def test_an_id_that_stands_twice_is_told() -> None:
    again = SHARED | {"crosswalks/other/elements.toml": b'[[element]]\nid = "4.1"\ntitle = "T"\nlevel = "clause"'}
    documents = read_documents({}, again)
    with pytest.raises(DeclarationError, match=r"crosswalks: elements\.toml 4\.1: id: stands twice"):
        check_documents(documents, shipped())


def test_one_fault_is_one_sentence() -> None:
    (line,) = told_of("links", link('element = "4.5"'))
    assert line == "crosswalks: links.toml 4.4-qms-frame: element: 4.5 is no element of the standard"


def test_what_only_one_edition_lacks_is_told_with_that_edition() -> None:
    (line,) = told_of("duties", duty('applies_if = "dates.section_a_limits <= as_of"'))
    assert line.endswith("dates.section_a_limits is neither asked for nor decided in eu-ai-act@2024-07-12")


def test_a_file_from_which_nothing_is_read_is_told() -> None:
    with pytest.raises(DeclarationError, match=r"crosswalks/iso-42001/link\.toml: no declaration is read from a file"):
        read_inquiry(SCHEMAS, [{f"{ISO}/link.toml": b""}])


def test_evidence_may_be_cited_where_no_credit_is_taken() -> None:
    crosswalk = read("links", link('cites = ["Art 48(1)"]\nrelation = "supporting-evidence"'))
    assert [entry.cites for entry in crosswalk.links if entry.id == "4.4-qms-frame"] == [("Art 48(1)",)]


def test_a_firm_adds_to_each_list_by_a_file_of_the_same_name(tmp_path: Path) -> None:
    own = tmp_path / "firm" / "schemas" / ISO
    own.mkdir(parents=True)
    (own / "sources.toml").write_text('[[source]]\nid = "FIRM"\ntitle = "Our own reading"', "utf-8")
    (own / "links.toml").write_text(
        '[[link]]\nid = "own"\nelement = "A.2.2"\ncites = ["Art 4(1)"]\ngroup = "ai-literacy"\nremains = "R."\n'
        'relation = "supporting-evidence"\ngives = "G."\nroles = ["provider"]\nsources = "FIRM; LAW"\n',
        "utf-8",
    )
    crosswalk = load_declarations([tmp_path / "firm"], cache=tmp_path / "cache").documents.crosswalk
    (added,) = [entry for entry in crosswalk.links if entry.id == "own"]
    # What the head of the shipped file says holds for the firm's entries too.
    assert (added.edition, added.reviewed_on) == ("eu-ai-act@2026-07-27", "2026-11-23")
    assert crosswalk.sources[-1].id == "FIRM"
    assert len(crosswalk.links) == 186
