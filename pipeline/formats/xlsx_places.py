"""Where everything stands in a written form: rows and columns of its sheets, and the cell of each answer."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from pipeline.model.form_codes import ColumnCode
from pipeline.model.form_layout import FormWorkbook, LinkLine, QuestionSheet, TableSheet
from pipeline.model.intake import evidence_cell

CODES, HEADER, FIRST_LINE = 2, 3, 4
"""Rows of a question sheet, from 0: its codes, its header, its first question."""

STATE_CODES, STATE_HEADER, STATE, ROW_CODES, ROW_HEADER, HINTS, FIRST_ROW = range(2, 9)
"""Rows of a table sheet, from 0: the line for the table as a whole, then the rows."""

STATE_COLUMNS = (
    *(ColumnCode.NO, ColumnCode.ANSWER, ColumnCode.EVIDENCE, ColumnCode.COMMENT, ColumnCode.STATUS),
    *(ColumnCode.CONFIRM, ColumnCode.REMARK),
)
"""Columns of the line for the table as a whole, after the hidden one; the last two stand only where they are used."""

_WIDTHS = {
    ColumnCode.NO: 6.0,
    ColumnCode.QUESTION: 32.0,
    ColumnCode.REQUIRED: 5.0,
    ColumnCode.ANSWER: 45.0,
    ColumnCode.CONFIRM: 20.0,
    ColumnCode.REMARK: 34.0,
    ColumnCode.GUIDANCE: 40.0,
    ColumnCode.LEGAL: 17.0,
    ColumnCode.EVIDENCE: 12.0,
    ColumnCode.WHO: 14.0,
    ColumnCode.COMMENT: 20.0,
    ColumnCode.STATUS: 11.0,
}
"""Columns of a question sheet in order with their widths, whose sum keeps the print legible on A4."""

_GUIDANCE_BESIDE_REMARKS = 30.0


class Spot(Struct, frozen=True):
    """A cell of a sheet, row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def reference(self) -> str:
        """The cell as formulas of other sheets name it."""
        return f"{quote_sheetname(self.sheet)}!{xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True)}"

    @property
    def link(self) -> str:
        """The cell as a link leads to it."""
        return f"internal:{quote_sheetname(self.sheet)}!{self.name}"

    @property
    def name(self) -> str:
        """The cell as people name it."""
        return xl_rowcol_to_cell(self.row, self.column)


class Places(Struct, frozen=True):
    """The columns of the question sheets with their widths, and the cells of answers, evidence and rows by path."""

    widths: Mapping[ColumnCode, float]
    spots: Mapping[str, Spot]
    comments: Mapping[str, Spot]
    confirmations: Mapping[str, str]

    @classmethod
    def of(cls, form: FormWorkbook) -> "Places":
        """Lay a form out."""
        widths = dict(_WIDTHS)
        if not form.asks_again:
            del widths[ColumnCode.CONFIRM]
        if form.occasion.is_review:
            widths[ColumnCode.GUIDANCE] = _GUIDANCE_BESIDE_REMARKS
        else:
            del widths[ColumnCode.REMARK]
        bare = cls(widths, {}, {}, {})
        confirmations = dict(bare.confirmation_cells(form)) if bare.asks_again else {}
        return cls(widths, dict(bare.answers(form)), dict(bare.comment_cells(form)), confirmations)

    @property
    def asks_again(self) -> bool:
        """Whether each answer has a cell that says whether it still holds."""
        return ColumnCode.CONFIRM in self.widths

    @property
    def is_review(self) -> bool:
        """Whether each answer has a cell for our remarks."""
        return ColumnCode.REMARK in self.widths

    def column(self, code: ColumnCode) -> int:
        """Return a column of the question sheets, from 0; the first one is the hidden one."""
        return list(self.widths).index(code) + 1

    @property
    def state_codes(self) -> tuple[ColumnCode, ...]:
        """The columns of the line for a table as a whole, after the hidden one."""
        return tuple(code for code in STATE_COLUMNS if code in self.widths)

    def row_codes(self, sheet: TableSheet) -> list[str]:
        """Return the codes of the columns of a table's rows after the hidden one."""
        evidence = [ColumnCode.EVIDENCE] if sheet.has_evidence else []
        remark = [ColumnCode.REMARK] if self.is_review else []
        columns = (column.id for column in sheet.columns)
        return [ColumnCode.ROW_ID, *columns, *evidence, ColumnCode.COMMENT, *remark]

    def answers(self, form: FormWorkbook) -> Iterator[tuple[str, Spot]]:
        """Yield the cell of each answer, of its evidence, and of the rows of tables, by path."""
        for sheet in form.sheets:
            if isinstance(sheet, QuestionSheet):
                answer, evidence = self.column(ColumnCode.ANSWER), self.column(ColumnCode.EVIDENCE)
                for row, line in enumerate(sheet.lines, FIRST_LINE):
                    if not isinstance(line, LinkLine):
                        yield line.id, Spot(sheet.title, row, answer)
                        yield evidence_cell(line.id), Spot(sheet.title, row, evidence)
            elif isinstance(sheet, TableSheet):
                table = sheet.line.id
                yield table, Spot(sheet.title, STATE, self.state_codes.index(ColumnCode.ANSWER) + 1)
                yield (
                    evidence_cell(table),
                    Spot(sheet.title, STATE, self.state_codes.index(ColumnCode.EVIDENCE) + 1),
                )
                yield from self._rows(sheet)

    def comment_cells(self, form: FormWorkbook) -> Iterator[tuple[str, Spot]]:
        """Yield the cell of the comment on each question, by its path."""
        for sheet in form.sheets:
            if isinstance(sheet, QuestionSheet):
                column = self.column(ColumnCode.COMMENT)
                for row, line in enumerate(sheet.lines, FIRST_LINE):
                    if not isinstance(line, LinkLine):
                        yield line.id, Spot(sheet.title, row, column)
            elif isinstance(sheet, TableSheet):
                yield sheet.line.id, Spot(sheet.title, STATE, self.state_codes.index(ColumnCode.COMMENT) + 1)

    def confirmation_cells(self, form: FormWorkbook) -> Iterator[tuple[str, str]]:
        """Yield the cells of a sheet that say whether its answers still hold, as formulas name them, by its title."""
        for sheet in form.sheets:
            if isinstance(sheet, QuestionSheet):
                column = self.column(ColumnCode.CONFIRM)
                cells = xl_range_abs(FIRST_LINE, column, FIRST_LINE + len(sheet.lines) - 1, column)
                yield sheet.title, f"{quote_sheetname(sheet.title)}!{cells}"
            elif isinstance(sheet, TableSheet):
                column = self.state_codes.index(ColumnCode.CONFIRM) + 1
                yield sheet.title, Spot(sheet.title, STATE, column).reference

    def _rows(self, sheet: TableSheet) -> Iterator[tuple[str, Spot]]:
        codes = self.row_codes(sheet)
        for row, item in enumerate(sheet.rows, FIRST_ROW):
            path = f"{sheet.line.id}[{item.id}]"
            for column, code in enumerate(codes, 1):
                spot = Spot(sheet.title, row, column)
                if code == ColumnCode.ROW_ID:
                    yield path, spot
                elif code == ColumnCode.EVIDENCE:
                    yield evidence_cell(path), spot
                else:
                    yield f"{path}.{code}", spot
