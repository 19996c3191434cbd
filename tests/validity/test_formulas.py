"""Formulas that Excel reads are read, and those that it would refuse are named."""

import pytest

from pipeline.formats.xlsx_formula_lint import Known, lint_formula
from pipeline.formats.xlsx_range import overlapping, read_range

KNOWN = Known({"first", "second one", "o'neill"}, {"rate", "people"})


@pytest.mark.parametrize(
    "formula",
    [
        "A1",
        "$A$1:B2",
        "A:C",
        "2:5",
        "SUM(A1:B2,3)*-Rate%",
        'IF(A1>=2,"it is ""so""",-1)',
        "IF(A1,,B1)",
        "TODAY()-1",
        "'Second one'!$A$1",
        "First!A1:'First'!B2",
        "'O''Neill'!A1",
        "SUM(First!A1:B2 First!B1:B9)",
        "SUM(People[Age])",
        "People[[#Headers],[Age]]",
        "_xlfn.XLOOKUP(A1,A:A,B:B)",
        "_xlfn._xlws.FILTER(A1:A9,B1:B9)",
        "SUM({1,2;3,4})",
        "1.5E+3&.5",
        "A1<>B1",
        "TRUE",
        "#N/A",
        "  A1 + 2 ",
    ],
)
def test_a_formula_that_excel_reads_has_no_fault(formula: str) -> None:
    assert list(lint_formula(formula, KNOWN)) == []


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("", "it ends too early"),
        ("()", "nothing stands"),
        ("SUM(", "a bracket is not closed"),
        ("A1,B1", "it is a list without brackets"),
        ("SUM(A1+)", "nothing stands behind '+'"),
        ("SUM(A1+,2)", "nothing stands behind '+'"),
        ("*A1", "nothing stands before '*'"),
        ("%", "a % stands before a value"),
        ('"x"(2)', "a bracket stands behind a value"),
        ("A1(2)", "there is no function A1"),
        ("_xlfn.NOSUCH(1)", "there is no function NOSUCH"),
        ("ZZZ1", "it names 'ZZZ1'"),
        ("'[Book.xlsx]A'!A1", "it names another workbook"),
        ("~A1", "nobody can read"),
    ],
)
def test_a_formula_that_excel_refuses_has_one(formula: str, fault: str) -> None:
    assert any(fault in said for said in lint_formula(formula, KNOWN)), list(lint_formula(formula, KNOWN))


@pytest.mark.parametrize(
    ("name", "corners"),
    [
        ("B2", (2, 2, 2, 2)),
        ("$A$1:C3", (1, 1, 3, 3)),
        ("A:C", (1, 1, 1_048_576, 3)),
        ("2:5", (2, 1, 5, 16_384)),
        ("XFD1048576", (1_048_576, 16_384, 1_048_576, 16_384)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("C3:A1", None),
        ("A1:B2:C3", None),
        ("A1:B", None),
        ("", None),
    ],
)
def test_a_range_is_read_by_its_name(name: str, corners: tuple[int, int, int, int] | None) -> None:
    found = read_range(name)
    assert (found and (found.top, found.left, found.bottom, found.right)) == corners


def test_ranges_that_share_cells_are_told_by_twos() -> None:
    names = ("A1:B2", "B2:C3", "C4", "A3:A9", "A9:C9")
    ranges = [(name, found) for name in names if (found := read_range(name))]
    assert set(overlapping(ranges)) == {("A1:B2", "B2:C3"), ("A3:A9", "A9:C9")}
