"""The workbooks of a system are read: the organisation's once for all systems that lie beside it."""

import pytest

from pipeline.build import answers
from pipeline.build.answers import SystemFiles, read_answers
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.questionnaire import Form
from tests.samples import COMPLETE, answers_of
from tests.workbooks import form_bytes


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Give the names of the workbooks in the order in which they are read."""
    names: list[str] = []

    def noted(name, content, only=None):
        names.append(name)
        return read_workbook(name, content, only)

    monkeypatch.setattr(answers, "read_workbook", noted)
    monkeypatch.setattr(answers, "_LAST", [])
    return names


@pytest.fixture(scope="module")
def files(catalogue) -> SystemFiles:
    system = form_bytes(catalogue, answers_of(COMPLETE), Form.SYSTEM)
    organisation = form_bytes(catalogue, answers_of(COMPLETE, "organisation"), Form.ORGANISATION)
    return SystemFiles("one.xlsx", "client", system, "organisation.xlsx", organisation, {})


def beside(files: SystemFiles, workbook: str, organisation: bytes | None) -> SystemFiles:
    return SystemFiles(workbook, files.client, files.content, files.organisation_name, organisation, {})


def test_the_organisation_is_read_once_for_the_systems_beside_it(files, read, catalogue):
    first, _ = read_answers(files, catalogue.questionnaire)
    other, _ = read_answers(beside(files, "two.xlsx", files.organisation), catalogue.questionnaire)
    assert read == ["one.xlsx", "organisation.xlsx", "two.xlsx"]
    assert other.values == first.values


def test_another_organisation_is_read_and_the_one_before_it_is_not_kept(files, read, catalogue):
    blank = form_bytes(catalogue, form=Form.ORGANISATION)
    for organisation in (files.organisation, blank, files.organisation):
        read_answers(beside(files, "one.xlsx", organisation), catalogue.questionnaire)
    assert read.count("organisation.xlsx") == 3
    assert len(answers._LAST) == 1
