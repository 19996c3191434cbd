"""What kind of picture a file is and how large, from its own bytes: PNG and JPEG, which every Word prints."""

import struct
from collections.abc import Iterator

_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})
_SCAN = 0xDA


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; nothing where it is no PNG or JPEG, or has no end.

    Args:
        content: the file.
    """
    size = None
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and _PNG_END in content[-64:]:
        size = struct.unpack(">II", content[16:24])
    elif content.startswith(_JPEG) and _JPEG_END in content[-64:]:
        size = next(_frames(content), None)
    return (size[0], size[1]) if size and all(size) else None


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the size that each frame of a JPEG declares, up to its first scan."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        kind = content[place + 1]
        if kind == _SCAN:
            return
        if kind in _ALONE:
            place += 2
            continue
        if 0xC0 <= kind <= 0xCF and kind not in _NO_FRAME:  # noqa: PLR2004 - the markers of frames
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            yield width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
