"""What may be said beside values: exactly what a form has a place for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.fact import ROWS, Facts
from pipeline.model.intake import AnswerNote
from pipeline.model.scalar import REASON_LIMIT, TEXT_LIMIT, Kind, cell_length, clean_text, is_row_id

_PATH = re.compile(r"(?P<table>[a-z_.]+)(?:\[(?P<row>[^\]]+)\](?:\.(?P<column>[a-z_]+))?)?")


def refused_notes(
    values: Mapping[str, Any], notes: Mapping[str, AnswerNote], facts: Facts
) -> Iterator[tuple[str, str]]:
    """Yield the path of each note that no form could hold, with the reason.

    Args:
        values: of a profile, nested by fact path.
        notes: by path, with the row's id in brackets.
        facts: that may be asked for.
    """
    for path, note in notes.items():
        place = _PATH.fullmatch(path)
        table, row, column = place.group("table", "row", "column") if place else ("", None, None)
        fact = facts.get(f"{table}{ROWS}.{column}" if column else table)
        if fact is None or (row and fact.kind is not Kind.TABLE and not column):
            yield path, "is the path of no question, row or cell"
            continue
        held = _held(values, table, row, column)
        if row and held is None:
            yield path, "names a row that is not there"
            continue
        yield from (
            (path, why) for why in _faults(note, is_row=bool(row) and not column, is_cell=bool(column), held=held)
        )


def _faults(note: AnswerNote, *, is_row: bool, is_cell: bool, held: object) -> Iterator[str]:
    if note.state and (is_row or (held is not None and held != {})):
        yield "has a state beside a value"
    if note.reason and not note.state:
        yield "has a reason without a state"
    if note.comment and note.state and not note.reason:
        yield "has a comment beside a state without a reason; a form reads it as the reason"
    if is_cell and (note.evidence or note.comment):
        yield "has evidence or a comment at a single cell of a table"
    for text, limit in ((note.reason, REASON_LIMIT), (note.comment, TEXT_LIMIT)):
        if text is not None and (not text or text != clean_text(text) or cell_length(text) > limit):
            yield "has a text that a cell does not keep"
    if any(not is_row_id(name) for name in note.evidence) or len(set(note.evidence)) != len(note.evidence):
        yield "names evidence by something that is no id, or twice"


def _held(values: Mapping[str, Any], table: str, row: str | None, column: str | None) -> object:
    """Return the value at a path; a cell without one of a row that is there gives an empty mapping."""
    node: Any = values
    for part in table.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    if row is None:
        return node
    found = next((entry for entry in node or () if entry.get("id") == row), None)
    return found.get(column, {}) if column and found is not None else found
