"""Scalars: what one cell can hold, and what a text becomes before it is held."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pipeline.model.field_types import Code, Day, EvidenceRefs, Files, Line, Number, Prose, RowId, YesNo
from pipeline.model.scalar import (
    DOES_NOT_APPLY,
    FIRST_DAY,
    NOT_SURE,
    TEXT_LIMIT,
    Kind,
    admit_number,
    cell_length,
    clean_text,
    is_placeholder,
    split_state,
)

TYPES: dict[str, Any] = {
    "id": RowId,
    "line": Line,
    "prose": Prose,
    "number": Number,
    "day": Day,
    "yes-no": YesNo,
    "code": Code,
    "files": Files,
    "refs": EvidenceRefs,
}
ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in TYPES.items()}

ADMITTED = {
    "id": ("DS-01", "1", "a", "EV.2_b-c", "x" * 40),
    "line": ("2.10", "a b", "tab\tinside", "é", "=1+1", "𝔘", "x" * TEXT_LIMIT, "Not sure about this"),
    "prose": ("one\ntwo", "- item", "“quoted”", "no", "not applicable here", "𝔘" * (TEXT_LIMIT // 2)),
    "number": (0, 1, -7, 0.1, 123456789012345, 10**20, 1.5e300, -1e-300),
    "day": (FIRST_DAY, date(2026, 11, 23), date.max),
    "yes-no": (True, False),
    "code": ("none", "life-health-insurance", "annex-3", "x"),
    "files": (("a.pdf",), ("a.pdf", "Über uns (2).png", ".".join("abc"))),
    "refs": (("EV-01",), ("EV-01", "EV-02")),
}

REFUSED = {
    "id": ("", " DS-01", "DS 01", "-1", ".1", "a/b", "ä", "x" * 41, "row;1", "n.a", "TBD", 1, None),
    "line": ("", " ", "a\nb", "a ", "a\rb", "x" * (TEXT_LIMIT + 1), "𝔘" * (TEXT_LIMIT // 2 + 1), "tbd", "N/A", 5),
    "prose": ("\n", "a\x00b", "e\u0301", "\ud800", "\ufdd0", "a\u202eb", "Not sure", "Does not apply: old", "?", None),
    "number": (True, False, "1", None, float("nan"), float("inf"), -float("inf"), 1234567890123456, 0.1234567890123456),
    "day": (date(1900, 2, 28), date(1, 1, 1), "2026-11-23", datetime(2026, 11, 23, 12, tzinfo=None), 5),  # noqa: DTZ001
    "yes-no": (1, 0, "yes", None),
    "code": ("", "None", "a b", "a_b", "-a", "a-", "a--b", "a\n", "ä", "a.b", 5, True, None),
    "files": (("a/b.pdf",), ("a;b.pdf",), (".hidden",), ("..",), ("",), ("a\nb",), ("x" * 201,), "a.pdf", ("a\\b",)),
    "refs": (("EV 01",), ("",), "EV-01"),
}

OUT_OF_REACH = (10**308, -(10**308), 10**400, 1e308, 5e-324, 1e-308)


def cases(table: Mapping[str, Sequence[object]]) -> list[Any]:
    return [pytest.param(kind, value, id=f"{kind}-{ascii(value)[:24]}") for kind, row in table.items() for value in row]


@pytest.mark.parametrize(("kind", "value"), cases(ADMITTED))
def test_what_a_cell_holds_is_admitted_as_it_is(kind: str, value: object) -> None:
    assert ADAPTERS[kind].validate_python(value, strict=True) == value


@pytest.mark.parametrize(("kind", "value"), cases(REFUSED))
def test_what_no_cell_holds_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValidationError):
        ADAPTERS[kind].validate_python(value, strict=True)


@pytest.mark.parametrize("number", OUT_OF_REACH, ids=["int", "negative", "beyond-float", "float", "denormal", "small"])
def test_a_number_that_a_cell_cannot_hold_is_refused_and_breaks_nothing(number: float) -> None:
    with pytest.raises(ValueError, match="not a number that a cell can hold"):
        admit_number(number)


def test_a_number_of_more_digits_says_so() -> None:
    with pytest.raises(ValueError, match="more than 15 significant digits"):
        admit_number(1234567890123456)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-30, 30))
def test_every_number_of_fifteen_digits_is_admitted_and_whole_ones_are_int(digits: int, power: int) -> None:
    number = float(f"{digits}e{power}")
    admitted = admit_number(number)
    assert admitted == number
    assert isinstance(admitted, int) is number.is_integer()
    assert admit_number(admitted) == admitted


@given(st.floats() | st.integers() | st.booleans() | st.text() | st.none())
def test_a_number_is_admitted_unchanged_or_refused(number: object) -> None:
    try:
        admitted = admit_number(number)
    except ValueError:
        return
    assert admitted == number
    assert float(f"{admitted:.15g}") == admitted


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  a  ", "a"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a\tb"),
        ("e\u0301", "é"),
        ("a\x00\x1f\x7f\ufdd0\ufffe\uffff\u202e\u2066b", "ab"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("\u00a0a\u00a0", "a"),
        ("a\u200db", "a\u200db"),
        ("\x00 \x00", ""),
    ],
    ids=["blanks", "line-ends", "tab", "composed", "unprintable", "surrogates", "no-break", "joiner", "nothing-left"],
)
def test_text_is_cleaned(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@given(st.text(st.characters()))
@example("\x1f \u0301a")
@example("\ud83d\ude00")
@example("a\u0301\x00\u0323")
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    cleaned = clean_text(raw)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@given(st.text(st.characters()))
def test_any_text_is_admitted_once_it_is_cleaned_unless_it_answers_nothing(raw: str) -> None:
    cleaned = clean_text(raw)
    answers_nothing = not cleaned or split_state(cleaned) is not None or is_placeholder(cleaned)
    try:
        ADAPTERS["prose"].validate_python(cleaned)
    except ValidationError:
        assert answers_nothing
    else:
        assert not answers_nothing


@pytest.mark.parametrize(("text", "length"), [("", 0), ("abc", 3), ("\uffff", 1), ("a𝔘", 3)])
def test_length_is_counted_as_excel_counts_it(text: str, length: int) -> None:
    assert cell_length(text) == length


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Not sure", (NOT_SURE, "")),
        ("not SURE: ask the supplier", (NOT_SURE, "ask the supplier")),
        ("Does not apply", (DOES_NOT_APPLY, "")),
        ("does not apply :", (DOES_NOT_APPLY, "")),
        ("Does not apply:one\ntwo", (DOES_NOT_APPLY, "one\ntwo")),
        ("Does not apply: a: b", (DOES_NOT_APPLY, "a: b")),
        ("Not sure about this", None),
        ("It does not apply", None),
        ("Does  not apply", (DOES_NOT_APPLY, "")),
        ("Nicht sicher: beim Hersteller fragen", (NOT_SURE, "beim Hersteller fragen")),
        ("Trifft nicht zu", (DOES_NOT_APPLY, "")),
        ("Sans objet : aucun utilisateur", (DOES_NOT_APPLY, "aucun utilisateur")),
        ("Nie dotyczy - brak", (DOES_NOT_APPLY, "brak")),
        ("Sans objet trouvé", None),
        ("", None),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_state_is_read_with_its_reason(text: str, state: tuple[str, str] | None) -> None:
    assert split_state(text) == state


@given(st.sampled_from([NOT_SURE, DOES_NOT_APPLY]), st.text(st.characters()).map(clean_text))
def test_a_state_that_a_form_writes_is_read_back(word: str, reason: str) -> None:
    assert split_state(clean_text(f"{word}: {reason}")) == (word, reason)


@pytest.mark.parametrize(
    "text",
    ["tbd", "TBD", "n/a", "N.A.", "?", "…", "—", "Unknown", "don't know", "Not Applicable", "k. A.", "n.v.t.", "s.o."],
)
def test_a_text_that_only_fills_its_cell_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["no", "none", "0", "not applicable to rail", "unknown origin", "X", "NVT", "keine", "offen"]
)
def test_a_short_answer_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.value for kind in Kind}) == len(Kind) == 11


@pytest.mark.parametrize(
    "text", ["Not sure, ask Legal", "not sure - ask Legal", "Not sure. ask Legal", "NOT SURE: ask Legal"]
)
def test_a_state_is_read_whatever_stop_a_person_puts_after_it(text):
    assert split_state(text) == ("Not sure", "ask Legal")


@pytest.mark.parametrize("text", ["TBD:", "tbd.", "no idea", "n/a!"])
def test_a_placeholder_with_a_stop_is_a_placeholder_still(text):
    assert is_placeholder(text)
