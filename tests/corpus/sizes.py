"""Sheets that reach further than any form, or only seem to."""

from tests.corpus.case import (
    Case,
    Change,
    Filled,
    changed,
    faulty,
    read,
    refused,
)
from tests.corpus.package import (
    Package,
)

_PURPOSE = "3 Purpose"


def _far(*cells: str) -> Change:
    def change(package: Package, _: Filled) -> None:
        for name in cells:
            package.put(_PURPOSE, name, "<v>1</v>")

    return change


def _coloured(name: str) -> Change:
    return lambda package, _: package.cell(_PURPOSE, name).set("s", "3")


def _rows(first: int, last: int, inside: str) -> Change:
    """Return a change that adds rows, each with the same cells."""

    def change(package: Package, _: Filled) -> None:
        rows = "".join(f'<row r="{number}">{inside}</row>' for number in range(first, last + 1))
        package.replace(package.part_of(_PURPOSE), "</sheetData>", f"{rows}</sheetData>")

    return change


CASES: tuple[Case, ...] = (
    faulty("value in the last cell", changed(_far("XFD1048576")), "INT006", "INT012", at=_PURPOSE, lost=_PURPOSE),
    faulty("value in the last column", changed(_far("XFD9")), "INT006", "INT012", at=_PURPOSE, lost=_PURPOSE),
    faulty(
        "a million rows", changed(_rows(60, 10**6, "<c><v>1</v></c>")), "INT006", "INT012", at=_PURPOSE, lost=_PURPOSE
    ),
    refused(
        "a million full rows",
        changed(_rows(60, 10**6, "<c><v>123456789012345</v></c>" * 2)),
        "INT004",
        "more than 50 MB",
    ),
    read("value in the last cell of a form", changed(_far("BH5000")), "INT064", at=f"{_PURPOSE}!BH5000"),
    read("column coloured to its end", changed(_rows(100, 4000, '<c s="3"/>'), _coloured("E1048576"))),
)
