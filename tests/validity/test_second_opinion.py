"""What the validator of the Open XML SDK adds: our lint and it together miss nothing that either is known to find."""

from pathlib import Path

import pytest

from tests.conftest import COUNTED
from tests.validators import faults_of
from tests.validity.broken import Broken
from tests.validity.broken_documents import BROKEN_DOCUMENTS
from tests.validity.broken_workbooks import BROKEN_WORKBOOKS
from tests.validity.seen_by_sdk import DOCUMENTS_SEEN, WORKBOOKS_SEEN
from tests.validity.whole_document import whole_document
from tests.validity.whole_workbook import whole_workbook

EVERY = 17
"""One in so many is held against the validator; all of them would take minutes."""


def test_what_is_said_of_the_validator_is_said_of_cases_that_there_are(record_property) -> None:
    documents, workbooks = {case.name for case in BROKEN_DOCUMENTS}, {case.name for case in BROKEN_WORKBOOKS}
    assert documents > DOCUMENTS_SEEN
    assert workbooks > WORKBOOKS_SEEN
    for kind, names, seen in (("documents", documents, DOCUMENTS_SEEN), ("workbooks", workbooks, WORKBOOKS_SEEN)):
        record_property(COUNTED, f"broken {kind}: {len(names)} found by lint, {len(seen)} of them by the SDK too")


@pytest.mark.sdk
@pytest.mark.parametrize("case", BROKEN_DOCUMENTS[::EVERY], ids=lambda case: case.name)
def test_the_validator_sees_in_documents_what_it_is_said_to_see(case: Broken, tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(case.make(whole_document()))
    assert bool(faults_of(path)) is (case.name in DOCUMENTS_SEEN)


@pytest.mark.sdk
@pytest.mark.parametrize("case", BROKEN_WORKBOOKS[::EVERY], ids=lambda case: case.name)
def test_the_validator_sees_in_workbooks_what_it_is_said_to_see(case: Broken, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(case.make(whole_workbook()))
    assert bool(faults_of(path)) is (case.name in WORKBOOKS_SEEN)
