"""The management-system standard as the registers of a document print it: controls, alignment, situations, sources."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation, unbroken
from pipeline.model.context import View
from pipeline.model.crosswalk import Alignment, Level, is_part_of
from pipeline.model.fact import asked_as
from pipeline.model.fact_list import facts
from pipeline.model.gap_report import Tie
from pipeline.stages.case import Case
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.lend import CONTROLS
from pipeline.stages.wording import Wording

Shades = Mapping[str, str]

_TIE_TONES = {Tie.SYSTEM: "good", Tie.ORGANISATION: "open", Tie.EXCLUDED: "none", Tie.NONE: "plain"}


def alignment(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the map of the parts of the standard: where each helps here, what remains, and what is often said of it."""
    del wording, shades
    for entry in catalogue.crosswalk.alignment:
        about = [belief for belief in catalogue.crosswalk.beliefs if entry.id in belief.about]
        yield View(
            {
                "part": unbroken(entry.title),
                "helps": unbroken(", ".join(_articles(_cites(entry, case)))) or NOTHING,
                "gives": unbroken(entry.gives.strip()),
                "remains": unbroken(entry.remains.strip()),
                "often": "\n".join(unbroken(belief.often_said.strip()) for belief in about) or NOTHING,
                "law": "\n".join(unbroken(belief.law_says.strip()) for belief in about) or NOTHING,
            }
        )


def beliefs(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield what is often said and what the law says, where the alignment map does not say it."""
    del case, wording, shades
    mapped = {entry.id for entry in catalogue.crosswalk.alignment}
    for belief in catalogue.crosswalk.beliefs:
        if mapped.isdisjoint(belief.about):
            yield View(
                {
                    "often": unbroken(belief.often_said.strip()),
                    "law": unbroken(belief.law_says.strip()),
                    "point": points(belief.cites),
                }
            )


def situations(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each situation that holds, or may, with the answers that say so."""
    for entry in catalogue.crosswalk.situations:
        verdict = case.standings.facts.judge(entry.when)
        if verdict.holds is False:
            continue
        read = case.classification.asked_behind(verdict.reads if verdict.holds else verdict.unknowns)
        yield View(
            {
                "situation": unbroken(entry.title),
                "advice": unbroken(entry.advice.strip()) if verdict.holds else wording.words["situation_open"],
                "because": unbroken(entry.because.strip()),
                "facts": "\n".join(_fact(path, case, wording) for path in read) or NOTHING,
                "shade": shades["plain" if verdict.holds else "open"],
            }
        )


def standards(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield where each standard stands with the Official Journal, with the day on which that was looked up."""
    del case, shades
    for entry in catalogue.crosswalk.standings:
        yield View(
            {
                "standard": entry.reference,
                "standing": unbroken(entry.standing.strip()),
                "effect": unbroken(entry.effect.strip()),
                "point": points(entry.cites),
                "checked": wording.day(date.fromisoformat(entry.checked_on)),
            }
        )


def controls(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield every control of the statement of applicability, and how far it counts for this system."""
    held = case.standings.facts.look_up(CONTROLS)
    rows = {row["id"]: row for row in (held if isinstance(held, tuple) else ())}
    del catalogue
    for use in case.gaps.uses:
        element, tie = use.element, use.tie
        if element.level is not Level.CONTROL:
            continue
        row = rows.get(element.id, {})
        yield View(
            {
                "control": f"{element.id} {element.title}",
                "applicable": _cell("applicable", row, wording),
                "reason": _cell("reason", row, wording),
                "status": _cell("status", row, wording),
                "here": wording.words[f"tie_{tie}"],
                "evidence": ", ".join(use.evidence) or NOTHING,
                "owner": _cell("owner", row, wording),
                "shade": shades[_TIE_TONES[tie]],
            }
        )


def conflicts(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each control that is excluded although something that applies leans on it."""
    del catalogue, wording, shades
    for entry in case.gaps.conflicts:
        yield View(
            {
                "control": f"{entry.element} {entry.title}",
                "items": ", ".join(entry.items),
                "point": points(_articles(entry.cites)),
            }
        )


def links(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each link that counts to what applies, of elements in use or excluded, with sources and dissent."""
    del catalogue, shades
    lent_here = (lent for item in case.gaps.items for lent in item.lent)
    every = {lent.link.id: lent for lent in lent_here if lent.credited and lent.tie is not Tie.NONE}
    for lent in every.values():
        link = lent.link
        yield View(
            {
                "element": f"{link.element} {lent.title}",
                "point": points(link.cites),
                "relation": wording.words[f"relation_{link.relation.replace('-', '_')}"],
                "gives": unbroken(link.gives.strip()),
                "remains": unbroken(link.remains.strip()),
                "sources": link.sources,
                "dissent": link.dissent or NOTHING,
            }
        )


def sources(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield what the codes of the sources stand for."""
    del case, wording, shades
    for entry in catalogue.crosswalk.sources:
        yield View({"code": entry.id, "title": entry.title, "note": unbroken(entry.note) or NOTHING})


def _cites(entry: Alignment, case: Case) -> Iterator[str]:
    """Yield where links from a part of the standard lead that applies to the system, or may."""
    for item in case.gaps.items:
        for lent in item.lent if item.status is not Status.NOT_APPLICABLE else ():
            if any(is_part_of(lent.link.element, part) for part in entry.elements):
                yield from (cite for cite in item.cites if cite in lent.link.cites)


def _articles(cites: Iterable[str]) -> list[str]:
    """Return the articles and annexes of citations, each once, in the order of the law."""
    return [str(cite) for cite in sorted({Citation.parse(cite.partition("(")[0]) for cite in cites})]


def _fact(path: str, case: Case, wording: Wording) -> str:
    question = case.standings.questions[asked_as(path)]
    value = case.standings.facts.value_at(path)
    if isinstance(value, str | bool):
        answer = wording.value(value, facts()[path])
        return wording.say("fact_answer", number=question.number, label=question.label, answer=answer)
    return wording.say("fact_open", number=question.number, label=question.label)


def _cell(name: str, row: Mapping[str, Any], wording: Wording) -> str:
    return wording.value(row[name], facts()[f"{CONTROLS}[].{name}"]) if name in row else wording.words["not_stated"]
