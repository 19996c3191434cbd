"""Values, states and rules of one fact as they stand in a cell for people to read."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from pipeline.model.fact import ROWS, Fact, Facts
from pipeline.model.form_codes import CONFIRM_LIST, SEPARATOR, YES_NO_LIST, Content
from pipeline.model.form_layout import CellInput, Option, Passage, Vocabulary
from pipeline.model.form_words import FormWords
from pipeline.model.intake import AnswerNote
from pipeline.model.questionnaire import Column, Question, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.stages.confirming import confirm_labels
from pipeline.stages.listed import RowList
from pipeline.stages.said import said

HINT_LIMIT = 255
"""Characters that Excel shows as the message at a cell."""

_LISTED = (Kind.CHOICE, Kind.CHOICES)


class FormCells(Struct, frozen=True):
    """The facts, the words of the closed lists and the example ids of the tables, from which cells are made.

    ``entries`` has an id of its list for each table whose rows are the entries of one.
    """

    words: FormWords
    facts: Facts
    choices: Mapping[str, Mapping[str, str]]
    prefixes: Mapping[str, str]
    entries: Mapping[str, str]

    @classmethod
    def of(cls, questionnaire: Questionnaire, words: FormWords, lists: Mapping[str, RowList]) -> "FormCells":
        """Gather what cells need from a questionnaire and the lists that its tables name."""
        asked = tuple(questionnaire.questions())
        prefixes = {question.id: question.row_prefix for question in asked}
        named = {question.id: lists[question.rows_of].entries for question in asked if question.rows_of in lists}
        entries = {table: next(iter(ids), "") for table, ids in named.items()}
        return cls(words, questionnaire.facts, questionnaire.choices, prefixes, entries)

    def label(self, vocabulary: str, code: str) -> str:
        """Return the wording of a choice, or its code where it has none."""
        return self.choices.get(vocabulary, {}).get(code, code)

    def unit(self, fact: Fact) -> str:
        """Return the unit of a fact in the language of the form."""
        return self.words.units.get(fact.unit, fact.unit)

    def codes(self, fact: Fact) -> tuple[str, ...]:
        """Return the entries that a fact is chosen from, those of a declared list in the order of its wording."""
        return fact.choices or tuple(self.choices.get(fact.vocabulary, {}))

    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """Return every closed list once: yes and no, what is said of answers carried over, those of the profile."""
        yes_no = Vocabulary(YES_NO_LIST, (Option("yes", self.words.yes), Option("no", self.words.no_word)))
        lists = {fact.vocabulary: self.codes(fact) for fact in self.facts.values() if fact.vocabulary}
        again = Vocabulary(CONFIRM_LIST, tuple(Option(how, label) for how, label in confirm_labels(self.words).items()))
        return (
            yes_no,
            again,
            *(
                Vocabulary(name, tuple(Option(code, self.label(name, code)) for code in codes))
                for name, codes in sorted(lists.items())
            ),
        )

    def example_id(self, table: str) -> str:
        """Return an id as the rows of a table may have it: ``DS-01``, or that of an entry of its list."""
        if entry := self.entries.get(table):
            return entry
        prefix = self.prefixes.get(table, "").rstrip("-")
        return f"{prefix}-01" if prefix else "01"

    def input(self, fact: Fact) -> CellInput:
        """Return what may be typed into the cell of a fact, with the message shown there."""
        if fact.kind is Kind.YES_NO:
            return CellInput(fact.kind, YES_NO_LIST, self.words.hint_choice)
        return CellInput(fact.kind, fact.vocabulary, self._hint(fact))

    def _hint(self, fact: Fact) -> str:
        words = self.words
        match fact.kind:
            case Kind.CHOICE:
                return words.hint_choice
            case Kind.CHOICES:
                options = SEPARATOR.join(self.label(fact.vocabulary, code) for code in self.codes(fact))
                hint = words.hint_choices.format(options=options)
                return hint if len(hint) <= HINT_LIMIT else words.hint_choices_long
            case Kind.DATE:
                return words.hint_date
            case Kind.NUMBER:
                return words.hint_number_unit.format(unit=self.unit(fact)) if fact.unit else words.hint_number
            case Kind.FILES:
                return words.hint_files
            case Kind.REFS:
                return words.hint_refs.format(example=self.example_id(fact.refers_to))
            case Kind.TABLE:
                return words.hint_table
            case _:
                return ""

    def answer(self, fact: Fact, value: Any, note: AnswerNote | None) -> Content:
        """Return what stands in the cell of a fact: its value, else its state in words, else nothing.

        Args:
            fact: which fact.
            value: as profile.json or the profile holds it, or None; rows of a table are not looked at.
            note: what is said beside the value.
        """
        return said(fact, value, note, self.words, self.choices)

    def guidance(self, asked: Question | Column, path: str, depends: tuple[str, ...] = ()) -> tuple[Passage, ...]:
        """Return the guidance at a question or a column of a table.

        Args:
            asked: where the words come from.
            path: of the fact, a column's with ``[]``.
            depends: numbers of the questions whose answers settle whether this one is asked.
        """
        fact, words = self.facts[path], self.words
        found = [Passage("", asked.guidance), Passage(words.good, asked.good), Passage(words.bad, asked.bad)]
        if fact.kind in _LISTED and (fact.kind is Kind.CHOICES or ROWS not in path):
            options = "".join(f"\n• {self.label(fact.vocabulary, code)}" for code in self.codes(fact))
            found.append(Passage(words.options, options))
        if depends:
            found.append(Passage(words.depends, f"{', '.join(depends)}."))
        return tuple(passage for passage in found if passage.text)
