"""The day of a run: today's, or the one that is set from outside, and never a guess at what cannot be read."""

from datetime import UTC, date, datetime

import pytest

from pipeline.build.clock import NoDayError, today


def test_the_day_that_is_set_is_that_of_the_run(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 11, 26, 23, 59, tzinfo=UTC).timestamp())))
    assert today() == date(2026, 11, 26)


def test_without_one_it_is_the_day_in_utc(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    before = datetime.now(UTC).date()
    assert before <= today() <= datetime.now(UTC).date()


@pytest.mark.parametrize("text", ["tomorrow", "2026-11-26", "1.5", "9" * 30, "-" + "9" * 30, "99999999999999", " "])
def test_one_that_is_no_day_is_refused_by_name(monkeypatch, text):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(NoDayError, match=r"SOURCE_DATE_EPOCH is .*, which is no day"):
        today()
