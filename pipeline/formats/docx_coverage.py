"""What compiling does not cover: bodies whose tables docxtpl has to look at again in each document."""

import re
from collections.abc import Iterator

from pipeline.formats.markup_places import occurrences

_CELLS_OF_LOOPS = re.compile(r"</w:tc>\s*\{[%{]|%\}\s*<w:tc[ >]")
_SPANS_OF_VALUES = re.compile(r'<w:gridSpan w:val="\{')
_GRID_END = "</w:tblGrid>"
_WITHOUT_ROWS = re.compile(rf"{_GRID_END}\s*</w:tbl>")
_TOKEN = re.compile(
    r'<w:(tbl|tr|tc|gridCol|gridSpan)(?: [^>]*?w:val="(\d+)"|[ />])|</w:(tbl|tr)>|\{%-?\s*(for|if|endfor|endif)\b'
)


def why_mended(source: str) -> str:
    """Return which feature of a body needs docxtpl after rendering; empty where compiling covers all of it.

    Args:
        source: the markup of the body as Jinja reads it.
    """
    if _CELLS_OF_LOOPS.search(source):
        return "cells that a loop repeats"
    if _SPANS_OF_VALUES.search(source):
        return "cells that span as many columns as a value says"
    if any(table.may_be_mended() for table in _tables(source)):
        return "a table whose rows have more or fewer columns than it declares"
    return ""


def has_empty_table(markup: str) -> bool:
    """Tell whether a table has come out without any row, whose grid docxtpl takes away.

    Args:
        markup: of the body, rendered.
    """
    # Finding a text takes half as long as searching for a pattern that begins with it.
    return any(_WITHOUT_ROWS.match(markup, at) for at in occurrences(markup, _GRID_END))


class _Row:
    """How many columns the cells of a row take."""

    columns = 0


class _Table:
    """The columns that a table declares, and its rows: its own, and those that may be left out."""

    def __init__(self) -> None:
        self.declared, self.depth = 0, 0
        self.own: list[_Row] = []
        self.others: list[_Row] = []

    def may_be_mended(self) -> bool:
        """Tell whether docxtpl mends the grid of this table in some document that has a row of it."""
        own, others = ({row.columns for row in rows} for rows in (self.own, self.others))
        if not own:
            return others != {self.declared}
        return max(own) != self.declared or max(others, default=0) > self.declared


def _tables(source: str) -> Iterator[_Table]:
    """Yield the tables of a part as they end; as docxtpl counts them, rows of a table within count for both."""
    tables: list[_Table] = []
    rows: list[_Row] = []
    for begun, number, ended, block in _TOKEN.findall(source):
        if begun == "tbl":
            tables.append(_Table())
        elif ended == "tbl" and tables:
            yield tables.pop()
        elif begun == "gridCol" and tables:
            tables[-1].declared += 1
        elif begun == "tr":
            rows.append(_Row())
            for table in tables:
                (table.others if table.depth else table.own).append(rows[-1])
        elif ended == "tr" and rows:
            rows.pop()
        elif begun and rows:
            # A cell takes one column until its span is met.
            rows[-1].columns += 1 if begun == "tc" else int(number or 1) - 1
        for table in tables if block else ():
            table.depth += 1 if block in {"for", "if"} else -1
