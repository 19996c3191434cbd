"""What is wrong with what is said of the questions of earlier forms: an answer must not be carried to nowhere."""

from collections.abc import Iterator

from pipeline.model.fact import ROWS
from pipeline.model.form_change import FormChange, Target
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.scalar import Kind


def version_faults(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield what is wrong with the changes of all versions, each with the old id.

    Args:
        questionnaire: as it is asked today.
    """
    asked = {question.id for question in questionnaire.questions()}
    columns = {f"{each.id}{ROWS}.{column.id}" for each in questionnaire.questions() for column in each.column}
    later = {change.id for change in questionnaire.changes}
    for change in questionnaire.changes:
        yield from (f"{change.id}: {fault}" for fault in _faults(change, asked | columns, later, questionnaire))


def _faults(change: FormChange, asked: set[str], later: set[str], questionnaire: Questionnaire) -> Iterator[str]:
    known = questionnaire.versions.after((*questionnaire.versions.earlier, questionnaire.versions.current)[0])
    if change.brought_by not in known:
        yield f"brought_by: {change.brought_by!r} is none of the versions after the first: {', '.join(known)}"
    if change.id in asked:
        yield "is asked today; an old id is not used again"
    for target in change.to:
        # What a later version moved on is carried there step by step.
        if target.id in later:
            continue
        if target.id not in asked:
            yield f"to: {target.id} is asked by no question"
        else:
            yield from _strange_codes(target, questionnaire)


def _strange_codes(target: Target, questionnaire: Questionnaire) -> Iterator[str]:
    fact = questionnaire.facts[target.id]
    offered = fact.choices or tuple(questionnaire.choices.get(fact.vocabulary, ()))
    codes = ("yes", "no") if fact.kind is Kind.YES_NO else offered
    yield from (f"to: {target.id}: {code} is no answer to it" for code in target.values.values() if code not in codes)
