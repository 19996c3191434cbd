"""Revisions: the former set is kept whole, what a person did in it too, and no approval stands for a later change."""

import hashlib
import json
import shutil

import pytest

from pipeline.build import batch, dispatch, writer
from pipeline.build.archive import keep
from pipeline.build.journal import NEXT
from pipeline.build.verify import verify
from tests.documents import Printed
from tests.engagement import Engagement
from tests.hand import write_elsewhere

IFU, DECLARATION = "instructions-for-use", "declaration-of-conformity"
BOTH = (IFU, DECLARATION)
RECORDS = {"profile.json", "assessment.json"}


def change(client: Engagement, words: str, note: str | None = None) -> None:
    """Change what only the instructions print; with a note and a day where somebody spoke of it."""
    answers: dict[str, object] = {"logging__deployer_access": words}
    if note:
        answers |= {"documents__change_note": note}
    client.change("tenorscore", **answers)


def _states_of_kept(client: Engagement) -> set[str]:
    return {file.state for file in verify([client.outputs]) if "/revisions/" in file.path}


def findings(results) -> list[str]:
    return [told.code for result in results for told in result.findings]


class TestKept:
    """The set of a revision is kept when the next one opens, whole and as it lay there."""

    def test_the_set_as_it_was_with_its_records(self, client):
        client.build(only=BOTH)
        before = {path.name: path.read_bytes() for path in client.made().iterdir() if path.is_file()}
        change(client, "By download.", "Access")
        client.build(only=BOTH)
        kept = client.made() / "revisions" / "1"
        after = {path.name: path.read_bytes() for path in kept.iterdir()}
        assert after == before

    def test_what_did_not_change_belongs_to_the_set_too(self, client):
        client.build(only=BOTH)
        change(client, "By download.", "Access")
        client.build(only=BOTH)
        kept = client.made() / "revisions" / "1" / f"{DECLARATION}.docx"
        assert kept.read_bytes() == (client.made() / f"{DECLARATION}.docx").read_bytes()

    def test_its_record_holds_the_digest_of_each_file_as_it_lies_there(self, client):
        client.build(only=BOTH)
        write_elsewhere(client.made() / f"{DECLARATION}.docx")
        change(client, "By download.", "Access")
        client.build(only=BOTH)
        kept = client.made() / "revisions" / "1"
        record = json.loads((kept / "manifest.json").read_bytes())
        assert {made["file"] for made in record["made"]} == {f"{name}.docx" for name in BOTH}
        for made in record["made"]:
            assert made["sha256"] == hashlib.sha256((kept / made["file"]).read_bytes()).hexdigest()

    def test_what_was_known_is_kept_from_the_day_on_which_a_revision_opens(self, client):
        client.build(only=BOTH)
        kept = client.made() / "revisions" / "1"
        before = {path.name: path.read_bytes() for path in kept.iterdir()}
        assert set(before) == RECORDS
        # What no document prints opens no revision, and is not what the revision was made from.
        client.change("tenorscore", documents__change_note="Another note")
        client.build(only=BOTH)
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before

    def test_three_revisions_are_three_sets(self, client):
        for words in ("By download.", "By letter.", "By telephone."):
            change(client, words, f"Access {words}")
            client.build(only=(IFU,))
        texts = [Printed(path.read_bytes()).text for path in sorted(client.made().glob(f"revisions/*/{IFU}.docx"))]
        assert [words in text for text, words in zip(texts, ("By download.", "By letter."), strict=True)] == [True] * 2
        assert "By telephone." in Printed((client.made() / f"{IFU}.docx").read_bytes()).text

    def test_a_kept_set_is_never_written_again(self, client, bytes_of):
        client.build(only=(IFU,))
        change(client, "By download.", "Access")
        client.build(only=(IFU,))
        before = bytes_of(client.made() / "revisions" / "1")
        for words in ("By letter.", "By telephone."):
            change(client, words, words)
            client.build(only=(IFU,), force=True, replace=True)
        assert bytes_of(client.made() / "revisions" / "1") == before

    @pytest.mark.parametrize("name", [f"{IFU}.docx", f"{IFU}.redline.docx"], ids=["beside another", "a new name"])
    def test_a_file_that_comes_to_a_whole_set_is_known_by_its_name(self, client, name):
        client.build(only=(IFU,))
        change(client, "By download.", "Access")
        client.build(only=(IFU,))
        path = client.made() / name
        path.write_bytes((client.made() / f"{IFU}.docx").read_bytes())
        copy = keep(path, client.made(), 1)
        assert copy.name == f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}.docx"
        assert _states_of_kept(client) == {"intact"}
        assert [file.state for file in verify([copy])] == ["intact"]
        write_elsewhere(copy, "More.")
        assert _states_of_kept(client) == {"intact", "changed"}
        assert [file.state for file in verify([copy])] == ["changed"]

    def test_they_are_verified_where_the_record_of_the_system_is_lost(self, client):
        client.build(only=(IFU,))
        change(client, "By download.", "Access")
        client.build(only=(IFU,))
        (client.made() / "manifest.json").unlink()
        told = {file.path: file for file in verify([client.outputs])}
        assert [found.code for found in told[str(client.made())].findings] == ["VER014"]
        assert told[str(client.made() / f"{IFU}.docx")].state == "unknown"
        assert _states_of_kept(client) == {"intact"}

    def test_a_link_in_place_of_the_folder_is_refused(self, client, tmp_path):
        client.build(only=(IFU,))
        shutil.rmtree(client.made() / "revisions")
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (client.made() / "revisions").symlink_to(elsewhere)
        change(client, "By download.", "Access")
        assert "BLD004" in findings(client.build(only=(IFU,)))
        assert list(elsewhere.iterdir()) == []


class TestNotOwed:
    """What is not owed any more does not stay beside what says so."""

    def test_a_document_that_is_not_owed_any_more_is_moved_to_its_revision(self, client):
        client.build(only=(IFU, "classification-record"))
        written = (client.made() / f"{IFU}.docx").read_bytes()
        client.change("tenorscore", scope__listed_use=False, scope__use_cases=None)
        client.build(only=(IFU, "classification-record"))
        assert not (client.made() / f"{IFU}.docx").exists()
        assert (client.made() / "revisions" / "1" / f"{IFU}.docx").read_bytes() == written

    def test_with_the_edits_of_a_person(self, client):
        client.build(only=(IFU,))
        path = client.made() / f"{IFU}.docx"
        write_elsewhere(path)
        written = path.read_bytes()
        client.change("tenorscore", scope__listed_use=False, scope__use_cases=None)
        client.build(only=(IFU,))
        assert not path.exists()
        assert (client.made() / "revisions" / "1" / f"{IFU}.docx").read_bytes() == written

    def test_what_is_not_ours_stays(self, client):
        client.made().mkdir(parents=True)
        path = client.made() / f"{IFU}.docx"
        path.write_bytes(b"of another hand")
        client.change("tenorscore", scope__listed_use=False, scope__use_cases=None)
        client.build(only=(IFU,))
        assert path.read_bytes() == b"of another hand"


class TestSpoken:
    """Note and approval count for the revision for which people gave them."""

    def test_nobody_spoke_of_a_change_so_it_is_a_draft(self, client):
        client.build(only=(IFU,))
        change(client, "By download.")
        assert "REV001" in findings(client.build(only=(IFU,)))
        printed = Printed((client.made() / f"{IFU}.docx").read_bytes())
        assert "Approved before the last change, not since" in printed.running
        assert "Made anew after a change, without note and approval" in printed.text
        assert client.record().made[0].is_draft

    def test_it_is_told_until_somebody_does(self, client):
        client.build(only=(IFU,))
        change(client, "By download.")
        client.build(only=(IFU,))
        assert "REV001" in findings(client.build(only=(IFU,)))

    def test_with_a_note_of_its_own_it_is_approved(self, client):
        client.build(only=(IFU,))
        change(client, "By download.", "Access by download")
        assert "REV001" not in findings(client.build(only=(IFU,)))
        printed = Printed((client.made() / f"{IFU}.docx").read_bytes())
        assert "before the last change" not in printed.running
        assert "Access by download" in printed.text
        assert not client.record().made[0].is_draft

    def test_a_document_that_did_not_change_stays_approved(self, client):
        client.build(only=BOTH)
        change(client, "By download.")
        client.build(only=BOTH)
        drafts = {made.id: made.is_draft for made in client.record().made}
        assert drafts == {IFU: True, DECLARATION: False}

    def test_the_next_word_is_for_the_next_revision(self, client):
        client.build(only=(IFU,))
        change(client, "By download.")
        client.build(only=(IFU,))
        change(client, "By letter.", "Access by letter")
        client.build(only=(IFU,))
        told = [(each.number, each.change, each.is_unspoken) for each in client.record().revisions]
        assert told == [
            (1, "First issue, for version 3.2.0", False),
            (2, "", True),
            (3, "Access by letter", False),
        ]


class TestCutOff:
    """Whatever ends a run, the next one finishes it, with the bytes that an undisturbed one gives."""

    @pytest.mark.parametrize("step", range(0, 18, 2))
    def test_a_run_that_ends_while_it_puts_files_in_place(self, client, bytes_of, monkeypatch, step, tmp_path):
        client.build(only=BOTH)
        shutil.copytree(client.outputs, tmp_path / "before")
        client.change("tenorscore", system__name="TenorScore Two", documents__change_note="New name")
        client.build(only=BOTH)
        undisturbed = bytes_of(client.outputs)
        shutil.rmtree(client.outputs)
        shutil.copytree(tmp_path / "before", client.outputs)
        replacing, count = type(client.outputs).replace, iter(range(99))

        def cut(self, target):
            if next(count) == step:
                raise KeyboardInterrupt
            return replacing(self, target)

        with monkeypatch.context() as held:
            held.setattr(type(client.outputs), "replace", cut)
            try:
                client.build(only=BOTH)
            except KeyboardInterrupt:
                assert step < next(count)
        assert findings(client.build(only=BOTH)) == []
        assert bytes_of(client.outputs) == undisturbed

    def test_what_is_announced_and_not_there_is_not_taken_to_be(self, client, monkeypatch):
        client.build(only=(IFU,))
        change(client, "By download.", "Access")

        def end(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as held:
            held.setattr(writer, "_put", end)
            with pytest.raises(KeyboardInterrupt):
                client.build(only=(IFU,))
        assert (client.made() / NEXT).is_file()
        assert [each.number for each in client.record().revisions] == [1]

    def test_parts_of_files_are_swept_away(self, client):
        client.made().mkdir(parents=True)
        (client.made() / ".~abc.part").write_bytes(b"half")
        client.build(only=(IFU,))
        assert not list(client.outputs.rglob("*.part"))


class TestLostRecord:
    def test_the_count_of_revisions_goes_on(self, client):
        client.build(only=(IFU,))
        change(client, "By download.", "Access")
        client.build(only=(IFU,))
        (client.made() / "manifest.json").unlink()
        write_elsewhere(client.made() / f"{IFU}.docx")
        change(client, "By letter.", "Access again")
        client.build(only=(IFU,))
        known = client.record()
        assert [each.number for each in known.revisions] == [1, 2]
        assert known.revisions[0].change == "First issue, for version 3.2.0"


def test_a_folder_with_a_number_that_no_revision_has_does_not_count(client):
    client.build(only=BOTH)
    (client.made() / "manifest.json").unlink()
    for name in ("100000", "9999999999", "01", "1\u0661"):
        (client.made() / "revisions" / name).mkdir()
    assert [each.number for each in client.record().revisions] == [1]


def test_what_a_worker_made_of_another_system_is_written_nowhere(client, monkeypatch, bytes_of):
    client.build(only=BOTH)
    before = bytes_of(client.made())
    client.change("other", system__id="other")
    make_all = dispatch.make_all

    def mixed_up(*arguments):
        answers = list(make_all(*arguments))
        mixed = [made for _, _, made in reversed(answers)]
        return ((seen, order, made) for (seen, order, _), made in zip(answers, mixed, strict=True))

    monkeypatch.setattr(batch, "make_all", mixed_up)
    assert findings(client.build(only=BOTH)) == ["BLD002", "BLD002"]
    assert bytes_of(client.made()) == before
    assert not client.made("other").exists()
