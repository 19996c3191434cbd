"""Hostile tags: each is refused when the template is read, wherever it stands, and stopped where nobody read it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import TemplateError, render, render_unread
from pipeline.formats.template_reader import MOST_TAGS, read_template
from pipeline.formats.template_syntax import RefusedTagError
from pipeline.model.context import View
from pipeline.model.finding import Severity
from tests.formats.word.contexts import firm_context
from tests.formats.word.firm import W, box, cell, control, firm_template, p, row, table, with_text

PAYLOADS = tomllib.loads(Path(__file__).with_name("payloads.toml").read_text("utf-8"))["payload"]
GROWING = {
    "a text without end": ("{{ '" + "A" * 300 + "' }}", "TPL023"),
    "a tag without end": ("{{ " + "a." * 300 + "b }}", "TPL023"),
    "brackets within brackets": ("{{ " + "(" * 240 + "a" + ")" * 240 + " }}", "TPL014"),
    "blocks within blocks": ("{% if sections.data.shown %}" * 30 + "{% endif %}" * 30, "TPL014"),
    "tags without end": ("{{ document.title }}" * (MOST_TAGS + 1), "TPL028"),
}
PLACES: dict[str, Callable[[str], bytes]] = {
    "body": lambda tag: firm_template(p(tag)),
    "table": lambda tag: firm_template(table(row("a", cell(tag)), columns=2)),
    "text box": lambda tag: firm_template(box(p(tag))),
    "content control": lambda tag: firm_template(control(p(tag))),
    "header": lambda tag: firm_template(header=p(tag)),
    "footer": lambda tag: firm_template(footer=p(tag)),
    "footnote": lambda tag: firm_template(footnote=p(tag)),
    "endnote": lambda tag: firm_template(endnote=p(tag)),
    "chart": lambda tag: firm_template(chart=f"<a:r><a:t>{tag}</a:t></a:r>"),
}
IN_A_CELL = ("{% colspan", "{% cellbg")


def codes(template: bytes) -> set[str]:
    return {found.code for found in read_template(template, "t.docx").findings}


def test_there_are_a_hundred_payloads_and_more_and_both_walls_stop_that_many():
    assert len({payload["tag"] for payload in PAYLOADS}) == len(PAYLOADS) >= 170
    assert sum(payload.get("stopped", True) for payload in PAYLOADS) >= 150


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload["tag"])
def test_a_hostile_tag_is_refused_by_name_wherever_it_stands(payload):
    for place, made in PLACES.items():
        reading = read_template(made(escape(payload["tag"])), "t.docx")
        of_code = [found for found in reading.findings if found.code == payload["code"]]
        if payload["tag"].startswith(IN_A_CELL) and place == "table":
            assert reading.findings, place
            continue
        assert of_code, place
        assert of_code[0].severity is Severity.ERROR
        assert reading.names == ()
        spot = reading.spots[reading.findings.index(of_code[0])]
        assert spot.excerpt, place
        assert spot.where == (place if place in {"header", "footer", "footnote", "endnote", "chart"} else "body")
        assert bool(spot.cell) == (place == "table")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload["tag"])
def test_a_hostile_tag_is_never_rendered(payload):
    template = firm_template(p(escape(payload["tag"])))
    with pytest.raises(TemplateError, match="The template is refused"):
        render(template, firm_context())


@pytest.mark.parametrize(
    "payload", [payload for payload in PAYLOADS if payload.get("stopped", True)], ids=lambda payload: payload["tag"]
)
def test_the_second_wall_stops_a_hostile_tag_that_nobody_read(payload):
    for place in ("body", "footnote", "chart"):
        with pytest.raises(TemplateError):
            render_unread(PLACES[place](escape(payload["tag"])), firm_context())


@pytest.mark.parametrize(
    "payload", [payload for payload in PAYLOADS if not payload.get("stopped", True)], ids=lambda payload: payload["tag"]
)
def test_what_the_second_wall_lets_through_prints_no_more_than_the_context_holds(payload):
    plain = len(read_parts(render_unread(firm_template(p("x")), firm_context()))["word/document.xml"])
    made = read_parts(render_unread(firm_template(p(escape(payload["tag"]))), firm_context()))["word/document.xml"]
    assert len(made) < plain + 400
    assert b"__" not in made


@pytest.mark.parametrize(("tag", "code"), GROWING.values(), ids=GROWING)
def test_what_would_grow_without_end_is_refused_before_anything_is_rendered(tag, code):
    assert code in codes(firm_template(p(tag)))


@pytest.mark.parametrize("part", ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"])
def test_a_tag_in_the_properties_is_refused_and_named(part):
    properties = b'<a xmlns="x"><property name="Client"><b>{{ cycler.__init__ }}</b></property></a>'
    template = firm_template(more={part: properties, **_typed(part)})
    (found,) = (found for found in read_template(template, "t.docx").findings if found.code == "TPL011")
    assert "Client" in found.message
    assert found.at.part == part
    with pytest.raises(TemplateError, match="the property Client holds a tag"):
        render(template, firm_context())


def _typed(part: str) -> dict[str, bytes]:
    types = read_parts(firm_template())["[Content_Types].xml"].decode()
    kind = '<Override PartName="/docProps/custom.xml" ContentType="application/xml"/>'
    return {"[Content_Types].xml": types.replace("</Types>", f"{kind}</Types>").encode()} if "custom" in part else {}


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("<w:p><w:r><w:instrText>{{ document.title }}</w:instrText></w:r></w:p>", "a field"),
        ('<w:p><w:del w:id="1"><w:r><w:delText>{{ document.title }}</w:delText></w:r></w:del></w:p>', "deleted text"),
        ('<w:p><w:bookmarkStart w:id="3" w:name="{{ document.title }}"/></w:p>', "the attribute name"),
        ('<w:p><w:hyperlink w:anchor="{{ document.title }}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>', "anchor"),
        ("<w:p><!-- {{ document.title }} --></w:p>", "a remark of the markup"),
        (
            (
                '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{1}"/></w:sdtPr>'
                f"<w:sdtContent>{p('{{ document.title }}')}</w:sdtContent></w:sdt>"
            ),
            "a content control that shows what is stored elsewhere",
        ),
    ],
)
def test_a_tag_where_no_text_is_printed_is_refused(markup, what):
    found = next(found for found in read_template(firm_template(markup), "t").findings if found.code == "TPL012")
    assert what in found.message


@pytest.mark.parametrize(
    "address", ["https://example.com/{{ document.title }}", "https://example.com/%7B%7B%20x%20%7D%7D"]
)
def test_a_tag_in_the_address_of_a_link_is_refused(address):
    links = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="{address}" TargetMode="External"/></Relationships>'
    (found,) = read_template(with_text(firm_template(), links, "</Relationships>", link), "t").findings
    assert (found.code, found.message) == (
        "TPL012",
        "a tag stands in the address of a link, where no text is printed",
    )


def test_a_tag_in_a_part_into_which_nothing_is_printed_is_refused():
    drawn = (
        b'<a:x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>{{ document.title }}</a:t></a:x>'
    )
    (found,) = read_template(firm_template(more={"word/diagrams/data1.xml": drawn}), "t").findings
    assert "the part word/diagrams/data1.xml" in found.message


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/settings.xml", '<w:docVars><w:docVar w:name="x" w:val="{{ document.title }}"/></w:docVars>'),
        (
            "word/numbering.xml",
            '<w:abstractNum><w:lvl><w:lvlText w:val="{{ document.number }}"/></w:lvl></w:abstractNum>',
        ),
        ("customXml/item1.xml", "<x>{{ document.title }}</x>"),
    ],
)
def test_a_tag_in_an_attribute_or_in_data_beside_the_document_is_refused(part, content):
    holder = f'<w:x xmlns:w="{W}">{content}</w:x>'.encode()
    assert ("TPL012", f"a tag stands in the part {part}, where no text is printed") in [
        (found.code, found.message) for found in read_template(firm_template(more={part: holder}), "t").findings
    ]


@pytest.mark.parametrize("kind", ["header", "footnotes"])
def test_a_part_is_read_as_what_the_list_of_contents_calls_it_whatever_its_name(kind):
    root = {"header": "hdr"}.get(kind, kind)
    content = f'<w:{root} xmlns:w="{W}">{p("{{ cycler.__init__ }}")}</w:{root}>'.encode()
    types = read_parts(firm_template())["[Content_Types].xml"].decode()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    named = f'<Override PartName="/word/other.bin" ContentType="{word}.{kind}+xml"/></Types>'
    typed = {"[Content_Types].xml": types.replace("</Types>", named).encode()}
    assert codes(firm_template(more={"word/other.bin": content, **typed})) == {"TPL019"}


@pytest.mark.parametrize("loops", [2, 3])
@pytest.mark.parametrize("body", ["", "{{ row0.name }}"])
def test_loops_over_loops_end_however_many_rows_there_are(loops, body):
    rows = tuple(View({"name": str(number)}) for number in range(1_000))
    heads = "".join(f"{{% for row{depth} in data.data_sets %}}" for depth in range(loops))
    template = firm_template(p(f"{heads}{body}{'{% endfor %}' * loops}"))
    assert codes(template) == set()
    with pytest.raises(TemplateError, match="its loops go round more than 100,000 times"):
        render(template, firm_context(data_sets=rows))


def test_a_part_holds_so_much_markup_and_no_more():
    rows = (View({"name": "x" * 32_767}),) * 1_000
    template = firm_template(p("{% for row in data.data_sets %}{{ row.name }}{{ row.name }}{% endfor %}"))
    with pytest.raises(TemplateError, match="it prints more than 64,000,000 characters"):
        render(template, firm_context(data_sets=rows))


def test_braces_in_a_text_of_a_tag_are_printed_as_those_of_a_value():
    made = render(firm_template(p("{{ '{' }}{{ '_{ x' }}")), firm_context())
    assert b"&#123;_&#123; x" in read_parts(made)["word/document.xml"]


def test_signs_that_mark_missing_facts_are_refused_in_the_text_of_a_template():
    template = firm_template(p("\ufdd01\ufdd1"))
    assert codes(template) == {"TPL002"}
    with pytest.raises(TemplateError, match=r"holds U\+FDD0"):
        render_unread(template, firm_context())


def test_a_tag_whose_braces_lie_in_three_paragraphs_is_refused_however_the_markup_is_laid_out():
    """docxtpl joins braces over paragraphs, and python-docx takes the blanks between them away."""
    for between in ("", "\n", "\n  "):
        template = firm_template(between.join((p("{"), p("{ cycler.__init__ }"), p("}"))))
        assert read_template(template, "t").findings
        with pytest.raises(TemplateError, match="The template is refused"):
            render(template, firm_context())


def test_markup_that_was_not_admitted_is_not_rendered_though_the_template_was_read():
    def admits(markup: str) -> None:
        raise RefusedTagError("TPL037", what=markup[:10])

    with pytest.raises(TemplateError, match="rendered otherwise than it was read"):
        render_unread(firm_template(), firm_context(), admits)


@pytest.mark.parametrize("opener", ["{{ ", "{% ", "{# ", "{"])
def test_openers_without_end_are_told_at_once(opener):
    assert codes(firm_template(p(opener * 400_000))) & {"TPL013", "TPL028", "TPL012"}
