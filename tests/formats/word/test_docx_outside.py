"""The fingerprint of a document outside its zones: blind to mere saving, awake to whatever a person changes."""

import io
import re
import subprocess

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.formats.docx_contents import pages_wanted, write_pages
from pipeline.formats.docx_outside import outside
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.open_package import NoDocumentError
from pipeline.model.fact_list import facts
from tests.documents import context_of as context_of_sample
from tests.documents import evidence_of
from tests.formats.word.saved_by_word import as_word_saves
from tests.formats.word.zones import edited, framed, par, run, saved, with_zones, writes
from tests.samples import COMPLETE, DELIVERABLES, ROOT, merged


@pytest.fixture(scope="module")
def template(file, labels, style) -> bytes:
    return build_template(with_zones(file, "general", "data"), labels, style, facts())


@pytest.fixture
def document(template, context_of) -> bytes:
    return render(template, context_of())


def sample(name: str, catalogue) -> bytes:
    context = context_of_sample(merged(COMPLETE), name, catalogue, evidence_of(COMPLETE))
    return render((ROOT / "templates" / name / "template.docx").read_bytes(), context)


def paragraph(document: Document, text: str) -> Paragraph:
    return next(each for each in document.paragraphs if text in each.text)


def first_run(document: Document) -> Run:
    return paragraph(document, "Ranks letters.").runs[0]


def bold(document):
    first_run(document).bold = True


def italic(document):
    first_run(document).italic = True


def underlined(document):
    first_run(document).underline = True


def struck(document):
    first_run(document).font.strike = True


def highlighted(document):
    first_run(document).font.highlight_color = WD_COLOR_INDEX.YELLOW


def coloured(document):
    first_run(document).font.color.rgb = RGBColor(200, 0, 0)


def raised(document):
    first_run(document).font.superscript = True


def said_otherwise(document):
    first_run(document).text = "Ranks letters!"


def said_more(document):
    paragraph(document, "Ranks letters.").insert_paragraph_before("New.")


def taken_away(document):
    element = paragraph(document, "Ranks letters.")._p
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def restyled(document):
    paragraph(document, "Ranks letters.").style = "Heading 2"


def another_cell(document):
    document.tables[0].rows[0].cells[1].paragraphs[0].add_run(" more")


def swapped_cells(document):
    first, second = document.tables[0].rows[0].cells[:2]
    kept = first.paragraphs[0].text
    first.paragraphs[0].runs[0].text = second.paragraphs[0].text
    second.paragraphs[0].runs[0].text = kept


def commented(document):
    document.add_comment(first_run(document), "Is that so?", author="Eve")


def another_head(document):
    document.sections[-1].header.paragraphs[0].add_run("Secret")


def another_foot(document):
    document.sections[-1].footer.paragraphs[0].add_run("Secret")


def pictured(document):
    from tests.formats.word.conftest import png

    first_run(document).add_picture(io.BytesIO(png(9, 9)))


EDITS = (
    *(bold, italic, underlined, struck, highlighted, coloured, raised, said_otherwise, said_more, taken_away, restyled),
    *(another_cell, swapped_cells, commented, another_head, another_foot, pictured),
)


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_person_changes_outside_zones_is_noticed(document, edit):
    assert outside(edited(document, edit)) != outside(document)


MARKUP = [
    (
        "<w:t>Ranks letters.",
        '<w:t>Ranks letters.</w:t></w:r><w:ins w:id="9" w:author="E"><w:r><w:t>x</w:t></w:r></w:ins><w:r><w:t>',
    ),
    (
        "<w:t>Ranks letters.</w:t></w:r>",
        '<w:t>Ranks</w:t></w:r><w:del w:id="9" w:author="E"><w:r><w:delText> letters.</w:delText></w:r></w:del>',
    ),
    (
        "<w:t>Ranks letters.</w:t></w:r>",
        '<w:t>Ranks letters.</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    ),
    (
        "<w:t>Ranks letters.</w:t></w:r>",
        '<w:t>Ranks letters.</w:t></w:r><w:hyperlink w:anchor="s2_general"><w:r><w:t/></w:r></w:hyperlink>',
    ),
    (
        "<w:t>Ranks letters.</w:t></w:r>",
        '<w:t>Ranks letters.</w:t></w:r><w:r><w:object w:dxaOrig="9" w:dyaOrig="9"/></w:r>',
    ),
    (
        "<w:t>Ranks letters.</w:t></w:r>",
        '<w:t>Ranks letters.</w:t></w:r><w:r><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="X"/></w:r>',
    ),
    ("<w:t>Ranks letters.", "<w:rPr><w:vanish/></w:rPr><w:t>Ranks letters."),
]


@pytest.mark.parametrize(
    ("old", "new"), MARKUP, ids=["inserted", "deleted", "symbol", "link", "object", "word art", "hidden"]
)
def test_marks_of_a_person_are_noticed(document, with_body, old, new):
    document = saved(docx.Document(io.BytesIO(document)))
    whole = with_body(document, '<w:t xml:space="preserve">Ranks letters.', "<w:t>Ranks letters.")
    assert outside(whole) == outside(document)
    assert outside(with_body(whole, old, new)) != outside(document)


def test_a_picture_that_is_exchanged_is_noticed(document, png_of):
    parts = read_parts(document)
    name = next(name for name in parts if name.startswith("word/media/"))
    assert outside(write_parts({**parts, name: png_of(20, 11)})) != outside(document)


def test_what_a_person_writes_in_zones_is_nothing(document):
    written = edited(document, writes("general", par(run("Mine", "<w:b/>"))), writes("data", par(run("Mine too"))))
    assert outside(written) == outside(document)


def test_a_frame_in_a_head_is_no_zone(document):
    parts = read_parts(document)
    name = next(name for name in parts if re.fullmatch(r"word/header\d\.xml", name) and b"<w:t" in parts[name])
    head = parts[name].decode()
    frame = f"{framed('[zone:general]', par(run('Mine')))}</w:hdr>"
    assert outside(write_parts({**parts, name: head.replace("</w:hdr>", frame).encode()})) != outside(document)


@pytest.mark.parametrize("name", DELIVERABLES)
def test_merely_saving_a_document_is_no_difference(name, catalogue):
    made = sample(name, catalogue)
    assert outside(saved(docx.Document(io.BytesIO(made)))) == outside(made)
    assert outside(as_word_saves(made)) == outside(made)


@pytest.mark.parametrize("name", DELIVERABLES)
def test_page_numbers_are_no_difference(name, catalogue):
    made = sample(name, catalogue)
    numbered = write_pages(made, {mark: number for number, mark in enumerate(pages_wanted(made), 7)}, 99)
    assert outside(numbered) == outside(made)


@pytest.mark.office
@pytest.mark.parametrize("name", DELIVERABLES)
def test_saving_by_libreoffice_is_no_difference(name, catalogue, tmp_path):
    made = sample(name, catalogue)
    assert outside(by_libreoffice(made, tmp_path)) == outside(made)


def by_libreoffice(document: bytes, folder) -> bytes:
    (folder / "a.docx").write_bytes(document)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True)
    saved: bytes = (folder / "saved" / "a.docx").read_bytes()
    return saved


def test_equal_words_in_other_documents_have_the_same_digest(template, context_of):
    assert outside(render(template, context_of())) == outside(render(template, context_of()))
    assert outside(render(template, context_of(purpose="Other."))) != outside(render(template, context_of()))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "cannot be opened"),
        (b"%PDF-1.7", "cannot be opened"),
        (b"PK\x03\x04 torn", "cannot be opened"),
        (write_parts({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}), "no Word document"),
    ],
)
def test_what_is_no_document_is_told(content, why):
    with pytest.raises(NoDocumentError, match=why):
        outside(content)


@pytest.mark.parametrize(
    "body", [b"<w:document", b"<!DOCTYPE a><a/>", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>']
)
def test_a_body_that_is_broken_or_declares_a_type_is_told(document, body):
    with pytest.raises(NoDocumentError):
        outside(write_parts({**read_parts(document), "word/document.xml": body}))
