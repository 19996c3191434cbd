"""Two editions of the law to what differs between them: entries added, removed and changed."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import fields

from pipeline.model.citation import Citation
from pipeline.model.law_book import LawBook
from pipeline.model.law_entries import Change, Difference, EntryKind, KeyChange, TableRow
from pipeline.model.legislation import Edition, Gate, Milestone, OpenQuestion, Period, Requirement, Topic
from pipeline.rules.decide import OTHERWISE
from pipeline.stages.cite import in_order
from pipeline.stages.look_up import rows_of

_KEPT_APART = frozenset({"id", "table", "edition", "checked_on", "since", "until", "amended_by"})
"""Keys that say which entry it is, and when and by what it came: they differ between twins, and tell no change."""

_OF_TABLE = ("policy", "each", "of", "where", "without")
"""How a table decides, beside its rows; told of what it gives where none of them holds, as each table has that once."""


class _Stated(Struct, frozen=True):
    """An entry as one edition states it."""

    cites: tuple[str, ...]
    says: str
    keys: dict[str, str]
    amended_by: str = ""


def compare(book: LawBook, old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Compare two editions entry by entry.

    Args:
        book: the law in all its editions.
        old: the edition before.
        new: the edition after.

    Returns:
        What is in one of them only, and what differs between twins with the same id; in the order of the law.
    """
    before, after = dict(_entries(book, old)), dict(_entries(book, new))
    found = (_difference(*name, before.get(name), after.get(name)) for name in before | after)
    return tuple(sorted((each for each in found if each), key=_place))


def _entries(book: LawBook, edition: Edition) -> Iterator[tuple[tuple[EntryKind, str], _Stated]]:
    # The day on which an edition is read changes what is due, not what it says.
    law = book.read(edition, date.fromisoformat(edition.checked_on))
    for requirement in law.requirements:
        stated = _Stated(requirement.cites, requirement.summary, _keys(requirement), requirement.amended_by)
        yield (EntryKind.REQUIREMENT, requirement.id), stated
    for table, row in ((each, row) for each in law.tables for row in rows_of(each)):
        says = f"{row.output} = {_text(row.gives) or 'nothing'}: {row.because}"
        whole = {name: _text(getattr(table, name)) for name in _OF_TABLE} if row.id == OTHERWISE else {}
        yield (EntryKind.DECISION, row.name), _Stated(row.cites, says, _keys(row) | whole)
    for milestone in law.milestones:
        says = f"{milestone.date}: {milestone.duty} ({milestone.act})"
        yield (EntryKind.MILESTONE, milestone.id), _Stated(milestone.cites, says, _keys(milestone))
    for question in law.open_questions:
        yield (EntryKind.OPEN_QUESTION, question.id), _Stated(question.cites, question.question, _keys(question))
    for gate in law.gates:
        yield (EntryKind.GATE, gate.id), _Stated(gate.cites, gate.words, _keys(gate))
    for period in law.periods:
        says = f"{period.keeps.strip()}: {period.years} years" if period.years else period.keeps.strip()
        yield (EntryKind.PERIOD, period.id), _Stated(period.cites, says, _keys(period))
    for topic in law.topics:
        yield (EntryKind.TOPIC, topic.id), _Stated((), f"{topic.title}: {topic.asks}", _keys(topic))


def _keys(entry: Requirement | TableRow | Milestone | OpenQuestion | Gate | Period | Topic) -> dict[str, str]:
    names = (field.name for field in fields(entry))
    return {name: _text(getattr(entry, name)) for name in names if name not in _KEPT_APART}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(held)}" for key, held in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _difference(what: EntryKind, name: str, before: _Stated | None, after: _Stated | None) -> Difference | None:
    keys: tuple[KeyChange, ...] = ()
    if before and after:
        kind = Change.CHANGED
        pairs = ((key, before.keys[key], after.keys[key]) for key in before.keys)
        keys = tuple(KeyChange(*pair) for pair in pairs if pair[1] != pair[2])
        if not keys:
            return None
    else:
        kind = Change.ADDED if after else Change.REMOVED
    stated = after or before
    return Difference(
        kind=kind,
        what=what,
        id=name,
        cites=stated.cites if stated else (),
        before=before.says if before else "",
        after=after.says if after else "",
        amended_by=after.amended_by if after else "",
        keys=keys,
    )


def _place(difference: Difference) -> tuple[tuple[Citation, ...], str, str]:
    return in_order(difference.cites), difference.what, difference.id
