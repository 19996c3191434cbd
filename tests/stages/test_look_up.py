"""What the catalogue holds on a citation or an id: law, questions, sections; and what comes near where it is none."""

from collections import Counter

import pytest

from pipeline.model.fact import asked_as
from pipeline.model.law_entries import Entries, TableRow
from pipeline.model.legislation import Gate, Legislation, Milestone, OpenQuestion, Requirement
from pipeline.rules.decide import OTHERWISE
from pipeline.stages.cite import in_order, is_at_or_below
from pipeline.stages.look_up import look_up, rows_of


@pytest.fixture
def find(catalogue):
    def look(text: str) -> Entries:
        return look_up(catalogue, text)

    return look


def ids(found) -> list[str]:
    return [entry.id for entry in found]


def all_of(law: Legislation) -> tuple[Requirement | TableRow | Milestone | OpenQuestion | Gate, ...]:
    rows = [row for table in law.tables for row in rows_of(table)]
    return (*law.requirements, *rows, *law.milestones, *law.open_questions, *law.gates)


class TestCitation:
    """A citation finds what cites it, and everything below it."""

    @pytest.mark.parametrize("text", ["Art 13(3)(b)(ii)", "art 13 (3)(b)(ii)", " ARTICLE 13(3)(B)(II) "])
    def test_it_is_found_however_it_is_typed(self, find, text):
        found = find(text)
        assert found.query == "Art 13(3)(b)(ii)"
        assert ids(found.requirements) == ["A13-3-b-ii", "A13-3-b-ii.1", "A13-3-b-ii.2"]
        assert found.above == ("Art 13(3)(b)", "Art 13")

    @pytest.mark.parametrize("point", ["Art 13", "Art 13(3)", "Annex IV", "Annex VII(3)", "Art 113", "Art 6", "Art 5"])
    def test_everything_at_it_and_below_it_is_found_and_nothing_else(self, find, catalogue, point):
        law, found = catalogue.legislation, find(point)
        for declared, held in (
            (law.requirements, found.requirements),
            ([row for table in law.tables for row in rows_of(table)], found.decisions),
            (law.milestones, found.milestones),
            (law.open_questions, found.open_questions),
            (law.gates, found.gates),
        ):
            below = [entry for entry in declared if any(is_at_or_below(cited, point) for cited in entry.cites)]
            assert Counter(map(repr, held)) == Counter(map(repr, below))
        assert found.is_found

    def test_an_article_finds_the_points_that_are_deepest_below_it(self, find):
        assert {"A13-3-b-ii.1", "A13-3-f"} <= set(ids(find("Art 13").requirements))

    def test_requirements_stand_in_the_order_of_the_points_that_were_asked_for(self, find):
        for point in ("Art 13", "Annex IV"):
            firsts = [
                in_order(cited for cited in entry.cites if is_at_or_below(cited, point))
                for entry in find(point).requirements
            ]
            assert len(firsts) > 10
            assert firsts == sorted(firsts)

    def test_a_use_of_the_list_finds_its_row_its_question_and_the_points_above(self, find):
        found = find("Annex III(4)(a)")
        assert [(row.name, row.output, row.gives) for row in found.decisions] == [
            ("annex-iii-use/recruitment", "law.use_case_point", "4a")
        ]
        assert ids(found.questions) == ["scope.use_cases"]
        assert found.above == ("Annex III(4)", "Annex III")

    def test_a_row_says_when_it_was_checked_and_in_which_edition(self, find):
        (row,) = find("Annex III(4)(a)").decisions
        assert row.edition == "eu-ai-act@2026-07-27"
        assert row.checked_on == "2026-11-23"
        assert row.because
        assert row.title

    def test_what_a_table_gives_where_no_row_holds_is_a_row_too(self, find):
        assert OTHERWISE in ids(find("Annex III").decisions)

    def test_every_citation_of_the_catalogue_finds_what_cites_it(self, find, catalogue):
        cites = sorted({cited for entry in all_of(catalogue.legislation) for cited in entry.cites})[::7]
        assert len(cites) > 40
        assert [cited for cited in cites if not find(cited).is_found] == []


class TestId:
    """An id finds the entry of that name, in any letter case."""

    def test_a_requirement(self, find):
        found = find("aiv-2-d.1")
        (requirement,) = found.requirements
        assert requirement.id == "AIV-2-d.1"
        assert "Annex IV(2)(d)" in requirement.cites
        assert (found.decisions, found.milestones, found.open_questions, found.above) == ((), (), (), ())

    def test_a_heading_finds_what_it_heads(self, find):
        assert ids(find("A13-3-b-ii").requirements) == ["A13-3-b-ii", "A13-3-b-ii.1", "A13-3-b-ii.2"]
        assert "A13-3-b-ii.1" in ids(find("A13-3-b").requirements)

    @pytest.mark.parametrize("text", ["is-provider", "law.is_provider"])
    def test_a_decision_table_finds_all_its_rows(self, find, catalogue, text):
        (table,) = (table for table in catalogue.legislation.tables if table.id == "is-provider")
        assert [row.name for row in find(text).decisions] == [
            *(f"is-provider/{row.id}" for row in table.row),
            "is-provider/otherwise",
        ]

    def test_a_row_is_found_in_every_table_that_has_it(self, find):
        found = find("high-risk")
        assert {row.table for row in found.decisions} >= {"high-risk", "high-risk-duties"}
        assert {row.id for row in found.decisions if row.table != "high-risk"} == {"high-risk"}

    def test_a_row_of_one_table_is_named_with_it(self, find):
        (row,) = find("high-risk/exempt").decisions
        assert row.gives == "exempt-6-3"

    def test_a_date_and_an_open_question(self, find):
        (milestone,) = find("high_risk_annex_iii").milestones
        assert (milestone.date, milestone.act) == ("2027-12-02", "Reg (EU) 2026/1744")
        (question,) = find("several-uses").open_questions
        assert question.default
        assert question.alternative

    def test_a_gate(self, find, catalogue):
        assert [find(gate.id).gates for gate in catalogue.legislation.gates] == [
            (gate,) for gate in catalogue.legislation.gates
        ]
        assert find("prohibited-aheda").nearest[0] == "prohibited-ahead"

    def test_every_id_is_found(self, find, catalogue):
        law = catalogue.legislation
        names = [entry.id for entry in all_of(law)][::9] + [table.id for table in law.tables][::3]
        assert len(names) > 60
        assert [name for name in names if not find(name).is_found] == []


class TestServing:
    """What serves the law that was found: questions that ask for its facts, sections that answer it."""

    def test_questions_that_cite_it_or_whose_facts_a_requirement_names(self, find, catalogue):
        found = find("Art 13(3)(b)(ii)")
        named = {asked_as(path) for requirement in found.requirements for path in requirement.facts}
        citing = {
            question.id
            for question in catalogue.questionnaire.questions()
            if any(is_at_or_below(cited, "Art 13(3)(b)(ii)") for cited in question.cites)
        }
        assert set(ids(found.questions)) == named | citing
        assert named
        asked = {question.id: question for question in catalogue.questionnaire.questions()}
        for told in found.questions:
            assert (told.number, told.label) == (asked[told.id].number, asked[told.id].label)

    def test_sections_that_list_a_requirement_or_cite_it(self, find):
        found = find("Art 13(3)(b)(ii)")
        assert ("instructions-for-use", "(b)(ii)") in [(each.deliverable, each.label) for each in found.sections]
        by_id = find("A13-3-b-ii.2")
        assert {each.deliverable for each in by_id.sections} == {"instructions-for-use"}
        assert all(each.heading and each.title for each in by_id.sections)

    def test_a_point_that_only_a_question_cites_is_found(self, find):
        found = find("Reg (EU) 2024/2847")
        assert found.questions
        assert found.is_found


class TestContents:
    """Without a query: what there is."""

    @pytest.mark.parametrize("text", ["", "  "])
    def test_counts_editions_dates_and_open_questions(self, find, catalogue, text):
        law, found = catalogue.legislation, find(text)
        assert found.is_found
        assert {each.document: each.requirements for each in found.documents} == Counter(
            requirement.document for requirement in law.requirements
        )
        assert found.editions == catalogue.editions
        assert (found.milestones, found.open_questions) == (law.milestones, law.open_questions)
        assert found.gates == law.gates
        assert (found.requirements, found.decisions) == ((), ())

    @pytest.mark.parametrize("text", ["", "Art 13", "nonsense"])
    def test_it_is_always_said_which_law_was_read(self, find, catalogue, text):
        law, found = catalogue.legislation, find(text)
        assert (found.law, found.title, found.checked_on, found.as_of) == (
            law.edition,
            law.title,
            law.checked_on,
            law.as_of,
        )


class TestNothing:
    """A text that is neither: said so, with what comes nearest."""

    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("AIV-2-d.99", "AIV-2-d.1"),
            ("hihg-risk", "high-risk"),
            ("Annex III(4)(z)", "Annex III(4)"),
            ("Art 13(3)(b)(xx)", "Art 13(3)(b)"),
            ("high-risk-annex-iii", "high_risk_annex_iii"),
        ],
    )
    def test_the_nearest_are_named(self, find, text, near):
        found = find(text)
        assert not found.is_found
        assert near in found.nearest
        assert len(found.nearest) <= 5

    def test_the_point_above_comes_first(self, find):
        assert find("Annex III(4)(z)").nearest[0] == "Annex III(4)"

    def test_what_is_like_nothing_has_nothing_near(self, find):
        found = find("qqqqqqqq")
        assert not found.is_found
        assert found.nearest == ()

    def test_what_an_entry_names_is_not_near_when_it_was_found(self, find):
        assert find("Art 13").nearest == ()
