"""The check of a produced workbook: opened again, is everything in it that went in?"""

from collections.abc import Iterator

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.context import Context


def check_printout(content: bytes, context: Context) -> tuple[str, ...]:
    """Open a produced workbook again and say what is wrong with it.

    Args:
        content: the .xlsx file.
        context: what it was made from.

    Returns:
        Complaints in plain words; none where the workbook can be read and holds every text of its registers.
    """
    workbook, refused = read_workbook(context.deliverable, content)
    if workbook is None:
        return tuple(told.message for told in refused)
    held = {str(value) for grid in workbook.grids for value in grid.cells.values()}
    return tuple(f"a value is missing: {text!r}" for text in dict.fromkeys(_texts(context)) if text not in held)


def _texts(context: Context) -> Iterator[str]:
    return iter(context.printed)
