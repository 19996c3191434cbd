"""Model cards and JSON files as bytes: what is read, and that nothing hostile or broken is more than a finding."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.card_file import SIZE_LIMIT, read_card, read_json
from pipeline.formats.plain_value import DEEPEST, MOST_VALUES
from pipeline.model.card import Leaf


def leaves(head: str) -> list[tuple[tuple[str | int, ...], object]]:
    card, told = read_card("README.md", f"---\n{head}\n---\ntext".encode())
    assert card is not None
    assert told == ()
    return [(leaf.path, leaf.value) for leaf in card.leaves]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("name: x", [(("name",), "x")]),
        ("version: 1.10", [(("version",), Decimal("1.10"))]),
        ("version: '1.10'", [(("version",), "1.10")]),
        ("count: 12", [(("count",), 12)]),
        ("count: 0123", [(("count",), "0123")]),
        ("minutes: 1:30", [(("minutes",), "1:30")]),
        ("language: no", [(("language",), "no")]),
        ("gated: true", [(("gated",), True)]),
        ("day: 2026-11-23", [(("day",), "2026-11-23")]),
        ("license:", [(("license",), None)]),
        ("license: {}", [(("license",), None)]),
        ("tags: []", [(("tags",), None)]),
        ("tags: [a, b]", [(("tags", 0), "a"), (("tags", 1), "b")]),
        ("a:\n- b: 1\n  c: 2\n- 3", [(("a", 0, "b"), 1), (("a", 0, "c"), 2), (("a", 1), 3)]),
        ("a: &mark x", [(("a",), "x")]),
        ("# a comment alone", []),
    ],
)
def test_metadata_is_read_as_it_is_spelled(head, expected):
    assert leaves(head) == expected


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "aliases"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("a: !!timestamp 2026-11-23", "tags"),
        ("a: " + "[" * 5_000, "nesting|levels deep"),
        ("a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "levels deep"),
        ("a: " + "{b:" + " {b:" * 5_000, "levels deep"),
        ("a: [" + "1," * (MOST_VALUES + 1) + "]", "values"),
        ("a: 1\na: 2", 'the key "a" stands twice'),
        ("a: b: c", "line 2"),
        ("a: 'open", "line"),
        ("? [a]\n: b", "a key is no plain word"),
        ("- a\n- b", "it holds no keys"),
        ("only words", "it holds no keys"),
        ("a: \x01", "special characters|control characters|not allowed"),
    ],
)
def test_metadata_that_cannot_be_used_is_told_and_kept_as_text(head, why):
    card, (told,) = read_card("README.md", f"---\n{head}\n---\n# Uses\n\nFor tests.".encode())
    assert told.code == "INT059"
    assert any(part in told.message for part in why.split("|"))
    assert card is not None
    assert (card.leaves, card.unread.strip()) == ((), head)
    assert [passage.heading for passage in card.passages] == ["Uses"]


def test_metadata_without_an_end_is_read_as_text():
    card, (told,) = read_card("README.md", b"---\nname: x\n\n# Uses\n\nFor tests.\n")
    assert told.code == "INT059"
    assert card is not None
    assert [block.text for passage in card.passages for block in passage.blocks] == ["name: x", "For tests."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "it is empty"),
        (b"# a\0b", "NUL"),
        ("# Größe".encode("latin-1"), "UTF-8"),
        (b"\xff\xfe\xd8", "UTF-8"),
        (b"# a\n" * (SIZE_LIMIT // 4 + 1), "5 MB"),
        (b"word " * 3_000, "a line is longer"),
        (b"words\n" * 60_000, "its text is longer"),
        (b"# a\n" * 3_000, "2,000 headings"),
        (b"[a\n" * 3_000, "2,000 brackets"),
        (b">" * 500 + b" a", "too deep"),
        (b"".join(b"  " * level + b"- a\n" for level in range(200)), "too deep"),
    ],
)
def test_a_card_that_cannot_be_used_is_one_finding(content, why):
    card, (told,) = read_card("README.md", content)
    assert card is None
    assert (told.code, told.at.file) == ("INT058", "README.md")
    assert why in told.message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"{", "Expecting property name"),
        (b"[]", "one system is one object"),
        (b'"x"', "one system is one object"),
        (b"{}", "it is empty"),
        (b'{"a": 1, "a": 2}', 'the key "a" stands twice'),
        (b'{"a": ' + b"[" * 100_000, "too deep"),
        (b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}", "levels deep"),
        (b'{"a": [' + b"1," * MOST_VALUES + b"1]}", "values"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "digits"),
        (b'{"a": "\0"}', "NUL"),
        (b'{"a": "' + b"x" * SIZE_LIMIT + b'"}', "5 MB"),
        ('{"a": "ö"}'.encode("latin-1"), "UTF-8"),
    ],
)
def test_a_json_file_that_cannot_be_used_is_one_finding(content, why):
    card, (told,) = read_json("entry.json", content)
    assert card is None
    assert told.code == "INT058"
    assert why in told.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_source_is_read_in_the_encodings_that_say_which_they_are(encoding):
    card, _ = read_card("README.md", "# Größe".encode(encoding))
    assert card is not None
    assert card.passages[0].heading == "Größe"
    entry, _ = read_json("entry.json", '{"name": "Größe"}'.encode(encoding))
    assert entry is not None
    assert entry.leaves == (Leaf(("name",), "Größe"),)


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("1.10", Decimal("1.10")),
        ("1e3", Decimal("1e3")),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("12", 12),
        ("null", None),
        ("[]", None),
        ("{}", None),
    ],
)
def test_figures_of_json_keep_their_spelling(spelled, value):
    card, told = read_json("entry.json", f'{{"a": {spelled}}}'.encode())
    assert card is not None
    assert (card.leaves, told) == ((Leaf(("a",), value),), ())


_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), _DATA, min_size=1, max_size=4))
def test_every_value_of_json_is_found_at_its_path(data):
    card, told = read_json("entry.json", json.dumps(data).encode())
    if card is None:
        assert any("NUL" in each.message for each in told)
        return
    for leaf in card.leaves:
        node = data
        for step in leaf.path:
            node = node[step]
        assert node == leaf.value or (leaf.value is None and not node)


@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    for read in (read_card, read_json):
        card, told = read("x", content)
        assert card is not None or told


@given(st.text(alphabet="-*#>`[]()!<>{}:&| \n\tab1.\"'~\\", max_size=200))
def test_no_markdown_raises(text):
    for content in (text, f"---\n{text}\n---\n"):
        card, told = read_card("x", content.encode())
        assert card is not None or told
