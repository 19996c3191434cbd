"""Rows of a table where two graded columns cross, such as risks by likelihood and severity."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.model.deliverable import Block
from pipeline.model.fact import ROWS
from pipeline.model.figure import Matrix, MatrixCell, MatrixRow
from pipeline.stages.leaves import NOTHING, Leaf, Leaves

_TONES = ("good", "open", "gap")
"""From the corner of the lowest degrees to that of the highest."""


def draw_matrix(
    block: Block,
    rows: Sequence[Mapping[str, Any]],
    cites: tuple[str, ...],
    leaves: Leaves,
    shades: Mapping[str, str],
) -> Matrix | Leaf:
    """Place the rows of a table by two graded columns.

    Args:
        block: names the columns that cross, and the one that grades what remains.
        rows: of the table, one at least.
        cites: the law that wants them in this place, for the marker of a gap.
        leaves: prints the facts of the system.
        shades: colour by tone.

    Returns:
        The matrix, with a note on the rows that have no place in it; where none has one, the gap of the first.
    """
    path, draws, wording = block.facts[0], block.draws, leaves.wording
    lying, standing = draws["across"], draws["down"]
    placed = [row for row in rows if all(leaves.plain_cell(path, row, name) for name in (lying, standing))]
    if not placed:
        first = standing if not leaves.plain_cell(path, rows[0], standing) else lying
        return leaves.cell(path, rows[0], first, cites)
    degrees, heights = _degrees(path, lying, leaves), tuple(reversed(_degrees(path, standing, leaves)))
    lower, titles = len(heights) - 1, {name: _title(path, name, leaves) for name in draws.values()}
    crossed = tuple(
        MatrixRow(
            name,
            tuple(
                MatrixCell(
                    wording.say("figure_place", down=name, across=head),
                    _ids(row for row in placed if row[lying] == code and row[standing] == level),
                    shades[_tone(column + lower - line, len(degrees) + lower - 1)],
                )
                for column, (code, head) in enumerate(degrees)
            ),
        )
        for line, (level, name) in enumerate(heights)
    )
    after = _after(path, draws["after"], rows, leaves, shades) if "after" in draws else None
    notes = [wording.words["figure_matrix_shade"], *_unplaced(rows, placed, leaves)]
    told = [f"{cell.place}: {cell.entries}." for row in crossed for cell in row.cells if cell.entries != NOTHING]
    if after:
        several = zip(degrees, after.cells, strict=True)
        told += [f"{after.head}, {head}: {cell.entries}." for (_, head), cell in several if cell.entries != NOTHING]
    alt = wording.say("figure_matrix", down=titles[standing], across=titles[lying], told=" ".join(told))
    heads = tuple(head for _, head in degrees)
    return Matrix(titles[lying], titles[standing], heads, crossed, after, alt, tuple(notes))


def _degrees(path: str, column: str, leaves: Leaves) -> tuple[tuple[str, str], ...]:
    """Return the degrees of a column from the lowest, as codes and words."""
    fact = leaves.facts[f"{path}{ROWS}.{column}"]
    words = leaves.wording.choices[fact.vocabulary]
    return tuple((code, words[code]) for code in fact.choices or words)


def _title(path: str, column: str, leaves: Leaves) -> str:
    question = leaves.case.standings.questions[path]
    return next(entry.label for entry in question.column if entry.id == column)


def _ids(rows: Iterator[Mapping[str, Any]]) -> str:
    return ", ".join(row["id"] for row in rows) or NOTHING


def _tone(steps: int, most: int) -> str:
    """Return the tone of a crossing by its steps from the lowest corner: a third of the way each."""
    low, middle, high = _TONES
    if 3 * (most - steps) < most:
        return high
    return low if 3 * steps < most else middle


def _after(
    path: str, column: str, rows: Sequence[Mapping[str, Any]], leaves: Leaves, shades: Mapping[str, str]
) -> MatrixRow | None:
    stated = [row for row in rows if leaves.plain_cell(path, row, column)]
    if not stated:
        return None
    degrees = _degrees(path, column, leaves)
    cells = (
        MatrixCell(
            head, _ids(row for row in stated if row[column] == code), shades[_tone(place * 2, len(degrees) * 2 - 2)]
        )
        for place, (code, head) in enumerate(degrees)
    )
    return MatrixRow(_title(path, column, leaves), tuple(cells))


def _unplaced(rows: Sequence[Mapping[str, Any]], placed: Sequence[Mapping[str, Any]], leaves: Leaves) -> Iterator[str]:
    left = [row["id"] for row in rows if row not in placed]
    if left:
        yield leaves.wording.say("figure_unplaced", count=len(left), all=len(rows), ids=", ".join(left))
