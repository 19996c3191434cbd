"""profile.json: the one format in which answers are kept, compared and carried over."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import ValidationError as NoteError
from msgspec import convert
from pydantic import ValidationError

from pipeline.model.fact import Facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.model.typed_extra import with_typed_extra
from pipeline.stages.admit_notes import refused_notes

SCHEMA = "dossier/profile/1"

_OURS = "dossier/"


def to_profile_json(
    form: Form, profile: SystemProfile | ClientProfile, notes: Mapping[str, AnswerNote]
) -> dict[str, Any]:
    """Return a profile as JSON data: {schema, form, values, answers}.

    Args:
        form: which form the values come from; a merged profile is the system's.
        profile: the typed values.
        notes: what is said beside them.
    """
    answers = {path: _plain(note) for path, note in sorted(notes.items())}
    values = profile.model_dump(mode="json", exclude_none=True)
    return {"schema": SCHEMA, "form": form.value, "values": values, "answers": answers}


def from_profile_json(name: str, content: bytes, facts: Facts) -> tuple[Form, Intake]:
    """Read a profile.json, complete or partial.

    Args:
        name: the file's name, for findings.
        content: its bytes.
        facts: that may be asked for; of a firm's own they say which text is a day.

    Returns:
        The form that it belongs to and its answers; findings instead of values where it cannot be read.
    """
    at = Place(file=name)
    try:
        data = json.loads(content)
        form = Form(data["form"])
        if data.get("schema") != SCHEMA:
            return form, Intake({}, findings=(finding("PRO001", at, why=f"its schema is not {SCHEMA}"),))
        kind = ClientProfile if form is Form.ORGANISATION else SystemProfile
        profile = with_typed_extra(kind, facts).model_validate_json(json.dumps(data["values"]))
        notes, faults = _notes(data.get("answers", {}))
    except ValidationError as error:
        faults = [(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors()]
        return Form.SYSTEM, Intake({}, findings=tuple(_refused(name, faults)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Form.SYSTEM, Intake({}, findings=(finding("PRO001", at, why=error),))
    values = profile.model_dump(exclude_none=True, by_alias=True)
    faults += refused_notes(values, notes, facts)
    return form, Intake(values, notes, findings=tuple(_refused(name, faults)))


def is_profile_json(content: bytes) -> bool:
    """Tell whether a JSON file is meant to be a profile: one that names a schema of ours, or is laid out as one."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and (str(data.get("schema")).startswith(_OURS) or {"form", "values"} <= data.keys())


def _notes(answers: Mapping[str, Any]) -> tuple[dict[str, AnswerNote], list[tuple[str, str]]]:
    """Return what is said beside the values by path, and what is wrong with the notes that cannot be read."""
    notes, faults = dict[str, AnswerNote](), list[tuple[str, str]]()
    for path, said in answers.items():
        try:
            notes[path] = convert(said, AnswerNote)
        except NoteError as error:
            faults.append((path, str(error)))
    return notes, faults


def _refused(name: str, faults: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    return (finding("PRO002", Place(file=name, key=path), path=path, why=why) for path, why in faults)


def _plain(note: AnswerNote) -> dict[str, Any]:
    told = {
        "state": note.state.value if note.state else None,
        "reason": note.reason,
        "evidence": list(note.evidence),
        "comment": note.comment,
    }
    return {key: value for key, value in told.items() if value}
