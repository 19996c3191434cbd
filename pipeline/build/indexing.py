"""Writes down which systems the next run would find as this one leaves them, so that it need not read them."""

import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from pipeline.build.index import ALL, INDEX, SCHEMA, Head, Index, Row, fold_of, look_of_page, look_of_system, sealed
from pipeline.build.place import Written
from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.result import SystemResult
from pipeline.build.stamps import FINE, is_settled
from pipeline.build.task import MadeSystem
from pipeline.model.catalogue import Catalogue

ANSWERS = "profile.json"

_DAY = re.compile(rb"\d{4}-\d\d-\d\d")
_NEVER = "9999-12-31"
_TICK = 1.2 * FINE / 1e9
_STANDING = {"built": "unchanged", "unchanged": "unchanged", "not-due": "not-due", "blocked": "blocked"}
"""What the next run says of a document of which this one says so, if nothing changes."""


class Expected(NamedTuple):
    """What is known of a system before its documents are put in their places.

    ``taken`` is how its workbook looked before it was read, as a hash, ``before`` the first day on which something else
    may be told of it, ``told`` how many findings every run has on it.
    """

    taken: int
    before: str
    told: int


class Recorder:
    """Takes in systems one by one and writes the index at the end; none of them is held in memory meanwhile.

    Args:
        outputs: folder of all outputs, locked by this run.
        index: what was known before this run.
        catalogue: what is declared.
        rows: a file for the systems.
    """

    def __init__(self, outputs: Path, index: Index, catalogue: Catalogue, rows: IO[str]) -> None:
        self._outputs, self._index, self._rows = outputs, index, rows
        self._declared = days_in(msgspec.json.encode(catalogue))
        self._expected: dict[str, Expected] = {}
        self._pages: dict[str, dict[str, int]] = {}
        self._fold: dict[str, int] = {}
        self._is_new = False

    def expect(self, workbook: str, taken: int, made: MadeSystem) -> None:
        """Take in what was made of a system, before it is put in its place.

        Args:
            workbook: its path.
            taken: how the workbook looked before it was read, as a hash; 0 where the next run has to read it again.
            made: what was made.
        """
        if taken:
            days = self._declared | days_in(made.records.get(ANSWERS, b""))
            before = first_day_after(self._index.inputs.day, days)
            self._expected[workbook] = Expected(taken, before, len(made.findings))

    def add(self, result: SystemResult) -> None:
        """Take in what became of a system, if the next run would say nothing else of it."""
        expected = self._expected.pop(result.workbook, None)
        # Findings that came later hang on what lay in its folder: they are not told again, or tell of edits.
        if expected is None or not result.system or len(result.findings) != expected.told:
            return
        names, looks = look_of_system(self._outputs, result.client, result.system)
        if not looks or not all(map(_lasts, result.deliverables)):
            return
        row = Row(
            result.workbook,
            result.client,
            result.system,
            expected.taken,
            hash(looks),
            names,
            self._index.inputs.day,
            expected.before,
            Counter(_STANDING[each.state] for each in result.deliverables),
            Counter(each.severity.value for each in result.findings),
        )
        self._rows.write(f"{json.dumps(row)}\n")
        self._is_new = True

    def begin_pages(self) -> None:
        """Look at the records before pages are made from them."""
        self._fold = fold_of(self._outputs)

    def add_page(self, result: SharedResult) -> None:
        """Take in what became of a page over many systems."""
        client, file = result.client or ALL, Path(result.path).name
        pages = self._pages.setdefault(client, {})
        if result.state in _STANDING:
            pages[file] = hash(look_of_page(self._outputs, client, file))

    def finish(self, asked: Collection[str]) -> None:
        """Write the index.

        Args:
            asked: files of the pages over many systems that are asked for.
        """
        known, inputs = self._index, self._index.inputs
        if not inputs.shared or (known.is_whole and not self._is_new):
            return
        # What was written just now could be written again within the same tick of the disk's clock.
        time.sleep(_TICK)
        fold = fold_of(self._outputs) if asked else {}
        # Pages made from records that somebody else has changed since show what they did.
        made = {client: self._settled_pages(client) if fold == self._fold else {} for client in self._pages}
        pages = _still(known.head, fold, {ALL, *made}) | made
        head = Head(SCHEMA, inputs.shared, known.head.folders | inputs.folders, pages, sorted(asked), fold)
        part = self._outputs / f".~{INDEX}.part"
        # A cache that the disk refuses costs the next run time and nothing else.
        with suppress(OSError):
            try:
                with part.open("wb") as file:
                    file.writelines(sealed(chain([head], known.rows.values(), known.others, self._settled())))
                part.replace(self._outputs / INDEX)
            finally:
                part.unlink(missing_ok=True)

    def _settled_pages(self, client: str) -> dict[str, int]:
        """Return the pages of a client, those left out that somebody touched since this run wrote them."""
        found = ((file, look_of_page(self._outputs, client, file)) for file in self._pages[client])
        now = {file: hash(looks) for file, looks in found if looks and is_settled(looks)}
        return {file: seen for file, seen in self._pages[client].items() if seen == now.get(file)}

    def _settled(self) -> Iterator[Row]:
        """Yield the systems whose folders nobody has touched since this run wrote there."""
        self._rows.seek(0)
        for line in self._rows:
            row = Row(*json.loads(line))
            _, looks = look_of_system(self._outputs, row.client, row.system)
            if row.made == hash(looks) and is_settled(looks):
                yield row


@contextmanager
def recorded(
    outputs: Path, index: Index | None, catalogue: Catalogue, asked: Collection[str]
) -> Iterator[Recorder | None]:
    """Write an index when a run ends, however it ends; none where the run has none.

    Args:
        outputs: folder of all outputs, locked by this run.
        index: what was known before this run.
        catalogue: what is declared.
        asked: files of the pages over many systems that are asked for.
    """
    if index is None:
        yield None
        return
    with tempfile.TemporaryFile("w+", encoding="ascii") as rows:
        recorder = Recorder(outputs, index, catalogue, rows)
        try:
            yield recorder
        finally:
            recorder.finish(asked)


def days_in(text: bytes) -> frozenset[str]:
    """Return whatever looks like a day in a text."""
    return frozenset(found.decode() for found in _DAY.findall(text))


def first_day_after(today: str, days: Collection[str]) -> str:
    """Return the first day on which something may differ that hangs on whether a day is past, present or ahead.

    Args:
        today: in ISO form, as all days are.
        days: with which it may be compared.
    """
    tomorrow = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    # What is asked of a day that is today has another answer tomorrow.
    return min({each for each in days if each > today} | ({tomorrow} if today in days else set()), default=_NEVER)


def _lasts(written: Written) -> bool:
    return written.state in _STANDING and (written.pdf is None or written.pdf.state == "unchanged")


def _still(head: Head, fold: dict[str, int], dealt_with: Collection[str]) -> dict[str, dict[str, int]]:
    """Return the pages of the clients that a run did not deal with and whose records are as they were."""
    return {
        client: pages
        for client, pages in head.pages.items()
        if client not in dealt_with and _records_of(client, head.fold) == _records_of(client, fold)
    }


def _records_of(client: str, fold: dict[str, int]) -> dict[str, int]:
    return {place: stamp for place, stamp in fold.items() if place.startswith(f"{client}/")}
