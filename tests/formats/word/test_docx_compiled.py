"""The compiled form renders what docxtpl renders: part by part, as canonical XML."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats.docx_compiler import compile_template
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import compiled
from pipeline.formats.template_reader import read_template
from pipeline.model.context import Context, Picture, View
from pipeline.model.intake import Intake
from pipeline.model.scalar import clean_text
from tests.documents import context_of, evidence_of
from tests.formats.word.contexts import DATA_SETS, firm_context
from tests.formats.word.firm import box, cell, firm_template, p, row, table
from tests.formats.word.plain import as_compiled, by_docxtpl, canonical_xml
from tests.samples import ROOT, SAMPLES, merged

SHIPPED = sorted((ROOT / "templates").glob("*/template.docx"))
LOOP = "{%tr for entry in data.data_sets %}", "{%tr endfor %}"
ROWS = row(LOOP[0], "", ""), row("{{ entry.name }}", "{{ entry.records }}", "x"), row(LOOP[1], "", "")

FEATURES = {
    "a value": p("{{ document.title }} and {{ purpose.intended_purpose }}"),
    "a value cut into runs": p("{{ docu</w:t></w:r><w:r><w:t>ment.title }}"),
    "filters": p("{{ document.title | upper }}, {{ lists.voluntary | join('; ') }}"),
    "quotation marks of Word": p("{{ lists.voluntary | join(“, ”) }}"),
    "a comment": p("a{# nothing #}b"),
    "paragraphs that come and go": p("{%p if sections.data.shown %}")
    + p("here")
    + p("{%p else %}")
    + p("{%p endif %}"),
    "paragraphs in a loop": p("{%p for entry in lists.voluntary %}") + p("{{ entry }}") + p("{%p endfor %}"),
    "a loop that does not go round": p("{%p for entry in lists.none %}") + p("{{ entry }}") + p("{%p endfor %}"),
    "runs in a loop": p("{%r for entry in lists.voluntary %}{{ entry }}, {%r endfor %}"),
    "text that meets": p("a") + p("{%- if sections.data.shown -%}") + p("b") + p("{%- endif -%}") + p("c"),
    "rows in a loop": table(row("a", "b", "c"), *ROWS, columns=3),
    "a table of nothing but a loop": table(*ROWS, columns=3),
    "rows that may be left out": table(
        row("a", "b"), row("{%tr if sections.data.shown %}", ""), row("c", "d"), row("{%tr endif %}", ""), columns=2
    ),
    "cells in a loop": table(
        row("{%tc for entry in data.data_sets %}", "{{ entry.name }}", "{%tc endfor %}"), columns=3
    ),
    "a coloured cell": table(row(cell("{% cellbg document.shade %}a"), "b"), columns=2),
    "a cell over several columns": table(row(cell("{% colspan document.columns %}a")), row("b", "c"), columns=2),
    "cells merged downwards": table(
        row("a", "b"), row(LOOP[0], ""), row("{% vm %}same", "{{ entry.name }}"), row(LOOP[1], ""), columns=2
    ),
    "a table with too few columns": table(row("a", "b", "c"), columns=2),
    "a table with too many columns": table(row("a"), columns=3),
    "a table in a table": table(row(cell(table(*ROWS, columns=3)), "b"), columns=2),
    "a box": box(p("{{ document.title }}")),
    "a drawing in a loop": p("{%p for entry in lists.voluntary %}")
    + box(p("{{ entry }}"))
    + p("{%p endfor %}")
    + box(p("last")),
    "signs beyond ASCII": p("Größe – „ß“, €, Ελληνικά, \U0001f600 {{ lists.voluntary | join(' – ') }}"),
    "a tab and a break of an author": p("a\tb"),
    "a zone": '<w:sdt><w:sdtPr><w:tag w:val="zone:notes"/><w:id w:val="5"/></w:sdtPr>'
    f"<w:sdtContent>{p('{{ document.title }}')}</w:sdtContent></w:sdt>",
}
BESIDE = ("header", "footer", "footnote", "endnote")
CONTEXTS = {
    "ordinary": firm_context(),
    "signs of markup": firm_context(title="R&D <x> \"y\" 'z' a < b", names=("a & b", "<c>")),
    "lines": firm_context(title="one\ntwo\n\nfour"),
    "nothing": firm_context(title="", names=(), data_sets=()),
    "left out": firm_context(shown=False),
    "many rows": firm_context(data_sets=DATA_SETS * 20),
    "other scripts": firm_context(title="Überprüfung – “x”, Ελληνικά, български, \U0001f600", names=("Größe", "€")),
    "braces": firm_context(title="{{ x }} {% y %} {# z #}"),
}


def both(template: bytes, context: Context) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return both renderings by part, of the parts that the compiled form prints."""
    ours = {name: canonical_xml(markup) for name, markup in as_compiled(template, context).items()}
    theirs = by_docxtpl(template, context)
    return ours, {name: canonical_xml(theirs[name]) for name in ours}


@pytest.mark.parametrize("name", [*SAMPLES, "nothing"])
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_templates_render_as_docxtpl_renders_them(folder, name, catalogue):
    intake = Intake({"system": {"id": "empty"}}, {}) if name == "nothing" else merged(name)
    files = {} if name == "nothing" else evidence_of(name)
    context = context_of(intake, folder.parent.name, catalogue, files)
    ours, theirs = both(folder.read_bytes(), context)
    assert ours == theirs


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("context", CONTEXTS)
def test_each_feature_of_the_dialect_renders_as_docxtpl_renders_it(feature, context):
    ours, theirs = both(firm_template(FEATURES[feature]), CONTEXTS[context])
    assert ours == theirs


@pytest.mark.parametrize("place", BESIDE)
@pytest.mark.parametrize("context", CONTEXTS)
def test_headers_footers_and_notes_render_as_docxtpl_renders_them(place, context):
    beside: dict[str, Any] = {place: p("{{ document.title }}: {{ purpose.intended_purpose }}")}
    template = firm_template(**beside)
    ours, theirs = both(template, CONTEXTS[context])
    # docxtpl leaves endnotes as they are.
    assert {name: each for name, each in ours.items() if "endnotes" not in name} == {
        name: each for name, each in theirs.items() if "endnotes" not in name
    }


PRINTED_PICTURES = p("{%p for entry in pictures.plans %}") + p("{{ entry }}") + p("{%p endfor %}")
DRAWN = {
    "pictures that are printed": (PRINTED_PICTURES, 2),
    "drawings of the template": (FEATURES["a drawing in a loop"], 3),
    "both, one among the other": (box(p("first")) + PRINTED_PICTURES + box(p("last")), 4),
}


@pytest.mark.parametrize("case", DRAWN)
def test_drawings_are_numbered_as_docxtpl_numbers_them(case, png_of):
    body, drawings = DRAWN[case]
    plans = tuple(Picture(f"{width}.png", png_of(width, 90), "a plan") for width in (80, 120))
    template, context = firm_template(body), firm_context(pictures={"plans": plans})
    numbers = [
        re.findall(rb'<wp:docPr [^>]*?\bid="(\d+)"', parts["word/document.xml"])
        for parts in (as_compiled(template, context), by_docxtpl(template, context))
    ]
    assert numbers[0] == numbers[1]
    assert len(set(numbers[0])) == drawings


def test_markup_is_ascii_whatever_is_printed():
    template = firm_template(FEATURES["signs beyond ASCII"], header=p("Überschrift: {{ document.title }}"))
    for part in as_compiled(template, CONTEXTS["other scripts"]).values():
        assert part.isascii()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters() | st.sampled_from("{}%#&<>\"'\n "), max_size=40), rows=st.integers(0, 4))
def test_any_text_and_number_of_rows_renders_as_docxtpl_renders_it(text, rows):
    title = clean_text(text.replace("\t", " "))
    entries = tuple(View({"name": f"{title}{number}", "records": title, "uses": ()}) for number in range(rows))
    template = firm_template(FEATURES["a value"] + FEATURES["rows in a loop"] + FEATURES["paragraphs in a loop"])
    ours, theirs = both(template, firm_context(title=title, names=(title,) * rows, data_sets=entries))
    assert ours == theirs


MENDED = {
    "cells in a loop": "cells that a loop repeats",
    "a cell over several columns": "cells that span as many columns as a value says",
    "a table with too few columns": "a table whose rows have more or fewer columns than it declares",
    "a table with too many columns": "a table whose rows have more or fewer columns than it declares",
    "a table in a table": "a table whose rows have more or fewer columns than it declares",
}


@pytest.mark.parametrize("feature", FEATURES)
def test_what_compiling_does_not_cover_is_told_by_the_check_of_templates(feature):
    template = firm_template(FEATURES[feature])
    assert compile_template(template).mends == MENDED.get(feature, "")
    told = [found for found in read_template(template, "x").findings if found.code == "TPL039"]
    assert [MENDED[feature] in found.message for found in told] == [True] * (feature in MENDED)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.parent.name)
def test_shipped_templates_are_covered_and_proven(folder):
    form = compiled(folder.read_bytes())
    assert (form.mends, form.repeats, form.flaws) == ("", False, ())


FLAWS = {
    "a cell that ends with a table": (
        table(row(f"<w:tc><w:tcPr/>{table(row('a'), columns=1).removesuffix(p('after'))}</w:tc>"), columns=1),
        "a cell does not end with a paragraph",
    ),
    "no fault": (p("{{ document.title }}"), ""),
}


@pytest.mark.parametrize("case", FLAWS)
def test_a_fault_of_structure_is_found_before_any_document_is_made(case):
    body, why = FLAWS[case]
    flaws = compiled(firm_template(body)).flaws
    assert any(why in flaw for flaw in flaws) if why else flaws == ()


def test_parts_that_do_not_print_are_copied_as_they_lie_in_the_template():
    template = firm_template(p("{{ document.title }}"))
    form = compile_template(template)
    assert {name for name in form.parts if name not in form.packed} == {part.name for part in form.printing}
    assert {name: form.parts[name] for name in form.packed} == {
        name: content for name, content in read_parts(template).items() if name in form.packed
    }
