"""What declarations admit beyond the types of the profile: questions that are asked, entries of declared lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.fact import Fact, fact_at
from pipeline.model.fact_list import facts
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.record import Section


def undeclared(profile: Section, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield the path of each value that the questionnaire has no place for, with the reason.

    Args:
        profile: the typed values.
        questionnaire: its questions, and the entries of the lists that declarations fill.
    """
    asked = {question.id for question in questionnaire.questions()}
    for path, value in _values(profile.model_dump(exclude_none=True), ""):
        fact = facts()[fact_at(path)]
        if path not in asked and not fact.table:
            yield path, "is asked by no question"
        elif strange := [code for code in _codes(value, fact) if code not in questionnaire.choices[fact.vocabulary]]:
            yield path, f"{strange[0]} is not in the list {fact.vocabulary}"


def _codes(value: Any, fact: Fact) -> tuple[str, ...]:
    if not fact.vocabulary or fact.choices:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _values(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _values(value, f"{path}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], Mapping):
            for row in value:
                yield from ((f"{path}[{row['id']}].{column}", cell) for column, cell in row.items())
        else:
            yield path, value
