"""The rows of a register, by its id."""

from collections.abc import Callable, Iterator, Mapping

from pipeline.model.catalogue import Catalogue
from pipeline.model.context import View
from pipeline.model.deliverable import Block
from pipeline.model.register_names import STEPS_OF
from pipeline.stages import gap_lists, keeping_lists, standard_lists, step_lists
from pipeline.stages.case import Case
from pipeline.stages.change_lists import CHANGE_ROWS
from pipeline.stages.wording import Wording

_Rows = Callable[[Case, Catalogue, Wording, Mapping[str, str]], Iterator[View]]

_ROWS: dict[str, _Rows] = {
    "gap_counts": gap_lists.counted,
    "gap_urgent": gap_lists.urgent,
    "gap_duties": gap_lists.duties,
    "gap_requirements": gap_lists.requirements,
    "gap_actions": gap_lists.actions,
    "gap_critical": gap_lists.critical,
    "gap_alignment": standard_lists.alignment,
    "gap_beliefs": standard_lists.beliefs,
    "gap_situations": standard_lists.situations,
    "gap_standards": standard_lists.standards,
    "gap_controls": standard_lists.controls,
    "gap_conflicts": standard_lists.conflicts,
    "gap_links": standard_lists.links,
    "gap_sources": standard_lists.sources,
    "kept": keeping_lists.kept,
    "steps_counts": step_lists.counted,
    "steps_open": step_lists.still_open,
    **CHANGE_ROWS,
}


def register_ids() -> set[str]:
    """Return the ids of the registers that have rows, but for those of the phases."""
    return set(_ROWS)


def register_rows(
    block: Block, case: Case, catalogue: Catalogue, wording: Wording, shades: Mapping[str, str]
) -> tuple[View, ...]:
    """Return the rows of the register that a block prints, with the entries that it prints and no others.

    Args:
        block: of kind register.
        case: the system.
        catalogue: law, crosswalk and words.
        wording: of the document's language.
        shades: colour by tone.
    """
    printed = [*(column.id for column in block.column), *(["shade"] if block.shaded else [])]
    if block.id.startswith(STEPS_OF):
        rows = step_lists.of_phase(block.id.removeprefix(STEPS_OF), case, catalogue, wording, shades)
    else:
        rows = _ROWS[block.id](case, catalogue, wording, shades)
    # What a document does not print must not make it another document.
    return tuple(View({name: getattr(row, name) for name in printed}) for row in rows)
