"""What is wrong with the questions of a firm's own, which say themselves what an answer to them is."""

from collections import Counter
from collections.abc import Container, Iterator

from msgspec import Struct

from pipeline.model.fact import EXTRA, FACT_NAME, Facts, is_extra
from pipeline.model.form_codes import ColumnCode
from pipeline.model.questionnaire import DECLARED_KINDS, Column, Question
from pipeline.model.scalar import Kind
from pipeline.rules.condition import ConditionError, parse_condition

_TYPE = ("kind", "unit", "vocabulary", "refers_to")
_NEEDED = {Kind.CHOICE: "vocabulary", Kind.CHOICES: "vocabulary", Kind.REFS: "refers_to"}
_TAKEN = frozenset({ColumnCode.ROW_ID, ColumnCode.EVIDENCE, ColumnCode.COMMENT, ColumnCode.CONFIRM, ColumnCode.REMARK})
"""Columns that a form adds to the table of a question."""


class OwnQuestions(Struct, frozen=True):
    """Judges what questions declare of their answers: those of a firm all of it, those of the model nothing."""

    facts: Facts
    lists: Container[str]
    asked: Container[str]

    def faults(self, question: Question) -> Iterator[str]:
        """Yield what is wrong with the types that a question declares, each with its key."""
        if not is_extra(question.id):
            yield from _typed_by_the_model(question)
            yield from (f"column {each.id}: {fault}" for each in question.column for fault in _typed_by_the_model(each))
            return
        if not _is_name(question.id.removeprefix(f"{EXTRA}.")):
            yield f"id: {question.id} is no name of a fact, of small letters and underscores after {EXTRA}."
        if not question.column:
            yield from self._type(question)
            return
        if question.kind not in ("", Kind.TABLE):
            yield f"kind: a question with columns asks for a table, not for {question.kind}"
        if not question.row_prefix and not question.rows_of:
            yield "row_prefix: is missing; the ids of its rows begin with it"
        yield from (f"{key}: is said by the columns of a table" for key in _TYPE[1:] if getattr(question, key))
        for name, count in Counter(each.id for each in question.column).items():
            if not _is_name(name):
                yield f"column: {name} is no name of a fact, of small letters and underscores"
            if name in _TAKEN:
                yield f"column: {name} stands beside the columns of every table"
            if count > 1:
                yield f"column: {name} stands twice"
        yield from (f"column {each.id}: {fault}" for each in question.column for fault in self._type(each))

    def _type(self, asked: Question | Column) -> Iterator[str]:
        if asked.kind not in DECLARED_KINDS:
            said = f"{asked.kind} is none" if asked.kind else "is missing"
            yield f"kind: {said}; known are {', '.join(DECLARED_KINDS)}"
            return
        kind = Kind(asked.kind)
        needed = _NEEDED.get(kind, "")
        possible = {needed, "unit" if kind is Kind.NUMBER else ""}
        yield from (f"{key}: a {kind} has none" for key in _TYPE[1:] if getattr(asked, key) and key not in possible)
        if needed == "vocabulary" and asked.vocabulary not in self.lists:
            yield f"vocabulary: {asked.vocabulary or 'nothing'} is no list of the choices"
        if needed == "refers_to" and not self._is_table(asked.refers_to):
            yield f"refers_to: {asked.refers_to or 'nothing'} is no table that is asked for"

    def _is_table(self, path: str) -> bool:
        return path in self.asked and path in self.facts and self.facts[path].kind is Kind.TABLE


def _typed_by_the_model(asked: Question | Column) -> Iterator[str]:
    given = (key for key in _TYPE if getattr(asked, key))
    yield from (f"{key}: is said by the model; only a question whose id begins with {EXTRA}. says it" for key in given)


def _is_name(text: str) -> bool:
    """Tell whether a fact can be called so: some words are those of conditions."""
    try:
        parse_condition(f"known({EXTRA}.{text})")
    except ConditionError:
        return False
    return FACT_NAME.fullmatch(text) is not None
