"""Which systems are up to date, told without reading any of their files: an index says how everything looked.

As git does it: what looks as it did is as it was. The index lies beside the outputs and is a cache: where it is lost,
torn or of another version, every system is looked at as a whole. What is imported here has to be light.
"""

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.build.inputs import Inputs
from pipeline.build.scan import SystemSource
from pipeline.build.stamps import NONE, listing_of, stamp_of

INDEX = ".dossier.index"
SCHEMA = "dossier/index/1"
ALL = ""
"""Stands for all clients, where a client's id stands else."""

_MANIFEST, _NEXT = "manifest.json", "manifest.next.json"
_FAULTS = (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading a damaged index may raise."""


class Row(NamedTuple):
    """A system that the next run would find as the last one left it.

    ``taken`` and ``made`` are the stamps of its workbook and of its folder of outputs. It holds from the day ``since``
    and ``before`` another; ``states`` counts its documents by state, ``findings`` its findings by severity.
    """

    workbook: str
    client: str
    system: str
    taken: str
    made: str
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
    ``pages`` holds the stamps of the pages over many systems by client and file, ``asked`` the files of those that
    are asked for, and ``fold`` the stamps of the records that they are made from.
    """

    schema: str
    shared: str
    folders: dict[str, str]
    pages: dict[str, dict[str, str]]
    asked: list[str]
    fold: dict[str, str]


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
    count = 0
    for source in sources:
        count += 1
        row = known.pop(source.path, None)
        if row and not shelf.links and _stands(row, source, head, inputs, shelf.folder):
            rows[source.path] = row
    is_whole = 0 < count == len(rows) and shelf.is_clean and _pages_stand(rows.values(), head, shelf)
    others = [row for row in known.values() if not inputs.differs(row.workbook, head.folders)]
    return Index(inputs, rows, is_whole, head, others)


def fold_of(outputs: Path) -> dict[str, str]:
    """Return the stamp of every record below the outputs that a page over many systems may be made from."""
    shelf = _Shelf(str(outputs))
    return {place: stamp for place in shelf.systems if (stamp := shelf.record(place))}


def page_stamp(outputs: Path, client: str, file: str) -> str:
    """Return the stamp of a page over many systems."""
    return stamp_of(os.path.join(str(outputs), client, file))


def made_in(outputs: Path, client: str, system: str) -> str:
    """Return the stamp of a system's folder; none where a run ended half-way in it."""
    made = listing_of(os.path.join(str(outputs), client, system))
    return NONE if f"{_NEXT}/" in made else made


def _stands(row: Row, source: SystemSource, head: Head, inputs: Inputs, outputs: str) -> bool:
    return (
        row.since <= inputs.day < row.before
        and head.folders.get(str(source.folder)) == inputs.folder(source.folder) != NONE
        and row.taken == inputs.workbook(source) != NONE
        and row.made == listing_of(f"{outputs}/{row.client}/{row.system}") != NONE
    )


def _pages_stand(rows: Iterable[Row], head: Head, shelf: "_Shelf") -> bool:
    """Tell whether the pages of some clients and those over all show what the records of all systems say."""
    made = {row.place: row.made for row in rows}
    clients = {ALL, *(row.client for row in rows)}
    if not head.asked:
        return True
    if set(head.fold) != {place for place in shelf.systems if place in head.fold or shelf.record(place)}:
        return False
    for place, stamp in head.fold.items():
        # Of the systems of this run the record is among what was compared already.
        if stamp not in made[place] if place in made else stamp != shelf.record(place):
            return False
    return all(
        head.pages.get(client, {}).get(file, NONE) == stamp_of(os.path.join(shelf.folder, client, file)) != NONE
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

    def record(self, place: str) -> str:
        """Return the stamp of a system's record; none where there is none, or where a run ended half-way."""
        folder = f"{self.folder}/{place}"
        stamp = stamp_of(f"{folder}/{_MANIFEST}")
        return NONE if not stamp or stamp_of(f"{folder}/{_NEXT}") else f"{_MANIFEST}{stamp}"

    def _folders_in(self, folder: str) -> list[str]:
        with os.scandir(folder) as entries:
            several = list(entries)
        self.links = self.links or any(entry.is_symlink() for entry in several)
        self.parts = self.parts or any(entry.name.startswith(".~") for entry in several)
        return [entry.name for entry in several if entry.is_dir()]


def _read(outputs: str, shared: str) -> tuple[Head, dict[str, Row]]:
    blank = Head(SCHEMA, shared, {}, {}, [], {})
    if not shared:
        return blank, {}
    try:
        with open(f"{outputs}/{INDEX}", encoding="ascii") as file:
            first = json.loads(file.readline())
            if first[:2] != [SCHEMA, shared]:
                return blank, {}
            held: list[Any] = json.loads(f"[{','.join(file)}]")
            return Head(*first), {each[0]: Row(*each) for each in held}
    except _FAULTS:
        return blank, {}
