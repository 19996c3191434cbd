"""Lines of a workbook to values, notes and cells: each answer read by its kind, each fault told at its cell."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model.fact import ROWS, Fact, Facts, is_extra
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import ColumnCode
from pipeline.model.intake import AnswerNote, Confirmation, LeftOver, evidence_cell
from pipeline.model.questionnaire import ROW_UNIT, FormSection, Question
from pipeline.model.scalar import clean_text
from pipeline.model.sheet import CellError, CellValue
from pipeline.stages.blocks import Line
from pipeline.stages.carry_over import is_said
from pipeline.stages.cell import ids_in, read_cell
from pipeline.stages.confirming import read_confirmation
from pipeline.stages.meant import BESIDE
from pipeline.stages.reading import Asked, Reading, Shown
from pipeline.stages.tongue import Tongue


class LineReader(Struct):
    """Gathers what the lines of one workbook say."""

    workbook: str
    questions: Mapping[str, Question]
    facts: Facts
    tongue: Tongue
    percents: Collection[tuple[str, int, int | None]]
    confirm_column: str
    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: dict[str, AnswerNote] = field(default_factory=dict)
    cells: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    confirmations: dict[str, Confirmation] = field(default_factory=dict)
    left_over: list[LeftOver] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Read one line: a question, what is said of a table, or one row of a table."""
        path = line.table or line.mark
        question = self.questions.get(path)
        if question is None:
            at = Place(self.workbook, line.sheet) if line.columns else Place(self.workbook)
            self.findings.append(finding("INT013", at, id=path))
            self._keep_aside(line)
        elif line.table and line.values:
            self._row(line, question)
        elif not line.table:
            self._question(line, question)

    def finish(self) -> None:
        """Put the rows of each table among the values, in the place that its first one took."""
        for path, rows in self.rows.items():
            _put(self.values, path, tuple(rows))

    def keep_copies_aside(self, asked: Iterable[Line], taken: Iterable[Line]) -> None:
        """Keep what the lines of a copied sheet say otherwise than those that were read."""
        read = {_key(line): line.values for line in taken}
        places = {(line.sheet, line.row) for line in taken}
        for line in asked:
            if (line.sheet, line.row) not in places:
                same = read.get(_key(line), {})
                others = {code: value for code, value in line.values.items() if same.get(code) != value}
                self._keep_aside(replace(line, values=others))

    def report_missing(self, sections: Iterable[FormSection], titles: set[str], left_out: Collection[str]) -> None:
        """Tell which questions of the form the workbook no longer holds, sheet by sheet where a sheet lost them all."""
        for section in sections:
            asked: dict[str, list[Question]] = {}
            for question in section.question:
                if question.id not in left_out:
                    asked.setdefault(question.own_sheet or section.sheet, []).append(question)
            for sheet, its_own in asked.items():
                questions = [question for question in its_own if question.id not in self.cells]
                if not questions:
                    continue
                at = Place(self.workbook, sheet)
                is_own = all(is_extra(question.id) for question in questions)
                if sheet not in titles and (is_own or all(question.optional for question in questions)):
                    self.findings.append(finding("INT040", at, title=sheet))
                elif sheet not in titles or questions == its_own:
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
            self._keep_aside(line)
            return
        self.cells[question.id] = at
        reading = self._read(line, ColumnCode.ANSWER, self.facts[question.id], at, question)
        if reading.value is not None:
            _put(self.values, question.id, reading.value)
        self._note(question.id, reading.note, line)
        self._keep_typed(question.id, line.values.get(ColumnCode.ANSWER), reading)
        self._confirm(question, line)

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
        raw = line.values.get(ColumnCode.ROW_ID)
        if raw != row_id and not isinstance(raw, CellError):
            # The id that the row has in this run is not what stands in the workbook.
            self.typed[f"{path}.{ColumnCode.ROW_ID}"] = "" if raw is None else str(raw)
        self.cells[path] = at
        # Where a row states a unit of its own, a percentage follows it.
        unit = clean_text(str(line.values.get(ROW_UNIT) or ""))
        row: dict[str, Any] = {"id": row_id}
        for column in question.column:
            cell_path = f"{path}.{column.id}"
            self.cells[cell_path] = place = self._place(line, column.id, question.id)
            raw = line.values.get(column.id)
            if raw is None:
                continue
            fact = self.facts[f"{question.id}{ROWS}.{column.id}"]
            reading = self._read(line, column.id, fact, place, question, unit)
            if reading.value is not None:
                row[column.id] = reading.value
            if reading.note:
                self.notes[cell_path] = reading.note
            self._keep_typed(cell_path, raw, reading)
        self._note(path, None, line)
        if question.id not in self.rows:
            _put(self.values, question.id, ())
        self.rows.setdefault(question.id, []).append(row)

    def _row_id(self, line: Line, question: Question, at: Place) -> str:
        fact = self.facts[f"{question.id}{ROWS}.id"]
        reading = read_cell(line.values.get(ColumnCode.ROW_ID), Asked(fact, at, question.cites, self.tongue))
        # Excel turns an id such as 01 into the number 1: still an id, and no version is lost by it. A day is another.
        is_number = isinstance(line.values.get(ColumnCode.ROW_ID), int | float)
        self.findings += [told for told in reading.findings if not (is_number and told.code == "INT027")]
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
        name = f"row-{line.row}"
        while f"{question.id}[{name}]" in self.cells:
            name += "-again"
        return name

    def _read(self, line: Line, code: str, fact: Fact, at: Place, question: Question, unit: str = "") -> Reading:
        shown = Shown((line.sheet, line.row, line.columns.get(code)) in self.percents, unit)
        reading = read_cell(line.values.get(code), Asked(fact, at, question.cites, self.tongue, shown))
        self.findings += reading.findings
        return reading

    def _note(self, path: str, note: AnswerNote | None, line: Line) -> None:
        self.cells[evidence_cell(path)] = self._place(line, ColumnCode.EVIDENCE, path)
        for code in BESIDE:
            if isinstance(lost := line.values.get(code), CellError):
                self.findings.append(finding("INT020", self._place(line, code, path), value=lost.text))
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

    def _keep_typed(self, path: str, raw: CellValue, reading: Reading) -> None:
        """Keep what stands in a cell that gave nothing: an error that Excel shows is no answer of a person."""
        if reading.value is None and reading.note is None and raw is not None and not isinstance(raw, CellError):
            self.typed[path] = clean_text(str(raw))

    def _keep_aside(self, line: Line) -> None:
        """Keep what was typed on a line that is not read."""
        for code, value in line.values.items():
            if is_said(code) and not isinstance(value, CellError):
                self.left_over.append(LeftOver(f"{line.sheet}!{line.cell(code)}", str(value)))

    def _confirm(self, question: Question, line: Line) -> None:
        raw = line.values.get(ColumnCode.CONFIRM)
        if not isinstance(raw, str) or not (text := clean_text(raw)):
            return
        confirmation = read_confirmation(text, self.tongue)
        self.confirmations[question.id] = confirmation
        if confirmation.how.is_open:
            source = confirmation.source or "from an earlier form"
            at = self._place(line, ColumnCode.CONFIRM, question.id)
            told = finding("INT042", at, question.cites, source=source, column=self.confirm_column)
            self.findings.append(told)

    def _place(self, line: Line, code: str, question: str) -> Place:
        return Place(self.workbook, line.sheet if line.columns else "", line.cell(code), question)


def _key(line: Line) -> tuple[str, str, CellValue]:
    """Return what a line is about: the question, or the row of a table."""
    return line.table, line.mark, line.values.get(ColumnCode.ROW_ID) if line.table else None


def _put(values: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        values = values.setdefault(parent, {})
    values[name] = value
