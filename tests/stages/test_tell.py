"""What is told of a system once its answers are read: gaps, answers that are not needed, what may be owed."""

import pytest

from pipeline.model.condition_text import ALWAYS
from pipeline.model.finding import Place
from pipeline.model.intake import Intake
from pipeline.stages.case import work_out
from pipeline.stages.tell import tell
from tests.answers import OTHERS
from tests.samples import with_answer, with_answers


@pytest.fixture(scope="module")
def told(catalogue):
    """Return what is told of answers, by code."""

    def find(intake):
        findings = tuple(tell(work_out(intake, catalogue, {}), catalogue))
        return {code: [each for each in findings if each.code == code] for code in {each.code for each in findings}}

    return find


@pytest.fixture(scope="module")
def asked(catalogue):
    return {question.id: question for question in catalogue.questionnaire.questions()}


def test_of_the_complete_sample_there_is_nothing_to_tell(told, complete):
    assert told(complete) == {}


@pytest.mark.parametrize(
    ("path", "documents"),
    [
        ("testing.procedures", ["Technical documentation"]),
        ("logging.deployer_access", ["Instructions for use"]),
        ("conformity.place", ["EU declaration of conformity"]),
        ("purpose.intended_purpose", ["Technical documentation", "Instructions for use"]),
    ],
)
def test_a_missing_fact_is_told_once_with_the_documents_that_want_it(told, complete, catalogue, asked, path, documents):
    (gap,) = told(with_answer(complete, path, None))["REQ001"]
    assert gap.at.question == path
    assert f"question {asked[path].number}, {asked[path].label}," in gap.message
    named = {each.title for each in catalogue.deliverables if each.title in gap.message}
    assert named == set(documents)
    assert catalogue.questionnaire.choices["who"][asked[path].who] in gap.hint
    assert gap.cites


def test_a_missing_cell_is_told_with_its_row_and_column(told, complete):
    path = "data.data_sets[DS-02].provenance"
    (gap,) = told(with_answer(complete, path, None))["REQ001"]
    assert gap.at.question == path
    assert "of DS-02" in gap.message


def test_a_missing_fact_is_told_at_its_cell(told, complete):
    place = Place("tenorscore.xlsx", "8 Testing", "E5")
    fewer = with_answer(complete, "testing.procedures", None)
    (gap,) = told(Intake(fewer.values, fewer.notes, {"testing.procedures": place}))["REQ001"]
    assert (gap.at.workbook, gap.at.sheet, gap.at.cell) == ("tenorscore.xlsx", "8 Testing", "E5")


def test_an_answer_that_is_not_needed_is_told_with_the_question_that_decides_it(told, complete, asked):
    place = Place("tenorscore.xlsx", "1 Identity", "E15", "representative.name")
    more = with_answers(complete, {"representative.name": "Nordlicht Mandate GmbH"})
    found = told(Intake(more.values, more.notes, {"representative.name": place}))
    assert set(found) == {"INT032"}
    (note,) = found["INT032"]
    assert (note.severity, note.at) == ("note", place)
    assert asked["representative.appointed"].number in note.message


def test_what_may_be_owed_is_told_once_with_the_questions_that_decide_it(told, complete, asked, catalogue):
    found = told(with_answer(complete, "scope.use_cases", None))
    (waiting,) = found["CLS001"]
    assert asked["scope.use_cases"].number in waiting.message
    titles = {each.title for each in catalogue.of_systems if each.title in waiting.message}
    assert titles >= {each.title for each in catalogue.of_systems if each.id in OTHERS}
    # The record is made whatever comes out; what is prepared of one's own accord is owed by nobody.
    assert not titles & {each.title for each in catalogue.of_systems if ALWAYS in (each.due_when, each.voluntary_when)}
    assert waiting.at.question == "scope.use_cases"


def test_what_is_not_owed_is_told_and_its_gaps_are_not(told, complete):
    nothing_listed = with_answers(
        complete,
        {
            "scope.use_cases": ({"id": "UC-01", "use": "none", "detail": "Nothing listed."},),
            "testing.procedures": None,
            "conformity.place": None,
        },
    )
    found = told(nothing_listed)
    assert len(found["CLS002"]) == 4
    assert "REQ001" not in found


def test_of_a_system_of_which_nothing_is_known_everything_is_told_and_nothing_ruled_out(told):
    found = told(Intake({"system": {"id": "x"}}))
    assert set(found) == {"REQ001", "CLS001"}
    assert len(found["REQ001"]) > 80
