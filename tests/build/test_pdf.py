"""PDF files beside documents: made once, made anew when the document changes, never over what a person changed."""

import errno
import hashlib
import json
from pathlib import Path

import pytest

from pipeline.build import pdf_place, store
from pipeline.build.portfolio_status import status_of
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.store import write
from pipeline.build.templates import load_templates
from pipeline.formats.docx_contents import pages_wanted
from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_package import read_parts
from pipeline.formats.xml_parts import parse_parts
from tests.documents import Printed
from tests.engagement import Engagement
from tests.hand import write_elsewhere
from tests.papers import FakeEngine

IFU, DECLARATION = "instructions-for-use", "declaration-of-conformity"
BOTH = (IFU, DECLARATION)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


def pdf_states(results: list[SystemResult]) -> dict[str, str]:
    return {each.id: each.pdf.state for result in results for each in result.deliverables if each.pdf}


def states(results: list[SystemResult]) -> dict[str, str]:
    return {each.id: each.state for result in results for each in result.deliverables}


def codes(results: list[SystemResult]) -> list[str]:
    return [told.code for result in results for told in result.findings if told.code.startswith(("PDF", "BLD"))]


def record_of(client: Engagement, name: str = IFU) -> dict:
    manifest = json.loads((client.made() / "manifest.json").read_bytes())
    return next(made for made in manifest["made"] if made["id"] == name)


def is_numbered(document: Path) -> bool:
    roots, _ = parse_parts(read_parts(document.read_bytes()))
    return any(one.kind == "PAGEREF" for one in fields_of(roots["word/document.xml"]))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edit(document: Path) -> bytes:
    document.write_bytes(document.read_bytes() + b"edited")
    return document.read_bytes()


class TestMade:
    def test_each_word_document_gets_one_and_page_numbers_where_it_has_a_contents_list(self, client, engine):
        results = client.build(only=(*BOTH, "action-plan"), engine=engine)
        assert pdf_states(results) == dict.fromkeys(BOTH, "built")
        folder = client.made()
        assert is_numbered(folder / f"{IFU}.docx")
        assert not is_numbered(folder / f"{DECLARATION}.docx")
        assert not (folder / "action-plan.pdf").exists()
        # Both once, then the one with numbers again.
        assert engine.calls == [2, 1]

    def test_the_manifest_says_which_bytes_lie_there_and_who_laid_them_out(self, client, engine):
        client.build(only=BOTH, engine=engine)
        record, folder = record_of(client), client.made()
        assert record["sha256"] == digest(folder / f"{IFU}.docx")
        assert record["printed"] == {
            "file": f"{IFU}.pdf",
            "sha256": digest(folder / f"{IFU}.pdf"),
            "document_sha256": record["sha256"],
            "engine": "Fake 1",
            "replaces": "",
        }

    def test_two_folders_get_the_same_bytes(self, client, bytes_of, tmp_path):
        client.build(only=BOTH, engine=FakeEngine())
        first = bytes_of(client.outputs)
        client.outputs.rename(tmp_path / "before")
        client.build(only=BOTH, engine=FakeEngine())
        assert bytes_of(client.outputs) == first

    def test_a_plain_build_makes_none(self, client):
        results = client.build(only=BOTH)
        assert pdf_states(results) == {}
        assert not is_numbered(client.made() / f"{IFU}.docx")
        assert list(client.made().glob("*.pdf")) == []

    def test_many_systems_are_printed_together(self, client, engine):
        client.change("second", system__id="second")
        client.build(only=BOTH, engine=engine)
        assert engine.calls == [4, 2]
        assert (client.made("second") / f"{IFU}.pdf").is_file()


class TestASecondRun:
    def test_it_lays_out_nothing_and_touches_nothing(self, client, engine, bytes_of):
        client.build(only=BOTH, engine=engine)
        before, engine.calls = bytes_of(client.outputs), []
        results = client.build(only=BOTH, engine=engine)
        assert engine.calls == []
        assert states(results) == dict.fromkeys(BOTH, "unchanged")
        assert pdf_states(results) == dict.fromkeys(BOTH, "unchanged")
        assert bytes_of(client.outputs) == before

    def test_a_plain_one_leaves_numbers_and_pdf(self, client, engine, bytes_of):
        client.build(only=BOTH, engine=engine)
        before = bytes_of(client.outputs)
        results = client.build(only=BOTH)
        assert states(results) == dict.fromkeys(BOTH, "unchanged")
        assert codes(results) == []
        assert bytes_of(client.outputs) == before

    def test_a_numbered_document_is_current_and_not_edited(self, client, engine):
        client.build(only=BOTH, engine=engine)
        templates = load_templates(client.catalogue, (), BOTH)
        (system,) = status_of(scan([client.folder]), client.outputs, client.catalogue, templates)
        assert {each.id: each.state for each in system.deliverables} == dict.fromkeys(BOTH, "current")

    def test_documents_made_without_pdf_get_theirs_and_stay_in_their_revision(self, client, engine):
        client.build(only=BOTH)
        results = client.build(only=BOTH, engine=engine)
        assert states(results) == dict.fromkeys(BOTH, "unchanged")
        assert pdf_states(results) == dict.fromkeys(BOTH, "built")
        assert record_of(client)["revision"] == 1

    @pytest.mark.parametrize("name", BOTH)
    def test_a_pdf_that_is_gone_is_made_again_and_no_other(self, client, engine, bytes_of, name):
        client.build(only=BOTH, engine=engine)
        before, engine.calls = bytes_of(client.outputs), []
        (client.made() / f"{name}.pdf").unlink()
        client.build(only=BOTH, engine=engine)
        assert engine.calls == [1]
        assert bytes_of(client.outputs) == before

    def test_another_engine_lays_out_anew(self, client, engine):
        client.build(only=(IFU,), engine=engine)
        newer = FakeEngine((lambda number: 5 + number,), name="Fake 2")
        assert pdf_states(client.build(only=(IFU,), engine=newer)) == {IFU: "built"}
        assert record_of(client)["printed"]["engine"] == "Fake 2"
        assert states(client.build(only=(IFU,))) == {IFU: "unchanged"}


class TestChanged:
    @pytest.fixture
    def changed(self, client: Engagement, engine: FakeEngine) -> Engagement:
        client.build(only=BOTH, engine=engine)
        client.change("tenorscore", purpose__intended_purpose="It ranks letters.")
        return client

    def test_a_document_made_anew_gets_a_new_pdf(self, changed, engine):
        before = digest(changed.made() / f"{IFU}.pdf")
        results = changed.build(only=BOTH, engine=engine)
        assert pdf_states(results)[IFU] == "built"
        assert digest(changed.made() / f"{IFU}.pdf") != before
        assert codes(results) == []

    def test_without_pdf_the_outdated_one_is_taken_away(self, changed):
        results = changed.build(only=BOTH)
        assert pdf_states(results)[IFU] == "removed"
        assert "PDF008" in codes(results)
        assert not (changed.made() / f"{IFU}.pdf").exists()
        assert not is_numbered(changed.made() / f"{IFU}.docx")
        assert record_of(changed)["printed"] is None
        assert "PDF008" in (changed.made() / "findings.json").read_text()
        assert "PDF008" not in codes(changed.build(only=BOTH))

    def test_a_pdf_that_cannot_be_made_leaves_no_outdated_one(self, changed):
        failing = FakeEngine(fails=lambda _: "LibreOffice broke off")
        results = changed.build(only=BOTH, engine=failing)
        assert states(results)[IFU] == "built"
        assert {"PDF002", "PDF008"} <= set(codes(results))
        assert not (changed.made() / f"{IFU}.pdf").exists()

    def test_an_outdated_one_that_a_person_signed_is_kept_and_told_each_time(self, changed):
        signed = edit(changed.made() / f"{IFU}.pdf")
        for _ in range(2):
            assert "PDF009" in codes(changed.build(only=BOTH))
        assert (changed.made() / f"{IFU}.pdf").read_bytes() == signed

    def test_one_that_waits_beside_a_signed_one_is_taken_away_when_it_is_outdated(self, client, engine):
        client.build(only=(IFU,), engine=engine)
        signed = edit(client.made() / f"{IFU}.pdf")
        client.build(only=(IFU,), engine=engine)
        client.change("tenorscore", purpose__intended_purpose="It ranks letters.")
        assert codes(client.build(only=(IFU,))) == ["PDF008", "PDF009"]
        assert codes(client.build(only=(IFU,))) == ["PDF009"]
        assert [path.read_bytes() for path in client.made().glob("*.pdf")] == [signed]

    def test_an_outdated_one_that_is_open_is_told(self, changed, monkeypatch):
        def refuse(self, missing_ok=False):
            raise PermissionError(errno.EACCES, "Permission denied")

        with monkeypatch.context() as held:
            held.setattr(Path, "unlink", refuse)
            assert "PDF010" in codes(changed.build(only=BOTH))
        assert pdf_states(changed.build(only=BOTH))[IFU] == "removed"


class TestEdited:
    def test_an_edited_document_is_not_printed_and_its_outdated_pdf_goes(self, client, engine):
        client.build(only=BOTH, engine=engine)
        document = client.made() / f"{IFU}.docx"
        write_elsewhere(document)
        edited = document.read_bytes()
        engine.calls = []
        results = client.build(only=BOTH, engine=engine)
        assert states(results)[IFU] == "kept-edited"
        assert document.read_bytes() == edited
        assert (engine.calls, codes(results)) == ([], ["PDF003", "PDF008"])
        assert not (client.made() / f"{IFU}.pdf").exists()

    def test_a_pdf_that_a_person_signed_is_kept_and_the_new_one_waits_beside_it(self, client, engine):
        client.build(only=(IFU,), engine=engine)
        signed = edit(client.made() / f"{IFU}.pdf")
        results = client.build(only=(IFU,), engine=engine)
        assert pdf_states(results) == {IFU: "kept-edited"}
        assert codes(results) == ["PDF007"]
        assert (client.made() / f"{IFU}.pdf").read_bytes() == signed
        waiting = client.made() / f"{IFU}.new.pdf"
        assert record_of(client)["printed"]["sha256"] == digest(waiting)
        engine.calls = []
        assert codes(client.build(only=(IFU,), engine=engine)) == ["PDF007"]
        assert engine.calls == []

    def test_the_waiting_one_put_in_its_place_settles_it(self, client, engine):
        client.build(only=(IFU,), engine=engine)
        edit(client.made() / f"{IFU}.pdf")
        client.build(only=(IFU,), engine=engine)
        (client.made() / f"{IFU}.new.pdf").replace(client.made() / f"{IFU}.pdf")
        engine.calls = []
        results = client.build(only=(IFU,), engine=engine)
        assert (pdf_states(results), codes(results), engine.calls) == ({IFU: "unchanged"}, [], [])

    def test_it_is_overwritten_where_that_is_asked_for_and_nothing_waits(self, client, engine):
        client.build(only=(IFU,), engine=engine)
        before = digest(client.made() / f"{IFU}.pdf")
        edit(client.made() / f"{IFU}.pdf")
        client.build(only=(IFU,), engine=engine)
        assert pdf_states(client.build(only=(IFU,), engine=engine, replace=True)) == {IFU: "built"}
        assert digest(client.made() / f"{IFU}.pdf") == before
        assert not (client.made() / f"{IFU}.new.pdf").exists()

    def test_a_pdf_that_was_never_ours_is_kept(self, client, engine):
        client.made().mkdir(parents=True)
        (client.made() / f"{IFU}.pdf").write_bytes(b"of a person")
        assert codes(client.build(only=(IFU,), engine=engine)) == ["PDF007"]
        (client.made() / f"{IFU}.new.pdf").write_bytes(b"worked on too")
        client.build(only=(IFU,), engine=engine)
        assert (client.made() / f"{IFU}.pdf").read_bytes() == b"of a person"
        assert (client.made() / f"{IFU}.new.pdf").read_bytes() == b"worked on too"
        assert record_of(client)["printed"]["file"] == f"{IFU}.new-2.pdf"

    def test_a_document_that_is_saved_while_it_is_printed_is_kept(self, client):
        def save(document: bytes) -> str:
            write_elsewhere(client.made() / f"{IFU}.docx")
            return ""

        results = client.build(only=(IFU,), engine=FakeEngine(fails=save))
        assert codes(results) == ["PDF003"]
        assert "Words of a person." in Printed((client.made() / f"{IFU}.docx").read_bytes()).text
        assert states(client.build(only=(IFU,))) == {IFU: "kept-edited"}


class TestCutOff:
    """A run may end at any moment: what it wrote is ours at the next one."""

    @pytest.mark.parametrize("written", [0, 1, 2, 3])
    def test_whatever_was_written_is_known_at_the_next_run(self, client, engine, monkeypatch, bytes_of, written):
        client.build(only=(IFU,), engine=FakeEngine())
        whole = bytes_of(client.outputs)
        client.change("tenorscore", purpose__intended_purpose="It ranks letters.")
        count = iter(range(99))

        def cut(path: Path, content: bytes) -> bool:
            if next(count) == written:
                raise KeyboardInterrupt
            return write(path, content)

        with monkeypatch.context() as held:
            held.setattr(pdf_place, "write", cut)
            with pytest.raises(KeyboardInterrupt):
                client.build(only=(IFU,), engine=engine)
        results = client.build(only=(IFU,), engine=FakeEngine())
        assert codes(results) == []
        assert set(pdf_states(results)) == {IFU}
        assert not list(client.made().glob("*.new*"))
        kept = {name for name in bytes_of(client.outputs) if "/revisions/" in name}
        assert bytes_of(client.outputs).keys() - kept == {name for name in whole if "/revisions/" not in name}
        assert is_numbered(client.made() / f"{IFU}.docx")

    def test_a_pdf_that_cannot_be_written_is_told_and_the_rest_goes_on(self, client, engine, monkeypatch):
        def refuse(path: Path, content: bytes) -> bool:
            if path.name == f"{IFU}.pdf":
                raise PermissionError(errno.EACCES, "Permission denied")
            return write(path, content)

        with monkeypatch.context() as held:
            held.setattr(pdf_place, "write", refuse)
            results = client.build(only=BOTH, engine=engine)
        assert codes(results) == ["PDF002"]
        assert pdf_states(results) == {DECLARATION: "built"}
        assert pdf_states(client.build(only=BOTH, engine=engine)) == {IFU: "built", DECLARATION: "unchanged"}

    def test_a_full_disk_ends_the_run(self, client, engine, monkeypatch):
        def refuse(path: Path, content: bytes) -> bool:
            if path.suffix == ".pdf":
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(path, content)

        monkeypatch.setattr(pdf_place, "write", refuse)
        with pytest.raises(OSError, match="No space left"):
            client.build(only=BOTH, engine=engine)

    def test_a_link_in_the_place_of_the_pdf_is_not_followed(self, client, engine, tmp_path):
        client.build(only=(IFU,))
        victim = tmp_path / "victim"
        (client.made() / f"{IFU}.pdf").symlink_to(victim)
        results = client.build(only=(IFU,), engine=engine)
        assert not victim.exists()
        assert codes(results) == ["PDF002"]


def test_what_the_document_wants_is_what_it_prints(client, engine):
    client.build(only=(IFU,), engine=engine)
    document = (client.made() / f"{IFU}.docx").read_bytes()
    roots, _ = parse_parts(read_parts(document))
    asked = [one.argument for one in fields_of(roots["word/document.xml"]) if one.kind == "PAGEREF"]
    assert asked == list(pages_wanted(document))
    assert store.digest_of(client.made() / f"{IFU}.docx") == record_of(client)["sha256"]
