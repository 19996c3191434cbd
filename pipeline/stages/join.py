"""A system's answers and its organisation's become one: by question id, tables by row id."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake


def join(system: Intake, organisation: Intake | None, fallback_id: str) -> Intake:
    """Join the answers of both workbooks.

    Args:
        system: answers of the system workbook.
        organisation: answers of organisation.xlsx, or None where there is none beside it.
        fallback_id: id of the system where the workbook gives none.

    Returns:
        The joined answers with all findings; the organisation's answer is used where both differ.
    """
    findings = list(system.findings)
    workbook = next((place.workbook for place in system.cells.values()), "")
    if organisation is None:
        if "organisation" not in system.values:
            findings.append(finding("INT030", Place(workbook)))
        organisation = Intake({})
    findings += _differences(system, organisation)
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
    return Intake(values, notes, cells, tuple(findings), frozenset(_rows_of(organisation.values)))


def _rows_of(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the path of every row of every table."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _rows_of(value, f"{prefix}{name}.")
        elif _is_table(value):
            yield from (f"{prefix}{name}[{row['id']}]" for row in value)


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
    theirs = leaves_of(organisation.values)
    for path, value in leaves_of(system.values).items():
        if path in theirs and theirs[path] != value:
            other = organisation.cells.get(path, Place())
            at = system.cells.get(path, Place())
            yield finding("INT029", at, other=f"{other.workbook} {other.sheet}!{other.cell}")


def leaves_of(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the single values of a tree by path, cells of tables with the row's id in brackets."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            found |= leaves_of(value, f"{path}.")
        elif _is_table(value):
            for row in value:
                found |= {f"{path}[{row['id']}].{key}": cell for key, cell in row.items() if key != "id"}
        else:
            found[path] = value
    return found
