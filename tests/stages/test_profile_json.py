"""profile.json: what is refused, by name and path, and never read half."""

import json
from typing import Any

import pytest

from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.questionnaire import Form
from pipeline.stages.profile_json import SCHEMA, from_profile_json

WHOLE: dict[str, Any] = {"schema": SCHEMA, "form": "system", "values": {"system": {"id": "ranker"}}, "answers": {}}


def read(data: dict[str, Any]) -> tuple[Form, Intake]:
    return from_profile_json("profile.json", json.dumps(data).encode(), facts())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"null", "cannot be read"),
        (b"{}", "'form'"),
        (json.dumps(WHOLE | {"form": "house"}).encode(), "'house'"),
        (json.dumps(WHOLE | {"schema": "dossier/profile/99"}).encode(), SCHEMA),
        (json.dumps({key: WHOLE[key] for key in ("schema", "form")}).encode(), "'values'"),
        (json.dumps(WHOLE | {"answers": 1}).encode(), ""),
    ],
)
def test_a_file_that_is_no_profile_is_refused(content, says):
    _, intake = from_profile_json("profile.json", content, facts())
    assert intake.values == {}
    (told,) = intake.findings
    assert told.code in {"PRO001", "PRO002"}
    assert told.at.file == "profile.json"
    assert says in told.message


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"system": {"id": "two words"}}, "system.id"),
        ({"system": {}}, "system.id"),
        ({"system": {"id": "ranker", "name": "one\u000btwo"}}, "system.name"),
        ({"system": {"id": "ranker", "name": "one\ntwo"}}, "system.name"),
        ({"system": {"id": "ranker", "name": ""}}, "system.name"),
        ({"system": {"id": "ranker", "name": "Not sure"}}, "system.name"),
        ({"system": {"id": "ranker", "name": 5}}, "system.name"),
        ({"system": {"id": "ranker", "colour": "blue"}}, "system.colour"),
        ({"system": {"id": "ranker", "roles": ["wizard"]}}, "system.roles.0"),
        ({"system": {"id": "ranker", "first_release": "2026-02-30"}}, "system.first_release"),
        ({"system": {"id": "ranker", "first_release": "1899-01-01"}}, "system.first_release"),
        ({"system": {"id": "ranker"}, "data": {"personal_data": "yes"}}, "data.personal_data"),
        ({"system": {"id": "ranker"}, "evidence": [{"title": "no id"}]}, "evidence.0.id"),
    ],
)
def test_a_value_that_no_cell_could_hold_is_refused_by_its_path(values, path):
    _, intake = read(WHOLE | {"values": values})
    assert intake.values == {}
    assert [(told.code, told.at.key) for told in intake.findings] == [("PRO002", path)]


def test_a_lone_surrogate_is_refused_by_name():
    content = json.dumps(WHOLE).replace('"ranker"', '"ranker", "name": "a\\ud83db"').encode()
    _, intake = from_profile_json("profile.json", content, facts())
    assert intake.values == {}
    assert [told.code for told in intake.findings] == ["PRO002"]


def test_a_partial_profile_is_a_profile():
    form, intake = read(WHOLE)
    assert (form, intake.values, dict(intake.notes), intake.findings) == (Form.SYSTEM, WHOLE["values"], {}, ())


def test_answers_without_values_are_kept():
    _, intake = read(WHOLE | {"answers": {"system.name": {"state": "unknown", "reason": "ask"}}})
    assert dict(intake.notes) == {"system.name": AnswerNote(AnswerState.UNKNOWN, "ask")}


@pytest.mark.parametrize(
    ("path", "note", "says"),
    [
        ("system.name", {"state": "unknown"}, "state beside a value"),
        ("system.colour", {"comment": "x"}, "no question, row or cell"),
        ("System name", {"comment": "x"}, "no question, row or cell"),
        ("system.name[R1]", {"comment": "x"}, "no question, row or cell"),
        ("evidence[EV-09]", {"comment": "x"}, "a row that is not there"),
        ("evidence[EV-09].title", {"state": "unknown"}, "a row that is not there"),
        ("evidence[EV-01]", {"state": "unknown"}, "state beside a value"),
        ("evidence[EV-01].title", {"state": "unknown"}, "state beside a value"),
        ("evidence[EV-01].responsible", {"comment": "x"}, "single cell of a table"),
        ("system.type", {"reason": "x"}, "reason without a state"),
        ("system.type", {"state": "unknown", "comment": "x"}, "a form reads it as the reason"),
        ("system.type", {"comment": " x"}, "a text that a cell does not keep"),
        ("system.type", {"comment": ""}, "a text that a cell does not keep"),
        ("system.type", {"evidence": ["EV 01"]}, "no id, or twice"),
        ("system.type", {"evidence": ["EV-01", "EV-01"]}, "no id, or twice"),
    ],
)
def test_what_no_form_has_a_place_for_is_refused_by_its_path(path, note, says):
    values = {"system": {"id": "ranker", "name": "Ranker"}, "evidence": [{"id": "EV-01", "title": "Report"}]}
    _, intake = read(WHOLE | {"values": values, "answers": {path: note}})
    assert [(told.code, told.severity, told.at.key) for told in intake.findings] == [("PRO002", "error", path)]
    assert says in intake.findings[0].message


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("system.name", AnswerNote(evidence=("EV-01",), comment="as on the web site")),
        ("system.type", AnswerNote(AnswerState.NOT_APPLICABLE)),
        ("system.type", AnswerNote(AnswerState.UNKNOWN, "asked", ("EV-01",), "on 3 May")),
        ("evidence[EV-01]", AnswerNote(comment="of the first version")),
        ("evidence[EV-01].responsible", AnswerNote(AnswerState.UNKNOWN, "asked")),
        ("risk.risks", AnswerNote(AnswerState.NOT_APPLICABLE, "none found")),
    ],
)
def test_what_a_form_has_a_place_for_is_kept(path, note):
    values = {"system": {"id": "ranker", "name": "Ranker"}, "evidence": [{"id": "EV-01", "title": "Report"}]}
    told = {"state": note.state, "reason": note.reason, "evidence": note.evidence, "comment": note.comment}
    answers = {path: {key: value for key, value in told.items() if value}}
    _, intake = read(WHOLE | {"values": values, "answers": answers})
    assert (dict(intake.notes), intake.findings) == ({path: note}, ())
