"""Where figures are measured: a folder of their own, how much of everything, and what several of them share."""

import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from benchmarks import many, ours
from benchmarks.commands import command
from benchmarks.measuring import Cost
from benchmarks.sizes import Sizes

LIGHT_JOBS = 2
"""The same on every machine and for every number of systems."""


class Workshop:
    """A folder that is there as long as the run, and the sizes of the run."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        """Work in a folder that exists."""
        self.folder, self.sizes = folder, sizes
        self._light: dict[int, Cost] = {}

    def place(self, name: str) -> Path:
        """Return a fresh empty folder."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def built(self, name: str, systems: int, documents: Sequence[str], jobs: int) -> tuple[Path, Path, Cost]:
        """Write a client with many systems and build them all, in one process tree.

        Returns:
            Inputs, outputs, and what the build cost.
        """
        folder = self.place(name)
        inputs, outputs = folder / "in", folder / "out"
        many.write(inputs, systems)
        cost = command(ours.build(inputs, outputs, documents, jobs), ours.environment(), watched=True)()
        made = sum(1 for _ in outputs.glob(f"*/*/{documents[0]}.docx"))
        if made != systems:
            raise many.NotAllBuiltError(f"{made} of {systems} systems were built")
        return inputs, outputs, cost

    @cached_property
    def full(self) -> tuple[Path, Path, Cost]:
        """All three documents of many systems, which are left as they are for runs that find nothing to do."""
        return self.built("full", self.sizes.full, ours.DOCUMENTS, ours.CORES)

    def light(self, systems: int) -> Cost:
        """Return what it costs to build the declaration alone of some systems; measured once, then remembered."""
        if systems not in self._light:
            self._light[systems] = self.again(systems)
        return self._light[systems]

    def again(self, systems: int) -> Cost:
        """Return the same, measured anew; what was built is taken away at once, since it would fill a disk."""
        cost = self.built("light", systems, (ours.DECLARATION,), LIGHT_JOBS)[2]
        shutil.rmtree(self.folder / "light")
        return cost
