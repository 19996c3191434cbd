"""How a piece of work is measured: its CPU and its wall time, in turn with what it is compared with."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What a piece of work took: seconds of CPU and of wall time.

    Where memory was watched, ``own`` is the most that the process held, in MiB, and ``largest`` the most that any of
    all those held that it started.
    """

    cpu: float
    wall: float
    own: float = 0.0
    largest: float = 0.0


class Ratio(NamedTuple):
    """The median of a ratio over the rounds, and the quartiles below and above it."""

    median: float
    low: float
    high: float


Measure = Callable[[], Cost]
Costs = dict[str, list[Cost]]

BY_CPU, BY_WALL = "cpu", "wall"


def here(work: Callable[[], object]) -> Measure:
    """Return how work in this process is measured.

    Args:
        work: is done once for each measure; what lies around from before is cleared away first.
    """

    def measure() -> Cost:
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Cost(time.process_time() - cpu, time.perf_counter() - wall)

    return measure


def in_turn(measures: Mapping[str, Measure], rounds: int, *, warm: int = 1) -> Costs:
    """Measure several variants side by side, each once a round, and in each round another one first.

    Args:
        measures: by name of the variant.
        rounds: how many.
        warm: so many rounds before the first one do not count.
    """
    costs: Costs = {name: [] for name in measures}
    order = list(measures)
    for turn in range(-warm, rounds):
        order = order[1:] + order[:1]
        for name in order:
            cost = measures[name]()
            if turn >= 0:
                costs[name].append(cost)
    return costs


def ratio(costs: Costs, over: str, under: str, by: str = BY_CPU) -> Ratio:
    """Return how many times the one costs what the other does, round by round.

    Args:
        costs: of both, measured in turn.
        over: the variant that is divided.
        under: the variant that it is divided by.
        by: CPU or wall time.
    """
    pairs = zip(costs[over], costs[under], strict=True)
    return middle([getattr(above, by) / getattr(below, by) for above, below in pairs])


def middle(values: Sequence[float]) -> Ratio:
    """Return the median of some values and the quartiles around it; with fewer than four, the least and the most."""
    if len(values) < 4:
        return Ratio(statistics.median(values), min(values), max(values))
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Ratio(median, low, high)


def milliseconds(costs: Costs, by: str) -> dict[str, float]:
    """Return the median cost of each variant in milliseconds."""
    return {name: statistics.median(getattr(cost, by) for cost in each) * 1000 for name, each in costs.items()}
