"""The condition language: what it reads, what it refuses, and which facts a condition names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.condition import (
    All,
    Any,
    Compare,
    Comparison,
    Condition,
    ConditionError,
    Known,
    Literal,
    Not,
    Path,
    parse_condition,
    paths_in,
)

X, Y, Z = Path("x"), Path("y"), Path("z")

READ: list[tuple[str, Condition]] = [
    ("true", Literal(value=True)),
    ("false", Literal(value=False)),
    ("x", X),
    ("law.annex_i", Path("law.annex_i")),
    ("a.b.c.d", Path("a.b.c.d")),
    ("not x", Not(X)),
    ("not not x", Not(Not(X))),
    ("x and y and z", All((X, Y, Z))),
    ("x or y", Any((X, Y))),
    ("x or y and z", Any((X, All((Y, Z))))),
    ("(x or y) and z", All((Any((X, Y)), Z))),
    ("not x and y", All((Not(X), Y))),
    ("not (x and y)", Not(All((X, Y)))),
    ("known(a.b)", Known(Path("a.b"))),
    ("not known(x)", Not(Known(X))),
    ("known(known)", Known(Path("known"))),
    ('x == "a"', Compare(X, Comparison.EQUAL, Literal("a"))),
    ("x == 'a'", Compare(X, Comparison.EQUAL, Literal("a"))),
    ('"a" == x', Compare(Literal("a"), Comparison.EQUAL, X)),
    ("x == y", Compare(X, Comparison.EQUAL, Y)),
    ("x != true", Compare(X, Comparison.UNEQUAL, Literal(value=True))),
    ("x < 5", Compare(X, Comparison.LESS, Literal(5))),
    ("x <= 0.5", Compare(X, Comparison.AT_MOST, Literal(0.5))),
    ("x > -5", Compare(X, Comparison.GREATER, Literal(-5))),
    ("x >= -0.5", Compare(X, Comparison.AT_LEAST, Literal(-0.5))),
    ('x > "2026-11-23"', Compare(X, Comparison.GREATER, Literal("2026-11-23"))),
    ('"1a" in x', Compare(Literal("1a"), Comparison.IN, X)),
    ('x in ["a", 1, -2, true]', Compare(X, Comparison.IN, Literal(("a", 1, -2, True)))),
    ("x not in []", Compare(X, Comparison.NOT_IN, Literal(()))),
    ("x != []", Compare(X, Comparison.UNEQUAL, Literal(()))),
    ('x == "a" and not known(y)', All((Compare(X, Comparison.EQUAL, Literal("a")), Not(Known(Y))))),
    # Names that mean something to Python mean nothing here: they are paths under which no fact stands.
    ("__import__", Path("__import__")),
    ("x.__class__.__bases__", Path("x.__class__.__bases__")),
    ("null", Path("null")),
]

REFUSED = [
    # no condition at all
    *("", " ", "x y", "x;y", "x = 1", "x := 1", " x", "x\n y", "(x", "x)", "\x00", "x\x00", "\ud800", "x and", "\\"),
    # neither true nor false
    *("5", '"text"', "[]", "-1", "not 5", 'x and "y"', "x or 5", 'not (x or "")', "known(x) and 0.5"),
    # calls, and what else could run code
    *("x()", "known()", "known(x, y)", "known(path=x)", "known(*x)", "known(**x)", 'known("x")', "known(true)"),
    *("known(x == 1)", "known(known(x))", "known(x).y", "x.y()", "x().y", "x.known(y)", 'open("x")', "x.y().z == 1"),
    *("lambda: x", "lambda x: x", "(lambda: x)()", "x if y else z", "(x := y)", "await x", "(yield)", "x[0]", "x[0].y"),
    *("[x for x in y]", "{x for x in y}", "(x for x in y)", "{x: y for x in z}", "*x", "[*x] == y"),
    # text that is put together, and constants of other kinds
    *('f"{x}" == y', 'x == f"a"', 'x == b"a"', "x == 1j", "x == ...", "True", "False", "None", "x == None"),
    *("x == (1, 2)", "x in {1}", "x in {}", "x == [[1]]", "x in [y]", "x in [known(y)]", 'x == ["a", [1]]'),
    # arithmetic and other operators
    *("x + 1", "x == y + 1", "-x", "x == -y", '-"a" == x', "x == -true", "x == -True", "+1 == x", "~x", "x ** 2"),
    *("x & y", "x @ y", "x is y", "x is not true"),
    # comparisons in a chain, and comparisons of comparisons
    *("1 < x < 3", "x == y == z", "(x == y) == z", "x == (y and z)", "x == (not y)", "known(x) == true", "x in y in z"),
]


@pytest.mark.parametrize(("text", "condition"), READ, ids=[text for text, _ in READ])
def test_a_condition_is_read(text: str, condition: Condition) -> None:
    assert parse_condition(text) == condition


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_is_not_in_the_language_is_refused_by_name(text: str) -> None:
    with pytest.raises(ConditionError) as refusal:
        parse_condition(text)
    assert repr(text) in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["not " * 3000 + "x", "not " * 50_000 + "x", "(" * 500 + "x" + ")" * 500, "x" + ".y" * 50_000, "-" * 9000 + "1"],
    ids=["not-deep", "not-deeper", "brackets", "attributes", "minus"],
)
def test_a_condition_too_deep_to_read_is_refused_and_breaks_nothing(text: str) -> None:
    with pytest.raises(ConditionError):
        parse_condition(text)


@given(st.text() | st.text(alphabet='xy.()[]"=!<>andortknwi 1-,'))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ConditionError:
        return
    assert all(path.strip(".") == path != "" for path in paths_in(condition))


def test_equal_texts_give_the_same_condition() -> None:
    assert parse_condition("x and y") is parse_condition("x and y")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("true", ()),
        ("x", ("x",)),
        ("known(a.b)", ("a.b",)),
        ('x == "a" or not y', ("x", "y")),
        ("y < z and (x or y)", ("y", "z", "x")),
        ('"1a" in law.annex_iii_point', ("law.annex_iii_point",)),
        ("x and x and not known(x)", ("x",)),
    ],
)
def test_a_condition_names_the_facts_that_it_reads_each_once(text: str, paths: tuple[str, ...]) -> None:
    assert paths_in(parse_condition(text)) == paths
