"""Declarations are parsed once: a copy is kept beside, keyed by what the files hold."""

import hashlib
import json
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar, cast

from platformdirs import user_cache_path

from pipeline import __version__
from pipeline.library.codec import decoder, encode

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
    place = folder / f"{kind.__name__.lower()}-{_digest(*sources)}.json"
    rebuild = decoder(cast("Hashable", kind))
    try:
        return rebuild(json.loads(place.read_bytes()))  # type: ignore[misc, no-any-return]
    except (OSError, ValueError, LookupError, TypeError):
        declared = read()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{id(declared)}.part")
        part.write_text(json.dumps(encode(declared), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(place)
    except OSError:
        # A cache that cannot be written costs time at the next start and nothing else.
        pass
    return declared


def _digest(*groups: dict[str, bytes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for group in groups:
        for name, content in group.items():
            digest.update(f"\n{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
