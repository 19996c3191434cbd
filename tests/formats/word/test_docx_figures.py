"""Figures as they stand in a document: native, with every stated number and word, and nothing that is not stated."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from pipeline.formats.docx_check import check_document, printed_text
from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_look import look_of
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.drawing_markup import NAMES
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.context import Context, Gap, Properties, View
from pipeline.model.deliverable import Block, BlockKind, Section
from pipeline.model.fact_list import facts
from pipeline.model.figure import (
    Amount,
    Chart,
    Diagram,
    Figure,
    Link,
    Matrix,
    MatrixCell,
    MatrixRow,
    Node,
    Panel,
    Series,
)
from pipeline.model.scalar import clean_text

BLOCKS = (
    Block(BlockKind.CHART, id="metrics", facts=("performance.metrics",), caption="Results"),
    Block(BlockKind.DIAGRAM, id="components", facts=("architecture.components",), caption="Components"),
    Block(BlockKind.MATRIX, id="risks", facts=("risk.risks",), caption="Risks"),
)
PANEL = Panel(
    "%",
    ("Recall of late defaults", "Precision of late defaults", "Coverage"),
    (Series("", (Amount(65.1, "65.1"), None, Amount(1234.5, "1,234.5"))),),
    "Bar chart, in %. Recall: 65.1.",
)
GROUPED = Panel(
    "ratio",
    ("Women", "Men"),
    (
        Series("Recall (ME-01)", (Amount(0.5, "0.5"), Amount(0.25, "0.25"))),
        Series("Precision (ME-02)", (Amount(-0.5, "-0.5"), None)),
    ),
    "Bar chart, in ratio.",
)
CHART = Chart((PANEL, GROUPED), ("1 of 6 values is not stated.",))
DIAGRAM = Diagram(
    "Ranker",
    (Node("SW-01", "Gateway", "3.2"), Node("SW-02", "Model"), Node("SW-03", "Log <R&D>", "{{ 7*7 }}")),
    (Link("SW-01", "SW-02"), Link("SW-02", "SW-03"), Link("SW-03", "SW-01")),
    "Outside the system",
    (Node("IF-01", "Bank", "Software"),),
    "Diagram of 3 parts. Gateway feeds Model.",
    ("No arrow is drawn there.",),
)
MATRIX = Matrix(
    "Severity",
    "Likelihood",
    ("Low", "High"),
    (
        MatrixRow("High", (MatrixCell("High / Low", "RI-01", "FCE8B2"), MatrixCell("High / High", "–", "FBE3E0"))),
        MatrixRow("Low", (MatrixCell("Low / Low", "–", "DDF2E3"), MatrixCell("Low / High", "RI-02", "FCE8B2"))),
    ),
    MatrixRow("Remaining", (MatrixCell("Low", "RI-01, RI-02", "DDF2E3"), MatrixCell("High", "–", "FBE3E0"))),
    "Matrix of Likelihood by Severity.",
    ("The shade is no evaluation.",),
)
FIGURES: dict[str, Figure | Gap | str] = {"metrics": CHART, "components": DIAGRAM, "risks": MATRIX}
A, C, WPS = (f"{{{NAMES[name]}}}" for name in ("a", "c", "wps"))


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(replace(file, section=(Section("s", "Figures", 1, block=BLOCKS),)), labels, style, facts())


@pytest.fixture
def drawn(template, context_of) -> Callable[..., bytes]:
    """Return a maker of documents; it checks them as a build does."""

    def make(**figures: Figure | Gap | str) -> bytes:
        return made_of(template, context_with(context_of(), {**FIGURES, **figures}))

    return make


def context_with(context: Context, figures: dict[str, Figure | Gap | str]) -> Context:
    gaps = tuple(each for each in figures.values() if isinstance(each, Gap))
    values = {**context.values, "figures": View(figures)}
    return replace(context, values=values, figures=figures, gaps=gaps, headings=("Figures",))


def made_of(template: bytes, context: Context) -> bytes:
    document = render(template, context)
    assert check_document(document, context, template) == ()
    return document


def charts_of(document: bytes) -> list[Any]:
    parts = read_parts(document)
    return [etree.fromstring(parts[name]) for name in sorted(parts) if name.startswith("word/charts/chart")]


def body_of(document: bytes) -> Any:
    return etree.fromstring(read_parts(document)["word/document.xml"])


def shapes_of(document: bytes) -> list[Any]:
    return list(body_of(document).iter(f"{WPS}wsp"))


def test_every_number_of_a_chart_stands_in_it_and_no_other(drawn):
    for chart, panel in zip(charts_of(drawn()), CHART.panels, strict=True):
        for found, series in zip(chart.iter(f"{C}ser"), panel.series, strict=True):
            points = {
                int(point.get("idx") or 0): float(point.findtext(f"{C}v") or "nan")
                for point in found.find(f"{C}val").iter(f"{C}pt")
            }
            assert points == {place: each.number for place, each in enumerate(series.amounts) if each}
            names = [point.findtext(f"{C}v") for point in found.find(f"{C}cat").iter(f"{C}pt")]
            assert names == list(panel.categories)


def test_the_labels_of_bars_are_the_words_of_the_table(drawn):
    first, _ = charts_of(drawn())
    labels = [label.findtext(f".//{A}t") for label in first.iter(f"{C}dLbl")]
    assert labels == ["65.1", "1,234.5"]


def test_a_chart_has_no_workbook_behind_it_and_its_part_is_announced(drawn):
    parts = read_parts(drawn())
    assert not [name for name in parts if "embedding" in name or name.endswith(".xlsx")]
    assert not [chart for chart in charts_of(drawn()) if chart.find(f".//{C}externalData") is not None]
    assert parts[CONTENT_TYPES].count(b"drawingml.chart+xml") == len(CHART.panels)
    assert "word/charts/_rels/chart1.xml.rels" not in parts


def test_each_unit_has_axes_of_its_own_that_name_it(drawn):
    titles = ["".join(chart.find(f".//{C}valAx/{C}title").itertext()) for chart in charts_of(drawn())]
    assert titles == ["%", "ratio"]
    only = replace(GROUPED, series=GROUPED.series[:1])
    (chart,) = charts_of(drawn(metrics=Chart((only,))))
    assert "".join(chart.find(f".//{C}valAx/{C}title").itertext()) == "Recall (ME-01), ratio"


def test_bars_begin_at_nought_unless_one_lies_below_it(drawn):
    starts = [chart.find(f".//{C}valAx/{C}scaling/{C}min") for chart in charts_of(drawn())]
    assert starts[0].get("val") == "0"
    assert starts[1] is None


def test_bars_lie_where_there_are_many_or_names_are_long_and_begin_at_the_top(drawn):
    short = Panel("%", ("A", "B"), (Series("", (Amount(1, "1"), Amount(2, "2"))),), "alt")
    many = Panel("%", tuple("ABCDEFGHI"), (Series("", (Amount(1, "1"),) * 9),), "alt")
    found = []
    for panel in (PANEL, short, many):
        (chart,) = charts_of(drawn(metrics=Chart((panel,))))
        order = chart.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val")
        found.append((chart.find(f".//{C}barDir").get("val"), order))
    assert found == [("bar", "maxMin"), ("col", "minMax"), ("bar", "maxMin")]


def test_bars_side_by_side_have_shades_of_their_own_and_a_legend(drawn):
    first, second = charts_of(drawn())
    colours = [each.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for each in second.iter(f"{C}ser")]
    assert len(set(colours)) == len(colours) == 2
    assert first.find(f".//{C}legend") is None
    assert second.find(f".//{C}legend") is not None


def test_figures_take_font_and_colours_from_the_styles_of_their_template(template, context_of, style):
    look = look_of(docx.Document(io.BytesIO(template)).styles.element)
    assert (look.font, look.accent, look.muted) == (style.text.font, style.colour.accent, style.colour.muted)
    parts = read_parts(template)
    green = parts["word/styles.xml"].replace(style.colour.accent.encode(), b"00AA55")
    document = made_of(write_parts({**parts, "word/styles.xml": green}), context_with(context_of(), FIGURES))
    assert charts_of(document)[0].find(f".//{C}ser/{C}spPr/{A}solidFill/{A}srgbClr").get("val") == "00AA55"


def test_a_template_whose_styles_say_nothing_draws_in_black():
    plain = docx.Document()
    for style in plain.styles.element.iter(qn("color"), qn("rFonts")):
        style.getparent().remove(style)
    look = look_of(plain.styles.element)
    assert (look.font, look.accent, look.text) == ("", "000000", "000000")


def test_the_same_figures_give_the_same_bytes(drawn):
    assert drawn() == drawn()


def test_drawings_have_words_and_ids_of_their_own(drawn):
    said = [(each.get("id"), each.get("descr")) for each in body_of(drawn()).iter(f"{{{NAMES['wp']}}}docPr")]
    assert [alt for _, alt in said] == [PANEL.alt, GROUPED.alt, DIAGRAM.alt]
    assert len({number for number, _ in said}) == len(said)


def test_every_box_and_every_link_is_one_shape(drawn):
    names = [shape[0].get("name") for shape in shapes_of(drawn())]
    arrows = ["Gateway → Model", "Model → Log <R&D>", "Log <R&D> → Gateway"]
    assert sorted(names) == sorted(["Outside the system", "Bank", "Ranker", *arrows, "Gateway", "Model", "Log <R&D>"])
    numbers = [shape[0].get("id") for shape in shapes_of(drawn())]
    assert len(set(numbers)) == len(numbers)


def test_boxes_print_the_id_of_their_row_and_what_else_is_said(drawn):
    texts = {
        shape[0].get("name"): ["".join(line.itertext()) for line in shape.iter(qn("p"))] for shape in shapes_of(drawn())
    }
    assert texts["Gateway"] == ["Gateway", "SW-01 · 3.2"]
    assert texts["Model"] == ["Model", "SW-02"]
    assert texts["Log <R&D>"] == ["Log <R&D>", "SW-03 · {{ 7*7 }}"]


def test_programs_that_know_no_groups_print_the_words(drawn):
    (alternate,) = body_of(drawn()).iter(f"{{{NAMES['mc']}}}AlternateContent")
    choice, fallback = alternate
    assert choice.get("Requires") == "wpg"
    assert choice.nsmap["wpg"] == NAMES["wpg"]
    assert "".join(fallback.itertext()) == DIAGRAM.alt


def test_a_diagram_for_which_there_is_no_room_is_told_in_words(context_of):
    document = docx.Document()
    document.add_heading("Figures", 1)
    document.add_table(1, 8).cell(0, 0).text = "{{ figures.components }}"
    document.add_paragraph("End of document", style=document.styles.add_style("EndMark", 1))
    target = io.BytesIO()
    document.save(target)
    made = made_of(target.getvalue(), context_with(context_of(), {"components": DIAGRAM}))
    assert not shapes_of(made)
    assert DIAGRAM.alt in printed_text(parse_parts(read_parts(made))[0])


def test_a_matrix_is_a_table_with_words_in_every_cell_and_a_head_that_repeats(drawn):
    document = docx.Document(io.BytesIO(drawn()))
    table = next(each for each in document.tables if "Likelihood" in each.cell(0, 0).text)
    rows = [[cell.text.replace("\n", " | ") for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Likelihood ↓ | Severity →", "Low", "High"],
        ["High", "High / Low | RI-01", "High / High | –"],
        ["Low", "Low / Low | –", "Low / High | RI-02"],
        ["Remaining", "Low | RI-01, RI-02", "High | –"],
    ]
    assert [each.get(qn("val")) for each in table._tbl.iter(qn("tblDescription"))] == [MATRIX.alt]
    assert table._tbl.tr_lst[0].find(f"{qn('trPr')}/{qn('tblHeader')}") is not None
    shades = [each.get(qn("fill")) for each in table._tbl.iter(qn("shd"))]
    assert "FBE3E0" in shades


def test_what_is_not_in_a_figure_is_said_between_it_and_its_caption(drawn):
    lines = [(p._p.style, p.text) for p in docx.Document(io.BytesIO(drawn())).paragraphs]
    place = lines.index(("FigureNote", CHART.notes[0]))
    assert [style for style, _ in lines[place - 2 : place + 2]] == ["Picture", "Picture", "FigureNote", "FigureCaption"]
    assert ("FigureNote", MATRIX.notes[0]) in lines


@pytest.mark.parametrize(
    ("part", "old", "complaint"),
    [
        ("word/charts/chart1.xml", "1,234.5", "the figure metrics has lost a text: '1,234.5'"),
        ("word/document.xml", "RI-02", "the figure risks has lost a text: 'RI-02'"),
        ("word/document.xml", 'descr="Bar chart, in ratio."', "the figure metrics has lost a drawing"),
    ],
)
def test_what_a_figure_has_lost_is_told(drawn, context_of, part, old, complaint):
    parts = read_parts(drawn())
    broken = write_parts({**parts, part: parts[part].replace(old.encode(), b'descr=""' if "=" in old else b"")})
    assert [told for told in check_document(broken, context_with(context_of(), FIGURES)) if complaint in told]


def test_a_template_may_do_without_a_figure(context_of):
    assert not charts_of(
        made_of(typed("components"), context_with(context_of(), {"components": DIAGRAM, "metrics": "", "risks": ""}))
    )
    assert made_of(typed(), context_with(context_of(), FIGURES))


def test_a_gap_stands_in_place_of_a_figure_with_the_caption_above_it(drawn):
    gap = Gap(0, "performance.metrics", "[MISSING · Q 7.4]", "Question 7.4")
    document = docx.Document(io.BytesIO(drawn(metrics=gap, components=gap, risks=gap)))
    lines = [(p._p.style, p.text) for p in document.paragraphs if p.text]
    assert lines.count(("Normal", gap.marker)) == 2
    assert ("FigureNote", gap.marker) in lines
    assert lines[lines.index(("Normal", gap.marker)) - 1] == ("Label", "Results")
    assert not charts_of(drawn(metrics=gap))
    assert not shapes_of(drawn(components=gap))


def test_where_nothing_is_drawn_the_reason_stands_in_place(drawn):
    document = docx.Document(io.BytesIO(drawn(metrics=Chart((), ("4 of 5 values are not stated.",)))))
    assert ("Normal", "4 of 5 values are not stated.") in [(p._p.style, p.text) for p in document.paragraphs]


def typed(*where: str) -> bytes:
    """Return a template that a firm made in Word: plain styles, tags typed by hand."""
    document = docx.Document()
    document.add_heading("Figures", 1)
    for place in where:
        document.add_paragraph(f"See here: {{{{ figures.{place} }}}}")
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{{ figures.risks }}{{ figures.metrics }}"
    document.add_paragraph("End of document", style=document.styles.add_style("EndMark", 1))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_firm_places_a_figure_by_typing_its_tag(context_of):
    template = typed("metrics", "components", "risks", "metrics")
    document = made_of(template, replace(context_with(context_of(), FIGURES), properties=context_of().properties))
    assert len(charts_of(document)) == 6
    assert len(docx.Document(io.BytesIO(document)).tables) == 2
    assert made_of(template, context_with(context_of(), FIGURES)) == document


def test_a_figure_in_a_cell_is_no_wider_than_the_cell(context_of):
    document = made_of(typed(), context_with(context_of(), FIGURES))
    cell: Any = docx.Document(io.BytesIO(document)).tables[0].cell(0, 0)
    room = int(cell._tc.tcPr.find(qn("tcW")).get(qn("w"))) * 635
    extents = [int(each.get("cx")) for each in cell._tc.iter(f"{{{NAMES['wp']}}}extent")]
    assert len(extents) == 2
    assert max(extents) < room
    assert cell._tc[-1].tag == qn("p")


def test_a_figure_in_a_header_is_told_and_not_passed_over(context_of):
    source = docx.Document(io.BytesIO(typed("metrics")))
    source.sections[0].header.paragraphs[0].text = "{{ figures.metrics }}"
    target = io.BytesIO()
    source.save(target)
    context = context_with(context_of(), FIGURES)
    complaints = check_document(render(target.getvalue(), context), context, target.getvalue())
    assert complaints == ("a placeholder is left: U+FDD2",)


TEXT = st.text(min_size=1, max_size=40).map(clean_text).map(lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=50)
@given(TEXT, TEXT, TEXT)
@example("{", "{", "}")
def test_any_text_survives_in_charts_boxes_and_cells(one, other, third):
    template = _firm_template()
    series = (Series(other, (Amount(1.5, "1.5"), Amount(2.5, third))),)
    figures: dict[str, Figure | Gap | str] = {
        "metrics": Chart((Panel(third, (one, f"{one} ({other})"), series, other),), (third,)),
        "components": replace(
            DIAGRAM, title=one, nodes=(Node("a", one, other), Node("b", third)), links=(Link("a", "b"),), alt=other
        ),
        "risks": replace(MATRIX, across=one, down=other, heads=(third, one), alt=third),
    }
    properties = Properties("T", "S", "A", "K", "en-GB", None)
    context = context_with(Context("toy", "en", {}, properties), figures)
    document = render(template, context)
    assert check_document(document, context, template) == ()


_TEMPLATES: list[bytes] = []


def _firm_template() -> bytes:
    if not _TEMPLATES:
        _TEMPLATES.append(typed("metrics", "components", "risks"))
    return _TEMPLATES[0]


@pytest.mark.parametrize(
    ("part", "old", "new", "complaint"),
    [
        ("word/_rels/document.xml.rels", "charts/chart1.xml", "charts/chart9.xml", "points to word/charts/chart9.xml"),
        ("word/document.xml", 'Requires="wpg"', 'Requires="wpx"', "requires wpx of its reader"),
        ("word/document.xml", '<wp:docPr id="2"', '<wp:docPr id="1"', "the drawing id 1 is there 2 times"),
        ("word/charts/chart1.xml", '<c:ptCount val="3"/>', '<c:ptCount val="1"/>', "beyond the 1 that there are"),
        ("word/charts/chart1.xml", "</c:chart>", '</c:chart><c:externalData r:id="rId1" xmlns:r="R"/>', "rId1"),
    ],
)  # fmt: skip
def test_the_lint_sees_what_is_broken_in_figures(drawn, part, old, new, complaint):
    parts = read_parts(drawn())
    text = parts[part].decode()
    assert old in text
    new = new.replace('"R"', f'"{NAMES["r"]}"')
    broken = {**parts, part: text.replace(old, new, 1).encode()}
    roots, malformed = parse_parts(broken)
    assert malformed == ()
    assert [told for told in lint(broken, roots) if complaint in told]
