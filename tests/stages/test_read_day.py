"""A day as people type it: read as the one it can be, refused with both readings where it can be two."""

from datetime import date, datetime, time

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.scalar import FIRST_DAY, Kind
from tests.strategies import questionnaire
from tests.words_typed import codes, typed

DAY = date(2026, 11, 23)

SPELLED = [
    "23.11.2026",
    "23. 11. 2026",
    "23.11.2026.",
    "23.11.2026 г.",
    "23/11/2026",
    "11/23/2026",
    "23-11-2026",
    "23 11 2026",
    "2026/11/23",
    "2026.11.23",
    "2026. 11. 23.",
    "20261123",
    "2026-W48-1",
    "23 November 2026",
    "23. November 2026",
    "November 23, 2026",
    "Nov 23 2026",
    "23-Nov-2026",
    "23rd of November 2026",
    "le 23 novembre 2026",
    "23 de noviembre de 2026",
    "23 ta\u2019 Novembru 2026",
    "2026. november 23.",
    "2026 m. lapkri\u010dio 23 d.",
    "2026. gada 23. novembr\u012b",
    "23. studenog 2026.",
    "23. novembra 2026",
    "23 ноември 2026 г.",
    "23 Νοεμβρίου 2026",
    "23 Samhain 2026",
    "2026-11-23 14:30",
    "2026-11-23T14:30:00Z",
    "23.11.2026, 14.30 Uhr",
    "11/23/2026 2:30 pm",
]

ONE_READING = [
    ("2.1.2026", date(2026, 1, 2)),
    ("01.02.2026", date(2026, 2, 1)),
    ("03/03/2026", date(2026, 3, 3)),
    ("2026/01/02", date(2026, 1, 2)),
    ("1er mars 2026", date(2026, 3, 1)),
    ("1. J\u00e4nner 2026", date(2026, 1, 1)),
    ("3. M\u00e4rz 2026", date(2026, 3, 3)),
    ("3. Maerz 2026", date(2026, 3, 3)),
    ("23 Me\u00e1n F\u00f3mhair 2026", date(2026, 9, 23)),
]

TWO_READINGS = [
    ("01/02/2026", "2026-01-02", "2026-02-01"),
    ("01-02-2026", "2026-01-02", "2026-02-01"),
    ("1/2/2026 10:00", "2026-01-02", "2026-02-01"),
    ("3 listopada 2026", "2026-10-03", "2026-11-03"),
    (46000, "2025-12-09", "the number 46000"),
    ("46000", "2025-12-09", "the number 46000"),
    (46000.5, "2025-12-09", "the number 46000.5"),
    (2026, "1905-07-18", "the year 2026"),
]

NO_DAY = [
    ("soon", ""),
    ("31.2.2026", ""),
    ("11.23.2026", ""),
    ("2026-23-11", ""),
    ("23/11-2026", ""),
    ("before 23 November 2026", ""),
    ("23 or 24 November 2026", ""),
    ("23 November or December 2026", ""),
    ("1899-12-31", ""),
    ("1.1.1900", ""),
    ("23.11.26", "two digits"),
    ("01/02/26", "two digits"),
    ("November 2026", "names no day"),
    ("11/2026", "names no day"),
    ("2026-11", "names no day"),
    ("2026.11", "names no day"),
    (59, ""),
    (-1, ""),
    (3_000_000, ""),
    (float("nan"), ""),
    (True, ""),
    (time(8, 30), ""),
]

LANGUAGES = sorted(questionnaire().answers.languages)


@pytest.mark.parametrize("raw", [DAY, datetime(2026, 11, 23, 14, 30), "2026-11-23"])  # noqa: DTZ001 - a cell knows no zone
def test_a_real_date_and_an_iso_text_are_read_without_a_word(raw):
    reading = typed(raw, Kind.DATE)
    assert (reading.value, codes(reading)) == (DAY, [])


@pytest.mark.parametrize("text", SPELLED)
def test_a_date_typed_as_text_is_read_and_told(text):
    reading = typed(text, Kind.DATE)
    assert (reading.value, codes(reading)) == (DAY, ["INT055"])
    assert reading.findings[0].message == f'"{text}" was read as 2026-11-23'


@pytest.mark.parametrize(("text", "day"), ONE_READING)
def test_a_date_of_one_reading_is_read(text, day):
    assert typed(text, Kind.DATE).value == day


@pytest.mark.parametrize(("raw", "one", "other"), TWO_READINGS)
def test_a_date_of_two_readings_is_refused_with_both(raw, one, other):
    reading = typed(raw, Kind.DATE)
    assert (reading.value, codes(reading)) == (None, ["INT050"])
    assert reading.findings[0].message == f'"{raw}" may mean {one} or {other}'


@pytest.mark.parametrize(("raw", "why"), NO_DAY)
def test_what_is_no_day_is_refused_with_its_reason(raw, why):
    reading = typed(raw, Kind.DATE)
    assert (reading.value, codes(reading)) == (None, ["INT016"])
    assert why in reading.findings[0].message


@pytest.mark.parametrize(("language", "month"), [("hr", 10), ("pl", 11), ("cs", 11)])
def test_a_month_of_two_meanings_is_that_of_the_language_of_the_form(language, month):
    assert typed("3 listopad 2026", Kind.DATE, language).value == date(2026, month, 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_by_its_full_names_in_every_language(language, month):
    for form in ("format", "stand-alone"):
        name = Locale.parse(language).months[form]["wide"][month]
        assert typed(f"13 {name} 2026", Kind.DATE, language).value == date(2026, month, 13)


@given(st.dates(FIRST_DAY, date(2100, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(["long", "medium"]))
def test_a_day_as_any_language_writes_it_is_read_as_itself_or_refused(day, language, form):
    reading = typed(format_date(day, form, locale=language), Kind.DATE, language)
    assert reading.value in (day, None)
    assert reading.value == day or codes(reading) in (["INT050"], ["INT016"])


@given(
    st.dates(FIRST_DAY),
    st.sampled_from(
        ["{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "{d}. {m}. {y}", "{y}/{m:02}/{d:02}", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}"]
    ),
)
def test_a_day_in_digits_of_one_order_is_read_as_itself(day, style):
    assert typed(style.format(d=day.day, m=day.month, y=f"{day.year:04}"), Kind.DATE).value == day


@given(st.dates(FIRST_DAY), st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{m}/{d}/{y}", "{m:02}-{d:02}-{y}"]))
def test_a_day_in_digits_of_any_order_is_read_as_itself_or_refused_with_both(day, style):
    reading = typed(style.format(d=day.day, m=day.month, y=f"{day.year:04}"), Kind.DATE)
    if day.day > 12 or day.day == day.month:
        assert reading.value == day
    else:
        assert (reading.value, codes(reading)) == (None, ["INT050"])
        assert day.isoformat() in reading.findings[0].message


@given(st.text("0123456789./- :TNov", max_size=14) | st.text(max_size=30) | st.floats() | st.integers())
def test_nothing_breaks_the_reading(raw):
    reading = typed(raw, Kind.DATE)
    assert reading.value is None or isinstance(reading.value, date)
