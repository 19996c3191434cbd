"""Words that answers are read by and that cannot be used: each fault is told with its language."""

from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.library.answer_words import answer_word_faults
from tests.strategies import questionnaire

ASKED = questionnaire()


def faults(language: str = "de", state: str = "Nicht sicher", **words: Any) -> list[str]:
    spoken = ASKED.answers.languages
    changed = replace(ASKED.answers, languages=spoken | {language: replace(spoken[language], **words)})
    return list(answer_word_faults(changed, replace(ASKED.words, state_not_sure=state)))


def test_the_shipped_words_have_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"not_sure": ("Nicht - sicher",)}, "de: 'Nicht - sicher' is too long, or holds a stop or a dash"),
        ({"does_not_apply": ("x" * 60,)}, "is too long"),
        ({"placeholder": ("Oui",)}, "de: 'Oui' is yes or no elsewhere"),
        ({"short": ("né",)}, "de: 'né' is yes or no elsewhere"),
        ({"not_sure": ("Entfällt",)}, "de: 'entfallt' is a state of two meanings"),
    ],
)
def test_a_word_that_would_be_read_in_two_ways_is_told(words, told):
    (fault,) = faults(**words)
    assert told in fault


def test_a_state_of_the_form_that_no_reader_understands_is_told():
    (fault,) = faults(state="Who knows")
    assert fault == "'Who knows' of the form is not read as 'Not sure'; use words that are shipped here"


def test_a_language_with_a_month_too_few_is_told():
    short = replace(ASKED.answers, months={"de": ("januar",)})
    assert list(answer_word_faults(short, ASKED.words)) == ["de: twelve months are needed"]
