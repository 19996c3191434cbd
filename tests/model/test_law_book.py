"""The law in all its editions: what stands in which text, and which text is in force on a day."""

from datetime import date

import pytest
from msgspec.structs import replace

from pipeline.model.inquiry import InquiryBook
from pipeline.model.law_book import LawBook, NoEditionError
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

FIRST = Edition("act@2024", "First text", "first", "2024-07-12", "2026-11-23")
SECOND = Edition("act@2026", "Second text", "second", "2026-07-27", "2026-11-23")
CHANGE = "2026-07-27"
SPANS = {"always": ("", ""), "old": ("", CHANGE), "new": (CHANGE, "")}


def requirement(name: str, since: str, until: str) -> Requirement:
    return Requirement(
        name, ("Art 11(1)",), "S.", "C.", "true", ("text",), Force.MANDATORY, "d", "e", "c", since=since, until=until
    )


def table(name: str, since: str, until: str) -> DecisionTable:
    rows = tuple(
        DecisionRow(f"row-{row}", "true", row, ("Art 6",), "B.", since=begins, until=ends)
        for row, (begins, ends) in SPANS.items()
    )
    return DecisionTable(
        name, "T", f"law.{name}", Policy.FIRST, "none", "B.", ("Art 6",), "e", "c", rows, since=since, until=until
    )


BOOK = LawBook(
    editions=(FIRST, SECOND),
    requirements=tuple(requirement(name, *span) for name, span in SPANS.items()),
    tables=tuple(table(name, *span) for name, span in SPANS.items()),
    milestones=tuple(
        Milestone(name, "2026-12-02", "a", ("Art 113",), "D.", "e", "c", since=since, until=until)
        for name, (since, until) in SPANS.items()
    ),
    open_questions=tuple(
        OpenQuestion(name, ("t",), "Q?", "D.", "A.", ("Art 6",), "e", "c", since=since, until=until)
        for name, (since, until) in SPANS.items()
    ),
    topics=tuple(
        Topic(name, "T", "law.always", "A?", since=since, until=until) for name, (since, until) in SPANS.items()
    ),
    gates=tuple(
        Gate(name, "false", "W.", ("Art 5(1)",), since=since, until=until) for name, (since, until) in SPANS.items()
    ),
    periods=tuple(
        Period(name, "K.", ("Art 18(1)",), PeriodWords("", "", "", "", ""), "e", "c", since=since, until=until)
        for name, (since, until) in SPANS.items()
    ),
    names={"short": "law.always"},
    rows_absent_if={"scope.use_cases": "scope.listed_use == false"},
)


@pytest.mark.parametrize(
    ("edition", "stand"), [(FIRST, ["always", "old"]), (SECOND, ["always", "new"])], ids=["first", "second"]
)
def test_an_edition_has_what_stands_in_its_text_and_nothing_else(edition: Edition, stand: list[str]) -> None:
    law = BOOK.read(edition, date(2026, 11, 26))
    for entries in (
        law.requirements,
        law.tables,
        law.milestones,
        law.open_questions,
        law.topics,
        law.gates,
        law.periods,
    ):
        assert [entry.id for entry in entries] == stand
    assert [[row.gives for row in entry.row] for entry in law.tables] == [stand, stand]
    assert (law.names, law.rows_absent_if) == (BOOK.names, BOOK.rows_absent_if)
    assert (law.edition, law.title, law.text_state) == (edition.id, edition.title, edition.text_state)
    assert (law.checked_on, law.as_of) == ("2026-11-23", "2026-11-26")


def test_days_stand_in_their_order_whatever_the_order_of_their_declarations() -> None:
    late, early = (
        Milestone(name, day, "a", ("Art 113",), "D.", "e", "c")
        for name, day in (("late", "2027-12-02"), ("early", "2025-02-02"))
    )
    law = replace(BOOK, milestones=(late, early)).read(SECOND, date(2026, 11, 26))
    assert law.milestones == (early, late)


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2024, 7, 12), FIRST),
        (date(2026, 7, 26), FIRST),
        (date(2026, 7, 27), SECOND),
        (date(2040, 1, 1), SECOND),
    ],
)
def test_on_a_day_the_last_text_is_in_force_that_was_there(day: date, edition: Edition) -> None:
    assert BOOK.in_force(day) is edition


def test_before_the_first_text_there_is_none() -> None:
    with pytest.raises(NoEditionError, match=r"no text of the law was published yet on 2024-07-11.*act@2024"):
        BOOK.in_force(date(2024, 7, 11))


def test_an_edition_is_found_by_its_id_or_the_known_ones_are_named() -> None:
    assert BOOK.edition("act@2024") is FIRST
    with pytest.raises(
        NoEditionError, match=r"act@2025 is no edition that is known here; known are act@2024, act@2026"
    ):
        BOOK.edition("act@2025")


@pytest.mark.parametrize(
    ("as_of", "edition", "read", "day"),
    [
        (None, "", "act@2026", "2026-11-23"),
        (date(2026, 12, 2), "", "act@2026", "2026-12-02"),
        (date(2025, 1, 1), "", "act@2024", "2025-01-01"),
        (None, "act@2024", "act@2024", "2026-11-23"),
        (date(2026, 12, 2), "act@2024", "act@2024", "2026-12-02"),
    ],
    ids=["last", "of-the-day", "of-an-earlier-day", "by-name", "by-name-on-a-day"],
)
def test_an_inquiry_reads_the_law_in_one_edition_on_one_day(
    catalogue, as_of: date | None, edition: str, read: str, day: str
) -> None:
    found = InquiryBook(BOOK, catalogue.questionnaire).read(as_of, edition)
    assert (found.legislation.edition, found.legislation.as_of) == (read, day)
    assert found.editions == (FIRST, SECOND)
    assert found.questionnaire is catalogue.questionnaire


@pytest.mark.parametrize(("as_of", "edition"), [(date(2020, 1, 1), ""), (None, "act@2025")])
def test_an_inquiry_into_no_edition_is_refused(catalogue, as_of: date | None, edition: str) -> None:
    with pytest.raises(NoEditionError):
        InquiryBook(BOOK, catalogue.questionnaire).read(as_of, edition)
