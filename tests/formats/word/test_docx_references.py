import re

import pytest
from docx.document import Document

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.model.context import Picture
from pipeline.model.deliverable import heading_mark, label_mark
from pipeline.model.fact_list import facts
from pipeline.model.reference import reference, without_references

FIELD = re.compile(r"\s*(REF|SEQ) (\S+)")


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(file, labels, style, facts())


def fields(document: Document) -> list[tuple[str, str, str]]:
    """Return kind, name and shown result of each field of the body that refers or counts."""
    found = []
    for code in document.element.body.iter(qn("instrText")):
        if match := FIELD.match(code.text or ""):
            runs = list(code.getparent().itersiblings(qn("r")))
            texts = [text.text for run in runs[1:2] for text in run.iter(qn("t"))]
            found.append((match[1], match[2], "".join(texts)))
    return found


def mark_of(file, section_id: str) -> str:
    return next(label_mark(section, n) for n, section in enumerate(file.section, 1) if section.id == section_id)


def test_a_reference_is_a_field_that_shows_its_words_and_follows_a_bookmark(file, template, context_of, opened):
    mark = mark_of(file, "data")
    context = context_of(purpose=f"See section {reference(mark, '2(d)')} & its table.")
    made = render(template, context)
    document = opened(made)
    assert ("REF", mark, "2(d)") in fields(document)
    (paragraph,) = (p for p in document.paragraphs if p.text == "See section 2(d) & its table.")
    assert paragraph.style.style_id == "Normal"
    assert check_document(made, context) == ()


def test_a_reference_keeps_the_look_of_the_text_around_it(file, template, context_of, opened, with_body):
    tag = "{{ purpose.intended_purpose }}"
    bold = f'</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{tag}'
    document = opened(render(with_body(template, tag, bold), context_of(purpose=reference(mark_of(file, "data"), "x"))))
    (paragraph,) = (p for p in document.paragraphs if p.text == "x")
    assert {run.bold for run in paragraph.runs} == {True}


def test_a_reference_to_what_is_not_there_is_plain_words(template, context_of, opened):
    made = render(template, context_of(purpose=f"See {reference('r99_gone', 'section 99')}."))
    document = opened(made)
    assert "See section 99." in [p.text for p in document.paragraphs]
    assert [kind for kind, _, _ in fields(document)].count("REF") == 0


@pytest.mark.parametrize("has_picture", [True, False])
def test_captions_are_counted_in_the_order_of_the_document(has_picture, template, context_of, opened, png_of):
    pictures = (Picture("a.png", png_of(20, 10), "a"),) if has_picture else ("None.",)
    counted = [(name, shown) for kind, name, shown in fields(opened(render(template, context_of(pictures=pictures))))]
    figures = [("Figure", "1")] if has_picture else []
    assert counted == [("Table", "1"), *figures]


def test_every_heading_is_marked_twice_with_names_of_its_own(file, template, context_of, opened):
    document = opened(render(template, context_of()))
    names = [mark.get(qn("name")) for mark in document.element.body.iter(qn("bookmarkStart"))]
    for number, section in enumerate(file.section, 1):
        assert names.count(heading_mark(section, number)) == 1
        assert names.count(label_mark(section, number)) == 1


def test_words_without_their_references_read_as_they_are_printed():
    assert without_references(f"a {reference('r1_x', '1(a)')} b {reference('r2_y', 'Data')}.") == "a 1(a) b Data."
