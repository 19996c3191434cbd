"""Answers written into a form and read back are the same answers: the promise that everything else stands on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.build.store import to_json
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.stages.merge import merge, states_without_value
from pipeline.stages.profile_json import from_profile_json, to_profile_json
from tests.samples import COMPLETE, answers_of
from tests.strategies import notes, profiles
from tests.workbooks import OpenForm, form_bytes, read_form


@st.composite
def answers(draw) -> tuple[SystemProfile, dict[str, AnswerNote]]:
    """Draw a profile with what is said beside it."""
    profile = draw(profiles())
    return profile, draw(notes(profile))


def intake_of(profile: SystemProfile, said: dict[str, AnswerNote]) -> Intake:
    return Intake(profile.model_dump(exclude_none=True), said)


# A whole form is written and read for each example, which takes a good part of a second.
@settings(max_examples=15)
@given(answers())
def test_any_admissible_answers_written_to_a_form_read_back_equal(catalogue, drawn):
    profile, said = drawn
    content = form_bytes(catalogue, intake_of(profile, said), with_organisation=True)
    back, intake = merge(read_form(content, catalogue), Intake({}), "not-used")
    assert back == profile
    assert dict(intake.notes) == said
    # Ids that name no row are all that there is to say of what was drawn.
    assert {told.code for told in intake.findings} <= {"INT025", "INT018"}


@settings(max_examples=10)
@given(answers())
def test_answers_of_an_organisation_read_back_from_its_own_form(catalogue, drawn):
    profile, said = drawn
    content = form_bytes(catalogue, intake_of(profile, said), Form.ORGANISATION)
    back = read_form(content, catalogue, Form.ORGANISATION)
    theirs = profile.model_dump(exclude_none=True, include={"organisation", "evidence"})
    assert ClientProfile.model_validate(back.values) == ClientProfile.model_validate(theirs)
    assert dict(back.notes) == {
        path: note for path, note in said.items() if path.startswith(("organisation.", "evidence"))
    }


@given(answers())
def test_answers_kept_as_json_read_back_equal(drawn):
    profile, said = drawn
    content = to_json(to_profile_json(Form.SYSTEM, profile, said))
    form, intake = from_profile_json("profile.json", content)
    assert (form, intake.findings) == (Form.SYSTEM, ())
    assert SystemProfile.model_validate(intake.values) == profile
    assert dict(intake.notes) == said


@given(answers())
def test_no_fact_carries_both_a_value_and_a_state(drawn):
    assert list(states_without_value(*drawn)) == []


def test_a_form_of_an_older_reading_is_the_same_form(catalogue):
    """A form that went through another program, which drops colours and lists, reads as it did."""
    content = form_bytes(catalogue, answers_of(COMPLETE))
    resaved = OpenForm(content).save()
    assert resaved != content
    again, before = read_form(resaved, catalogue), read_form(content, catalogue)
    assert (again.values, again.notes, again.findings) == (before.values, before.notes, ())
