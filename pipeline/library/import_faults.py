"""Whether what forms take over from other files has a place in the form; else a sentence for each that has none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model.fact import ROWS, Fact
from pipeline.model.imports import ImportEntry, ImportPart, Imports
from pipeline.model.questionnaire import Question, Questionnaire
from pipeline.model.scalar import Kind

_ELSEWHERE = frozenset({Kind.FILES, Kind.REFS})
_WITH_CODES = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO})
_WITH_WORDS = frozenset({Kind.LINE, Kind.PROSE})
_YES_NO = {"yes": "", "no": ""}


def import_faults(imports: Imports, questionnaire: Questionnaire) -> Iterator[str]:
    """Tell what is wrong with what is declared on sources.

    Args:
        imports: the shipped entries with those of the firm.
        questionnaire: what is asked, and the choices.
    """
    asked = {question.id: question for question in questionnaire.questions()}
    several = Counter(entry.id for entry in imports.entries)
    for entry in imports.entries:
        if several[entry.id] > 1:
            yield f"{_at(entry)}: id: stands twice"
        yield from (f"{_at(entry)}: {fault}" for fault in _entry(entry, asked, questionnaire))


def _at(entry: ImportEntry) -> str:
    return f"{entry.file} {entry.id}"


def _entry(entry: ImportEntry, asked: Mapping[str, Question], questionnaire: Questionnaire) -> Iterator[str]:
    question = asked.get(entry.fact)
    if question is None:
        yield f"fact: {entry.fact} is asked for by no question"
        return
    fact, choices = questionnaire.facts[entry.fact], questionnaire.choices
    if fact.kind is not Kind.TABLE:
        yield from (f"column: {entry.fact} is no table" for _ in entry.column[:1])
        yield from _said(entry, fact, choices)
        yield from _named_nowhere([entry])
        return
    if question.rows_of:
        yield f"fact: the rows of {entry.fact} are those of a list"
    if entry.headings:
        yield "headings: those of a table stand at its columns"
    if entry.codes:
        yield "codes: those of a table stand at its columns"
    yield from _columns(entry, questionnaire)
    yield from _named_nowhere(entry.column)


def _columns(entry: ImportEntry, questionnaire: Questionnaire) -> Iterator[str]:
    facts, choices = questionnaire.facts, questionnaire.choices
    known = facts[entry.fact].columns
    for column in entry.column:
        if column.id not in known:
            yield f"column {column.id}: {entry.fact} has no such column"
            continue
        fact = facts[f"{entry.fact}{ROWS}.{column.id}"]
        yield from (f"column {column.id}: {fault}" for fault in _said(column, fact, choices))
        if column.words and (fact.kind not in _WITH_WORDS or "{}" not in column.words):
            yield f"column {column.id}: words: hold {{}} in a text"
        if column.value and fact.kind in _WITH_CODES and column.value not in _known(fact, choices):
            yield f"column {column.id}: value: {column.value} is none of its choices"


def _said(part: ImportPart, fact: Fact, choices: Mapping[str, dict[str, str]]) -> Iterator[str]:
    if fact.kind in _ELSEWHERE:
        yield f"{fact.path} names files or rows of ours, which no source can"
    if part.codes and fact.kind not in _WITH_CODES:
        yield f"codes: {fact.path} has no choices"
    elif strange := sorted({*part.codes.values()} - {*_known(fact, choices)}):
        yield f"codes: {strange[0]} is none of the choices of {fact.path}"


def _known(fact: Fact, choices: Mapping[str, dict[str, str]]) -> Iterable[str]:
    return _YES_NO if fact.kind is Kind.YES_NO else fact.choices or choices.get(fact.vocabulary, {})


def _named_nowhere(parts: Iterable[ImportPart]) -> Iterator[str]:
    if not any(part.keys or part.headings for part in parts):
        yield "keys: neither keys nor headings are named"
