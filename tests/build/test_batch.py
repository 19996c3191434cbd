"""A batch: the same bytes twice, edits of people kept, one bad system never the end of the others."""

import errno
import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from msgspec.structs import replace

from pipeline.build import produce as produce_module
from pipeline.build import store, task
from pipeline.build.lock import LOCK, LockedError
from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.result import SystemResult
from pipeline.build.template import Template
from pipeline.formats.docx_fill import MadeFile
from pipeline.model.questionnaire import Form
from tests.answers import EVERY
from tests.documents import Printed
from tests.engagement import Engagement
from tests.samples import COMPLETE, answers_of, with_answers

FILES = {f"{name}.docx" for name in EVERY}


def states(results: list[SystemResult]) -> dict[str, str]:
    """Return how the documents stand that the law asks for."""
    return {each.id: each.state for result in results for each in result.deliverables if each.id in EVERY}


def codes(results: list[SystemResult]) -> list[str]:
    return [told.code for result in results for told in result.findings]


def revisions_of(client: Engagement) -> list[int]:
    manifest = json.loads((client.made() / "manifest.json").read_bytes())
    return [revision["number"] for revision in manifest["revisions"]]


class TestTwice:
    """The same input gives the same bytes."""

    def test_two_folders_get_the_same_bytes(self, client, tmp_path, bytes_of):
        client.build()
        first = bytes_of(client.outputs)
        shutil.move(client.outputs, tmp_path / "before")
        client.build()
        assert bytes_of(client.outputs) == first
        assert {f"lindenhof/tenorscore/{name}" for name in FILES} < set(first)

    def test_a_second_run_changes_nothing_and_touches_nothing(self, client, bytes_of):
        assert set(states(client.build()).values()) == {"built"}
        before, times = bytes_of(client.outputs), mtimes(client)
        assert set(states(client.build()).values()) == {"unchanged"}
        assert (bytes_of(client.outputs), mtimes(client)) == (before, times)

    def test_force_makes_everything_again_with_the_same_bytes(self, client, bytes_of):
        client.build()
        before = bytes_of(client.outputs)
        assert set(states(client.build(force=True)).values()) == {"built"}
        assert bytes_of(client.outputs) == before

    def test_a_later_revision_made_again_by_force_has_the_same_bytes(self, client, bytes_of):
        client.build()
        client.change("tenorscore", purpose__context="Other branches.")
        client.build()
        before = bytes_of(client.outputs)
        client.build(force=True)
        assert bytes_of(client.outputs) == before

    def test_the_files_of_a_system_are_those_of_the_interface(self, client):
        client.build()
        records = {"profile.json", "assessment.json", "findings.json", "manifest.json", "revisions"}
        assert {path.name for path in client.made().iterdir()} == FILES | records
        assert json.loads((client.made() / "profile.json").read_bytes())["schema"] == "dossier/profile/1"
        manifest = json.loads((client.made() / "manifest.json").read_bytes())
        for made in manifest["made"]:
            content = (client.made() / made["file"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == made["sha256"]


def mtimes(client: Engagement) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in client.outputs.rglob("*") if not path.name.endswith(".lock")}


class TestRevisions:
    """A build that changes at least one document opens a revision; each document prints the one it last changed in."""

    @pytest.mark.parametrize(
        ("change", "rebuilt"),
        [
            ({"testing__procedures": "Other procedures."}, {"annex-iv"}),
            ({"logging__deployer_access": "By download."}, {"instructions-for-use"}),
            ({"conformity__place": "Kiel"}, {"declaration-of-conformity"}),
            ({"scope__use_cases[UC-01]__detail": "Other words."}, {"classification-record"}),
            ({"purpose__context": "Other branches."}, {"annex-iv", "classification-record", "instructions-for-use"}),
            ({"system__name": "TenorScore Two"}, set(EVERY)),
            ({"documents__change_note": "Another note."}, set()),
        ],
        ids=["file only", "instructions only", "declaration only", "record only", "several", "all", "none"],
    )
    def test_only_documents_that_print_the_changed_fact_are_made_again(self, client, change, rebuilt):
        client.build()
        client.change("tenorscore", **change)
        results = client.build()
        made = {name for name, state in states(results).items() if state == "built"}
        assert made == rebuilt
        assert {name for name, state in states(results).items() if state == "unchanged"} == set(EVERY) - rebuilt
        numbers = {each.id: each.revision for result in results for each in result.deliverables if each.id in EVERY}
        assert numbers == {name: 2 if name in rebuilt else 1 for name in EVERY}
        assert revisions_of(client) == ([1, 2] if rebuilt else [1])

    def test_a_changed_evidence_file_is_a_change_of_the_file_that_prints_its_digest(self, client):
        client.build()
        (client.folder / "evidence" / "risk-management-file.pdf").write_bytes(b"%PDF-1.7 another")
        made = {name for name, state in states(client.build()).items() if state == "built"}
        assert made == {"annex-iv"}

    def test_the_new_revision_and_the_old_one_are_printed(self, client):
        client.build()
        client.change("tenorscore", purpose__context="Other branches.", documents__change_note="Branches added")
        client.build()
        text = Printed((client.made() / "annex-iv.docx").read_bytes())
        assert "Branches added" in text.text
        assert "Revision 2" in text.running

    def test_a_deleted_document_is_made_again_in_its_revision(self, client, bytes_of):
        client.build()
        before = bytes_of(client.outputs)
        (client.made() / "annex-iv.docx").unlink()
        assert states(client.build())["annex-iv"] == "built"
        assert bytes_of(client.outputs) == before


class TestEdited:
    """A document that a person edited is never overwritten."""

    @pytest.fixture
    def edited(self, client):
        client.build()
        path = client.made() / "annex-iv.docx"
        path.write_bytes(b"edited by a person")
        return path

    def test_an_edited_document_is_kept_and_said_to_be(self, client, edited):
        assert states(client.build())["annex-iv"] == "kept-edited"
        assert edited.read_bytes() == b"edited by a person"

    def test_when_the_facts_change_the_new_version_is_put_beside_it(self, client, edited, bytes_of):
        client.change("tenorscore", testing__procedures="Other procedures.")
        results = client.build()
        assert states(results)["annex-iv"] == "kept-edited"
        assert codes(results) == ["REV001", "RED002", "BLD001"]
        assert edited.read_bytes() == b"edited by a person"
        beside = client.made() / "annex-iv.new.docx"
        assert "Other procedures." in Printed(beside.read_bytes()).text
        # The next run leaves both where they are.
        before, times = bytes_of(client.outputs), mtimes(client)
        assert states(client.build())["annex-iv"] == "kept-edited"
        assert beside.is_file()
        kept = {name: content for name, content in bytes_of(client.outputs).items() if name.endswith(".docx")}
        assert kept == {name: content for name, content in before.items() if name.endswith(".docx")}
        assert {path: time for path, time in mtimes(client).items() if path.suffix == ".docx"} == {
            path: time for path, time in times.items() if path.suffix == ".docx"
        }

    def test_it_is_overwritten_where_that_is_asked_for(self, client, edited):
        assert states(client.build(force=True, replace=True))["annex-iv"] == "built"
        assert "TenorScore" in Printed(edited.read_bytes()).text
        assert set(states(client.build()).values()) == {"unchanged"}

    def test_replacing_edits_does_so_even_where_no_fact_has_changed(self, client, edited):
        client.build(replace=True)
        assert edited.read_bytes() != b"edited by a person"

    def test_force_alone_overwrites_no_edit(self, client, edited):
        assert states(client.build(force=True))["annex-iv"] == "kept-edited"
        assert edited.read_bytes() == b"edited by a person"
        assert (client.made() / "annex-iv.new.docx").is_file()

    def test_without_a_manifest_no_document_there_is_ours(self, client):
        client.build()
        (client.made() / "annex-iv.docx").write_bytes(b"of unknown origin")
        (client.made() / "manifest.json").unlink()
        for _ in range(3):
            assert states(client.build())["annex-iv"] == "kept-edited"
        assert (client.made() / "annex-iv.docx").read_bytes() == b"of unknown origin"
        assert revisions_of(client) == [1]

    @pytest.mark.parametrize("content", [b"", b"{", b'{"schema": 1}', b"[]"])
    def test_with_a_damaged_manifest_what_would_be_made_again_is_ours_and_nothing_else(self, client, content):
        only = ("declaration-of-conformity", "instructions-for-use")
        client.build(only=only)
        declaration, instructions = (client.made() / f"{name}.docx" for name in only)
        before = declaration.read_bytes()
        instructions.write_bytes(b"edited by a person")
        (client.made() / "manifest.json").write_bytes(content)
        assert states(client.build(only=only)) == dict(zip(only, ("built", "kept-edited"), strict=True))
        assert (declaration.read_bytes(), instructions.read_bytes()) == (before, b"edited by a person")
        assert revisions_of(client) == [1]


class TestOnly:
    """Some deliverables of several."""

    def test_only_what_was_asked_for_is_made(self, client):
        assert states(client.build(only=("instructions-for-use",))) == {"instructions-for-use": "built"}
        assert {path.name for path in client.made().glob("*.docx")} == {"instructions-for-use.docx"}

    def test_what_was_not_asked_for_stays_on_record(self, client):
        client.build()
        client.build(only=("instructions-for-use",))
        assert set(states(client.build()).values()) == {"unchanged"}

    def test_what_is_not_due_is_not_made(self, client):
        client.change("tenorscore", scope__listed_use=False, scope__use_cases=None)
        results = client.build()
        assert states(results) == dict.fromkeys(EVERY, "not-due") | {"classification-record": "built"}
        assert codes(results).count("CLS002") == 4
        made = sorted(path.name for path in client.made().glob("*.docx"))
        assert made == ["classification-record.docx"]

    def test_what_may_be_due_is_prepared_and_told(self, client):
        client.change("tenorscore", scope__use_cases=None)
        results = client.build()
        assert set(states(results).values()) == {"built"}
        assert codes(results).count("CLS001") == 1


class TestOneBadSystem:
    """One system that cannot be built does not stop the others."""

    @pytest.mark.parametrize(
        ("content", "code"),
        [(b"no workbook", "INT001"), (b"", "INT001"), (b"PK\x03\x04cut", "INT002")],
    )
    def test_an_unusable_workbook(self, client, content, code):
        (client.folder / "broken.xlsx").write_bytes(content)
        results = client.build()
        assert [(result.system, len(result.deliverables)) for result in results] == [
            (None, 0),
            ("tenorscore", len(EVERY)),
        ]
        assert codes(results) == [code]
        assert set(states(results).values()) == {"built"}

    def test_a_workbook_that_cannot_be_opened(self, client):
        # A link whose file is gone, as a cloud folder leaves it.
        broken = client.folder / "broken.xlsx"
        broken.symlink_to(client.folder / "gone.xlsx")
        results = client.build()
        assert codes(results) == ["INT002"]
        assert states(results) == dict.fromkeys(EVERY, "built")

    def test_two_systems_of_one_id_are_both_refused_and_the_third_is_built(self, client):
        answers = answers_of(COMPLETE)
        client.write("twin", with_answers(answers, {"system.name": "Twin"}))
        client.write("other", with_answers(answers, {"system.id": "other"}))
        results = client.build()
        refused = [result for result in results if "INT031" in {told.code for told in result.findings}]
        assert sorted(result.workbook.rpartition("/")[2] for result in refused) == ["tenorscore.xlsx", "twin.xlsx"]
        assert all(result.deliverables == () for result in refused)
        messages = {result.workbook: result.findings[-1].message for result in refused}
        for workbook, message in messages.items():
            (other,) = set(messages) - {workbook}
            assert other in message
        assert [path.name for path in client.outputs.glob("lindenhof/*") if path.is_dir()] == ["other"]

    def test_ids_that_differ_in_case_only_are_one_id(self, client):
        client.write("twin", with_answers(answers_of(COMPLETE), {"system.id": "TenorScore"}))
        assert codes(client.build()) == ["INT031", "INT031"]

    def test_an_unexpected_exception_is_a_finding(self, client, monkeypatch):
        client.write("other", with_answers(answers_of(COMPLETE), {"system.id": "other"}))
        produce = produce_module.produce

        def fail_for_one(system, *arguments, **named):
            if system.system == "other":
                raise RuntimeError("something nobody foresaw")
            return produce(system, *arguments, **named)

        monkeypatch.setattr(task, "produce", fail_for_one)
        other, whole = client.build()
        assert {each.state for each in other.deliverables} == {"failed"}
        assert [told.code for told in other.findings] == ["BLD002"]
        assert {each.state for each in whole.deliverables} == {"built"}

    def test_no_organisation_is_one_warning_and_the_documents_are_built(self, client):
        (client.folder / "organisation.xlsx").unlink()
        results = client.build()
        assert codes(results).count("INT030") == 1
        assert set(states(results).values()) == {"built"}

    def test_an_unusable_organisation_is_told_at_its_own_workbook(self, client):
        client.write("organisation", answers_of(COMPLETE), Form.SYSTEM)
        results = client.build()
        told = [finding for result in results for finding in result.findings if finding.code == "INT010"]
        assert [finding.at.workbook.rpartition("/")[2] for finding in told] == ["organisation.xlsx"]
        assert set(states(results).values()) == {"built"}

    def test_a_file_that_is_not_in_the_evidence_folder_is_told_at_its_cell(self, client):
        (client.folder / "evidence" / "risk-management-file.pdf").unlink()
        results = client.build()
        (told,) = [finding for result in results for finding in result.findings if finding.code == "INT033"]
        assert "risk-management-file.pdf" in told.message
        assert told.at.sheet == "Evidence"

    def test_a_system_without_an_id_is_called_after_its_file(self, client):
        path = client.change("tenorscore")
        path.unlink()
        client.change("Große Prüfung (v2)", system__id=None)
        results = client.build()
        assert [result.system for result in results] == ["groe-prufung-v2"]
        assert codes(results)[0] == "INT028"
        # What was proved for the system of that id is proved for no other.
        assert set(codes(results)) == {"INT028", "MGT007", "MGT010", "CFW001"}


class TestDisk:
    """Nothing is half written, and no other run writes at the same time."""

    def test_a_locked_folder_is_left_alone(self, client, bytes_of):
        client.outputs.mkdir()
        with FileLock(client.outputs / LOCK), pytest.raises(LockedError, match="another run"):
            client.build()
        assert bytes_of(client.outputs) == {}

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(self, tmp_path, monkeypatch, step):
        target = tmp_path / "document.docx"
        store.write(target, b"old")

        def refuse(*_, **__):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, step, refuse)
        if step == "replace":
            monkeypatch.setattr("pathlib.Path.replace", refuse)
        with pytest.raises(OSError, match="No space left"):
            store.write(target, b"new")
        assert target.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [target]

    def test_a_full_disk_ends_the_run_and_leaves_what_was_there(self, client, monkeypatch, bytes_of):
        client.build()
        before = bytes_of(client.outputs)
        client.change("tenorscore", testing__procedures="Other procedures.")

        def refuse(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="No space left"):
            client.build()
        assert bytes_of(client.outputs) == before

    def test_a_symbolic_link_is_not_written_through(self, client, tmp_path):
        secret = tmp_path / "elsewhere.docx"
        secret.write_bytes(b"not ours")
        client.made().mkdir(parents=True)
        (client.made() / "annex-iv.docx").symlink_to(secret)
        # It counts as somebody else's document: kept, and written through on no demand.
        assert states(client.build())["annex-iv"] == "kept-edited"
        (result,) = client.build(replace=True)
        assert [told.code for told in result.findings] == ["BLD004"]
        assert set(states([result]).values()) == {"failed"}
        assert secret.read_bytes() == b"not ours"

    def test_a_folder_that_is_a_link_is_not_written_into(self, client, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        client.made().parent.mkdir(parents=True)
        client.made().symlink_to(elsewhere)
        (result,) = client.build()
        assert [told.code for told in result.findings] == ["BLD004"]
        assert list(elsewhere.iterdir()) == []

    def test_a_file_that_holds_just_this_is_not_written_again(self, tmp_path):
        assert store.write(tmp_path / "a" / "b.txt", b"x") is True
        assert store.write(tmp_path / "a" / "b.txt", b"x") is False


def test_a_result_counts_deliverables_by_state(client):
    (client.folder / "broken.xlsx").write_bytes(b"")
    assert [result.states for result in client.build()] == [{}, {"built": len(EVERY)}]


def test_a_system_prints_its_facts_missing_as_the_reason(client):
    client.change("tenorscore", testing__procedures=None)
    because = {each.id: each.because for result in client.build() for each in result.deliverables}
    assert because["annex-iv"] == "1 facts missing"
    assert because["instructions-for-use"] == "complete"


def test_a_document_that_fails_its_check_is_not_written(client, monkeypatch):
    doubtful = MadeFile(b"a document", ("a value is missing",))
    complaining = {name: replace(each, make=lambda *_: doubtful) for name, each in OUTPUT_FORMATS.items()}
    monkeypatch.setattr("pipeline.build.produce.OUTPUT_FORMATS", complaining)
    results = client.build()
    assert set(states(results).values()) == {"failed"}
    assert codes(results) == ["DOC001"] * len(EVERY)
    assert not [*client.made().glob("*.docx"), *client.made().glob("*.xlsx")]
    client.build()
    assert revisions_of(client) == []


def test_a_template_that_cannot_be_filled_fails_its_own_document_only(client):
    real = produce_module.produce
    results = []

    def with_broken(system, catalogue, given, *arguments, **named):
        broken = {name: Template(b"no template") if name == "annex-iv" else content for name, content in given.items()}
        return real(system, catalogue, broken, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task, "produce", with_broken)
        results = client.build()
    assert states(results) == {
        "annex-iv": "failed",
        "classification-record": "built",
        "declaration-of-conformity": "built",
        "instructions-for-use": "built",
    }
    assert codes(results) == ["DOC002"]
