import io
import zipfile

from pipeline.formats.docx_package import CONTENT_TYPES, canonical, is_written_here, read_parts, write_parts


def test_the_same_parts_give_the_same_bytes_in_any_order():
    parts = {"b.xml": b"<b/>", CONTENT_TYPES: b"<t/>", "a/c.xml": b"<c/>"}
    assert write_parts(parts) == write_parts(dict(reversed(parts.items())))


def test_content_types_stand_first_and_every_date_is_fixed():
    archive = zipfile.ZipFile(io.BytesIO(write_parts({"a": b"", CONTENT_TYPES: b"", "b": b""})))
    assert archive.namelist() == [CONTENT_TYPES, "a", "b"]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_canonical_keeps_every_part_and_changes_nothing_twice():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("z", "last")
        archive.writestr(CONTENT_TYPES, "first")
    once = canonical(buffer.getvalue())
    assert read_parts(once) == {"z": b"last", CONTENT_TYPES: b"first"}
    assert canonical(once) == once


def test_a_package_of_this_tool_is_told_from_one_that_another_program_wrote():
    assert is_written_here(write_parts({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
    assert not is_written_here(buffer.getvalue())
    assert not is_written_here(b"no package")
