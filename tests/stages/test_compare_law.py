"""What differs between two editions of the law: added, removed, changed, in the order of the law."""

from typing import NamedTuple

import pytest
from msgspec.structs import fields, replace

from pipeline.library.load import load_declarations
from pipeline.model.law_book import LawBook
from pipeline.model.law_entries import Change, EntryKind, KeyChange
from pipeline.model.legislation import (
    DecisionRow,
    DecisionTable,
    Edition,
    Force,
    Gate,
    Milestone,
    OpenQuestion,
    Period,
    PeriodWords,
    Policy,
    Requirement,
    Topic,
)
from pipeline.stages.cite import in_order
from pipeline.stages.compare_law import compare
from pipeline.stages.look_up import rows_of

OLD = Edition("act@2024-07-12", "The Act", "first text", "2024-07-12", "2026-11-23")
NEW = Edition("act@2026-07-27", "The Act as amended", "second text", "2026-07-27", "2026-11-23")
CHANGED_ON = "2026-07-27"

REQUIREMENT = Requirement(
    id="A9-7",
    cites=("Art 9(7)",),
    summary="Testing in real-world conditions.",
    condition="always",
    applies_if="true",
    fact_kinds=("text",),
    force=Force.MANDATORY,
    document="records",
    edition=NEW.id,
    checked_on="2026-11-23",
)
ROW = DecisionRow("sme", 'organisation.size == "small"', True, ("Art 99(6)",), "The enterprise is an SME.")
TABLE = DecisionTable(
    id="is-sme",
    title="Small or medium-sized",
    output="law.is_sme",
    policy=Policy.FIRST,
    otherwise=False,
    otherwise_because="It is larger.",
    otherwise_cites=("Art 99(6)",),
    edition=NEW.id,
    checked_on="2026-11-23",
    row=(ROW,),
)
MILESTONE = Milestone("uses", "2026-08-02", "Reg (EU) 2024/1689", ("Art 113",), "It applies.", NEW.id, "2026-11-23")
QUESTION = OpenQuestion(
    "start", ("dates",), "From when on?", "Later.", "At once.", ("Art 113(c)",), NEW.id, "2026-11-23"
)
GATE = Gate("stop", "law.stop == true", "Nothing is made.", ("Art 5(1)",))
PERIOD = Period(
    "file",
    "The file",
    ("Art 18(1)",),
    PeriodWords("", "", "", "", ""),
    NEW.id,
    "2026-11-23",
    years=10,
    counted_from="system.last_supply",
)
LISTED = replace(PERIOD, id="none", keeps="Nothing is kept", years=0, counted_from="")
TOPIC = Topic("class", "Class", "law.class", "Which class?", words={"high": "High", "low": "Low"})


def book(*entries: Requirement | DecisionTable | Milestone | OpenQuestion | Gate | Period | Topic) -> LawBook:
    """Return a law of two editions with these entries."""
    return LawBook(
        editions=(OLD, NEW),
        requirements=tuple(entry for entry in entries if isinstance(entry, Requirement)),
        tables=tuple(entry for entry in entries if isinstance(entry, DecisionTable)),
        milestones=tuple(entry for entry in entries if isinstance(entry, Milestone)),
        open_questions=tuple(entry for entry in entries if isinstance(entry, OpenQuestion)),
        topics=tuple(entry for entry in entries if isinstance(entry, Topic)),
        gates=tuple(entry for entry in entries if isinstance(entry, Gate)),
        periods=tuple(entry for entry in entries if isinstance(entry, Period)),
        names={},
        rows_absent_if={},
    )


class Case(NamedTuple):
    """An entry, and how it is told."""

    entry: Requirement | Milestone | OpenQuestion | Gate | Period
    what: EntryKind
    id: str
    says: str


CASES = [
    Case(REQUIREMENT, EntryKind.REQUIREMENT, "A9-7", "Testing in real-world conditions."),
    Case(MILESTONE, EntryKind.MILESTONE, "uses", "2026-08-02: It applies. (Reg (EU) 2024/1689)"),
    Case(QUESTION, EntryKind.OPEN_QUESTION, "start", "From when on?"),
    Case(GATE, EntryKind.GATE, "stop", "Nothing is made."),
    Case(PERIOD, EntryKind.PERIOD, "file", "The file: 10 years"),
    Case(LISTED, EntryKind.PERIOD, "none", "Nothing is kept"),
]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
class TestEntry:
    """Requirements, dates, open questions, gates and periods."""

    def test_what_stands_in_both_does_not_differ(self, case):
        assert compare(book(case.entry), OLD, NEW) == ()

    def test_what_only_the_new_one_has_is_added(self, case):
        (told,) = compare(book(replace(case.entry, since=CHANGED_ON)), OLD, NEW)
        assert (told.kind, told.what, told.id, told.cites) == (Change.ADDED, case.what, case.id, case.entry.cites)
        assert (told.before, told.after, told.keys) == ("", case.says, ())

    def test_what_only_the_old_one_has_is_removed(self, case):
        (told,) = compare(book(replace(case.entry, until=CHANGED_ON)), OLD, NEW)
        assert (told.kind, told.what, told.id, told.cites) == (Change.REMOVED, case.what, case.id, case.entry.cites)
        assert (told.before, told.after, told.keys) == (case.says, "", ())

    def test_the_other_way_round_what_was_added_is_removed(self, case):
        (told,) = compare(book(replace(case.entry, since=CHANGED_ON)), NEW, OLD)
        assert (told.kind, told.before) == (Change.REMOVED, case.says)

    def test_twins_that_cite_another_point_have_changed(self, case):
        twins = book(replace(case.entry, until=CHANGED_ON), replace(case.entry, since=CHANGED_ON, cites=("Art 4a(1)",)))
        (told,) = compare(twins, OLD, NEW)
        assert (told.kind, told.what, told.id, told.cites) == (Change.CHANGED, case.what, case.id, ("Art 4a(1)",))
        assert (told.before, told.after) == (case.says, case.says)
        assert told.keys == (KeyChange("cites", ", ".join(case.entry.cites), "Art 4a(1)"),)

    def test_twins_that_say_the_same_do_not_differ_by_their_days(self, case):
        if isinstance(case.entry, Gate):
            before, after = case.entry, case.entry
        else:
            before, after = replace(case.entry, checked_on="2026-01-01"), replace(case.entry, edition="act")
        assert compare(book(replace(before, until=CHANGED_ON), replace(after, since=CHANGED_ON)), OLD, NEW) == ()


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        ({"summary": "Old."}, {"summary": "New."}, [("summary", "Old.", "New.")]),
        ({}, {"force": Force.DELETED}, [("force", "mandatory", "deleted")]),
        ({"note": "Read so."}, {"facts": ("a.b", "a.c")}, [("note", "Read so.", ""), ("facts", "", "a.b, a.c")]),
        ({}, {"applies_if": "is_sme"}, [("applies_if", "true", "is_sme")]),
    ],
    ids=["summary", "deleted", "two-keys", "condition"],
)
def test_of_twins_every_key_that_differs_is_told_before_and_after(before, after, keys):
    twins = book(
        replace(REQUIREMENT, until=CHANGED_ON, **before),
        replace(REQUIREMENT, since=CHANGED_ON, amended_by="Reg (EU) 2026/1744", **after),
    )
    (told,) = compare(twins, OLD, NEW)
    assert [(key.key, key.before, key.after) for key in told.keys] == keys
    assert told.amended_by == "Reg (EU) 2026/1744"


@pytest.mark.parametrize("entry", [REQUIREMENT, MILESTONE, QUESTION, GATE, TOPIC, TABLE], ids=lambda entry: entry.id)
def test_whatever_twins_say_otherwise_is_told(entry):
    """Every key that a file may hold, but for those that say which entry it is, since when and by what."""
    kept_apart = {"id", "edition", "checked_on", "since", "until", "amended_by"}
    for field in fields(entry):
        if field.name not in kept_apart:
            held = getattr(entry, field.name)
            said = (replace(ROW, id="other"),) if field.name == "row" else OTHERWISE_SAID.get(type(held), held is False)
            other = replace(entry, since=CHANGED_ON, **{field.name: said})
            told = compare(book(replace(entry, until=CHANGED_ON), other), OLD, NEW)
            assert told, field.name
            assert {each.kind for each in told} <= set(Change)


OTHERWISE_SAID = {
    str: "other",
    tuple: ("other",),
    dict: {"high": "Higher"},
    Force: Force.DELETED,
    Policy: Policy.COLLECT,
}
"""Of each kind of key a value that no entry here has."""


class TestTopic:
    """What is explained, which cites nothing itself: its tables do."""

    def test_one_that_is_added_says_what_it_asks(self):
        (told,) = compare(book(replace(TOPIC, since=CHANGED_ON)), OLD, NEW)
        assert (told.kind, told.what, told.id, told.cites) == (Change.ADDED, EntryKind.TOPIC, "class", ())
        assert told.after == "Class: Which class?"

    def test_words_that_change_are_told_whole(self):
        other = replace(TOPIC, since=CHANGED_ON, words={"high": "Higher", "low": "Low"})
        (told,) = compare(book(replace(TOPIC, until=CHANGED_ON), other), OLD, NEW)
        assert told.keys == (KeyChange("words", "high: High; low: Low", "high: Higher; low: Low"),)


class TestRow:
    """Rows of decision tables, which are named with their table."""

    def test_a_row_that_is_added_leaves_the_others_alone(self):
        table = replace(TABLE, row=(ROW, replace(ROW, id="mid", gives=False, since=CHANGED_ON)))
        (told,) = compare(book(table), OLD, NEW)
        assert (told.kind, told.what, told.id) == (Change.ADDED, EntryKind.DECISION, "is-sme/mid")
        assert told.after == "law.is_sme = false: The enterprise is an SME."

    def test_a_table_that_goes_takes_its_rows_and_what_it_gave_otherwise(self):
        removed = compare(book(replace(TABLE, until=CHANGED_ON)), OLD, NEW)
        assert {told.kind for told in removed} == {Change.REMOVED}
        assert [told.id for told in removed] == ["is-sme/otherwise", "is-sme/sme"]

    def test_twin_tables_are_compared_row_by_row(self):
        other = replace(TABLE, since=CHANGED_ON, row=(replace(ROW, when="true"),))
        (told,) = compare(book(replace(TABLE, until=CHANGED_ON), other), OLD, NEW)
        assert (told.id, [key.key for key in told.keys]) == ("is-sme/sme", ["when"])

    def test_what_a_table_gives_otherwise_is_compared_too(self):
        other = replace(TABLE, since=CHANGED_ON, otherwise="")
        (told,) = compare(book(replace(TABLE, until=CHANGED_ON), other), OLD, NEW)
        assert (told.id, told.after) == ("is-sme/otherwise", "law.is_sme = nothing: It is larger.")
        assert told.keys == (KeyChange("gives", "false", ""),)


def test_differences_stand_in_the_order_of_the_law():
    cites = ["Annex IV(2)", "Art 13(3)", "Art 4a(1)", "Art 4(1)", "Annex I(A)(11)", "Annex I(A)(2)"]
    entries = [
        replace(REQUIREMENT, id=f"R-{place}", cites=(cited,), since=CHANGED_ON) for place, cited in enumerate(cites)
    ]
    assert [told.cites[0] for told in compare(book(*entries), OLD, NEW)] == [
        "Art 4(1)",
        "Art 4a(1)",
        "Art 13(3)",
        "Annex I(A)(2)",
        "Annex I(A)(11)",
        "Annex IV(2)",
    ]


@pytest.fixture(scope="module")
def law(tmp_path_factory):
    return load_declarations(cache=tmp_path_factory.mktemp("cache")).law


class TestShipped:
    """The editions that are shipped."""

    def test_everything_that_is_dated_differs_and_nothing_else(self, law):
        old, new = law.editions[0], law.editions[-1]
        told = {(each.what, each.id) for each in compare(law, old, new)}
        dated = {
            (what, entry.id)
            for what, entries in (
                (EntryKind.REQUIREMENT, law.requirements),
                (EntryKind.MILESTONE, law.milestones),
                (EntryKind.OPEN_QUESTION, law.open_questions),
                (EntryKind.GATE, law.gates),
                (EntryKind.PERIOD, law.periods),
                (EntryKind.TOPIC, law.topics),
            )
            for entry in entries
            if entry.since or entry.until
        }
        rows = (row for table in law.tables for row in rows_of(table))
        dated |= {(EntryKind.DECISION, row.name) for row in rows if row.since or row.until}
        assert told == dated
        assert len(told) > 50

    def test_an_edition_is_like_itself(self, law):
        assert [compare(law, edition, edition) for edition in law.editions] == [()] * len(law.editions)

    def test_they_stand_in_order_and_say_something(self, law):
        told = compare(law, law.editions[0], law.editions[-1])
        places = [in_order(each.cites) for each in told]
        assert places == sorted(places)
        assert all(each.before or each.after for each in told)
        assert "\n" not in "".join(each.before + each.after for each in told)

    def test_a_duty_that_moved_is_changed_not_removed(self, law):
        told = {each.id: each for each in compare(law, law.editions[0], law.editions[-1])}
        moved = told["A4a-1-b"]
        assert moved.kind is Change.CHANGED
        assert KeyChange("cites", "Art 10(5)(b)", "Art 4a(1)(b)") in moved.keys
        assert moved.amended_by == "Reg (EU) 2026/1744"
