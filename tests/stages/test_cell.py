"""What one cell gives: a value as the profile holds it, a state instead of one, or a finding that says why neither."""

from datetime import date, datetime, time

import pytest

from pipeline.model.fact import Fact
from pipeline.model.fact_list import facts
from pipeline.model.finding import Place
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.scalar import TEXT_LIMIT, Kind
from pipeline.model.sheet import CellError, CellValue
from pipeline.stages.cell import ids_in, read_cell
from pipeline.stages.reading import Asked, Reading
from pipeline.stages.tongue import Tongue

AT = Place("system.xlsx", "1 Identity", "E5", "system.name")
CITES = ("Annex V(1)",)
LABELS = {
    "yes-no": {"yes": "yes", "no": "no", "oui": "yes"},
    "Level": {"low": "low", "medium": "medium", "high": "high", "gering": "low", "Grave (lasting harm)": "high"},
    "DataUse": {"training": "training", "testing": "testing"},
}
LINE, PROSE = Fact("x", Kind.LINE), Fact("x", Kind.PROSE)
ID = Fact("x", Kind.ID)
YES_NO = Fact("x", Kind.YES_NO)
LEVEL = Fact("x", Kind.CHOICE, vocabulary="Level", choices=("low", "medium", "high"))
USES = Fact("x", Kind.CHOICES, vocabulary="DataUse", choices=("training", "testing"))
NUMBER, DATE = Fact("x", Kind.NUMBER), Fact("x", Kind.DATE)
FILES, REFS = Fact("x", Kind.FILES), Fact("x", Kind.REFS, refers_to="evidence")
TABLE = Fact("x", Kind.TABLE)


def read(raw: CellValue, fact: Fact) -> Reading:
    return read_cell(raw, Asked(fact, AT, CITES, Tongue(LABELS)))


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        (LINE, None, None),
        (LINE, "   ", None),
        (LINE, "TenorScore", "TenorScore"),
        (LINE, "  TenorScore \n", "TenorScore"),
        (LINE, "Not surely", "Not surely"),
        (LINE, "Does not apply to minors", "Does not apply to minors"),
        (LINE, True, "TRUE"),
        (LINE, False, "FALSE"),
        (PROSE, date(2027, 1, 11), "2027-01-11"),
        (PROSE, datetime(2027, 1, 11), "2027-01-11"),  # noqa: DTZ001 - a cell knows no zone
        (PROSE, datetime(2027, 1, 11, 8, 30), "2027-01-11T08:30:00"),  # noqa: DTZ001 - as above
        (PROSE, time(8, 30), "08:30:00"),
        (PROSE, "one\r\ntwo\vthree\u2028four", "one\ntwo\nthree\nfour"),
        (PROSE, "e\u0301", "\u00e9"),
        (PROSE, 42, "42"),
        (PROSE, "=1+1", "=1+1"),
        (PROSE, "x" * TEXT_LIMIT, "x" * TEXT_LIMIT),
        (ID, "DS-01", "DS-01"),
        (ID, "3.2_a-b", "3.2_a-b"),
        (ID, "x" * 40, "x" * 40),
        (YES_NO, "Yes", True),
        (YES_NO, "NO", False),
        (YES_NO, "oui", True),
        (YES_NO, True, True),
        (YES_NO, False, False),
        (LEVEL, "High", "high"),
        (LEVEL, "gering", "low"),
        (LEVEL, "medium", "medium"),
        (LEVEL, "Grave", "high"),
        (USES, "Training; Testing", ("training", "testing")),
        (USES, "Training;Testing", ("training", "testing")),
        (USES, "Testing\nTraining\nTesting", ("testing", "training")),
        (NUMBER, 0, 0),
        (NUMBER, -3, -3),
        (NUMBER, 0.1, 0.1),
        (NUMBER, "0.25", 0.25),
        (NUMBER, "12", 12),
        (DATE, date(2026, 11, 23), date(2026, 11, 23)),
        (DATE, datetime(2026, 11, 23, 9), date(2026, 11, 23)),  # noqa: DTZ001 - as above
        (DATE, "2026-11-23", date(2026, 11, 23)),
        (DATE, date(1900, 3, 1), date(1900, 3, 1)),
        (FILES, "a.pdf; b c.png", ("a.pdf", "b c.png")),
        (REFS, "EV-01;EV-02\nEV-01", ("EV-01", "EV-02")),
    ],
)
def test_a_cell_gives_a_value(fact, raw, value):
    reading = read(raw, fact)
    assert (reading.value, reading.note, reading.findings) == (value, None, ())


@pytest.mark.parametrize(
    ("fact", "raw", "value", "code", "says"),
    [
        (LINE, 2.1, "2.1", "INT027", "read as 2.1"),
        (LINE, 3, "3", "INT027", "read as 3"),
        (ID, 7, "7", "INT027", "read as 7"),
        (LINE, date(2027, 1, 11), "2027-01-11", "INT027", "a date, read as 2027-01-11"),
        (LINE, time(8, 30), "08:30:00", "INT027", "read as 08:30:00"),
        (ID, datetime(2026, 2, 3), "2026-02-03", "INT027", "read as 2026-02-03"),  # noqa: DTZ001 - as above
        (LINE, "one\ntwo", "one two", "INT037", "line breaks"),
        (LINE, "a\u0007b", "ab", "INT019", "removed"),
        (LINE, "a\ufdd0b", "ab", "INT019", "removed"),
        (LINE, "evil\u202etxt.exe", "eviltxt.exe", "INT019", "removed"),
        (PROSE, "\ufffe", None, "INT019", "removed"),
        (PROSE, "one\n\n\ufdd0two", "one\n\ntwo", "INT019", "removed"),
    ],
)
def test_a_value_that_is_read_differently_is_told(fact, raw, value, code, says):
    reading = read(raw, fact)
    assert reading.value == value
    assert [told.code for told in reading.findings] == [code]
    assert says in reading.findings[0].message


@pytest.mark.parametrize(
    ("fact", "raw", "code", "says"),
    [
        (LINE, CellError("#REF!"), "INT020", "#REF!"),
        (NUMBER, CellError("formula without a stored result"), "INT020", "formula"),
        (LINE, "tbd", "INT017", '"tbd"'),
        (YES_NO, "N/A", "INT017", '"N/A"'),
        (NUMBER, "?", "INT017", '"?"'),
        (LINE, "not applicable", "INT017", "answers nothing"),
        (PROSE, "x" * (TEXT_LIMIT + 1), "INT026", "32768 characters; 32767 fit"),
        (ID, "two words", "INT035", '"two words"'),
        (ID, "-x", "INT035", '"-x"'),
        (ID, "x" * 41, "INT035", "cannot be an id"),
        (YES_NO, "perhaps", "INT024", '"perhaps"'),
        (LEVEL, "severe", "INT015", '"severe"'),
        (USES, "Training; nothing", "INT015", '"nothing"'),
        (NUMBER, "about five", "INT014", '"about five"'),
        (NUMBER, "12.000", "INT049", "may mean 12 or 12000"),
        (NUMBER, True, "INT014", '"True"'),
        (NUMBER, float("inf"), "INT014", '"inf"'),
        (NUMBER, "0.12345678901234567", "INT014", '"0.123'),
        (DATE, "30 February 2026", "INT016", '"30 February 2026"'),
        (DATE, "2026-02-30", "INT016", '"2026-02-30"'),
        (DATE, date(1900, 2, 28), "INT016", '"1900-02-28"'),
        (DATE, 46349, "INT050", "may mean 2026-11-23 or the number 46349"),
        (DATE, "01/02/2026", "INT050", "may mean 2026-01-02 or 2026-02-01"),
        (FILES, "../secret.pdf", "INT036", '"../secret.pdf"'),
        (FILES, "C:\\plans.pdf", "INT036", "path"),
        (FILES, ".hidden", "INT036", '".hidden"'),
        (REFS, "EV 01", "INT035", '"EV 01"'),
        (USES, ";", "INT015", '";"'),
        (USES, " ; ;\n; ", "INT015", '"; ; ;"'),
        (FILES, ";", "INT036", '";"'),
        (REFS, ";", "INT035", '";"'),
        (TABLE, "three data sets", "INT017", '"three data sets"'),
    ],
)
def test_a_cell_that_gives_no_value_says_why_and_where(fact, raw, code, says):
    reading = read(raw, fact)
    assert (reading.value, reading.note) == (None, None)
    (told,) = reading.findings
    assert (told.code, told.at, told.cites) == (code, AT, CITES)
    assert says in told.message
    assert told.hint


@pytest.mark.parametrize(
    ("raw", "note", "codes"),
    [
        ("Not sure", AnswerNote(AnswerState.UNKNOWN), []),
        ("not SURE : ask the supplier", AnswerNote(AnswerState.UNKNOWN, "ask the supplier"), []),
        ("Not sure: two\nlines", AnswerNote(AnswerState.UNKNOWN, "two\nlines"), []),
        ("Does not apply: no users", AnswerNote(AnswerState.NOT_APPLICABLE, "no users"), []),
        ("does not apply:", AnswerNote(AnswerState.NOT_APPLICABLE), ["INT018"]),
        ("Does not apply", AnswerNote(AnswerState.NOT_APPLICABLE), ["INT018"]),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_a_state_may_stand_in_a_cell_of_any_kind(raw, note, codes, kind):
    fact = next(fact for fact in facts().values() if fact.kind is kind)
    reading = read(raw, fact)
    assert (reading.value, reading.note, [told.code for told in reading.findings]) == (None, note, codes)


def test_an_unknown_choice_names_what_may_be_chosen():
    (told,) = read("severe", LEVEL).findings
    # Once each, as the form calls it last: two of these have another name in the form at hand.
    assert told.hint.startswith("Choose from: gering; medium; Grave.")


def test_every_unknown_one_of_several_choices_is_told():
    assert [told.code for told in read("Cooking; Training; Sailing", USES).findings] == ["INT015", "INT015"]


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (None, ()),
        ("", ()),
        (CellError("#N/A"), ()),
        ("EV-01", ("EV-01",)),
        (" EV-01 ;; EV-02\n\nEV-01 ", ("EV-01", "EV-02")),
        (7, ("7",)),
    ],
)
def test_ids_in_a_cell_are_parted_and_counted_once(raw, ids):
    assert ids_in(raw) == ids
