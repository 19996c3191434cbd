"""Figures of a document, drawn from what answers state: a row without a value is told, never drawn."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.model.deliverable import FIGURES, Block, BlockKind, Section, figure_name
from pipeline.model.figure import Figure
from pipeline.stages.draw_chart import draw_chart
from pipeline.stages.draw_diagram import draw_diagram
from pipeline.stages.draw_matrix import draw_matrix
from pipeline.stages.leaves import Leaf, Leaves


def figures(
    sections: Iterable[Section], leaves: Leaves, shades: Mapping[str, str]
) -> Iterator[tuple[str, Figure | Leaf]]:
    """Yield each figure by its name, or what stands in its place where nothing is stated that could be drawn.

    Args:
        sections: that are printed.
        leaves: prints the facts of the system.
        shades: colour by tone.
    """
    for section in sections:
        for block in section.block:
            if block.kind in FIGURES:
                yield figure_name(block), _drawn(block, section.cites, leaves, shades)


def _drawn(block: Block, cites: tuple[str, ...], leaves: Leaves, shades: Mapping[str, str]) -> Figure | Leaf:
    path = block.facts[0]
    asked = leaves.asked(path)
    if asked.holds is False:
        return leaves.wording.say("not_needed", because=leaves.because(asked))
    rows = leaves.kept_rows(path, block.when)
    if not rows:
        return leaves.without_rows(path, cites)
    if block.kind is BlockKind.CHART:
        return draw_chart(block, rows, cites, leaves)
    if block.kind is BlockKind.DIAGRAM:
        return draw_diagram(block, rows, leaves)
    return draw_matrix(block, rows, cites, leaves, shades)
