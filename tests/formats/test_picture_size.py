"""Kind and size of a picture from its own bytes."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.picture_size import picture_size
from tests.formats.word.conftest import png

EXIF = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0\0\0"
TABLES = b"\xff\xc4" + struct.pack(">H", 4) + b"\0\0"


def jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    head = bytes([0xFF, frame]) + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\0\0\x3f\0" + b"\x12\x34"
    return b"\xff\xd8" + EXIF + TABLES + head + scan + b"\xff\xd9"


@given(width=st.integers(1, 65_535), height=st.integers(1, 65_535), frame=st.sampled_from([0xC0, 0xC1, 0xC2]))
def test_the_size_of_a_jpeg_is_that_of_its_frame(width: int, height: int, frame: int) -> None:
    assert picture_size(jpeg(width, height, frame)) == (width, height)


def test_the_size_of_a_png_is_that_of_its_head() -> None:
    assert picture_size(png(7, 3)) == (7, 3)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        b"GIF89a" + bytes(20),
        png(7, 3)[:-8],
        png(7, 3).replace(struct.pack(">II", 7, 3), bytes(8)),
        jpeg(7, 3)[:-2],
        jpeg(0, 3),
        b"\xff\xd8\xff\xe0\0\x02\xff\xda\0\x02\xff\xd9",
        b"\xff\xd8\xff\xd9",
    ],
)
def test_what_is_damaged_or_no_such_picture_has_none(content: bytes) -> None:
    assert picture_size(content) is None


@given(content=st.binary(max_size=200))
def test_no_bytes_whatever_make_it_fail(content: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        picture_size(io.BytesIO(start + content).getvalue() + b"\xff\xd9")
