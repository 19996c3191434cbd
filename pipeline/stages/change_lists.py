"""What changed since an earlier revision as the registers of a report print it; nothing where none is compared."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.model.fact_change import Differences, Side, TouchedFact
from pipeline.stages.case import Case
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.wording import Wording

Shades = Mapping[str, str]

_ROOM = "\N{NO-BREAK SPACE}"
"""Leaves a cell empty for a person to write in."""

_TONES = {"changed": "plain", "added": "open", "removed": "gap", "evidence": "plain"}


def sides(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the two states that are compared, the earlier one first."""
    del catalogue, shades
    if case.changes:
        yield _side(wording.words["change_before"], case.changes.before, wording)
        yield _side(wording.words["change_after"], case.changes.after, wording)


def facts(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each fact that changed, before and after, with the cell and the sections that print it."""
    cites = {each.id: each.cites for each in catalogue.legislation.requirements}
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
                "sections": "\n".join(_sections(entry)) or wording.words["change_nothing_printed"],
                "point": points(dict.fromkeys(needed)),
                "shade": shades[_TONES[change.kind]],
            }
        )


def outcomes(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each outcome of the law that is another one, of those that are explained."""
    del catalogue, wording
    for change in _differences(case).outcomes:
        if change.topic:
            said = {"outcome": change.label, "before": change.before, "after": change.after}
            yield View({**said, "shade": shades["open"]})


def evidence(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each file of the evidence folder that is new, gone or another, by the beginning of its digest."""
    del catalogue, wording
    for change in _differences(case).evidence:
        said = {"file": change.name, "before": change.before, "after": change.after}
        yield View({**said, "shade": shades["plain"]})


def requirements(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each requirement that needs a fact which changed."""
    del catalogue, wording, shades
    for entry in case.changes.requirements if case.changes else ():
        changed = "\n".join(map(unbroken, entry.changes))
        yield View({"point": points(entry.cites), "requirement": unbroken(entry.summary), "changes": changed})


def documents(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each document that prints something that changed, with the sections."""
    del catalogue, wording, shades
    for entry in case.changes.documents if case.changes else ():
        yield View({"document": entry.title, "sections": "\n".join(map(unbroken, entry.sections))})


def judge(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield what a person has to judge, with room for the judgement."""
    del catalogue
    for entry in case.changes.judge if case.changes else ():
        yield View({"what": unbroken(entry.reason), "point": points(entry.cites), **_to_fill(shades)})
    if case.changes and not case.changes.judge:
        yield View({"what": wording.words["change_nothing_to_judge"], "point": NOTHING, **_to_fill(shades)})


def recorded(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
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


def set_apart(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
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


def _differences(case: Case) -> Differences:
    return case.changes.differences if case.changes else Differences()


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


def _sections(entry: TouchedFact) -> Iterable[str]:
    """Return the documents that print a fact, each with its sections."""
    found: dict[str, list[str]] = {}
    for place in entry.sections:
        found.setdefault(place.title, []).append(unbroken(place.heading))
    return (f"{title}: {'; '.join(places)}" for title, places in found.items())
