"""`dossier build --pdf`: what a person and a program are told of the PDF files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.build import layout
from tests.papers import FakeEngine
from tests.samples import INPUTS

SAMPLE = INPUTS / "lindenhof" / "tenorscore.xlsx"
NAME = "instructions-for-use"


@pytest.fixture
def engine(monkeypatch) -> FakeEngine:
    made = FakeEngine()

    @contextmanager
    def give() -> Iterator[FakeEngine]:
        yield made

    monkeypatch.setattr("pipeline.cli.build.office_engine", give)
    return made


@pytest.fixture
def no_office(monkeypatch) -> None:
    monkeypatch.setattr(layout, "find_office", lambda: None)


def test_the_pdf_is_told_with_its_document(dossier, engine, tmp_path):
    call = ("build", SAMPLE, "-o", tmp_path / "out", "--only", NAME, "--pdf", "--json")
    (each,) = dossier(*call).data["systems"][0]["deliverables"]
    assert (each["state"], each["pdf"]["state"]) == ("built", "built")
    assert Path(each["pdf"]["path"]) == Path(each["path"]).with_suffix(".pdf")
    assert Path(each["pdf"]["path"]).is_file()
    (again,) = dossier(*call).data["systems"][0]["deliverables"]
    assert (again["state"], again["pdf"]["state"]) == ("unchanged", "unchanged")
    assert engine.calls == [1, 1]


def test_a_person_sees_a_line_for_each_pdf_that_was_made(dossier, engine, tmp_path):
    call = ("build", SAMPLE, "-o", tmp_path / "out", "--only", NAME, "--pdf")
    assert f"{NAME}.pdf" in dossier(*call).err
    assert f"{NAME}.pdf" not in dossier(*call).err


def test_without_libreoffice_the_documents_are_made_and_it_is_said_what_to_install(dossier, no_office, tmp_path):
    outcome = dossier("build", SAMPLE, "-o", tmp_path / "out", "--only", NAME, "--pdf", "--json")
    assert outcome.code == 1
    assert [told["code"] for told in outcome.data["findings"]] == ["PDF001"]
    assert outcome.data["summary"] == {"built": 1}
    assert "Install LibreOffice" in outcome.err


def test_without_pdf_nobody_looks_for_libreoffice(dossier, monkeypatch, tmp_path):
    def refuse() -> None:
        raise AssertionError

    monkeypatch.setattr("pipeline.cli.build.office_engine", refuse)
    assert dossier("build", SAMPLE, "-o", tmp_path / "out", "--only", NAME).code == 0
