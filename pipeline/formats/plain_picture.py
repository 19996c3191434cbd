"""A picture that shows nothing, to stand where a sample has one."""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _DEPTH, _SHADE = 0, 8, 0xE3


def plain_picture(width: int, height: int) -> bytes:
    """Return a PNG of one light grey.

    Args:
        width: in pixels.
        height: in pixels.
    """
    head = struct.pack(">IIBBBBB", width, height, _DEPTH, _GREY, 0, 0, 0)
    line = b"\x00" + bytes([_SHADE]) * width
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(line * height, 9)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
