"""Which systems are up to date, told without reading any of their files: an index says how everything looked.

As git does it: what looks as it did is as it was. The index lies beside the outputs and is a cache: where it is lost,
torn or of another version, every system is looked at as a whole. What is imported here has to be light.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pipeline.build.inputs import NONE, Inputs
from pipeline.build.scan import SystemSource
from pipeline.build.stamps import Looks, look_of, looks_in

INDEX = ".dossier.index"
SCHEMA = "dossier/index/1"
ALL = ""
"""Stands for all clients, where a client's id stands else."""

RECORD, COMING = "manifest.json", "manifest.next.json"
"""As the store and the journal call them, which are not imported here."""
_FAULTS = (OSError, ValueError, TypeError)
"""What reading a damaged index may raise."""


class Row(NamedTuple):
    """A system that the next run would find as the last one left it.

    ``taken`` and ``made`` are the hashes of how its workbook looked and its folder of outputs, with the files of these
    ``names``. It holds from the day ``since`` and ``before`` another; ``states`` counts its documents by state,
    ``findings`` its findings by severity.
    """

    workbook: str
    client: str
    system: str
    taken: int
    made: int
    names: str
    since: str
    before: str
    states: dict[str, int]
    findings: dict[str, int]

    @property
    def place(self) -> str:
        """Where its folder lies below the outputs."""
        return f"{self.client}/{self.system}"


class Head(NamedTuple):
    """What the systems of an index have in common.

    ``shared`` is the stamp of whatever all runs hang on, ``folders`` that of what the systems of a folder share.
    ``pages`` holds how the pages over many systems looked, by client and file, ``asked`` the files of those that are
    asked for, and ``fold`` how the records looked that they are made from, all as hashes.
    """

    schema: str
    shared: str
    folders: dict[str, str]
    pages: dict[str, dict[str, int]]
    asked: list[str]
    fold: dict[str, int]


class Index(NamedTuple):
    """What a run knows beforehand: the systems that are up to date, by workbook, and what the index held besides.

    ``is_whole``: all that was asked for is up to date, the pages over many systems too.
    """

    inputs: Inputs
    rows: dict[str, Row]
    is_whole: bool
    head: Head
    others: Sequence[Row]

    @property
    def settled(self) -> frozenset[str]:
        """Folders below the outputs in which nothing is to be done."""
        return frozenset(row.place for row in self.rows.values())

    def without_rows(self) -> "Index":
        """Return the same for a run that takes nothing for granted."""
        return Index(self.inputs, {}, is_whole=False, head=self.head, others=self.others)


def look(sources: Iterable[SystemSource], outputs: Path, inputs: Inputs) -> Index:
    """Compare how everything looks with what the index says.

    Args:
        sources: the system workbooks.
        outputs: folder of all outputs.
        inputs: how what is read looks.
    """
    head, known = _read(str(outputs), inputs.shared)
    shelf = _Shelf(str(outputs))
    rows: dict[str, Row] = {}
    standing: dict[Path, bool] = {}
    count = 0
    for source in sources:
        count += 1
        row = known.pop(source.path, None)
        folder = source.folder
        if folder not in standing:
            standing[folder] = inputs.folder(folder) != NONE and inputs.folder(folder) == head.folders.get(str(folder))
        if row and standing[folder] and not shelf.links and _stands(row, source, inputs, shelf.folder):
            rows[row.workbook] = row
    is_whole = 0 < count == len(rows) and shelf.is_clean and _pages_stand(rows.values(), head, shelf)
    others = [row for row in known.values() if not inputs.differs(row.workbook, head.folders)]
    return Index(inputs, rows, is_whole, head, others)


def fold_of(outputs: Path) -> dict[str, int]:
    """Return how every record below the outputs looks that a page over many systems may be made from, as a hash."""
    shelf = _Shelf(str(outputs))
    return {place: record for place in shelf.systems if (record := shelf.record(place))}


def look_of_page(outputs: Path, client: str, file: str) -> Looks:
    """Return how a page over many systems looks."""
    return look_of(os.path.join(outputs, client, file))


def look_of_system(outputs: Path, client: str, system: str) -> tuple[str, Looks]:
    """Return what lies in a system's folder, and how it looks; nothing where a run ended half-way in it."""
    folder = os.path.join(outputs, client, system)
    try:
        names = sorted(os.listdir(folder))
        return ("", ()) if COMING in names else ("/".join(names), looks_in(folder, names))
    except OSError:
        return "", ()


def _stands(row: Row, source: SystemSource, inputs: Inputs, outputs: str) -> bool:
    if not row.since <= inputs.day < row.before or row.taken != hash(inputs.workbook(source)):
        return False
    try:
        return row.made == hash(looks_in(f"{outputs}/{row.client}/{row.system}", row.names.split("/")))
    except OSError:
        return False


def _pages_stand(rows: Iterable[Row], head: Head, shelf: "_Shelf") -> bool:
    """Tell whether the pages of some clients and those over all show what the records of all systems say."""
    if not head.asked:
        return True
    # The records of the systems of this run are among what was compared already.
    compared = {row.place for row in rows}
    clients = {ALL, *(row.client for row in rows)}
    others = {place: record for place in shelf.systems if place not in compared and (record := shelf.record(place))}
    return others == {place: record for place, record in head.fold.items() if place not in compared} and all(
        head.pages.get(client, {}).get(file) == hash(look_of(os.path.join(shelf.folder, client, file)))
        for client in clients
        for file in head.asked
    )


class _Shelf:
    """The folder of all outputs: the folders of systems below it, and what should not lie there."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.systems: list[str] = []
        self.links = self.parts = False
        with suppress(OSError):
            for client in self._folders_in(folder):
                self.systems += (f"{client}/{system}" for system in self._folders_in(f"{folder}/{client}"))

    @property
    def is_clean(self) -> bool:
        return not (self.links or self.parts)

    def record(self, place: str) -> int:
        """Return how the record of a system looks, as a hash; 0 where there is none, or where a run ended half-way."""
        folder = f"{self.folder}/{place}"
        looks = look_of(f"{folder}/{RECORD}")
        return hash(looks) if looks and not look_of(f"{folder}/{COMING}") else 0

    def _folders_in(self, folder: str) -> list[str]:
        folders = []
        with os.scandir(folder) as entries:
            for entry in entries:
                self.links = self.links or entry.is_symlink()
                self.parts = self.parts or entry.name.startswith(".~")
                if entry.is_dir():
                    folders.append(entry.name)
        return folders


def sealed(lines: Iterable[object]) -> Iterator[bytes]:
    """Yield the lines of an index as its file holds them, and at the end a checksum by which a damaged one is known."""
    checksum = 0
    for each in lines:
        line = f"{json.dumps(each)}\n".encode()
        checksum = crc32(line, checksum)
        yield line
    yield b"%08x" % checksum


def _read(outputs: str, shared: str) -> tuple[Head, dict[str, Row]]:
    blank = Head(SCHEMA, shared, {}, {}, [], {})
    path = f"{outputs}/{INDEX}"
    if not shared or not os.path.isfile(path):
        return blank, {}
    try:
        with open(path, "rb") as file:
            *lines, checksum = file.read().splitlines(keepends=True)
        if int(checksum, 16) != crc32(b"".join(lines)):
            return blank, {}
        first, *held = json.loads(b"[%s]" % b",".join(lines))
        head = Head(*first)
    except _FAULTS:
        return blank, {}
    is_ours = (head.schema, head.shared) == (SCHEMA, shared)
    return (head, {each[0]: Row(*each) for each in held}) if is_ours else (blank, {})
