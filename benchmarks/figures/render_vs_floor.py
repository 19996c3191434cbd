"""One document, rendered, checked and written, beside the least that the same bytes cost: deflate, write, rename."""

from benchmarks import ours
from benchmarks.floor import Floor, plain, put
from benchmarks.measuring import here, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure both on the shipped template; what we copy as it is, the floor copies too."""
    folder, name = workshop.place("floor"), ours.ANNEX_IV
    context = ours.contexts_of(ours.facts_of(ours.files_of(ours.SAMPLE))[1])[name]
    template = ours.template_of(name)
    made = ours.core(template, context)
    floor = Floor.of(made, template)
    costs = in_turn(
        {
            "ours": here(lambda: put(folder / "ours.docx", ours.core(template, context))),
            "floor": here(lambda: floor.write(folder / "floor.bin", plain)),
            "floor of zlib-ng": here(lambda: floor.write(folder / "floor-ng.bin", ours.packed)),
        },
        workshop.sizes.rounds,
    )
    return Outcome.of(
        costs,
        {"ratio": ratio(costs, "ours", "floor"), "same_library_ratio": ratio(costs, "ours", "floor of zlib-ng")},
        bytes_deflated=sum(map(len, floor.deflated)),
        bytes_copied=sum(map(len, floor.raw)),
        bytes_written=len(made),
    )
