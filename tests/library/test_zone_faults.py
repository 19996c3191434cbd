"""Faults in the zones that a deliverable declares, told when declarations load."""

import pytest
from msgspec.structs import replace

from pipeline.library.references import document_faults
from pipeline.model.deliverable import Block, BlockKind, Section
from tests.documents import deliverable_of
from tests.strategies import declarations

ZONE = BlockKind.ZONE


def faults_of(catalogue, *sections: Section) -> list[str]:
    own = replace(deliverable_of(catalogue, "annex-iv"), section=sections)
    return document_faults([own], declarations().inquiry)


@pytest.mark.parametrize(
    "block", [Block(ZONE, facts=("system.name",)), Block(ZONE, words="On {system.name}")], ids=["facts", "words"]
)
def test_a_zone_prints_no_facts(block, catalogue):
    found = faults_of(catalogue, Section("own", "Own", 1, block=(block,)))
    assert any(each.endswith("section own: a zone prints no facts: its words are its title") for each in found)


def test_a_key_is_there_once(catalogue):
    sections = (
        Section("a", "A", 1, block=(Block(ZONE), Block(ZONE))),
        Section("b", "B", 1, block=(Block(ZONE, id="a"),)),
    )
    found = faults_of(catalogue, *sections)
    assert [each for each in found if each.endswith("the zone a is there twice; give one an id of its own")]


def test_sections_with_a_zone_each_are_sound(catalogue):
    sections = tuple(Section(name, name, 1, block=(Block(ZONE),)) for name in "ab")
    assert not [each for each in faults_of(catalogue, *sections) if "zone" in each]
