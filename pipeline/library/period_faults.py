"""Whether the periods for which the law has documents kept can be counted and told; else a sentence for each fault."""

from collections.abc import Iterator

from pipeline.model.inquiry import InquiryBook
from pipeline.model.legislation import Period
from pipeline.model.scalar import Kind

_COUNTED = ("day", "years", "start", "number")
_IN_WORDS = {
    "dated": _COUNTED,
    "undated": ("years", "number"),
    "at_least": _COUNTED,
    "undecided": ("numbers",),
    "unsettled": ("id",),
}
"""What each sentence may name in braces."""


def period_faults(entry: object, book: InquiryBook) -> Iterator[str]:
    """Yield what is wrong with a declaration that is a period, each with its key.

    Args:
        entry: any declaration.
        book: the law in all its editions, and the questionnaire.
    """
    if not isinstance(entry, Period):
        return
    asked, facts = {question.id for question in book.questionnaire.questions()}, book.questionnaire.facts
    for key, path in (("counted_from", entry.counted_from), ("not_before", entry.not_before)):
        if path and (path not in asked or facts[path].kind is not Kind.DATE):
            yield f"{key}: {path} is no day that is asked for"
    if bool(entry.counted_from) != (entry.years > 0):
        yield "years: a day to count from and a number of years belong together"
    if entry.open_question and entry.open_question not in {each.id for each in book.law.open_questions}:
        yield f"open_question: {entry.open_question} is none"
    for key, names in _IN_WORDS.items():
        if not _can_say(getattr(entry.words, key), names):
            yield f"words.{key}: may name in braces {', '.join(names)}, and nothing else"


def _can_say(words: str, names: tuple[str, ...]) -> bool:
    try:
        words.format(**dict.fromkeys(names, ""))
    except (LookupError, ValueError, AttributeError):
        return False
    return True
