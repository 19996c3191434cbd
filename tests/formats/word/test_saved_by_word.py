"""A shipped template that a firm edited in Word reads as before, and prints the same text."""

import pytest

from pipeline.formats.docx_check import check_document, printed_text
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.template_reader import read_template
from pipeline.formats.xml_parts import parse_parts
from tests.documents import context_of
from tests.formats.word.contexts import firm_context
from tests.formats.word.firm import cell, firm_template, p, row, table
from tests.formats.word.saved_by_word import as_word_saves
from tests.samples import COMPLETE, DELIVERABLES, ROOT, merged


def shipped(name: str) -> bytes:
    return (ROOT / "templates" / name / "template.docx").read_bytes()


def text_of(document: bytes) -> str:
    roots, broken = parse_parts(read_parts(document))
    assert broken == ()
    return printed_text(roots)


@pytest.mark.parametrize("every", [1, 2, 7])
@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_shipped_template_saved_by_word_names_the_same_at_the_same_places(name, every):
    before, after = read_template(shipped(name), name), read_template(as_word_saves(shipped(name), every=every), name)
    assert after.findings == before.findings == ()
    assert after.names == before.names
    assert after.headings == before.headings


@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_shipped_template_saved_by_word_prints_the_same_text(name, catalogue):
    context = context_of(merged(COMPLETE), name, catalogue)
    made = render(as_word_saves(shipped(name)), context)
    assert text_of(made) == text_of(render(shipped(name), context))
    assert check_document(made, context) == ()


@pytest.mark.parametrize("every", [1, 2, 3, 5, 8])
def test_every_kind_of_tag_survives_a_session_in_word(every):
    body = "".join(
        (
            p("{%p for one in data.data_sets %}"),
            p("{{ one.name|upper }}, {{ lists.voluntary|join(“ and ”) }}{# a remark #}"),
            p("{%p endfor %}"),
            p("{{r document.title }}{% if lists.none %}none{% else %}some{% endif %}"),
            table(
                row("{%tr for one in data.data_sets %}", ""),
                row("All{% vm %}", cell("{% cellbg document.shade %}{{ one.name }}")),
                row("{%tr endfor %}", ""),
                columns=2,
            ),
        )
    )
    template = firm_template(body, header=p("{{ document.title }}"), footnote=p("{{ document.title }}"))
    saved = as_word_saves(template, every=every)
    assert read_template(saved, "t") == read_template(template, "t")
    assert text_of(render(saved, firm_context())) == text_of(render(template, firm_context()))
