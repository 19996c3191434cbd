"""What people answer in place of the words that the form offers, in every official language of the Union."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.folding import fold
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.scalar import DOES_NOT_APPLY, NOT_SURE, Kind, admit_text, is_placeholder, split_state
from tests.strategies import questionnaire
from tests.words_typed import codes, typed

WORDS = questionnaire().answers
LANGUAGES = sorted(WORDS.languages)
UNWRITTEN = [Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER, Kind.DATE, Kind.TABLE]
WRITTEN = [Kind.ID, Kind.LINE, Kind.PROSE, Kind.FILES, Kind.REFS]

YES_AND_NO = {
    "bg": ("Да", "Не"),
    "cs": ("Ano", "Ne"),
    "da": ("Ja", "Nej"),
    "de": ("Ja", "Nein"),
    "el": ("Ναι", "Όχι"),
    "en": ("Yes", "No"),
    "es": ("Sí", "No"),
    "et": ("Jah", "Ei"),
    "fi": ("Kyllä", "Ei"),
    "fr": ("Oui", "Non"),
    "ga": ("Tá", "Níl"),
    "hr": ("Da", "Ne"),
    "hu": ("Igen", "Nem"),
    "it": ("Sì", "No"),
    "lt": ("Taip", "Ne"),
    "lv": ("Jā", "Nē"),
    "mt": ("Iva", "Le"),
    "nl": ("Ja", "Nee"),
    "pl": ("Tak", "Nie"),
    "pt": ("Sim", "Não"),
    "ro": ("Da", "Nu"),
    "sk": ("Áno", "Nie"),
    "sl": ("Da", "Ne"),
    "sv": ("Ja", "Nej"),
}


def words(field: str) -> list:
    return [(language, word) for language in LANGUAGES for word in getattr(WORDS.languages[language], field)]


def test_every_official_language_is_there():
    assert YES_AND_NO.keys() == WORDS.languages.keys() == WORDS.months.keys()
    assert len(LANGUAGES) == 24


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["en", "de", "el", "", "xx"])
@pytest.mark.parametrize(
    "style", [str, str.upper, str.lower, " {} ".format, "{}.".format, "\u201e{}\u201c".format, "{}!".format]
)
def test_yes_and_no_of_every_language_are_read_on_any_form(language, form, style):
    for word, answer in zip(YES_AND_NO[language], (True, False), strict=True):
        reading = typed(style(word), Kind.YES_NO, form)
        assert (reading.value, codes(reading)) == (answer, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_yes_and_no_is_read_by_the_language_of_its_form(language):
    own = WORDS.languages[language]
    torn = set(map(fold, own.yes)) & set(map(fold, own.no))
    for word, answer in [(word, True) for word in own.yes] + [(word, False) for word in own.no]:
        assert typed(word, Kind.YES_NO, f"{language}-XX").value is (None if fold(word) in torn else answer)


@pytest.mark.parametrize("word", sorted({word for field in ("yes", "no") for _, word in words(field)}))
def test_a_word_that_languages_contradict_is_never_read_on_a_form_of_neither(word):
    meant = {
        answer
        for field, answer in (("yes", True), ("no", False))
        for _, each in words(field)
        if fold(each) == fold(word)
    }
    reading = typed(word, Kind.YES_NO, "xx")
    assert reading.value is (meant.pop() if len(meant) == 1 else None)
    if reading.value is None:
        assert "yes in one language and no in another" in reading.findings[0].message


@pytest.mark.parametrize(
    ("word", "form", "answer"),
    [
        ("vale", "es", True),
        ("vale", "et", False),
        ("vale", "en", None),
        ("o", "fr", True),
        ("o", "el", False),
        ("o", "de", None),
        ("n", "el", None),
        ("n", "de", False),
        ("ναι", "en", True),
        ("ne", "el", False),
        ("\u039d\u0391\u0399", "en", True),
    ],
)
def test_words_of_two_meanings_are_settled_by_the_language_of_the_form_or_refused(word, form, answer):
    reading = typed(word, Kind.YES_NO, form)
    assert reading.value is answer
    assert codes(reading) == ([] if answer is not None else ["INT024"])


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("x", True),
        ("X", True),
        ("\u2713", True),
        ("\u2714", True),
        ("\u2714\ufe0f", True),
        ("\u2611", True),
        ("[x]", True),
        *((1, True), ("1", True), (0, False), ("0", False)),
    ],
)
def test_a_mark_is_read_and_told(raw, answer):
    reading = typed(raw, Kind.YES_NO)
    assert (reading.value, codes(reading)) == (answer, ["INT057"])


@pytest.mark.parametrize(
    "raw", ["\u2612", "\u2717", "\u2718", "\u2610", 2, -1, "yes?", "yes, but", "yes/no", "maybe", "ano ne"]
)
def test_what_is_neither_yes_nor_no_is_refused(raw):
    reading = typed(raw, Kind.YES_NO)
    assert (reading.value, codes(reading)) == (None, ["INT024"])


def test_the_hint_names_words_that_are_read():
    hint = typed("perhaps", Kind.YES_NO).findings[0].hint
    named = hint.partition("(")[2].partition(" ...")[0].split(", ")
    assert [typed(word, Kind.YES_NO).value for word in named] == [True, False, True, False, True, False]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("field", "state"), [("not_sure", AnswerState.UNKNOWN), ("does_not_apply", AnswerState.NOT_APPLICABLE)]
)
def test_a_state_in_any_language_is_a_state_in_a_cell_of_any_kind(kind, field, state):
    for _, word in words(field):
        assert typed(f"{word}: because", kind).note == AnswerNote(state, "because")
        bare = typed(word.upper(), kind)
        assert (bare.value, bare.note) == (None, AnswerNote(state))


@pytest.mark.parametrize("kind", Kind)
def test_a_placeholder_in_any_language_answers_nothing_in_a_cell_of_any_kind(kind):
    for _, word in words("placeholder"):
        assert codes(typed(word, kind)) == ["INT017"]


@pytest.mark.parametrize("kind", UNWRITTEN)
def test_a_short_placeholder_answers_nothing_where_no_text_is_asked_for(kind):
    for _, word in words("short"):
        assert codes(typed(word, kind)) == ["INT017"]


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.PROSE])
def test_a_text_that_looks_like_a_short_placeholder_stays_a_text(kind):
    for _, word in words("short"):
        if not is_placeholder(word):
            assert typed(word, kind).value == word


def test_no_profile_holds_a_text_that_a_cell_reads_as_a_state_or_a_placeholder():
    for field in ("not_sure", "does_not_apply", "placeholder"):
        for _, word in words(field):
            with pytest.raises(ValueError, match="state or a placeholder"):
                admit_text(word)


@given(
    st.text(max_size=40)
    | st.sampled_from([word for field in ("yes", "no", "placeholder", "short") for _, word in words(field)])
)
def test_every_text_that_a_profile_admits_is_read_as_itself(text):
    try:
        admit_text(text)
    except ValueError:
        return
    assert typed(text, Kind.PROSE).value == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Prêt à l'emploi", "ready"),
        ("pret a l\u2019emploi", "ready"),
        ("\u00abPRÊT À L\u2019EMPLOI\u00bb.", "ready"),
        ("READY", "ready"),
        ("kreditwurdigkeit", "credit"),
        ("None of these", "none"),
        ('None of these (no "use")', "none"),
        ("Kredit", ""),
        ("", ""),
    ],
)
def test_a_choice_is_read_however_its_label_or_code_is_spelled(text, code):
    assert typed(text, Kind.CHOICE).value == (code or None)
    if code:
        assert typed(f"{text}; none", Kind.CHOICES).value == tuple(dict.fromkeys([code, "none"]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ja", "ja."),
        ("\u201eJa\u201c", "ja"),
        ("NÃO", "nao"),
        ("k. A.", "k.A."),
        ("fałsz", "FALSZ"),
        ("weiß", "WEISS"),
        ("Pas\u00a0sûr", "pas  sur"),
        ("l\u2019emploi", "l'emploi"),
        ("Δεν ισχύει", "ΔΕΝ ΙΣΧΥΕΙ"),
        ("\u2714\ufe0f", "\u2714"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_the_states_of_the_form_are_read_in_the_words_of_its_language():
    words_of_form = questionnaire().words
    assert split_state(words_of_form.state_not_sure) == (NOT_SURE, "")
    assert split_state(words_of_form.state_does_not_apply) == (DOES_NOT_APPLY, "")
