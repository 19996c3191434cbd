"""The whole workbook, broken in one place at a time."""

from tests.validity.broken import Broken, swapped, with_member, without
from tests.validity.whole_workbook import (
    BOOK,
    NOTES,
    OTHER,
    RELATIONS,
    SHAPES,
    SHEET,
    SHEET_RELATIONS,
    STRINGS,
    STYLES,
    TABLE,
)

_FORMULA = 'IF(B1&gt;0,SUM(B1:B2)*Rate,"none")'
_LIST = '"yes,no"'
_LONG = "x" * 32_768


def _formula(name: str, formula: str, complaint: str) -> Broken:
    return Broken(f"formula {name}", swapped(SHEET, f"<f>{_FORMULA}", f"<f>{formula}"), complaint, is_doubtful=True)


def _sheet(name: str, old: str, new: str, complaint: str, *, is_doubtful: bool = False) -> Broken:
    return Broken(name, swapped(SHEET, old, new), complaint, is_doubtful)


def _book(name: str, old: str, new: str, complaint: str, *, is_doubtful: bool = False) -> Broken:
    return Broken(name, swapped(BOOK, old, new), complaint, is_doubtful)


FORMULAS = (
    _formula("with a bracket open", "SUM(B1:B2", "a bracket is not closed"),
    _formula("with a bracket too many", "SUM(B1))", "a bracket is closed that was not opened"),
    _formula("with the German separator", "IF(B1;1;2)", "nobody can read ';1;2)'"),
    _formula("with a German function", "SUMME(B1:B2)", "there is no function SUMME"),
    _formula("with a text without quotes", "IF(B1,yes,2)", "it names 'yes'"),
    _formula("with a quote open", 'IF(B1,"yes,2)', "nobody can read"),
    _formula("with half of a sum", "B1+", "it ends too early"),
    _formula("with two values side by side", "B1 5", "two values stand side by side"),
    _formula("with a comparison of nothing", "IF(&gt;0,1,2)", "nothing stands before '>'"),
    _formula("as people type it", "=B1", "it begins with ="),
    _formula("with a newer function", 'TEXTJOIN(",",TRUE,B1)', "TEXTJOIN is written without its prefix"),
    _formula("of another sheet", "Nowhere!A1", "the sheet Nowhere is not there"),
    _formula("of another workbook", "[1]Sheet1!A1", "it names another workbook"),
    _formula("of nothing", "#REF!+1", "it points to nothing"),
    _formula("beyond the last row", "A1048577", "it names 'A1048577'"),
    _formula("too long", "+".join(["B1"] * 3000), "it is too long"),
)

CELLS = (
    _sheet("text that is not there", '<c r="A1" s="1" t="s"><v>0<', '<c r="A1" s="1" t="s"><v>99<', "text 99 is not"),
    _sheet("style that is not there", '<c r="B1" s="2">', '<c r="B1" s="99">', "the style 99 is not there"),
    _sheet("number that is none", "<v>3.5<", "<v>NaN<", "'NaN' is no number"),
    _sheet("number without an end", "<v>3.5<", "<v>INF<", "'INF' is no number"),
    _sheet("number with a comma", "<v>3.5<", "<v>3,5<", "'3,5' is no number"),
    _sheet("truth that is neither", 't="b"><v>1<', 't="b"><v>yes<', "is neither true nor false"),
    _sheet("cell of no kind", 't="b"><v>1<', 't="bool"><v>1<', "there is no kind 'bool'"),
    _sheet("error of no kind", 't="b"><v>1<', 't="e"><v>#OOPS!<', "is no error of Excel"),
    _sheet("cell in another row", '<c r="B1" s="2">', '<c r="B2" s="2">', "cell B2 stands in the wrong place"),
    _sheet("cells in the wrong order", '<c r="B1" s="2">', '<c r="Z1" s="2">', "cell C1 stands in the wrong place"),
    _sheet("cell twice", '<c r="B1" s="2">', '<c r="A1" s="2">', "cell A1 stands in the wrong place"),
    _sheet("rows in the wrong order", '<row r="2"', '<row r="12"', "row 3 stands in the wrong place"),
    _sheet("columns that overlap", "</cols>", '<col min="2" max="4" width="9"/></cols>', "columns 2 to 4 stand"),
    _sheet("row too high", '<row r="2"', '<row r="2" ht="500" customHeight="1"', "cannot be 500", is_doubtful=True),
    _sheet("text too long", 't="b"><v>1<', f't="str"><v>{_LONG}<', "more than 32767 characters"),
    Broken("shared text too long", swapped(STRINGS, "<t>Words", f"<t>{_LONG}"), "text 0 has more than 32767"),
)

OVER_CELLS = (
    _sheet("list too long", _LIST, f'"{"x" * 200},{"y" * 60}"', "its list has more than 255 characters"),
    _sheet("list without quotes", _LIST, "yes,no", "it names 'yes'", is_doubtful=True),
    _sheet("validation without a formula", f"<formula1>{_LIST}</formula1>", "", "has no formula"),
    _sheet("validation nowhere", 'sqref="H1:H9"', 'sqref="H1:H"', "a validation stands at 'H1:H'"),
    _sheet("validations that overlap", 'sqref="I1:I9"', 'sqref="H5:I9"', "want H1:H9 and H5:I9", is_doubtful=True),
    _sheet("help too long", 'prompt="one"', f'prompt="{"x" * 256}"', "the prompt of the validation of H1:H9"),
    _sheet("title of help too long", 'promptTitle="Say"', f'promptTitle="{"x" * 33}"', "the promptTitle"),
    _sheet("merged ranges that overlap", "</mergeCells>", '<mergeCell ref="F4:G5"/></mergeCells>', "F4:G5 overlap"),
    _sheet("one cell merged", 'ref="E3:F4"', 'ref="E3"', "E3 cannot be merged"),
    _sheet("merged over a table", 'ref="E3:F4"', 'ref="C5:F6"', "a table lies over what is merged"),
    _sheet("condition with no format", 'dxfId="0" priority="1"', 'dxfId="8" priority="1"', "has the format 8"),
    _sheet("condition of no kind", 'type="cellIs"', 'type="cellWas"', "is of the kind cellWas"),
    _sheet("condition without a rank", 'priority="1"', 'priority="0"', "has no priority"),
    _sheet("condition that cannot be read", '$B1="x"', '$B1=="x"', "nothing stands before '='", is_doubtful=True),
    _sheet(
        "link to no sheet", "'Second one'!A1\"", "'Third one'!A1\"", "leads to \"'Third one'!A1\"", is_doubtful=True
    ),
    _sheet("link to nowhere", 'r:id="rId1"/>', "/>", "leads nowhere", is_doubtful=True),
    _sheet("footer too long", "&amp;P", "&amp;P" * 140, "a running line has more than 255"),
    _sheet("columns behind the cells", "</sheetData>", "</sheetData><cols/>", "cols stands in the wrong place"),
    _sheet("lists twice", "<hyperlinks>", "<dataValidations/><hyperlinks>", "dataValidations is there twice"),
    _sheet("size that cannot be", '<dimension ref="A1:F10"/>', '<dimension ref="A0:F10"/>', "cannot reach over A0:F10"),
)

IN_BOOK = (
    _book("sheet with a long title", '"Second one"', f'"{"x" * 32}"', "1 to 31 characters"),
    _book("sheet with a sign in its title", 'name="First"', 'name="First/1"', "a sheet cannot be called 'First/1'"),
    _book("sheet with a quote at its end", 'name="First"', 'name="First\'"', "a sheet cannot be called"),
    _book("sheet twice", 'name="First"', 'name="SECOND ONE"', "the sheet second one is there 2 times"),
    _book("number of a sheet twice", 'sheetId="2"', 'sheetId="1"', "the number of a sheet 1"),
    _book(
        "sheets all hidden",
        '<sheet name="First" sheetId="1" r:id="rId1"/><sheet name="Second one"',
        '<sheet name="First" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Second one" state="veryHidden"',
        "no sheet can be seen",
    ),
    _book("name of nothing", "'Second one'!$A$1<", "#REF!<", "it points to nothing", is_doubtful=True),
    _book(
        "name of no sheet", "'Second one'!$A$1<", "'Third'!$A$1<", "the sheet 'Third' is not there", is_doubtful=True
    ),
    _book("name like a cell", 'name="Rate"', 'name="AB12"', "nothing can be called 'AB12'"),
    _book("name with a blank", 'name="Rate"', 'name="My rate"', "nothing can be called 'My rate'"),
    _book("name twice", "</definedNames>", '<definedName name="RATE">1</definedName></definedNames>', "the name rate"),
    _book("name of a sheet beyond", 'name="Rate"', 'name="Rate" localSheetId="9"', "a sheet that is not there"),
    _book("open sheet beyond", "<workbookView ", '<workbookView activeTab="7" ', "the sheet that is open at first"),
    _book("names before the sheets", "<sheets>", "<calcPr/><sheets>", "sheets stands in the wrong place"),
    Broken("style with no font", swapped(STYLES, 'fontId="1"', 'fontId="9"'), "one of the fonts that is not there"),
    Broken("style with no format", swapped(STYLES, 'numFmtId="164" fontId', 'numFmtId="170" fontId'), "the format 170"),
    Broken(
        "style based on none", swapped(STYLES, 'xfId="1" applyA', 'xfId="5" applyA'), "is based on 5", is_doubtful=True
    ),
    Broken("sheet that is gone", without(OTHER), "xl/worksheets/sheet2.xml, which is not there"),
    Broken("sheet that is none", swapped(BOOK, 'r:id="rId2"', 'r:id="rId4"'), "for worksheet, which it is not"),
    Broken("relationship id twice", swapped(RELATIONS, '"rId5"', '"rId4"'), "relationship id rId4"),
    Broken("member twice", with_member(STYLES, b"<x/>"), "the member xl/styles.xml is there 2 times"),
)

TABLES = (
    Broken("column twice", swapped(TABLE, 'name="Age"', 'name="NAME"'), "the column name is there 2 times"),
    Broken("column without a name", swapped(TABLE, 'name="Age"', 'name=""'), "a column has no name"),
    Broken("head that says something else", swapped(TABLE, 'name="Age"', 'name="Years"'), "'Years' says 'Age'"),
    Broken("head that is a number", swapped(SHEET, '<c r="B3" t="s"><v>3<', '<c r="B3"><v>3<'), "'Age' says None"),
    Broken("table wider than its columns", swapped(TABLE, 'ref="A3:C6" totals', 'ref="A3:D6" totals'), "names 3"),
    Broken(
        "table of a head alone",
        swapped(TABLE, 'ref="A3:C6" totals', 'ref="A3:C3" totals'),
        "which is its head alone",
        is_doubtful=True,
    ),
    Broken(
        "table with a blank in its name", swapped(TABLE, 'displayName="People"', 'displayName="My people"'), "called"
    ),
    Broken("table called as a name", swapped(TABLE, 'displayName="People"', 'displayName="Rate"'), "called 'Rate'"),
    Broken(
        "filter beside its table", swapped(TABLE, 'Filter ref="A3:C6"', 'Filter ref="B3:C6"'), "the filter lies over"
    ),
    Broken("note without a shape", swapped(SHAPES, "<x:Row>1", "<x:Row>7"), "the note at B2 has no shape"),
    Broken("note by nobody", swapped(NOTES, 'authorId="0"', 'authorId="3"'), "the note at B2 has no author"),
    Broken("note at no cell", swapped(NOTES, 'ref="B2"', 'ref="B0"'), "a note cannot stand at B0"),
    _sheet("notes without a drawing", '<legacyDrawing r:id="rId2"/>', "", "the notes have no drawing"),
    Broken("table that is gone", without(TABLE), "xl/tables/table1.xml, which is not there"),
    Broken("link of another kind", swapped(SHEET_RELATIONS, '/table"', '/hyperlink"'), "for table, which it is not"),
)

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"


def _newer(place: str, formula: str) -> str:
    return (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}"><x14:dataValidations count="1"'
        f' xmlns:xm="{_XM}"><x14:dataValidation type="list"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1>'
        f"<xm:sqref>{place}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )


RARER = (
    _sheet("row of no style", '<row r="2"', '<row r="2" s="99" customFormat="1"', "row 2 has the style 99"),
    _sheet("column of no style", 'width="20.7109375"', 'width="20" style="99"', "column 1 has the style 99"),
    _sheet("column too wide", 'width="20.7109375"', 'width="300"', "column 1 cannot be 300 wide"),
    _sheet("text in its cell too long", 't="b"><v>1</v>', f't="inlineStr"><is><t>{_LONG}</t></is>', "holds more than"),
    _sheet("nothing merged", '<mergeCell ref="E3:F4"/>', "", "the list of merged ranges is empty"),
    _sheet("validation of no kind", 'type="whole"', 'type="halves"', "is of the kind halves"),
    _sheet("condition nowhere", 'sqref="B1:B9"', 'sqref=""', "a condition stands at ''"),
    _sheet("link of no cell", '<hyperlink ref="A9"', '<hyperlink ref="9"', "a link stands at '9'"),
    _sheet("link too long", 'display="There"', f'tooltip="{"x" * 256}"', "the link of A10 is too long"),
    _sheet("link to a name that is not there", "'Second one'!A1\"", 'Nobody"', "leads to 'Nobody'", is_doubtful=True),
    _sheet("selection of no cell", 'Id="0"/>', 'Id="0"><selection sqref="A0"/></sheetView>', "A0 cannot be selected"),
    _sheet("filter over no cells", "<mergeCells", '<autoFilter ref="A0"/><mergeCells', "A0 cannot be filtered"),
    _sheet(
        "too many breaks",
        "<legacyDrawing",
        "<colBreaks>" + '<brk id="1"/>' * 1024 + "</colBreaks><legacyDrawing",
        "there are too many page breaks",
    ),
    _sheet("newer rule nowhere", "</worksheet>", _newer("#REF!", "A1"), "a newer rule stands at", is_doubtful=True),
    _sheet("newer rule of nothing", "</worksheet>", _newer("A1", "#REF!"), "the newer rule of A1", is_doubtful=True),
    Broken("format too long", swapped(STYLES, '"yyyy-mm-dd"', f'"{"0" * 256}"'), "a format has more than 255"),
    Broken("table nowhere", swapped(TABLE, 'ref="A3:C6" totals', 'ref="A0" totals'), "a table cannot stand at A0"),
    Broken(
        "filter of no column",
        swapped(TABLE, '<autoFilter ref="A3:C6"/>', '<autoFilter ref="A3:C6"><filterColumn colId="9"/></autoFilter>'),
        "a column is filtered that is not there",
    ),
    Broken(
        "book of the strict kind",
        swapped(
            BOOK,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "of the strict kind",
        is_doubtful=True,
    ),
)

BROKEN_WORKBOOKS = (*FORMULAS, *CELLS, *OVER_CELLS, *IN_BOOK, *TABLES, *RARER)
