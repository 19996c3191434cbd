"""Reads an .xlsx workbook into plain values, whatever its bytes are."""

from collections.abc import Container, Mapping
from io import BytesIO

from msgspec.structs import replace
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.formats.xlsx_leftovers import settled
from pipeline.formats.xlsx_preflight import Inspection, damaged, inspect
from pipeline.formats.xlsx_traces import Look, Traces
from pipeline.formats.xlsx_walk import SheetScan
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import LINE_MARK, ROWS_MARK
from pipeline.model.sheet import CellError, CellValue, Grid, Marks, Workbook

_PANIC = "PanicException"


def read_workbook(
    name: str, content: bytes, only: Container[str] | None = None
) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """Read a workbook.

    Args:
        name: of the file, as findings show it.
        content: the file's bytes.
        only: titles of the sheets to read; all where none are named.

    Returns:
        The workbook without sheets that are larger than any form, each with what it shows beside its values, and
        findings; no workbook where the file as a whole cannot be used.
    """
    inspection = inspect(name, content, only)
    if inspection.refused:
        return None, inspection.findings
    try:
        with CalamineWorkbook.from_filelike(BytesIO(inspection.content)) as book:
            # Compared by value: not every version gives the members of its enumerations themselves.
            grids = tuple(
                _grid(
                    book.get_sheet_by_name(sheet.name),
                    inspection.sheets[sheet.name],
                    inspection.traces[sheet.name],
                    hidden=sheet.visible != SheetVisibleEnum.Visible,
                )
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in inspection.sheets
            )
    except Exception as error:  # noqa: BLE001 - any bytes may come in; whatever they break is a finding, never a crash
        return None, (*inspection.findings, damaged(name, error))
    except BaseException as error:
        # A fault inside the reader's compiled part comes as an exception that no type can be imported for.
        if type(error).__name__ != _PANIC:
            raise
        return None, (*inspection.findings, damaged(name, error))
    seen, told = _look(name, grids, inspection)
    grids = tuple(_marked(grid, inspection, seen.get(grid.title)) for grid in grids)
    return Workbook(name, grids, has_links=inspection.has_links), (*inspection.findings, *told)


def _grid(sheet: CalamineSheet, scan: SheetScan, traces: Traces, *, hidden: bool) -> Grid:
    # A cell does not tell 5 from 5.0, and whole numbers are ints.
    cells: dict[tuple[int, int], CellValue] = {
        (row, column): int(value) if isinstance(value, float) and value.is_integer() else value
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    if traces.has_leftovers:
        cells = {place: settled(value) for place, value in cells.items()}
    cells |= {place: CellError(text) for place, text in scan.errors.items()}
    return Grid(sheet.name, cells, hidden=hidden)


def _look(name: str, grids: tuple[Grid, ...], inspection: Inspection) -> tuple[Mapping[str, Look], tuple[Finding, ...]]:
    """Look closely at the sheets with codes that call for it; what fails there stops no reading."""
    wanted = {
        grid.title: inspection.members[grid.title]
        for grid in grids
        if inspection.traces[grid.title].look and _has_codes(grid)
    }
    if not wanted:
        return {}, ()
    from pipeline.formats.xlsx_marks import look  # noqa: PLC0415 - openpyxl takes longer to load than a form to read

    try:
        return look(inspection.parts, wanted), ()
    except Exception as error:  # noqa: BLE001 - the values were read: what else there is to see is told as not seen
        told = finding("INT057", Place(workbook=name), why=type(error).__name__)
        return {}, (told,)


def _has_codes(grid: Grid) -> bool:
    return any(isinstance(value, str) and value.startswith((LINE_MARK, ROWS_MARK)) for value in grid.cells.values())


def _marked(grid: Grid, inspection: Inspection, seen: Look | None) -> Grid:
    """Return a sheet with its marks; a text that is struck out is taken out of its cell."""
    scan, traces = inspection.sheets[grid.title], inspection.traces[grid.title]
    shown = range(1, scan.columns + 1)
    marks = Marks(
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=frozenset(at for first, last in scan.hidden_columns for at in shown[max(0, first - 1) : last]),
        merged=scan.merged_apart(),
        has_pictures=traces.has_pictures,
    )
    if seen is None:
        return replace(grid, marks=marks)
    cells, struck = dict(grid.cells), {}
    for spot, (live, out) in seen.struck.items():
        if spot in cells:
            struck[spot] = out if live is not None else _shown(cells[spot])
            cells[spot] = live
    cells = {spot: value for spot, value in cells.items() if value is not None}
    return replace(grid, cells=cells, marks=replace(marks, struck=struck, notes=seen.notes, percents=seen.percents))


def _shown(value: CellValue) -> str:
    return value.text if isinstance(value, CellError) else str(value)
