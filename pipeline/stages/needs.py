"""From a deliverable's declaration to what its template has to print, and which law would be missing if it did not."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.model.condition_text import ALWAYS
from pipeline.model.deliverable import (
    FIGURES,
    Block,
    BlockKind,
    Deliverable,
    Section,
    figure_name,
    law_list,
    rows_name,
    statement_id,
    tag_name,
    words_hold_facts,
)
from pipeline.model.fact import ROWS
from pipeline.model.list_entries import (
    DECIDING_ANSWERS,
    LISTS_OF_LAW,
    OUTCOME_FACTS,
    OUTCOME_OPEN,
    OUTCOME_REASONS,
    REGISTERS_OF_A_DOCUMENT,
)
from pipeline.model.offer import NameKind, Need, Offered

_Alternatives = Iterator[tuple[str, ...]]


def needs_of(deliverable: Deliverable, names: Mapping[str, Offered]) -> tuple[Need, ...]:
    """Return what a template has to print for the declaration to be kept.

    Args:
        deliverable: its sections and blocks.
        names: what is offered to its template.

    Returns:
        One need for each thing that a block prints, and for the reason why a section does not apply.
    """
    return tuple(need for section in deliverable.section for need in _of_section(section, names))


def _of_section(section: Section, names: Mapping[str, Offered]) -> Iterator[Need]:
    told: set[tuple[str, ...]] = set()
    for index, block in enumerate(section.block):
        for any_of in _printed(section, index, block, names):
            if any_of not in told:
                told.add(any_of)
                yield Need(any_of, _in_words(any_of[0], names), section.cites, section.id, of_law=bool(section.cites))


def _in_words(path: str, names: Mapping[str, Offered]) -> str:
    own = names[path]
    table = names.get(own.looped)
    return f"{table.label}: {own.label}" if table and table.label != own.label else own.label


def _printed(section: Section, index: int, block: Block, names: Mapping[str, Offered]) -> _Alternatives:
    if block.kind in FIGURES:
        yield (f"figures.{figure_name(block)}",)
        return
    for path in block.facts:
        yield from _fact(path, block, names)
    if block.kind is BlockKind.STATEMENT or words_hold_facts(block.words):
        name = statement_id(section, index, block)
        yield (f"statements.{name}",) if block.when == ALWAYS else (f"lists.{name}{ROWS}",)
    elif block.kind is BlockKind.LIST and not block.facts:
        yield (f"lists.{tag_name(block.id)}{ROWS}",)
    elif block.kind in REGISTERS_OF_A_DOCUMENT:
        name, entries = REGISTERS_OF_A_DOCUMENT[block.kind]
        yield from _entries(name, entries.words)
    elif block.kind is BlockKind.REGISTER:
        yield from _entries(f"lists.{law_list(block)}", (column.id for column in block.column))
    elif block.kind in LISTS_OF_LAW:
        yield from _law(block)


def _fact(path: str, block: Block, names: Mapping[str, Offered]) -> _Alternatives:
    rows = rows_name(path, block)
    if rows in names and names[rows].kind is NameKind.TABLE:
        columns = [column for column in block.columns if column != "id"]
        prefix = f"{rows}{ROWS}."
        offered = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
        yield from _entries(rows, columns or (name for name in offered if name != "id"))
    elif block.kind is BlockKind.LIST:
        yield f"lists.{tag_name(path)}{ROWS}", path
    elif block.kind is BlockKind.PICTURE:
        yield (f"pictures.{tag_name(path)}{ROWS}",)
    else:
        yield (path,)


def _entries(name: str, entries: Iterable[str]) -> _Alternatives:
    yield from ((f"{name}{ROWS}.{entry}",) for entry in entries)


def _law(block: Block) -> _Alternatives:
    name = f"lists.{law_list(block)}"
    yield from _entries(name, [column.id for column in block.column] or LISTS_OF_LAW[block.kind].words)
    if block.kind is BlockKind.OUTCOME:
        yield (f"{name}{OUTCOME_REASONS}{ROWS}",)
        yield from _entries(f"{name}{OUTCOME_FACTS}", DECIDING_ANSWERS.words)
        yield (f"{name}{OUTCOME_OPEN}{ROWS}",)
