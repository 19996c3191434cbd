"""What a document prints, as plain data: what identifies it, and what two editions of the law may say differently."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import to_builtins

from pipeline.model.context import Context, Gap, Picture, View, entries_of
from pipeline.model.figure import Figure

_FIRM = "firm"


def printed(context: Context) -> dict[str, Any]:
    """Return everything that a context prints but its pictures, as plain data; a gap as marker and comment.

    A firm of which nothing is declared is left out: it identifies nothing.
    """
    plain = {name: _plain(value) for name, value in context.values.items() if name != "pictures"}
    return {name: value for name, value in plain.items() if name != _FIRM or any(value.values())}


def digests(context: Context) -> list[str]:
    """Return the SHA-256 of each picture that a context prints."""
    shown = (entry for several in context.pictures.values() for entry in several)
    return [hashlib.sha256(entry.content).hexdigest() for entry in shown if isinstance(entry, Picture)]


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, View):
        return {name: _plain(inner) for name, inner in entries_of(value).items()}
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Figure):
        return to_builtins(value)
    return [value.marker, value.comment] if isinstance(value, Gap) else value
