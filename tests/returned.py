"""A returned form as plain values, to be changed cell by cell without any spreadsheet program."""

from typing import Any

from msgspec.structs import replace

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.catalogue import Catalogue
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form
from pipeline.model.sheet import CellValue, Grid, Marks, Spot, Workbook, cell_name
from pipeline.stages.blocks import Line, lines_of
from pipeline.stages.read import read


class Returned:
    """A form whose sheets can be changed; each change gives another one."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook

    @classmethod
    def of(cls, content: bytes) -> "Returned":
        """Read a form from its file."""
        workbook, findings = read_workbook("system.xlsx", content)
        assert workbook is not None
        assert findings == ()
        return cls(workbook)

    def grid(self, title: str) -> Grid:
        """Return a sheet."""
        return next(grid for grid in self.workbook.grids if grid.title == title)

    def line(self, path: str, row_id: str = "") -> Line:
        """Return the line of a question, or the row of a table that has an id."""
        for line in lines_of(self.workbook):
            if line.table == path and row_id == line.values.get("id") if row_id else line.mark == path:
                return line
        raise LookupError(path, row_id)

    def spot(self, path: str, code: str = "answer", row_id: str = "") -> Spot:
        """Return where a cell of a question or a row stands."""
        line = self.line(path, row_id)
        return line.row, line.columns[code]

    def typed(self, title: str, cells: dict[Spot, CellValue]) -> "Returned":
        """Return the form after something was typed into cells; nothing empties one."""
        grid = self.grid(title)
        wanted = {spot: value for spot, value in {**grid.cells, **cells}.items() if value is not None}
        return self.changed(title, cells=wanted)

    def marked(self, title: str, **marks: Any) -> "Returned":
        """Return the form after something was done to how a sheet is shown."""
        grid = self.grid(title)
        merged = {
            name: getattr(grid.marks, name) | value if isinstance(value, frozenset) else value
            for name, value in marks.items()
        }
        return self.changed(title, marks=replace(grid.marks, **merged))

    def struck(self, title: str, *spots: Spot) -> "Returned":
        """Return the form after a line was drawn through cells."""
        cells = self.grid(title).cells
        struck = {spot: str(cells[spot]) for spot in spots if spot in cells}
        return self.typed(title, dict.fromkeys(struck)).marked(title, struck=struck)

    def changed(self, title: str, /, **values: Any) -> "Returned":
        """Return the form with other values of a sheet."""
        grids = tuple(replace(grid, **values) if grid.title == title else grid for grid in self.workbook.grids)
        return Returned(replace(self.workbook, grids=grids))

    def copied(self, title: str, *, first: bool = False) -> "Returned":
        """Return the form with a copy of a sheet, named as spreadsheet programs do."""
        copy = replace(self.grid(title), title=f"{title} (2)")
        grids = (copy, *self.workbook.grids) if first else (*self.workbook.grids, copy)
        return Returned(replace(self.workbook, grids=grids))

    def added(self, title: str, marks: Marks) -> "Returned":
        """Return the form with another sheet, which holds no codes."""
        return Returned(replace(self.workbook, grids=(*self.workbook.grids, Grid(title, {}, marks=marks))))

    def read(self, catalogue: Catalogue) -> Intake:
        """Return the answers."""
        return read(self.workbook, catalogue.questionnaire, Form.SYSTEM)


def named(spot: Spot) -> str:
    """Return the Excel name of a cell."""
    return cell_name(*spot)


def told_of(intake: Intake) -> list[tuple[str, str, str]]:
    """Return code, sheet and cell of each finding."""
    return [(told.code, told.at.sheet, told.at.cell) for told in intake.findings]
