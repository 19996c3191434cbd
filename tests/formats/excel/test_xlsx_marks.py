"""What a sheet shows of its cells beside their values is seen, and costs nothing where there is nothing to see."""

import io
import random
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.formats import xlsx_marks, xlsx_scan
from pipeline.formats.xlsx_preflight import inspect, preflight
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.sheet import CellError, CellValue, Grid, Marks, Workbook

SECTION, TABLE = "1 Identity", "Data sets"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"
PLAIN = Marks(hidden_rows=frozenset({3}), hidden_columns=frozenset({1}), merged=(((2, 2), (2, 6)),))
STRUCK = InlineFont(strike=True)


def read(content: bytes) -> Workbook:
    workbook, findings = read_workbook("form.xlsx", content)
    assert findings == ()
    assert workbook is not None
    return workbook


def grid_of(content: bytes, title: str = SECTION) -> Grid:
    return next(grid for grid in read(content).grids if grid.title == title)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def edited(written) -> Callable[[Callable[[Worksheet], None]], bytes]:
    """Return the written form after something was done to its first sheet of questions, saved by another program."""

    def edit(change: Callable[[Worksheet], None]) -> bytes:
        book = opened(written)
        change(book[SECTION])
        return saved(book)

    return edit


@pytest.fixture
def calls(monkeypatch) -> list[set[str]]:
    """Return the sheets of each closer look."""
    found: list[set[str]] = []
    real = xlsx_marks.look

    def look(parts, sheets):
        found.append(set(sheets))
        return real(parts, sheets)

    monkeypatch.setattr(xlsx_marks, "look", look)
    return found


def converted(content: bytes, folder: Path) -> bytes:
    (folder / "form.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(folder / "form.xlsx")], check=True, capture_output=True)
    return (folder / "out/form.xlsx").read_bytes()


needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")


class TestPlainForm:
    """A form that shows nothing but its values is never opened twice, whoever saved it."""

    def test_as_it_was_written(self, written, calls):
        assert grid_of(written).marks == PLAIN
        assert calls == []

    def test_saved_by_another_program(self, edited, calls):
        assert grid_of(edited(lambda _: None)).marks == PLAIN
        assert calls == []

    @pytest.mark.office
    @needs_office
    def test_saved_by_libreoffice(self, written, calls, tmp_path):
        assert grid_of(converted(written, tmp_path)).marks == PLAIN
        assert calls == []

    def test_percentages_on_a_sheet_without_codes_call_for_nothing(self, written, calls):
        assert inspect("form.xlsx", written).traces["Start"].look
        read(written)
        assert calls == []

    def test_only_the_sheets_that_call_for_it_are_looked_at(self, edited, calls):
        read(edited(lambda sheet: setattr(sheet["E5"], "font", Font(strike=True))))
        assert calls == [{SECTION}]


class TestStruck:
    """What is struck out is no value."""

    @pytest.mark.parametrize(
        ("content", "live", "out"),
        [
            (CellRichText("Credit", TextBlock(STRUCK, "OLD")), "Credit", "OLD"),
            (CellRichText(TextBlock(STRUCK, "a"), "b", TextBlock(STRUCK, "c")), "b", "ac"),
            (CellRichText(TextBlock(InlineFont(b=True), "bold")), "bold", None),
            (CellRichText(TextBlock(STRUCK, "all"), TextBlock(STRUCK, " of it")), None, "all of it"),
            (CellRichText(" ", TextBlock(STRUCK, "all")), None, "all"),
            (CellRichText("a_x000B_b_x005F_x0041_", TextBlock(STRUCK, "_x000A_c")), "a\vb_x0041_", "\nc"),
        ],
    )
    def test_part_of_a_text(self, edited, content, live, out):
        grid = grid_of(edited(lambda sheet: setattr(sheet["E5"], "value", content)))
        assert grid.cells.get((5, 5)) == live
        assert grid.marks.struck.get((5, 5)) == out

    @pytest.mark.parametrize(("value", "out"), [("whole", "whole"), (12.5, "12.5"), (date(2026, 1, 2), "2026-01-02")])
    def test_whole_cell(self, edited, value, out):
        def strike(sheet):
            sheet["E5"].value = value
            sheet["E5"].font = Font(strike=True)

        grid = grid_of(edited(strike))
        assert (5, 5) not in grid.cells
        assert grid.marks.struck == {(5, 5): out}

    def test_run_with_a_font_of_its_own_in_a_struck_cell_is_live(self, edited):
        def strike(sheet):
            sheet["E5"].value = CellRichText("old", TextBlock(InlineFont(b=True), "new"))
            sheet["E5"].font = Font(strike=True)

        grid = grid_of(edited(strike))
        assert (grid.cells[5, 5], grid.marks.struck) == ("new", {(5, 5): "old"})

    @pytest.mark.parametrize("said", [b'<strike val="0"/>', b'<strike val="false"/>'])
    def test_font_that_says_it_is_not_struck(self, changed, calls, said):
        content = changed(**{STYLES: lambda xml: xml.replace(b"<font>", b"<font>" + said)})
        assert grid_of(content).marks.struck == {}
        assert calls == []

    @pytest.mark.parametrize("prefix", ["", "x:"])
    def test_text_of_the_table_that_sheets_share(self, changed, calls, prefix):
        def strike(xml: bytes) -> bytes:
            assert xml.count(b"<si><t>2.10</t></si>") == 1
            runs = b"<si><r><rPr><strike/></rPr><t>2.1</t></r><r><t>2.10</t></r></si>"
            xml = xml.replace(b"<si><t>2.10</t></si>", runs)
            if prefix:
                xml = re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
            return xml

        grid = grid_of(changed(**{STRINGS: strike}))
        assert (grid.cells[6, 5], grid.marks.struck) == ("2.10", {(6, 5): "2.1"})
        assert calls == ([{SECTION, TABLE}] if prefix else [{SECTION}])

    def test_text_within_its_cell(self, changed):
        text = b"<is><r><rPr><strike/></rPr><t>old</t></r><r><t>new</t></r></is>"
        row = b'<row r="90"><c r="E90" t="inlineStr">' + text + b"</c></row></sheetData>"
        grid = grid_of(changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", row)}))
        assert (grid.cells[90, 5], grid.marks.struck) == ("new", {(90, 5): "old"})

    @pytest.mark.office
    @needs_office
    def test_by_libreoffice(self, edited, tmp_path):
        def strike(sheet):
            sheet["E5"].value = CellRichText("new ", TextBlock(STRUCK, "old"))
            sheet["E6"].font = Font(strike=True)
            sheet["E7"].value, sheet["E7"].number_format = 0.935, "0.0%"
            sheet["E8"].comment = Comment("ask again", "client")
            sheet.row_dimensions[9].hidden = True
            sheet.merge_cells("E10:E11")

        ours = edited(strike)
        marks = grid_of(converted(ours, tmp_path)).marks
        assert marks == grid_of(ours).marks
        assert marks == Marks(
            frozenset({3, 9}),
            frozenset({1}),
            (*PLAIN.merged, ((10, 5), (11, 5))),
            {(5, 5): "old", (6, 5): "2.10"},
            {(8, 5): "ask again"},
            frozenset({(7, 5)}),
        )


@pytest.mark.parametrize(
    ("code", "is_one"),
    [("0%", True), ("0.00%", True), ("#,##0.0 %", True), ('0.0" %"', False), ("0.0\\%", False), ("0.0", False)],
)
def test_percentages_are_numbers_whose_format_multiplies(edited, code, is_one):
    def shown(sheet):
        sheet["E5"].value, sheet["E5"].number_format = 0.935, code
        sheet["E6"].value, sheet["E6"].number_format = "93 %", code

    assert grid_of(edited(shown)).marks.percents == ({(5, 5)} if is_one else set())


def test_notes_are_seen_where_they_are_pinned(edited):
    def note(sheet):
        sheet["E5"].comment = Comment(" first_x000D_ ", "client")
        sheet["K90"].comment = Comment("far", "client")

    assert grid_of(edited(note)).marks.notes == {(5, 5): "first", (90, 11): "far"}


def test_threads_are_told_in_their_own_words(edited):
    """Beside each thread lies a note for old programs, which only explains that they cannot show it."""
    content = edited(lambda sheet: setattr(sheet["E5"], "comment", Comment("[Threaded comment] Your version ...", "x")))
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="E5" id="{1}"><text>Is it so?</text></threadedComment>'
        '<threadedComment ref="E5" id="{2}" parentId="{1}"><text>Yes.</text></threadedComment></ThreadedComments>'
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="t" Type="{kind}" Target="../threadedComments/t1.xml"/></Relationships>'
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    members = {rels: lambda xml: xml.replace(b"</Relationships>", relation.encode())}
    content = rewritten(content, **members, **{"xl/threadedComments/t1.xml": thread.encode()})
    assert grid_of(content).marks.notes == {(5, 5): "Is it so? / Yes."}


def rewritten(content: bytes, **members: Callable[[bytes], bytes] | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as out:
        wanted = {name: source.read(name) for name in source.namelist()}
        for name, new in members.items():
            wanted[name] = new(wanted[name]) if callable(new) else new
        for name, member in wanted.items():
            out.writestr(name, member)
    return target.getvalue()


def test_pictures_are_seen_and_empty_drawings_are_not(edited, calls):
    content = edited(lambda sheet: sheet.add_chart(BarChart(), "E5"))
    assert grid_of(content).marks.has_pictures
    assert not grid_of(content, TABLE).marks.has_pictures
    empty = rewritten(content, **{"xl/drawings/drawing1.xml": b'<xdr:wsDr xmlns:xdr="x"></xdr:wsDr>'})
    assert not grid_of(empty).marks.has_pictures
    assert calls == []


def test_links_to_other_workbooks_are_seen(written, changed):
    assert not read(written).has_links
    assert read(changed(**{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})).has_links


class TestLayout:
    """Hidden rows and columns and merged ranges are read off, however the markup is written."""

    @pytest.mark.parametrize(
        "rewrite",
        [
            lambda xml: xml,
            lambda xml: xml.replace(b' hidden="1"', b' hidden="true"'),
            lambda xml: xml.replace(b' hidden="1"', b" hidden='1'"),
            lambda xml: xml.replace(b'<mergeCell ref="', b'<mergeCell x="y" ref="'),
            lambda xml: xml.replace(b'<row r="', b'<row  r="'),
            lambda xml: xml.replace(b"<c r=", b"<c  r="),
        ],
    )
    def test_it_is_the_same(self, changed, rewrite):
        assert grid_of(changed(**{SHEET: rewrite})).marks == PLAIN

    def test_what_is_hidden_beyond_the_filled_cells_takes_no_room(self, edited):
        def hide(sheet):
            sheet.column_dimensions.group("L", "XFD", hidden=True)
            sheet.row_dimensions[9].hidden = True

        marks = grid_of(edited(hide)).marks
        assert marks.hidden_rows == {3, 9}
        assert marks.hidden_columns == {1}

    @pytest.mark.parametrize(("count", "codes"), [(xlsx_scan.MOST_MERGED - 1, []), (xlsx_scan.MOST_MERGED, ["INT004"])])
    def test_more_merged_ranges_than_any_form_has_are_refused(self, changed, count, codes):
        ranges = b"".join(b'<mergeCell ref="E%d:F%d"/>' % (row, row) for row in range(100, 100 + count))
        content = changed(**{SHEET: lambda xml: xml.replace(b"</mergeCells>", ranges + b"</mergeCells>")})
        assert [told.code for told in preflight("form.xlsx", content)] == codes

    def test_a_range_of_all_cells_there_are_takes_no_time(self, edited):
        """openpyxl would make a cell of each."""
        content = edited(lambda sheet: setattr(sheet["E5"], "font", Font(strike=True)))
        whole = (
            b'<mergeCell ref="A1:XFD1048576"/></mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'
        )
        marks = grid_of(rewritten(content, **{SHEET: lambda xml: xml.replace(b"</mergeCells>", whole)})).marks
        assert marks.struck == {(5, 5): "Ranker"}

    def test_ranges_that_overlap_are_none(self, changed):
        both = b'<mergeCell ref="A1:XFD1048576"/></mergeCells>'
        assert grid_of(changed(**{SHEET: lambda xml: xml.replace(b"</mergeCells>", both)})).marks.merged == ()


class TestTrouble:
    """No closer look keeps a file from being read."""

    @pytest.mark.parametrize("error", [ValueError, RecursionError, KeyError])
    def test_its_failure_is_told_and_the_values_are_read(self, edited, monkeypatch, error):
        def fail(*_, **__):
            raise error

        content = edited(lambda sheet: setattr(sheet["E5"], "font", Font(strike=True)))
        monkeypatch.setattr("openpyxl.load_workbook", fail)
        workbook, (told,) = read_workbook("form.xlsx", content)
        assert workbook is not None
        assert workbook.grids[1].cells[5, 5] == "Ranker"
        assert (told.code, told.severity) == ("INT057", "note")
        assert error.__name__ in told.message
        assert workbook.grids[1].marks == PLAIN

    def test_more_markup_than_any_form_has_is_not_looked_at(self, edited, monkeypatch):
        monkeypatch.setattr(xlsx_marks, "MOST_BYTES", 100)
        content = edited(lambda sheet: setattr(sheet["E5"], "font", Font(strike=True)))
        _, (told,) = read_workbook("form.xlsx", content)
        assert told.code == "INT057"

    def test_no_mutation_of_a_marked_form_gets_out(self, edited):
        def mark(sheet):
            sheet["E5"].value = CellRichText("new", TextBlock(STRUCK, "old"))
            sheet["E6"].font = Font(strike=True)
            sheet["E8"].comment = Comment("ask", "client")

        content = edited(mark)
        dice = random.Random(3)
        for member in (STYLES, SHEET, "xl/worksheets/_rels/sheet2.xml.rels", "xl/comments/comment1.xml"):
            for _ in range(30):

                def damage(xml: bytes) -> bytes:
                    at = dice.randrange(len(xml))
                    new = dice.choice([b"9999999", b'"', b"<strike/>", b"%", b"</font>", b"_xD800_", b"E5", b""])
                    return xml[:at] + new + xml[at + dice.randrange(8) :]

                workbook, findings = read_workbook("form.xlsx", rewritten(content, **{member: damage}))
                assert workbook is not None or findings


def strict(content: bytes) -> bytes:
    """Return a workbook in the namespaces of the strict edition of the standard."""
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"

    def rename(xml: bytes) -> bytes:
        xml = xml.replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main")
        return xml.replace(old + b"officeDocument/2006/relationships", new + b"officeDocument/relationships")

    with zipfile.ZipFile(io.BytesIO(content)) as source:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
    return rewritten(content, **dict.fromkeys(names, rename))


def row_90(content: bytes) -> dict[int, CellValue]:
    return {column: value for (row, column), value in grid_of(content).cells.items() if row == 90}


class TestValues:
    """Values come out right whichever of its ways a program has written them."""

    def test_days_counted_from_1904(self, written):
        book = opened(written)
        book.epoch = CALENDAR_MAC_1904
        content = saved(book)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert b'date1904="1"' in package.read("xl/workbook.xml")
        assert grid_of(content).cells[7, 5] == date(2027, 12, 2)

    def test_strict_workbook_reads_like_any_other(self, written):
        ours, theirs = read(written), read(strict(written))
        assert theirs.grids == ours.grids

    def test_strict_workbook_is_looked_at_like_any_other(self, edited):
        content = edited(lambda sheet: setattr(sheet["E5"], "value", CellRichText("new", TextBlock(STRUCK, "old"))))
        assert grid_of(strict(content)).marks.struck == {(5, 5): "old"}

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            (b"2026-01-02", date(2026, 1, 2)),
            (b"2026-01-02T00:00:00.000", datetime(2026, 1, 2)),  # noqa: DTZ001 - cells have no zone
            (b"2026-01-02T10:20:30", datetime(2026, 1, 2, 10, 20, 30)),  # noqa: DTZ001
            (b"2026-01-02T10:20:30Z", datetime(2026, 1, 2, 10, 20, 30)),  # noqa: DTZ001
            (b"2026-01-02T23:20:30+02:00", datetime(2026, 1, 2, 23, 20, 30)),  # noqa: DTZ001
            (b"2026-13-02T10:20:30Z", "2026-13-02T10:20:30Z"),
            (b"soon", "soon"),
        ],
    )
    def test_days_written_as_days(self, changed, said, meant):
        cell = b'<row r="90"><c r="A90" t="d"><v>' + said + b"</v></c></row></sheetData>"
        assert row_90(changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})) == {1: meant}

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("a_x000D_b", "a\rb"),
            ("a_x000d_b", "a\rb"),
            ("a_x000B_b", "a\vb"),
            # A noncharacter follows, which is told when it is taken out: the loss has to be seen.
            ("a_xD800_b", "a\ufffd\ufffeb"),
            ("_xD83D__xDE00_", "😀"),
            ("_xd83d__xde00_ _xDE00_", "😀 \ufffd\ufffe"),
            ("a_xFFFE_b", "a\ufffeb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x005f_xD800_", "_xD800_"),
            ("_x0041_x0042_", "Ax0042_"),
            ("_x12_ _xZZZZ_", "_x12_ _xZZZZ_"),
        ],
    )
    @pytest.mark.parametrize("kind", ["inlineStr", "str", "s"])
    def test_escapes(self, changed, said, meant, kind):
        value = f"<is><t>{said}</t></is>" if kind == "inlineStr" else f"<v>{said}</v>"
        members = {}
        if kind == "s":
            members[STRINGS] = lambda xml: xml.replace(b"</sst>", f"<si><t>{said}</t></si></sst>".encode())
            value = "<v>LAST</v>"
        cell = f'<row r="90"><c r="A90" t="{kind}">{value}</c></row></sheetData>'

        def put(xml: bytes, last: int = 0) -> bytes:
            return xml.replace(b"</sheetData>", cell.replace("LAST", str(last)).encode())

        with zipfile.ZipFile(io.BytesIO(changed())) as package:
            last = package.read(STRINGS).count(b"<si>")
        assert row_90(changed(**members, **{SHEET: lambda xml: put(xml, last)})) == {1: meant}

    def test_error_that_is_struck_out_is_no_answer(self, edited):
        def strike(sheet):
            sheet["E5"].value, sheet["E5"].data_type = "#REF!", "e"
            sheet["E5"].font = Font(strike=True)

        grid = grid_of(edited(strike))
        assert grid.cells.get((5, 5)) is None
        assert grid.marks.struck == {(5, 5): "#REF!"}
        assert CellError("#REF!") not in grid.cells.values()
