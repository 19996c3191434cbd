"""What is looked at in a template beside its tags, and the remarks that are written into a copy of it."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_package import read_parts
from pipeline.formats.plain_picture import plain_picture
from pipeline.formats.template_annotate import annotate
from pipeline.formats.template_looks import look_over
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.flaw import Flaw
from pipeline.model.template import Spot
from tests.bench import DOCUMENT, NAME, STYLES, flaws_of, shipped, with_text


def codes(template: bytes) -> list[str]:
    return [flaw.finding.code for flaw in look_over(template, NAME)]


def with_picture(template: bytes, **words: str) -> bytes:
    """Return a template with a logo in its first paragraph."""
    document = docx.Document(io.BytesIO(template))
    document.paragraphs[0].add_run().add_picture(io.BytesIO(plain_picture(40, 20)), width=Cm(2))
    for drawn in document.element.body.iter(qn("wp:docPr")):
        for name, value in words.items():
            drawn.set(name, value)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_table_of_rows_whose_head_is_not_repeated_is_told_where_it_stands() -> None:
    (first, *_) = look_over(with_text(shipped("annex-iv"), "<w:tblHeader/>", ""), NAME)
    assert first.finding.code == "TPL060"
    assert "table " in first.finding.at.paragraph
    assert first.finding.severity is Severity.WARNING


def test_a_picture_without_words_is_told_and_one_with_words_is_not() -> None:
    assert codes(with_picture(shipped("annex-iv"))) == ["TPL061"]
    assert codes(with_picture(shipped("annex-iv"), descr="The firm's logo")) == []


def test_a_template_that_says_no_language_is_told() -> None:
    assert codes(with_text(shipped("annex-iv"), '<w:lang w:val="en-GB"', "<w:lang", STYLES)) == ["TPL062"]


def test_an_entry_of_the_contents_whose_heading_lost_its_bookmark_is_told() -> None:
    (flaw,) = look_over(with_text(shipped("annex-iv"), 'w:name="s3_', 'w:name="x3_'), NAME)
    assert flaw.finding.code == "TPL065"
    assert flaw.finding.at.excerpt
    assert "leads to a bookmark that is not there" in flaw.finding.message


@pytest.mark.parametrize("content", [b"", b"no template", shipped("annex-iv")[:400]])
def test_what_is_no_template_is_not_looked_over(content: bytes) -> None:
    assert look_over(content, NAME) == ()
    assert annotate(content, [remark(Spot(DOCUMENT, paragraph=1))]) is None


# ------------------------------------------------------------------ remarks


def remark(spot: Spot, message: str = "something is wrong") -> Flaw:
    return Flaw(Finding("TPL040", Severity.ERROR, message, Place(paragraph="header"), hint="Mend it."), spot)


def comments(template: bytes) -> list[str]:
    return [comment.text for comment in docx.Document(io.BytesIO(template)).comments]


def commented(template: bytes) -> list[str]:
    """Return the text of each paragraph that a comment stands at."""
    body = docx.Document(io.BytesIO(template)).element.body
    marked = (mark.getparent() for mark in body.iter(qn("w:commentRangeStart")))
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in marked]


def test_a_remark_stands_at_the_paragraph_that_it_is_about(catalogue) -> None:
    template = with_text(shipped("annex-iv"), "{{ purpose.context }}", "{{ purpose.contxt }}")
    flaws = [flaw for flaw in flaws_of(template, "annex-iv", catalogue) if flaw.finding.code == "TPL040"]
    copy = annotate(template, flaws)
    assert copy is not None
    assert commented(copy) == ["{{ purpose.contxt }}"]
    (text,) = comments(copy)
    assert text.startswith("TPL040: purpose.contxt is not a field of this document. Did you mean purpose.context?")


def test_a_remark_that_can_stand_nowhere_else_stands_at_the_first_paragraph_and_says_where_it_belongs() -> None:
    copy = annotate(shipped("annex-iv"), [remark(Spot("word/header1.xml", paragraph=1)), remark(Spot(""))])
    assert copy is not None
    first, _ = commented(copy)
    assert commented(copy) == [first, first]
    assert comments(copy)[0].startswith("TPL040: header: something is wrong.")


def test_several_remarks_at_one_paragraph_are_several_comments_in_order() -> None:
    spot = Spot(DOCUMENT, paragraph=5)
    copy = annotate(shipped("annex-iv"), [remark(spot, f"remark {number}") for number in range(3)])
    assert copy is not None
    assert [text.partition("remark ")[2][0] for text in comments(copy)] == ["0", "1", "2"]


@pytest.mark.parametrize("place", [1, 40, 200, 10_000])
def test_a_copy_with_remarks_is_whole_and_the_same_each_time(place: int) -> None:
    flaws = [remark(Spot(DOCUMENT, paragraph=place)), remark(Spot(DOCUMENT, paragraph=place + 1))]
    copy = annotate(shipped("annex-iv"), flaws)
    assert copy is not None
    assert copy == annotate(shipped("annex-iv"), flaws)
    parts = read_parts(copy)
    roots, broken = parse_parts(parts)
    assert (broken, lint(parts, roots)) == ((), ())


def test_a_template_of_word_that_has_no_style_for_comments_gets_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ purpose.context }}")
    document.save(str(tmp_path / "own.docx"))
    copy = annotate((tmp_path / "own.docx").read_bytes(), [remark(Spot(DOCUMENT, paragraph=1))])
    assert copy is not None
    styles = docx.Document(io.BytesIO(copy)).styles.element
    assert {"CommentText", "CommentReference"} <= {style.get(qn("w:styleId")) for style in styles}
