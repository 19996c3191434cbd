"""A workbook is read as values with their types, and nothing in its bytes makes the reader fail."""

import io
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.finding import Finding
from pipeline.model.sheet import CellError, CellValue, Workbook

SHEET = "xl/worksheets/sheet2.xml"


def with_row(changed: Callable[..., bytes], cells: bytes) -> bytes:
    return changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", b'<row r="90">' + cells + b"</row></sheetData>")})


def row_90(content: bytes) -> dict[int, CellValue]:
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert findings == ()
    return {column: value for (row, column), value in workbook.grids[1].cells.items() if row == 90}


def test_types_are_kept(changed):
    cells = (
        b'<c r="A90"><v>5</v></c><c r="B90"><v>5.25</v></c><c r="C90" t="b"><v>1</v></c>'
        b'<c r="D90" t="inlineStr"><is><t>a_x000D_</t></is></c><c r="E90" t="str"><f>"x"</f><v>x</v></c>'
        b'<c r="F90" t="d"><v>2026-01-02</v></c>'
    )
    found = row_90(with_row(changed, cells))
    assert found == {1: 5, 2: 5.25, 3: True, 4: "a\r", 5: "x", 6: found[6]}
    assert isinstance(found[1], int)
    assert found[3] is True


def test_dates_are_dates(workbook):
    assert workbook.grids[1].cells[7, 5] == date(2027, 12, 2)
    assert not isinstance(workbook.grids[1].cells[7, 5], datetime)


def test_errors_and_formulas_without_a_result_are_values_of_their_own(changed):
    cells = (
        b'<c r="A90" t="e"><v>#REF!</v></c><c r="B90" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        b'<c r="C90"><f>1+1</f></c><c r="D90"><f>1+1</f><v></v></c><c r="E90" t="str"><f>""</f><v></v></c>'
        b'<c r="F90"><f>1+1</f><v>2</v></c>'
    )
    assert row_90(with_row(changed, cells)) == {
        1: CellError("#REF!"),
        2: CellError("#DIV/0!"),
        3: CellError("formula without a stored result"),
        4: CellError("formula without a stored result"),
        6: 2,
    }


def test_text_that_looks_like_an_error_is_text(form_of, line):
    from pipeline.formats.xlsx_writer import write_form

    workbook, _ = read_workbook("form.xlsx", write_form(form_of(line(answer="#REF!"), tables=())))
    assert workbook is not None
    assert workbook.grids[1].cells[5, 5] == "#REF!"


def test_only_the_sheets_that_are_named_are_read(written):
    name, content = "x.xlsx", written
    whole, _ = read_workbook(name, content)
    assert whole is not None
    first, *others = whole.grids
    assert others
    part, findings = read_workbook(name, content, {first.title})
    assert part is not None
    assert (part.grids, findings) == ((first,), ())


def test_blanks_are_left_out_and_hidden_sheets_marked(workbook):
    assert all(value not in ("", None) for grid in workbook.grids for value in grid.cells.values())
    assert {grid.title for grid in workbook.grids if grid.hidden} == {"_lists", "_meta"}
    assert workbook.name == "form.xlsx"


def test_whole_workbook_stays_readable_when_a_chart_sheet_is_listed(changed):
    content = changed(
        **{"xl/workbook.xml": lambda xml: xml.replace(b"</sheets>", b'<sheet name="x" sheetId="9"/></sheets>')}
    )
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is None or len(workbook.grids) == 5
    assert workbook is not None or findings[0].code == "INT002"


def test_index_past_the_table_of_texts_is_damage(changed):
    content = with_row(changed, b'<c r="A90" t="s"><v>99999</v></c>')
    workbook, (found,) = read_workbook("form.xlsx", content)
    assert workbook is None
    assert found.code == "INT002"


class PanicException(BaseException):
    pass


def test_fault_inside_the_compiled_reader_is_damage(written, monkeypatch):
    def fail(_):
        raise PanicException("capacity overflow")

    monkeypatch.setattr("pipeline.formats.xlsx_reader.CalamineWorkbook.from_filelike", fail)
    workbook, (found,) = read_workbook("form.xlsx", written)
    assert workbook is None
    assert found.message == "the file is damaged: it cannot be read (PanicException)"


def test_interruption_is_not_taken_for_damage(written, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.formats.xlsx_reader.CalamineWorkbook.from_filelike", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook("form.xlsx", written)


def mutate(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        match dice.randrange(4):
            case 0:
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            case 1:
                del changed[(at := dice.randrange(len(changed))) : at + dice.randrange(1, 40)]
            case 2:
                at = dice.randrange(len(changed))
                changed[at:at] = dice.randbytes(dice.randrange(1, 20))
            case 3:
                at = dice.randrange(len(changed))
                changed[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b'"/><'])
    return bytes(changed)


def sound(result: tuple[Workbook | None, tuple[Finding, ...]]) -> None:
    workbook, findings = result
    assert workbook is None or isinstance(workbook, Workbook)
    assert workbook is not None or findings


def test_no_mutation_of_the_file_gets_out(written):
    dice = random.Random(1)
    for _ in range(300):
        sound(read_workbook("form.xlsx", mutate(written, dice)))


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_no_mutation_of_a_member_gets_out(changed, member):
    dice = random.Random(2)
    for _ in range(60):
        sound(read_workbook("form.xlsx", changed(**{member: lambda content: mutate(content, dice)})))


@pytest.mark.parametrize("value", [time(12), timedelta(days=1.5), datetime(2026, 1, 2, 3, 4)])  # noqa: DTZ001 - cells have no zone
def test_times_are_kept(value):
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["B2"] = value
    book.save(target)
    workbook, _ = read_workbook("form.xlsx", target.getvalue())
    assert workbook is not None
    assert workbook.grids[0].cells == {(2, 2): value}
