"""A template saved by LibreOffice or a Word of another language reads, checks and renders as it did before."""

import subprocess

import pytest

from pipeline.formats.docx_check import check_document, printed_text
from pipeline.formats.docx_package import is_written_here, read_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.template_annotate import annotate
from pipeline.formats.template_reader import read_template
from pipeline.formats.template_saved import settled
from pipeline.formats.xml_parts import parse_parts
from tests.documents import context_of
from tests.formats.word.saved_by_others import as_german_word_saves, as_libreoffice_saves
from tests.samples import COMPLETE, DELIVERABLES, ROOT, merged

SAVED = pytest.mark.parametrize("saved", [as_german_word_saves, as_libreoffice_saves])


def shipped(name: str) -> bytes:
    return (ROOT / "templates" / name / "template.docx").read_bytes()


def text_of(document: bytes) -> str:
    roots, broken = parse_parts(read_parts(document))
    assert broken == ()
    return printed_text(roots)


@SAVED
@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_template_that_another_program_saved_says_the_same(name, saved):
    before, after = read_template(shipped(name), name), read_template(saved(shipped(name)), name)
    assert after.findings == ()
    assert (after.names, after.headings) == (before.names, before.headings)


@SAVED
@pytest.mark.parametrize("name", ["declaration-of-conformity", "instructions-for-use"])
def test_a_document_from_it_is_whole_and_sound(name, saved, catalogue):
    context = context_of(merged(COMPLETE), name, catalogue)
    made = render(saved(shipped(name)), context)
    assert text_of(made) == text_of(render(shipped(name), context))
    assert check_document(made, context) == ()


@SAVED
def test_styles_get_back_the_ids_that_documents_are_made_with(saved):
    template = shipped("annex-iv")
    styles = read_parts(settled(saved(template)))["word/styles.xml"]
    for name in (b"EndMark", b"Heading1", b"TOC1", b"Caption", b"CommentText", b"Gap"):
        assert styles.count(b'w:styleId="%s"' % name) == 1


@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_template_of_this_tool_stays_as_it_is(name):
    assert settled(shipped(name)) == shipped(name)


@pytest.mark.parametrize("content", [b"", b"no template", shipped("annex-iv")[:400]])
def test_what_is_no_document_stays_as_it_is(content):
    assert settled(content) == content


@SAVED
def test_remarks_in_it_use_the_styles_that_it_has(saved):
    annotated = annotate(saved(shipped("annex-iv")), ())
    assert annotated
    assert read_parts(annotated)["word/styles.xml"].count(b'"annotation text"') == 1


@pytest.mark.office
def test_a_template_that_libreoffice_itself_saved_checks_and_renders(tmp_path, catalogue):
    name, source = "declaration-of-conformity", tmp_path / "template.docx"
    source.write_bytes(shipped(name))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "saved"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    saved = (tmp_path / "saved" / "template.docx").read_bytes()
    assert not is_written_here(saved)
    assert read_template(saved, name).findings == ()
    context = context_of(merged(COMPLETE), name, catalogue)
    assert check_document(render(saved, context), context) == ()
