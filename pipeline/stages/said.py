"""What was answered, in the words of the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.model.fact import Fact
from pipeline.model.form_codes import SEPARATOR, Content
from pipeline.model.form_words import FormWords
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.scalar import Kind


def said(
    fact: Fact,
    value: Any,
    note: AnswerNote | None,
    words: FormWords,
    choices: Mapping[str, Mapping[str, str]],
) -> Content:
    """Return what stands in the cell of a fact: its value, else its state in words, else nothing.

    Args:
        fact: which fact.
        value: as profile.json or the profile holds it, or None; rows of a table are not looked at.
        note: what is said beside the value.
        words: of the form.
        choices: wording of the closed lists.
    """
    if value is not None and fact.kind is not Kind.TABLE:
        return _content(fact, value, words, choices)
    if note is None or note.state is None:
        return None
    word = words.state_not_sure if note.state is AnswerState.UNKNOWN else words.state_does_not_apply
    return f"{word}: {note.reason}" if note.reason else word


def _content(fact: Fact, value: Any, words: FormWords, choices: Mapping[str, Mapping[str, str]]) -> Content:
    def label(code: Any) -> str:
        return choices.get(fact.vocabulary, {}).get(str(code), str(code))

    match fact.kind:
        case Kind.YES_NO:
            return words.yes if value else words.no_word
        case Kind.CHOICE:
            return label(value)
        case Kind.CHOICES:
            return SEPARATOR.join(map(label, value))
        case Kind.FILES | Kind.REFS:
            return SEPARATOR.join(value)
        case Kind.DATE:
            return value if isinstance(value, date) else date.fromisoformat(value)
        case Kind.NUMBER:
            number: int | float = value
            return number
        case _:
            return str(value)
