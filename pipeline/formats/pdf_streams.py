"""How much the streams of a PDF hold when they are unpacked: measured piece by piece, and never held."""

import zlib
from collections.abc import Iterable
from typing import Any

from pypdf.generic import StreamObject

from pipeline.model.examined import Limits

_FLATE = ("/FlateDecode", "/Fl")
_MOST_PACKED = 1032
"""So many times smaller than its content a packed stream is at most."""

_HARMLESS = 64_000_000
_PIECE = 1 << 20


class TooLargeError(Exception):
    """A PDF that unfolds to more than may be shown; its message continues the name of the file."""


def measure(objects: Iterable[Any], limits: Limits) -> None:
    """Measure the streams among objects.

    Args:
        objects: of a PDF.
        limits: of one stream and of all.

    Raises:
        TooLargeError: more is in them.
    """
    whole = 0
    for each in objects:
        if not isinstance(each, StreamObject):
            continue
        packed = _packed_bytes(each)
        layers = sum(name in _FLATE for name in _filters(each))
        if not layers or (layers == 1 and len(packed) * _MOST_PACKED <= _HARMLESS):
            continue
        whole += _unpacked(packed, layers, limits)
        if whole > limits.streams:
            raise TooLargeError(f"unfolds to more than {limits.streams // 10**6} MB")


def _filters(stream: StreamObject) -> list[str]:
    said = stream.get("/Filter")
    said = said.get_object() if said is not None and hasattr(said, "get_object") else said
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]


def _packed_bytes(stream: StreamObject) -> bytes:
    return bytes(stream._data)  # noqa: SLF001 - pypdf gives the packed bytes nowhere else


def _unpacked(packed: bytes, layers: int, limits: Limits) -> int:
    """Return how many bytes a stream holds, layer for layer; one that breaks off counts as far as it goes."""
    size, inner = 0, [zlib.decompressobj() for _ in range(layers)]
    for start in range(0, len(packed), _PIECE):
        size += _through(packed[start : start + _PIECE], inner, limits.stream - size)
        if size > limits.stream:
            raise TooLargeError(f"has a part that unfolds to more than {limits.stream // 10**6} MB")
    return size


def _through(piece: bytes, layers: list[Any], room: int) -> int:
    """Unpack a piece through all layers and return what comes out of the last, no more than a little over the room."""
    first, *others = layers
    size, waiting = 0, piece
    while waiting and size <= room:
        try:
            out = first.decompress(waiting, _PIECE)
        except zlib.error:
            return size
        waiting = first.unconsumed_tail
        size += _through(out, others, room - size) if others and out else len(out)
        if not out and first.eof:
            break
    return size
