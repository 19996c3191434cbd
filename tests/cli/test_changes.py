"""`dossier changes`: the shape of the interface, a page for people, and what may be in the way."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import main
from pipeline.model.catalogue import Catalogue
from tests.answers import FILE
from tests.engagement import Engagement
from tests.samples import COMPLETE, INPUTS, answers_of
from tests.sharing import made_once
from tests.strategies import declarations
from tests.workbooks import form_bytes

Changes = Callable[..., tuple[int, dict[str, Any], str]]


def _engagement(catalogue: Catalogue, root: Path) -> Engagement:
    """Put the complete sample into a folder of its own."""
    folder = root / "inputs" / "lindenhof"
    shutil.copytree(INPUTS / "lindenhof" / "evidence", folder / "evidence")
    shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", folder)
    (folder / "tenorscore.xlsx").write_bytes(form_bytes(catalogue, answers_of(COMPLETE)))
    return Engagement(catalogue, folder, root / "outputs")


@pytest.fixture
def client(catalogue, tmp_path) -> Engagement:
    return _engagement(catalogue, tmp_path)


@pytest.fixture
def changes(client, capsys, monkeypatch) -> Changes:
    """Call the command on the system's folder."""
    monkeypatch.setattr("pipeline.cli.changes.load_declarations", lambda *_: declarations())

    def call(*options: str) -> tuple[int, dict[str, Any], str]:
        code = main(["changes", str(client.made()), "--json", *options])
        told = capsys.readouterr()
        assert told.out.count("\n") == 1
        return code, json.loads(told.out), told.err

    return call


@pytest.fixture(scope="session")
def three_revisions(catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of three builds, one answer changed between each."""

    def build(root: Path) -> None:
        made = _engagement(catalogue, root)
        made.build(only=(FILE,))
        made.change("tenorscore", purpose__context="Small banks alone.")
        made.build(only=(FILE,))
        made.change("tenorscore", purpose__context="Small banks alone.", testing__procedures="Other procedures.")
        made.build(only=(FILE,))

    return made_once(tmp_path_factory, "three-revisions", build) / "outputs"


@pytest.fixture
def thrice(client, three_revisions) -> Engagement:
    """Return the client with three revisions of its own."""
    shutil.copytree(three_revisions, client.outputs)
    return client


def after(data: dict[str, Any]) -> dict[str, str]:
    return {each["path"]: each["after"] for each in data["facts"] if each["kind"] != "evidence"}


def codes(data: dict[str, Any]) -> list[str]:
    return [told["code"] for told in data["findings"]]


def test_as_json(thrice, changes):
    code, data, _ = changes()
    assert code == 0
    assert (data["command"], data["system"], data["from"], data["to"]) == ("changes", "tenorscore", 2, 3)
    fact = next(each for each in data["facts"] if each["path"] == "testing.procedures")
    assert {"path", "before", "after", "cell", "requirements", "sections"} <= set(fact)
    assert (fact["after"], fact["cell"]) == ("Other procedures.", "8 Testing!E5")
    assert fact["requirements"]
    assert fact["sections"]
    assert all(place.startswith(f"{FILE}: ") for place in fact["sections"])
    assert [set(each) for each in data["judge_substantial"]] == [{"reason", "cites"}] * len(data["judge_substantial"])
    assert "Art 43(4)" in {cite for each in data["judge_substantial"] for cite in each["cites"]}


@pytest.mark.parametrize(
    ("options", "sides", "expected"),
    [
        (("--from", "1"), (1, 3), {"purpose.context", "testing.procedures"}),
        (("--from", "1", "--to", "2"), (1, 2), {"purpose.context"}),
        (("--from", "2", "--to", "3"), (2, 3), {"testing.procedures"}),
    ],
)
def test_between_two_revisions(thrice, changes, options, sides, expected):
    _, data, _ = changes(*options)
    assert (data["from"], data["to"]) == sides
    assert set(after(data)) == expected


def test_for_people_fact_by_fact_then_documents_then_what_is_to_be_judged(thrice, changes):
    _, _, page = changes("--from", "1")
    places = [page.index(words) for words in ("What changed", "Small banks alone.", "Documents that print it")]
    assert places == sorted(places)
    assert page.index("For a person to judge") > places[-1]
    assert "[3 Purpose!E6]" in page
    assert "never that a change is a substantial modification" in page


def test_one_revision_is_compared_with_the_present_state(client, changes):
    client.build(only=(FILE,))
    code, data, _ = changes()
    assert (code, data["facts"], codes(data)) == (0, [], ["CHG004"])
    assert (data["from"], data["to"]) == (1, 1)


def test_a_revision_that_there_is_not(thrice, changes):
    code, data, _ = changes("--from", "9")
    assert (code, codes(data), data["facts"]) == (1, ["CHG002"], [])
    assert "1, 2, 3" in data["findings"][0]["message"]


def test_a_folder_without_a_record(client, changes):
    client.made().mkdir(parents=True)
    code, data, _ = changes()
    assert (code, codes(data)) == (1, ["CHG001"])


def test_a_folder_that_there_is_not(changes):
    code, data, page = changes()
    assert code == 2
    assert "is not a folder" in data["error"]
    assert page.count("\n") == 1


def test_a_state_that_cannot_be_read(thrice, changes):
    (thrice.made() / "revisions" / "1" / "profile.json").write_text("{", encoding="utf-8")
    code, data, _ = changes("--from", "1")
    assert (code, codes(data)) == (1, ["CHG003"])


def test_outcomes_that_were_not_recorded(thrice, changes):
    (thrice.made() / "revisions" / "1" / "assessment.json").unlink()
    code, data, _ = changes("--from", "1", "--fail-on", "warning")
    assert (code, codes(data)) == (1, ["CHG005"])
    assert after(data)["purpose.context"] == "Small banks alone."
    assert data["outcomes"] == []
