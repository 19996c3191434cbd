"""Decision tables: the first row that holds, all that hold, what is gathered from rows, and what stays open."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.condition_text import ALWAYS
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.legislation import DecisionRow, DecisionTable, Policy
from pipeline.rules.decide import OPEN_OUTCOME, OTHERWISE, Decision, Reason, decide, gather
from pipeline.rules.evaluate import Absent, OpenChoice, OpenSet
from pipeline.rules.fact_base import FactBase

UNKNOWN, NOT_APPLICABLE = Absent.UNKNOWN, Absent.NOT_APPLICABLE
CITED, ELSE_CITED = ("Art 6(1)",), ("Art 6",)
ELSE = "because nothing else does"


def row(place: int, when: str, gives: str | bool, review_if: str = "false") -> DecisionRow:
    return DecisionRow(f"row-{place}", when, gives, CITED, f"because of row {place}", review_if)


def table(
    *rows: tuple[str, str | bool] | tuple[str, str | bool, str],
    otherwise: str | bool = "none",
    each: str = "",
    collect: bool = False,
) -> DecisionTable:
    declared = tuple(row(place, *entry) for place, entry in enumerate(rows, 1))
    policy = Policy.COLLECT if collect else Policy.FIRST
    return DecisionTable(
        "t", "T", "law.t", policy, otherwise, ELSE, ELSE_CITED, "e", "2026-11-23", row=declared, each=each
    )


def base(facts: Mapping[str, Any], absent: Mapping[str, str] | None = None) -> FactBase:
    """Return facts as they are looked up: what is unknown is not there, what does not apply is said beside."""
    given_values = {name: value for name, value in facts.items() if not isinstance(value, Absent)}
    notes = {
        name: AnswerNote(AnswerState.NOT_APPLICABLE, "so") for name, value in facts.items() if value is NOT_APPLICABLE
    }
    return FactBase(given_values, notes, {}, rows_absent_if=absent or {})


def decided(declared: DecisionTable, facts: Mapping[str, Any], absent: Mapping[str, str] | None = None) -> Decision:
    (decision,) = decide(declared, base(facts, absent))
    return decision


def rows_of(decision: Decision) -> list[str]:
    return [reason.row for reason in decision.reasons]


# ------------------------------------------------------------------ the first row that holds

FIRST = table(("x", "A"), ("y", "B"))
SAME = table(("x", "A"), ("y", "A"), ("z", "B"))
FALSE = table(("x", False), otherwise=False)


@pytest.mark.parametrize(
    ("declared", "facts", "value", "rows", "unknowns"),
    [
        (FIRST, {"x": True, "y": True}, "A", ["row-1"], ()),
        (FIRST, {"x": False, "y": True}, "B", ["row-2"], ()),
        (FIRST, {"x": False, "y": False}, "none", [OTHERWISE], ()),
        (FIRST, {"x": True}, "A", ["row-1"], ()),
        (FIRST, {"y": True}, UNKNOWN, [], ("x",)),
        (FIRST, {"x": False}, UNKNOWN, [], ("y",)),
        (FIRST, {}, UNKNOWN, [], ("x", "y")),
        (FIRST, {"x": NOT_APPLICABLE, "y": NOT_APPLICABLE}, "none", [OTHERWISE], ()),
        (SAME, {"y": True}, "A", ["row-2"], ()),
        (SAME, {"z": True}, UNKNOWN, [], ("x", "y")),
        (FALSE, {}, False, [OTHERWISE], ()),
        (FALSE, {"x": True}, False, ["row-1"], ()),
        (table(otherwise="none"), {}, "none", [OTHERWISE], ()),
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
    assert rows_of(decision) == rows
    assert decision.is_settled is (value is not UNKNOWN)


def test_a_reason_says_what_was_read_and_which_law_says_so() -> None:
    (reason,) = decided(FIRST, {"x": False, "y": True}).reasons
    assert reason == Reason("row-2", "B", "because of row 2", CITED, ("y",))
    (reason,) = decided(FIRST, {"x": False, "y": False}).reasons
    assert reason == Reason(OTHERWISE, "none", ELSE, ELSE_CITED, ("x", "y"))


def test_every_row_is_told_as_it_was_tried() -> None:
    decision = decided(SAME, {"x": False, "z": True})
    assert [(trial.row.id, trial.verdict.holds) for trial in decision.trials] == [
        ("row-1", False),
        ("row-2", None),
        ("row-3", True),
    ]
    assert [trial.row.id for trial in decision.open_rows] == ["row-2"]


@pytest.mark.parametrize(
    ("declared", "facts", "possible"),
    [
        (FIRST, {}, {"A", "B", "none"}),
        (FIRST, {"y": True}, {"A", "B"}),
        (FIRST, {"x": False}, {"B", "none"}),
        (table(("x", True), otherwise=False), {}, {True, False}),
        (FIRST, {"x": True}, set()),
        (table(("x", OPEN_OUTCOME), ("y", "B")), {"y": True}, set()),
    ],
    ids=["all-open", "an-earlier-row-is-open", "a-later-row-is-open", "yes-or-no", "settled", "anything"],
)
def test_an_open_outcome_says_what_it_could_still_be(
    declared: DecisionTable, facts: dict[str, Any], possible: set[str | bool]
) -> None:
    decision = decided(declared, facts)
    assert decision.possible == possible
    assert decision.as_fact == (OpenChoice(frozenset(possible)) if possible else decision.value)


def test_a_later_table_may_settle_over_what_an_outcome_could_still_be() -> None:
    """Whether the outcome is A or B is open, and that it is not C is known all the same."""
    facts = base({"y": True}).with_derived({"law.t": decided(FIRST, {"y": True}).as_fact})
    later = table(('law.t == "C"', "C"), ('law.t in ["A", "B"]', "AB"))
    assert [decision.value for decision in decide(later, facts)] == ["AB"]
    assert [decision.unknowns for decision in decide(table(('law.t == "A"', "A")), facts)] == [("law.t",)]


# ------------------------------------------------------------------ what the law leaves open

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
    assert rows_of(decision) == rows


def test_a_table_may_leave_open_what_no_row_settles() -> None:
    decision = decided(table(("x", "A"), otherwise=OPEN_OUTCOME), {"x": False})
    assert (decision.value, decision.unknowns, decision.possible) == (UNKNOWN, (), frozenset())
    assert decision.reasons == (Reason(OTHERWISE, OPEN_OUTCOME, ELSE, ELSE_CITED, ("x",)),)


REVIEWED = table(("x", "A", "doubt"), ("y", "B"))


@pytest.mark.parametrize(
    ("declared", "facts", "value", "unknowns"),
    [
        (REVIEWED, {"x": True, "doubt": False}, "A", ()),
        (REVIEWED, {"x": True, "doubt": True}, UNKNOWN, ("doubt", "y")),
        (REVIEWED, {"x": True, "doubt": True, "y": True}, UNKNOWN, ("doubt",)),
        (REVIEWED, {"x": True, "y": False}, UNKNOWN, ("doubt",)),
        (REVIEWED, {"x": False, "doubt": True, "y": True}, "B", ()),
        (REVIEWED, {"doubt": True, "y": True}, UNKNOWN, ("x",)),
        (table(("x", "A", "true")), {"x": True}, UNKNOWN, ("x",)),
        (table(("x", "A", "doubt"), ("y", "A"), otherwise="A"), {"x": True, "doubt": True}, "A", ()),
    ],
    ids=[
        "no-doubt",
        "doubt",
        "doubt-before-a-row-that-holds",
        "doubt-unknown",
        "the-row-does-not-hold",
        "the-row-is-open",
        "always-reviewed",
        "all-give-the-same",
    ],
)
def test_a_row_that_holds_in_a_case_for_review_stays_undecided(
    declared: DecisionTable, facts: dict[str, Any], value: Any, unknowns: tuple[str, ...]
) -> None:
    decision = decided(declared, facts)
    assert (decision.value, decision.unknowns) == (value, unknowns)


def test_a_set_may_be_left_open_for_review() -> None:
    declared = table(("x", "A", "doubt"), ("y", "B"), collect=True)
    decision = decided(declared, {"x": True, "doubt": True, "y": True})
    assert decision.value == OpenSet(frozenset({"B"}), frozenset({"A"}), ("doubt",))
    assert not decision.is_settled


# ------------------------------------------------------------------ all rows that hold

COLLECTED = table(("x", "1"), ("y", "2"), ("z", "1"), collect=True)


@pytest.mark.parametrize(
    ("facts", "value", "rows"),
    [
        ({"x": True, "y": True, "z": False}, OpenSet(frozenset({"1", "2"})), ["row-1", "row-2"]),
        ({"x": False, "y": False, "z": False}, OpenSet(frozenset()), [OTHERWISE]),
        ({"x": True, "z": False}, OpenSet(frozenset({"1"}), frozenset({"2"}), ("y",)), ["row-1"]),
        ({"x": True, "y": False}, OpenSet(frozenset({"1"})), ["row-1"]),
        ({}, OpenSet(frozenset(), frozenset({"1", "2"}), ("x", "y", "z")), []),
    ],
    ids=["two", "none", "one-open", "open-but-given-already", "all-open"],
)
def test_all_rows_that_hold_are_collected(facts: dict[str, Any], value: OpenSet, rows: list[str]) -> None:
    decision = decided(COLLECTED, facts)
    assert decision.value == decision.as_fact == value
    assert decision.unknowns == value.open_because
    assert rows_of(decision) == rows
    assert decision.is_settled is (not value.possible)


def test_an_empty_set_says_why_nothing_is_in_it() -> None:
    (reason,) = decided(COLLECTED, {"x": False, "y": False, "z": False}).reasons
    assert reason == Reason(OTHERWISE, "none", ELSE, ELSE_CITED, ("x", "y", "z"))


# ------------------------------------------------------------------ the rows of a table, one by one

USES = table(('uses.use == "hiring"', "4a"), ('uses.use == "scoring" and provider', "5b"), each="uses", collect=True)
POINT = table(('uses.use == "hiring"', "4a"), ('uses.use == "scoring" and provider', "5b"), each="uses")
ABSENT = {"uses": "listed == false"}


def use(name: str, **cells: Any) -> dict[str, Any]:
    return {"id": name, **cells}


@pytest.mark.parametrize(
    ("facts", "value", "items"),
    [
        ({"uses": (use("UC-1", use="hiring"), use("UC-2", use="none")), "provider": True}, {"4a"}, ["uses[UC-1]"]),
        ({"uses": (use("UC-1", use="scoring"), use("UC-2", use="hiring")), "provider": True}, {"5b", "4a"}, None),
        ({"uses": NOT_APPLICABLE}, set(), [""]),
    ],
    ids=["one", "two", "the-table-does-not-apply"],
)
def test_the_rows_are_tried_on_every_row_of_a_table(
    facts: dict[str, Any], value: set[str], items: list[str] | None
) -> None:
    decision = decided(USES, facts)
    assert decision.value == OpenSet(frozenset(value))
    assert [reason.item for reason in decision.reasons] == (["uses[UC-1]", "uses[UC-2]"] if items is None else items)


def test_an_unknown_table_leaves_everything_possible() -> None:
    decision = decided(USES, {})
    assert decision.value == OpenSet(frozenset(), frozenset({"4a", "5b"}), ("uses",))
    assert decision.unknowns == ("uses",)
    assert decide(POINT, base({})) == (), "there is no row that an outcome could belong to"


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"listed": False}, OpenSet(frozenset())),
        ({"listed": True}, OpenSet(frozenset(), frozenset({"4a", "5b"}), ("uses",))),
        ({}, OpenSet(frozenset(), frozenset({"4a", "5b"}), ("listed", "uses"))),
        ({"listed": False, "uses": (use("UC-1", use="hiring"),)}, OpenSet(frozenset({"4a"}))),
    ],
    ids=["absent", "not-absent", "open", "given-all-the-same"],
)
def test_a_blank_table_that_is_known_to_be_absent_gives_nothing(facts: dict[str, Any], value: OpenSet) -> None:
    decision = decided(USES, facts, ABSENT)
    assert decision.value == value
    if decision.is_settled and not value.members:
        assert decision.reasons == (Reason(OTHERWISE, "none", ELSE, ELSE_CITED, ("listed",)),)


def test_a_blank_cell_leaves_its_row_open_and_is_named_by_its_row() -> None:
    decision = decided(USES, {"uses": (use("UC-1"), use("UC-2", use="hiring")), "provider": True})
    assert decision.value == OpenSet(frozenset({"4a"}), frozenset({"5b"}), ("uses[UC-1].use",))
    assert decision.unknowns == ("uses[UC-1].use",)
    assert decision.reasons[0].reads == ("uses[UC-2].use",)


def test_a_fact_beside_the_table_keeps_its_own_name() -> None:
    decision = decided(USES, {"uses": (use("UC-1", use="scoring"),)})
    assert decision.unknowns == ("provider",)


def test_with_the_first_row_that_holds_each_row_of_the_profile_has_an_outcome_of_its_own() -> None:
    uses = (use("UC-1", use="hiring"), use("UC-2"), use("UC-3", use="other"))
    first, second, third = decide(POINT, base({"uses": uses, "provider": True}))
    assert (first.output, first.item, first.value) == ("law.t[UC-1]", "uses[UC-1]", "4a")
    assert (second.output, second.item, second.value) == ("law.t[UC-2]", "uses[UC-2]", UNKNOWN)
    assert second.possible == {"4a", "5b", "none"}
    assert (third.output, third.value) == ("law.t[UC-3]", "none")
    assert [reason.item for reason in third.reasons] == ["uses[UC-3]"]
    assert {trial.item for trial in second.trials} == {"uses[UC-2]"}


def test_a_later_table_over_the_same_rows_reads_the_outcome_of_each_by_its_name() -> None:
    uses = (use("UC-1", use="hiring"), use("UC-2", use="other"))
    facts = base({"uses": uses, "provider": True})
    facts = facts.with_derived({decision.output: decision.as_fact for decision in decide(POINT, facts)})
    later = DecisionTable(
        "l",
        "L",
        "law.l",
        Policy.FIRST,
        "no",
        ELSE,
        ELSE_CITED,
        "e",
        "d",
        row=(row(1, 'law.t == "4a"', "yes"),),
        each="uses",
    )
    first, second = decide(later, facts)
    assert (first.value, second.value) == ("yes", "no")
    assert first.reasons[0].reads == ("law.t[UC-1]",)


# ------------------------------------------------------------------ gathered from the rows


def gathered(
    facts: Mapping[str, Any],
    source: DecisionTable = POINT,
    without: tuple[str, ...] = ("none",),
    where: str = ALWAYS,
) -> Decision:
    """Return what a table gave to single rows, as one set."""
    of_rows = {decision.output: decision for decision in decide(source, base(facts, ABSENT))}
    joined = DecisionTable(
        "g", "G", "law.g", Policy.GATHER, "", ELSE, ELSE_CITED, "e", "d", of="law.t", without=without, where=where
    )
    (decision,) = gather(joined, source, of_rows, base(facts, ABSENT))
    return decision


OPEN_POINT = table(('uses.use == "hiring"', "4a"), ("uses.claim", OPEN_OUTCOME), ("uses.listed", "5b"), each="uses")


@pytest.mark.parametrize(
    ("facts", "source", "value", "rows"),
    [
        (
            {"uses": (use("UC-1", use="hiring"), use("UC-2", use="scoring")), "provider": True},
            POINT,
            OpenSet(frozenset({"4a", "5b"})),
            ["row-1", "row-2"],
        ),
        ({"uses": (use("UC-1", use="other"),)}, POINT, OpenSet(frozenset()), [OTHERWISE]),
        ({"uses": NOT_APPLICABLE}, POINT, OpenSet(frozenset()), [OTHERWISE]),
        ({"listed": False}, POINT, OpenSet(frozenset()), [OTHERWISE]),
        ({}, POINT, OpenSet(frozenset(), frozenset({"4a", "5b"}), ("listed", "uses")), []),
        (
            {"uses": (use("UC-1", use="hiring"), use("UC-2", use="scoring"))},
            POINT,
            OpenSet(frozenset({"4a"}), frozenset({"5b"}), ("provider",)),
            ["row-1"],
        ),
        (
            {"uses": (use("UC-1", use="scoring"), use("UC-2", use="scoring"))},
            POINT,
            OpenSet(frozenset(), frozenset({"5b"}), ("provider",)),
            [],
        ),
        (
            {"uses": (use("UC-1", use="other", claim=True),)},
            OPEN_POINT,
            OpenSet(frozenset(), frozenset({"4a", "5b"}), ("uses[UC-1].claim",)),
            [],
        ),
        (
            {"uses": (use("UC-1", use="other", claim=False), use("UC-2", use="hiring"))},
            OPEN_POINT,
            OpenSet(frozenset({"4a"}), frozenset({"5b"}), ("uses[UC-1].listed",)),
            ["row-1"],
        ),
        (
            {"uses": (use("UC-1", use="hiring"), use("UC-2"))},
            table(('uses.use == "hiring"', "4a"), each="uses"),
            OpenSet(frozenset({"4a"})),
            ["row-1"],
        ),
    ],
    ids=[
        "two",
        "none-listed",
        "the-table-does-not-apply",
        "the-table-is-absent",
        "unknown-table",
        "one-open",
        "only-what-it-could-be",
        "a-row-for-review-could-be-anything",
        "not-claimed",
        "open-but-given-already",
    ],
)
def test_what_single_rows_were_given_is_gathered_as_one_set(
    facts: dict[str, Any], source: DecisionTable, value: OpenSet, rows: list[str]
) -> None:
    decision = gathered(facts, source)
    assert decision.value == value
    assert decision.unknowns == value.open_because
    assert rows_of(decision) == rows


def test_what_is_not_left_out_is_gathered_too() -> None:
    decision = gathered({"uses": (use("UC-1", use="other"), use("UC-2", use="hiring"))}, without=())
    assert decision.value == OpenSet(frozenset({"none", "4a"}))
    assert [(reason.row, reason.item) for reason in decision.reasons] == [
        (OTHERWISE, "uses[UC-1]"),
        ("row-1", "uses[UC-2]"),
    ]
    assert {trial.item for trial in decision.trials} == {"uses[UC-1]", "uses[UC-2]"}


@pytest.mark.parametrize(
    ("claims", "value", "rows"),
    [
        ((True, True), OpenSet(frozenset({"4a"})), ["row-1", "row-1"]),
        ((True, False), OpenSet(frozenset({"4a"})), ["row-1"]),
        ((False, False), OpenSet(frozenset()), [OTHERWISE]),
        ((True, None), OpenSet(frozenset({"4a"})), ["row-1"]),
        ((False, None), OpenSet(frozenset(), frozenset({"4a"}), ("uses[UC-2].claim",)), []),
    ],
    ids=["both", "one", "neither", "one-and-one-open", "one-open"],
)
def test_only_rows_for_which_the_condition_holds_are_gathered(
    claims: tuple[bool | None, ...], value: OpenSet, rows: list[str]
) -> None:
    uses = tuple(
        use(f"UC-{place}", use="hiring", **({} if claim is None else {"claim": claim}))
        for place, claim in enumerate(claims, 1)
    )
    decision = gathered({"uses": uses}, where="uses.claim")
    assert decision.value == value
    assert rows_of(decision) == rows


def test_what_leaves_nothing_is_said_to_have_been_read() -> None:
    (reason,) = gathered({"uses": (use("UC-1", use="hiring", claim=False),)}, where="uses.claim").reasons
    assert reason.reads == ("uses", "uses[UC-1].claim")


# ------------------------------------------------------------------ for any table

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
    assert before.value is not UNKNOWN or after.value in before.possible
    collected = table(*rows, collect=True)
    was, now = decided(collected, facts).value, decided(collected, learned).value
    assert now.possible == frozenset()
    assert was.members <= now.members <= was.members | was.possible


cells = st.fixed_dictionaries({}, optional=dict.fromkeys("xy", st.booleans()))


@given(
    st.tuples(outcomes, outcomes),
    outcomes,
    st.lists(cells, min_size=1, max_size=3),
    st.sampled_from([ALWAYS, "uses.x", "not uses.y"]),
    st.data(),
)
def test_learning_more_of_single_rows_never_changes_what_was_gathered(
    given_by: tuple[str, str], otherwise: str, several: list[dict[str, bool]], where: str, data: st.DataObject
) -> None:
    source = table(("uses.x", given_by[0]), ("uses.y", given_by[1]), otherwise=otherwise, each="uses")
    uses = tuple(use(f"UC-{place}", **entry) for place, entry in enumerate(several))
    learned = tuple({name: data.draw(st.booleans()) for name in "xy"} | entry for entry in uses)
    was, now = (gathered({"uses": rows}, source, ("C",), where).value for rows in (uses, learned))
    assert now.possible == frozenset()
    assert was.members <= now.members <= was.members | was.possible
