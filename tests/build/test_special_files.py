"""Pipes, sockets and folders that are named as files: told or passed over, never opened, so that no run waits."""

import os
import socket
from pathlib import Path

import pytest

from pipeline.build.forms import FileInTheWayError, FormWish, make_form
from pipeline.build.gather import gather_safely
from pipeline.build.journal import known_of
from pipeline.build.plain_file import NotAFileError, read_file
from pipeline.build.portfolio_status import status_of
from pipeline.build.scan import NoSuchPathError, scan
from pipeline.build.store import MANIFEST
from pipeline.build.templates import load_templates
from pipeline.library.files import toml_files
from pipeline.library.locate import LibraryNotFoundError
from pipeline.model.questionnaire import Form

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


def pipe(path: Path) -> Path:
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


def bound(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize("make", [pipe, bound, folder])
def test_only_a_file_is_read(tmp_path, monkeypatch, make):
    # The address of a socket has to be short.
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAFileError, match="it is no file"):
        read_file(make(Path("x.xlsx")))
    Path("y.xlsx").write_bytes(b"y")
    assert read_file(Path("y.xlsx")) == b"y"
    with pytest.raises(FileNotFoundError):
        read_file(Path("z.xlsx"))


@pytest.mark.parametrize("make", [pipe, folder])
def test_a_workbook_that_is_none_is_told_and_the_others_are_read(client, make):
    make(client.folder / "second.xlsx")
    read = [gather_safely(source, client.catalogue) for source in scan([client.folder])]
    assert [system.system for system in read] == [None, "tenorscore"]
    (told,) = read[0].intake.findings
    assert (told.code, told.at.workbook) == ("INT001", str(client.folder / "second.xlsx"))
    assert "not an Excel workbook" in told.message


def test_a_pipe_as_organisation_counts_as_none(client):
    pipe(client.folder / "organisation.xlsx")
    (system,) = [gather_safely(source, client.catalogue) for source in scan([client.folder])]
    assert "INT030" in {told.code for told in system.intake.findings}


def test_a_pipe_as_evidence_counts_as_missing(client):
    pipe(client.folder / "evidence" / "risk-management-file.pdf")
    (system,) = [gather_safely(source, client.catalogue) for source in scan([client.folder])]
    assert "INT033" in {told.code for told in system.intake.findings}


def test_a_pipe_that_is_named_alone_is_refused(tmp_path):
    with pytest.raises(NoSuchPathError, match="neither a file nor a folder"):
        scan([pipe(tmp_path / "x.xlsx")])


def test_a_pipe_as_manifest_is_none(client):
    made = client.outputs / "lindenhof" / "tenorscore"
    made.mkdir(parents=True)
    pipe(made / MANIFEST)
    assert known_of(made) is None
    (system,) = status_of(scan([client.folder]), client.outputs, client.catalogue, load_templates(client.catalogue, ()))
    assert {each.state for each in system.deliverables} == {"missing", "not-due"}


def test_a_form_is_neither_prefilled_from_a_pipe_nor_written_over_one(catalogue, tmp_path):
    lying = pipe(tmp_path / "x.xlsx")
    with pytest.raises(NoSuchPathError, match="cannot be opened: it is no file"):
        make_form(FormWish(tmp_path / "y.xlsx", Form.SYSTEM, source=lying), catalogue)
    with pytest.raises(FileInTheWayError, match="nothing was written"):
        make_form(FormWish(lying, Form.SYSTEM), catalogue)
    assert lying.is_fifo()


def test_a_declaration_that_is_no_file_is_told(tmp_path):
    pipe(tmp_path / "words.toml")
    with pytest.raises(LibraryNotFoundError, match=r"words\.toml is no file"):
        list(toml_files(tmp_path))
