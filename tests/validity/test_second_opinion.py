"""What the validator of the Open XML SDK adds: our lint and it together miss nothing that either is known to find."""

import copy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.formats.docx_markup import W
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.office_lint import look_over
from pipeline.formats.xlsx_formula_lint import Known, lint_formula
from tests.conftest import COUNTED
from tests.validators import faults_of
from tests.validity.broken import Broken
from tests.validity.broken_documents import BROKEN_DOCUMENTS
from tests.validity.broken_workbooks import BROKEN_WORKBOOKS
from tests.validity.seen_by_sdk import DOCUMENTS_SEEN, WORKBOOKS_SEEN
from tests.validity.whole_document import COMMENTS, DOCUMENT, FOOTNOTES, NUMBERING, STYLES, whole_document
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


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Draw the whole document with one element of Word taken out, doubled, moved behind the next or into another."""
    parts = read_parts(whole_document())
    part = draw(st.sampled_from((DOCUMENT, DOCUMENT, STYLES, NUMBERING, COMMENTS, FOOTNOTES)))
    root = etree.fromstring(parts[part])
    elements = [each for each in root.iter(f"{{{W}}}*") if each is not root]
    element, other = draw(st.sampled_from(elements)), draw(st.sampled_from(elements))
    parent, after = element.getparent(), element.getnext()
    match draw(st.sampled_from(("out", "twice", "swap", "into"))):
        case "out" if parent is not None:
            parent.remove(element)
        case "twice":
            element.addnext(copy.deepcopy(element))
        case "swap" if after is not None:
            after.addnext(element)
        case "into" if element not in (other, *other.iterancestors()):
            other.append(element)
        case _:
            pass
    return write_parts({**parts, part: etree.tostring(root)})


@pytest.mark.sdk
@given(content=mangled())
@settings(max_examples=10, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_element_out_of_place_is_seen_by_lint_wherever_the_validator_sees_it(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "mangled.docx"
    path.write_bytes(content)
    verdict = look_over(content)
    assert verdict.refused or verdict.complaints or faults_of(path) == []


@given(content=mangled())
def test_no_element_out_of_place_makes_lint_stop(content: bytes) -> None:
    assert not look_over(content).refused
    assert look_over(content) == look_over(content)


@pytest.mark.parametrize("whole", [whole_document, whole_workbook])
@given(data=st.data())
def test_no_byte_out_of_place_makes_lint_stop(whole, data) -> None:
    content = bytearray(whole())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    verdict = look_over(bytes(content))
    assert verdict.refused in ("", "damaged", "locked", "unsafe", "other")
    assert not verdict.refused or not verdict.complaints


@given(text=st.text(alphabet=" \"'()[]{},;:!#$%&*+-./<=>@ABIFSUM123\\_äx", max_size=40))
def test_any_formula_is_read_to_an_end(text: str) -> None:
    faults = list(lint_formula(text, Known({"first"}, {"rate"})))
    assert len(faults) <= 2
    assert all(faults)
