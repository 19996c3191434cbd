"""Until when documents are kept: the day where it can be told, else from what it will be counted, and never a guess."""

from calendar import isleap
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.inquiry import Inquiry
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.keeping import Kept, KeptPart
from pipeline.stages.classify import classify
from pipeline.stages.explain import explain
from pipeline.stages.keep_until import keep_until, years_after
from tests.answers import EXEMPT, NO_USE
from tests.classified import cases, intake_of, read_law
from tests.documents import context_of
from tests.samples import COMPLETE, merged, with_answers
from tests.strategies import every_edition

FIRST, LAST = "system.first_release", "system.last_supply"
BEGAN, ENDED = date(2027, 1, 11), date(2031, 5, 4)
CATALOGUE = read_law()
FACTS = {case.id: case.facts for case in cases()}
NOTHING = "No period of years is named for documents that the client keeps on this system"


def provider(**days: date | None) -> Intake:
    """Return the complete sample, a high-risk system of a provider, with the days of its first and last supply."""
    return with_answers(merged(COMPLETE), {f"system.{name}": day for name, day in days.items()})


def kept(intake: Intake, inquiry: Inquiry = CATALOGUE, **otherwise: Any) -> Kept:
    return keep_until(classify(intake, inquiry.legislation), inquiry, **otherwise)


def in_role(*roles: str) -> Intake:
    return with_answers(provider(first_release=BEGAN, last_supply=ENDED), {"system.roles": roles})


class TestDay:
    """The day itself."""

    def test_is_ten_years_after_the_last_supply_and_not_after_the_first(self):
        told = kept(provider(first_release=BEGAN, last_supply=ENDED))
        assert told.day == date(2041, 5, 4)
        assert "until 2041-05-04, 10 years after 2031-05-04 (question 1.9)" in told.words
        assert "2037" not in told.words

    def test_needs_no_first_day(self):
        assert kept(provider(first_release=None, last_supply=ENDED)).day == date(2041, 5, 4)

    def test_is_not_told_while_the_system_is_still_supplied_but_what_it_is_counted_from(self):
        told = kept(provider(first_release=BEGAN, last_supply=None))
        assert told.day is None
        assert "until 10 years after the last unit" in told.words
        assert "question 1.9 states no day yet" in told.words
        assert "not before 2037-01-11, 10 years after 2027-01-11 (question 1.8)" in told.words

    def test_has_no_earliest_where_no_day_at_all_is_stated(self):
        told = kept(provider(first_release=None, last_supply=None))
        assert told.day is None
        assert "not before" not in told.words

    @pytest.mark.parametrize("state", [AnswerState.UNKNOWN, AnswerState.NOT_APPLICABLE])
    def test_is_not_told_where_a_person_says_something_instead_of_a_day(self, state):
        blank = provider(first_release=BEGAN, last_supply=None)
        said = replace(blank, notes={**blank.notes, LAST: AnswerNote(state, "It is still sold.")})
        assert kept(said) == kept(blank)

    def test_counts_from_the_later_day_where_the_two_contradict_each_other(self):
        told = kept(provider(first_release=ENDED, last_supply=BEGAN))
        assert told.day == date(2041, 5, 4)
        assert "10 years after 2031-05-04 (question 1.8)" in told.words

    def test_of_a_leap_day_is_the_last_of_february(self):
        assert kept(provider(first_release=BEGAN, last_supply=date(2028, 2, 29))).day == date(2038, 2, 28)

    def test_beyond_the_calendar_is_not_told(self):
        told = kept(provider(first_release=date(9990, 1, 1), last_supply=date(9995, 1, 1)))
        assert told.day is None
        assert "not before" not in told.words

    def test_is_put_into_the_words_of_a_document(self):
        told = kept(provider(first_release=BEGAN, last_supply=ENDED), say_day=lambda day: f"<{day:%d.%m.%Y}>")
        assert "until <04.05.2041>, 10 years after <04.05.2031>" in told.words

    @given(st.dates(date(1900, 3, 1)), st.integers(1, 100))
    def test_has_the_same_date_some_years_later_but_for_leap_days(self, day, years):
        later = years_after(day, years)
        if day.year + years > date.max.year:
            assert later is None
        elif (day.month, day.day) == (2, 29) and not isleap(day.year + years):
            assert later == date(day.year + years, 2, 28)
        else:
            assert later == day.replace(year=day.year + years)


class TestOwed:
    """Who keeps what, by role and class."""

    @pytest.mark.parametrize(
        ("roles", "cites"),
        [
            (["provider"], ("Art 18(1)", "Art 47(1)")),
            (["authorised-representative"], ("Art 22(3)(b)",)),
            (["importer"], ("Art 23(5)",)),
            (["provider", "importer"], ("Art 18(1)", "Art 47(1)", "Art 23(5)")),
        ],
    )
    def test_each_role_keeps_what_the_law_names(self, roles, cites):
        told = kept(in_role(*roles))
        assert (told.cites, told.day) == (cites, date(2041, 5, 4))

    def test_a_role_without_a_period_keeps_nothing_for_years(self):
        told = kept(in_role("distributor"))
        assert told.parts == (KeptPart(NOTHING, ("Art 18(1)",)),)
        assert (told.day, told.words) == (None, f"{NOTHING}.")

    def test_a_system_that_is_not_high_risk_has_no_period(self):
        told = kept(with_answers(provider(first_release=BEGAN, last_supply=ENDED), NO_USE))
        assert [part.says for part in told.parts] == [""]

    def test_the_assessment_of_an_exempt_system_is_kept_on_advice(self):
        told = kept(with_answers(provider(first_release=BEGAN, last_supply=ENDED), EXEMPT))
        assert (told.cites, told.day) == (("Art 6(4)",), date(2041, 5, 4))
        assert "[inference]" in told.words

    def test_what_may_be_owed_names_open_answers_but_not_all_of_many_and_no_day(self):
        told = kept(intake_of({LAST: ENDED}))
        assert told.day is None
        assert {part.says.partition(":")[0] for part in told.parts} == {"not settled whether this is owed"}
        assert all(part.says.endswith(", ...") for part in told.parts)

    def test_few_open_answers_are_all_named(self):
        told = kept(with_answers(provider(first_release=BEGAN, last_supply=ENDED), {"system.roles": None}))
        assert told.parts[0].says == "not settled whether this is owed: it depends on question 1.7"

    def test_one_part_without_a_day_leaves_the_whole_without_one(self):
        told = Kept((KeptPart("a", (), "s", ENDED, "q"), KeptPart("b", (), "s", BEGAN, "q")))
        assert (told.day, told.open_questions) == (ENDED, ("q",))
        assert Kept((*told.parts, KeptPart("c", (), "s"))).day is None
        assert (Kept().day, Kept().words) == (None, "")


class TestDoubt:
    """From which unit the years run is not settled in law, and that is said wherever they are counted."""

    @pytest.mark.parametrize("last", [ENDED, None])
    def test_is_named_beside_the_day_and_where_there_is_none(self, last):
        told = kept(provider(first_release=BEGAN, last_supply=last))
        assert told.open_questions == ("retention-start",)
        assert "(open question retention-start)" in told.words

    def test_is_not_named_where_it_does_not_concern_the_system_or_is_settled_by_another_text(self):
        intake = provider(first_release=BEGAN, last_supply=ENDED)
        assert kept(in_role("importer")).open_questions == ()
        settled = replace(CATALOGUE, legislation=replace(CATALOGUE.legislation, open_questions=()))
        assert kept(intake, settled).open_questions == ()


class TestData:
    """The number of years and what they are counted from are the law's, not the program's."""

    def test_another_text_has_other_years(self):
        law = CATALOGUE.legislation
        longer = tuple(replace(period, years=15) if period.years else period for period in law.periods)
        inquiry = replace(CATALOGUE, legislation=replace(law, periods=longer))
        assert kept(provider(first_release=BEGAN, last_supply=ENDED), inquiry).day == date(2046, 5, 4)

    @pytest.mark.parametrize("catalogue", every_edition(), ids=lambda each: each.legislation.edition)
    @pytest.mark.parametrize("name", sorted(FACTS)[::9])
    def test_something_is_said_of_every_system_in_every_edition(self, name, catalogue):
        told = kept(intake_of(FACTS[name]), catalogue)
        assert told.words
        assert told.cites
        assert "{" not in told.words


class TestShown:
    """Where people read it."""

    def test_an_explanation_holds_it(self):
        intake = provider(first_release=BEGAN, last_supply=ENDED)
        explanation = explain(intake, classify(intake, CATALOGUE.legislation), CATALOGUE)
        assert explanation.kept == kept(intake)

    def test_the_conformity_record_prints_a_row_for_each_period(self):
        context = context_of(provider(first_release=BEGAN, last_supply=ENDED), "conformity-record", CATALOGUE)
        lists = context.values["lists"]
        (row,) = lists.register_kept  # type: ignore[attr-defined]
        assert row.until == "4 May 2041"
        assert "10 years after 4 May 2031" in row.counted
