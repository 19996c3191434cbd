"""The shipped crosswalk is whole: every element, every link, every duty, and a weight for all that is cited."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

import pytest
from msgspec import to_builtins

from pipeline.model.crosswalk import Belief, Crosswalk, Effect, Level, Relation, at_or_above, is_part_of
from tests.strategies import declarations

LOWEST_CLAUSES = "4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.1.4 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3"
MORE_CLAUSES = "8.1 8.2 8.3 8.4 9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2"
NO_CREDIT = ("Art 5", "Art 43", "Art 47", "Art 48", "Art 49")
CRITICAL = {"G1": "Art 43", "G2": "Annex IV", "G3": "Art 47", "G4": "Art 48", "G5": "Art 13", "G6": "Art 5"}


def test_every_list_has_the_entries_that_it_should_have(crosswalk: Crosswalk) -> None:
    counts = {name: len(getattr(crosswalk, name)) for name in crosswalk.__struct_fields__}
    assert counts == {
        "sources": 16,
        "elements": 92,
        "links": 185,
        "duties": 77,
        "weights": 39,
        "beliefs": 21,
        "alignment": 8,
        "critical": 6,
        "situations": 5,
        "standings": 2,
    }


def test_the_structure_of_the_standard_is_whole(crosswalk: Crosswalk) -> None:
    levels = Counter(element.level for element in crosswalk.elements)
    assert levels == {Level.CLAUSE: 7, Level.SUBCLAUSE: 36, Level.AREA: 11, Level.CONTROL: 38}
    titles = {element.id: element.title for element in crosswalk.elements}
    assert titles["A.7"] == "Data for AI systems"
    assert titles["A.9"] == "Use of AI systems"
    assert titles["A.10"] == "Third-party and customer relationships"
    assert [element.id for element in crosswalk.elements if element.also] == [
        *("A.5.4", "A.6.1.2", "A.6.1.3", "A.7.2", "A.8", "A.9.3"),
    ]


def test_no_title_is_accepted_for_two_elements_of_one_level_but_for_those_that_share_it(crosswalk: Crosswalk) -> None:
    told = Counter(
        (element.level, title.casefold()) for element in crosswalk.elements for title in (element.title, *element.also)
    )
    twice = {title for (_, title), count in told.items() if count > 1}
    # Clauses 6 and 8 carry the same three titles, three clauses begin with one, and A.6 has an area of its own name.
    shared = {"general", "ai risk assessment", "ai risk treatment", "ai system impact assessment"}
    assert twice == shared | {"ai system life cycle"}


def test_every_control_and_every_clause_from_4_1_to_10_2_has_a_link(crosswalk: Crosswalk) -> None:
    linked = {link.element for link in crosswalk.links}
    controls = {element.id for element in crosswalk.elements if element.level is Level.CONTROL}
    assert controls - linked == set()
    assert set(f"{LOWEST_CLAUSES} {MORE_CLAUSES}".split()) - linked == set()
    assert {"6.1", "7.5", "9.2", "9.3"} <= linked


def test_a_link_is_partial_or_evidence_and_nothing_more(crosswalk: Crosswalk) -> None:
    grades = Counter((link.element.startswith("A."), link.relation) for link in crosswalk.links)
    assert grades == {
        (True, Relation.PARTIAL): 31,
        (True, Relation.EVIDENCE): 94,
        (False, Relation.PARTIAL): 15,
        (False, Relation.EVIDENCE): 45,
    }
    assert {relation.value for relation in Relation} == {"partial", "supporting-evidence"}


def test_79_duties_are_named_by_links_and_duties_together(crosswalk: Crosswalk) -> None:
    linked, never = {link.group for link in crosswalk.links}, {duty.group for duty in crosswalk.duties}
    without = linked - never
    assert len(linked | never) == 79
    # What a control reaches at the level of the organisation, and what binds no single system.
    assert {"ai-literacy", "concern-reporting", "role-determination", "voluntary-codes"} <= without


def test_ids_tell_what_they_belong_to(crosswalk: Crosswalk) -> None:
    assert [link.id for link in crosswalk.links if not link.id.startswith(f"{link.element}-{link.group}")] == []
    assert [duty.id for duty in crosswalk.duties if not duty.id.startswith(duty.group)] == []
    assert [duty.id for duty in crosswalk.duties if len(duty.title) > 70] == []
    assert len({duty.title for duty in crosswalk.duties}) == len(crosswalk.duties)


def test_who_is_bound_is_said_in_words_of_a_short_list(crosswalk: Crosswalk) -> None:
    roles = {role for link in crosswalk.links for role in link.roles}
    roles |= {role for duty in crosswalk.duties for role in duty.roles}
    assert roles == {
        *("all", "provider", "deployer", "deployer in Art 27(1)", "importer", "distributor"),
        *("authorised representative", "GPAI provider"),
    }


def test_everything_that_is_cited_has_a_weight(crosswalk: Crosswalk) -> None:
    cited = {name for link in crosswalk.links for name in link.cites}
    cited |= {name for duty in crosswalk.duties for name in duty.cites}
    cited |= {name for entry in declarations().law.requirements for name in entry.cites}
    assert {name for name in cited if not crosswalk.weights_of(name)} == set()


@pytest.mark.parametrize(
    ("citation", "effect", "milestones"),
    [
        ("Art 5(1)", Effect.MARKET, {"prohibitions", "new_prohibitions"}),
        ("Art 5(1)(ba)", Effect.MARKET, {"new_prohibitions"}),
        ("Art 50(2)", Effect.RIGHTS, {"transparency", "marking_existing"}),
        ("Art 50(4)", Effect.RIGHTS, {"transparency"}),
        ("Art 4(1)", Effect.PAPER, {"literacy"}),
        ("Art 49(1)", Effect.MARKET, {"high_risk_annex_iii", "legacy_public_authorities", "annex_x"}),
        ("Annex IV(2)(d)", Effect.MARKET, None),
        ("Art 13(3)(a)", Effect.RIGHTS, None),
        ("Art 16(a)", Effect.MARKET, None),
        ("Art 16(b)", Effect.PAPER, None),
        ("Art 26(5)", Effect.RIGHTS, None),
        ("Art 26(6)", Effect.AUTHORITY, None),
        ("Art 73(1)", Effect.RIGHTS, None),
    ],
)
def test_the_nearest_weight_counts(
    citation: str, effect: Effect, milestones: set[str] | None, crosswalk: Crosswalk
) -> None:
    weight = crosswalk.weights_of(citation)[0]
    assert weight.effect is effect
    if milestones is not None:
        assert set(weight.milestones) == milestones


def test_a_citation_lies_below_those_that_its_brackets_stand_in() -> None:
    assert "Art 5" in at_or_above("Art 5(1)(a)")
    assert "Art 5" in at_or_above("Art 5")
    assert "Art 5" not in at_or_above("Art 50(1)")
    assert "Art 5(1)" not in at_or_above("Art 5")
    assert is_part_of("A.6.1.2", "A")
    assert not is_part_of("10.1", "1")


def test_the_law_takes_no_credit_where_the_market_is_at_stake(crosswalk: Crosswalk) -> None:
    for link in crosswalk.links:
        for cited in link.cites:
            if any(place in at_or_above(cited) for place in NO_CREDIT):
                assert link.relation is Relation.EVIDENCE, link.id
    bare = {cited for weight in crosswalk.weights if not weight.takes_credit for cited in weight.cites}
    assert set(NO_CREDIT) <= bare


def test_each_critical_gap_is_made_up_of_duties_on_its_citation(crosswalk: Crosswalk) -> None:
    cites = {duty.id: duty.cites for duty in crosswalk.duties}
    for gap in crosswalk.critical:
        place = CRITICAL[gap.id]
        assert place in gap.cites
        reached = [any(place in at_or_above(cited) for cited in cites[duty]) for duty in gap.duties]
        assert any(reached), gap.id
        assert gap.duties, gap.id
    assert [gap.id for gap in crosswalk.critical] == list(CRITICAL)


def test_every_element_belongs_to_one_row_of_the_alignment(crosswalk: Crosswalk) -> None:
    for element in crosswalk.elements:
        rows = [row.id for row in crosswalk.alignment if any(is_part_of(element.id, part) for part in row.elements)]
        assert len(rows) == 1, element.id
    assert [row.id for row in crosswalk.alignment] == ["4", "5", "6", "7", "8", "9", "10", "A"]


def test_a_belief_says_two_different_things_and_cites_the_law(crosswalk: Crosswalk) -> None:
    for belief in crosswalk.beliefs:
        assert belief.often_said != belief.law_says
        assert belief.cites, belief.id


def test_what_stands_in_the_way_of_one_system_goes_on_top(crosswalk: Crosswalk) -> None:
    assert crosswalk.situations[0].when == "management.one_high_risk_system == true"
    assert all(situation.when.startswith("management.") for situation in crosswalk.situations)


def test_no_standard_is_cited_in_the_official_journal(crosswalk: Crosswalk) -> None:
    assert {standing.reference: standing.is_cited for standing in crosswalk.standings} == {
        "EN ISO/IEC 42001:2026": False,
        "EN 18286:2026": False,
    }
    assert {standing.checked_on for standing in crosswalk.standings} == {"2026-11-23"}


PRESUMES = re.compile(r"[^.;:]*\bpresum[a-z]+ of conformity[^.;]*", re.IGNORECASE)
DENIES = re.compile(r"\b(no|none|not|neither|nothing)\b", re.IGNORECASE)
FULL = re.compile(
    r"\b(fully covered|full coverage|compliant|complies|makes? (it|the duty|a duty) met)\b", re.IGNORECASE
)


def texts(crosswalk: Crosswalk) -> Iterable[str]:
    """Return everything that can be printed, but for what is often said and what others say."""
    named = {name: getattr(crosswalk, name) for name in crosswalk.__struct_fields__}
    for entry in chain.from_iterable(named.values()):
        for key, value in to_builtins(entry).items():
            if isinstance(value, str) and key not in ("often_said", "dissent"):
                yield value


def test_no_share_of_overlap_and_no_promise_is_printed(crosswalk: Crosswalk) -> None:
    for text in texts(crosswalk):
        assert not re.search(r"%|overlap", text), text
        assert not FULL.search(text), text


def test_a_presumption_of_conformity_is_only_denied(crosswalk: Crosswalk) -> None:
    for text in texts(crosswalk):
        for said in PRESUMES.findall(text):
            assert DENIES.search(said), text


def test_what_a_pattern_is_for_is_found_by_it() -> None:
    assert not DENIES.search(PRESUMES.findall("The certificate gives a presumption of conformity.")[0])
    assert FULL.search("The clause makes the duty met")


def test_beliefs_are_told_of_the_map_and_not_of_a_paper(crosswalk: Crosswalk) -> None:
    def words(belief: Belief) -> str:
        return f"{belief.often_said} {belief.law_says}"

    assert [each.id for each in crosswalk.beliefs if re.search(r"the article|commission(ed|ing)", words(each))] == []
