"""Tracked changes as they read, accepted and rejected."""

from collections.abc import Mapping

import pytest
from lxml import etree

from pipeline.formats.docx_markup import Element, W
from pipeline.formats.docx_tracked import accepted, rejected

CASES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "a word put in": ("<w:p>{the}<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", ("thenew",), ("the",)),
    "a word taken out": ("<w:p>{the}<w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", ("the",), ("theold",)),
    "a word put in within a link": (
        "<w:p><w:hyperlink><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:hyperlink>{the}</w:p>",
        ("newthe",),
        ("the",),
    ),
    "a word moved": (
        "<w:p><w:moveFrom><w:r><w:t>one</w:t></w:r></w:moveFrom>{the}<w:moveTo><w:r><w:t>one</w:t></w:r></w:moveTo></w:p>",
        ("theone",),
        ("onethe",),
    ),
    "a paragraph put in": (
        "<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p><w:p>{the}</w:p>",
        ("new", "the"),
        ("the",),
    ),
    "a paragraph taken out": (
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
            "<w:p>{the}</w:p>"
        ),
        ("the",),
        ("old", "the"),
    ),
    "two paragraphs that become one": (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{the}</w:p><w:p><w:pPr/><w:r><w:t> end</w:t></w:r></w:p>",
        ("the end",),
        ("the", "end"),
    ),
    "a row put in": (
        (
            "<w:tbl><w:tr><w:tc><w:p>{the}</w:p></w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p><w:ins><w:r>"
            "<w:t>new</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>"
        ),
        ("the", "new"),
        ("the",),
    ),
    "a cell taken out": (
        (
            "<w:tbl><w:tr><w:tc><w:p>{the}</w:p></w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>old</w:t></w:r>"
            "</w:p></w:tc></w:tr></w:tbl>"
        ),
        ("the",),
        ("the", "old"),
    ),
    "a tab, a break and the stop of a tab": (
        (
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{the}<w:r><w:tab/><w:t>end</w:t><w:br/><w:t>a</w:t>"
            "<w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>"
        ),
        ("the end a‑b",),
        ("the end a‑b",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_reads_as_it_does_in_word_when_it_is_accepted_and_when_it_is_rejected(name: str) -> None:
    body, new, old = CASES[name]
    roots = _document(body.replace("{the}", "<w:r><w:t>the</w:t></w:r>"))
    before = etree.tostring(roots["word/document.xml"])
    assert (accepted(roots).body, rejected(roots).body) == (new, old)
    assert etree.tostring(roots["word/document.xml"]) == before


def _document(body: str) -> dict[str, Element]:
    return {"word/document.xml": etree.fromstring(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')}
