"""Reads an .xlsx workbook into plain values, whatever its bytes are."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.formats.xlsx_preflight import damaged, inspect
from pipeline.formats.xlsx_scan import SheetScan
from pipeline.model.finding import Finding
from pipeline.model.sheet import CellError, CellValue, Grid, Workbook

_Raw = int | float | str | bool | time | date | datetime | timedelta
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
        The workbook without sheets that are larger than any form, and findings; no workbook where the file as a whole
        cannot be used.
    """
    inspection = inspect(name, content, only)
    if inspection.refused:
        return None, inspection.findings
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            # Compared by value: not every version gives the members of its enumerations themselves.
            grids = tuple(
                _grid(
                    book.get_sheet_by_name(sheet.name),
                    inspection.sheets[sheet.name],
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
    return Workbook(name, grids), inspection.findings


def _grid(sheet: CalamineSheet, scan: SheetScan, *, hidden: bool) -> Grid:
    cells: dict[tuple[int, int], CellValue] = {
        (row, column): _plain(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    cells |= {place: CellError(text) for place, text in scan.errors.items()}
    return Grid(sheet.name, cells, hidden=hidden)


def _plain(value: _Raw) -> CellValue:
    """Return whole numbers as int: a cell does not tell 5 from 5.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
