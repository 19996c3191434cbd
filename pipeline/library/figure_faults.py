"""Whether a figure that a deliverable declares can be drawn from the columns that it names."""

from collections.abc import Iterator, Mapping

from pipeline.library.known import KnownNames
from pipeline.model.deliverable import FIGURES, Block, BlockKind
from pipeline.model.fact import ROWS
from pipeline.model.scalar import Kind

_KINDS = {
    "value": Kind.NUMBER,
    "links": Kind.REFS,
    "across": Kind.CHOICE,
    "down": Kind.CHOICE,
    "after": Kind.CHOICE,
}


def figure_faults(block: Block, known: KnownNames) -> Iterator[str]:
    """Yield what is wrong with a chart, a diagram or a matrix.

    Args:
        block: of one of these kinds.
        known: the facts that are asked for.
    """
    if not block.id:
        yield f"{block.kind}: it needs an id, by which a template names it"
    most = 2 if block.kind is BlockKind.DIAGRAM else 1
    if not 1 <= len(block.facts) <= most:
        yield f"{block.kind} {block.id}: facts: it is drawn from one table{' or two' if most > 1 else ''}"
        return
    needed, possible = FIGURES[block.kind]
    yield from (f"{block.kind} {block.id}: draws: {part} is not named" for part in sorted(needed - block.draws.keys()))
    yield from _columns(block, block.facts[0], block.draws, needed | possible, known)
    for path in block.facts[1:]:
        if "label" not in block.outside:
            yield f"{block.kind} {block.id}: outside: label is not named"
        yield from _columns(block, path, block.outside, frozenset({"label", "detail"}), known)
    if not block.facts[1:] and block.outside:
        yield f"{block.kind} {block.id}: outside: facts names no second table"
    across, after = block.draws.get("across"), block.draws.get("after")
    if across and after and _codes(block, across, known) != _codes(block, after, known):
        yield f"{block.kind} {block.id}: draws: {after} has other degrees than {across}"


def _columns(
    block: Block, path: str, draws: Mapping[str, str], possible: frozenset[str], known: KnownNames
) -> Iterator[str]:
    for part, column in draws.items():
        place = f"{path}{ROWS}.{column}"
        if part not in possible:
            yield f"{block.kind} {block.id}: {part} is no part of it; parts are {', '.join(sorted(possible))}"
        elif place not in known.asked:
            yield f"{block.kind} {block.id}: {path} has no column {column}"
        elif part in _KINDS and known.held[place].kind is not _KINDS[part]:
            yield f"{block.kind} {block.id}: {part} is drawn from a {_KINDS[part]}, and {column} is none"


def _codes(block: Block, column: str, known: KnownNames) -> object:
    held = known.held.get(f"{block.facts[0]}{ROWS}.{column}")
    return held.codes if held else None
