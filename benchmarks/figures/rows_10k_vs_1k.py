"""A table of 10,000 rows beside one of 1,000: time, and the memory that the long one takes."""

from benchmarks.measuring import in_turn, middle, ratio
from benchmarks.one_table import DOCXTPL, OURS, cost_of
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop

SHORT, LONG = 1000, 10_000


def measure(workshop: Workshop) -> Outcome:
    """Measure ours and docxtpl, each document in a process of its own; what starting it costs is not counted."""
    folder = workshop.place("rows")
    costs = in_turn(
        {
            "1,000 rows": lambda: cost_of(OURS, SHORT, folder),
            "10,000 rows": lambda: cost_of(OURS, LONG, folder),
            "docxtpl 1,000 rows": lambda: cost_of(DOCXTPL, SHORT, folder),
            "docxtpl 10,000 rows": lambda: cost_of(DOCXTPL, LONG, folder),
        },
        workshop.sizes.builds,
        warm=0,
    )
    return Outcome.of(
        costs,
        {
            "ratio": ratio(costs, "10,000 rows", "1,000 rows"),
            "mib_median": middle([cost.own for cost in costs["10,000 rows"]]),
            "docxtpl_ratio": ratio(costs, "docxtpl 10,000 rows", "docxtpl 1,000 rows"),
            "docxtpl_mib_median": middle([cost.own for cost in costs["docxtpl 10,000 rows"]]),
        },
    )
