"""A number as people type it: read as the one it can be, refused with both readings where it can be two."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model.scalar import Kind, admit_number
from pipeline.stages.read_number import numbers_in, written
from pipeline.stages.reading import Shown
from tests.strategies import numbers
from tests.words_typed import codes, typed

PERCENT = Shown(in_percent=True)

LOOKS_LIKE_IT = [("40000", 40000), ("0.87", 0.87), ("-3", -3), ("0", 0), ("0.123", 0.123), ("1234.567", 1234.567)]

SPELLED = [
    ("0,87", 0.87),
    ("0,123", 0.123),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),
    ("1.234,567", 1234.567),
    ("1.234.567", 1234567),
    ("1,234,567", 1234567),
    ("40 000", 40000),
    ("40\u00a0000", 40000),
    ("40\u202f000,5", 40000.5),
    ("1'234", 1234),
    ("1\u2019234\u2019567.25", 1234567.25),
    ("1234,567", 1234.567),
    ("1.2340", 1.234),
    ("\u22125", -5),
    ("+5", 5),
    ("-1.234,5", -1234.5),
    ("  12,5 ", 12.5),
    ("1e3", 1000),
    ("1,5E-3", 0.0015),
    (",5", 0.5),
    (".5", 0.5),
    ("007", 7),
    ("1,0", 1),
]

TWO_MEANINGS = [
    ("1,234", "1.2340", "1234"),
    ("1.234", "1.2340", "1234"),
    ("12.000", "12", "12000"),
    ("-999,999", "-999999", "-999.9990"),
    ("1,234 %", "1.2340 %", "1234 %"),
]

NO_NUMBER = [
    ("NaN", ""),
    ("inf", ""),
    ("\u00bd", ""),
    ("1,00,000", ""),
    ("1.234.56", ""),
    ("1'234,5 678", ""),
    ("5.", ""),
    ("--5", ""),
    ("1e999", "no cell can hold it"),
    ("1e-400", "no cell can hold it"),
    ("0.12345678901234567", "more than 15 significant digits"),
    ("1." + "0" * 40 + "1", "more than 15 significant digits"),
    ("1.00000000000000000001", "more than 15 significant digits"),
    ("ca. 40", "words stand beside the digits"),
    ("40 000 EUR", "words stand beside the digits"),
    (">90", "a bound or an estimate"),
    ("\u00b15", "a bound or an estimate"),
    ("40-50", "more than one"),
    ("40 \u2013 50 %", "more than one"),
    ("1/2", "more than one"),
    ("\u0661\u0662", ""),
]


@pytest.mark.parametrize(("text", "number"), LOOKS_LIKE_IT)
def test_a_text_that_is_what_its_number_looks_like_is_read_without_a_word(text, number):
    reading = typed(text, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (number, [])


@pytest.mark.parametrize(("text", "number"), SPELLED)
def test_a_number_in_another_spelling_is_read_and_told(text, number):
    reading = typed(text, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (number, ["INT051"])
    assert reading.findings[0].message.endswith(f"was read as the number {reading.value}")


@pytest.mark.parametrize(("text", "one", "other"), TWO_MEANINGS)
def test_a_number_of_two_meanings_is_refused_with_both(text, one, other):
    reading = typed(text, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (None, ["INT049"])
    assert reading.findings[0].message == f'"{text}" may mean {one} or {other}'
    for meant in (one, other):
        assert "INT049" not in codes(typed(meant, Kind.NUMBER))


@pytest.mark.parametrize(("text", "why"), NO_NUMBER)
def test_what_is_no_number_is_refused_with_its_reason(text, why):
    reading = typed(text, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (None, ["INT014"])
    assert why in reading.findings[0].message
    assert why or reading.findings[0].message.endswith("is not a number")


@pytest.mark.parametrize("row", ["%", "in %", "Prozent", "per cent", "procent of cases", "percentage points"])
@pytest.mark.parametrize(("raw", "shown"), [("93,5 %", Shown()), ("93.5%", Shown()), (0.935, PERCENT)])
def test_a_percentage_is_a_count_of_hundredths_where_the_unit_is_percent(raw, shown, row):
    reading = typed(raw, Kind.NUMBER, shown=Shown(shown.in_percent, row))
    assert (reading.value, codes(reading)) == (93.5, ["INT051"])
    assert typed(raw, Kind.NUMBER, shown=shown, unit="percent").value == 93.5


@pytest.mark.parametrize("row", ["", "ratio", "share from 0 to 1"])
@pytest.mark.parametrize(("raw", "shown"), [("93,5 %", Shown()), ("93.5%", Shown()), (0.935, PERCENT)])
def test_a_percentage_is_a_share_where_the_unit_is_none_or_another(raw, shown, row):
    reading = typed(raw, Kind.NUMBER, shown=Shown(shown.in_percent, row))
    assert (reading.value, codes(reading)) == (0.935, ["INT051"])


def test_a_percentage_of_what_the_question_counts_otherwise_is_refused():
    reading = typed("50 %", Kind.NUMBER, unit="records")
    assert (reading.value, codes(reading)) == (None, ["INT014"])
    assert "records are asked for" in reading.findings[0].message


@pytest.mark.parametrize(("stored", "percent"), [(0.07, 7), (0.57, 57), (1.1, 110), (0.145, 14.5), (2, 200)])
def test_a_cell_shown_in_percent_gives_what_is_shown(stored, percent):
    assert typed(stored, Kind.NUMBER, shown=Shown(in_percent=True, unit="%")).value == percent


def test_the_result_of_a_formula_has_the_digits_that_the_program_shows():
    reading = typed(2 / 3, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (0.666666666666667, ["INT051"])


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), True, 10**400, 1234567890123456])
def test_what_no_cell_holds_as_a_number_is_refused(raw):
    reading = typed(raw, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (None, ["INT014"])


def _plain(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _thousandth(number: int) -> float:
    return number / 1000


@st.composite
def spellings(draw) -> tuple[str, Decimal]:
    """Draw a number and a text that a person writes for it in some country of the Union."""
    number = _plain(
        draw(numbers() | st.integers(-10_000_000, 10_000_000) | st.integers(-9999999, 9999999).map(_thousandth))
    )
    whole, _, decimals = f"{abs(number):f}".partition(".")
    mark, thousands = draw(
        st.sampled_from([(",", "."), (",", " "), (",", "\u202f"), (".", ","), (".", "'"), (",", "")])
    )
    grouped = f"{int(whole):,}".replace(",", thousands)
    sign = draw(st.sampled_from(["-", "\u2212"])) if number < 0 else ""
    padded = decimals + "0" * draw(st.integers(0, 2)) if decimals else ""
    return f"{sign}{grouped}{mark + padded if padded else ''}", number


@given(spellings())
def test_a_number_in_any_accepted_spelling_is_read_as_itself_or_refused_as_ambiguous(drawn):
    text, number = drawn
    reading = typed(text, Kind.NUMBER)
    if reading.value is None:
        assert codes(reading) == ["INT049"]
        assert str(float(number)) in {str(float(each)) for each in numbers_in(text.replace("\u2212", "-"))}
    else:
        assert reading.value == admit_number(float(number))


@given(st.text("0123456789., '-+eE%\u00a0\u2212", max_size=14) | st.text(max_size=10))
def test_no_text_breaks_the_reading_and_each_is_read_with_one_meaning_at_most(text):
    reading = typed(text, Kind.NUMBER)
    if reading.value is not None:
        assert admit_number(reading.value) == reading.value
        assert set(codes(reading)) <= {"INT051", "INT019"}


@given(numbers())
def test_a_number_is_written_so_that_it_has_one_meaning(number):
    assert numbers_in(written(_plain(number))) == (_plain(number),)


@given(numbers())
@example(576460752304999936)
def test_a_number_that_a_profile_admits_is_read_from_its_cell_as_it_is(number):
    reading = typed(number, Kind.NUMBER)
    assert (reading.value, codes(reading)) == (number, [])
