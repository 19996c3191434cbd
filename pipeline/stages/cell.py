"""One cell to one value: by the kind of the fact, with a finding where it cannot be one."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime

from msgspec import Struct

from pipeline.model.fact import Fact
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import YES_NO_LIST
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.scalar import (
    DOES_NOT_APPLY,
    FIRST_DAY,
    TEXT_LIMIT,
    Kind,
    admit_number,
    cell_length,
    clean_text,
    is_file_name,
    is_placeholder,
    is_row_id,
    split_state,
)
from pipeline.model.sheet import CellError, CellValue

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
"""Typed as text, "12.000" is twelve thousand to some and twelve to others."""
_SEPARATORS = re.compile(r"\s*[;\n]\s*")


class Reading(Struct, frozen=True):
    """What one cell gave: a value as the profile holds it, a state instead of one, and findings."""

    value: object = None
    note: AnswerNote | None = None
    findings: tuple[Finding, ...] = ()


Labels = Mapping[str, Mapping[str, str]]


def read_cell(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    """Read an answer cell.

    Args:
        raw: the cell.
        fact: what is asked for.
        at: the cell's place, for findings.
        labels: vocabulary -> label -> code.
        cites: legal basis of the question.

    Returns:
        The value, or a state, or findings that say why there is neither.
    """
    if raw is None:
        return Reading()
    if isinstance(raw, CellError):
        return Reading(findings=(finding("INT020", at, cites, value=raw.text),))
    notes: tuple[Finding, ...] = ()
    if isinstance(raw, str):
        text = clean_text(raw)
        if _lost_characters(raw, text):
            notes = (finding("INT019", at, cites),)
        if not text:
            return Reading(findings=notes)
        if state := split_state(text):
            return _state(state, at, cites)
        if is_placeholder(text):
            return Reading(findings=(finding("INT017", at, cites, value=text),))
        raw = text
    reading = _READERS[fact.kind](raw, fact, at, labels, cites)
    return Reading(reading.value, reading.note, notes + reading.findings)


def ids_in(raw: CellValue) -> tuple[str, ...]:
    """Split a cell of ids or names; blank gives none."""
    text = "" if raw is None or isinstance(raw, CellError) else clean_text(str(raw))
    return tuple(dict.fromkeys(part for part in _SEPARATORS.split(text) if part))


def _entries(raw: CellValue) -> tuple[str, ...]:
    """Split the answer of a cell that holds several; one of separators alone is an entry that fits nothing."""
    return ids_in(raw) or (str(raw),)


def _lost_characters(raw: str, text: str) -> bool:
    """Tell whether cleaning removed more than blanks, line ends and the two spellings of an accented letter."""
    composed = unicodedata.normalize("NFC", raw)
    return len("".join(composed.split())) > len("".join(text.split()))


def _state(state: tuple[str, str], at: Place, cites: tuple[str, ...]) -> Reading:
    word, reason = state
    if word == DOES_NOT_APPLY:
        findings = () if reason else (finding("INT018", at, cites),)
        return Reading(note=AnswerNote(AnswerState.NOT_APPLICABLE, reason or None), findings=findings)
    return Reading(note=AnswerNote(AnswerState.UNKNOWN, reason or None))


def _text(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del labels
    if isinstance(raw, bool):
        return Reading("TRUE" if raw else "FALSE")
    if isinstance(raw, int | float):
        shown = f"{raw:.15g}"
        told = (finding("INT027", at, cites, value=shown),) if fact.kind is not Kind.PROSE else ()
        return _checked_id(shown, fact, at, cites, told)
    text = raw if isinstance(raw, str) else _iso(raw)
    if (length := cell_length(text)) > TEXT_LIMIT:
        return Reading(findings=(finding("INT026", at, cites, length=length, limit=TEXT_LIMIT),))
    if fact.kind is not Kind.PROSE and "\n" in text:
        return _checked_id(" ".join(text.split()), fact, at, cites, (finding("INT037", at, cites),))
    return _checked_id(text, fact, at, cites, ())


def _checked_id(text: str, fact: Fact, at: Place, cites: tuple[str, ...], told: tuple[Finding, ...]) -> Reading:
    if fact.kind is Kind.ID and not is_row_id(text):
        return Reading(findings=(*told, finding("INT035", at, cites, value=text)))
    return Reading(text, findings=told)


def _iso(raw: object) -> str:
    if isinstance(raw, datetime) and (raw.hour, raw.minute, raw.second) == (0, 0, 0):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _yes_no(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact
    code = ("yes" if raw else "no") if isinstance(raw, bool) else _by_label(labels[YES_NO_LIST], str(raw))
    if code not in ("yes", "no"):
        return Reading(findings=(finding("INT024", at, cites, value=raw),))
    return Reading(code == "yes")


def _choice(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    code = _code(str(raw), fact, labels)
    return Reading(code) if code else Reading(findings=(_unknown_choice(str(raw), fact, at, labels, cites),))


def _choices(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    codes = {part: _code(part, fact, labels) for part in _entries(raw)}
    wrong = tuple(_unknown_choice(part, fact, at, labels, cites) for part, code in codes.items() if not code)
    return Reading(findings=wrong) if wrong else Reading(tuple(dict.fromkeys(codes.values())))


def _code(text: str, fact: Fact, labels: Labels) -> str:
    code = _by_label(labels.get(fact.vocabulary, {}), text) or text
    return code if code in _offered(fact, labels) else ""


def _offered(fact: Fact, labels: Labels) -> Collection[str]:
    """Return the entries of a list: those of the model, or of a declared list those that have a label."""
    return fact.choices or labels.get(fact.vocabulary, {}).values()


def _by_label(labels: Mapping[str, str], text: str) -> str:
    """Return the code of a label, written in any case, or of the one label that begins so before its bracket."""
    wanted = text.casefold()
    whole = {label.casefold(): code for label, code in labels.items()}
    heads = [code for label, code in labels.items() if label.partition(" (")[0].casefold() == wanted]
    return whole.get(wanted) or (heads[0] if len(heads) == 1 else "")


def _unknown_choice(text: str, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Finding:
    named = labels.get(fact.vocabulary, {}).items()
    options = [label.partition(" (")[0] for label, code in named if code in _offered(fact, labels)]
    return finding("INT015", at, cites, value=text, options="; ".join(options))


def _number(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact, labels
    wrong = Reading(findings=(finding("INT014", at, cites, value=raw),))
    if isinstance(raw, str) and _NUMBER.fullmatch(raw) and not _THOUSANDS.fullmatch(raw):
        raw = float(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return wrong
    try:
        return Reading(admit_number(raw))
    except ValueError:
        return wrong


def _day(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact, labels
    day = raw.date() if isinstance(raw, datetime) else raw
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            day = None
    if not isinstance(day, date) or day < FIRST_DAY:
        return Reading(findings=(finding("INT016", at, cites, value=raw),))
    return Reading(day)


def _refs(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact, labels
    ids = _entries(raw)
    wrong = tuple(finding("INT035", at, cites, value=name) for name in ids if not is_row_id(name))
    return Reading(findings=wrong) if wrong else Reading(ids)


def _files(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact, labels
    names = _entries(raw)
    wrong = tuple(finding("INT036", at, cites, value=name) for name in names if not is_file_name(name))
    return Reading(findings=wrong) if wrong else Reading(names)


def _table(raw: CellValue, fact: Fact, at: Place, labels: Labels, cites: tuple[str, ...]) -> Reading:
    del fact, labels
    return Reading(findings=(finding("INT017", at, cites, value=raw),))


_READERS: dict[Kind, Callable[[CellValue, Fact, Place, Labels, tuple[str, ...]], Reading]] = {
    Kind.ID: _text,
    Kind.LINE: _text,
    Kind.PROSE: _text,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.FILES: _files,
    Kind.REFS: _refs,
    Kind.TABLE: _table,
}
