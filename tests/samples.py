"""The samples of inputs/ as answers, and answers with some of them taken out or put in."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.stages.merge import merge
from pipeline.stages.profile_json import from_profile_json

ROOT = Path(__file__).parents[1]
INPUTS = ROOT / "inputs"

COMPLETE = "lindenhof/tenorscore"
"""The fictional sample, in which every question that applies is answered."""

SAMPLES = ("aai-institute/hr-assistant", "ai-cards/proctify", COMPLETE, "techops/safesite-ai")
DELIVERABLES = (
    "annex-iv",
    "classification-record",
    "conformity-record",
    "declaration-of-conformity",
    "gap-analysis",
    "instructions-for-use",
)
"""The Word documents."""

WORKBOOKS, PAGES = ("action-plan",), ("portfolio",)
"""The workbooks that are printouts, and the pages over many systems."""

REPORTS = ("change-report",)
"""What reports on a revision of the others; nothing is owed of it before there is a second one."""

AT_FIRST = tuple(sorted((*DELIVERABLES, *WORKBOOKS)))
"""All that is made for one system in its first revision."""

OF_A_SYSTEM = tuple(sorted((*AT_FIRST, *REPORTS)))
"""All that is made for one system."""

ALL = tuple(sorted((*OF_A_SYSTEM, *PAGES)))


def workbook_of(sample: str) -> Path:
    """Return the committed workbook of a sample."""
    return INPUTS / f"{sample}.xlsx"


def source_of(sample: str, name: str = "") -> Path:
    """Return the reviewable source that a sample's workbook is written from; of its organisation with that name."""
    client, _, system = sample.partition("/")
    return INPUTS / client / "source" / f"{name or system}.json"


@cache
def answers_of(sample: str, name: str = "") -> Intake:
    """Return the answers in a source."""
    path = source_of(sample, name)
    _, intake = from_profile_json(path.name, path.read_bytes(), facts())
    assert intake.findings == ()
    return intake


@cache
def merged(sample: str) -> Intake:
    """Return the answers of a sample together with those of its organisation."""
    profile, intake = merge(answers_of(sample), answers_of(sample, "organisation"), "fallback", facts())
    assert profile is not None
    return intake


def with_answer(intake: Intake, path: str, value: object) -> Intake:
    """Return answers in which one fact has another value; None takes it out, ``path`` may be a cell of a table.

    What is said beside the fact goes with it, as when a person clears the cell.
    """
    table, bracket, rest = path.partition("[")
    notes = {name: note for name, note in intake.notes.items() if name != path}
    if not bracket:
        return Intake(_put(intake.values, path.split("."), value), notes, intake.cells, shared=intake.shared)
    row_id, _, column = rest.partition("].")
    rows = tuple(
        _put(row, [column], value) if row["id"] == row_id else row for row in look_up(intake.values, table) or ()
    )
    return Intake(_put(intake.values, table.split("."), rows), notes, intake.cells, shared=intake.shared)


def with_answers(intake: Intake, answers: Mapping[str, object]) -> Intake:
    """Return answers in which several facts have other values."""
    for path, value in answers.items():
        intake = with_answer(intake, path, value)
    return intake


def with_state(intake: Intake, path: str, state: AnswerState, reason: str | None = None) -> Intake:
    """Return answers in which a person says a state instead of a value."""
    cleared = with_answer(intake, path, None)
    return Intake(
        cleared.values, {**cleared.notes, path: AnswerNote(state, reason)}, cleared.cells, shared=cleared.shared
    )


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """Return the value of a simple fact or a table, or None."""
    node: Any = values
    for name in path.split("."):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def paths_of(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the path of every value, cells of tables by the id of their row; the ids themselves are no facts."""
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from paths_of(value, f"{path}.")
        elif isinstance(value, tuple | list) and value and isinstance(value[0], Mapping):
            yield from (f"{path}[{row['id']}].{column}" for row in value for column in row if column != "id")
        else:
            yield path


def _put(values: Mapping[str, Any], steps: list[str], value: object) -> Mapping[str, Any]:
    step, *rest = steps
    inner = _put(values.get(step, {}), rest, value) if rest else value
    kept = {name: old for name, old in values.items() if name != step}
    return kept if inner is None or inner == {} else {**kept, step: inner}
