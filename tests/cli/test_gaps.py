"""`dossier gaps`: requirement by requirement, as one JSON object and as a page that names what to do."""

import pytest

from tests.samples import COMPLETE, SAMPLES, workbook_of

STATUSES = {"met", "partly", "not-met", "not-applicable", "unknown"}
KEYS = {"id", "cites", "status", "evidence", "iso_support", "remains", "owner", "cells"}


@pytest.fixture(autouse=True)
def _same_catalogue(monkeypatch, catalogue):
    monkeypatch.setattr("pipeline.cli.gaps.load_catalogue", lambda *_, **__: catalogue)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_json_has_the_shape_of_the_interface(dossier, sample) -> None:
    data = dossier("gaps", workbook_of(sample), "--json").data
    assert data["command"] == "gaps"
    assert data["system"] == sample.partition("/")[2]
    assert len(data["requirements"]) > 300
    for entry in data["requirements"]:
        assert set(entry) >= KEYS
        assert entry["status"] in STATUSES
        assert bool(entry["remains"] != "–") == (entry["status"] not in ("met", "not-applicable"))
    open_ids = {entry["id"] for entry in data["requirements"] if entry["status"] not in ("met", "not-applicable")}
    assert {action["id"] for action in data["actions"]} == open_ids


def test_every_requirement_and_every_duty_is_there_once(dossier, catalogue) -> None:
    data = dossier("gaps", workbook_of(COMPLETE), "--json").data
    named = [entry["id"] for entry in data["requirements"]]
    assert len(named) == len(set(named))
    assert {duty.id for duty in catalogue.crosswalk.duties} <= set(named)


def test_what_is_lent_names_its_sources_and_what_remains(dossier) -> None:
    data = dossier("gaps", workbook_of(COMPLETE), "--json").data
    lent = [support for entry in data["requirements"] for support in entry["iso_support"]]
    assert {support["counts"] for support in lent} >= {"system"}
    assert all(support["sources"] and support["remains"] for support in lent)
    assert all(support["evidence"] for support in lent if support["counts"] == "system")


def test_the_actions_are_in_order_of_priority_and_name_their_cell(dossier) -> None:
    actions = dossier("gaps", workbook_of(COMPLETE), "--json").data["actions"]
    priorities = [action["priority"] for action in actions]
    assert priorities == sorted(priorities)
    answered = [action for action in actions if action["owner"]]
    assert answered
    assert all("!" in action["cell"] for action in answered)


def test_the_page_says_what_to_do_and_that_nothing_is_met_by_a_standard(dossier) -> None:
    told = dossier("gaps", workbook_of(COMPLETE))
    assert told.out == ""
    assert "P1" in told.err
    assert "makes no duty met" in told.err


def test_what_is_no_system_is_told(dossier, tmp_path) -> None:
    assert dossier("gaps", tmp_path / "none.xlsx").code == 2
    assert dossier("gaps", workbook_of("lindenhof/organisation")).code == 2


def test_a_file_that_is_no_form_is_a_finding(dossier, tmp_path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("no workbook")
    told = dossier("gaps", path, "--json")
    assert told.code == 1
    assert told.data["findings"]
