import pytest
from docx.document import Document
from docx.shared import RGBColor
from docx.text.run import Run

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.model.context import Gap
from pipeline.model.fact_list import facts

GAP = Gap(7, "purpose.intended_purpose", "[MISSING Annex IV(1)(a), question 3.1, Legal]", "Owner: Legal.\nArt 11.")
OTHER = Gap(8, "document.revision", "[MISSING version]", "Owner: QA.")


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(file, labels, style, facts())


def runs_with(document: Document, text: str) -> list[Run]:
    return [run for paragraph in document.paragraphs for run in paragraph.runs if text in run.text]


def test_a_gap_prints_its_marker_in_its_style_with_one_comment(template, context_of, opened):
    row = {"id": "DS-01", **dict.fromkeys(("name", "records", "provenance", "scope", "selection"), GAP)}
    context = context_of(purpose=GAP, rows=(row,), gaps=(GAP,), printed=(GAP.marker,))
    made = render(template, context)
    document = opened(made)
    (run,) = runs_with(document, GAP.marker)
    assert run.style.style_id == "Gap"
    (comment,) = document.comments
    assert (comment.author, comment.initials, comment.text) == ("dossier", "D", GAP.comment)
    assert comment.timestamp.isoformat() == "2026-11-23T00:00:00+00:00"
    body = read_parts(made)["word/document.xml"].decode()
    assert body.count(GAP.marker) == 7
    assert body.count("commentReference w:id") == 1
    assert check_document(made, context) == ()
    assert made == render(template, context)


def test_text_around_a_gap_keeps_its_properties(template, context_of, opened, with_body):
    tag = "{{ purpose.intended_purpose }}</w:t>"
    run = '</w:t></w:r><w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">'
    changed = with_body(template, tag, f"{run}before {tag[:-6]} after</w:t>")
    document = opened(render(changed, context_of(purpose=GAP, gaps=(GAP,))))
    (marker,) = runs_with(document, GAP.marker)
    paragraph = marker._r.getparent()
    bold = [run for p in document.paragraphs if p._p is paragraph for run in p.runs if run.font.bold]
    assert [run.text for run in bold] == ["before ", GAP.marker, " after"]
    assert all(run.font.color.rgb == RGBColor(255, 0, 0) for run in bold)
    assert [run.style.style_id for run in bold][1] == "Gap"


def test_several_gaps_and_line_breaks_in_one_value(template, context_of, opened):
    value = f"a\n{OTHER}{GAP} b\t{GAP}\nc"
    context = context_of(purpose=value, gaps=(GAP, OTHER))
    document = opened(render(template, context))
    paragraph = next(p for p in document.paragraphs if OTHER.marker in p.text)
    assert paragraph.text == f"a\n{OTHER.marker}{GAP.marker} b\t{GAP.marker}\nc"
    assert len(list(document.comments)) == 2


def test_a_gap_in_a_header_is_marked_without_a_comment(template, context_of, opened):
    plain = context_of()
    document = {name: getattr(plain.values["document"], name) for name in plain.values["document"]}
    made = opened(render(template, context_of(document={**document, "status": OTHER}, gaps=(OTHER,))))
    (run,) = (run for run in made.sections[0].header.paragraphs[0].runs if OTHER.marker in run.text)
    assert run.style.style_id == "Gap"
    assert run._r.getparent().find(qn("commentRangeStart")) is None
    assert len(list(made.comments)) == 1


def test_a_gap_may_stand_for_a_picture(template, context_of, opened):
    document = opened(render(template, context_of(pictures=(GAP,), gaps=(GAP,))))
    assert runs_with(document, GAP.marker)


def test_a_placeholder_without_a_gap_is_refused(template, context_of):
    with pytest.raises(ValueError, match="names gap 7"):
        render(template, context_of(purpose=GAP))


def test_a_gap_takes_the_place_of_another_character_style(template, context_of, opened):
    plain = context_of().values["document"]
    document = {name: getattr(plain, name) for name in plain} | {"draft_mark": GAP}
    (run,) = runs_with(opened(render(template, context_of(document=document, gaps=(GAP,)))), GAP.marker)
    assert run.style.style_id == "Gap"
