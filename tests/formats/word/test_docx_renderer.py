import io
import zipfile

import pytest
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_renderer import TemplateError, render, render_unread
from pipeline.formats.docx_template import build_template
from pipeline.model.context import Gap, Picture
from pipeline.model.fact_list import facts
from pipeline.model.scalar import clean_text
from tests.formats.word.contexts import firm_context
from tests.formats.word.firm import firm_template, with_text

ODD = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# note #}",
    "{_{ x }_} {_% y %_}",
    "{{r bold}} {%p if a %}",
    "R&D <x>",
    "_x000B_",
    "]]>",
    "</w:t></w:r></w:p><w:p>",
    "&amp; &#65; &lt;",
    "a < b > c \"quoted\" 'single'",
    "line one\nline two\n\nline four",
    "before\tafter",
    "“curly” {‘quotes’}",
    "\\1 \\g<0> %s {0}",
)


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(file, labels, style, facts())


@pytest.fixture(scope="module")
def certificate_template(certificate, labels, style):
    return build_template(certificate, labels, style, facts())


def row_of(value: object) -> dict[str, object]:
    return {"id": "DS-01", **dict.fromkeys(("name", "records", "provenance", "scope", "selection"), value)}


def places(document: Document) -> tuple[str, str]:
    """Return the text of the intended purpose in the body and of the first cell of the table of data sets."""
    paragraphs = document.paragraphs
    label = next(i for i, paragraph in enumerate(paragraphs) if paragraph.text == "Intended purpose")
    table = next(t for t in document.tables if t.cell(0, 1).text == "Name" and len(t.columns) == 3)
    return paragraphs[label + 1].text, table.cell(1, 1).text


@pytest.mark.parametrize("value", ODD)
def test_odd_values_stand_literally_in_body_and_table(value, template, context_of, opened):
    context = context_of(purpose=value, rows=(row_of(value),), printed=(value,))
    made = render(template, context)
    assert places(opened(made)) == (value, value)
    assert check_document(made, context) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.text(st.characters() | st.sampled_from("{}%#_<>&\"'\n\t \ufdd0\ufdd1\x0b"), min_size=1, max_size=60))
def test_any_text_comes_out_as_it_went_in(raw, template, context_of, opened):
    value = clean_text(raw) or "-"
    context = context_of(purpose=value, rows=(row_of(value),), printed=(value,))
    made = render(template, context)
    assert places(opened(made)) == (value, value)
    assert check_document(made, context) == ()


def test_no_document_asks_its_reader_to_bring_fields_up_to_date():
    asking = with_text(
        firm_template(), "word/settings.xml", "</w:settings>", '<w:updateFields w:val="true"/></w:settings>'
    )
    assert b"updateFields" not in read_parts(render(asking, firm_context()))["word/settings.xml"]


def test_two_renderings_are_the_same_bytes(template, context_of):
    assert render(template, context_of()) == render(template, context_of())


def test_values_stand_in_header_and_footer(template, context_of, opened):
    made = opened(render(template, context_of()))
    assert [section.header.paragraphs[0].text for section in made.sections][:2] == ["ACME-1 · Revision 3\tDraft"] * 2
    assert made.sections[0].footer.paragraphs[0].text.startswith("Technical documentation – Ranker 4.2\tPage ")


def test_a_section_that_is_not_shown_says_so_or_is_left_out(template, context_of, opened):
    made = opened(render(template, context_of(shown=False)))
    text = [paragraph.text for paragraph in made.paragraphs]
    assert "Not applicable: no data." in text
    assert "2(d)\tData sets" in text
    assert "Pictures" not in text


def test_a_statement_that_is_not_made_leaves_nothing(template, context_of, opened):
    made = opened(render(template, context_of()))
    assert [p.text for p in made.paragraphs if p.style.style_id == "Statement"] == [
        "The system is Ranker.",
        "It holds.",
    ]


def test_a_conditional_statement_is_printed_where_it_is_made(template, context_of, opened):
    assert "It holds." in [paragraph.text for paragraph in opened(render(template, context_of())).paragraphs]
    without = opened(render(template, context_of(shown=False)))
    assert "It holds." not in [paragraph.text for paragraph in without.paragraphs]


def test_rows_that_are_picked_are_printed_with_all_columns(template, context_of, opened):
    texts = [[cell.text for cell in table.rows[-1].cells] for table in opened(render(template, context_of())).tables]
    assert ["RF-01", "Hosted", "A service."] in texts


def test_an_empty_register_says_so(template, context_of, opened):
    made = opened(render(template, context_of(evidence=())))
    assert "None recorded." in [table.cell(1, 0).text for table in made.tables if len(table.rows) > 1]


def test_a_status_is_shaded_and_the_shade_stands_in_order(template, context_of):
    body = read_parts(render(template, context_of()))["word/document.xml"].decode()
    assert 'w:fill="DDF2E3"' in body
    assert body.index("w:tcW", body.index("w:tbl>") - 1) >= 0
    before = body[: body.index('w:fill="DDF2E3"')]
    assert before.rindex("<w:tcW") > before.rindex("<w:tcPr>")


def test_a_picture_has_words_and_is_no_wider_than_the_text(template, context_of, opened, png_of):
    made = opened(render(template, context_of(pictures=(Picture("wide.png", png_of(3000, 10), 'A "b" <c> {d}'),))))
    shape = made.inline_shapes[0]
    assert shape.width.cm == pytest.approx(15, abs=0.01)
    assert shape._inline.docPr.get("descr") == 'A "b" <c> {d}'


def test_what_is_no_picture_is_named_instead(template, context_of, opened):
    entries = (Picture("plan.pdf", b"%PDF-1.7", "the plan"), "Not applicable: none")
    text = [paragraph.text for paragraph in opened(render(template, context_of(pictures=entries))).paragraphs]
    assert "See the file plan.pdf: the plan" in text
    assert "Not applicable: none" in text


@pytest.mark.parametrize("has_picture", [True, False])
def test_a_caption_goes_under_pictures_and_above_what_is_said_in_their_place(
    has_picture, template, context_of, opened, png_of
):
    pictures = (Picture("a.png", png_of(20, 10), "a"),) if has_picture else ("None.",)
    made = opened(render(template, context_of(pictures=pictures))).paragraphs
    words = "Figure\u00a01\u2002Architecture" if has_picture else "Architecture"
    place = next(index for index, paragraph in enumerate(made) if paragraph.text == words)
    around = [paragraph.style.style_id for paragraph in made[place - 1 : place + 2]]
    if has_picture:
        assert around[:2] == ["Picture", "FigureCaption"]
    else:
        assert around[1:] == ["Label", "Normal"]


def test_properties_are_set_once_and_escaped_once(template, context_of, opened):
    core = opened(render(template, context_of())).core_properties
    assert (core.title, core.author, core.language, core.revision) == ("Title – R&D <x>", "R&D <x>", "en-GB", 1)
    assert core.created.isoformat() == core.modified.isoformat() == "2026-11-23T00:00:00+00:00"


def test_a_certificate_renders_with_and_without_its_open_points(certificate_template, context_of, opened):
    made = render(certificate_template, context_of())
    assert check_document(made, context_of()) == ("the heading 'General description' is missing",)
    text = "\n".join(paragraph.text for paragraph in opened(made).paragraphs)
    assert "The place is given." in text
    assert "Open before signature" in text
    without = opened(render(certificate_template, context_of(shown=False)))
    assert "Open before signature" not in "\n".join(paragraph.text for paragraph in without.paragraphs)
    assert [cell.text for cell in without.tables[0].columns[0].cells] == [
        "1\tAI system",
        "2\tData sets",
        "4\tPlace and signature",
    ]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ purpose.intended_purpos }}", r"names purpose\.intended_purpos, but nothing is known as intended_purpos"),
        ("{{ porpoise.intended_purpose }}", r"names porpoise\.intended_purpose, but nothing is known as porpoise"),
        ("{{ purpose.__class__ }}", "__class__ begins with an underscore"),
        ("{{ cycler }}", "nothing is known as cycler"),
        ("{% if %}", "cannot be read.*near"),
        ("{{ document.title | safe }}", "there is no filter safe"),
        ("{% if data.gap %}x{% endif %}", "a template may print a fact, not decide over it"),
        ("{{ sections.data.shown }}", "it prints bool, which is no text"),
        ("{{ data }}", "it prints View, which is no text"),
        ("{{ document.title.upper() }}{{ [1].append(2) }}", "calls document.title.upper, and nothing can be called"),
    ],
)
def test_a_template_that_asks_for_what_is_not_there_is_refused(tag, message, template, context_of, with_body):
    gap = Gap(1, "data.gap", "[MISSING]", "Missing.")
    context = context_of()
    context.values["data"]._entries["gap"] = gap
    with pytest.raises(TemplateError, match=message):
        render(with_body(template, "{{ purpose.intended_purpose }}", tag), context)


def test_a_tag_that_closes_nothing_is_refused(template, context_of, with_body):
    stray = with_body(template, "{{ purpose.intended_purpose }}", "{%p endif %}")
    with pytest.raises(TemplateError, match=r"endif %} closes nothing"):
        render(stray, context_of())


def test_a_conditional_that_cuts_through_markup_is_refused(template, context_of, with_body):
    cut = with_body(
        template,
        "{{ purpose.intended_purpose }}</w:t></w:r>",
        "{% if sections.data.shown %}</w:t></w:r>{% endif %}",
    )
    with pytest.raises(TemplateError, match="a tag stands in markup"):
        render(cut, context_of())
    with pytest.raises(TemplateError, match="no well-formed document"):
        render_unread(cut, context_of(shown=False))


@pytest.mark.parametrize("value", ["a\x0bb", "a\x00b", "\ud800", "\ufffe", "\ufdd0x", "\ufdd5"])
def test_what_no_document_can_hold_is_refused_by_name(value, template, context_of):
    with pytest.raises(TemplateError, match=r"a value holds U\+"):
        render(template, context_of(purpose=value))


def test_what_is_no_word_file_is_refused(context_of):
    for junk in (b"", b"PK", write_parts({"[Content_Types].xml": b"<x/>"})):
        with pytest.raises(TemplateError, match="The template is refused: "):
            render(junk, context_of())
        with pytest.raises(TemplateError, match="no Word document"):
            render_unread(junk, context_of())


def test_the_result_is_a_zip_without_damage(template, context_of):
    assert zipfile.ZipFile(io.BytesIO(render(template, context_of()))).testzip() is None
