"""Answers written into a form and read back are the same answers: the promise that everything else stands on."""

import json
from dataclasses import dataclass

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.build.store import to_json
from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.stages.merge import merge
from pipeline.stages.profile_json import from_profile_json, to_profile_json
from tests.samples import COMPLETE, SAMPLES, answers_of, source_of
from tests.strategies import notes, profiles
from tests.workbooks import OpenForm, form_bytes, read_form

# A whole form is written and read for each example. To look for a smaller one after a failure would take minutes,
# so none is looked for; what differs is named fact by fact instead.
WHOLE_FORMS = settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@dataclass(frozen=True)
class Answers:
    """A profile with what is said beside it."""

    profile: SystemProfile
    said: dict[str, AnswerNote]

    def __repr__(self) -> str:
        return f"Answers({len(self.profile.model_dump_json(exclude_none=True))} characters, {len(self.said)} notes)"

    def intake(self) -> Intake:
        return Intake(self.profile.model_dump(exclude_none=True), self.said)


@st.composite
def answers(draw) -> Answers:
    profile = draw(profiles())
    return Answers(profile, draw(notes(profile)))


def differences(one: object, other: object, path: str = "") -> dict[str, tuple[object, object]]:
    """Return what differs between two trees of answers, by path."""
    found: dict[str, tuple[object, object]] = {}
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one | other:
            found |= differences(one.get(name), other.get(name), f"{path}.{name}")
        return found
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            found |= differences(first, second, f"{path}[{place}]")
        return found
    return {} if one == other else {path: (one, other)}


@WHOLE_FORMS
@given(answers())
def test_any_admissible_answers_written_to_a_form_read_back_equal(catalogue, drawn):
    content = form_bytes(catalogue, drawn.intake(), with_organisation=True)
    profile, intake = merge(read_form(content, catalogue), Intake({}), "not-used", facts())
    assert profile is not None
    assert differences(intake.values, drawn.intake().values) == {}
    assert differences(dict(intake.notes), drawn.said) == {}
    assert profile == drawn.profile
    # Ids that name no row and states without a reason are drawn, and told.
    assert {told.code for told in intake.findings} <= {"INT025", "INT018"}


@WHOLE_FORMS
@given(answers())
def test_answers_of_an_organisation_read_back_from_its_own_form(catalogue, drawn):
    content = form_bytes(catalogue, drawn.intake(), Form.ORGANISATION)
    back = read_form(content, catalogue, Form.ORGANISATION)
    theirs = drawn.profile.model_dump(exclude_none=True, include=set(ClientProfile.model_fields))
    admitted = ClientProfile.model_validate(back.values, strict=False).model_dump(exclude_none=True)
    assert differences(admitted, theirs) == {}
    said = {
        path: note for path, note in drawn.said.items() if path.startswith(("organisation.", "management.", "evidence"))
    }
    assert differences(dict(back.notes), said) == {}


@settings(max_examples=20)
@given(answers())
def test_answers_kept_as_json_read_back_equal(drawn):
    content = to_json(to_profile_json(Form.SYSTEM, drawn.profile, drawn.said))
    form, intake = from_profile_json("profile.json", content, facts())
    assert (form, intake.findings) == (Form.SYSTEM, ())
    assert differences(dict(intake.values), drawn.intake().values) == {}
    assert differences(dict(intake.notes), drawn.said) == {}


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("with_organisation", [True, False])
def test_a_sample_reads_back_equal(catalogue, sample, with_organisation):
    given = answers_of(sample)
    back = read_form(form_bytes(catalogue, given, with_organisation=with_organisation), catalogue)
    profile, _ = merge(back, Intake({}), "not-used", facts())
    assert profile == SystemProfile.model_validate(given.values)
    assert differences(dict(back.notes), dict(given.notes)) == {}


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", ["", "organisation"])
def test_a_source_is_written_as_the_program_writes_it(sample, name):
    """A source of a sample, read and written again, holds the same: nothing in it is passed over."""
    form, intake = from_profile_json("source.json", source_of(sample, name).read_bytes(), facts())
    kind = ClientProfile if form is Form.ORGANISATION else SystemProfile
    written = to_profile_json(form, kind.model_validate(intake.values), intake.notes)
    assert json.loads(to_json(written)) == json.loads(source_of(sample, name).read_bytes())


def test_a_form_saved_by_another_program_reads_as_before(catalogue):
    """Saved by a program that drops the lists, the colours and the results of formulas."""
    content = form_bytes(catalogue, answers_of(COMPLETE))
    saved = OpenForm(content).save()
    assert saved != content
    again, before = read_form(saved, catalogue), read_form(content, catalogue)
    assert (again.values, again.notes, again.findings) == (before.values, before.notes, ())
