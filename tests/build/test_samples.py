"""What is committed is what the program makes of its sources."""

import json
import shutil

import pytest

from pipeline.build.forms import FormWish, make_form
from pipeline.build.templates import make_template
from pipeline.model.questionnaire import Form
from tests.samples import COMPLETE, DELIVERABLES, INPUTS, ROOT, SAMPLES, merged, source_of

CLIENTS = sorted({sample.partition("/")[0] for sample in SAMPLES})


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_workbook_is_what_its_source_gives(catalogue, tmp_path, sample):
    client, _, system = sample.partition("/")
    shutil.copy(INPUTS / client / "organisation.xlsx", tmp_path)
    made = tmp_path / f"{system}.xlsx"
    assert make_form(FormWish(made, Form.SYSTEM, source_of(sample), confirmed=True), catalogue).findings == ()
    assert made.read_bytes() == (INPUTS / f"{sample}.xlsx").read_bytes(), "run `make samples`"


@pytest.mark.parametrize("client", CLIENTS)
def test_an_organisation_workbook_is_what_its_source_gives(catalogue, tmp_path, client):
    made = tmp_path / "organisation.xlsx"
    source = INPUTS / client / "source" / "organisation.json"
    assert make_form(FormWish(made, Form.ORGANISATION, source, confirmed=True), catalogue).findings == ()
    assert made.read_bytes() == (INPUTS / client / "organisation.xlsx").read_bytes(), "run `make samples`"


@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_template_is_what_its_declaration_gives(catalogue, tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    made = make_template(folder, catalogue)
    assert made is not None
    assert made.read_bytes() == (ROOT / "templates" / name / "template.docx").read_bytes(), "run `make samples`"


@pytest.mark.parametrize("client", sorted(set(CLIENTS) - {COMPLETE.partition("/")[0]}))
def test_a_sample_of_a_third_party_names_its_source_and_licence(client):
    text = (INPUTS / client / "SOURCE.md").read_text(encoding="utf-8")
    assert "http" in text
    assert "licen" in text.casefold()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_built_from_its_workbook_to_the_answers_of_its_source(built, sample):
    """What the committed workbooks give is what their sources say, values and notes alike."""
    profile = json.loads((built / sample / "profile.json").read_bytes())
    intake = merged(sample)
    assert set(profile["answers"]) == set(intake.notes)
    source = json.loads(source_of(sample).read_bytes())
    for part in ("system", "purpose", "data", "risk"):
        assert profile["values"].get(part) == source["values"].get(part)


def test_the_complete_sample_is_built_without_a_finding(built):
    assert json.loads((built / COMPLETE / "findings.json").read_bytes())["findings"] == []


@pytest.mark.parametrize("sample", sorted(set(SAMPLES) - {COMPLETE}))
def test_a_sample_of_a_third_party_shows_its_gaps(built, sample):
    told = json.loads((built / sample / "findings.json").read_bytes())["findings"]
    assert sum(finding["code"] == "REQ001" for finding in told) > 50
    assert {finding["severity"] for finding in told} <= {"warning", "note"}
