"""Two processes beside one, on the same systems: wall time."""

import shutil

from benchmarks import many, ours
from benchmarks.commands import command
from benchmarks.measuring import BY_CPU, BY_WALL, Cost, Measure, in_turn, ratio
from benchmarks.outcome import NotMeasuredError, Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Build the three documents of some systems from nothing, each round with one process and with two."""
    if ours.CORES == 1:
        raise NotMeasuredError("this machine has one core")
    folder = workshop.place("shared")
    many.write(folder / "in", workshop.sizes.shared)

    def with_jobs(jobs: int) -> Measure:
        built = command(ours.build(folder / "in", folder / "out", ours.DOCUMENTS, jobs), ours.environment())

        def measure_anew() -> Cost:
            shutil.rmtree(folder / "out", ignore_errors=True)
            return built()

        return measure_anew

    costs = in_turn({"one": with_jobs(1), "two": with_jobs(2)}, workshop.sizes.builds, warm=0)
    return Outcome.of(
        costs,
        {"ratio": ratio(costs, "one", "two", BY_WALL), "cpu_ratio": ratio(costs, "one", "two", BY_CPU)},
        systems=workshop.sizes.shared,
    )
