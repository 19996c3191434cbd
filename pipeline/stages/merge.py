"""A system's answers and its organisation's become one typed profile."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec.structs import replace
from pydantic import ValidationError

from pipeline.model.fact import Facts, fact_at
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake, evidence_cell, value_at
from pipeline.model.profile import SystemProfile
from pipeline.model.scalar import Kind
from pipeline.stages.join import join, leaves_of


def merge(
    system: Intake, organisation: Intake | None, fallback_id: str, facts: Facts
) -> tuple[SystemProfile | None, Intake]:
    """Join both workbooks and admit the values to the typed profile.

    Args:
        system: answers of the system workbook.
        organisation: answers of organisation.xlsx, or None where there is none beside it.
        fallback_id: id of the system where the workbook gives none.
        facts: that may be asked for.

    Returns:
        The profile (None where the workbook gave nothing to build on) and the merged answers with all findings.
    """
    return admit(join(system, organisation, fallback_id), facts)


def admit(joined: Intake, facts: Facts) -> tuple[SystemProfile | None, Intake]:
    """Admit joined answers to the typed profile.

    Args:
        joined: answers of a system and its organisation.
        facts: that may be asked for.

    Returns:
        The profile (None where nothing of it can be admitted) and the admitted answers with all findings.
    """
    profile, refused = _admit(joined)
    admitted = profile.model_dump(exclude_none=True) if profile else {}
    dangling = tuple(_dangling(admitted, joined, facts)) if profile else ()
    return profile, replace(joined, values=admitted, findings=joined.findings + refused + dangling)


def _admit(merged: Intake) -> tuple[SystemProfile | None, tuple[Finding, ...]]:
    """Validate; a value that is refused is told at its cell and left out, so that the rest can still be used."""
    values = merged.values
    try:
        return SystemProfile.model_validate(values, strict=False), ()
    except ValidationError as error:
        faults = error.errors()
    findings = []
    for fault in faults:
        path = _path_of(fault["loc"], values)
        findings.append(finding("PRO002", merged.cells.get(path, Place(question=path)), path=path, why=fault["msg"]))
        values = _without(values, fault["loc"])
    try:
        return SystemProfile.model_validate(values, strict=False), tuple(findings)
    except ValidationError:
        return None, tuple(findings)


def _path_of(location: tuple[int | str, ...], values: Any) -> str:
    path = ""
    for step in location:
        if isinstance(step, int):
            row = values[step] if isinstance(values, tuple | list) and step < len(values) else None
            if not isinstance(row, Mapping):
                break
            path += f"[{row.get('id', step)}]"
            values = row
        else:
            if not isinstance(values, Mapping):
                break
            path += f".{step}" if path else step
            values = values.get(step)
    return path


def _without(values: Any, location: tuple[int | str, ...]) -> Any:
    if not location:
        return None
    step, rest = location[0], location[1:]
    if isinstance(values, Mapping) and step in values:
        inner = _without(values[step], rest)
        return {
            key: (inner if key == step else value) for key, value in values.items() if key != step or inner is not None
        }
    if isinstance(values, tuple | list) and isinstance(step, int) and step < len(values):
        inner = _without(values[step], rest)
        kept = [*values[:step], *([inner] if inner is not None else []), *values[step + 1 :]]
        return tuple(kept)
    return None


def _dangling(values: Mapping[str, Any], merged: Intake, facts: Facts) -> Iterator[Finding]:
    """Find ids that name no row, in the cells and in the evidence columns."""
    known: dict[str, dict[str, None]] = {}
    for path, value in leaves_of(values).items():
        fact = facts.get(fact_at(path))
        if fact and fact.kind is Kind.REFS:
            yield from _unknown_ids(value, fact.refers_to, _ids(fact.refers_to, values, known), merged.cells, path)
    evidence = _ids("evidence", values, known)
    for path, note in merged.notes.items():
        yield from _unknown_ids(note.evidence, "evidence", evidence, merged.cells, evidence_cell(path))


def _ids(table: str, values: Mapping[str, Any], known: dict[str, dict[str, None]]) -> Collection[str]:
    """Return the ids of the rows of a table, in order; they are gathered once."""
    if table not in known:
        known[table] = dict.fromkeys(row["id"] for row in value_at(values, table) or ())
    return known[table]


def _unknown_ids(
    ids: tuple[str, ...], table: str, known: Collection[str], cells: Mapping[str, Place], path: str
) -> Iterator[Finding]:
    for name in ids:
        if name not in known:
            sheet = cells[table].sheet if table in cells else table
            at = cells.get(path, Place(question=path.partition("@")[0]))
            yield finding("INT025", at, id=name, table=sheet, options=", ".join(known) or "nothing is listed there yet")
