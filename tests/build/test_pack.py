"""What leaves the house: what is enclosed in which state, what is not, and what is told of it."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline.build.layout import Engine, office_engine
from pipeline.build.pack import DIGESTS, INDEX, Packed, PackWish, pack
from pipeline.formats.pdf_check import check_pdf
from pipeline.library.pack_files import load_pack_files
from pipeline.model.pack import PackState
from tests.evidence import SCRIPT, bomb, evidence, locked, mark, outlined, signed
from tests.paged import PagedEngine
from tests.samples import INPUTS

CLIENT, SYSTEM = "lindenhof", "tenorscore"
DOCUMENT = "annex-iv.docx"


@dataclass
class House:
    """Outputs and inputs of one client, which a test may change before it packs them."""

    catalogue: Any
    outputs: Path
    inputs: Path

    @property
    def folder(self) -> Path:
        return self.outputs / CLIENT / SYSTEM

    @property
    def evidence(self) -> Path:
        return self.inputs / CLIENT / "evidence"

    def pack(self, engine: Engine | None = None, folder: Path | None = None) -> Packed:
        wish = PackWish(self.catalogue, load_pack_files(), self.inputs, engine)
        return pack(folder or self.outputs / CLIENT, wish)

    def change(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a record of the system."""
        path = self.folder / name
        data = json.loads(path.read_bytes())
        change(data)
        path.write_text(json.dumps(data))

    def register(self, files: Mapping[str, bytes]) -> None:
        """Have the evidence register name these files and no others."""
        for name, content in files.items():
            (self.evidence / name).write_bytes(content)
        rows = [{"id": f"EV-{at:02}", "title": f"About {at}", "file": [name]} for at, name in enumerate(files, 1)]
        self.change("profile.json", lambda data: data["values"].update(evidence=rows))


@pytest.fixture
def house(catalogue, built: Path, tmp_path: Path) -> House:
    outputs, inputs = tmp_path / "outputs", tmp_path / "inputs"
    shutil.copytree(built / CLIENT, outputs / CLIENT)
    shutil.copytree(INPUTS / CLIENT, inputs / CLIENT)
    return House(catalogue, outputs, inputs)


def codes(packed: Packed) -> list[str]:
    return sorted(told.code for told in packed.findings)


def files(packed: Packed) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed.archive)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def states(packed: Packed) -> dict[str, PackState]:
    return {file.id: file.state for file in packed.client.files if file.state}


def dossier_of(packed: Packed) -> Any:
    (pdf,) = (content for path, content in files(packed).items() if path.endswith(".pdf") and "_dossier_" in path)
    return PdfReader(io.BytesIO(pdf), strict=True)


def test_a_client_is_packed_whole(house) -> None:
    packed = house.pack()
    held = files(packed)
    assert next(iter(held)) == INDEX
    assert {path.rpartition("/")[0] for path in held} == {
        "",
        "answers",
        "evidence",
        f"{SYSTEM}/answers",
        f"{SYSTEM}/documents",
    }
    assert (
        held[f"{SYSTEM}/documents/lindenhof_tenorscore_AIV_en_3.2.0_2026-11-25_approved.docx"]
        == (house.folder / DOCUMENT).read_bytes()
    )
    assert held[f"{SYSTEM}/answers/{SYSTEM}.xlsx"] == (house.inputs / CLIENT / f"{SYSTEM}.xlsx").read_bytes()
    named = {path.name for path in house.evidence.iterdir()}
    assert {path.removeprefix("evidence/") for path in held if path.startswith("evidence/")} == named


def test_the_digests_are_those_of_every_other_file(house) -> None:
    held = files(house.pack())
    lines = held.pop(DIGESTS).decode().splitlines()
    assert [line.split("  ", 1) for line in lines] == [[sha256(held[path]).hexdigest(), path] for path in held]


def test_the_index_names_every_file_and_links_to_it(house) -> None:
    packed = house.pack()
    held = files(packed)
    page = held[INDEX].decode()
    for file in packed.client.files:
        assert f'href="{file.path}"' in page
        assert sha256(held[file.path]).hexdigest() == file.sha256
        assert f"{file.sha256[:32]}<wbr>{file.sha256[32:]}" in page


def test_one_system_is_packed_alone(house) -> None:
    alone = house.pack(folder=house.folder)
    assert [system.id for system in alone.client.systems] == [SYSTEM]
    assert files(alone) == files(house.pack())


def test_the_same_outputs_give_the_same_bytes(house) -> None:
    engine = PagedEngine()
    assert house.pack(engine).archive == house.pack(engine).archive


def test_packing_changes_nothing(house, bytes_of) -> None:
    before = bytes_of(house.outputs), bytes_of(house.inputs)
    house.pack(PagedEngine())
    assert (bytes_of(house.outputs), bytes_of(house.inputs)) == before


def test_a_folder_in_which_nothing_was_made_is_told(house, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    packed = house.pack(folder=tmp_path / "empty")
    assert (packed.archive, codes(packed)) == (b"", ["PCK001"])


# How documents stand


def test_an_edited_document_is_enclosed_as_it_lies_there(house) -> None:
    path = house.folder / DOCUMENT
    path.write_bytes(path.read_bytes() + b"edited")
    packed = house.pack()
    assert (states(packed)["annex-iv"], "PCK005" in codes(packed)) == (PackState.EDITED, True)
    assert files(packed)[f"{SYSTEM}/documents/lindenhof_tenorscore_AIV_en_3.2.0_2026-11-25_edited.docx"].endswith(
        b"edited"
    )


def issued(house: House, content: bytes, *, digest: str = "", revision: int = 1) -> None:
    path = house.folder / "issued" / "1" / DOCUMENT
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    entry = {
        "id": "annex-iv",
        "revision": revision,
        "path": f"issued/1/{DOCUMENT}",
        "sha256": digest or sha256(content).hexdigest(),
    }
    house.change("manifest.json", lambda data: data.update(issued=[entry]))


def test_the_issued_copy_goes_before_what_lies_there(house) -> None:
    issued(house, b"issued")
    (house.folder / DOCUMENT).write_bytes(b"edited since")
    packed = house.pack()
    assert states(packed)["annex-iv"] is PackState.ISSUED
    assert b"issued" in files(packed).values()


def test_an_issued_copy_with_a_later_revision_in_work_is_said_to_be_superseded(house) -> None:
    issued(house, b"issued")
    house.change("manifest.json", lambda data: [made.update(revision=2) for made in data["made"]])
    packed = house.pack()
    assert (states(packed)["annex-iv"], "PCK008" in codes(packed)) == (PackState.SUPERSEDED, True)


def test_an_issued_copy_that_was_changed_is_never_enclosed_as_issued(house) -> None:
    issued(house, b"changed", digest="0" * 64)
    packed = house.pack()
    assert "PCK007" in codes(packed)
    assert states(packed)["annex-iv"] is not PackState.ISSUED
    assert b"changed" not in files(packed).values()


def test_a_document_that_would_not_be_made_today_is_told(house) -> None:
    def hold_back(data: dict[str, Any]) -> None:
        for stand in data["stands"]:
            if stand["id"] == "annex-iv":
                stand.update(state="blocked", because="a practice may be prohibited")

    house.change("manifest.json", hold_back)
    packed = house.pack()
    assert (states(packed)["annex-iv"], "PCK028" in codes(packed)) == (PackState.HELD_BACK, True)


def test_a_document_that_is_gone_is_told(house) -> None:
    (house.folder / DOCUMENT).unlink()
    packed = house.pack()
    assert ("annex-iv" in states(packed), "PCK004" in codes(packed)) == (False, True)


@pytest.mark.parametrize("name", ["notes.docx", "annex-iv (1).docx", "Thumbs.db"])
def test_what_no_record_knows_is_told_and_not_enclosed(house, name) -> None:
    (house.folder / name).write_bytes(b"stranger")
    packed = house.pack()
    assert "PCK003" in codes(packed)
    assert b"stranger" not in files(packed).values()


@pytest.mark.parametrize("name", ["profile.json", "manifest.json"])
def test_a_record_that_cannot_be_read_leaves_the_system_out(house, name) -> None:
    (house.folder / name).write_bytes(b"{")
    packed = house.pack()
    assert (packed.archive, set(codes(packed)) & {"PCK002"}) == (b"", {"PCK002"})


# Nothing is followed


@pytest.mark.parametrize("name", [DOCUMENT, "profile.json"])
def test_a_link_among_the_outputs_is_not_followed(house, tmp_path, name) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes((house.folder / name).read_bytes())
    (house.folder / name).unlink()
    (house.folder / name).symlink_to(secret)
    packed = house.pack()
    assert "PCK015" in codes(packed)
    assert not packed.archive or secret.read_bytes() not in files(packed).values()


def test_a_link_among_the_evidence_is_not_followed(house, tmp_path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    house.register({"link.pdf": b""})
    (house.evidence / "link.pdf").unlink()
    (house.evidence / "link.pdf").symlink_to(secret)
    packed = house.pack()
    assert "PCK015" in codes(packed)
    assert b"secret" not in files(packed).values()


@pytest.mark.parametrize("name", ["../secret.pdf", "/etc/hostname", "..", "a/../../secret.pdf"])
def test_a_name_that_leads_out_of_the_evidence_folder_finds_nothing(house, name) -> None:
    (house.inputs / CLIENT / "secret.pdf").write_bytes(b"secret")
    rows = [{"id": "EV-01", "title": "Out", "file": [name]}]
    house.change("profile.json", lambda data: data["values"].update(evidence=rows))
    packed = house.pack(PagedEngine())
    assert "PCK012" in codes(packed)
    assert b"secret" not in files(packed).values()


@pytest.mark.parametrize("path", [f"../{SYSTEM}/../../secret", "/etc/hostname", "issued/../../../../secret"])
def test_an_issued_copy_elsewhere_is_not_taken(house, path) -> None:
    (house.outputs.parent / "secret").write_bytes(b"secret")
    entry = {"id": "annex-iv", "revision": 1, "path": path, "sha256": sha256(b"secret").hexdigest()}
    house.change("manifest.json", lambda data: data.update(issued=[entry]))
    packed = house.pack()
    assert "PCK007" in codes(packed)
    assert b"secret" not in files(packed).values()


def test_a_system_whose_id_leads_elsewhere_stays_in_the_archive(house) -> None:
    house.change("manifest.json", lambda data: data.update(system="../../etc"))
    assert all(".." not in path.split("/") for path in files(house.pack()))


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_names_that_no_other_computer_can_hold_are_changed_and_told(house) -> None:
    house.register({"a:b.pdf": evidence(), "A_B.pdf": evidence(pages=1)})
    packed = house.pack()
    assert {path for path in files(packed) if path.startswith("evidence/")} >= {
        "evidence/a_b.pdf",
        "evidence/A_B-2.pdf",
    }
    assert codes(packed).count("PCK014") == 2


# Answers and evidence


def test_without_inputs_the_documents_go_alone(house, tmp_path) -> None:
    house.inputs = tmp_path / "nowhere"
    packed = house.pack()
    assert "PCK009" in codes(packed)
    assert not any(path.startswith("evidence/") for path in files(packed))


def test_a_client_is_found_by_what_its_workbook_answers(house) -> None:
    (house.inputs / CLIENT).rename(house.inputs / "Mandant 4711")
    assert "PCK009" not in codes(house.pack())


def test_a_workbook_that_says_something_else_today_is_told(house) -> None:
    house.change("profile.json", lambda data: data["values"]["system"].update(name="Other"))
    assert "PCK011" in codes(house.pack())


def test_a_missing_workbook_is_told(house) -> None:
    (house.inputs / CLIENT / f"{SYSTEM}.xlsx").rename(house.inputs / CLIENT / "~$gone.xlsx")
    shutil.copy(INPUTS / "techops" / "safesite-ai.xlsx", house.inputs / CLIENT)
    assert "PCK010" in codes(house.pack())


def test_evidence_that_is_another_file_than_documents_print_is_told_by_name(house) -> None:
    (house.evidence / "test-reports-3.2.0.pdf").write_bytes(evidence())
    (told,) = (told for told in house.pack().findings if told.code == "PCK013")
    assert "test-reports-3.2.0.pdf" in told.message


# The PDF


def test_without_an_engine_the_archive_goes_without_its_pdf(house) -> None:
    assert "PCK016" in codes(house.pack())


def test_pages_are_labelled_and_listed_in_order(house) -> None:
    house.register({"one.pdf": evidence(outlined("Inside")), "two.pdf": evidence(pages=3)})
    reader = dossier_of(house.pack(PagedEngine()))
    labels = reader.page_labels
    front = labels.index("1")
    assert labels == ["i", "ii", "iii", "iv"][:front] + [str(number) for number in range(1, len(labels) - front + 1)]
    assert [entry.title for entry in top(reader.outline)] == ["Contents", "Documents", "Evidence"]
    chapters = reader.outline[-1]
    assert [entry.title for entry in top(chapters)] == ["EV-01 About 1", "EV-02 About 2"]
    ((inside,),) = (entry for entry in chapters if isinstance(entry, list))
    assert inside.title == "Inside"
    # A divider goes before the two pages of the first file and the three of the second.
    begins = [reader.get_destination_page_number(entry) for entry in (*top(chapters), inside)]
    assert begins == [len(labels) - 7, len(labels) - 4, len(labels) - 6]


def top(outline: list[Any]) -> list[Any]:
    return [entry for entry in outline if not isinstance(entry, list)]


def test_entries_of_the_contents_list_lead_to_their_chapters(house) -> None:
    house.register({"one.pdf": evidence()})
    reader = dossier_of(house.pack(PagedEngine()))
    marks = [mark.get_object() for page in reader.pages[:3] for mark in page.get("/Annots", ())]
    assert all("/A" not in mark for mark in marks)
    targets = [reader.get_page_number(mark["/Dest"][0].get_object()) for mark in marks]
    assert targets == sorted(targets)
    assert targets[-1] == len(reader.pages) - 3


def test_answers_and_what_is_no_pdf_are_attached(house) -> None:
    house.register({"plan.docx": b"PK", "signed.pdf": evidence(signed), "plain.pdf": evidence()})
    reader = dossier_of(house.pack(PagedEngine()))
    attached = {name: content for name, (content, *_) in reader.attachments.items()}
    assert attached["profile.json"] == (house.folder / "profile.json").read_bytes()
    assert attached["signed.pdf"] == evidence(signed)
    assert {"plan.docx", f"{SYSTEM}.xlsx", "organisation.xlsx"} <= attached.keys()
    assert "plain.pdf" not in attached


HOSTILE = {
    "locked.pdf": (locked("secret"), "PCK018", 0),
    "restricted.pdf": (locked(""), "PCK019", 2),
    "broken.pdf": (b"%PDF-1.7 and no more", "PCK020", 0),
    "page.pdf": (b"<html>Sign in</html>", "PCK021", 0),
    "empty.pdf": (b"", "PCK021", 0),
    "bomb.pdf": (bomb(500_000_000), "PCK022", 0),
    "active.pdf": (evidence(mark("Link", A=SCRIPT)), "PCK023", 2),
    "signed.pdf": (evidence(signed), "PCK024", 2),
    "mended.pdf": (b"junk\n" + evidence(), "PCK027", 2),
}


def test_each_hostile_file_is_told_by_name_has_its_page_and_is_kept_as_it_is(house) -> None:
    house.register({name: content for name, (content, _, _) in HOSTILE.items()})
    packed = house.pack(PagedEngine())
    told = {(each.at.file, each.code) for each in packed.findings if each.at.file}
    assert told == {(name, code) for name, (_, code, _) in HOSTILE.items()}
    held = files(packed)
    assert {name: held[f"evidence/{name}"] for name in HOSTILE} == {name: each[0] for name, each in HOSTILE.items()}
    reader = dossier_of(packed)
    chapters = [reader.get_destination_page_number(entry) for entry in top(reader.outline[-1])]
    ends = [*chapters[1:], len(reader.pages)]
    assert [end - begin - 1 for begin, end in zip(chapters, ends, strict=True)] == [
        each[2] for each in HOSTILE.values()
    ]


def test_a_document_that_cannot_be_printed_has_a_page_that_says_so(house) -> None:
    content = (house.folder / DOCUMENT).read_bytes()
    packed = house.pack(PagedEngine(makes_nothing=content[:200]))
    assert "PCK017" in codes(packed)
    assert "Technical documentation" in {
        entry.title for entry in dossier_of(packed).outline[2] if not isinstance(entry, list)
    }


def test_the_dossier_says_what_it_is_and_nothing_of_the_clock(house) -> None:
    reader = dossier_of(house.pack(PagedEngine()))
    said = reader.metadata
    assert (said.title, said.author, said["/CreationDate"]) == (
        "Dossier: TenorScore",
        "Lindenhof Kreditsysteme GmbH",
        "D:20261125000000Z",
    )
    assert reader.root_object["/Lang"] == "en-GB"


@pytest.mark.office
def test_a_dossier_laid_out_by_libreoffice_is_sound_and_the_same_each_time(house) -> None:
    for path in house.folder.glob("*.docx"):
        if path.name not in ("declaration-of-conformity.docx", "instructions-for-use.docx"):
            path.unlink()
    house.register({"one.pdf": evidence(), "locked.pdf": locked("secret")})
    with office_engine() as engine:
        first, second = house.pack(engine), house.pack(engine)
    assert first.archive == second.archive
    reader = dossier_of(first)
    (pdf,) = (content for path, content in files(first).items() if "_dossier_" in path)
    assert check_pdf(pdf) == ()
    shown = [" ".join(page.extract_text().split()) for page in reader.pages]
    front = reader.page_labels.index("1")
    assert all(
        text.startswith(f"Dossier {label}") or f"Dossier {label}" in text
        for text, label in list(zip(shown, reader.page_labels, strict=True))[1:]
    )
    assert "Complete, not issued" in shown[0]
    assert "The file opens only with a password." in shown[-1]
    contents = " ".join(shown[1:front])
    assert "EV-02 About 2" in contents
