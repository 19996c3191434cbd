"""A returned workbook to answers: cells by row ids and column codes, every fault found in one pass."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from pipeline.model.fact import ROWS, Fact, Facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import PRODUCT, YES_NO_LIST, ColumnCode, MetaKey
from pipeline.model.intake import AnswerNote, Intake, evidence_cell
from pipeline.model.questionnaire import Form, FormSection, Question, Questionnaire
from pipeline.model.scalar import clean_text
from pipeline.model.sheet import CellError, Workbook, cell_name
from pipeline.stages.blocks import Line, Spot, labels_of, lines_of, meta_of
from pipeline.stages.cell import Labels, Reading, ids_in, read_cell


def read(
    workbook: Workbook, questionnaire: Questionnaire, expected: Form, only: Collection[str] | None = None
) -> Intake:
    """Read the answers of one workbook.

    Args:
        workbook: its cells.
        questionnaire: the questions of both forms.
        expected: which form the workbook should be; a system workbook may carry organisation sheets too.
        only: ids of the questions to read; all where none are named. Of the others nothing is told.

    Returns:
        Values, notes and cells by fact path, and all findings; no values where the workbook is no form of ours.
    """
    refused = _refuse(workbook, questionnaire, expected)
    if refused:
        return Intake({}, findings=(refused,))
    questions = {question.id: question for question in questionnaire.questions()}
    reader = _Reader(workbook.name, questions, questionnaire.facts, _labels(workbook, questionnaire))
    left_out = set[str]() if only is None else reader.questions.keys() - only
    for line in lines_of(workbook):
        if (line.table or line.mark) not in left_out:
            reader.take(line)
    titles = {grid.title for grid in workbook.grids}
    reader.report_missing(questionnaire.sections_of(expected), titles, left_out)
    return Intake(reader.values, MappingProxyType(reader.notes), MappingProxyType(reader.cells), tuple(reader.findings))


def _refuse(workbook: Workbook, questionnaire: Questionnaire, expected: Form) -> Finding | None:
    at = Place(workbook=workbook.name)
    meta = meta_of(workbook)
    if meta is None or meta.get(MetaKey.PRODUCT) != PRODUCT:
        return finding("INT010", at, what="the workbook is not an intake form made by this tool")
    if meta.get(MetaKey.FORM_ID) != expected:
        what = f"the workbook is the {meta.get(MetaKey.FORM_ID)} form; the {expected} form belongs here"
        return finding("INT010", at, what=what)
    version = meta.get(MetaKey.FORM_VERSION, "")
    if version != questionnaire.version:
        return finding("INT011", at, version=version, known=f'version "{questionnaire.version}"')
    return None


def _labels(workbook: Workbook, questionnaire: Questionnaire) -> Labels:
    """Join today's wording with the wording that the form itself was written with; the form's own goes before."""
    labels = {name: {label: code for code, label in options.items()} for name, options in questionnaire.choices.items()}
    labels[YES_NO_LIST] = {"Yes": "yes", "No": "no"}
    for name, own in labels_of(workbook).items():
        # An entry of an older or of a firm's own list that is not declared here is none of the answers offered.
        known = questionnaire.choices.get(name)
        labels[name] = labels.get(name, {}) | {
            label: code for label, code in own.items() if known is None or code in known
        }
    return labels


class _Reader(Struct):
    """Gathers what the lines of one workbook say."""

    workbook: str
    questions: Mapping[str, Question]
    facts: Facts
    labels: Labels
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, AnswerNote] = field(default_factory=dict)
    cells: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Read one line: a question, what is said of a table, or one row of a table."""
        path = line.table or line.mark
        question = self.questions.get(path)
        if question is None:
            at = Place(self.workbook, next(iter(line.spots.values())).sheet) if line.spots else Place(self.workbook)
            self.findings.append(finding("INT013", at, id=path))
        elif line.table:
            self._row(line, question)
        else:
            self._question(line, question)

    def report_missing(self, sections: Iterable[FormSection], titles: set[str], left_out: Collection[str]) -> None:
        """Tell which questions of the form the workbook no longer holds, sheet by sheet where a sheet is gone."""
        for section in sections:
            lost: dict[str, list[Question]] = {}
            for question in section.question:
                if question.id not in self.cells and question.id not in left_out:
                    lost.setdefault(question.own_sheet or section.sheet, []).append(question)
            for sheet, questions in lost.items():
                at = Place(self.workbook, sheet)
                if sheet not in titles and all(question.optional for question in questions):
                    self.findings.append(finding("INT040", at, title=sheet))
                elif sheet not in titles:
                    self.findings.append(finding("INT012", at, title=sheet, count=len(questions)))
                else:
                    self.findings += [
                        finding("INT034", Place(self.workbook, sheet, question=question.id), number=question.number)
                        for question in questions
                    ]

    def _question(self, line: Line, question: Question) -> None:
        at = self._place(line, ColumnCode.ANSWER, question.id)
        if question.id in self.cells:
            other = self.cells[question.id]
            self.findings.append(finding("INT021", at, question.cites, other=f"{other.sheet}!{other.cell}"))
            return
        self.cells[question.id] = at
        reading = self._read(line, ColumnCode.ANSWER, self.facts[question.id], at, question)
        if reading.value is not None:
            _put(self.values, question.id, reading.value)
        self._note(question.id, reading.note, line)

    def _row(self, line: Line, question: Question) -> None:
        at = self._place(line, ColumnCode.ROW_ID, question.id)
        row_id = self._row_id(line, question, at)
        path = f"{question.id}[{row_id}]"
        if path in self.cells:
            other = self.cells[path]
            given = self._row_name(line, question)
            told = finding("INT023", at, id=row_id, other=f"{other.sheet}!{other.cell}", given=given)
            self.findings.append(told)
            row_id, path = given, f"{question.id}[{given}]"
        self.cells[path] = at
        row: dict[str, Any] = {"id": row_id}
        for column in question.column:
            fact = self.facts[f"{question.id}{ROWS}.{column.id}"]
            cell_path = f"{path}.{column.id}"
            place = self._place(line, column.id, question.id)
            self.cells[cell_path] = place
            reading = self._read(line, column.id, fact, place, question)
            if reading.value is not None:
                row[column.id] = reading.value
            if reading.note:
                self.notes[cell_path] = reading.note
        self._note(path, None, line)
        _put(self.values, question.id, (*_get(self.values, question.id), row))

    def _row_id(self, line: Line, question: Question, at: Place) -> str:
        fact = self.facts[f"{question.id}{ROWS}.id"]
        reading = read_cell(line.values.get(ColumnCode.ROW_ID), fact, at, self.labels, question.cites)
        # Excel turns an id such as 01 into the number 1: still an id, and no version is lost by it.
        self.findings += [told for told in reading.findings if told.code != "INT027"]
        if reading.value is not None:
            return str(reading.value)
        given = self._row_name(line, question)
        # A row whose id is refused is kept: without it the others would look like the whole table.
        if not reading.findings:
            example = f"{question.row_prefix}-01"
            self.findings.append(finding("INT022", at, question.cites, id=given, example=example))
        return given

    def _row_name(self, line: Line, question: Question) -> str:
        """Return what a row without an id of its own is called in this run."""
        name = f"row-{next(iter(line.spots.values())).row}"
        while f"{question.id}[{name}]" in self.cells:
            name += "-again"
        return name

    def _read(self, line: Line, code: str, fact: Fact, at: Place, question: Question) -> Reading:
        reading = read_cell(line.values.get(code), fact, at, self.labels, question.cites)
        self.findings += reading.findings
        return reading

    def _note(self, path: str, note: AnswerNote | None, line: Line) -> None:
        self.cells[evidence_cell(path)] = self._place(line, ColumnCode.EVIDENCE, path)
        evidence = ids_in(line.values.get(ColumnCode.EVIDENCE))
        raw = line.values.get(ColumnCode.COMMENT)
        comment = None if raw is None or isinstance(raw, CellError) else clean_text(str(raw)) or None
        state, reason = (note.state, note.reason) if note else (None, None)
        if state and not reason and comment:
            # The comment beside a bare state is its reason; the form has no other place for it.
            reason, comment = comment, None
            self.findings = [told for told in self.findings if not (told.code == "INT018" and told.at.question == path)]
        if state or evidence or comment:
            self.notes[path] = AnswerNote(state, reason, evidence, comment)

    def _place(self, line: Line, code: str, question: str) -> Place:
        spot: Spot | None = line.spots.get(code)
        if spot is None:
            any_spot = next(iter(line.spots.values()), None)
            return Place(self.workbook, any_spot.sheet if any_spot else "", question=question)
        return Place(self.workbook, spot.sheet, cell_name(spot.row, spot.column), question)


def _put(values: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        values = values.setdefault(parent, {})
    values[name] = value


def _get(values: Mapping[str, Any], path: str) -> tuple[Any, ...]:
    for part in path.split("."):
        values = values.get(part, {})
    return tuple(values)
