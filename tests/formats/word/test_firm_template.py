"""What consultants do with docxtpl in a template of their own, one test each."""

import re
from typing import Any

import pytest

from pipeline.formats.docx_check import printed_text
from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import TemplateError, render
from pipeline.formats.template_reader import read_template
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.context import Gap, Picture, View
from pipeline.model.finding import Severity
from pipeline.model.template import Use
from tests.formats.word.contexts import GAP, firm_context
from tests.formats.word.firm import box, cell, control, firm_template, p, row, table

LOOP = "for one in data.data_sets"


def made(template: bytes, **context: Any) -> bytes:
    """Render a template of which reading says nothing, and look the result over as Word would."""
    assert [found for found in read_template(template, "t.docx").findings if found.severity is not Severity.NOTE] == []
    document = render(template, firm_context(**context))
    parts = read_parts(document)
    roots, broken = parse_parts(parts)
    assert broken == ()
    assert lint(parts, roots) == ()
    return document


def lines(document: bytes) -> list[str]:
    roots, _ = parse_parts(read_parts(document))
    return printed_text({"word/document.xml": roots["word/document.xml"]}).split("\n")[1:-1]


def cells(document: bytes, opened) -> list[list[str]]:
    return [[one.text for one in line.cells] for line in opened(document).tables[0].rows]


def test_a_loop_over_paragraphs():
    body = p(f"{{%p {LOOP} %}}") + p("{{ loop.index }} of {{ loop.length }}: {{ one.name }}") + p("{%p endfor %}")
    assert lines(made(firm_template(body))) == ["1 of 2: Letters", "2 of 2: Forms"]


def test_a_loop_within_one_paragraph():
    body = p(f"{{% {LOOP} %}}{{{{ one.name }}}}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}.")
    assert lines(made(firm_template(body))) == ["Letters, Forms."]


def test_a_loop_within_a_loop():
    inner = p("{%p for use in one.uses %}") + p("{{ one.name }} for {{ use.for }}") + p("{%p endfor %}")
    body = p(f"{{%p {LOOP} %}}") + inner + p("{%p endfor %}")
    assert lines(made(firm_template(body))) == ["Letters for training", "Letters for testing"]
    assert [(name.path, name.use) for name in read_template(firm_template(body), "t").names][:4] == [
        ("data.data_sets", Use.LOOPED),
        ("data.data_sets[].uses", Use.LOOPED),
        ("data.data_sets[].name", Use.PRINTED),
        ("data.data_sets[].uses[].for", Use.PRINTED),
    ]


def test_a_loop_over_rows_and_what_stands_there_without_any(opened):
    rows = (
        row("Name", "Records"),
        row(f"{{%tr {LOOP} %}}", ""),
        row("{{ one.name }}", "{{ one.records }}"),
        row("{%tr else %}", ""),
        row("None", "recorded"),
        row("{%tr endfor %}", ""),
    )
    template = firm_template(table(*rows, columns=2))
    assert cells(made(template), opened) == [["Name", "Records"], ["Letters", "1,200"], ["Forms", "80"]]
    assert cells(made(template, data_sets=()), opened) == [["Name", "Records"], ["None", "recorded"]]


def test_a_loop_over_cells(opened):
    head = row(cell(f"{{%tc {LOOP} %}}"), cell("{{ one.name }}"), cell("{%tc endfor %}"))
    assert cells(made(firm_template(table(head, columns=2))), opened) == [["Letters", "Forms"]]


def test_cells_merged_downwards(opened):
    rows = (row(f"{{%tr {LOOP} %}}", ""), row("All{% vm %}", "{{ one.name }}"), row("{%tr endfor %}", ""))
    document = made(firm_template(table(*rows, columns=2)))
    assert cells(document, opened) == [["All", "Letters"], ["All", "Forms"]]
    merges = [merge.get(qn("val")) for merge in opened(document).element.body.iter(qn("vMerge"))]
    assert merges == ["restart", "continue"]


@pytest.mark.parametrize("properties", ["", '<w:gridSpan w:val="1"/>'])
def test_cells_merged_sideways(properties, opened):
    head = row(cell(f"{{%tc {LOOP} %}}"), cell("All{% hm %}", properties), cell("{%tc endfor %}"))
    under = row(cell(f"{{%tc {LOOP} %}}"), cell("{{ one.name }}"), cell("{%tc endfor %}"))
    document = made(firm_template(table(head, under, columns=2)))
    assert cells(document, opened) == [["All", "All"], ["Letters", "Forms"]]
    (span,) = opened(document).element.body.iter(qn("gridSpan"))
    assert span.get(qn("val")) == "2"


def test_a_cell_over_as_many_columns_as_a_value_says(opened):
    head = row(cell("{% colspan document.columns %}{{ document.title }}"))
    document = made(firm_template(table(head, row("a", "b"), columns=2)))
    assert cells(document, opened) == [["Instructions", "Instructions"], ["a", "b"]]


def test_a_cell_in_the_colour_that_a_value_says(opened):
    document = made(firm_template(table(row("{% cellbg document.shade %}{{ document.title }}"), columns=1)))
    assert cells(document, opened) == [["Instructions"]]
    (shade,) = opened(document).element.body.iter(qn("shd"))
    assert shade.get(qn("fill")) == "DDF2E3"


@pytest.mark.parametrize("opener", ["{{", "{{r"])
def test_a_value_keeps_the_looks_of_the_run_it_stands_in(opener, opened):
    body = p(f"before {opener} document.title }}}} after", properties="<w:b/>")
    document = made(firm_template(body))
    assert lines(document) == ["before Instructions after"]
    runs = [run for paragraph in opened(document).paragraphs for run in paragraph.runs if run.text.strip()]
    assert all(run.bold for run in runs if run.text == "before Instructions after")
    assert sum(run.bold is True for run in runs) == 1


def test_a_run_that_is_printed_only_where_a_section_is():
    body = (
        "<w:p><w:r><w:t>{%r if sections.data.shown %}</w:t></w:r>"
        "<w:r><w:rPr><w:i/></w:rPr><w:t>shown</w:t></w:r><w:r><w:t>{%r endif %}</w:t></w:r></w:p>"
    )
    assert lines(made(firm_template(body))) == ["shown"]
    assert lines(made(firm_template(body), shown=False)) == [""]


def test_paragraphs_of_a_section_that_is_not_shown():
    body = "".join(
        (
            p("{%p if sections.data.shown %}"),
            p("here"),
            p("{%p elif lists.none %}"),
            p("never"),
            p("{%p else %}"),
            p("{{ sections.data.note }}"),
            p("{%p endif %}"),
        )
    )
    assert lines(made(firm_template(body))) == ["here"]
    assert lines(made(firm_template(body), shown=False)) == ["Not applicable."]


def test_pictures_in_a_loop(opened, png_of):
    body = p("{%p for picture in pictures.architecture_diagram %}") + p("{{ picture }}") + p("{%p endfor %}")
    pictures = {"architecture_diagram": (Picture("a.png", png_of(20, 10), 'The "first" one'), "None.")}
    document = made(firm_template(body), pictures=pictures)
    (shape,) = opened(document).inline_shapes
    assert shape._inline.docPr.get("descr") == 'The "first" one'
    assert "None." in lines(document)


@pytest.mark.parametrize("place", ["header", "footer", "footnote", "endnote"])
def test_values_and_gaps_beside_the_body(place, opened):
    content = p("{{ document.title }}: {{ data.personal_data }}", properties="<w:b/>")
    beside: dict[str, Any] = {place: content}
    template = firm_template(**beside)
    document = made(template, title="R&D <x> {{ y }}\nnext\tcolumn")
    roots, _ = parse_parts(read_parts(document))
    texts = {name: root for name, root in roots.items() if place in name}
    found = [run for root in texts.values() for run in root.iter(qn("rStyle")) if run.get(qn("val")) == "Gap"]
    assert found
    markup = b"".join(content for name, content in read_parts(document).items() if place in name)
    assert b"R&amp;D &lt;x&gt; &#123;&#123; y &#125;&#125;</w:t><w:br/>" in markup
    assert GAP.marker.encode() in markup
    assert not any(root.findall(f".//{qn('commentReference')}") for root in texts.values())


def test_values_and_gaps_in_a_chart_whose_tags_word_has_split():
    pieces = ("{", "{ document", ".title }} and ", "{{ data.personal", "_data }", "}.")
    chart = "".join(f"<a:r><a:t>{piece}</a:t></a:r>" for piece in pieces)
    document = made(firm_template(chart=chart), title="R&D <x> {{ y }}")
    roots, _ = parse_parts(read_parts(document))
    assert "".join(map(str, roots["word/charts/chart1.xml"].itertext())) == f"R&D <x> {{{{ y }}}} and {GAP.marker}."


def test_values_in_text_boxes_and_content_controls():
    body = box(p("in a box: {{ document.title }}")) + control(p("in a control: {{ document.title }}"))
    text = lines(made(firm_template(body)))
    assert "in a box: Instructions" in text
    assert "in a control: Instructions" in text


def test_what_may_be_there_once_is_there_once_though_a_loop_repeats_it(opened):
    marked = (
        '<w:p w14:paraId="0A0A0A0A"><w:bookmarkStart w:id="4" w:name="_GoBack"/><w:r><w:t>{{ one.name }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="4"/></w:p>'
    )
    body = p(f"{{%p {LOOP} %}}") + marked + control(p("in a control")) + p("{%p endfor %}")
    document = made(firm_template(body))
    assert lines(document) == ["Letters", "in a control", "Forms", "in a control"]
    assert len(list(opened(document).element.body.iter(qn("bookmarkStart")))) == 1
    assert read_parts(document)["word/document.xml"].count(b"0A0A0A0A") == 1


def test_properties_are_set_for_each_document(opened):
    core = opened(made(firm_template())).core_properties
    assert (core.title, core.author, core.language) == ("Title of <the> file", "R&D", "en-GB")


def test_breaks_and_tabs_of_a_value_are_breaks_and_tabs(opened):
    document = made(firm_template(p("{{ document.title }}")), title="one\ntwo\tthree")
    assert "one\ntwo\tthree" in [paragraph.text for paragraph in opened(document).paragraphs]


def test_remarks_of_the_author_are_not_printed():
    body = p("a{# why {{ this }} is here #}b") + p("{#p the whole paragraph #}") + p("c")
    assert lines(made(firm_template(body))) == ["ab", "c"]


def test_dashes_take_the_break_before_or_after_away():
    body = p("{% if sections.data.shown -%}") + p("joined") + p("{%- endif %}")
    assert lines(made(firm_template(body))) == ["joined"]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ document.title|upper }}", "AI SYSTEM OF Übung"),
        ("{{ document.title|lower }}", "ai system of übung"),
        ("{{ document.title|capitalize }}", "AI system of Übung"),
        ("{{ document.title|trim|lower }}", "ai system of übung"),
        ("{{ lists.voluntary|join }}", "first, second"),
        ("{{ lists.voluntary|join(' &amp; ')|upper }}", "FIRST & SECOND"),
        ("{{ lists.voluntary | join(“; ”) }}", "first; second"),
        ("{{ lists.voluntary | join(„; “) }}", "first; second"),
        ("{{ 'fixed' }} {{ 7 }}", "fixed 7"),
    ],
)
def test_filters_on_text(tag, text):
    assert lines(made(firm_template(p(tag)), title="AI system of Übung"))[0].casefold() == text.casefold()
    if "upper" not in tag:
        assert lines(made(firm_template(p(tag)), title="AI system of Übung")) == [text]


@pytest.mark.parametrize("name", ["upper", "lower", "capitalize", "trim", "join"])
def test_a_gap_passes_every_filter_unharmed(name):
    document = made(firm_template(p(f"{{{{ data.personal_data|{name} }}}}")))
    assert lines(document) == [GAP.marker]
    listed = made(firm_template(p(f"{{{{ lists.voluntary|join|{name} }}}}")), names=("a", GAP))
    assert lines(listed)[0].casefold() == f"a, {GAP.marker}".casefold()
    assert GAP.marker in lines(listed)[0]


def test_join_puts_no_rows_together():
    with pytest.raises(TemplateError, match="join puts texts together"):
        render(firm_template(p("{{ data.data_sets|join }}")), firm_context())
    with pytest.raises(TemplateError, match="this is no list"):
        render(firm_template(p("{{ document|join }}")), firm_context())


def test_a_gap_in_a_loop_is_marked_each_time_and_commented_once(opened):
    body = p(f"{{%p {LOOP} %}}") + p("{{ one.name }}") + p("{%p endfor %}")
    document = made(firm_template(body), data_sets=(View({"name": GAP}), View({"name": GAP})))
    assert lines(document) == [GAP.marker, GAP.marker]
    assert len(list(opened(document).comments)) == 1


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (p("{%p if sections.data.shown %} and more") + p("{%p endif %}"), "TPL026", "and more"),
        (p("{%p if sections.data.shown %}x{%p endif %}"), "TPL026", "takes its paragraph away"),
        (table(row(f"{{%tr {LOOP} %}}", "lost"), row("{%tr endfor %}"), columns=2), "TPL026", "lost"),
        (p("{%tr if sections.data.shown %}") + p("{%tr endif %}"), "TPL026", "stands in no row"),
        (p("{% if sections.data.shown %}") + table(row("{% endif %}"), columns=1), "TPL027", "like places"),
        (p("{{ document.title"), "TPL013", "half a tag"),
        (p("{{ document.title") + p("}}"), "TPL013", "half a tag"),
    ],
)
def test_what_would_lose_text_or_break_the_document_is_told(body, code, words):
    findings = read_template(firm_template(body), "t").findings
    found = next(found for found in findings if found.code == code)
    assert words in found.message
    with pytest.raises(TemplateError, match=re.escape(findings[0].message[:40])):
        render(firm_template(body), firm_context())


def test_a_place_is_told_as_a_person_would_look_for_it():
    body = p("one") + p("two {{ document.oops() }} and text") + table(row("a", "b"), row("c", "{{ x|y }}"), columns=2)
    places = [found.at for found in read_template(firm_template(body), "own.docx").findings]
    assert [place.paragraph for place in places] == [
        'body, heading "Data governance", paragraph 2',
        'body, heading "Data governance", table 1, row 2, cell 2',
    ]
    assert [place.template for place in places] == ["own.docx"] * 2
    assert [place.part for place in places] == ["word/document.xml"] * 2
    assert places[0].excerpt == "two {{ document.oops() }} and text"


def test_a_condition_over_a_gap_is_stopped_by_the_second_wall_too():
    with pytest.raises(TypeError, match="a template may print it"):
        bool(Gap(1, "a", "b", "c"))
