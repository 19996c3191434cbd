"""A run that finds nothing to do over many systems, beside the run that built them."""

from benchmarks import ours
from benchmarks.commands import command
from benchmarks.measuring import Ratio, in_turn, middle
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure the no-op several times; the full build was made once, of the same documents, and none is estimated."""
    inputs, outputs, full = workshop.full
    words = ours.build(inputs, outputs, ours.DOCUMENTS, ours.CORES)
    costs = in_turn({"no-op": command(words, ours.environment())}, workshop.sizes.commands)

    def share(by: str) -> Ratio:
        return middle([getattr(cost, by) / getattr(full, by) for cost in costs["no-op"]])

    outcome = Outcome.of(
        costs | {"full build": [full] * len(costs["no-op"])},
        {"ratio": share("cpu"), "wall_ratio": share("wall")},
        systems=workshop.sizes.full,
        documents=workshop.sizes.full * len(ours.DOCUMENTS),
    )
    return outcome
