"""What a part of a document hangs on."""

import pytest

from pipeline.model.document_part import Part
from pipeline.model.fact_change import ChangeKind, Differences, EvidenceChange, FactChange, Snapshot

CELL, ROW, TABLE = "data.data_sets[DS-01].name", "data.data_sets[DS-01]", "data.data_sets"
COLUMN = "data.data_sets[].name"


def change(path: str, kind: ChangeKind = ChangeKind.CHANGED, *, settles: bool = False) -> FactChange:
    return FactChange(path, "label", "before", "after", kind=kind, settles=settles)


@pytest.mark.parametrize(
    ("part", "changed", "shown"),
    [
        (Part(facts=frozenset({COLUMN})), change(CELL), True),
        (Part(facts=frozenset({COLUMN})), change(f"{ROW}.other"), False),
        (Part(facts=frozenset({COLUMN})), change(ROW, ChangeKind.ADDED, settles=True), True),
        (Part(facts=frozenset({"system.name"})), change(ROW, ChangeKind.ADDED, settles=True), False),
        (Part(standings=frozenset({TABLE})), change(CELL), False),
        (Part(standings=frozenset({TABLE})), change(CELL, settles=True), True),
        (Part(standings=frozenset({COLUMN})), change(f"{ROW}.other", settles=True), False),
        (Part(standings=frozenset({"system.name"})), change("system.name"), False),
        (Part(standings=frozenset({"system.name"})), change("system.name", settles=True), True),
        (Part(standings=frozenset({COLUMN})), change(ROW, ChangeKind.EVIDENCE), True),
        (Part(proven=frozenset({TABLE})), change(ROW, ChangeKind.EVIDENCE), True),
        (Part(facts=frozenset({COLUMN})), change(ROW, ChangeKind.EVIDENCE), False),
    ],
)
def test_what_it_shows(part, changed, shown):
    assert part.shows(changed) is shown


def test_what_states_a_fact_and_what_only_counts_it():
    printing, counting = Part(facts=frozenset({COLUMN})), Part(standings=frozenset({TABLE}))
    row = change(ROW, ChangeKind.REMOVED, settles=True)
    assert (printing.states(row), counting.states(row)) == (True, False)
    assert printing.states(change(CELL))
    assert not printing.states(change(ROW, ChangeKind.EVIDENCE))


def test_a_file_is_shown_where_what_names_it_is_printed():
    file = EvidenceChange("a.pdf", "1", "2", frozenset({"evidence[].file"}))
    assert Part(facts=frozenset({"evidence[].file"})).shows_file(file)
    assert not Part(facts=frozenset({"evidence[].title"})).shows_file(file)


def test_joined_parts_hang_on_all_that_each_hangs_on():
    one = Part(facts=frozenset({"a.b"}), outcomes=frozenset({"law.scope"}))
    other = Part(facts=frozenset({COLUMN}), standings=frozenset({"c.d"}), proven=frozenset({TABLE}))
    joined = Part.joined("id", "title", (one, other))
    assert joined == Part(
        "id", "title", frozenset({"a.b", COLUMN}), frozenset({"c.d"}), frozenset({TABLE}), frozenset({"law.scope"})
    )
    assert joined.shows_rows_of(TABLE)
    assert not joined.shows_rows_of("a.b")


def test_a_change_knows_its_fact_and_its_question():
    assert (change(CELL).fact, change(CELL).asked) == (COLUMN, TABLE)
    assert (change(ROW).fact, change(ROW).asked) == (TABLE, TABLE)
    assert (change("system.name").fact, change("system.name").asked) == ("system.name", "system.name")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({CELL: "A!1", ROW: "A!2", TABLE: "A!3"}, "A!1"),
        ({ROW: "A!2", TABLE: "A!3"}, "A!2"),
        ({TABLE: "A!3"}, "A!3"),
        ({}, ""),
    ],
)
def test_a_fact_without_a_cell_stands_where_its_row_or_its_table_does(cells, expected):
    assert Snapshot({}, cells=cells).cell_of(CELL) == expected


def test_the_order_of_rows_is_no_difference():
    assert Differences(reordered=(TABLE,)).is_nothing
    assert not Differences(facts=(change(CELL),)).is_nothing
