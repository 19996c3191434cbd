"""Which workbooks of a folder are systems, and which organisation each belongs to."""

from pathlib import Path

import pytest

from pipeline.build.scan import NoSuchPathError, SystemSource, scan
from tests.samples import INPUTS, SAMPLES


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
