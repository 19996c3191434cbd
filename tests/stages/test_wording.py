"""Values as documents print them."""

from datetime import date

import pytest

from pipeline.model.fact import Fact
from pipeline.model.fact_list import facts
from pipeline.model.intake import Intake
from pipeline.model.scalar import Kind
from pipeline.stages.case import work_out
from pipeline.stages.cover import Cover
from pipeline.stages.gaps import Gaps
from pipeline.stages.leaves import Leaves
from pipeline.stages.revise import next_issue
from pipeline.stages.wording import Wording
from tests.documents import deliverable_of
from tests.samples import look_up, with_answer, with_answers

LINE = Fact("x", Kind.LINE)
NUMBER = Fact("x", Kind.NUMBER)
RECORDS = Fact("x", Kind.NUMBER, unit="records")


@pytest.fixture(scope="module")
def wording(catalogue) -> Wording:
    return Wording("en", catalogue.words, catalogue.questionnaire.choices)


@pytest.fixture(scope="module")
def leaves_of(catalogue, wording):
    def make(intake):
        case = work_out(intake, catalogue, {})
        return Leaves(case, wording, Gaps(wording, intake.notes), facts())

    return make


@pytest.mark.parametrize(
    ("value", "fact", "text"),
    [
        ("TenorScore", LINE, "TenorScore"),
        (True, LINE, "Yes"),
        (False, LINE, "No"),
        (date(2026, 11, 23), LINE, "23 November 2026"),
        (0, NUMBER, "0"),
        (184000, NUMBER, "184,000"),
        (0.871, NUMBER, "0.871"),
        (0.000012, NUMBER, "0.000012"),
        (-3, NUMBER, "-3"),
        (184000, RECORDS, "184,000\u00a0records"),
        (("a", "b"), LINE, "a and b"),
        (("a", "b", "c"), LINE, "a, b and c"),
        (("one thing", "b"), LINE, "one thing; b"),
        ((), LINE, ""),
    ],
)
def test_a_value_is_printed_as_people_write_it(wording, value, fact, text):
    assert wording.value(value, fact) == text


def test_every_choice_of_the_profile_has_words(wording):
    for fact in facts().values():
        for code in fact.choices:
            assert wording.value(code, fact)


@pytest.mark.parametrize(("value", "items"), [(("a", "b"), ("a", "b")), ("a", ("a",)), (True, ("Yes",))])
def test_items_are_one_or_several(wording, value, items):
    assert wording.items(value, LINE) == items


def test_a_fact_with_several_values_gives_each_or_what_stands_for_them(leaves_of, complete):
    roles = look_up(complete.values, "system.roles")
    assert len(leaves_of(complete).items("system.roles", ())) == len(roles)
    (gap,) = leaves_of(with_answer(complete, "system.roles", None)).items("system.roles", ("Art 3(3)",))
    assert gap.path == "system.roles"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "Annex III(5)(b)"),
        ({"scope.use_cases[UC-01].use": "none"}, "Not classified as high-risk"),
        ({"scope.use_cases": None}, "Not settled"),
        ({"scope.use_cases[UC-01].does_it": None}, "Not settled"),
    ],
)
def test_the_cover_says_how_the_system_is_classified(catalogue, leaves_of, complete, answers, says):
    leaves = leaves_of(with_answers(complete, answers))
    issue = next_issue(leaves.case, None, opens=True)
    view = Cover.of(deliverable_of(catalogue, "annex-iv"), catalogue, leaves).of_revision(issue, is_open=False)
    assert says in str(view.classification).replace("\u00a0", " ")


def test_the_cover_of_a_system_of_which_nothing_is_known_names_the_open_questions(catalogue, leaves_of):
    leaves = leaves_of(Intake({"system": {"id": "x"}}))
    issue = next_issue(leaves.case, None, opens=True)
    view = Cover.of(deliverable_of(catalogue, "annex-iv"), catalogue, leaves).of_revision(issue, is_open=True)
    assert leaves.case.standings.questions["scope.use_cases"].number in str(view.classification)
    assert view.draft_mark == "DRAFT"
    assert view.number == "X-AIV"
