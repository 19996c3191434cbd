"""A system's answers and its organisation's become one typed profile."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeGuard

from pydantic import ValidationError

from pipeline.model.fact import facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake, evidence_cell
from pipeline.model.profile import SystemProfile
from pipeline.model.scalar import Kind


def merge(system: Intake, organisation: Intake | None, fallback_id: str) -> tuple[SystemProfile | None, Intake]:
    """Join both workbooks by question id and admit the values to the typed profile.

    Args:
        system: answers of the system workbook.
        organisation: answers of organisation.xlsx, or None where there is none beside it.
        fallback_id: id of the system where the workbook gives none.

    Returns:
        The profile (None where the workbook gave nothing to build on) and the merged answers with all findings; the
        organisation's answer is used where both differ.
    """
    findings = list(system.findings)
    workbook = next((place.workbook for place in system.cells.values()), "")
    if organisation is None:
        if "organisation" not in system.values:
            findings.append(finding("INT030", Place(workbook)))
        organisation = Intake({})
    differing = list(_differences(system, organisation))
    findings += differing
    values = _join(system.values, organisation.values)
    if not values.get("system", {}).get("id"):
        # An id that was given and refused has been told already.
        if not any(told.at.question == "system.id" for told in findings):
            findings.append(finding("INT028", system.cells.get("system.id", Place(workbook)), id=fallback_id))
        values = _join(values, {"system": {"id": fallback_id}})
    notes = dict(system.notes) | dict(organisation.notes)
    cells = dict(system.cells) | {
        path: place for path, place in organisation.cells.items() if path in organisation.values
    }
    cells |= {path: place for path, place in organisation.cells.items() if path not in system.cells}
    merged = Intake(values, notes, cells, tuple(findings))
    profile, refused = _admit(merged)
    dangling = tuple(_dangling(profile, merged)) if profile else ()
    admitted = profile.model_dump(exclude_none=True) if profile else {}
    return profile, replace(merged, values=admitted, findings=merged.findings + refused + dangling)


def _join(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one tree of values over another; tables join by row id."""
    joined = dict(below)
    for name, value in above.items():
        old = joined.get(name)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            joined[name] = _join(old, value)
        elif _is_table(value) and _is_table(old):
            rows = {row["id"]: row for row in old} | {row["id"]: row for row in value}
            joined[name] = tuple(rows.values())
        else:
            joined[name] = value
    return joined


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, Any]]]:
    return isinstance(value, tuple | list) and bool(value) and isinstance(value[0], Mapping)


def _differences(system: Intake, organisation: Intake) -> Iterator[Finding]:
    theirs = _leaves(organisation.values)
    for path, value in _leaves(system.values).items():
        if path in theirs and theirs[path] != value:
            other = organisation.cells.get(path, Place())
            at = system.cells.get(path, Place())
            yield finding("INT029", at, other=f"{other.workbook} {other.sheet}!{other.cell}")


def _leaves(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found |= _leaves(value, f"{path}.")
        elif _is_table(value):
            for row in value:
                found |= {f"{path}[{row['id']}].{key}": cell for key, cell in row.items() if key != "id"}
        else:
            found[path] = value
    return found


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


def _dangling(profile: SystemProfile, merged: Intake) -> Iterator[Finding]:
    """Find ids that name no row, in the cells and in the evidence columns."""
    values = profile.model_dump(exclude_none=True)
    leaves = _leaves(values)
    for path, value in leaves.items():
        fact = facts().get(_fact_path(path))
        if fact and fact.kind is Kind.REFS:
            yield from _unknown_ids(value, fact.refers_to, values, merged.cells, path)
    for path, note in merged.notes.items():
        yield from _unknown_ids(note.evidence, "evidence", values, merged.cells, evidence_cell(path))


def _fact_path(path: str) -> str:
    head, bracket, tail = path.partition("[")
    return f"{head}[]{tail.partition(']')[2]}" if bracket else path


def _unknown_ids(
    ids: tuple[str, ...], table: str, values: Mapping[str, Any], cells: Mapping[str, Place], path: str
) -> Iterator[Finding]:
    node: Any = values
    for part in table.split("."):
        node = node.get(part, {}) if isinstance(node, Mapping) else {}
    known = [row["id"] for row in node]
    sheet = cells[table].sheet if table in cells else table
    at = cells.get(path, Place(question=path.partition("@")[0]))
    for name in ids:
        if name not in known:
            yield finding("INT025", at, id=name, table=sheet, options=", ".join(known) or "nothing is listed there yet")
