"""What was issued is frozen: byte for byte, never written again, and known to be intact."""

import json

import pytest
from msgspec.structs import replace

from pipeline.build.adopting import ADOPTED, adopt
from pipeline.build.issuing import issue
from pipeline.build.journal import announce, conclude
from pipeline.build.store import UnsafePathError
from pipeline.build.verify import verify
from tests.engagement import Engagement
from tests.hand import propose_in_zone, write_elsewhere, write_in_zone

IFU, DECLARATION = "instructions-for-use", "declaration-of-conformity"
NAME = "lindenhof_tenorscore_IFU_en_3.2.0_2026-11-25_approved.docx"


@pytest.fixture
def made(client):
    client.build(only=(IFU, DECLARATION))
    return client.made()


def codes(frozen) -> list[str]:
    return [told.code for told in frozen.findings if told.code != "REV008"]


def states(client: Engagement) -> dict[str, str]:
    return {file.path.rpartition("outputs/")[2]: file.state for file in verify([client.outputs])}


def test_its_bytes_are_those_that_lay_there_under_the_name_of_the_firm(client, made):
    frozen = issue(made, IFU, client.catalogue)
    assert codes(frozen) == []
    assert [path.relative_to(made).as_posix() for path in frozen.paths] == [f"issued/1/{NAME}"]
    assert frozen.paths[0].read_bytes() == (made / f"{IFU}.docx").read_bytes()
    assert client.record().issued == (frozen.issued,)


def test_no_program_writes_into_it_by_mistake(client, made):
    frozen = issue(made, IFU, client.catalogue)
    assert {path.stat().st_mode & 0o777 for path in frozen.paths} == {0o444}


def test_what_was_noted_by_a_run_that_ended_too_soon_is_noted_once(client, made, monkeypatch):
    def end(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as held:
        held.setattr("pipeline.build.issuing.conclude", end)
        with pytest.raises(KeyboardInterrupt):
            issue(made, IFU, client.catalogue)
    frozen = issue(made, IFU, client.catalogue)
    record = json.loads((made / "issued" / "1" / "manifest.json").read_bytes())
    assert [each["path"] for each in record["issued"]] == [frozen.paths[0].relative_to(made).as_posix()]


def test_with_it_goes_what_was_known_when_it_was_made(client, made):
    issue(made, IFU, client.catalogue)
    for name in ("profile.json", "assessment.json"):
        assert (made / "issued" / "1" / name).read_bytes() == (made / "revisions" / "1" / name).read_bytes()


def test_page_numbers_that_are_missing_are_told(client, made):
    assert [told.code for told in issue(made, IFU, client.catalogue).findings] == ["REV008"]


def test_what_a_person_wrote_in_its_zones_is_issued_with_it(client, made):
    write_in_zone(made / f"{IFU}.docx", "Own words.")
    frozen = issue(made, IFU, client.catalogue)
    assert codes(frozen) == []
    assert frozen.paths[0].read_bytes() == (made / f"{IFU}.docx").read_bytes()


def test_the_same_again_is_told_and_changes_nothing(client, made, bytes_of):
    issue(made, IFU, client.catalogue)
    before = bytes_of(client.outputs)
    assert codes(issue(made, IFU, client.catalogue)) == ["REV007"]
    assert bytes_of(client.outputs) == before


def test_other_bytes_of_the_same_revision_get_a_name_of_their_own(client, made):
    first = issue(made, IFU, client.catalogue)
    content = first.paths[0].read_bytes()
    write_in_zone(made / f"{IFU}.docx", "Own words.")
    second = issue(made, IFU, client.catalogue)
    assert second.paths[0].name == NAME.replace(".docx", "-2.docx")
    assert first.paths[0].read_bytes() == content
    assert len(client.record().issued) == 2
    assert client.record().last_issued(IFU) == second.issued


class TestRefused:
    def test_a_draft(self, client):
        client.change("tenorscore", documents__status="draft")
        client.build(only=(IFU,))
        assert codes(issue(client.made(), IFU, client.catalogue)) == ["REV005"]
        assert not (client.made() / "issued").exists()

    def test_a_revision_of_which_nobody_has_spoken(self, client, made):
        client.change("tenorscore", logging__deployer_access="By download.")
        client.build(only=(IFU,))
        assert codes(issue(made, IFU, client.catalogue)) == ["REV005"]

    def test_an_edited_document(self, client, made):
        write_elsewhere(made / f"{IFU}.docx")
        assert codes(issue(made, IFU, client.catalogue)) == ["REV006"]

    def test_a_draft_that_was_adopted_where_the_version_after_it_is_approved(self, client):
        client.change("tenorscore", documents__status="draft")
        client.build(only=(IFU,))
        path = client.made() / f"{IFU}.docx"
        write_elsewhere(path)
        client.change("tenorscore", logging__deployer_access="By download.", documents__change_note="Access")
        client.build(only=(IFU,))
        assert adopt(path, client.catalogue).state == ADOPTED
        assert codes(issue(client.made(), IFU, client.catalogue)) == ["REV005"]

    def test_one_with_tracked_changes_in_a_zone(self, client, made):
        propose_in_zone(made / f"{IFU}.docx", "Proposed words.")
        assert codes(issue(made, IFU, client.catalogue)) == ["REV012"]
        assert not (made / "issued").exists()

    def test_what_a_run_left_half_way(self, client, made):
        announce(made, client.record())
        conclude(made, replace(client.record(), is_partial=True))
        assert codes(issue(made, IFU, client.catalogue)) == ["REV004"]
        client.build(only=(IFU, DECLARATION))
        assert codes(issue(made, IFU, client.catalogue)) == []

    def test_a_folder_that_is_a_link(self, client, made, tmp_path):
        made.rename(tmp_path / "elsewhere")
        made.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(UnsafePathError):
            issue(made, IFU, client.catalogue)

    @pytest.mark.parametrize("name", ["annex-iv", "no-such-document"])
    def test_what_was_not_made(self, client, made, name):
        assert codes(issue(made, name, client.catalogue)) == ["REV004"]

    def test_what_has_no_record(self, client, made):
        (made / "manifest.json").unlink()
        assert codes(issue(made, IFU, client.catalogue)) == ["REV004"]


class TestVerified:
    def test_all_that_was_ever_issued_and_kept_is_intact(self, client, made):
        issue(made, IFU, client.catalogue)
        issue(made, DECLARATION, client.catalogue)
        client.change("tenorscore", logging__deployer_access="By download.", documents__change_note="Access")
        client.build(only=(IFU, DECLARATION))
        issue(made, IFU, client.catalogue)
        found = states(client)
        assert set(found.values()) == {"intact"}
        names = {path.rpartition("/")[2] for path in found if "/issued/" in path and path.endswith(".docx")}
        assert names == {NAME, NAME.replace("IFU", "DOC")}

    def test_an_issued_document_that_was_changed_is_told(self, client, made):
        frozen = issue(made, IFU, client.catalogue)
        frozen.paths[0].chmod(0o644)
        write_elsewhere(frozen.paths[0])
        assert states(client)[f"lindenhof/tenorscore/issued/1/{NAME}"] == "changed"

    def test_one_that_is_gone_is_told(self, client, made):
        frozen = issue(made, IFU, client.catalogue)
        frozen.paths[0].unlink()
        assert states(client)[f"lindenhof/tenorscore/issued/1/{NAME}"] == "missing"

    def test_it_is_known_although_the_record_of_the_folder_is_lost(self, client, made):
        frozen = issue(made, IFU, client.catalogue)
        (made / "manifest.json").unlink()
        assert client.record().issued == (frozen.issued,)
        client.build(only=(IFU,))
        assert (
            json.loads((made / "manifest.json").read_bytes())["issued"][0]["sha256"] == client.record().issued[0].sha256
        )
