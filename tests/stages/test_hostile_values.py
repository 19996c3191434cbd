"""Whatever a person types reaches the document as text: never lost without a word, never carried out."""

import pytest

from pipeline.model.scalar import TEXT_LIMIT
from tests.documents import printed
from tests.samples import look_up, with_answer
from tests.workbooks import admit_form, form_bytes, with_text

PLACEHOLDER = "Placeholder for what a person types"

# What stands in the file of the workbook, what the document prints, and what is told about it.
HOSTILE = {
    "markup": ("R&amp;D &lt;x&gt; &amp;amp; &lt;/w:t&gt;", "R&D <x> &amp; </w:t>", []),
    "expression": ("{{ 7*7 }}", "{{ 7*7 }}", []),
    "statement": ("{% for i in range(9) %}x{% endfor %}", "{% for i in range(9) %}x{% endfor %}", []),
    "comment": ("a {# not seen #} b", "a {# not seen #} b", []),
    "paragraph tag": ("{%p if false %} {{r document }}", "{%p if false %} {{r document }}", []),
    "signs of docxtpl": ("{_{ x }_} {_% x %_}", "{_{ x }_} {_% x %_}", []),
    "attribute": ("{{ document.__class__.__mro__ }}", "{{ document.__class__.__mro__ }}", []),
    "end of CDATA": ("a ]]&gt; b &lt;![CDATA[", "a ]]> b <![CDATA[", []),
    "vertical tab": ("a_x000B_b", "a b", []),
    "bell": ("a_x0007_b", "ab", ["INT019"]),
    "escaped escape": ("a_x005F_x000B_b", "a_x000B_b", []),
    "lone surrogate": ("a_xD83D_b", "a\ufffdb", ["INT019"]),
    "sign of a gap": ("a\ufdd00\ufdd1b", "a0b", ["INT019"]),
    "right to left override": ("a\u202egpj.exe", "agpj.exe", ["INT019"]),
    "right to left": ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd", []),
    "astral": ("\U0001d518 \U0001f469\u200d\U0001f52c", "\U0001d518 \U0001f469\u200d\U0001f52c", []),
    "quotes": ("&quot;a&quot; 'b' `c` $(d)", "\"a\" 'b' `c` $(d)", []),
    "formula": ("=HYPERLINK(&quot;x&quot;)", '=HYPERLINK("x")', []),
    "marker": ("[MISSING · question 1.1]", "[MISSING · question 1.1]", []),
}


@pytest.fixture(scope="module")
def form(catalogue, complete) -> bytes:
    """Return a form with the placeholder where hostile text will stand."""
    intake = with_answer(complete, "purpose.intended_purpose", PLACEHOLDER)
    intake = with_answer(intake, "risk.risks[RI-01].hazard", PLACEHOLDER)
    return form_bytes(catalogue, with_answer(intake, "system.name", PLACEHOLDER), with_organisation=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_reaches_the_document_as_text(form, catalogue, complete, organisation, name):
    markup, expected, codes = HOSTILE[name]
    intake = admit_form(with_text(form, PLACEHOLDER, markup), catalogue, organisation)
    document = printed(intake, "instructions-for-use", catalogue)
    # As prose in its paragraph, in a cell of a table, on the cover, and in the properties of the file.
    assert expected in document.lines
    assert document.lines.count(expected) >= 3
    assert document.document.core_properties.title == f"Instructions for use: {expected}"
    # Whatever stood around it still does.
    for path in ("purpose.context", "purpose.conditions", "performance.capabilities", "logging.deployer_access"):
        assert " ".join(look_up(complete.values, path).split()) in document.text
    others = [told.code for told in intake.findings if told.code != "INT037"]
    assert others == codes * 3


def test_line_breaks_of_prose_are_kept_and_those_of_a_name_become_blanks(form, catalogue, organisation):
    intake = admit_form(with_text(form, PLACEHOLDER, "one&#10;two_x000D_&#10;three"), catalogue, organisation)
    document = printed(intake, "instructions-for-use", catalogue)
    paragraphs = [part.text for part in document.document.paragraphs]
    assert "one\ntwo\nthree" in paragraphs
    assert document.document.core_properties.title == "Instructions for use: one two three"
    assert [told.code for told in intake.findings] == ["INT037"]


def test_the_longest_text_of_a_cell_is_printed_whole(catalogue, complete, organisation):
    longest = ("word " * TEXT_LIMIT)[: TEXT_LIMIT - 1] + "."
    content = form_bytes(catalogue, with_answer(complete, "purpose.intended_purpose", longest))
    intake = admit_form(content, catalogue, organisation)
    assert look_up(intake.values, "purpose.intended_purpose") == longest
    assert longest in printed(intake, "instructions-for-use", catalogue).lines


def test_a_value_that_would_be_a_tag_is_never_carried_out(catalogue, complete):
    """49 and the secret stand nowhere, whatever the tag is put into."""
    intake = complete
    tag = "{{ 7*7 }}{{ [].__class__ }}"
    for path in ("system.name", "system.version", "organisation.name", "purpose.context", "system.reference"):
        intake = with_answer(intake, path, tag)
    for name in ("annex-iv", "instructions-for-use", "declaration-of-conformity"):
        document = printed(intake, name, catalogue)
        assert tag in document.text
        assert "49<" not in document.text
        assert "49[" not in document.text
        assert "<class" not in document.text
