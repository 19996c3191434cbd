"""Pictures from a workbook: printed upright and to be seen, or told; never a broken document."""

import struct
import zlib

import pytest

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.picture_turn import turn_of
from pipeline.model.context import Picture
from pipeline.model.fact_list import facts


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(file, labels, style, facts())


def jpeg_of(orientation: int, order: str = ">") -> bytes:
    """Return the beginning of a photograph of 300 by 200 dots, with what its camera noted of how it was held."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    notes = (
        b"Exif\0\0"
        + mark
        + struct.pack(f"{order}IH", 8, 1)
        + struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
        + struct.pack(f"{order}I", 0)
    )
    frame = struct.pack(">BHHB", 8, 200, 300, 3) + bytes(9)
    segments = ((0xE0, b"JFIF\0\1\1\1\0\x60\0\x60\0\0"), (0xE1, notes), (0xC0, frame))
    return b"\xff\xd8" + b"".join(
        struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body for kind, body in segments
    ) + b"\xff\xd9"  # fmt: skip


@pytest.mark.parametrize(
    ("orientation", "turn"), [(1, None), (2, None), (3, "10800000"), (6, "5400000"), (8, "16200000")]
)
@pytest.mark.parametrize("order", [">", "<"])
def test_a_photograph_stands_as_it_was_taken(orientation, turn, order, template, context_of, opened):
    picture = Picture("photo.jpg", jpeg_of(orientation, order), "A photograph")
    document = render(template, context_of(pictures=(picture,)))
    assert check_document(document, context_of(pictures=(picture,))) == ()
    shape = opened(document).inline_shapes[0]._inline
    frame = next(shape.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm"))
    assert frame.get("rot") == turn
    assert shape.extent.cx > shape.extent.cy


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe1\xff", jpeg_of(6)[:40], jpeg_of(99), b"\xff\xd8", b""])
def test_notes_of_a_camera_that_cannot_be_read_turn_nothing(content):
    assert turn_of(content) == 0


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 5)])
def test_a_picture_of_a_few_dots_shows_nothing_and_is_told(width, height, template, context_of, png_of):
    context = context_of(
        pictures=(Picture("dot.png", png_of(width, height), "the dot"),), printed=("See the file dot.png: the dot",)
    )
    assert check_document(render(template, context), context) == ()


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n\0\0\0", b"RIFF\0\0\0\0WEBPVP8 ", b"<svg/>", b"%PDF-1.7"]
)
def test_what_cannot_be_read_is_told_and_never_breaks_the_document(content, template, context_of):
    context = context_of(pictures=(Picture("dot.png", content, "the dot"),), printed=("See the file dot.png: the dot",))
    assert check_document(render(template, context), context) == ()


def test_the_ending_of_a_file_says_nothing_of_its_kind(template, context_of, opened, png_of):
    made = opened(render(template, context_of(pictures=(Picture("plan.jpg", png_of(40, 20), "the plan"),))))
    assert len(made.inline_shapes) == 1


def test_a_picture_of_many_dots_is_large_enough_to_be_seen_whatever_density_it_claims(
    template, context_of, opened, png_of
):
    density = b"pHYs" + struct.pack(">IIB", 65_535, 65_535, 1)
    chunk = struct.pack(">I", 9) + density + struct.pack(">I", zlib.crc32(density))
    whole = png_of(600, 300)
    made = opened(
        render(template, context_of(pictures=(Picture("dense.png", whole[:33] + chunk + whole[33:], "dense"),)))
    )
    assert made.inline_shapes[0].width.cm > 10
