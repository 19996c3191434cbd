"""A firm's file laid over a shipped one: it adds and replaces, and what it does not name stays."""

from typing import Any

import pytest

from pipeline.library.overlay import lay_over

OLD, NEW = {"id": "a", "until": "2026", "date": 1}, {"id": "a", "since": "2026", "date": 2}
OTHER = {"id": "b", "date": 3}


@pytest.mark.parametrize(
    ("below", "above", "joined"),
    [
        ({}, {"a": 1}, {"a": 1}),
        ({"a": 1}, {}, {"a": 1}),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}, {"a": 1, "b": 3, "c": 4}),
        ({"Use": {"none": "None", "x": "X"}}, {"Use": {"x": "Y"}}, {"Use": {"none": "None", "x": "Y"}}),
        ({"cites": ["Art 6", "Art 7"]}, {"cites": ["Art 8"]}, {"cites": ["Art 8"]}),
        ({"q": [{"id": "a", "label": "A", "ask": "?"}]}, {"q": [{"id": "a", "label": "B"}]}, None),
        ({"q": [OTHER]}, {"q": [{"id": "c"}]}, {"q": [OTHER, {"id": "c"}]}),
        (
            {"q": [{"id": "a", "column": [{"id": "x", "label": "X"}, {"id": "y"}]}]},
            {"q": [{"id": "a", "column": [{"id": "x", "label": "Z"}]}]},
            {"q": [{"id": "a", "column": [{"id": "x", "label": "Z"}, {"id": "y"}]}]},
        ),
        ({"a": {"b": 1}}, {"a": "text"}, {"a": "text"}),
        ({"a": [{"id": "x"}]}, {"a": ["x"]}, {"a": ["x"]}),
    ],
    ids=[
        "a-new-file",
        "an-empty-file",
        "keys",
        "tables",
        "lists-of-texts-are-replaced",
        "entries-by-id",
        "new-entries-at-the-end",
        "entries-within-entries",
        "another-kind",
        "no-ids",
    ],
)
def test_a_file_is_laid_over_another(
    below: dict[str, Any], above: dict[str, Any], joined: dict[str, Any] | None
) -> None:
    wanted = {"q": [{"id": "a", "label": "B", "ask": "?"}]} if joined is None else joined
    assert lay_over(below, above) == wanted


@pytest.mark.parametrize(
    ("entry", "joined"),
    [
        ({"id": "a", "since": "2026", "date": 9}, [OLD, {**NEW, "date": 9}, OTHER]),
        ({"id": "a", "until": "2026", "date": 9}, [{**OLD, "date": 9}, NEW, OTHER]),
        ({"id": "a", "date": 9}, [{**OLD, "date": 9}, {**NEW, "date": 9}, OTHER]),
        ({"id": "a", "since": "2030", "date": 9}, [OLD, NEW, OTHER, {"id": "a", "since": "2030", "date": 9}]),
        ({"id": "b", "until": "2030"}, [OLD, NEW, {**OTHER, "until": "2030"}]),
        ({"id": "a", "until": "2030"}, [OLD, {**NEW, "until": "2030"}, OTHER]),
        ({"id": "a", "since": "2026", "until": "2030", "date": 9}, [OLD, {**NEW, "until": "2030", "date": 9}, OTHER]),
        (
            {"id": "a", "since": "2030", "until": "2031"},
            [OLD, NEW, OTHER, {"id": "a", "since": "2030", "until": "2031"}],
        ),
    ],
    ids=[
        "the-new-one",
        "the-old-one",
        "both",
        "another-text",
        "no-twin",
        "an-end-of-the-last",
        "an-end-of-the-one-that-begins-so",
        "another-text-with-an-end",
    ],
)
def test_twins_for_different_texts_of_the_law_stay_apart(entry: dict[str, Any], joined: list[dict[str, Any]]) -> None:
    assert lay_over({"milestone": [OLD, NEW, OTHER]}, {"milestone": [entry]}) == {"milestone": joined}


def test_a_firm_ends_an_entry_and_adds_its_twin_for_the_next_text() -> None:
    ended, twin = {"id": "b", "until": "2027"}, {"id": "b", "since": "2027", "date": 9}
    laid = lay_over({"milestone": [OLD, OTHER]}, {"milestone": [ended, twin]})
    assert laid == {"milestone": [OLD, {**OTHER, "until": "2027"}, twin]}


@pytest.mark.parametrize("begins", [{}, {"since": "2026"}], ids=["the-last", "by-its-beginning"])
def test_a_firm_ends_the_last_of_twins_and_adds_a_third_for_the_next_text(begins: dict[str, Any]) -> None:
    ended, third = {"id": "a", **begins, "until": "2027"}, {"id": "a", "since": "2027", "date": 9}
    laid = lay_over({"milestone": [OLD, NEW, OTHER]}, {"milestone": [ended, third]})
    assert laid == {"milestone": [OLD, {**NEW, "until": "2027"}, OTHER, third]}


def test_twin_rows_within_a_table_are_ended_as_entries_are() -> None:
    ended = {"id": "t", "row": [{"id": "a", "until": "2027"}, {"id": "a", "since": "2027", "date": 9}]}
    laid = lay_over({"table": [{"id": "t", "row": [OLD, NEW, OTHER]}]}, {"table": [ended]})
    (table,) = laid["table"]
    assert table["row"] == [OLD, {**NEW, "until": "2027"}, OTHER, {"id": "a", "since": "2027", "date": 9}]


def test_what_lies_below_is_left_as_it_was() -> None:
    below = {"q": [{"id": "a", "label": "A"}], "t": {"x": 1}}
    lay_over(below, {"q": [{"id": "a", "label": "B"}], "t": {"x": 2}})
    assert below == {"q": [{"id": "a", "label": "A"}], "t": {"x": 1}}
