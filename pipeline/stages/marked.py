"""Tells what a form shows of its answers beside their values: struck out, hidden, merged, noted, or drawn over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import OUR_NOTE, START_SHEET, ColumnCode
from pipeline.model.questionnaire import ROW_TITLE, Question
from pipeline.model.sheet import Grid, Spot, Workbook, cell_name
from pipeline.stages.blocks import Line
from pipeline.stages.meant import answer_codes


def marked(
    workbook: Workbook, lines: Iterable[Line], questions: Mapping[str, Question], *, everywhere: bool = True
) -> Iterator[Finding]:
    """Yield the findings on what stands beside the values of a workbook.

    Args:
        workbook: its sheets with their marks.
        lines: the rows of answers that were read.
        questions: all questions by id.
        everywhere: tell of pictures on sheets without answers too.
    """
    by_sheet: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if (line.table or line.mark) in questions:
            by_sheet[line.sheet].append(line)
    if workbook.has_links and by_sheet:
        yield finding("INT048", Place(workbook.name))
    for grid in workbook.grids:
        if grid.title in by_sheet:
            yield from _MarkedSheet(workbook.name, grid, by_sheet[grid.title], questions).told()
        if grid.marks.has_pictures and (grid.title in by_sheet or (everywhere and grid.title != START_SHEET)):
            yield finding("INT047", Place(workbook.name, grid.title))


class _MarkedSheet:
    """One sheet that holds answers."""

    def __init__(self, workbook: str, grid: Grid, lines: list[Line], questions: Mapping[str, Question]) -> None:
        self._workbook, self._grid, self._lines, self._questions = workbook, grid, lines, questions

    @cached_property
    def _asked(self) -> dict[Spot, str]:
        """The questions by the cells in which they are answered."""
        return {
            (line.row, line.columns[code]): line.table or line.mark
            for line in self._lines
            for code in answer_codes(line)
        }

    def told(self) -> Iterator[Finding]:
        yield from self._struck()
        yield from self._hidden()
        yield from self._merged()
        for (row, column), text in sorted(self._grid.marks.notes.items()):
            if text and not text.startswith(OUR_NOTE):
                yield finding("INT046", self._place((row, column)), text=text)

    def _place(self, spot: Spot) -> Place:
        return Place(self._workbook, self._grid.title, cell_name(*spot), self._asked.get(spot, ""))

    def _struck(self) -> Iterator[Finding]:
        """Tell what is struck out once a row: a line is drawn through a row rather than through each of its cells."""
        struck = self._grid.marks.struck
        if not struck:
            return
        for line in self._lines:
            columns = sorted(line.columns[code] for code in answer_codes(line))
            spots = [(line.row, column) for column in columns if (line.row, column) in struck]
            if spots:
                live = [str(self._grid.cells[spot]).strip() for spot in spots if spot in self._grid.cells]
                kept = f'"{"; ".join(live)}" was' if live else "nothing stands there beside it"
                yield finding(
                    "INT043", self._place(spots[0]), struck="; ".join(struck[spot] for spot in spots), kept=kept
                )

    def _hidden(self) -> Iterator[Finding]:
        marks = self._grid.marks
        if not (self._grid.hidden or marks.hidden_rows or marks.hidden_columns):
            return
        told = (line for line in self._lines if self._grid.hidden or self._is_hidden(line))
        answered = [spot for line in told for spot in self._answered(line)]
        rows = sorted({row for row, _ in answered} & marks.hidden_rows)
        columns = sorted({column for _, column in answered} & marks.hidden_columns)
        parts = []
        if self._grid.hidden and answered:
            parts.append("the whole sheet")
        if rows:
            parts.append(f"row{'s'[: len(rows) > 1]} {_ranges(rows)}")
        if columns:
            named = ", ".join(cell_name(1, column)[:-1] for column in columns)
            parts.append(f"column{'s'[: len(columns) > 1]} {named}")
        if parts:
            yield finding("INT044", Place(self._workbook, self._grid.title), what=" and ".join(parts))

    def _is_hidden(self, line: Line) -> bool:
        marks = self._grid.marks
        return line.row in marks.hidden_rows or not marks.hidden_columns.isdisjoint(line.columns.values())

    def _answered(self, line: Line) -> Iterator[Spot]:
        """Yield the cells of a row that were filled in; those that came with the form hold no answer."""
        question = self._questions[line.table or line.mark]
        given = {ColumnCode.ROW_ID, ROW_TITLE} if line.table and question.rows_of else set()
        for code in answer_codes(line) - given:
            if code in line.values:
                yield line.row, line.columns[code]

    def _merged(self) -> Iterator[Finding]:
        rows = [line.row for line in self._lines]
        top, bottom = min(rows), max(rows)
        # Titles and introductions are merged on every sheet, above its answers.
        merged = [each for each in self._grid.marks.merged if each[0][0] <= bottom and each[1][0] >= top]
        columns: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self._asked) if merged else ():
            columns[row].append(column)
        for first, last in merged if columns else ():
            covered = [
                (row, column)
                for row in range(first[0], min(last[0], max(columns)) + 1)
                for column in columns.get(row, ())
                if first[1] <= column <= last[1]
            ]
            # One answer that was given more room is read from its own cell.
            if covered and covered != [first]:
                read = "was read for all of them" if first in self._asked else "was not read as an answer"
                at = self._place(first if first in self._asked else covered[0])
                yield finding("INT045", at, cells=f"{cell_name(*first)}:{cell_name(*last)}", read=read)


def _ranges(numbers: list[int]) -> str:
    """Return numbers in words, those in a row by the first and the last of them."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]} to {part[-1]}" for part in parts)
