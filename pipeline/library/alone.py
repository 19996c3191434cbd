"""What is wrong with a declaration by itself: its citations, its days, its facts, the codes that it uses."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.library.comparisons import is_day
from pipeline.library.own_questions import OwnQuestions
from pipeline.model.citation import no_citation
from pipeline.model.fact import ROWS, Facts, is_extra
from pipeline.model.inquiry import InquiryBook
from pipeline.model.legislation import DecisionRow, DecisionTable, Requirement, ShortNames, Topic
from pipeline.model.questionnaire import ROW_TITLE, WHO, Contradiction, Question, RowsOf
from pipeline.model.scalar import Kind
from pipeline.rules.condition import ConditionError, parse_condition, paths_in

_CITES = ("cites", "otherwise_cites")
_DAYS = ("text_state", "checked_on", "reviewed_on", "date", "since", "until")
_SPAN = ("since", "until")


class Alone(Struct, frozen=True):
    """Judges single declarations by what the editions and the questionnaire offer to all of them."""

    states: frozenset[str]
    editions: frozenset[str]
    who: frozenset[str]
    asked: frozenset[str]
    names: Mapping[str, str]
    milestones: frozenset[str]
    facts: Facts
    own: OwnQuestions

    @classmethod
    def of(cls, book: InquiryBook) -> "Alone":
        """Gather what single declarations may use."""
        questionnaire = book.questionnaire
        asked = frozenset(question.id for question in questionnaire.questions())
        states = frozenset(edition.text_state for edition in book.law.editions)
        return cls(
            # Where one cannot be read, no entry can be held against it.
            states=states if all(map(is_day, states)) else frozenset(),
            editions=frozenset(edition.id for edition in book.law.editions),
            who=frozenset(questionnaire.choices.get(WHO, ())),
            asked=asked,
            names=book.law.names,
            milestones=frozenset(milestone.id for milestone in book.law.milestones),
            facts=questionnaire.facts,
            own=OwnQuestions(questionnaire.facts, questionnaire.choices.keys() - {WHO}, asked),
        )

    def faults(self, entry: object) -> Iterator[str]:
        """Yield what is wrong with one declaration, each with its key."""
        yield from self._stamps(entry, "")
        match entry:
            case DecisionTable():
                for row in entry.row:
                    yield from self._stamps(row, f"row {row.id}: ")
                yield from self._table(entry.each, "each")
                if not entry.output.startswith("law."):
                    yield f"output: {entry.output} does not begin with law."
            case Requirement():
                unknown = (path for path in entry.facts if path not in self.facts or not self._is_asked(path))
                yield from (f"facts: {path} is asked for by no question" for path in unknown)
            case ShortNames():
                yield from (fault for table in entry.rows_absent_if for fault in self._table(table, "rows_absent_if"))
            case Topic():
                # A day may stand in one edition alone, and the topic in all.
                strange = (name for name in entry.applies_from if name not in self.milestones)
                yield from (f"applies_from: {name} is no milestone" for name in strange)
            case Contradiction():
                yield from self._table(entry.each, "each")
                if not self._reads_answers(entry):
                    yield "when: reads no answer, so that no cell can be named"
            case Question():
                yield from self._question(entry)

    def _stamps(self, entry: object, key: str) -> Iterator[str]:
        for name in _CITES:
            # What a row gives is told with the point of law that says so: there has to be one.
            if getattr(entry, name, None) == () and isinstance(entry, DecisionTable | DecisionRow):
                yield f"{key}{name}: names no point of law"
            yield from (f"{key}{name}: {why}" for cited in getattr(entry, name, ()) if (why := no_citation(cited)))
        for name in _DAYS:
            day = getattr(entry, name, "")
            if day and not is_day(day):
                yield f"{key}{name}: {day!r} is no day written as 2026-11-26"
            elif day and name in _SPAN and self.states and day not in self.states:
                yield f"{key}{name}: {day} is the text_state of no edition; known are {', '.join(sorted(self.states))}"
        edition = getattr(entry, "edition", "")
        if edition and edition not in self.editions:
            yield f"{key}edition: {edition} is not declared; known are {', '.join(sorted(self.editions))}"

    def _reads_answers(self, entry: Contradiction) -> bool:
        try:
            read = [self.names.get(name, name) for name in paths_in(parse_condition(entry.when))]
        except ConditionError:
            # That it cannot be read is told where its names are looked up.
            return True
        return any(path in self.asked or path.startswith(f"{entry.each}.") for path in read)

    def _is_asked(self, path: str) -> bool:
        return path.partition(ROWS)[0] in self.asked

    def _question(self, question: Question) -> Iterator[str]:
        if question.who not in self.who:
            yield f"who: {question.who} is none of {', '.join(sorted(self.who))}"
        fact = self.facts.get(question.id)
        if not is_extra(question.id):
            if fact is None or fact.table:
                yield f"id: {question.id} is no fact that can be asked for"
            strange = (column.id for column in question.column if not fact or column.id not in fact.columns)
            yield from (f"column: {name} is no column of {question.id}" for name in strange)
        yield from self.own.faults(question)
        if question.rows_of and question.rows_of not in tuple(RowsOf):
            yield f"rows_of: {question.rows_of} is no list; known are {', '.join(RowsOf)}"
        elif question.rows_of and (not question.column or question.column[0].id != ROW_TITLE):
            yield f"rows_of: the first column has to be {ROW_TITLE}, which repeats that of the entry"
        if question.listed and not question.rows_of:
            yield "listed: rows_of names no list"

    def _table(self, path: str, key: str) -> Iterator[str]:
        if path and (path not in self.facts or self.facts[path].kind is not Kind.TABLE):
            yield f"{key}: {path} is no table that is asked for"
