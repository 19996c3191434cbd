"""Fields as Word writes them: in one element, in runs, in one another, without a result, cut off."""

import pytest
from lxml import etree

from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_markup import W, qn

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def paragraph(content: str):
    return etree.fromstring(f'<w:p xmlns:w="{W}">{content}</w:p>')


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def said(text: str, looks: str = "") -> str:
    return f"<w:r>{looks}<w:t>{text}</w:t></w:r>"


def text_of(element) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("t")))


def test_an_instruction_may_be_split_over_runs():
    (one,) = fields_of(paragraph(BEGIN + code(" PAGE") + code("REF _Toc1 \\h ") + SEPARATE + said("3") + END))
    assert (one.kind, one.argument) == ("PAGEREF", "_Toc1")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        pytest.param(BEGIN + code(" PAGEREF a ") + SEPARATE + said("3") + END, "7", id="in runs"),
        pytest.param(BEGIN + code(" PAGEREF a ") + SEPARATE + said("1") + said("2") + END, "7", id="a split result"),
        pytest.param(BEGIN + code(" PAGEREF a ") + SEPARATE + END, "7", id="an empty result"),
        pytest.param(BEGIN + code(" PAGEREF a ") + END, "7", id="no result"),
        pytest.param('<w:fldSimple w:instr=" PAGEREF a "><w:r><w:t>3</w:t></w:r></w:fldSimple>', "7", id="simple"),
        pytest.param('<w:fldSimple w:instr=" PAGEREF a "/>', "7", id="simple and empty"),
        pytest.param(
            BEGIN + code(" PAGEREF a ") + SEPARATE + BEGIN + code(" X ") + SEPARATE + said("3") + END + END,
            "3",
            id="another field in its result stays",
        ),
    ],
)
def test_a_result_is_put_in_its_place(content, shown):
    whole = paragraph(said("see page ") + content + said(" below"))
    fields_of(whole)[0].set_result("7")
    assert text_of(whole) == f"see page {shown} below"
    fields_of(whole)[0].set_result("7")
    assert text_of(whole) == f"see page {shown} below"


def test_the_first_run_of_the_result_keeps_its_looks():
    whole = paragraph(BEGIN + code(" PAGEREF a ") + SEPARATE + said("3", "<w:rPr><w:b/></w:rPr>") + END)
    fields_of(whole)[0].set_result("12")
    (shown,) = (run for run in whole.iter(qn("r")) if run.find(qn("t")) is not None)
    assert text_of(shown) == "12"
    assert shown.find(f"{qn('rPr')}/{qn('b')}") is not None


def test_a_result_over_several_paragraphs_stays():
    whole = etree.fromstring(
        f'<w:body xmlns:w="{W}"><w:p>{BEGIN}{code(" PAGEREF a ")}{SEPARATE}{said("3")}</w:p><w:p>{END}</w:p></w:body>'
    )
    fields_of(whole)[0].set_result("7")
    assert text_of(whole) == "3"


@pytest.mark.parametrize("content", [BEGIN + code(" PAGE "), SEPARATE + END, END, said("PAGE"), code("PAGE")])
def test_what_does_not_begin_or_end_is_no_field(content):
    assert fields_of(paragraph(content)) == ()


def test_a_field_without_an_instruction_is_of_no_kind():
    (one,) = fields_of(paragraph(BEGIN + SEPARATE + END))
    assert (one.kind, one.argument, list(one.between(qn("t")))) == ("", "", [])
