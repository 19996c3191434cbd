"""Three-valued evaluation: unknown never counts as no, and nothing that is settled changes when more is known."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.condition import All, Compare, Comparison, Condition, Known, Literal, Not, Path, parse_condition
from pipeline.rules.condition import Any as AnyOf
from pipeline.rules.evaluate import Absent, OpenChoice, OpenSet, Verdict, evaluate

UNKNOWN, NOT_APPLICABLE = Absent.UNKNOWN, Absent.NOT_APPLICABLE


def judge(text: str, facts: Mapping[str, Any]) -> Verdict:
    return evaluate(parse_condition(text), lambda path: facts.get(path, UNKNOWN))


# ------------------------------------------------------------------ truth tables

T, F, U = True, False, None
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
NOT = {T: F, F: T, U: U}


def fact(truth: bool | None) -> Any:
    return UNKNOWN if truth is None else truth


@pytest.mark.parametrize(("operator", "table"), [("and", AND), ("or", OR)])
@pytest.mark.parametrize("pair", list(AND))
def test_and_and_or_are_those_of_kleene(
    operator: str, table: dict[tuple[bool | None, bool | None], bool | None], pair: tuple[bool | None, bool | None]
) -> None:
    verdict = judge(f"x {operator} y", {"x": fact(pair[0]), "y": fact(pair[1])})
    assert verdict.holds is table[pair]


@pytest.mark.parametrize("truth", [T, F, U])
def test_not_is_that_of_kleene(truth: bool | None) -> None:
    assert judge("not x", {"x": fact(truth)}).holds is NOT[truth]


@pytest.mark.parametrize("facts", list(product([T, F, U], repeat=3)))
def test_three_parts_are_judged_as_two_and_one(facts: tuple[bool | None, ...]) -> None:
    known = dict(zip("xyz", map(fact, facts), strict=True))
    assert judge("x and y and z", known).holds is judge("(x and y) and z", known).holds
    assert judge("x or y or z", known).holds is judge("x or (y or z)", known).holds


# ------------------------------------------------------------------ single facts

CASES: list[tuple[str, Any, bool | None]] = [
    ("true", UNKNOWN, T),
    ("false", UNKNOWN, F),
    ("x", T, T),
    ("x", F, F),
    ("x", UNKNOWN, U),
    ("x", NOT_APPLICABLE, F),
    ("x", "yes", F),
    ("known(x)", F, T),
    ("known(x)", "a", T),
    ("known(x)", UNKNOWN, F),
    ("known(x)", NOT_APPLICABLE, F),
    ("not known(x)", UNKNOWN, T),
    ('x == "a"', "a", T),
    ('x == "a"', "b", F),
    ('x == "a"', UNKNOWN, U),
    ('"a" == x', "a", T),
    ('x != "a"', "b", T),
    ('x != "a"', "a", F),
    ('x != "a"', UNKNOWN, U),
    ("x == false", F, T),
    ("x == false", UNKNOWN, U),
    ("x < 5", 4.9, T),
    ("x < 5", 5, F),
    ("x <= 5", 5, T),
    ("x > 5", 5, F),
    ("x >= 5", 5, T),
    ("x >= 5", UNKNOWN, U),
    ("5 < x", 6, T),
    ('x < "2026-11-23"', date(2026, 11, 22), T),
    ('x < "2026-11-23"', date(2026, 11, 23), F),
    ('"2026-11-23" <= x', date(2026, 11, 23), T),
    ('"2026-11-23" > x', date(2026, 11, 23), F),
    ('x == "2026-11-23"', date(2026, 11, 23), T),
    ('"2026-11-23" == x', date(2026, 11, 23), T),
    ('x != "2026-11-23"', date(2026, 11, 22), T),
    ('x in ["a", "b"]', "b", T),
    ('x in ["a", "b"]', "c", F),
    ('x in ["a", "b"]', UNKNOWN, U),
    ('x not in ["a", "b"]', "c", T),
    ('x not in ["a", "b"]', "a", F),
    ('x not in ["a", "b"]', UNKNOWN, U),
    ('"a" in x', ("a", "b"), T),
    ('"c" in x', ("a", "b"), F),
    ('"c" not in x', ("a", "b"), T),
    ('"a" in x', UNKNOWN, U),
    ('x == ["a"]', ("a",), T),
    ("x != []", ("a",), T),
    ("x", OpenChoice(frozenset({True, False})), U),
    ("known(x)", OpenChoice(frozenset({True, False})), F),
    ("x == true", OpenChoice(frozenset({True, False})), U),
    ('x == "a"', OpenChoice(frozenset({"a", "b"})), U),
    ('x == "c"', OpenChoice(frozenset({"a", "b"})), F),
    ('x != "c"', OpenChoice(frozenset({"a", "b"})), T),
    ('"c" == x', OpenChoice(frozenset({"a", "b"})), F),
    ('"a" != x', OpenChoice(frozenset({"a", "b"})), U),
    ('x in ["a", "b"]', OpenChoice(frozenset({"a", "b"})), T),
    ('x in ["a", "c"]', OpenChoice(frozenset({"a", "b"})), U),
    ('x not in ["c"]', OpenChoice(frozenset({"a", "b"})), T),
]


def named(value: object) -> str:
    """Return a value as the name of its case, the same in every process."""
    return f"one of {sorted(map(str, value.possible))}" if isinstance(value, OpenChoice) else str(value)


@pytest.mark.parametrize(
    ("text", "value", "holds"), CASES, ids=[f"{text} | {named(value)}" for text, value, _ in CASES]
)
def test_a_condition_over_one_fact(text: str, value: Any, holds: bool | None) -> None:
    assert judge(text, {"x": value}).holds is holds


@pytest.mark.parametrize("how", list(Comparison))
@pytest.mark.parametrize("flipped", [False, True])
def test_what_does_not_apply_is_known_and_satisfies_no_comparison(how: Comparison, flipped: bool) -> None:
    sides = (Literal(("a",)), Path("x")) if flipped else (Path("x"), Literal(("a",)))
    verdict = evaluate(Compare(sides[0], how, sides[1]), {"x": NOT_APPLICABLE}.__getitem__)
    assert verdict == Verdict(holds=False, reads=("x",))


def test_what_does_not_apply_settles_nothing_against_an_unknown() -> None:
    assert judge("x == y", {"x": NOT_APPLICABLE}) == Verdict(None, ("x", "y"), ("y",))


@pytest.mark.parametrize(
    ("text", "facts", "holds", "unknowns"),
    [
        ("x <= y", {"x": date(2026, 8, 2), "y": date(2026, 11, 26)}, T, ()),
        ("x <= y", {"x": date(2026, 12, 2), "y": date(2026, 11, 26)}, F, ()),
        ("x <= y", {"x": date(2026, 12, 2)}, U, ("y",)),
        ("x == y", {"x": "a", "y": OpenChoice(frozenset({"a", "b"}))}, U, ("y",)),
        ("x == y", {"x": "c", "y": OpenChoice(frozenset({"a", "b"}))}, F, ()),
        ("y != x", {"x": "c", "y": OpenChoice(frozenset({"a", "b"}))}, T, ()),
        ("x == y", {"x": OpenChoice(frozenset({"a", "c"})), "y": OpenChoice(frozenset({"a", "b"}))}, U, ("x", "y")),
        ("x == y", {"x": OpenChoice(frozenset({"c", "d"})), "y": OpenChoice(frozenset({"a", "b"}))}, F, ()),
        ("x == y", {"x": NOT_APPLICABLE, "y": OpenChoice(frozenset({"a", "b"}))}, F, ()),
    ],
)
def test_two_facts_are_compared_with_each_other(
    text: str, facts: dict[str, Any], holds: bool | None, unknowns: tuple[str, ...]
) -> None:
    verdict = judge(text, facts)
    assert (verdict.holds, verdict.unknowns) == (holds, unknowns)
    assert set(verdict.reads) == {"x", "y"}


@pytest.mark.parametrize(
    ("text", "facts", "reads", "unknowns"),
    [
        ("x and y", {"x": False}, ("x",), ()),
        ("x or y", {"y": True}, ("y",), ()),
        ("x and y", {"x": True}, ("x", "y"), ("y",)),
        ("x or y or z", {"y": False}, ("x", "y", "z"), ("x", "z")),
        ("x == y", {}, ("x", "y"), ("x", "y")),
        ("x and x", {}, ("x",), ("x",)),
        ("x == x", {}, ("x",), ("x",)),
        ("not x", {}, ("x",), ("x",)),
        ("known(x) or y", {}, ("x", "y"), ("y",)),
        ("true", {}, (), ()),
    ],
)
def test_a_verdict_names_what_it_read_and_what_leaves_it_open(
    text: str, facts: dict[str, Any], reads: tuple[str, ...], unknowns: tuple[str, ...]
) -> None:
    verdict = judge(text, facts)
    assert (verdict.reads, verdict.unknowns) == (reads, unknowns)


# ------------------------------------------------------------------ sets that may grow

SETTLED = OpenSet(frozenset({"1", "4"}))
OPEN = OpenSet(frozenset({"4"}), frozenset({"5"}), ("uses",))


def show(value: OpenSet) -> str:
    return f"{sorted(value.members)} {sorted(value.possible)}"


SETS: list[tuple[str, OpenSet, bool | None]] = [
    ('"4" in s', SETTLED, T),
    ('"5" in s', SETTLED, F),
    ('"5" not in s', SETTLED, T),
    ("s == []", OpenSet(frozenset()), T),
    ("s != []", OpenSet(frozenset()), F),
    ('s == ["1", "4"]', SETTLED, T),
    ('["4", "1"] == s', SETTLED, T),
    ('s == ["4"]', SETTLED, F),
    ('s == "4"', OpenSet(frozenset({"4"})), T),
    ('"4" in s', OPEN, T),
    ('"5" in s', OPEN, U),
    ('"5" not in s', OPEN, U),
    ('"6" in s', OPEN, F),
    ('"6" not in s', OPEN, T),
    ("s == []", OPEN, F),
    ("s != []", OPEN, T),
    ('s == ["4"]', OPEN, U),
    ('s == ["4", "5"]', OPEN, U),
    ('s == ["4", "6"]', OPEN, F),
    ('s != ["4"]', OPEN, U),
    ("s == []", OpenSet(frozenset(), frozenset({"5"}), ("uses",)), U),
]


@pytest.mark.parametrize(("text", "value", "holds"), SETS, ids=[f"{text} | {show(value)}" for text, value, _ in SETS])
def test_membership_of_a_set_that_may_grow_is_three_valued(text: str, value: OpenSet, holds: bool | None) -> None:
    verdict = judge(text, {"s": value})
    assert verdict.holds is holds
    assert verdict.reads == ("s",)
    assert verdict.unknowns == (("uses",) if holds is None else ())


# ------------------------------------------------------------------ for any condition

NAMES = ("a", "b", "c", "d")
VALUES = ("u", "v", "w")
known_values = st.sampled_from([True, False, *VALUES, NOT_APPLICABLE])
choices = st.builds(OpenChoice, st.frozensets(st.sampled_from(VALUES), min_size=2))
facts_drawn = st.fixed_dictionaries(dict.fromkeys(NAMES, st.just(UNKNOWN) | known_values | choices))
paths = st.builds(Path, st.sampled_from(NAMES))
literals = st.builds(Literal, st.sampled_from([*VALUES, True, False]))
lists = st.builds(Literal, st.lists(st.sampled_from(VALUES), max_size=2).map(tuple))
comparisons = st.builds(
    Compare, paths, st.sampled_from([Comparison.EQUAL, Comparison.UNEQUAL]), paths | literals
) | st.builds(Compare, paths, st.sampled_from([Comparison.IN, Comparison.NOT_IN]), lists)


def conditions(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaves,
        lambda parts: (
            st.builds(Not, parts)
            | st.builds(All, st.lists(parts, min_size=2, max_size=3).map(tuple))
            | st.builds(AnyOf, st.lists(parts, min_size=2, max_size=3).map(tuple))
        ),
        max_leaves=8,
    )


simple = paths | comparisons | st.builds(Literal, st.booleans())


def could_turn_out(value: Any) -> st.SearchStrategy[Any]:
    """Draw what a fact could still turn out as: an outcome that is open as one of what is still possible."""
    if isinstance(value, OpenChoice):
        return st.sampled_from(sorted(value.possible, key=str))
    return known_values if value is UNKNOWN else st.just(value)


@given(conditions(simple), facts_drawn, st.data())
def test_learning_more_never_flips_what_is_settled(
    condition: Condition, facts: dict[str, Any], data: st.DataObject
) -> None:
    before = evaluate(condition, facts.__getitem__)
    learned = {name: data.draw(could_turn_out(value)) for name, value in facts.items()}
    after = evaluate(condition, learned.__getitem__)
    assert after.holds is not None
    assert before.holds in (None, after.holds)


@given(conditions(simple), facts_drawn)
def test_what_is_open_names_an_unknown_and_what_is_settled_names_none(
    condition: Condition, facts: dict[str, Any]
) -> None:
    verdict = evaluate(condition, facts.__getitem__)
    assert (verdict.holds is None) is bool(verdict.unknowns)
    assert set(verdict.unknowns) <= set(verdict.reads)
    assert all(facts[name] is UNKNOWN or isinstance(facts[name], OpenChoice) for name in verdict.unknowns)
    assert len(set(verdict.reads)) == len(verdict.reads)


@given(conditions(simple | st.builds(Known, paths)), facts_drawn)
def test_a_condition_and_its_contrary_never_both_hold(condition: Condition, facts: dict[str, Any]) -> None:
    holds, contrary = (evaluate(each, facts.__getitem__).holds for each in (condition, Not(condition)))
    assert contrary is (None if holds is None else not holds)


@given(conditions(simple), facts_drawn)
def test_a_verdict_depends_on_nothing_but_what_it_read(condition: Condition, facts: dict[str, Any]) -> None:
    verdict = evaluate(condition, facts.__getitem__)
    if verdict.holds is not None:
        only = {name: facts[name] for name in verdict.reads}
        assert evaluate(condition, lambda name: only.get(name, UNKNOWN)).holds is verdict.holds


@given(st.frozensets(st.sampled_from("123")), st.frozensets(st.sampled_from("345")), st.sets(st.sampled_from("12345")))
def test_a_set_that_grows_within_what_is_possible_never_flips_what_was_settled(
    members: frozenset[str], possible: frozenset[str], more: set[str]
) -> None:
    before = OpenSet(members, possible - members, ("uses",))
    after = OpenSet(members | (possible & more))
    for text in ('"1" in s', '"4" not in s', 's == ["1", "3"]', "s != []", '["3"] == s'):
        was, now = judge(text, {"s": before}).holds, judge(text, {"s": after}).holds
        assert now is not None
        assert was in (None, now)
