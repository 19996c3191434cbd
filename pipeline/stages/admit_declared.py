"""What declarations admit beyond the types of the profile: questions that are asked, entries of declared lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.fact import Fact, asked_as, fact_at
from pipeline.model.intake import AnswerNote
from pipeline.model.questionnaire import Questionnaire
from pipeline.stages.join import leaves_of


def undeclared(
    values: Mapping[str, Any], notes: Mapping[str, AnswerNote], questionnaire: Questionnaire
) -> Iterator[tuple[str, str]]:
    """Yield the path of each value and note that the questionnaire has no place for, with the reason.

    Args:
        values: of a profile, nested by fact path.
        notes: by path, with the row's id in brackets.
        questionnaire: its questions, and the entries of the lists that declarations fill.
    """
    asked = {question.id for question in questionnaire.questions()}
    given = leaves_of(values)
    for path in dict.fromkeys((*given, *notes)):
        if asked_as(path) not in asked:
            yield path, "is asked by no question"
    for path, value in given.items():
        fact = questionnaire.facts.get(fact_at(path))
        if fact and (
            strange := [code for code in _codes(value, fact) if code not in questionnaire.choices[fact.vocabulary]]
        ):
            yield path, f"{strange[0]} is not in the list {fact.vocabulary}"


def _codes(value: Any, fact: Fact) -> tuple[str, ...]:
    if not fact.vocabulary or fact.choices:
        return ()
    return value if isinstance(value, tuple) else (value,)
