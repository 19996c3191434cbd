"""Which workbooks of a folder are systems, and which organisation each belongs to."""

import shutil
from pathlib import Path

import pytest

from pipeline.build.answers import load_files, read_answers
from pipeline.build.scan import NoSuchPathError, SystemSource, is_open, scan, source_of
from tests.samples import COMPLETE, INPUTS, SAMPLES


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    for name in (
        "acme/organisation.xlsx",
        "acme/ranker.xlsx",
        "acme/scorer.xlsx",
        "acme/~$ranker.xlsx",
        "acme/.hidden.xlsx",
        "acme/notes.docx",
        "acme/source/profile.xlsx",
        "acme/evidence/figures.xlsx",
        "lone/vision.xlsx",
        ".git/config.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def found(sources: list[SystemSource]) -> list[str]:
    return [source.workbook.name for source in sources]


def test_a_client_gives_its_systems_and_nothing_temporary_hidden_or_deeper(inputs):
    sources = [source for source in scan([inputs / "acme"]) if source.workbook.parent == inputs / "acme"]
    assert found(sources) == ["ranker.xlsx", "scorer.xlsx"]
    assert {source.organisation for source in sources} == {inputs / "acme" / "organisation.xlsx"}
    assert {source.evidence for source in sources} == {inputs / "acme" / "evidence"}


def test_a_client_given_alone_is_scanned_no_deeper(inputs):
    assert found(scan([inputs / "acme"])) == ["ranker.xlsx", "scorer.xlsx"]


def test_a_folder_of_clients_gives_the_systems_of_all(inputs):
    assert found(scan([inputs])) == ["ranker.xlsx", "scorer.xlsx", "vision.xlsx"]


def test_a_system_without_an_organisation_beside_it_has_none(inputs):
    (source,) = scan([inputs / "lone"])
    assert source.organisation is None


def test_one_workbook_is_taken_as_it_is_named(inputs):
    (source,) = scan([inputs / "acme" / "ranker.xlsx"])
    assert source.organisation == inputs / "acme" / "organisation.xlsx"


def test_a_workbook_named_twice_is_taken_once_and_the_order_is_that_of_the_paths(inputs):
    paths = [inputs / "lone", inputs / "acme" / "scorer.xlsx", inputs / "acme", inputs / "acme" / "scorer.xlsx"]
    assert found(scan(paths)) == ["ranker.xlsx", "scorer.xlsx", "vision.xlsx"]


def test_a_path_that_does_not_exist_is_refused(inputs):
    with pytest.raises(NoSuchPathError, match="does not exist"):
        scan([inputs / "acme", inputs / "nobody"])


def test_an_empty_folder_gives_nothing(tmp_path):
    assert scan([tmp_path]) == []


def test_the_samples_are_found():
    assert [f"{source.workbook.parent.name}/{source.workbook.stem}" for source in scan([INPUTS])] == sorted(SAMPLES)


def test_what_excel_lays_beside_an_open_workbook_is_no_system_even_where_a_pattern_names_it(inputs):
    assert found(scan([inputs / "acme/~$ranker.xlsx", inputs / "acme/ranker.xlsx"])) == ["ranker.xlsx"]


@pytest.mark.parametrize(
    ("beside", "opened"),
    [("~$ranker.xlsx", True), (".~lock.ranker.xlsx#", True), ("~$scorer.xlsx", False), (".~lock.ranker.docx#", False)],
)
def test_a_workbook_is_open_where_a_program_has_laid_its_mark_beside_it(tmp_path, beside, opened):
    (tmp_path / beside).touch()
    assert is_open(tmp_path / "ranker.xlsx") is opened


def test_an_open_workbook_is_read_as_it_was_saved_and_told(catalogue, tmp_path):
    shutil.copytree(INPUTS / COMPLETE.partition("/")[0], tmp_path / "client")
    workbook = next(source.workbook for source in scan([tmp_path / "client"]))
    before, _ = read_answers(load_files(source_of(workbook)), catalogue.questionnaire)
    (tmp_path / "client" / f"~${workbook.name}").touch()
    (tmp_path / "client" / ".~lock.organisation.xlsx#").touch()
    (tmp_path / "client" / "evidence" / "~$notes.docx").touch()
    files = load_files(source_of(workbook))
    assert "~$notes.docx" not in files.evidence
    intake, is_form = read_answers(files, catalogue.questionnaire)
    assert is_form
    assert intake.values == before.values
    told = [told for told in intake.findings if told.code == "INT054"]
    assert [Path(each.at.workbook).name for each in told] == [workbook.name, "organisation.xlsx"]
    workbook.write_bytes(b"")
    intake, is_form = read_answers(load_files(source_of(workbook)), catalogue.questionnaire)
    assert not is_form
    assert "INT054" in [told.code for told in intake.findings]
