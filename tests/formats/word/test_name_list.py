"""The list of fields: every tag stands in it as text, nothing is filled in, and a template may be made from it."""

import io
import re

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table

from pipeline.build.template_fields import fields_document, fields_json
from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_package import read_parts
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.offer import NameKind
from pipeline.stages.offer_names import offered_names, title_of
from tests.documents import Printed, deliverable_of
from tests.samples import DELIVERABLES, OF_A_SYSTEM

HEAD = ["Tag", "Meaning", "Example", "Law", "Question"]


@pytest.fixture(scope="module", params=DELIVERABLES)
def listed(request, catalogue):
    """Return a deliverable with the list of its fields."""
    deliverable = deliverable_of(catalogue, request.param)
    return deliverable, Printed(fields_document(deliverable, catalogue))


def tables(printed: Printed, head: list[str] | None = None) -> list[Table]:
    every = [Table(element, printed.document) for element in printed.document.element.body.iter(qn("w:tbl"))]
    return [each for each in every if ([cell.text for cell in each.rows[0].cells] == HEAD) is (head is HEAD)]


def test_every_name_on_offer_stands_there_once_with_its_tag(listed, catalogue) -> None:
    deliverable, printed = listed
    tags = [row.cells[0].text for table in tables(printed, HEAD) for row in table.rows[1:]]
    offered = offered_names(deliverable, catalogue)
    assert sorted(tags) == sorted("\n".join(each.lines) for each in offered.values())


def test_nothing_of_it_is_filled_in_and_all_of_it_is_plain_text(listed) -> None:
    _, printed = listed
    assert re.findall(r"\{\{ [\w.]+ \}\}", printed.text)
    parts = read_parts(printed.content)
    roots, broken = parse_parts(parts)
    assert (broken, lint(parts, roots)) == ((), ())
    for paragraph in printed.paragraphs:
        for tag in re.findall(r"\{[{%].*?[%}]\}", paragraph.text):
            # A tag that Word keeps in pieces would be copied in pieces.
            assert any(tag in run.text for run in paragraph.runs), tag


def test_its_pages_lie_on_their_side_and_the_heads_of_its_tables_repeat(listed) -> None:
    _, printed = listed
    (section,) = printed.document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    for table in tables(printed, HEAD):
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_it_goes_section_by_section_with_the_law_that_each_answers(listed) -> None:
    deliverable, printed = listed
    titles = [" ".join(title_of(section).split()) for section in deliverable.section]
    assert [heading for heading in printed.headings if heading in titles] == titles
    for section in deliverable.section:
        if section.cites and section.block:
            title = " ".join(title_of(section).split())
            assert " ".join(section.cites[0].split()) in printed.section(title), section.id


def test_every_list_of_rows_is_there_as_a_loop_to_be_copied_whole(listed, catalogue) -> None:
    deliverable, printed = listed
    offered = offered_names(deliverable, catalogue)
    ready = ["\n".join(cell.text for row in table.rows for cell in row.cells) for table in tables(printed)]
    for path, each in offered.items():
        if each.kind is NameKind.TABLE:
            (loop,) = [text for text in ready if f"for row in {path} " in text]
            entries = [
                entry for entry in offered.values() if entry.looped == path and not entry.path.endswith(".shade")
            ]
            assert all(entry.lines[0] in loop for entry in entries), path
            assert "{%tr endfor %}" in loop, path
        elif each.kind in (NameKind.LIST, NameKind.PICTURES):
            assert printed.lines.count(each.lines[0]) == 2, path


def test_the_same_fields_give_the_same_bytes(catalogue) -> None:
    deliverable = deliverable_of(catalogue, "declaration-of-conformity")
    content = fields_document(deliverable, catalogue)
    assert content == fields_document(deliverable, catalogue)
    assert docx.Document(io.BytesIO(content)).paragraphs


@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_as_data_they_say_what_is_needed_and_by_whom_it_is_owed(name: str, catalogue) -> None:
    deliverable = deliverable_of(catalogue, name)
    fields = fields_json(deliverable, catalogue)
    assert [each["path"] for each in fields] == list(offered_names(deliverable, catalogue))
    assert any(each["needed"] for each in fields)
    assert not any(each["needed"] for each in fields if each["path"].startswith("document."))
    assert all(each["who"] for each in fields if each["question"])
