"""A run that finds nothing to do over many systems, beside a bare start of Python: wall time of the processes."""

import sys

from benchmarks import ours
from benchmarks.commands import command
from benchmarks.measuring import BY_CPU, BY_WALL, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure both by wall time; three documents of each system lie there, unchanged."""
    costs = in_turn(
        {
            "no-op": workshop.full.again,
            "python": command([sys.executable, "-c", "pass"], ours.environment()),
        },
        workshop.sizes.commands,
    )
    return Outcome.of(
        costs,
        {"ratio": ratio(costs, "no-op", "python", BY_WALL), "cpu_ratio": ratio(costs, "no-op", "python", BY_CPU)},
        systems=workshop.sizes.full,
    )
