"""What is wrong with the words by which people answer in place of those that the form offers."""

from collections.abc import Iterator

from pipeline.model.answer_words import AnswerWords
from pipeline.model.folding import fold
from pipeline.model.form_words import FormWords
from pipeline.model.scalar import DOES_NOT_APPLY, NOT_SURE, split_reason, split_state

_MONTHS = 12


def answer_word_faults(answers: AnswerWords, words: FormWords) -> Iterator[str]:
    """Yield what is wrong with the words, and with states of the form that no reader would understand.

    Args:
        answers: by language.
        words: of the form.
    """
    for state, label in ((NOT_SURE, words.state_not_sure), (DOES_NOT_APPLY, words.state_does_not_apply)):
        if split_state(label) != (state, ""):
            yield f"{label!r} of the form is not read as {state!r}; use words that are shipped here"
    for language, spoken in answers.languages.items():
        states = (*spoken.not_sure, *spoken.does_not_apply)
        # A state is parted from its reason at the first stop or dash.
        yield from (
            f"{language}: {word!r} is too long, or holds a stop or a dash"
            for word in states
            if split_reason(word) != (fold(word), "")
        )
    yield from (
        f"{name}: twelve months are needed" for name, months in answers.months.items() if len(months) != _MONTHS
    )
    answered = {fold(word): word for each in answers.languages.values() for word in (*each.yes, *each.no)}
    for language, spoken in answers.languages.items():
        silent = (*spoken.not_sure, *spoken.does_not_apply, *spoken.placeholder, *spoken.short)
        yield from (f"{language}: {word!r} is yes or no elsewhere" for word in silent if fold(word) in answered)
        unsure, declined = set(map(fold, spoken.not_sure)), set(map(fold, spoken.does_not_apply))
        yield from (f"{language}: {word!r} is a state of two meanings" for word in sorted(unsure & declined))
