"""Markdown as plain text: what a reader sees of it, without marks and without HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.markdown_text import read_markdown, without_html
from pipeline.model.card import Block, text_below


def plain(text: str) -> str:
    return "\n=\n".join(text_below(passage.blocks) for passage in read_markdown(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("*one* **two** `three`", "one two three"),
        ("a [guide](https://x.example/y)", "a guide (https://x.example/y)"),
        ("<https://x.example>", "https://x.example"),
        ("<a@x.example>", "a@x.example"),
        ("[below](#uses)", "below"),
        ("[**bold** word](https://x.example)", "bold word (https://x.example)"),
        ("[two\nlines](https://x.example)", "two lines (https://x.example)"),
        ("see [it][1]\n\n[1]: https://x.example", "see it (https://x.example)"),
        ("![chart](a.png)", "chart (a.png)"),
        ("![chart](data:image/png;base64,AAAA)", "chart"),
        ("- a\n- b", "- a\n- b"),
        ("* a\n  * b\n* c", "- a\n  - b\n- c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("text\n\n- a\n\nmore", "text\n\n- a\n\nmore"),
        ("- a\n\n  more", "- a\n  more"),
        ("> said", "said"),
        ("```py\nx = 1\n\ny\n```", "x = 1\n\ny"),
        ("| A | B |\n|---|---|\n| 1 | **2** |", "A | B\n1 | 2"),
        ("a <b>bold</b> word<br>more", "a bold word\nmore"),
        ("<div>one<br>two</div>", "one\ntwo"),
        ("<p>R&amp;D</p>", "R&D"),
        ("<!-- a note -->\ntext", "text"),
        ("a <!-- note --> b", "a  b"),
        ("<!-- without end\ntext", "without end\ntext"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("a --- b\n\n---\n\nc", "a --- b\n\nc"),
    ],
)
def test_text_is_what_a_reader_sees(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Developed by:** us", [Block("us", "Developed by")]),
        ("**Developed by**: us", [Block("us", "Developed by")]),
        ("- **A:** x\n- **B:** y", [Block("x", "A", is_item=True), Block("y", "B", is_item=True)]),
        ("**A:** x\n**B:** y\nmore", [Block("x", "A"), Block("y more", "B")]),
        ("- **A:** x\n  - one\n  - two", [Block("x\n  - one\n  - two", "A", is_item=True)]),
        ("- **A:** x\n- y", [Block("x", "A", is_item=True), Block("- y", is_item=True)]),
        ("- a\n  - **B:** c", [Block("- a", is_item=True), Block("  - B: c", is_item=True)]),
        ("**A sentence in bold.** More.", [Block("A sentence in bold. More.")]),
        ("**A:**", [Block("", "A")]),
        ("a **B:** c", [Block("a B: c")]),
    ],
)
def test_words_in_bold_before_a_colon_are_a_label(text, expected):
    (passage,) = read_markdown(text)
    assert list(passage.blocks) == expected


def test_passages_stand_under_their_headings():
    passages = read_markdown("before\n\n# A *b*\n\none\n\nC\n-\n\n### D\ntwo\n\n> # no heading\n")
    assert [(each.level, each.heading, text_below(each.blocks)) for each in passages] == [
        (0, "", "before"),
        (1, "A b", "one"),
        (2, "C", ""),
        (3, "D", "two\n\nno heading"),
    ]


@given(st.text(alphabet="<>!-/ab \n", max_size=80))
def test_no_comment_and_no_tag_is_left(text):
    assert not any(sign in without_html(text) for sign in ("<a>", "<b>", "</a>", "<!--a-->"))


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=1, max_size=12))
def test_no_word_is_lost_whatever_it_stands_in(words):
    shapes = ["{}", "- {}", "> {}", "**{}**", "1. {}", "| {} |\n|---|", "<p>{}</p>", "# {}", "**{}:** x", "`{}`"]
    text = "\n\n".join(shapes[place % len(shapes)].format(word) for place, word in enumerate(words))
    found = " ".join(
        part for passage in read_markdown(text) for part in (passage.heading, *(b.line for b in passage.blocks))
    )
    assert [word for word in found.replace(":", " ").split() if word in words] == words
