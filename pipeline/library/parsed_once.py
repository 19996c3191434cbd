"""Declarations are parsed once: a copy is kept beside, keyed by what the files hold."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from msgspec import DecodeError, msgpack
from platformdirs import user_cache_path

from pipeline import __version__

_Record = TypeVar("_Record")


def parsed_once(
    kind: type[_Record], sources: Sequence[dict[str, bytes]], cache: Path | None, read: Callable[[], _Record]
) -> _Record:
    """Return the parsed copy of files, or parse them and keep one.

    Args:
        kind: what the files are parsed to.
        sources: their contents by name, in the order in which they count.
        cache: folder of the copies; the user's cache folder where none is given.
        read: parses the files; called only where there is no copy.
    """
    folder = cache or user_cache_path("ai-act-dossier")
    place = folder / f"{kind.__name__.lower()}-{_digest(*sources)}.msgpack"
    try:
        return msgpack.decode(place.read_bytes(), type=kind)
    except (OSError, DecodeError, ValueError):
        declared = read()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Two runs at once each write a part of their own, whatever they share.
        part = place.with_suffix(f".{uuid4().hex}.part")
        part.write_bytes(msgpack.encode(declared))
        part.replace(place)
    except OSError:
        # A cache that cannot be written costs time at the next start and nothing else.
        pass
    return declared


def _digest(*groups: dict[str, bytes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for group in groups:
        # Where a group ends counts: the same file means something else in another library.
        digest.update(f"\n{len(group)} files\n".encode())
        for name, content in group.items():
            digest.update(f"\n{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
