"""Reads of a manifest what a check of files needs: which documents were made, and with which digests.

Read loosely on purpose: a record of an older or newer program still tells which files are as they were made.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST

_LONGEST_NAME = 255
"""Bytes; no disk holds more."""

_IN_NO_NAME = re.compile(r"[\\\x00-\x1f]")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BadRecordError(Exception):
    """A manifest that cannot be read; its message says why."""


class Recorded(Struct, frozen=True):
    """One document that was made: its file, what else was made from it, and every digest that one of them may have.

    ``is_ours``: false where a document of a person's lay in its place, so that nothing of ours was ever put there.
    """

    file: str
    revision: int
    others: tuple[str, ...]
    digests: frozenset[str]
    is_ours: bool


def recorded_in(folder: Path) -> tuple[Recorded, ...]:
    """Return what the manifest of a system's folder holds.

    Raises:
        BadRecordError: it cannot be read.
    """
    try:
        data = msgspec.json.decode(read_file(folder / MANIFEST))
        return tuple(_entry(each) for each in data["made"])
    except (OSError, msgspec.DecodeError) as error:
        raise BadRecordError(f"it cannot be read ({error})") from None
    except RecursionError:
        raise BadRecordError("it cannot be read (it is nested too deep)") from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadRecordError("it does not say what was made") from None


def _entry(data: Mapping[str, Any]) -> Recorded:
    file, *others = dict.fromkeys(_values(data, "file"))
    if any(not _is_name(name) for name in (file, *others)):
        raise ValueError(file)
    return Recorded(file, int(data["revision"]), tuple(others), frozenset(_digests(data)), bool(data.get("sha256")))


def _is_name(name: str) -> bool:
    """Tell whether a file of a folder may be called so: no path, and nothing that a disk cannot hold."""
    return (
        bool(name) and Path(name).name == name and len(name.encode()) <= _LONGEST_NAME and not _IN_NO_NAME.search(name)
    )


def _values(data: Mapping[str, Any], wanted: str) -> Iterator[str]:
    for name, value in data.items():
        if name == wanted:
            yield str(value)
        elif isinstance(value, dict):
            yield from _values(value, wanted)


def _digests(data: Mapping[str, Any]) -> Iterator[str]:
    for value in data.values():
        if isinstance(value, dict):
            yield from _digests(value)
        elif isinstance(value, str) and _DIGEST.fullmatch(value):
            yield value
