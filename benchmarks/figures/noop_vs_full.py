"""A run that finds nothing to do over many systems, beside the run that built them."""

from benchmarks import ours
from benchmarks.measuring import BY_CPU, BY_WALL, Ratio, in_turn, middle
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure the no-op several times; the full build was made once, of the same documents, and none is estimated."""
    full, again = workshop.full
    costs = in_turn({"no-op": again}, workshop.sizes.commands)

    def share(by: str) -> Ratio:
        return middle([getattr(cost, by) / getattr(full, by) for cost in costs["no-op"]])

    return Outcome.of(
        costs | {"full build": [full] * len(costs["no-op"])},
        {"ratio": share(BY_CPU), "wall_ratio": share(BY_WALL)},
        systems=workshop.sizes.full,
        documents=workshop.sizes.full * len(ours.DOCUMENTS),
    )
