"""How cost grows with work: systems from one to ten thousand, rows of a table from ten to ten thousand."""

import shutil
from collections.abc import Iterator

from benchmarks.measuring import Cost
from benchmarks.one_table import DOCXTPL, OURS, cost_of
from benchmarks.outcome import rounded
from benchmarks.workshop import Workshop

Points = list[dict[str, float]]

_MIB_OF_A_SYSTEM = 1.5
"""What the workbook and the outputs of one system take on the disk, with room to spare."""


def measure(workshop: Workshop) -> dict[str, Points]:
    """Return the points of the picture, in seconds of CPU.

    Systems have one document each; the largest numbers are left out where they would take too long or fill the disk.
    """
    return {"systems": list(_systems(workshop)), "rows": list(_rows(workshop))}


def _systems(workshop: Workshop) -> Iterator[dict[str, float]]:
    before, seconds = 1, 0.0
    for number in sorted({*workshop.sizes.growth_systems, workshop.sizes.light}):
        room = shutil.disk_usage(workshop.folder).free / 1024**2
        if seconds / before * number > workshop.sizes.most_seconds or room < number * _MIB_OF_A_SYSTEM:
            return
        light = workshop.light(number)
        before, seconds = number, light.build.wall + light.noop.wall
        told = {"build": light.build.cpu, "no-op": light.noop.cpu, "mib": light.build.own}
        yield {"systems": number, **{name: rounded(value) for name, value in told.items()}}


def _rows(workshop: Workshop) -> Iterator[dict[str, float]]:
    folder = workshop.place("growth")

    def least(who: str, rows: int) -> Cost:
        return min(cost_of(who, rows, folder) for _ in range(workshop.sizes.builds))

    for rows in workshop.sizes.growth_rows:
        yield {"rows": rows, **{who: rounded(least(who, rows).cpu) for who in (OURS, DOCXTPL)}}
