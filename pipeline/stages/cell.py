"""One cell to one value: by the kind of the fact, with a finding where it cannot be one."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date, datetime

from msgspec.structs import replace

from pipeline.model.finding import Finding
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.scalar import (
    DOES_NOT_APPLY,
    TEXT_LIMIT,
    Kind,
    cell_length,
    clean_text,
    is_file_name,
    is_placeholder,
    is_row_id,
    split_state,
)
from pipeline.model.sheet import CellError, CellValue
from pipeline.stages.read_day import read_day
from pipeline.stages.read_number import read_number
from pipeline.stages.reading import Asked, Reading

_CHOSEN = (Kind.CHOICE, Kind.CHOICES)
_WRITTEN = (Kind.ID, Kind.LINE, Kind.PROSE, Kind.FILES, Kind.REFS)
"""Kinds of which a text of any words may be the answer, if the profile admits it."""
_SEPARATORS = re.compile(r"\s*[;\n]\s*")


def read_cell(raw: CellValue, asked: Asked) -> Reading:
    """Read an answer cell.

    Args:
        raw: the cell.
        asked: the fact that is asked for, and what the cell is read by.

    Returns:
        The value, or a state, or findings that say why there is neither.
    """
    if raw is None:
        return Reading()
    if isinstance(raw, CellError):
        return asked.refused("INT020", value=raw.text)
    notes: tuple[Finding, ...] = ()
    if isinstance(raw, str):
        text = clean_text(raw)
        if _lost_characters(raw, text):
            notes = (asked.told("INT019"),)
        if not text:
            return Reading(findings=notes)
        silent = _silent(text, asked)
        # What a list offers is an answer, whatever it would be elsewhere.
        if silent and not (asked.fact.kind in _CHOSEN and _code(text, asked)):
            return silent
        raw = text
    reading = _READERS[asked.fact.kind](raw, asked)
    return replace(reading, findings=notes + reading.findings) if notes else reading


def ids_in(raw: CellValue) -> tuple[str, ...]:
    """Split a cell of ids or names; blank gives none."""
    text = "" if raw is None or isinstance(raw, CellError) else clean_text(str(raw))
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))


def _entries(raw: CellValue) -> tuple[str, ...]:
    """Split the answer of a cell that holds several; one of separators alone is an entry that fits nothing."""
    return ids_in(raw) or (str(raw),)


def _lost_characters(raw: str, text: str) -> bool:
    """Tell whether cleaning removed more than blanks, line ends and the two spellings of an accented letter."""
    if raw == text or (raw.isascii() and raw.isprintable()):
        return False
    composed = unicodedata.normalize("NFC", raw)
    return len("".join(composed.split())) > len("".join(text.split()))


def _silent(text: str, asked: Asked) -> Reading | None:
    """Return what a text gives that stands in place of an answer: a state, or nothing where it only fills the cell."""
    if state := split_state(text):
        word, reason = state
        return _state(AnswerState.NOT_APPLICABLE if word == DOES_NOT_APPLY else AnswerState.UNKNOWN, reason, asked)
    if is_placeholder(text):
        return asked.refused("INT017", value=text)
    if asked.fact.kind in _WRITTEN:
        return None
    if said := asked.tongue.state(text):
        return _state(*said, asked)
    return asked.refused("INT017", value=text) if asked.tongue.is_placeholder(text) else None


def _state(state: AnswerState, reason: str, asked: Asked) -> Reading:
    is_bare = state is AnswerState.NOT_APPLICABLE and not reason
    return Reading(note=AnswerNote(state, reason or None), findings=(asked.told("INT018"),) if is_bare else ())


def _text(raw: CellValue, asked: Asked) -> Reading:
    if isinstance(raw, bool):
        return Reading("TRUE" if raw else "FALSE")
    if isinstance(raw, int | float):
        return _not_text(f"{raw:.15g}", asked)
    if not isinstance(raw, str):
        return _not_text(_iso(raw), asked)
    text = raw
    if (length := cell_length(text)) > TEXT_LIMIT:
        return Reading(findings=(asked.told("INT026", length=length, limit=TEXT_LIMIT),))
    if asked.fact.kind is not Kind.PROSE and "\n" in text:
        return _checked_id(" ".join(text.split()), asked, (asked.told("INT037"),))
    return _checked_id(text, asked, ())


def _not_text(shown: str, asked: Asked) -> Reading:
    """Read what Excel made of a text: a version of 2.10 becomes a number, one of 3-2 a day."""
    told = (asked.told("INT027", value=shown),) if asked.fact.kind is not Kind.PROSE else ()
    return _checked_id(shown, asked, told)


def _checked_id(text: str, asked: Asked, told: tuple[Finding, ...]) -> Reading:
    if asked.fact.kind is Kind.ID and not is_row_id(text):
        return Reading(findings=(*told, asked.told("INT035", value=text)))
    return Reading(text, findings=told)


def _iso(raw: object) -> str:
    if isinstance(raw, datetime) and (raw.hour, raw.minute, raw.second) == (0, 0, 0):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _yes_no(raw: CellValue, asked: Asked) -> Reading:
    if isinstance(raw, bool):
        return asked.read(raw)
    text = str(raw)
    if (answer := asked.tongue.yes_no(text)) is not None:
        return asked.read(answer)
    if (answer := asked.tongue.mark(text)) is not None:
        return asked.read(answer, "INT063", {"value": text, "answer": "yes" if answer else "no"})
    why = ": it is yes in one language and no in another" if asked.tongue.is_torn(text) else ""
    return asked.refused("INT024", value=raw, why=why)


def _choice(raw: CellValue, asked: Asked) -> Reading:
    code = _code(str(raw), asked)
    return Reading(code) if code else Reading(findings=(_unknown_choice(str(raw), asked),))


def _choices(raw: CellValue, asked: Asked) -> Reading:
    codes = {part: _code(part, asked) for part in _entries(raw)}
    wrong = tuple(_unknown_choice(part, asked) for part, code in codes.items() if not code)
    return Reading(findings=wrong) if wrong else Reading(tuple(dict.fromkeys(codes.values())))


def _code(text: str, asked: Asked) -> str:
    return asked.tongue.code(asked.fact.vocabulary, _offered(asked), text)


def _offered(asked: Asked) -> Collection[str]:
    """Return the entries of a list: those of the model, or of a declared list those that have a label."""
    return asked.fact.choices or asked.tongue.labels.get(asked.fact.vocabulary, {}).values()


def _unknown_choice(text: str, asked: Asked) -> Finding:
    # The form's own labels stand after those of today, and an entry is named once, as the form calls it.
    named = {code: label for label, code in asked.tongue.labels.get(asked.fact.vocabulary, {}).items()}
    options = [label.partition(" (")[0] for code, label in named.items() if code in _offered(asked)]
    return asked.told("INT015", value=text, options="; ".join(options))


def _refs(raw: CellValue, asked: Asked) -> Reading:
    ids = _entries(raw)
    wrong = tuple(asked.told("INT035", value=name) for name in ids if not is_row_id(name))
    return Reading(findings=wrong) if wrong else Reading(ids)


def _files(raw: CellValue, asked: Asked) -> Reading:
    names = _entries(raw)
    wrong = tuple(asked.told("INT036", value=name) for name in names if not is_file_name(name))
    return Reading(findings=wrong) if wrong else Reading(names)


def _table(raw: CellValue, asked: Asked) -> Reading:
    return Reading(findings=(asked.told("INT017", value=raw),))


_READERS: dict[Kind, Callable[[CellValue, Asked], Reading]] = {
    Kind.ID: _text,
    Kind.LINE: _text,
    Kind.PROSE: _text,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: read_number,
    Kind.DATE: read_day,
    Kind.FILES: _files,
    Kind.REFS: _refs,
    Kind.TABLE: _table,
}
