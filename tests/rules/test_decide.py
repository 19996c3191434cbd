"""Decision tables: the first row that holds, all that hold, and what stays open."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.legislation import DecisionRow, DecisionTable, Policy
from pipeline.rules.decide import OPEN_OUTCOME, Decision, Reason, decide
from pipeline.rules.evaluate import Absent, OpenSet

UNKNOWN, NOT_APPLICABLE = Absent.UNKNOWN, Absent.NOT_APPLICABLE


def table(*rows: tuple[str, str | bool], otherwise: str | bool = "none", each: str = "", collect: bool = False) -> Any:
    declared = tuple(
        DecisionRow(f"row-{place}", when, gives, ("Art 6(1)",), f"because of row {place}")
        for place, (when, gives) in enumerate(rows, 1)
    )
    policy = Policy.COLLECT if collect else Policy.FIRST
    return DecisionTable("t", "T", "law.t", policy, otherwise, declared, "e", "2026-11-23", each)


def decided(declared: DecisionTable, facts: Mapping[str, Any]) -> Decision:
    return decide(declared, lambda path: facts.get(path, UNKNOWN))


FIRST = table(("x", "A"), ("y", "B"))
SAME = table(("x", "A"), ("y", "A"), ("z", "B"))
FALSE = table(("x", False), otherwise=False)


@pytest.mark.parametrize(
    ("declared", "facts", "value", "rows", "unknowns"),
    [
        (FIRST, {"x": True, "y": True}, "A", ["row-1"], ()),
        (FIRST, {"x": False, "y": True}, "B", ["row-2"], ()),
        (FIRST, {"x": False, "y": False}, "none", [], ()),
        (FIRST, {"x": True}, "A", ["row-1"], ()),
        (FIRST, {"y": True}, UNKNOWN, [], ("x",)),
        (FIRST, {"x": False}, UNKNOWN, [], ("y",)),
        (FIRST, {}, UNKNOWN, [], ("x", "y")),
        (FIRST, {"x": NOT_APPLICABLE, "y": NOT_APPLICABLE}, "none", [], ()),
        (SAME, {"y": True}, "A", ["row-2"], ()),
        (SAME, {"z": True}, UNKNOWN, [], ("x", "y")),
        (FALSE, {}, False, [], ()),
        (FALSE, {"x": True}, False, ["row-1"], ()),
        (table(otherwise="none"), {}, "none", [], ()),
    ],
    ids=[
        "first",
        "second",
        "otherwise",
        "later-rows-do-not-matter",
        "an-earlier-row-is-open",
        "a-later-row-is-open",
        "all-open",
        "not-applicable-is-no-match",
        "all-that-could-win-give-the-same",
        "they-do-not",
        "otherwise-gives-the-same",
        "false-is-an-outcome",
        "no-rows",
    ],
)
def test_the_first_row_that_holds_decides_unless_an_earlier_one_is_open(
    declared: DecisionTable, facts: dict[str, Any], value: Any, rows: list[str], unknowns: tuple[str, ...]
) -> None:
    decision = decided(declared, facts)
    assert (decision.output, decision.value, decision.unknowns) == ("law.t", value, unknowns)
    assert [reason.row for reason in decision.reasons] == rows


def test_a_reason_says_what_was_read_and_which_law_says_so() -> None:
    (reason,) = decided(FIRST, {"x": False, "y": True}).reasons
    assert reason == Reason("row-2", "B", "because of row 2", ("Art 6(1)",), ("y",))


CLAIM = table(("x", "A"), ("y and claim", OPEN_OUTCOME), ("y", "B"))


@pytest.mark.parametrize(
    ("facts", "value", "rows", "unknowns"),
    [
        ({"x": False, "y": True, "claim": True}, UNKNOWN, ["row-2"], ("y", "claim")),
        ({"y": True, "claim": True}, UNKNOWN, ["row-2"], ("x", "y", "claim")),
        ({"x": False, "y": True}, UNKNOWN, [], ("claim",)),
        ({"x": False, "y": True, "claim": False}, "B", ["row-3"], ()),
        ({"x": True, "y": True, "claim": True}, "A", ["row-1"], ()),
    ],
    ids=["claimed", "claimed-and-an-earlier-row-open", "claim-unknown", "not-claimed", "an-earlier-row-decides"],
)
def test_a_row_may_leave_the_outcome_open_for_a_reason_of_its_own(
    facts: dict[str, Any], value: Any, rows: list[str], unknowns: tuple[str, ...]
) -> None:
    decision = decided(CLAIM, facts)
    assert (decision.value, decision.unknowns) == (value, unknowns)
    assert [reason.row for reason in decision.reasons] == rows


def test_a_table_may_leave_open_what_no_row_settles() -> None:
    decision = decided(table(("x", "A"), otherwise=OPEN_OUTCOME), {"x": False})
    assert decision == Decision("law.t", UNKNOWN, (), ())


COLLECTED = table(("x", "1"), ("y", "2"), ("z", "1"), collect=True)


@pytest.mark.parametrize(
    ("facts", "value", "rows"),
    [
        ({"x": True, "y": True, "z": False}, OpenSet(frozenset({"1", "2"})), ["row-1", "row-2"]),
        ({"x": False, "y": False, "z": False}, OpenSet(frozenset()), []),
        ({"x": True, "z": False}, OpenSet(frozenset({"1"}), frozenset({"2"}), ("y",)), ["row-1"]),
        ({"x": True, "y": False}, OpenSet(frozenset({"1"})), ["row-1"]),
        ({}, OpenSet(frozenset(), frozenset({"1", "2"}), ("x", "y", "z")), []),
    ],
    ids=["two", "none", "one-open", "open-but-given-already", "all-open"],
)
def test_all_rows_that_hold_are_collected(facts: dict[str, Any], value: OpenSet, rows: list[str]) -> None:
    decision = decided(COLLECTED, facts)
    assert decision.value == value
    assert decision.unknowns == value.open_because
    assert [reason.row for reason in decision.reasons] == rows


USES = table(('uses.use == "hiring"', "4a"), ('uses.use == "scoring" and provider', "5b"), each="uses", collect=True)


def use(name: str, **cells: Any) -> dict[str, Any]:
    return {"id": name, **cells}


@pytest.mark.parametrize(
    ("facts", "value", "items"),
    [
        ({"uses": (use("UC-1", use="hiring"), use("UC-2", use="none")), "provider": True}, {"4a"}, ["UC-1"]),
        ({"uses": (use("UC-1", use="scoring"), use("UC-2", use="hiring")), "provider": True}, {"5b", "4a"}, None),
        ({"uses": NOT_APPLICABLE}, set(), []),
    ],
    ids=["one", "two", "the-table-does-not-apply"],
)
def test_the_rows_are_tried_on_every_row_of_a_table(
    facts: dict[str, Any], value: set[str], items: list[str] | None
) -> None:
    decision = decided(USES, facts)
    assert decision.value == OpenSet(frozenset(value))
    assert [reason.item for reason in decision.reasons] == (["UC-1", "UC-2"] if items is None else items)


def test_an_unknown_table_leaves_everything_possible() -> None:
    decision = decided(USES, {})
    assert decision.value == OpenSet(frozenset(), frozenset({"4a", "5b"}), ("uses",))
    assert decision.unknowns == ("uses",)
    first = table(('uses.use == "hiring"', "4a"), each="uses")
    assert decided(first, {}) == Decision("law.t", UNKNOWN, (), ("uses",))


def test_a_blank_cell_leaves_its_row_open_and_is_named_as_the_fact_catalogue_names_it() -> None:
    decision = decided(USES, {"uses": (use("UC-1"), use("UC-2", use="hiring")), "provider": True})
    assert decision.value == OpenSet(frozenset({"4a"}), frozenset({"5b"}), ("uses[].use",))
    assert decision.unknowns == ("uses[].use",)
    assert decision.reasons[0].reads == ("uses[].use",)


def test_a_fact_beside_the_table_keeps_its_own_name() -> None:
    decision = decided(USES, {"uses": (use("UC-1", use="scoring"),)})
    assert decision.unknowns == ("provider",)


truths = st.fixed_dictionaries(dict.fromkeys("xyz", st.sampled_from([True, False, UNKNOWN])))
outcomes = st.sampled_from(["A", "B", "C"])


@given(st.tuples(outcomes, outcomes, outcomes), outcomes, truths, st.data())
def test_learning_more_never_changes_a_decided_outcome(
    given_by: tuple[str, str, str], otherwise: str, facts: dict[str, Any], data: st.DataObject
) -> None:
    rows = list(zip("xyz", given_by, strict=True))
    learned = {name: data.draw(st.booleans()) if value is UNKNOWN else value for name, value in facts.items()}
    declared = table(*rows, otherwise=otherwise)
    before, after = decided(declared, facts), decided(declared, learned)
    assert after.value is not UNKNOWN
    assert before.value in (UNKNOWN, after.value)
    assert (before.value is UNKNOWN) is bool(before.unknowns)
    collected = table(*rows, collect=True)
    was, now = decided(collected, facts).value, decided(collected, learned).value
    assert now.possible == frozenset()
    assert was.members <= now.members <= was.members | was.possible
