"""A file that is no sound workbook is told by name before any reader sees it."""

import io
import re
import struct
import zipfile
import zlib

import pytest

from pipeline.formats import xlsx_archive, xlsx_preflight, xlsx_scan
from pipeline.formats.xlsx_preflight import preflight
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.sheet import CellError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRINGS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name in names:
            out.writestr(name, b"<a/>")
    return target.getvalue()


def old_office(stream: str) -> bytes:
    """Return the beginning of an Office file of the old kind, with one entry in its directory."""
    label = f"{stream}\0".encode("utf-16-le")
    return OLE.ljust(512, b"\0") + label.ljust(64, b"\0") + struct.pack("<HB", len(label), 2) + bytes(61)


def only(content: bytes) -> Finding:
    (found,) = preflight("form.xlsx", content)
    workbook, findings = read_workbook("form.xlsx", content)
    assert workbook is None
    assert findings == (found,)
    assert found.severity is Severity.ERROR
    assert found.at == Place(workbook="form.xlsx")
    assert found.hint
    return found


def test_sound_form_has_no_finding(written):
    assert preflight("form.xlsx", written) == ()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7\n...", "a PDF document"),
        (old_office("Workbook"), "an Excel workbook of the old kind (.xls)"),
        (old_office("WordDocument"), "a Word document of the old kind (.doc)"),
        (OLE, "an Office file of an old kind"),
        (OLE + "a Workbook of WordDocuments".encode("utf-16-le"), "an Office file of an old kind"),
        (old_office("Workbook") + "EncryptedPackage".encode("utf-16-le"), "an Excel workbook of the old kind (.xls)"),
        (b"id;answer\nsystem.name;x\n", "a text file, such as CSV"),
        ("Frage;Antwort\nGröße;x".encode("latin-1"), "a text file, such as CSV"),
        ("Frage\tAntwort\r\n".encode("utf-16"), "a text file, such as CSV"),
        (b"\xfe\xff" + "<html>".encode("utf-16-be"), "a web page (HTML)"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a web page (HTML)"),
        (b"  <html xmlns:o='x'>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"7z\xbc\xaf\x27\x1c", "a ZIP archive without a workbook"),
        (bytes(range(256)), "a file of an unknown kind"),
        (archive("word/document.xml"), "a Word document"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("content.xml", "mimetype"), "an OpenDocument file, such as LibreOffice writes"),
        (archive("Index/Document.iwa"), "an Apple Numbers file"),
        (archive("xl/workbook.bin"), "a binary Excel workbook (.xlsb)"),
        (archive("notes.txt"), "a ZIP archive without a workbook"),
        (archive(), "a ZIP archive without a workbook"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(content, kind):
    found = only(content)
    assert (found.code, found.message) == ("INT001", f"this is {kind}, not an Excel workbook")


def test_password_is_told(written):
    assert only(old_office("EncryptedPackage")).code == "INT003"
    flagged = bytearray(written)
    flagged[flagged.rindex(b"PK\x01\x02") + 8] |= 1
    assert only(bytes(flagged)).code == "INT003"


@pytest.mark.parametrize("part", [0.2, 0.9, 0.999])
def test_cut_off_file_is_damaged(written, part):
    found = only(written[: int(len(written) * part)])
    assert (found.code, found.message) == ("INT002", "the file is damaged: its end is missing or cut off")


def test_flipped_byte_is_found_in_any_member(written):
    with zipfile.ZipFile(io.BytesIO(written)) as whole:
        places = [
            entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2 for entry in whole.infolist()
        ]
    for place in places:
        flipped = written[:place] + bytes([written[place] ^ 0xFF]) + written[place + 1 :]
        assert only(flipped).code == "INT002"


def test_stored_member_with_wrong_sum_is_damaged():
    content = archive("xl/workbook.xml")
    assert only(content.replace(b"<a/>", b"<b/>")).code == "INT002"


def test_unknown_packing_is_damaged():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as out:
        out.writestr("xl/workbook.xml", b"<a/>")
    assert "in a way that Excel does not use" in only(target.getvalue()).message


def test_member_whose_header_is_elsewhere_is_damaged(written):
    moved = bytearray(written)
    at = moved.rindex(b"PK\x01\x02") + 42
    moved[at : at + 4] = (10).to_bytes(4, "little")
    assert only(bytes(moved)).code == "INT002"


def test_member_that_reaches_past_the_end_is_damaged():
    content = bytearray(archive("xl/workbook.xml"))
    at = content.rindex(b"PK\x01\x02") + 20
    content[at : at + 4] = (10**6).to_bytes(4, "little")
    assert only(bytes(content)).code == "INT002"


def test_part_that_inflates_beyond_its_cap_is_too_large(changed, monkeypatch):
    bomb = changed(**{"xl/media.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})
    assert preflight("form.xlsx", bomb) == ()
    monkeypatch.setattr(xlsx_archive, "MOST_MEMBER_BYTES", 2 * 2**20)
    found = only(bomb)
    assert (found.code, found.message) == ("INT004", "xl/media.xml unpacks to more than 2 MB")
    monkeypatch.setattr(xlsx_archive, "MOST_MEMBER_BYTES", 50 * 2**20)
    monkeypatch.setattr(xlsx_archive, "MOST_BYTES", 2**20)
    assert only(bomb).message == "xl/media.xml unpacks to more than 1 MB in all"


def test_size_that_is_declared_too_small_hides_nothing(monkeypatch):
    """A reader that trusts its own inflating would unpack all of it."""
    real = b"<a>" + b" " * 100_000 + b"</a>"
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = engine.compress(real) + engine.flush()
    said, name = b"<a>", b"xl/workbook.xml"
    sizes = struct.pack("<III", zlib.crc32(said), len(packed), len(said))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    content = local + packed + central + end
    assert zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml") == said
    assert only(content).code == "INT002"
    monkeypatch.setattr(xlsx_archive, "MOST_MEMBER_BYTES", 50_000)
    assert only(content).code == "INT004"


def test_archive_of_a_version_that_there_is_not_is_damaged():
    content = bytearray(archive("xl/workbook.xml"))
    content[content.rindex(b"PK\x01\x02") + 6] = 99
    assert only(bytes(content)).message == "the file is damaged: the list of its parts cannot be read"


def test_name_that_is_no_text_is_damaged():
    content = bytearray(archive("xl/ü.xml"))
    at = content.rindex(b"PK\x01\x02") + 46 + len("xl/")
    content[at] = 0xFF
    assert only(bytes(content)).code == "INT002"


def test_member_with_another_name_where_it_lies_is_damaged():
    content = archive("xl/workbook.xml").replace(b"xl/workbook.xml", b"xl/worksheet.xm", 1)
    assert only(content).message == "the file is damaged: xl/workbook.xml is called otherwise where it lies"


def test_members_that_share_bytes_are_damaged():
    """One lies within the other: each is whole, and both are more than the archive."""
    inner = archive("xl/a.xml").partition(b"PK\x01\x02")[0]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        out.writestr("xl/workbook.xml", inner)
        out.writestr("xl/a.xml", b"<a/>")
    content = bytearray(target.getvalue())
    at = content.rindex(b"PK\x01\x02") + 42
    content[at : at + 4] = content.index(inner).to_bytes(4, "little")
    assert only(bytes(content)).message == "the file is damaged: two of its parts lie in the same place"


def test_too_many_parts_are_too_large(monkeypatch, written):
    monkeypatch.setattr(xlsx_archive, "MOST_MEMBERS", 5)
    found = only(written)
    assert found.code == "INT004"
    assert "a form has fewer than 5" in found.message


def test_too_many_sheets_are_too_large(monkeypatch, written):
    monkeypatch.setattr(xlsx_scan, "MOST_SHEETS", 2)
    assert only(written).message == "it has 5 sheets; a form has fewer than 2"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("../evil.xml", 'a part with the unsafe name "../evil.xml"'),
        ("/etc/passwd", 'a part with the unsafe name "/etc/passwd"'),
        ("xl\\..\\..\\evil", 'a part with the unsafe name "xl\\..\\..\\evil"'),
        ("C:/evil", 'a part with the unsafe name "c:/evil"'),
        ("XL/Workbook.XML", 'two parts of the name "xl/workbook.xml"'),
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
    ],
)
def test_unsafe_parts_are_refused_by_name(changed, name, what):
    found = only(changed(**{name: b"<a/>"}))
    assert (found.code, found.message) == ("INT005", f"the workbook holds {what}")


@pytest.mark.parametrize(
    "member", [STRINGS, SHEET, "xl/workbook.xml", "docProps/core.xml", "_rels/.rels", "xl/new.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_definition_is_refused_wherever_it_stands(changed, member, encoding):
    found = only(changed(**{member: (DTD + b"<x>&a;</x>").decode().encode(encoding)}))
    assert found.message == "the workbook holds a document type definition (DTD)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_drawing_that_is_no_well_formed_markup_is_passed_over_unless_it_has_a_dtd(changed, encoding):
    name = "xl/drawings/vmlDrawing9.vml"
    assert preflight("form.xlsx", changed(**{name: "<xml><br></xml>".encode(encoding)})) == ()
    found = only(changed(**{name: "<!DOCTYPE x><xml><br></xml>".encode(encoding)}))
    assert found.message == "the workbook holds a document type definition (DTD)"


def test_dtd_in_a_large_sheet_that_is_left_out_is_refused(changed, monkeypatch):
    monkeypatch.setattr(xlsx_scan, "_LARGE", 0)
    far = b'<row r="9999"><c r="A9999"><v>1</v></c></row></sheetData>'
    content = changed(**{SHEET: lambda xml: b"<!DOCTYPE x>" + xml.replace(b"</sheetData>", far)})
    assert only(content).code == "INT005"


def test_markup_that_is_not_well_formed_is_damaged(changed):
    found = only(changed(**{SHEET: lambda xml: xml.replace(b"</row>", b"", 1)}))
    assert found.message == f"the file is damaged: {SHEET}, line 2, is no well-formed XML"


def test_workbook_without_a_list_of_sheets_is_damaged(changed):
    assert only(changed(**{"xl/_rels/workbook.xml.rels": None})).code == "INT002"


def test_table_of_texts_that_claims_more_than_it_holds_is_damaged(changed):
    """The reader makes room for what is claimed, and ends the whole process where there is none."""
    claim = changed(**{STRINGS: lambda xml: xml.replace(b'uniqueCount="', b'uniqueCount="4294967')})
    assert "table of texts" in only(claim).message
    modest = changed(**{STRINGS: lambda xml: xml.replace(b'count="', b'count="4294967', 1)})
    assert preflight("form.xlsx", modest) == ()


FAR = {
    "plain": b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "lower case": b'<row r="99"><c r="xfd99" ><v>1</v></c></row>',
    "prefixed": b'<x:row xmlns:x="y" r="1048576"><x:c r="A1048576"><v>1</v></x:c></x:row>',
    "without a name": b'<row r="1048576"><c><v>1</v></c></row>',
    "other attribute first": b'<row r="9999"><c s="1" r="A9999"><v>1</v></c></row>',
    "quoted otherwise": b"<row r='9999'><c r='A9999'><v>1</v></c></row>",
    "spoofed end": b'<row r="9999"><c r="A9999" x="/&gt;" y="/>"><v>1</v></c></row>',
    "text within": b'<row r="9999"><c r="A9999" t="inlineStr"><is><t>x</t></is></c></row>',
    "empty text": b'<row r="9999"><c r="A9999" t="str"><v></v></c></row>',
}


@pytest.mark.parametrize("large", [2**20, 0])
@pytest.mark.parametrize("cell", FAR.values(), ids=FAR)
def test_sheet_that_reaches_too_far_is_left_out_and_told(changed, cell, large, monkeypatch):
    monkeypatch.setattr(xlsx_scan, "_LARGE", large)
    content = changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")})
    (found,) = preflight("form.xlsx", content)
    assert (found.code, found.at) == ("INT006", Place(workbook="form.xlsx", sheet="1 Identity"))
    workbook, findings = read_workbook("form.xlsx", content)
    assert findings == (found,)
    assert workbook is not None
    assert [grid.title for grid in workbook.grids] == ["Start", "Data sets", "_lists", "_meta"]


def test_cells_that_are_only_coloured_do_not_count(changed):
    cell = b'<row r="1048576"><c r="XFD1048576" s="3"/></row></sheetData>'
    assert preflight("form.xlsx", changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})) == ()


def test_caps_hold_exactly(changed, monkeypatch):
    at_cap = b'<row r="5000"><c r="BH5000"><v>1</v></c></row></sheetData>'
    content = changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", at_cap)})
    assert preflight("form.xlsx", content) == ()
    monkeypatch.setattr(xlsx_preflight, "MOST_COLUMNS", 59)
    (found,) = preflight("form.xlsx", content)
    assert found.message == 'sheet "1 Identity" reaches at least to row 5000 and column 60'


def test_cell_with_an_impossible_name_is_damaged(changed):
    cell = b'<row><c r="1A"><v>1</v></c></row></sheetData>'
    assert only(changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})).code == "INT002"


def test_fault_that_nobody_foresaw_is_damage(written, monkeypatch):
    def fail(_: bytes) -> dict[str, bytes]:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(xlsx_preflight, "unpack", fail)
    assert only(written).message == "the file is damaged: it cannot be read (RuntimeError)"


def test_sheet_with_quiet_markup_is_followed_tag_by_tag(changed):
    """Names in another case and text between the cells take the slow way, with the same outcome."""
    cell = b'<row r="70">\n<c r="b70" t="e"><f>1/0</f>\n<v>#DIV/0!</v></c>\n</row></sheetData>'
    content = changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", cell)})
    workbook, _ = read_workbook("form.xlsx", content)
    assert workbook is not None
    assert workbook.grids[1].cells[70, 2] == CellError("#DIV/0!")


def test_form_without_a_table_of_texts_is_looked_at_all_the_same(changed):
    assert preflight("form.xlsx", changed(**{STRINGS: None, "docProps/thumbnail.jpeg": b"\xff\xd8"})) == ()


@pytest.mark.parametrize(
    ("member", "old", "new", "why"),
    [
        ("xl/workbook.xml", b'name="Data sets"', b'name="1 Identity"', 'two of its sheets are called "1 Identity"'),
        ("xl/_rels/workbook.xml.rels", b'Id="rId3"', b'Id="rId2"', "two of its parts have the id rId2"),
        ("xl/workbook.xml", b'r:id="rId2"', b'r:id="rId99"', 'the content of its sheet "1 Identity" is missing'),
        ("xl/workbook.xml", b'r:id="rId2"', b'r:id="rId2" x:id="rId3"', "it cannot be read (ValueError)"),
        ("xl/workbook.xml", b'name="1 Identity"', b"", "it cannot be read (KeyError)"),
    ],
)
def test_sheets_that_could_be_taken_for_others_are_refused(changed, member, old, new, why):
    """What is scanned has to be what is read."""
    found = only(changed(**{member: lambda content: content.replace(old, new)}))
    assert found.message == f"the file is damaged: {why}"


@pytest.mark.parametrize("target", [b"/xl/worksheets/sheet2.xml", b"Worksheets/Sheet2.xml"])
def test_parts_are_found_however_they_are_named(changed, target):
    content = changed(**{"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"worksheets/sheet2.xml", target)})
    workbook, findings = read_workbook("form.xlsx", content)
    assert findings == ()
    assert workbook is not None
    assert workbook.grids[1].cells[5, 5] == "Ranker"


def test_a_sheet_that_is_read_is_looked_at_whatever_other_titles_lead_to_it(changed):
    """A part that two titles share must not be passed over because one of them is not asked for."""

    def share(content: bytes) -> bytes:
        first, second = re.findall(rb'Target="(worksheets/sheet\d+\.xml)"', content)[:2]
        return content.replace(second, first)

    members = xlsx_archive.unpack(changed(**{"xl/_rels/workbook.xml.rels": share}))
    parts = {name.casefold(): content for name, content in members.items()}
    titles = xlsx_scan.parts_by_title(parts)
    whole = xlsx_scan.scan(parts, titles)
    title = next(iter(whole))
    assert xlsx_scan.scan(parts, titles, {title}) == {title: whole[title]}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="B70"><v><!-- no -->7</v></c>', 7),
        (b'<c r="B70"><v><?x y?>7<!-- <v>8</v> --></v></c>', 7),
        (b'<c r="B70" t="str"><v><![CDATA[a&b]]></v></c>', "a&b"),
        (b'<c r="B70" t="e"><f>A1</f><v>#SPILL!</v></c>', CellError("#SPILL!")),
        (b"<c r='B70' t='e'><v>#<!-- <v/> -->BUSY!</v></c>", CellError("#BUSY!")),
        (b'<x:c xmlns:x="y" r="B70" t="e"><x:v>#OF TOMORROW</x:v></x:c>', CellError("#OF TOMORROW")),
        (b'<c r="B70" t="str"><v>#SPILL!</v></c><c r="C70" t="e"><v>#SPILL!</v></c>', "#SPILL!"),
        (b'<c r="B70" t="e"><v>#N/A</v></c><c r="C70" t="e"><v>#CALC!</v></c>', CellError("#N/A")),
    ],
)
def test_values_that_the_reader_does_not_take_are_read_all_the_same(changed, cell, value, grids):
    content = changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", b"<row>" + cell + b"</row></sheetData>")})
    workbook, findings = read_workbook("form.xlsx", content)
    assert findings == ()
    assert workbook is not None
    read = {grid.title: grid for grid in workbook.grids}
    assert read["1 Identity"].cells[70, 2] == value
    assert {place: read["1 Identity"].cells[place] for place in grids["1 Identity"].cells} == grids["1 Identity"].cells
    assert {title: grid for title, grid in read.items() if title != "1 Identity"} == {
        title: grid for title, grid in grids.items() if title != "1 Identity"
    }


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("xl/styles.xml", b'fontId="', b'fontId="x'),
        (SHEET, b"<sheetData>", b'<cols><col min="x" max="" hidden="1"/></cols><sheetData>'),
        (SHEET, b"<sheetData>", b'<cols><col min="%s" max="1" hidden="1"/></cols><sheetData>' % (b"9" * 5000)),
        (STRINGS, b"</sst>", b'<si><t>uniqueCount="%s"</t></si></sst>' % (b"9" * 5000)),
    ],
)
def test_numbers_that_are_none_do_no_harm(changed, member, old, new):
    assert preflight("form.xlsx", changed(**{member: lambda xml: xml.replace(old, new)})) == ()


def test_row_of_a_number_beyond_all_is_too_far(changed):
    row = b'<row r="%s"><c><v>1</v></c></row></sheetData>' % (b"9" * 5000)
    (found,) = preflight("form.xlsx", changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", row)}))
    assert found.code == "INT006"


def test_followed_sheet_is_followed_no_further_than_it_is_read(changed):
    """What stands behind the first value that lies too far is not looked at, as the sheet is left out."""
    rows = b'<row r="6000"><c><v>1</v></c></row><row r="7000"><c r="1A"><v>1</v></c></row></sheetData>'
    (found,) = preflight("form.xlsx", changed(**{SHEET: lambda xml: xml.replace(b"</sheetData>", rows)}))
    assert (found.code, found.message) == ("INT006", 'sheet "1 Identity" reaches at least to row 6000 and column 11')
