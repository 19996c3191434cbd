"""One document, rendered, checked and written, beside plain docxtpl on the same template and context."""

from benchmarks import ours, plain_docxtpl
from benchmarks.equality import hold_equal
from benchmarks.floor import put
from benchmarks.measuring import BY_WALL, here, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure what docxtpl itself does, proven to give the same; and the whole of what `build` makes of it."""
    folder, name = workshop.place("render"), ours.ANNEX_IV
    context = ours.contexts_of(ours.facts_of(ours.files_of(ours.SAMPLE))[1])[name]
    template, path = ours.template_of(name), ours.TEMPLATES / name / "template.docx"
    target, theirs = folder / "ours.docx", folder / "docxtpl.docx"
    plain_docxtpl.render(path, context, theirs)
    hold_equal(ours.core(template, context), theirs.read_bytes())
    costs = in_turn(
        {
            "ours": here(lambda: put(target, ours.core(template, context))),
            "docxtpl": here(lambda: plain_docxtpl.render(path, context, theirs)),
            "whole": here(lambda: put(target, ours.whole(template, context))),
        },
        workshop.sizes.rounds,
    )
    return Outcome.of(
        costs,
        {
            "ratio": ratio(costs, "docxtpl", "ours"),
            "wall_ratio": ratio(costs, "docxtpl", "ours", BY_WALL),
            "whole_ratio": ratio(costs, "docxtpl", "whole"),
        },
    )
