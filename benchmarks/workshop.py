"""Where figures are measured: a folder of their own, how much of everything, and what several of them share."""

import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benchmarks import many, ours
from benchmarks.commands import command
from benchmarks.measuring import Cost, Measure
from benchmarks.outcome import NotMeasuredError
from benchmarks.sizes import Sizes

LIGHT_JOBS = 2
"""The same on every machine and for every number of systems."""

_BYTES_OF_A_SYSTEM = 2 * 1024**2
"""On the disk, with some to spare."""


class Built(NamedTuple):
    """Systems that were built: what that cost, and how the same command is measured now that nothing is left to do."""

    cost: Cost
    again: Measure


class LightBuild(NamedTuple):
    """What it costs to build systems with one document each, and to find afterwards that nothing is to be done."""

    build: Cost
    noop: Cost


class NotAllBuiltError(Exception):
    """Other documents were made than there should be, so that what it cost says nothing."""


class Workshop:
    """A folder that is there as long as the run, and the sizes of the run."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        """Work in a folder that exists."""
        self.folder, self.sizes = folder, sizes
        self._light: dict[int, LightBuild] = {}

    def place(self, name: str) -> Path:
        """Return a fresh empty folder."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def built(self, name: str, systems: int, documents: Sequence[str], jobs: int) -> Built:
        """Write a client with many systems and build them all.

        Args:
            name: of the folder for it.
            systems: how many.
            documents: which to make of each.
            jobs: in so many processes.

        Raises:
            NotMeasuredError: the disk has too little room.
            NotAllBuiltError: the cost would be that of other work.
        """
        if not self.has_room_for(systems):
            raise NotMeasuredError(f"the disk has no room for {systems:,} systems")
        folder = self.place(name)
        inputs, outputs = folder / "in", folder / "out"
        many.write(inputs, systems)
        words = ours.build(inputs, outputs, documents, jobs)
        cost = command(words, ours.environment(), watched=True)()
        made = _made(outputs)
        if len(made) != systems * len(documents):
            raise NotAllBuiltError(f"{len(made)} documents of {systems} systems were built")
        again = command(words, ours.environment())

        def nothing_to_do() -> Cost:
            cost = again()
            if _made(outputs) != made:
                raise NotAllBuiltError("a run that should have had nothing to do made documents")
            return cost

        return Built(cost, nothing_to_do)

    @cached_property
    def full(self) -> Built:
        """All three documents of many systems, which are left as they are for runs that find nothing to do."""
        return self.built("full", self.sizes.full, ours.DOCUMENTS, ours.CORES)

    def has_room_for(self, systems: int) -> bool:
        """Tell whether the disk holds the workbooks and outputs of some systems."""
        return shutil.disk_usage(self.folder).free > systems * _BYTES_OF_A_SYSTEM

    def has_light(self, systems: int) -> bool:
        """Tell whether so many systems with one document each were built already."""
        return systems in self._light

    def light(self, systems: int) -> LightBuild:
        """Return what it costs to build the declaration alone of some systems; measured once, then remembered."""
        if systems not in self._light:
            self._light[systems] = self.light_anew(systems)
        return self._light[systems]

    def light_anew(self, systems: int) -> LightBuild:
        """Return the same, measured anew; what was built is taken away at once, since it would fill a disk."""
        built = self.built("light", systems, (ours.DECLARATION,), LIGHT_JOBS)
        cost = LightBuild(built.cost, built.again())
        shutil.rmtree(self.folder / "light")
        return cost


def _made(outputs: Path) -> dict[Path, int]:
    """Return when each document was written."""
    return {document: document.stat().st_mtime_ns for document in outputs.glob("*/*/*.docx")}
