"""Documents per second beside the fastest of the programs from npm, on an equivalent template."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from benchmarks import ours
from benchmarks.equality import NotEqualError
from benchmarks.floor import put
from benchmarks.measuring import BY_CPU, BY_WALL, Cost, Measure, Ratio, here, in_turn, middle
from benchmarks.npm_peers import PEERS, Peer, installed
from benchmarks.npm_template import convert, texts_of
from benchmarks.outcome import Outcome
from benchmarks.plain_context import plain
from benchmarks.workshop import Workshop

TOGETHER = 5
"""Documents that are made at a time: the first ones of a fresh engine are slow."""

WARM = 3


def measure(workshop: Workshop) -> Outcome:
    """Measure all in turn; texts and rows of all documents are proven to be the same before."""
    installed()
    folder, name = workshop.place("peers"), ours.ANNEX_IV
    context = ours.without_pictures(ours.contexts_of(ours.facts_of(ours.files_of(ours.SAMPLE))[1])[name])
    template = ours.template_of(name)
    values = plain({**ours.plain_values(context), "pictures": context.pictures})
    if not isinstance(values, dict):
        raise TypeError("the values are no mapping")
    told = texts_of(ours.core(template, context))
    with ExitStack() as running:
        measures: dict[str, Measure] = {
            "ours": _several(lambda: put(folder / "ours.docx", ours.core(template, context)))
        }
        for peer, dialect in PEERS.items():
            converted = convert(template, values, dialect)
            at_work = running.enter_context(Peer(peer, converted.template, converted.data, folder))
            at_work.make(1)
            if (found := texts_of(at_work.target.read_bytes())) != told:
                raise NotEqualError(f"{peer} prints other texts or rows: {_difference(told[0], found[0])}")
            measures[peer] = lambda at_work=at_work: at_work.make(TOGETHER)  # type: ignore[misc]
        costs = in_turn(measures, workshop.sizes.rounds, warm=WARM)

    def beside_best(by: str) -> Ratio:
        peers = zip(*(costs[peer] for peer in PEERS), strict=True)
        best = (min(getattr(cost, by) for cost in each) for each in peers)
        return middle([found / getattr(mine, by) for found, mine in zip(best, costs["ours"], strict=True)])

    return Outcome.of(
        costs,
        {"ratio": beside_best(BY_CPU), "wall_ratio": beside_best(BY_WALL)},
        texts=len(told[0]),
        rows=told[1],
        per_second={each: round(1 / middle([cost.wall for cost in costs[each]]).median, 1) for each in costs},
    )


def _several(work: Callable[[], object]) -> Measure:
    """Return what one of several documents costs that are made one after the other."""

    def measure_several() -> Cost:
        cost = here(lambda: [work() for _ in range(TOGETHER)])()
        return Cost(cost.cpu / TOGETHER, cost.wall / TOGETHER)

    return measure_several


def _difference(ours_told: Sequence[str], theirs: Sequence[str]) -> str:
    """Return the first texts that only one of two documents holds."""
    missing, odd = (sorted({*a} - {*b})[:3] for a, b in ((ours_told, theirs), (theirs, ours_told)))
    return f"{len(ours_told)} texts and {len(theirs)}; missing {missing}, odd {odd}"
