"""How a photograph was held, as its camera notes in the file: Word prints it as it lies unless the drawing turns it."""

import struct

_PHOTOGRAPH, _NOTES, _END_OF_HEADER = b"\xff\xd8", 0xE1, 0xDA
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_TURNS = {3: 180, 6: 90, 8: 270}
"""Degrees clockwise by what cameras note; mirrored pictures, which no camera makes, stay as they are."""


def turn_of(content: bytes) -> int:
    """Return by how many degrees a picture has to be turned clockwise to stand upright, 0 where nothing is noted."""
    try:
        return _TURNS.get(_noted(content), 0)
    except (struct.error, IndexError):
        return 0


def _noted(content: bytes) -> int:
    if not content.startswith(_PHOTOGRAPH):
        return 0
    place = len(_PHOTOGRAPH)
    while content[place] == 0xFF and content[place + 1] != _END_OF_HEADER:  # noqa: PLR2004 - each segment begins so
        (length,) = struct.unpack_from(">H", content, place + 2)
        body = content[place + 4 : place + 2 + length]
        if content[place + 1] == _NOTES and body.startswith(_EXIF):
            return _orientation(body[len(_EXIF) :])
        place += 2 + length
    return 0


def _orientation(notes: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(notes[:2])
    if order is None:
        return 0
    (start,) = struct.unpack_from(f"{order}I", notes, 4)
    (count,) = struct.unpack_from(f"{order}H", notes, start)
    for number in range(count):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", notes, start + 2 + 12 * number)
        if (tag, kind) == (_ORIENTATION, 3):
            return int(value)
    return 0
