import re

import pytest
from lxml import etree
from msgspec.structs import replace

from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_records import Field, records
from pipeline.formats.docx_template import build_template
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.deliverable import Block, BlockKind, Section, heading_mark, statement_id, tag_name
from pipeline.model.fact_list import facts


@pytest.fixture(params=["file", "certificate"])
def template(request, labels, style):
    return build_template(request.getfixturevalue(request.param), labels, style, facts())


def test_equal_declarations_give_equal_bytes(file, labels, style):
    assert build_template(file, labels, style, facts()) == build_template(file, dict(labels), style, facts())


def test_the_template_is_a_sound_document(template, opened):
    parts = read_parts(template)
    roots, broken = parse_parts(parts)
    assert not broken
    assert lint(parts, roots) == ()
    assert opened(template).styles["Gap"] is not None


def test_only_styles_that_are_used_or_needed_are_there(template):
    names = read_parts(template)
    styles = names["word/styles.xml"].decode()
    assert "latentStyles" not in styles
    assert not [name for name in names if "stylesWithEffects" in name or "theme" in name]
    for needed in ("CommentReference", "CommentText", "Gap", "NotApplicable", "Caption", "Heading3"):
        assert f'w:styleId="{needed}"' in styles
    assert 'w:lang w:val="en-GB"' in styles
    assert 'w:themeFontLang w:val="en-GB"' in names["word/settings.xml"].decode()
    assert "updateFields" not in names["word/settings.xml"].decode()


def test_tables_are_as_wide_as_the_text(file, labels, style):
    body = etree.fromstring(read_parts(build_template(file, labels, style, facts()))["word/document.xml"])
    widths = {sum(int(c.get(qn("w"), 0)) for c in table.iter(qn("gridCol"))) for table in body.iter(qn("tbl"))}
    upright, across = 9071, 14003
    assert widths <= {*range(upright - 3, upright + 4), *range(across - 3, across + 4)}
    assert any(width > upright + 4 for width in widths)


def test_heads_repeat_and_rows_stay_whole(file, labels, style):
    body = etree.fromstring(read_parts(build_template(file, labels, style, facts()))["word/document.xml"])
    rows = [row for row in body.iter(qn("tr")) if "{%tr" not in etree.tostring(row, method="text", encoding="unicode")]
    assert all(row.find(f"{qn('trPr')}/{qn('cantSplit')}") is not None for row in rows)
    assert sum(row.find(f"{qn('trPr')}/{qn('tblHeader')}") is not None for row in rows) >= 4


def test_wide_tables_are_printed_as_records(file, labels, style):
    body = read_parts(build_template(file, labels, style, facts()))["word/document.xml"].decode()
    assert "RecordHeading" in body
    assert body.count("{%tr for row in data.data_sets %}") == 2


def test_sections_that_may_be_absent_say_so_or_are_left_out(file, labels, style):
    text = re.sub("<[^>]*>", "", read_parts(build_template(file, labels, style, facts()))["word/document.xml"].decode())
    assert "{%p if sections.data.shown %}" in text
    assert "{{ sections.data.note }}" in text
    assert "{{ sections.pictures.note }}" not in text
    assert "{%p if sections.general.shown %}" not in text


def test_landscape_sections_have_pages_and_running_lines_of_their_own(file, labels, style, opened):
    document = opened(build_template(file, labels, style, facts()))
    turns = [section.orientation for section in document.sections]
    assert [int(turn) for turn in turns] == [0, 1, 0, 1, 0]
    across = document.sections[1]
    assert across.page_width > across.page_height
    assert across.header.part is not document.sections[0].header.part
    assert "NUMPAGES" in "".join(across.footer._element.itertext())


def test_the_end_mark_is_the_last_paragraph(template, opened):
    last = opened(template).paragraphs[-1]
    assert last.style.style_id == "EndMark"
    assert last.text == "End of document {{ document.number }}"


def test_contents_link_to_every_heading(file, labels, style):
    body = etree.fromstring(read_parts(build_template(file, labels, style, facts()))["word/document.xml"])
    anchors = [link.get(qn("anchor")) for link in body.iter(qn("hyperlink"))]
    assert anchors == [heading_mark(section, number) for number, section in enumerate(file.section, 1)]
    assert set(anchors) <= {mark.get(qn("name")) for mark in body.iter(qn("bookmarkStart"))}


def test_citations_do_not_break_over_lines(file, labels, style):
    text = read_parts(build_template(file, labels, style, facts()))["word/document.xml"].decode()
    assert "follows Annex\u00a0IV point" in text


def test_what_cannot_be_built_is_refused_in_words(file, certificate, labels, style):
    with pytest.raises(ValueError, match="names the layout poster"):
        build_template(replace(file, layout="poster"), labels, style, facts())
    with pytest.raises(ValueError, match=r"no label is known for system\.name"):
        build_template(file, {key: label for key, label in labels.items() if key != "system.name"}, style, facts())
    with pytest.raises(ValueError, match="none of its sections lists the open ones"):
        build_template(replace(certificate, section=certificate.section[:1]), labels, style, facts())
    with pytest.raises(ValueError, match="hold a template tag"):
        build_template(replace(file, section=(Section("s", "{{ x }}", 1),)), labels, style, facts())
    unknown = Section("s", "S", 1, block=(Block(BlockKind.TABLE, facts=("no.table",)),))
    with pytest.raises(ValueError, match=r"no\.table is no table"):
        build_template(replace(file, section=(unknown,)), labels, style, facts())
    picture = Section("s", "S", 1, block=(Block(BlockKind.PICTURE, facts=("architecture.diagram",)),))
    with pytest.raises(ValueError, match="no room for a block of the kind picture"):
        build_template(replace(certificate, section=(picture,), precondition=()), labels, style, facts())


def test_names_in_tags_hold_neither_stops_nor_hyphens():
    assert tag_name("risk.harms-of") == "risk_harms_of"
    section = Section("s-1", "S", 1, block=(Block(BlockKind.TEXT), Block(BlockKind.STATEMENT, id="a-b")))
    assert [statement_id(section, index, block) for index, block in enumerate(section.block)] == ["s_1_0", "a_b"]


def test_records_print_short_values_two_abreast_and_prose_across(style):
    fields = [Field(name, name.title(), name == "prose") for name in ("name", "kind", "prose", "one", "two", "three")]
    made = records("data.parts", fields, style, 16.0, "Parts")
    lines = ["".join(text.text or "" for text in row.iter(qn("t"))) for row in made.iter(qn("tr"))]
    assert lines[1:-1] == [
        "{{ row.id }}{{ row.name }}",
        "Kind{{ row.kind }}",
        "Prose{{ row.prose }}",
        "One{{ row.one }}Two{{ row.two }}",
        "Three{{ row.three }}",
    ]
    kept = [
        all(p.find(f"{qn('pPr')}/{qn('keepNext')}") is not None for p in row.iter(qn("p")))
        for row in made.iter(qn("tr"))
    ]
    assert kept[1:-1] == [True, True, True, True, False]
