"""TOML files to typed records: what is read, and what cannot be, is gathered file by file."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, field

from pipeline.library.overlay import lay_over
from pipeline.library.plain_faults import faults_of
from pipeline.library.references import Held

Files = Mapping[str, dict[str, Any]]
"""The content of files by their paths below the folder of declarations."""

_MOST_BYTES, _MOST_STOPS = 1_000_000, 200
"""Of a declaration, and in one of its lines: each full stop of a name opens a table."""

_Record = TypeVar("_Record")


class DeclarationError(Exception):
    """Declarations that cannot be used; the message names each file, key and fault."""


class Reading(Struct):
    """What was read, each declaration after its file and its id there, and what could not be."""

    faults: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    def error(self) -> DeclarationError:
        """Return the error that tells all faults."""
        return DeclarationError("\n".join(self.faults))

    def parse(self, files: Mapping[str, bytes], overlays: Sequence[Mapping[str, bytes]] = ()) -> Files:
        """Parse files with what is laid over them.

        Raises:
            DeclarationError: one is no TOML; nothing more can be said of it.
        """
        parsed = {name: self._toml(name, content) for name, content in files.items()}
        for overlay in reversed(overlays):
            for name, content in overlay.items():
                parsed[name] = lay_over(parsed.get(name, {}), self._toml(name, content))
        if self.faults:
            raise self.error()
        return parsed

    def whole(self, kind: type[_Record], name: str, files: Files) -> _Record | None:
        """Read a file that is one record, or tell why it is none."""
        if name not in files:
            self.faults.append(f"{name}: is missing")
            return None
        return next(iter(self.records(kind, [(name, files[name])])), None)

    def entries(self, kind: type[_Record], files: Files, place: str, key: str) -> tuple[_Record, ...]:
        """Read each entry of the files below a place, with what the head of its file says of all of them.

        Args:
            kind: of the records.
            files: by path.
            place: part of the paths of the files that hold such entries; they are read in the order of their names.
            key: under which entries stand.
        """
        return tuple(self.records(kind, self._entries(files, place, key)))

    def records(self, kind: type[_Record], entries: Iterable[tuple[str, dict[str, Any]]]) -> list[_Record]:
        """Read entries that are given after their places, and keep those that can be read."""
        read = []
        for place, data in entries:
            try:
                read.append(convert(data, kind))
            except ValidationError:
                self.faults += (f"{place}: {fault}" for fault in faults_of(data, kind))
            else:
                self.held.append((place, read[-1]))
        return read

    def _toml(self, name: str, content: bytes) -> dict[str, Any]:
        try:
            return read_toml(content)
        except ValueError as error:
            self.faults.append(f"{name}: {error}")
            return {}

    def _entries(self, files: Files, place: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, data in sorted(files.items()):
            if place not in name:
                continue
            others = (other for other in data if other not in ("source", key))
            self.faults += (f"{name}: {other}: nothing of this name is read here" for other in others)
            # Where sources are what is declared, there is no head.
            head, entries = {} if key == "source" else data.get("source", {}), data.get(key, [])
            if isinstance(head, dict) and _are_tables(entries):
                for entry in entries:
                    yield f"{name} {entry.get('id', '?')}", _plain(head) | _plain(entry)
            else:
                self.faults.append(f"{name}: holds [[{key}]] for each entry, and [source] for what all have in common")


def read_toml(content: bytes) -> dict[str, Any]:
    """Read TOML that may come from anywhere.

    Raises:
        ValueError: it is no TOML, or such as would keep its reader busy for ever.
    """
    if len(content) > _MOST_BYTES:
        raise ValueError(f"is larger than {_MOST_BYTES // 1_000_000} MB")
    if any(line.count(b".") > _MOST_STOPS for line in content.splitlines()):
        raise ValueError(f"has more than {_MOST_STOPS} full stops in a line")
    try:
        return tomllib.loads(content.decode())
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{error}; text stands in quotation marks, and each key on a line of its own") from None
    except RecursionError:
        raise ValueError("is nested too deep") from None


def _are_tables(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _plain(value: Any) -> Any:
    """Return dates as ISO text, in which they are kept and compared."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
