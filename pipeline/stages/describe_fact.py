"""A fact as authors of templates want it explained: what it is, an example, the law, the question, who owes it."""

from datetime import date

from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import ROWS, Fact
from pipeline.model.offer import NameKind, Offered
from pipeline.model.questionnaire import WHO, Column, Question
from pipeline.model.scalar import Kind
from pipeline.stages.wording import Wording

_EXAMPLES = {Kind.YES_NO: True, Kind.DATE: date(2026, 3, 9), Kind.NUMBER: 12.5}
"""What stands for an example where the form gives none: a value of the kind, printed as documents print it."""


def describe(fact: str, path: str, catalogue: Catalogue, kind: NameKind = NameKind.TEXT) -> Offered:
    """Return what there is to say of a fact under the name by which a template finds it.

    Args:
        fact: its path.
        path: how the template names it.
        catalogue: questions and words.
        kind: what stands behind the name.
    """
    question = _question(fact, catalogue)
    example = "" if kind is NameKind.TABLE else _example(question, catalogue.questionnaire.facts[fact], catalogue)
    return _asked(question, Offered(path, kind, question.label, " ".join(question.ask.split()), example), catalogue)


def describe_entry(table: str, column: str, path: str, catalogue: Catalogue) -> Offered:
    """Return what there is to say of one column of a table.

    Args:
        table: path of the table.
        column: name of the column, or ``id``.
        path: how the template names it.
        catalogue: questions and words.
    """
    question = _question(table, catalogue)
    entry = next((each for each in question.column if each.id == column), None)
    if entry is None:
        words = catalogue.words
        row_id = f"{question.row_prefix}-01" if question.row_prefix else ""
        return _asked(
            question, Offered(path, NameKind.TEXT, words["name_id"], words["name_id_means"], row_id), catalogue
        )
    example = _example(entry, catalogue.questionnaire.facts[f"{table}{ROWS}.{column}"], catalogue)
    meaning = " ".join((entry.guidance or entry.label).split())
    return _asked(question, Offered(path, NameKind.TEXT, entry.label, meaning, example), catalogue)


def _question(fact: str, catalogue: Catalogue) -> Question:
    return next(question for question in catalogue.questionnaire.questions() if question.id == fact)


def _asked(question: Question, offered: Offered, catalogue: Catalogue) -> Offered:
    who = catalogue.questionnaire.choices[WHO].get(question.who, question.who)
    return Offered(
        offered.path,
        offered.kind,
        offered.label,
        offered.meaning,
        offered.example,
        question.cites,
        question.number,
        who,
    )


def _example(asked: Question | Column, fact: Fact, catalogue: Catalogue) -> str:
    if asked.good:
        return " ".join(asked.good.split())
    wording = Wording(catalogue.style.language[:2], catalogue.words, catalogue.questionnaire.choices)
    choices = list(catalogue.questionnaire.choices.get(fact.vocabulary, {}))
    if choices:
        return wording.value(choices[0], fact)
    value = _EXAMPLES.get(fact.kind)
    return "" if value is None else wording.value(value, fact)
