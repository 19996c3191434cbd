"""How the documents of a portfolio stand, and which of them another edition of the law touches; nothing is written."""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pipeline.build.portfolio_status import SystemStatus, status_of
from pipeline.build.scan import scan
from pipeline.build.templates import load_templates
from pipeline.cli.main import main
from pipeline.model.questionnaire import Form
from tests.answers import (
    DECLARATION,
    EVERY,
    EXEMPT,
    FILE,
    INSTRUCTIONS,
    INTIMATE,
    NO_USE,
    OTHERS,
    RECORD,
    SCORING,
    product,
)
from tests.engagement import Engagement
from tests.samples import AT_FIRST, COMPLETE, OF_A_SYSTEM, REPORTS, answers_of, with_answers
from tests.strategies import declarations

OLD, NEW = "eu-ai-act@2024-07-12", "eu-ai-act@2026-07-27"
TODAY = datetime(2026, 11, 26, tzinfo=UTC)


def answer(client: Engagement, answers: Mapping[str, object]) -> None:
    """Write the complete sample's workbook with other answers."""
    client.write("tenorscore", with_answers(answers_of(COMPLETE), answers))


def standing(client: Engagement) -> SystemStatus:
    templates = load_templates(client.catalogue, (), ())
    (found,) = status_of(scan([client.folder]), client.outputs, client.catalogue, templates)
    return found


def states(client: Engagement) -> dict[str, str]:
    return {each.id: each.state for each in standing(client).deliverables if each.id in EVERY}


def because(client: Engagement, name: str) -> tuple[str, ...]:
    return next(each.because for each in standing(client).deliverables if each.id == name)


class TestStates:
    """Each state, with its reasons."""

    def test_missing(self, client):
        assert states(client) == dict.fromkeys(EVERY, "missing")
        assert because(client, FILE) == ("it was not made yet",)

    def test_current(self, client):
        client.build()
        assert states(client) == dict.fromkeys(EVERY, "current")
        assert {because(client, name) for name in EVERY} == {()}

    @pytest.mark.parametrize(
        ("change", "stale"),
        [
            ({"testing.procedures": "Other procedures."}, {FILE}),
            ({"logging.deployer_access": "By download."}, {INSTRUCTIONS}),
            ({"conformity.place": "Kiel"}, {DECLARATION}),
            ({"system.name": "TenorScore Two"}, set(EVERY)),
        ],
        ids=["file", "instructions", "declaration", "all"],
    )
    def test_stale_is_what_prints_the_fact_that_changed(self, client, change, stale):
        client.build()
        answer(client, change)
        assert states(client) == {name: "stale" if name in stale else "current" for name in EVERY}
        (now,) = change.values()
        for name in stale:
            # The evidence for the answer went with the old one, and is told after it.
            why, *_ = because(client, name)
            assert re.fullmatch(r'[^:]+: ".+" -> ".+" \([^()]+![A-Z]+\d+\)', why)
            assert f'-> "{now}"' in why

    def test_a_new_build_makes_it_current(self, client):
        client.build()
        answer(client, {"testing.procedures": "Other procedures."})
        client.build()
        assert states(client) == dict.fromkeys(EVERY, "current")

    def test_edited(self, client):
        client.build()
        (client.made() / f"{FILE}.docx").write_bytes(b"edited by a person")
        assert states(client) == dict.fromkeys(EVERY, "current") | {FILE: "edited"}
        assert because(client, FILE) == ("a person edited it",)

    def test_edited_and_stale_has_both_reasons(self, client):
        client.build()
        (client.made() / f"{FILE}.docx").write_bytes(b"edited by a person")
        answer(client, {"testing.procedures": "Other procedures."})
        assert states(client)[FILE] == "edited"
        edited, why, *_ = because(client, FILE)
        assert edited == "a person edited it"
        assert why.endswith('-> "Other procedures." (8 Testing!E5)')

    def test_a_waiting_version_that_took_the_place_is_current(self, client):
        client.build()
        path = client.made() / f"{FILE}.docx"
        path.write_bytes(b"edited by a person")
        answer(client, {"testing.procedures": "Other procedures."})
        client.build()
        assert states(client)[FILE] == "edited"
        path.with_suffix(".new.docx").replace(path)
        assert states(client)[FILE] == "current"

    def test_deleted_is_missing(self, client):
        client.build()
        (client.made() / f"{FILE}.docx").unlink()
        assert states(client) == dict.fromkeys(EVERY, "current") | {FILE: "missing"}

    def test_a_document_that_is_not_ours_is_missing(self, client):
        client.made().mkdir(parents=True)
        (client.made() / f"{FILE}.docx").write_bytes(b"put there by a person")
        assert states(client)[FILE] == "missing"

    @pytest.mark.parametrize("before", [False, True], ids=["never made", "made before"])
    def test_blocked_is_everything_but_the_record_of_a_prohibited_system(self, client, before):
        if before:
            client.build()
        answer(client, SCORING)
        assert states(client) == {RECORD: "stale" if before else "missing"} | dict.fromkeys(OTHERS, "blocked")
        (gate,) = [gate for gate in client.catalogue.legislation.gates if gate.id == "prohibited"]
        assert {because(client, name) for name in OTHERS} == {(gate.words,)}

    @pytest.mark.parametrize(
        ("answers", "reason"),
        [
            (NO_USE, "The system is not high-risk"),
            (EXEMPT, "The written assessment of Art 6(4) is owed"),
            (product("motor-vehicles"), "Motor vehicles and their trailers are on the list of Annex I, Section B"),
        ],
        ids=["not high-risk", "exempt", "Section B"],
    )
    def test_not_due_says_why(self, client, answers, reason):
        answer(client, answers)
        assert states(client) == {RECORD: "missing"} | dict.fromkeys(OTHERS, "not-due")
        for name in OTHERS:
            (said,) = because(client, name)
            assert reason in said

    def test_voluntary_documents_stand_like_others(self, client):
        answer(client, NO_USE | {"documents.voluntary_file": True})
        assert states(client) == dict.fromkeys((RECORD, FILE, INSTRUCTIONS), "missing") | {DECLARATION: "not-due"}
        client.build()
        assert states(client) == dict.fromkeys((RECORD, FILE, INSTRUCTIONS), "current") | {DECLARATION: "not-due"}

    def test_it_agrees_with_what_a_build_then_does(self, client):
        """What is missing, stale or edited is made or kept; the rest is left as it is."""
        for answers in ({}, SCORING, NO_USE, {"testing.procedures": "Other procedures."}):
            answer(client, answers)
            told = states(client)
            (result,) = client.build()
            does = {"missing": "built", "stale": "built", "current": "unchanged"}
            assert {each.id: each.state for each in result.deliverables if each.id in EVERY} == {
                name: does.get(state, state) for name, state in told.items()
            }


class TestReading:
    """Nothing is written, and one workbook that cannot be used hides no other."""

    def test_nothing_is_written(self, client, bytes_of):
        states(client)
        assert not client.outputs.exists()
        client.build()
        before = bytes_of(client.outputs)
        answer(client, {"system.name": "TenorScore Two"})
        states(client)
        assert bytes_of(client.outputs) == before

    def test_a_workbook_that_cannot_be_used_is_told(self, client):
        (client.folder / "broken.xlsx").write_bytes(b"no workbook")
        templates = load_templates(client.catalogue, (), ())
        broken, whole = status_of(scan([client.folder]), client.outputs, client.catalogue, templates)
        assert (broken.system, broken.deliverables) == (None, ())
        assert [told.code for told in broken.findings] == ["INT001"]
        assert len(whole.deliverables) == len(OF_A_SYSTEM)


@pytest.fixture
def status(client, capsys, monkeypatch) -> Callable[..., tuple[int, dict[str, Any], str]]:
    """Call the command on the client's folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(TODAY.timestamp())))
    monkeypatch.setattr("pipeline.cli.status.load_declarations", lambda *_: declarations())

    def call(*options: str) -> tuple[int, dict[str, Any], str]:
        code = main(["status", str(client.folder), "-o", str(client.outputs), "--json", *options])
        told = capsys.readouterr()
        assert told.out.count("\n") == 1
        return code, json.loads(told.out), told.err

    return call


def touched(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the reasons of each document that is touched."""
    ((system),) = data["systems"]
    return {
        each["id"]: each["because"]
        for each in system["deliverables"]
        if each["state"] != "current" and each["id"] in EVERY
    }


class TestCommand:
    """The shape of the interface, and for people a line for each document."""

    def test_as_json(self, client, status):
        client.build(only=())
        code, data, page = status()
        assert code == 0
        assert set(data) == {"command", "systems", "findings"}
        assert data["command"] == "status"
        (system,) = data["systems"]
        assert {"system", "client", "deliverables"} <= set(system)
        assert (system["system"], system["client"]) == ("tenorscore", "lindenhof")
        assert [set(each) for each in system["deliverables"]] == [{"id", "state", "because"}] * len(OF_A_SYSTEM)
        states = {each["id"]: each["state"] for each in system["deliverables"]}
        assert states == dict.fromkeys(AT_FIRST, "current") | dict.fromkeys(REPORTS, "not-due")
        for name in EVERY:
            assert sum(f" {name} " in line and "current" in line for line in page.splitlines()) == 1

    def test_reasons_stand_below_the_document(self, client, status):
        answer(client, SCORING)
        _, _, page = status()
        line, reason = page.partition(f" {FILE} ")[2].splitlines()[:2]
        assert line.strip() == "blocked"
        assert reason.strip().startswith("Art 5 prohibits a practice of this system")

    @pytest.mark.parametrize(("last", "day"), [(date(2030, 3, 1), "2040-03-01"), (None, None)], ids=["told", "open"])
    def test_until_when_documents_are_kept_is_told_of_each_system(self, client, status, last, day):
        answer(client, {"system.first_release": date(2027, 1, 11), "system.last_supply": last})
        _, data, page = status()
        (system,) = data["systems"]
        assert system["keep_until"]["day"] == day
        assert system["keep_until"]["cites"] == ["Art 18(1)", "Art 47(1)"]
        assert system["keep_until"]["open_questions"] == ["retention-start"]
        (line,) = (line for line in page.splitlines() if " kept until " in line)
        assert line.endswith(day or "from when the years are counted")

    def test_a_workbook_that_cannot_be_used_is_a_finding(self, client, status):
        (client.folder / "tenorscore.xlsx").write_bytes(b"no workbook")
        code, data, _ = status()
        assert code == 1
        assert [told["code"] for told in data["findings"]] == ["INT001"]
        assert data["systems"] == [{"system": None, "client": "lindenhof", "deliverables": [], "keep_until": None}]

    def test_a_folder_without_a_workbook_is_a_finding(self, client, status):
        shutil.rmtree(client.folder)
        client.folder.mkdir()
        code, data, _ = status()
        assert code == 1
        assert [told["code"] for told in data["findings"]] == ["BLD003"]
        assert data["systems"] == []

    def test_a_path_that_is_not_there(self, client, status):
        shutil.rmtree(client.folder)
        code, data, page = status()
        assert code == 2
        assert str(client.folder) in data["error"]
        assert page == f"dossier: {data['error']}\n"

    def test_a_day_on_which_a_prohibition_applies(self, client, status):
        answer(client, INTIMATE)
        told = {day: status("--as-of", day)[1]["systems"][0]["deliverables"] for day in ("2026-12-01", "2026-12-02")}
        found = {
            day: {each["id"]: each["state"] for each in several if each["id"] in EVERY} for day, several in told.items()
        }
        assert found["2026-12-01"] == dict.fromkeys(EVERY, "missing")
        assert found["2026-12-02"] == {RECORD: "missing"} | dict.fromkeys(OTHERS, "blocked")


class TestEdition:
    """`status --law`: which documents another edition touches."""

    def test_a_machine_owes_its_file_in_2024_and_not_in_2026(self, client, status):
        answer(client, product("machinery"))
        code, data, page = status("--law", OLD)
        assert code == 0
        reasons = touched(data)
        assert set(reasons) == set(EVERY)
        assert reasons[FILE][0] == "not owed before, owed then"
        assert "not owed before, owed then" in page

    def test_asked_on_a_day_of_2024_it_is_the_other_way_round(self, client, status):
        answer(client, product("machinery"))
        _, data, _ = status("--law", NEW, "--as-of", "2025-01-01")
        assert touched(data)[FILE][0] == "owed before, not owed then"

    def test_a_system_that_owes_nothing_in_either_has_no_touched_document_but_its_record(self, client, status):
        answer(client, NO_USE)
        code, data, _ = status("--law", OLD)
        assert code == 0
        assert set(touched(data)) <= {RECORD}
        assert [each["because"] for each in data["systems"][0]["deliverables"] if each["id"] in OTHERS] == [[], [], []]

    def test_the_edition_in_use_touches_nothing(self, status):
        _, data, _ = status("--law", NEW)
        assert touched(data) == {}

    def test_an_edition_that_is_not_known(self, status):
        code, data, page = status("--law", "eu-ai-act@1999-01-01")
        assert code == 2
        assert set(data) == {"command", "error", "findings"}
        assert f"eu-ai-act@1999-01-01 is no edition that is known here; known are {OLD}, {NEW}" in data["error"]
        assert page.count("\n") == 1

    def test_it_needs_nothing_to_be_built(self, client, status):
        status("--law", OLD)
        assert not client.outputs.exists()


def test_the_organisation_is_read_too(client):
    """A change of the organisation's answers makes stale what prints them."""
    client.build()
    organisation = with_answers(answers_of(COMPLETE, "organisation"), {"organisation.name": "Lindenhof AG"})
    client.write("organisation", organisation, Form.ORGANISATION)
    assert states(client) == dict.fromkeys(EVERY, "stale")
