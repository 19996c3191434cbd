"""The archive that leaves the house: its bytes follow from its files, and it knows itself."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.zip_archive import is_sealed, write_archive

FILES = {"00_index.html": b"<p>", "a/b.docx": b"PK", "a/c.json": b"{}" * 500}
ARCHIVE = write_archive(FILES)


def test_what_is_written_is_read_back_in_order() -> None:
    with zipfile.ZipFile(io.BytesIO(ARCHIVE)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert archive.namelist() == list(FILES)


def test_no_entry_holds_a_time_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(ARCHIVE)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("path", ["../a", "/a", "a//b", "a/../b", "./a", "a\\b", "c:/a", "", "a/"])
def test_a_path_that_leads_elsewhere_is_refused(path) -> None:
    with pytest.raises(ValueError, match="no path within an archive"):
        write_archive({path: b""})


def test_paths_that_some_computers_take_for_one_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing but case"):
        write_archive({"a.pdf": b"", "A.pdf": b""})


def test_an_archive_knows_that_nobody_changed_it() -> None:
    assert is_sealed(ARCHIVE)
    assert is_sealed(write_archive({}))


def added(content: bytes) -> bytes:
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("more.txt", "more")
    return held.getvalue()


CHANGED = {
    "empty": b"",
    "another archive": added(b""),
    "a file added": added(ARCHIVE),
    "a byte changed": ARCHIVE[:60] + b"?" + ARCHIVE[61:],
    "cut off": ARCHIVE[:-1],
    "something after it": ARCHIVE + b"\n",
}


@pytest.mark.parametrize("content", CHANGED.values(), ids=CHANGED)
def test_an_archive_that_was_changed_is_none_of_ours(content) -> None:
    assert not is_sealed(content)


@given(st.integers(0, len(ARCHIVE) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unnoticed(at, by) -> None:
    content = bytearray(ARCHIVE)
    content[at] = (content[at] + by) % 256
    assert not is_sealed(bytes(content))
