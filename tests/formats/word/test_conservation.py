"""No character of an answer is lost, wherever in a document it is printed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.context import Gap, View
from pipeline.model.scalar import clean_text
from tests.formats.word.contexts import firm_context
from tests.formats.word.firm import box, control, firm_template, p, row, table

TAG = "[{{ document.title }}]"
TEMPLATE = firm_template(
    "".join(
        (
            p(TAG),
            p(TAG, properties="<w:b/>"),
            p("[{{r document.title }}]"),
            box(p(TAG)),
            control(p(TAG)),
            p("{%p for name in lists.voluntary %}"),
            p("[{{ name }}]"),
            p("{%p endfor %}"),
            p("[{{ lists.voluntary|join('; ') }}]"),
            table(row("{%tr for one in data.data_sets %}"), row("[{{ one.name }}]"), row("{%tr endfor %}"), columns=1),
            p("{{ data.gap }}"),
        )
    ),
    header=p(TAG),
    footer=p(TAG),
    footnote=p(TAG),
    endnote=p(TAG),
    chart=f"<a:r><a:t>{TAG}</a:t></a:r>",
)
PRINTED = {
    "word/document.xml": 7,
    "word/header1.xml": 1,
    "word/footer1.xml": 1,
    "word/footnotes.xml": 1,
    "word/endnotes.xml": 1,
    "word/charts/chart1.xml": 1,
}
"""How often the value stands in each part."""

SIGNS = st.sampled_from(
    "{}%#_<>&\"'`=\\/|~\n\t\r \x0b\x0c\x85\u00a0\u2028\u200f\u202e\ufeff\ufdd0\ufdd1\ufffe\U0001f600é"
)
TEXTS = st.text(st.characters() | SIGNS, min_size=1, max_size=80)


def text_of(root: Element) -> str:
    """Return text with its breaks and tabs, and a sign that no text holds before each paragraph."""
    said = {qn("br"): "\n", qn("tab"): "\t", qn("p"): "\0"}
    pieces = (
        said.get(str(node.tag), node.text or "" if str(node.tag).endswith(("}t", "}v")) else "") for node in root.iter()
    )
    return "".join(pieces)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=TEXTS, other=TEXTS)
def test_no_character_is_lost_in_body_tables_boxes_headers_notes_charts_or_comments(raw, other):
    value, second = clean_text(raw) or "-", clean_text(other) or "-"
    gap = Gap(2, "data.gap", "[MISSING]", f"{value}|{second}")
    rows = (View({"name": value}),)
    context = firm_context(value, (value, second), gaps=(gap,))
    context = replace(context, values={**context.values, "data": View({"gap": gap, "data_sets": rows})})
    document = render(TEMPLATE, context)
    roots, broken = parse_parts(read_parts(document))
    assert broken == ()
    for part, times in PRINTED.items():
        text = text_of(roots[part])
        assert text.count(f"[{value}]") >= times, part
    assert f"[{second}]" in text_of(roots["word/document.xml"])
    assert f"[{value}; {second}]" in text_of(roots["word/document.xml"])
    comments = "\n".join(text_of(paragraph) for paragraph in roots["word/comments.xml"].iter(qn("p")))
    assert comments.replace("\0", "") == gap.comment
    assert check_document(document, context) == ()
