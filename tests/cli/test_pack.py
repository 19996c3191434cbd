"""`dossier pack`: where the archive goes, what it never overwrites, and what it tells."""

import shutil
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.formats.zip_archive import is_sealed
from tests.paged import PagedEngine
from tests.samples import COMPLETE, INPUTS
from tests.sharing import made_once

CLIENT, SYSTEM = "lindenhof", "tenorscore"
ARCHIVE = f"{CLIENT}_dossier.zip"


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

    return made_once(tmp_path_factory, "packed", build)


@pytest.fixture
def client(made: Path, tmp_path: Path, monkeypatch, catalogue) -> Path:
    """Return the outputs of a client, with its inputs beside them as is usual."""
    monkeypatch.setattr("pipeline.cli.pack.load_catalogue", lambda *_, **__: catalogue)
    monkeypatch.setattr("pipeline.cli.pack.office_engine", lambda: nullcontext(PagedEngine()))
    shutil.copytree(INPUTS / CLIENT, tmp_path / "inputs" / CLIENT)
    return shutil.copytree(made, tmp_path / "outputs") / CLIENT


def test_it_goes_into_the_folder_of_the_client_and_is_told(dossier, client) -> None:
    told = dossier("pack", client, "--json")
    assert (told.code, told.data["path"]) == (0, str(client / ARCHIVE))
    listed = [file["path"] for system in told.data["client"]["systems"] for file in system["files"]]
    listed += [file["path"] for file in told.data["client"]["shared"]]
    with zipfile.ZipFile(client / ARCHIVE) as archive:
        assert sorted(archive.namelist()) == sorted([*listed, "00_index.html", "SHA256SUMS.txt"])
    assert any(path.endswith("_approved.pdf") for path in listed)


PLACES = {
    "a file": ("out/mine.zip", "out/mine.zip"),
    "a folder": ("out", f"out/{ARCHIVE}"),
}


@pytest.mark.parametrize(("wanted", "expected"), PLACES.values(), ids=PLACES)
def test_it_goes_where_it_is_wanted(dossier, client, tmp_path, wanted, expected) -> None:
    assert dossier("pack", client, "-o", tmp_path / wanted).code == 0
    assert is_sealed((tmp_path / expected).read_bytes())


def test_one_system_goes_under_its_own_name(dossier, client) -> None:
    assert dossier("pack", client / SYSTEM).code == 0
    assert (client / f"{CLIENT}_{SYSTEM}_dossier.zip").is_file()


def test_packing_again_replaces_what_was_packed_before(dossier, client) -> None:
    dossier("pack", client)
    first = (client / ARCHIVE).read_bytes()
    shutil.rmtree(client.parent.parent / "inputs")
    assert dossier("pack", client).code == 0
    assert (client / ARCHIVE).read_bytes() != first


@pytest.mark.parametrize("content", [b"mine", b""])
def test_what_was_not_packed_here_stays_unless_it_is_said_to_go(dossier, client, content) -> None:
    (client / ARCHIVE).write_bytes(content)
    told = dossier("pack", client)
    assert (told.code, "--replace" in told.err, (client / ARCHIVE).read_bytes()) == (2, True, content)
    assert dossier("pack", client, "--replace").code == 0
    assert is_sealed((client / ARCHIVE).read_bytes())


def test_a_link_in_its_place_is_not_followed(dossier, client, tmp_path) -> None:
    mine = tmp_path / "mine.zip"
    mine.write_bytes(b"mine")
    (client / ARCHIVE).symlink_to(mine)
    assert dossier("pack", client, "--replace").code == 2
    assert mine.read_bytes() == b"mine"


def test_it_waits_for_no_build_that_is_running(dossier, client) -> None:
    lock = client.parent / ".dossier.lock"
    with FileLock(lock):
        assert dossier("pack", client).code == 75
    assert not (client / ARCHIVE).exists()


def test_a_folder_without_documents_is_told(dossier, client, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    told = dossier("pack", tmp_path / "empty", "--json")
    assert (told.code, told.data["path"], [each["code"] for each in told.data["findings"]]) == (1, None, ["PCK001"])


def test_a_folder_that_is_not_there_is_told(dossier, client) -> None:
    assert dossier("pack", client / "nobody").code == 2
