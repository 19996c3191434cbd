"""Answers that were carried over: asked again, marked where they are, and read back."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.model.fact import asked_as
from pipeline.model.form_codes import CONFIRM_LIST
from pipeline.model.form_words import FormWords
from pipeline.model.intake import Confirmation, Confirming, Intake, value_at
from pipeline.model.prefill import Prefill
from pipeline.model.questionnaire import Questionnaire
from pipeline.stages.tongue import Tongue

_MOST_SOURCES = 2


def confirm_labels(words: FormWords) -> dict[Confirming, str]:
    """Return what may be said of an answer carried over, in the words of a form."""
    return {
        Confirming.STILL_TRUE: words.confirm_still_true,
        Confirming.CHANGED: words.confirm_changed,
        Confirming.NOT_SURE: words.confirm_not_sure,
        Confirming.PLEASE: words.confirm_please,
        Confirming.NEW: words.confirm_new,
    }


def said_of(confirmation: Confirmation | None, words: FormWords) -> str:
    """Return what stands beside an answer that was carried over; nothing beside another."""
    if confirmation is None:
        return ""
    label = confirm_labels(words)[confirmation.how]
    return f"{label}: {confirmation.source}" if confirmation.source else label


def read_confirmation(text: str, tongue: Tongue) -> Confirmation:
    """Read what is said of an answer carried over.

    Args:
        text: a label, or a code, and after a colon where the answer comes from.
        tongue: the words of the form, and those that people type instead.

    Returns:
        What was said; anything else that was typed there confirms nothing.
    """
    said, _, source = (part.strip() for part in text.partition(":"))
    if code := tongue.code(CONFIRM_LIST, tuple(Confirming), said):
        return Confirmation(Confirming(code), source)
    if tongue.state(said):
        return Confirmation(Confirming.NOT_SURE, source)
    return Confirmation(Confirming.STILL_TRUE if tongue.yes_no(said) else Confirming.PLEASE, source)


def ask_again(prefill: Prefill, questionnaire: Questionnaire, source: str, *, is_form: bool = False) -> Intake:
    """Ask for the answers again that may have changed, and for all that no form of ours gave.

    Args:
        prefill: answers, and where those come from that no form gave.
        questionnaire: says which answers are volatile.
        source: where the others come from.
        is_form: the answers come from a workbook, so that a question which it does not hold is new.

    Returns:
        The answers with a confirmation to be given beside each of those.
    """
    intake = prefill.intake
    sources: dict[str, list[str]] = {}
    for path, where in prefill.sources.items():
        named = sources.setdefault(asked_as(path), [])
        named += [where] if where not in named else []
    asked = dict(_asked(questionnaire, intake, source))
    asked |= {path: Confirmation(Confirming.PLEASE, _joined(named)) for path, named in sources.items()}
    asked |= {path: said for path, said in intake.confirmations.items() if said.how.is_open}
    if is_form:
        new = (question.id for question in questionnaire.questions() if question.id not in intake.cells)
        asked |= {path: Confirmation(Confirming.NEW) for path in new}
    return replace(intake, confirmations=asked)


def _joined(sources: Sequence[str]) -> str:
    """Return where an answer comes from; of a table of many cells the first places say enough."""
    return ", ".join(sources[:_MOST_SOURCES]) + (", …" if sources[_MOST_SOURCES:] else "")


def _asked(questionnaire: Questionnaire, intake: Intake, source: str) -> Iterator[tuple[str, Confirmation]]:
    for question in questionnaire.questions():
        is_answered = value_at(intake.values, question.id) is not None or question.id in intake.notes
        if question.volatile and is_answered:
            yield question.id, Confirmation(Confirming.PLEASE, source)
