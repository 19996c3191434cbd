"""Files with one thing wrong are named as wrong, and for that reason; good files are not."""

import pytest

from pipeline.formats.complaint import Complaint
from pipeline.formats.office_lint import look_over
from tests.validity.broken import Broken
from tests.validity.broken_documents import BROKEN_DOCUMENTS
from tests.validity.broken_workbooks import BROKEN_WORKBOOKS
from tests.validity.whole_document import whole_document
from tests.validity.whole_workbook import whole_workbook


def said(content: bytes) -> list[str]:
    verdict = look_over(content)
    return [f"the file is {verdict.refused}: {verdict.why}"] if verdict.refused else list(map(str, verdict.complaints))


def complained_of(case: Broken, content: bytes) -> list[Complaint]:
    return [each for each in look_over(content).complaints if case.complaint in str(each)]


def is_refused(content: bytes) -> bool:
    return bool(look_over(content).refused)


@pytest.mark.parametrize("whole", [whole_document, whole_workbook])
def test_a_whole_file_has_nothing_to_complain_of(whole) -> None:
    assert said(whole()) == []


@pytest.mark.parametrize("case", BROKEN_DOCUMENTS, ids=lambda case: case.name)
def test_a_broken_document_is_named(case) -> None:
    content = case.make(whole_document())
    assert any(case.complaint in each for each in said(content)), said(content)
    assert all(each.is_doubtful for each in complained_of(case, content)) is (case.is_doubtful or is_refused(content))


@pytest.mark.parametrize("case", BROKEN_WORKBOOKS, ids=lambda case: case.name)
def test_a_broken_workbook_is_named(case) -> None:
    content = case.make(whole_workbook())
    assert any(case.complaint in each for each in said(content)), said(content)
    assert all(each.is_doubtful for each in complained_of(case, content)) is (case.is_doubtful or is_refused(content))


def test_every_case_has_a_name_of_its_own() -> None:
    for cases in (BROKEN_DOCUMENTS, BROKEN_WORKBOOKS):
        assert len({case.name for case in cases}) == len(cases)
