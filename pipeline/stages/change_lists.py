"""What changed since an earlier revision as the registers of a report print it; nothing where none is compared."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.model.fact_change import Differences, Side, TouchedFact
from pipeline.model.register_names import REGISTERS
from pipeline.stages.case import Case
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.wording import Wording

Shades = Mapping[str, str]

_MOST = 3
"""Of more sections of a document than this only the first are named beside a fact."""

_ROOM = "\N{NO-BREAK SPACE}"
"""Leaves a cell empty for a person to write in."""

_TONES = {"changed": "plain", "added": "open", "removed": "gap", "evidence": "plain"}


def _sides(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the two states that are compared, the earlier one first."""
    del catalogue, shades
    if case.changes:
        yield _side(wording.words["change_before"], case.changes.before, wording)
        yield _side(wording.words["change_after"], case.changes.after, wording)


def _facts(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each fact that changed, before and after, with the cell and the sections that print it."""
    cites = {each.id: each.cites for each in catalogue.legislation.requirements if _applies(each.id, case)}
    for entry in case.changes.facts if case.changes else ():
        change = entry.change
        needed = (cite for name in entry.requirements for cite in cites.get(name, ()))
        yield View(
            {
                "what": wording.words[f"change_kind_{change.kind}"],
                "fact": unbroken(change.label),
                "before": change.before,
                "after": change.after,
                "cell": change.cell or NOTHING,
                "sections": "\n".join(_sections(entry, wording)) or wording.words["change_nothing_printed"],
                "point": points(dict.fromkeys(needed)),
                "shade": shades[_TONES[change.kind]],
            }
        )


def _outcomes(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each outcome of the law that is another one, of those that are explained."""
    del catalogue, wording
    for change in _differences(case).outcomes:
        if change.topic:
            said = {"outcome": change.label, "before": change.before, "after": change.after}
            yield View({**said, "shade": shades["open"]})


def _evidence(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each file of the evidence folder that is new, gone or another, by the beginning of its digest."""
    del catalogue, wording
    for change in _differences(case).evidence:
        said = {"file": change.name, "before": change.before, "after": change.after}
        yield View({**said, "shade": shades["plain"]})


def _requirements(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each requirement that applies, or may, and needs a fact which changed."""
    del catalogue, wording, shades
    for entry in (each for each in (case.changes.requirements if case.changes else ()) if _applies(each.id, case)):
        changed = "\n".join(map(unbroken, entry.changes))
        yield View({"point": points(entry.cites), "requirement": unbroken(entry.summary), "changes": changed})


def _documents(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each document that prints something that changed, with the sections."""
    del catalogue, wording, shades
    for entry in case.changes.documents if case.changes else ():
        yield View({"document": entry.title, "sections": "\n".join(map(unbroken, entry.sections))})


def _judge(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield what a person has to judge, with room for the judgement."""
    del catalogue
    for entry in case.changes.judge if case.changes else ():
        yield View({"what": unbroken(entry.reason), "point": points(entry.cites), **_to_fill(shades)})
    if case.changes and not case.changes.judge:
        yield View({"what": wording.words["change_nothing_to_judge"], "point": NOTHING, **_to_fill(shades)})


def _recorded(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the relevant changes that people recorded since, with what they judged of them so far."""
    del catalogue, wording
    for entry in case.changes.recorded if case.changes else ():
        yield View(
            {
                "id": entry.row,
                "change": entry.change,
                "substantial": entry.substantial,
                "because": entry.because,
                "cell": entry.cell or NOTHING,
                "shade": shades["plain"],
            }
        )


def _set_apart(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the changes that are said to have been planned in advance, with room for the confirmation."""
    del catalogue, wording
    for entry in case.changes.set_apart if case.changes else ():
        yield View(
            {
                "id": entry.row,
                "change": entry.change,
                "reason": unbroken(entry.reason),
                "point": points(entry.cites),
                **_to_fill(shades),
            }
        )


_Rows = Callable[[Case, Catalogue, Wording, Shades], Iterator[View]]


def _told(register: str, rows: _Rows) -> _Rows:
    """Return rows that say so where there are none: an empty table would look like a fault."""
    first, *others = REGISTERS[register]

    def several(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
        none = {first: wording.words["change_none"], **dict.fromkeys(others, NOTHING), "shade": shades["plain"]}
        yield from tuple(rows(case, catalogue, wording, shades)) or (View(none),)

    return several


def _differences(case: Case) -> Differences:
    return case.changes.differences if case.changes else Differences()


def _applies(requirement: str, case: Case) -> bool:
    """Tell whether a requirement applies to the system, or may."""
    status = case.assessment.of(requirement)
    return status is None or status.status is not Status.NOT_APPLICABLE


def _to_fill(shades: Shades) -> dict[str, str]:
    return {"judgement": _ROOM, "shade": shades["open"]}


def _side(name: str, side: Side, wording: Wording) -> View:
    return View(
        {
            "side": name,
            "revision": str(side.revision),
            "version": side.version or NOTHING,
            "date": wording.day(date.fromisoformat(side.day)) if side.day else NOTHING,
        }
    )


def _sections(entry: TouchedFact, wording: Wording) -> Iterator[str]:
    """Yield the documents that hang on a fact, each with the sections that name it; the list of documents has all."""
    found: dict[str, list[str]] = {}
    for place in entry.sections:
        several = found.setdefault(place.title, [])
        several += [unbroken(place.heading)] if place.states else []
    for title, places in found.items():
        named, more = list(dict.fromkeys(places)), 0
        named, more = (named, 0) if len(named) <= _MOST else (named[: _MOST - 1], len(named) - _MOST + 1)
        rest = [wording.say("change_more_sections", count=more)] if more else []
        yield f"{title}: {'; '.join((*named, *rest))}" if named else title


CHANGE_ROWS: dict[str, _Rows] = {
    "changes_sides": _sides,
    "changes_judge": _judge,
    "changes_facts": _told("changes_facts", _facts),
    "changes_outcomes": _told("changes_outcomes", _outcomes),
    "changes_evidence": _told("changes_evidence", _evidence),
    "changes_requirements": _told("changes_requirements", _requirements),
    "changes_documents": _told("changes_documents", _documents),
    "changes_recorded": _told("changes_recorded", _recorded),
    "changes_set_apart": _told("changes_set_apart", _set_apart),
}
"""The registers of a report on changes, by their ids."""
