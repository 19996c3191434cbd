"""Whatever text a profile admits comes back from a cell exactly as it went in."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.scalar import clean_text
from pipeline.model.sheet import CellValue

ALPHABET = st.characters(codec="utf-8")
MARKUP = st.sampled_from(
    ["_x000D_", "_x005F_", "_x0041", "_", "<r>", "</r>", "<t>", "&amp;", "=", "'", "\n", "😀", "{{ x }}"]
)
TEXTS = st.one_of(st.text(ALPHABET), st.lists(st.one_of(MARKUP, st.text(ALPHABET, max_size=3))).map("".join))


def answers_of(content: bytes) -> list[CellValue]:
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert findings == ()
    return [workbook.grids[1].cells.get((row, 5)) for row in range(5, 40)]


@pytest.fixture(scope="module")
def written_and_read(form_module):
    make_form, make_line = form_module

    def through(texts):
        lines = [make_line(answer=text) for text in texts]
        return answers_of(write_form(make_form(*lines, tables=())))[: len(texts)]

    return through


HARD = [
    "_x000D_",
    "_x005F_",
    "_x005F_x0041_",
    "_x0041_x0041_x0041_",
    "_x005f_x005F_x0041_",
    "<r>R&D</r>",
    "<r><t>a</t></r>",
    "<r>_x0041_x0042_</r>",
    "=1+1",
    "=cmd|' /C calc'!A1",
    "+1",
    "@x",
    "'quoted",
    "{=1}",
    "http://example.org",
    "internal:Start!A1",
    "a\n\nb",
    "a\tb",
    "a  b",
    "\u00a0a\u00a0",
    "\ufeffa",
    "#REF!",
    "TRUE",
    "007",
    "2.10",
    "1e5",
    "😀" * 16383 + "x",
    "x" * 32767,
    "</t></si><si><t>",
    "]]>",
    "מזהה \u200f١٢",
    "e\u0301",
]


def test_hard_texts_come_back(written_and_read):
    assert written_and_read(HARD) == HARD


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS.map(clean_text).filter(bool), min_size=1, max_size=20))
@example(["_x005F_x0041_"])
def test_any_admissible_text_comes_back(written_and_read, texts):
    assert written_and_read(texts) == texts
