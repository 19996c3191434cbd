"""Questionnaire and answers to a form ready to be written: blank where nothing is known, prefilled elsewhere."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.fact import ROWS, Fact
from pipeline.model.form_codes import EVIDENCE, SEPARATOR, ColumnCode, Content
from pipeline.model.form_layout import (
    FormWorkbook,
    LinkLine,
    Occasion,
    QuestionLine,
    QuestionSheet,
    ReferenceSheet,
    Shown,
    Status,
    TableColumn,
    TableRow,
    TableSheet,
)
from pipeline.model.form_rule import FormRule
from pipeline.model.form_words import FormWords
from pipeline.model.intake import AnswerNote, AnswerState, Intake, value_at
from pipeline.model.questionnaire import Column, Form, FormSection, Question, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.rules.condition import Condition
from pipeline.stages.confirming import said_of
from pipeline.stages.form_cells import FormCells
from pipeline.stages.form_cites import cited
from pipeline.stages.form_rules import Judge, form_rules, worth
from pipeline.stages.form_uses import USES, uses_sheet
from pipeline.stages.listed import TITLE, RowList

NO_OCCASION = Occasion()

BLANK_FORM = Intake({})
"""The answers of a form that nobody has filled in."""

_SHOWN = {0: Shown.DOES_NOT_APPLY, 0.5: Shown.UNDECIDED, 1: Shown.APPLIES}
_FEWEST_ROWS = 30
_ROWS_TO_SPARE = 20
_PATH = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")


def nothing_is_settled(condition: Condition) -> None:
    """Leave a condition open."""
    del condition


def form_workbook(
    questionnaire: Questionnaire,
    form: Form,
    intake: Intake = BLANK_FORM,
    *,
    judge: Judge = nothing_is_settled,
    lists: Mapping[str, RowList] = MappingProxyType({}),
    occasion: Occasion = NO_OCCASION,
) -> FormWorkbook:
    """Lay a form out, with the answers that are known in their cells.

    Args:
        questionnaire: what is asked.
        form: which of the two workbooks.
        intake: values and notes; facts that this form does not ask are left out.
        judge: settles the conditions that no cell of this form answers.
        lists: the entries of which a table has a row each, by the name that its question gives.
        occasion: whom to ask, by when, what was noticed in a review, whether the organisation's sections are in it.

    Returns:
        The whole form.
    """
    words = questionnaire.words
    cells = FormCells.of(questionnaire, words, lists)
    wanted = {form, Form.ORGANISATION} if occasion.with_organisation else {form}
    sections = [section for section in questionnaire.sections if wanted & set(section.forms)]
    asked = [question for section in sections for question in section.question]
    maker = _Maker(
        questionnaire, intake, form_rules(asked, cells.vocabularies(), judge, questionnaire.facts), words, cells, lists
    )
    return FormWorkbook(
        form=form,
        version=questionnaire.version,
        language=questionnaire.language,
        client=maker.text("organisation.name"),
        system=maker.text("system.name"),
        system_id=maker.text("system.id"),
        sheets=tuple(sheet for section in sections for sheet in maker.sheets(section)),
        vocabularies=cells.vocabularies(),
        words=words,
        occasion=occasion,
        left_over=intake.left_over,
    )


class _Maker(Struct, frozen=True, dict=True):
    """What every sheet and line of one form is made from."""

    questionnaire: Questionnaire
    intake: Intake
    rules: Mapping[str, FormRule]
    words: FormWords
    cells: FormCells
    lists: Mapping[str, RowList]

    @cached_property
    def _answers(self) -> Mapping[str, Content]:
        return {
            path: self._content(self.questionnaire.facts[path], path, self._value(path), self._note(path))
            for path in self.rules
        }

    @cached_property
    def _comments(self) -> Mapping[str, str]:
        return {path: self._note(path).comment or "" for path in self.rules}

    def text(self, path: str) -> str:
        """Return the value of a line of text, or nothing."""
        return str(self._value(path) or "")

    def sheets(self, section: FormSection) -> Iterator[QuestionSheet | TableSheet | ReferenceSheet]:
        """Yield the sheet of a section's questions, unless it has tables only, and a sheet for each table.

        What explains a table follows it.
        """
        tables = [question for question in section.question if self.questionnaire.facts[question.id].kind is Kind.TABLE]
        alone = len(tables) == len(section.question)
        if not alone:
            title = section.sheet
            lines = tuple(self._line_or_link(question) for question in section.question)
            yield QuestionSheet(title, f"{section.number}  {section.title}", section.intro, lines)
        for question in tables:
            reference = uses_sheet(self.questionnaire, question) if question.id == USES else None
            yield self._table(question, below_section=not alone, reference=reference.title if reference else "")
            if reference:
                yield reference

    def _line_or_link(self, question: Question) -> QuestionLine | LinkLine:
        line = self._line(question)
        return LinkLine(line, question.own_sheet) if line.input.kind is Kind.TABLE else line

    def _line(self, question: Question) -> QuestionLine:
        fact, note = self.questionnaire.facts[question.id], self._note(question.id)
        value = self._value(question.id)
        rule = self.rules[question.id]
        line = QuestionLine(
            id=question.id,
            number=question.number,
            label=question.label,
            ask=self._ask(question.ask, fact),
            required=not question.optional,
            input=self.cells.input(fact),
            answer=self._content(fact, question.id, value, note),
            status=Status.ANSWERED,
            guidance=self.cells.guidance(question, question.id, self._depends(question)),
            legal="\n".join(cited(cite, self.words) for cite in question.cites),
            evidence=SEPARATOR.join(note.evidence),
            who=self.cells.label("who", question.who),
            comment=note.comment or "",
            confirm=said_of(self.intake.confirmations.get(question.id), self.words),
            shown=_SHOWN[worth(rule, self._answers, self._comments)],
            rule=rule,
        )
        return replace(line, status=_status(line, fact, note, value))

    def _ask(self, ask: str, fact: Fact) -> str:
        return f"{ask} {self.words.unit.format(unit=self.cells.unit(fact))}" if fact.unit else ask

    def _content(self, fact: Fact, path: str, value: Any, note: AnswerNote | None) -> Content:
        """Return an answer; where there is none, what a person typed that is none."""
        content = self.cells.answer(fact, value, note)
        return self.intake.typed.get(path) if content is None else content

    def _depends(self, question: Question) -> tuple[str, ...]:
        """Return the numbers of the questions that a condition reads, as far as this questionnaire asks them."""
        numbers = {asked.id: asked.number for asked in self.questionnaire.questions()}
        read = dict.fromkeys(_PATH.findall(question.shown_if))
        return tuple(numbers[path] for path in read if path in numbers)

    def _table(self, question: Question, *, below_section: bool, reference: str) -> TableSheet:
        columns = tuple(self._column(question, column) for column in question.column)
        listed = self.lists.get(question.rows_of) if question.listed else None
        given = frozenset(listed.entries) if listed else frozenset[str]()
        rows = tuple(self._row(question, row, given) for row in self._rows(question.id, listed))
        return TableSheet(
            title=question.own_sheet,
            line=self._line(question),
            id_example=self.cells.example_id(question.id),
            columns=columns,
            rows=rows,
            blank_rows=0 if listed else max(_FEWEST_ROWS - len(rows), _ROWS_TO_SPARE),
            has_evidence=question.id != EVIDENCE or any(row.evidence for row in rows),
            below_section=below_section,
            reference=reference,
        )

    def _column(self, question: Question, column: Column) -> TableColumn:
        path = f"{question.id}{ROWS}.{column.id}"
        fact = self.questionnaire.facts[path]
        unit = self.cells.unit(fact)
        # What the label says already is not said twice.
        label = f"{column.label} ({unit})" if unit and unit.casefold() not in column.label.casefold() else column.label
        guidance = self.cells.guidance(column, path)
        return TableColumn(column.id, label, self.cells.input(fact), not column.optional, guidance)

    def _rows(self, table: str, listed: RowList | None) -> Iterator[Mapping[str, Any]]:
        """Yield the rows that are listed, the others that have values, then those of which only something is said."""
        rows = {name: {"id": name, TITLE: entry.title} for name, entry in (listed.entries if listed else {}).items()}
        rows |= {str(row["id"]): row for row in self._value(table) or ()}
        yield from rows.values()
        said = (path[len(table) + 1 :].partition("]")[0] for path in self.intake.notes if path.startswith(f"{table}["))
        yield from ({"id": row_id} for row_id in dict.fromkeys(said) if row_id not in rows)

    def _row(self, question: Question, row: Mapping[str, Any], given: Container[str]) -> TableRow:
        place = f"{question.id}[{row['id']}]"
        note = self._note(place)
        cells = tuple(
            self._content(
                self.questionnaire.facts[f"{question.id}{ROWS}.{column.id}"],
                f"{place}.{column.id}",
                row.get(column.id),
                self.intake.notes.get(f"{place}.{column.id}"),
            )
            for column in question.column
        )
        titled = 1 if question.column[0].id == TITLE else 0
        of_list = 1 + titled if row["id"] in given else 0
        shown_id = self.intake.typed.get(f"{place}.{ColumnCode.ROW_ID}")
        evidence = SEPARATOR.join(note.evidence)
        return TableRow(str(row["id"]), cells, evidence, note.comment or "", of_list, shown_id)

    def _note(self, path: str) -> AnswerNote:
        return self.intake.notes.get(path, AnswerNote())

    def _value(self, path: str) -> Any:
        return value_at(self.intake.values, path)


def _status(line: QuestionLine, fact: Fact, note: AnswerNote, value: Any) -> Status:
    """Return the status that the formula beside the answer will show."""
    if line.answer is not None and note.state and (value is None or fact.kind is Kind.TABLE):
        if note.state is AnswerState.UNKNOWN:
            return Status.NOT_SURE
        return Status.DOES_NOT_APPLY if note.declines or note.comment else line.when_blank
    return Status.ANSWERED if line.answer is not None or value else line.when_blank
