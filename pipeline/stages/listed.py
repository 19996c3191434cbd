"""Tables whose rows are the entries of a list: each row is held against the entry that its id names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.crosswalk import Level
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake, value_at
from pipeline.model.questionnaire import ROW_TITLE, Question, Questionnaire, RowsOf

TITLE = ROW_TITLE
"""The column that repeats the title of the entry."""

_WORDS = re.compile(r"[a-z0-9]+")
_ALIKE = {"systems": "system", "programme": "program"}
_NO_ID, _TOLD_OF_IDS = "INT022", ("INT023", "INT035")


class Entry(Struct, frozen=True):
    """One entry of a list: its id, its title, and other spellings of the title that are accepted."""

    id: str
    title: str
    also: tuple[str, ...] = ()


class RowList(Struct, frozen=True):
    """The entries that the rows of a table may be; where it is strict, a row's title has to fit its id."""

    entries: Mapping[str, Entry]
    is_strict: bool

    @classmethod
    def of(cls, entries: Iterator[Entry], *, is_strict: bool) -> "RowList":
        """Gather entries."""
        return cls({entry.id: entry for entry in entries}, is_strict)


def lists_of(catalogue: Catalogue) -> dict[str, RowList]:
    """Return the lists that questions name as ``rows_of``.

    Args:
        catalogue: the standard, the law and the steps.
    """
    crosswalk = catalogue.crosswalk
    controls = (Entry(each.id, each.title, each.also) for each in crosswalk.elements if each.level is Level.CONTROL)
    clauses = (Entry(each.id, each.title, each.also) for each in crosswalk.elements if each.level is Level.SUBCLAUSE)
    duties = (Entry(each.id, each.title) for each in crosswalk.duties)
    requirements = (Entry(each.id, each.summary) for each in catalogue.legislation.requirements)
    steps = (Entry(each.id, each.title) for each in catalogue.workflow.steps)
    return {
        RowsOf.CONTROLS: RowList.of(controls, is_strict=True),
        RowsOf.CLAUSES: RowList.of(clauses, is_strict=True),
        RowsOf.DUTIES: RowList.of((entry for several in (duties, requirements) for entry in several), is_strict=False),
        RowsOf.STEPS: RowList.of(steps, is_strict=False),
    }


def hold_to_lists(
    intake: Intake, questionnaire: Questionnaire, lists: Mapping[str, RowList], *, keep_stopped: bool = False
) -> Intake:
    """Leave out rows that nobody has filled in, and stop those whose id or title is none of the list.

    Args:
        intake: answers as they were read.
        questionnaire: says which tables have listed rows.
        lists: by the name that a question gives.
        keep_stopped: leave rows that are stopped among the answers, for a form that shows what was typed.

    Returns:
        The answers without these rows, with a finding for each that was stopped: it is never guessed which was meant.
    """
    values, told, stopped = dict(intake.values), list(intake.findings), set[str]()
    for question in questionnaire.questions():
        held = _rows(values, question.id) if question.rows_of in lists else ()
        if not held:
            continue
        listed, kept = lists[question.rows_of], []
        for row in held:
            path = f"{question.id}[{row['id']}]"
            fault = _fault(row, question, listed, intake)
            if fault:
                stopped.add(path)
                told = _told(told, fault, intake.cells.get(path))
                kept += [row] if keep_stopped else []
            elif not _is_blank(row, question, listed, intake):
                kept.append(row)
        values = _with_rows(values, question.id, tuple(kept))
    # What is said beside a row that is not used would stand beside nothing.
    stopped = set() if keep_stopped else stopped
    notes = {path: note for path, note in intake.notes.items() if f"{path.partition(']')[0]}]" not in stopped}
    return replace(intake, values=values, notes=notes, findings=tuple(told))


def _told(told: list[Finding], fault: Finding, at: Place | None) -> list[Finding]:
    """Add a fault, once for each row: an id that is none or stands twice has been told, one to be made up misleads."""
    if at and any(each.code in _TOLD_OF_IDS and each.at == at for each in told):
        return told
    return [*(each for each in told if not (each.code == _NO_ID and each.at == at)), fault]


def _fault(row: Mapping[str, Any], question: Question, listed: RowList, intake: Intake) -> Finding | None:
    name, path = row["id"], f"{question.id}[{row['id']}]"
    at = intake.cells.get(path) or Place(question=question.id)
    entry = listed.entries.get(name)
    if entry is None:
        has_none = any(told.code == _NO_ID and told.at == at for told in intake.findings)
        shown = "a row without an id" if has_none else f'"{name}"'
        return finding("INT038", at, question.cites, row=shown, label=question.label, hint=_near(row, question, listed))
    if listed.is_strict and not _fits(row.get(TITLE, ""), entry):
        place = intake.cells.get(f"{path}.{TITLE}") or at
        named = _owners(row, listed) or "no entry has that title"
        said = row.get(TITLE) or "nothing"
        return finding("INT039", place, question.cites, id=name, said=said, title=entry.title, named=named)
    return None


def _near(row: Mapping[str, Any], question: Question, listed: RowList) -> str:
    """Say what may have been meant, without taking it for an answer."""
    prefixed = f"{question.row_prefix}.{row['id']}"
    if prefixed in listed.entries:
        title = listed.entries[prefixed].title
        return f"{prefixed} is in the list ({title}): write the {question.row_prefix} in front, if that one is meant."
    owners = _owners(row, listed)
    return f"{owners}; write the id that is meant." if owners else "Take the id from the list of a fresh form."


def _owners(row: Mapping[str, Any], listed: RowList) -> str:
    """Say which entries have the title that stands in a row; several may, and then none of them is preferred."""
    ids = [entry.id for entry in listed.entries.values() if _fits(row.get(TITLE, ""), entry)]
    if not ids:
        return ""
    return f"{ids[0]} has that title" if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]} have that title"


def _fits(title: str, entry: Entry) -> bool:
    return bool(title) and _folded(title) in {_folded(known) for known in (entry.title, *entry.also)}


def _folded(title: str) -> str:
    """Return a title without case, punctuation, and the differences of British and American spelling."""
    plain = title.casefold().replace("isation", "ization").replace("ise", "ize")
    return " ".join(_ALIKE.get(word, word) for word in _WORDS.findall(plain))


def _is_blank(row: Mapping[str, Any], question: Question, listed: RowList, intake: Intake) -> bool:
    path = f"{question.id}[{row['id']}]"
    if not question.listed or any(note == path or note.startswith(f"{path}.") for note in intake.notes):
        return False
    return set(row) <= {"id", TITLE} and row.get(TITLE, "") in ("", listed.entries[row["id"]].title)


def _rows(values: Mapping[str, Any], table: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(value_at(values, table) or ())


def _with_rows(values: Mapping[str, Any], table: str, rows: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    name, _, rest = table.partition(".")
    inner = _with_rows(values[name], rest, rows) if rest else rows
    kept = {key: value for key, value in values.items() if key != name}
    return {**kept, name: inner} if inner else kept
