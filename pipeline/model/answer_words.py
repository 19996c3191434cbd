"""The words by which people answer in place of those that the form offers, language by language.

What they are stands in schemas/questionnaire/answer-words.toml and month-names.toml.
"""

from msgspec import Struct, field

from pipeline.model.declared import Declared


class LanguageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language; those of the form itself come first in ``not_sure`` and ``does_not_apply``."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    not_sure: tuple[str, ...]
    does_not_apply: tuple[str, ...]
    placeholder: tuple[str, ...]
    short: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()


class YesNoMarks(Struct, frozen=True, forbid_unknown_fields=True):
    """Signs that belong to no language and are told when they are read."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class DateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that stand in a date and mean nothing of their own, and endings of numbers of days."""

    words: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()


class AnswerWords(Declared, frozen=True, forbid_unknown_fields=True):
    """All of them; ``months`` has for each language twelve texts, each with the names of a month between blanks."""

    marks: YesNoMarks = YesNoMarks()
    dates: DateWords = DateWords()
    languages: dict[str, LanguageWords] = field(default_factory=dict)
    months: dict[str, tuple[str, ...]] = field(default_factory=dict)
