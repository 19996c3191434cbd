"""What a word in a cell means: by the lists of its form, by the form's language, and by all languages of the Union."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from msgspec import Struct

from pipeline.model.answer_words import AnswerWords
from pipeline.model.folding import fold
from pipeline.model.form_codes import FURNITURE, YES_NO_LIST
from pipeline.model.intake import AnswerState
from pipeline.model.scalar import split_reason

Labels = Mapping[str, Mapping[str, str]]
"""Vocabulary -> label -> code."""

_Entries = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]

_SHOWN_AS_PICTURE = "\ufe0f"
_ANSWERS = {"yes": True, "no": False}


class Tongue(Struct, frozen=True, dict=True):
    """The words that the answers of one form are read by; what is looked up is put in order once, when it is needed."""

    labels: Labels
    answers: AnswerWords = AnswerWords()
    language: str = ""

    def code(self, vocabulary: str, offered: Collection[str], text: str) -> str:
        """Return the code that a text stands for, or nothing.

        The label goes before the code, the spelling of the form before any other, a whole label before the one label
        that begins so before its bracket. A text that fits two entries stands for neither.
        """
        labels = self.labels.get(vocabulary, {})
        if (exact := labels.get(text, "")) in offered:
            return exact
        wanted = fold(text)
        whole, heads = self._entries(vocabulary)
        for found in (whole.get(wanted, ()), heads.get(wanted, ()), (code for code in offered if fold(code) == wanted)):
            if fitting := set(found) & set(offered):
                return fitting.pop() if len(fitting) == 1 else ""
        return ""

    def yes_no(self, text: str) -> bool | None:
        """Return what a text answers to a question of yes or no, or None where it answers nothing, or both."""
        if code := self.code(YES_NO_LIST, _ANSWERS, text):
            return _ANSWERS[code]
        said = self._said(text)
        return next(iter(said)) if len(said) == 1 else None

    def is_torn(self, text: str) -> bool:
        """Tell whether a text is yes in one language and no in another, and the form's own does not settle it."""
        return len(self._said(text)) > 1

    def mark(self, text: str) -> bool | None:
        """Return what a mark answers that belongs to no language, such as a tick."""
        # Not folded: the hyphen of -1 is no outer punctuation. A mark may stand in a box of brackets.
        mark, marks = text.replace(_SHOWN_AS_PICTURE, "").strip(" ()[]").casefold(), self.answers.marks
        return True if mark in marks.yes else False if mark in marks.no else None

    def state(self, text: str) -> tuple[AnswerState, str] | None:
        """Read a state and its reason in the words of the form's own lists, and of every language.

        Only for cells in which no text is an answer: in others a state is what `split_state` says, so that each text
        that a profile admits stays one.
        """
        word, reason = split_reason(text)
        state = self._states.get(word)
        return (state, reason) if state else None

    def is_placeholder(self, text: str) -> bool:
        """Tell whether a text fills a cell in which no text is an answer."""
        return fold(text.rstrip("?!")) in self._spoken.placeholders

    def names_percent(self, unit: str) -> bool:
        """Tell whether a unit counts hundredths."""
        words = f" {fold(unit.replace('%', ' % '))} "
        return any(f" {name} " in words for name in self._spoken.percents)

    def months(self, word: str) -> frozenset[int]:
        """Return the months that a folded word names, by the form's language where it is a name there."""
        meant = self._spoken.months.get(word, {})
        return frozenset(meant.get(self._own) or {month for months in meant.values() for month in months})

    @property
    def month_phrases(self) -> tuple[tuple[str, str], ...]:
        """Names of months that have two words, and how they are kept."""
        return self._spoken.month_phrases

    def _said(self, text: str) -> Collection[bool]:
        meant = self._spoken.yes_no.get(fold(text), {})
        return meant.get(self._own) or {answer for answers in meant.values() for answer in answers}

    @property
    def _own(self) -> str:
        return self.language.partition("-")[0]

    @property
    def _spoken(self) -> "Spoken":
        return self.answers.once(Spoken.of)

    def _entries(self, vocabulary: str) -> _Entries:
        """Return of a list the codes by label as words are compared, and by what stands before a label's bracket."""
        if vocabulary not in self._lists:
            whole: dict[str, set[str]] = defaultdict(set)
            heads: dict[str, set[str]] = defaultdict(set)
            for label, code in self.labels.get(vocabulary, {}).items():
                whole[fold(label)].add(code)
                heads[fold(label.partition(" (")[0])].add(code)
            self._lists[vocabulary] = (whole, heads)
        return self._lists[vocabulary]

    @cached_property
    def _lists(self) -> dict[str, _Entries]:
        """The lists that words were looked for in."""
        return {}

    @cached_property
    def _states(self) -> dict[str, AnswerState]:
        codes = {f"{FURNITURE}{state}": state for state in AnswerState}
        own = {
            fold(label): codes[code] for said in self.labels.values() for label, code in said.items() if code in codes
        }
        return {**self._spoken.states, **own}


class Spoken(Struct, frozen=True):
    """What the words of all languages mean, put in order once: by words as they are compared, then by language."""

    yes_no: Mapping[str, Mapping[str, set[bool]]]
    states: Mapping[str, AnswerState]
    placeholders: frozenset[str]
    percents: frozenset[str]
    months: Mapping[str, Mapping[str, set[int]]]
    month_phrases: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, answers: AnswerWords) -> "Spoken":
        """Put the words in order."""
        states: dict[str, AnswerState] = {}
        yes_no: dict[str, dict[str, set[bool]]] = defaultdict(lambda: defaultdict(set))
        for language, words in answers.languages.items():
            states |= dict.fromkeys(map(fold, words.not_sure), AnswerState.UNKNOWN)
            states |= dict.fromkeys(map(fold, words.does_not_apply), AnswerState.NOT_APPLICABLE)
            for answer, said in ((True, words.yes), (False, words.no)):
                for word in said:
                    yes_no[fold(word)][language].add(answer)
        months: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for language, year in answers.months.items():
            for month, names in enumerate(year, 1):
                for name in names.split():
                    months[name][language].add(month)
        spoken = answers.languages.values()
        return cls(
            yes_no,
            states,
            frozenset(fold(word) for words in spoken for word in (*words.placeholder, *words.short)),
            frozenset(["%", *(fold(word) for words in spoken for word in words.percent)]),
            months,
            tuple((name.replace("_", " "), name) for name in months if "_" in name),
        )
