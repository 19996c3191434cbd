"""Layout: documents go in, PDF files come out, through LibreOffice, many files a process and several at a time."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from msgspec import Struct

from pipeline.build.office import find_office, name_of, print_files, whole_pdf, write_profile
from pipeline.model.finding import Finding

_MOST_FILES, _MOST_WORKERS = 20, 4
_SECONDS = 120.0


class Paper(Struct, frozen=True):
    """What became of one document: its PDF, or why there is none."""

    pdf: bytes = b""
    why: str = ""


class Sheets(Struct, frozen=True):
    """A document with its page numbers and its PDF, which is empty where none could be made."""

    document: bytes
    pdf: bytes = b""
    findings: tuple[Finding, ...] = ()


class Engine(Protocol):
    """What lays documents out."""

    @property
    def name(self) -> str:
        """Name, version and build: another one may break pages elsewhere."""
        ...

    def lay_out(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        """Return what became of each document, in order; one that fails does not stop the others."""
        ...


@contextmanager
def office_engine(
    program: Path | None = None, *, seconds: float = _SECONDS, workers: int = 0
) -> Iterator[Engine | None]:
    """Give LibreOffice, with a folder of settings for each worker that is removed afterwards; None without one.

    Args:
        program: of LibreOffice; searched for where none is given.
        seconds: for each document.
        workers: how many processes run at a time; 0 leaves it to the number of processors.
    """
    found = program or find_office()
    if found is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="dossier-", ignore_cleanup_errors=True) as folder:
        count = workers or min(_MOST_WORKERS, os.cpu_count() or 1)
        yield _Office(found, Path(folder), seconds, count)


class _Office:
    def __init__(self, program: Path, folder: Path, seconds: float, workers: int) -> None:
        self.name = name_of(program)
        self._program, self._folder, self._seconds, self._workers = program, folder, seconds, workers
        self._stopped = threading.Event()
        self._profiles: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            self._profiles.put(folder / f"profile-{number}")

    def lay_out(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        size = max(1, min(_MOST_FILES, ceil(len(documents) / self._workers)))
        groups = [documents[start : start + size] for start in range(0, len(documents), size)]
        with ThreadPoolExecutor(self._workers) as pool:
            try:
                return tuple(paper for group in pool.map(self._group, groups) for paper in group)
            except BaseException:
                self._stopped.set()
                raise

    def _group(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        papers = self._together(documents)
        if len(documents) == 1:
            return papers
        # One document may have ended the process for all: what is missing gets a process of its own.
        return tuple(
            paper if paper.pdf else self._together([document])[0]
            for document, paper in zip(documents, papers, strict=True)
        )

    def _together(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        profile = self._profiles.get()
        try:
            if not profile.exists():
                write_profile(profile)
            with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as place:
                return self._printed(documents, profile, Path(place))
        finally:
            self._profiles.put(profile)

    def _printed(self, documents: Sequence[bytes], profile: Path, place: Path) -> tuple[Paper, ...]:
        into = place / "pdf"
        into.mkdir()
        files = []
        for number, document in enumerate(documents):
            files.append(place / f"{number:04}.docx")
            files[-1].write_bytes(document)
        ended = print_files(self._program, profile, files, into, self._seconds, self._stopped)
        if not ended.in_time or ended.code:
            # What was broken off may have left its settings half written.
            shutil.rmtree(profile, ignore_errors=True)
        why = "LibreOffice made nothing of it"
        if not ended.in_time:
            why = f"LibreOffice took longer than {self._seconds:g} seconds"
        elif ended.code:
            why = f"LibreOffice broke off (code {ended.code})"
        found = [whole_pdf(into / f"{file.stem}.pdf") for file in files]
        return tuple(Paper(pdf) if pdf else Paper(why=why) for pdf in found)
