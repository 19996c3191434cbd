"""How cost grows with work: systems from one to ten thousand, rows of a table from ten to ten thousand."""

from collections.abc import Iterator, Sequence

from benchmarks.measuring import Cost
from benchmarks.one_table import DOCXTPL, OURS, cost_of
from benchmarks.outcome import rounded
from benchmarks.workshop import Workshop

Points = list[dict[str, float]]


def measure(workshop: Workshop) -> dict[str, Points]:
    """Return the points of the picture, in seconds of CPU.

    Systems have one document each; the largest numbers are left out where they would take too long or fill the disk.
    """
    return {"systems": list(_systems(workshop)), "rows": list(_rows(workshop))}


def _systems(workshop: Workshop) -> Iterator[dict[str, float]]:
    measured: list[tuple[int, float]] = []
    for number in sorted({*workshop.sizes.growth_systems, workshop.sizes.light}):
        if not workshop.has_light(number) and (
            _expected(number, measured) > workshop.sizes.most_seconds or not workshop.has_room_for(number)
        ):
            return
        light = workshop.light(number)
        measured.append((number, light.build.wall + light.noop.wall))
        told = {"build": light.build.cpu, "no-op": light.noop.cpu, "mib": light.build.own}
        yield {"systems": number, **{name: rounded(value) for name, value in told.items()}}


def _expected(number: int, measured: Sequence[tuple[int, float]]) -> float:
    """Return how many seconds some systems are going to take, by the last two numbers that were measured."""
    if len(measured) < 2:
        return 0.0
    (few, sooner), (many, later) = measured[-2:]
    return later + (later - sooner) / (many - few) * (number - many)


def _rows(workshop: Workshop) -> Iterator[dict[str, float]]:
    folder = workshop.place("growth")

    def least(who: str, rows: int) -> Cost:
        return min(cost_of(who, rows, folder) for _ in range(workshop.sizes.builds))

    for rows in workshop.sizes.growth_rows:
        yield {"rows": rows, **{who: rounded(least(who, rows).cpu) for who in (OURS, DOCXTPL)}}
