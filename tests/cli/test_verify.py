"""`dossier verify`: what became of what was made, and what is wrong with any file, as one JSON object and as lines."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from pipeline.formats.docx_package import write_parts
from pipeline.model.finding_catalogue import CATALOGUE
from tests.samples import COMPLETE
from tests.sharing import made_once
from tests.validity.broken import added, swapped
from tests.validity.broken_documents import BROKEN_DOCUMENTS
from tests.validity.whole_document import DOCUMENT, whole_document
from tests.validity.whole_workbook import whole_workbook

SYSTEM, CLIENT = "tenorscore", "lindenhof"
RECORDS = {"profile.json", "assessment.json", "findings.json"}


@pytest.fixture(scope="session")
def made(catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of one system, with the quickest of its documents."""
    from pipeline.build.batch import Wish, run
    from pipeline.build.scan import scan
    from pipeline.build.templates import load_templates
    from tests.samples import workbook_of

    def build(outputs: Path) -> None:
        templates = load_templates(catalogue, (), ("declaration-of-conformity", "action-plan"))
        list(run(scan([workbook_of(COMPLETE)]), outputs, Wish(catalogue, templates)))

    return made_once(tmp_path_factory, "verified", build)


@pytest.fixture
def outputs(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "outputs")


@pytest.fixture
def folder(outputs: Path) -> Path:
    return outputs / CLIENT / SYSTEM


@pytest.fixture
def document(folder: Path) -> Path:
    return folder / "declaration-of-conformity.docx"


@pytest.fixture
def verified(dossier):
    """Return the exit code, the states by file name, and the codes of the findings by file name."""

    def call(*arguments: object):
        told = dossier("verify", *arguments, "--json")
        states = {Path(file["path"]).name: file["state"] for file in told.data["files"]}
        codes: dict[str, list[str]] = {}
        for each in told.data["findings"]:
            at = each["at"]
            codes.setdefault(Path(at.get("document") or at["file"]).name, []).append(each["code"])
        return told.code, states, codes

    return call


def edited(path: Path) -> None:
    """Change a document as a person does: it is valid still."""
    mine = "<w:body><w:p><w:r><w:t>Mine</w:t></w:r></w:p>"
    path.write_bytes(swapped(DOCUMENT, "<w:body>", mine)(path.read_bytes()))


@pytest.mark.parametrize("height", [0, 1, 2], ids=["outputs", "client", "system"])
def test_what_was_made_is_intact_at_any_height(verified, outputs, height) -> None:
    code, states, codes = verified(Path(outputs, *(CLIENT, SYSTEM)[:height]))
    assert (code, codes) == (0, {})
    assert set(states) == {"declaration-of-conformity.docx", "action-plan.xlsx", *RECORDS}
    assert set(states.values()) == {"intact"}


def test_the_json_has_the_shape_of_the_interface(dossier, outputs) -> None:
    data = dossier("verify", outputs, "--json").data
    assert data["command"] == "verify"
    assert data["findings"] == []
    assert {tuple(sorted(file)) for file in data["files"]} == {("path", "revision", "state")}
    assert {file["revision"] for file in data["files"] if file["path"].endswith(".docx")} == {1}


def test_an_edited_document_is_changed_which_is_a_warning(verified, outputs, document) -> None:
    edited(document)
    code, states, codes = verified(outputs)
    assert (code, states[document.name], codes) == (0, "changed", {document.name: ["VER001"]})
    assert verified(outputs, "--fail-on", "warning")[0] == 1


def test_an_edited_document_is_judged_as_a_persons(verified, outputs, document) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr></w:p>'
    document.write_bytes(swapped(DOCUMENT, "<w:body>", f"<w:body>{body}")(document.read_bytes()))
    assert verified(outputs)[2] == {document.name: ["VER001", "VER005"]}
    document.write_bytes(swapped(DOCUMENT, "<w:body>", "<w:body><w:tbl/>")(document.read_bytes()))
    code, _, codes = verified(outputs)
    assert (code, codes[document.name][0]) == (1, "VER001")
    assert "VER004" in codes[document.name]


def test_a_document_of_ours_that_is_doubtful_is_wrong(verified, outputs, document) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="Mine"/></w:pPr></w:p>'
    document.write_bytes(swapped(DOCUMENT, "<w:body>", f"<w:body>{body}")(document.read_bytes()))
    _record(document, document.read_bytes())
    code, states, codes = verified(outputs)
    assert (code, states[document.name], codes) == (1, "intact", {document.name: ["VER003"]})


def test_a_missing_document_is_an_error(verified, outputs, document) -> None:
    document.unlink()
    code, states, codes = verified(outputs)
    assert (code, states[document.name], codes) == (1, "missing", {document.name: ["VER002"]})


def test_a_newer_version_that_waits_is_named(verified, outputs, document) -> None:
    waiting = document.with_suffix(".new.docx")
    waiting.write_bytes(document.read_bytes())
    code, states, codes = verified(outputs)
    assert (code, states[waiting.name], codes) == (0, "intact", {waiting.name: ["VER012"]})


def test_files_of_others_are_noted_and_looked_over(verified, outputs, folder) -> None:
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "letter.docx").write_bytes(whole_document())
    (folder / "table.xlsx").write_bytes(b"no workbook")
    (folder / "~$letter.docx").write_bytes(b"of Word, while it is open")
    code, states, codes = verified(outputs)
    assert (code, states["letter.docx"]) == (1, "unknown")
    assert codes == {"notes.txt": ["VER010"], "letter.docx": ["VER010"], "table.xlsx": ["VER010", "VER009"]}


@pytest.mark.parametrize("name", sorted(RECORDS))
@pytest.mark.parametrize("content", [None, b"{", b"[]", b"[" * 100_000], ids=["none", "cut", "list", "deep"])
def test_a_record_that_cannot_be_read_is_an_error(verified, outputs, folder, name, content) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    code, states, codes = verified(outputs)
    assert (code, states[name], codes) == (1, "changed" if content else "missing", {name: ["VER011"]})


@pytest.mark.parametrize(
    "content",
    [
        *(b"{", b"[]", b'{"made": 5}', b'{"made": [{"file": "../../x.docx", "revision": 1}]}', b'{"made": [{}]}'),
        *(b"[" * 200_000, b'{"made": [{"file": "a\\u0000b.docx", "revision": 1}]}', b'{"made": [5]}'),
        *(
            b'{"made": [{"file": "' + b"a" * 300 + b'.docx", "revision": 1}]}',
            b'{"made": [{"file": "", "revision": 1}]}',
        ),
    ],
    ids=["cut", "list", "number", "climbing", "empty", "deep", "null in a name", "numbers", "long name", "no name"],
)
def test_a_manifest_that_cannot_be_read_is_an_error(verified, outputs, folder, content) -> None:
    (folder / "manifest.json").write_bytes(content)
    code, _, codes = verified(outputs)
    assert (code, codes["manifest.json"]) == (1, ["VER011"])
    assert codes["action-plan.xlsx"] == ["VER010"]


def test_a_manifest_of_another_program_is_read_as_far_as_it_goes(verified, outputs, folder, document) -> None:
    pdf = folder / "declaration-of-conformity.pdf"
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(pdf)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    entry = next(made for made in manifest["made"] if made["file"] == document.name)
    entry["printed"] = {"file": pdf.name, "sha256": _sha256(pdf.read_bytes()), "engine": "x"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert verified(outputs)[1][pdf.name] == "intact"
    pdf.write_bytes(pdf.read_bytes()[:-60])
    code, states, codes = verified(outputs)
    assert (code, states[pdf.name], codes[pdf.name]) == (1, "changed", ["VER001", "VER006"])


def test_outputs_without_their_manifest_are_looked_over(verified, outputs, folder) -> None:
    (folder / "manifest.json").unlink()
    code, states, codes = verified(folder)
    assert (code, codes) == (0, {SYSTEM: ["VER014"]})
    assert states["action-plan.xlsx"] == "unknown"


def test_a_single_document_of_ours_is_held_against_its_manifest(verified, document) -> None:
    assert verified(document) == (0, {document.name: "intact"}, {})
    edited(document)
    assert verified(document) == (0, {document.name: "changed"}, {document.name: ["VER001"]})


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (60 * 2**20))
    return target.getvalue()


def _locked() -> bytes:
    stream = "EncryptedPackage\0".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.ljust(64, b"\0") + len(stream).to_bytes(2, "little") + b"\x02"


def _presentation() -> bytes:
    return write_parts({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "VER009"),
        (b"plain words", "VER009"),
        (b"PK\x03\x04 and no more", "VER006"),
        (whole_document()[:-40], "VER006"),
        (_locked(), "VER007"),
        (_bomb(), "VER008"),
        (_presentation(), "VER009"),
        (write_parts({"a": b"b"}), "VER009"),
        (b"%PDF-1.7 and no more", "VER006"),
        (added({DOCUMENT: b"<x/>"})(whole_document()), "VER004"),
        (whole_document(), None),
        (whole_workbook(), None),
    ],
    ids=["empty", "text", "stub", "cut", "locked", "bomb", "slides", "archive", "pdf", "other", "docx", "xlsx"],
)
def test_any_file_is_looked_over_and_never_a_crash(verified, tmp_path, content, code) -> None:
    path = tmp_path / "any.docx"
    path.write_bytes(content)
    ended, states, codes = verified(path)
    assert states == {path.name: "unknown"}
    assert codes.get(path.name, [None])[0] == code
    assert ended == (1 if code else 0)


def test_a_file_with_very_much_wrong_names_the_gravest_first_and_is_cut_short(verified, tmp_path) -> None:
    path = tmp_path / "any.docx"
    doubtful = "".join(f'<w:p><w:pPr><w:pStyle w:val="No{number}"/></w:pPr></w:p>' for number in range(50))
    path.write_bytes(swapped(DOCUMENT, "<w:body>", f"<w:body>{doubtful}<w:tbl/>")(whole_document()))
    _, _, codes = verified(path)
    assert codes[path.name][0] == "VER004"
    assert len(codes[path.name]) == 21


def test_people_read_one_line_for_each_thing_that_is_wrong(dossier, tmp_path) -> None:
    path = tmp_path / "any.docx"
    case = next(case for case in BROKEN_DOCUMENTS if case.name == "cell without a paragraph")
    path.write_bytes(case.make(whole_document()))
    told = dossier("verify", path)
    assert (told.code, told.out) == (1, "")
    assert f"{path} word/document.xml  error  VER004  {case.complaint}" in told.err
    assert "1 unknown" in told.err


def test_where_there_is_nothing_to_verify_it_says_so(verified, dossier, tmp_path) -> None:
    assert verified(tmp_path) == (1, {}, {tmp_path.name: ["VER013"]})
    assert dossier("verify", tmp_path / "nowhere", "--json").code == 2


def test_the_words_of_verify_are_declared() -> None:
    assert len([code for code in CATALOGUE if code.startswith("VER")]) == 14


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _record(document: Path, content: bytes) -> None:
    """Make a manifest say that a document was made as it lies there."""
    path = document.parent / "manifest.json"
    manifest = json.loads(path.read_bytes())
    entry = next(made for made in manifest["made"] if made["file"] == document.name)
    entry["sha256"] = _sha256(content)
    path.write_text(json.dumps(manifest), encoding="utf-8")
