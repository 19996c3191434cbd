"""Gaps as the registers of a document print them: the most urgent, by duty, by requirement, and the six critical."""

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.model.crosswalk import Relation
from pipeline.model.fact import asked_as
from pipeline.model.fact_list import facts
from pipeline.model.gap_report import GapItem, Lack, Lent, Tie
from pipeline.stages.case import Case
from pipeline.stages.lazy_row import LazyRow
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.wording import Wording

Shades = Mapping[str, str]

MOST_URGENT = 5
"""So many open items stand in the summary."""

_BEFORE_MET = (Lack.DECISION, Lack.EVIDENCE, Lack.REVIEW)
_DEGREES = ("lent_partial", "lent_evidence", "lent_organisation", "lent_uncredited")
_TONES = {
    Status.MET: "good",
    Status.PARTLY: "open",
    Status.NOT_MET: "gap",
    Status.UNKNOWN: "gap",
    Status.NOT_APPLICABLE: "none",
}


def counted(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield how many requirements and duties have each status, and how many of the open ones each severity."""
    del catalogue
    items = case.gaps.items
    for status in Status:
        several = [item for item in items if item.status is status]
        grave = [item.severity for item in several]
        yield View(
            {
                "status": wording.words[_status_name(status)],
                "duties": str(sum(item.is_duty for item in several)),
                "requirements": str(sum(not item.is_duty for item in several)),
                **{level: str(grave.count(level)) for level in ("critical", "high", "medium", "low")},  # type: ignore[arg-type]
                "shade": shades[_TONES[status]],
            }
        )


def urgent(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the most urgent open items."""
    duties = [item for item in case.gaps.open if item.is_duty] or list(case.gaps.open)
    return (_row(item, case, catalogue, wording, shades) for item in duties[:MOST_URGENT])


def duties(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield every duty that applies, or may, and that no element of the standard asks for."""
    every = (item for item in case.gaps.items if item.is_duty and item.status is not Status.NOT_APPLICABLE)
    return (_row(item, case, catalogue, wording, shades) for item in every)


def requirements(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield every requirement of the catalogue that applies, or may."""
    every = (item for item in case.gaps.items if not item.is_duty and item.status is not Status.NOT_APPLICABLE)
    return (_row(item, case, catalogue, wording, shades) for item in every)


def actions(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield every open item, the most urgent first."""
    return (_row(item, case, catalogue, wording, shades) for item in case.gaps.open)


def critical(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the gaps that no management system closes, as they stand here."""
    known = {item.id: item for item in case.gaps.items}
    for gap in catalogue.crosswalk.critical:
        several = [known[name] for name in gap.duties if known[name].status is not Status.NOT_APPLICABLE]
        order = (Status.NOT_MET, Status.UNKNOWN, Status.PARTLY, Status.MET)
        status = next((each for each in order if any(item.status is each for item in several)), Status.NOT_APPLICABLE)
        yield View(
            {
                "gap": unbroken(gap.title),
                "point": points(gap.cites),
                "status": wording.words[_status_name(status)],
                "why": unbroken(gap.why.strip()),
                "remains": "\n".join(unbroken(item.remains) for item in several if item.is_open) or NOTHING,
                "shade": shades[_TONES[status]],
            }
        )


def _row(item: GapItem, case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> View:
    done = item.undertaken
    return LazyRow(
        {
            "id": lambda: item.id,
            "point": lambda: points(item.cites),
            "title": lambda: unbroken(item.title),
            "status": lambda: status_words(item, case, wording),
            "evidence": lambda: ", ".join(item.evidence) or NOTHING,
            "lends": lambda: lent_words(item, wording),
            "gives": lambda: "\n".join(unbroken(lent.link.gives.strip()) for lent in _counting(item)) or NOTHING,
            "remains": lambda: remains(item, case, wording),
            "severity": lambda: wording.words[f"severity_{item.severity}"] if item.severity else NOTHING,
            "priority": lambda: f"P{item.priority}" if item.priority else NOTHING,
            "from": lambda: wording.day(date.fromisoformat(item.day)) if item.day else NOTHING,
            "owner": lambda: done.owner or owner(item, case, catalogue, wording),
            "due": lambda: wording.day(done.due) if done.due else NOTHING,
            "state": lambda: _choice("actions[].state", done.state, wording),
            "response": lambda: _choice("actions[].response", done.response, wording),
            "effort": lambda: _choice("actions[].effort", done.effort, wording),
            "due_on": lambda: done.due or NOTHING,
            "from_on": lambda: date.fromisoformat(item.day) if item.day else NOTHING,
            "days_least": lambda: NOTHING if done.days_min is None else done.days_min,
            "days_most": lambda: NOTHING if done.days_max is None else done.days_max,
            "depends": lambda: ", ".join(done.depends_on) or NOTHING,
            "acceptance": lambda: done.acceptance or NOTHING,
            "reviewer": lambda: _reviewed(item, wording),
            "shade": lambda: shades["open" if item.is_undecided else _TONES[item.status]],
        }
    )


def status_words(item: GapItem, case: Case, wording: Wording) -> str:
    """Return how an item stands: met is said with the person who found it so, never by the program."""
    if item.is_undecided and not item.undecided:
        return wording.words["gap_undecided"]
    if item.undecided:
        numbers = dict.fromkeys(case.standings.questions[asked_as(path)].number for path in item.undecided)
        return wording.say("status_undecided", numbers=", ".join(numbers))
    if item.status is Status.MET:
        return wording.say("gap_met_by", reviewer=_reviewed(item, wording))
    return wording.words[_status_name(item.status)]


def remains(item: GapItem, case: Case, wording: Wording) -> str:
    """Return what is still to be done for an item: what the duty asks, and what is missing here."""
    if not item.is_open:
        return NOTHING
    said = [item.remains] if item.remains else []
    numbers = dict.fromkeys(case.standings.questions[asked_as(path)].number for path in item.missing)
    if Lack.FACTS in item.lacks:
        said.append(wording.say("gap_lacks_facts", numbers=", ".join(numbers)))
    if Lack.PARTS in item.lacks:
        said.append(wording.say("gap_lacks_parts", count=len(item.open_parts)))
    before = [wording.words[f"gap_lacks_{lack}"] for lack in item.lacks if lack in _BEFORE_MET]
    if before:
        said.append(wording.say("gap_before_met", lacks=", ".join(before)))
    return "\n".join(map(unbroken, said)) or NOTHING


def lent_words(item: GapItem, wording: Wording) -> str:
    """Return what the elements in use lend, a line for each degree: an element that is not in use is not named."""
    degrees: dict[str, list[Lent]] = {}
    for lent in _counting(item):
        degrees.setdefault(_degree(lent), []).append(lent)
    return "\n".join(_lines(degrees, wording)) or NOTHING


def owner(item: GapItem, case: Case, catalogue: Catalogue, wording: Wording) -> str:
    """Return who owes an item, in the absence of a named person: whose answer is missing, else whom the duty binds."""
    for path in (*item.undecided, *item.missing):
        return wording.choices["who"][case.standings.questions[asked_as(path)].who]
    roles = next((duty.roles for duty in catalogue.crosswalk.duties if duty.id == item.id), ())
    return ", ".join(wording.words.get(f"owner_{role}", role.capitalize()) for role in roles) or NOTHING


def _counting(item: GapItem) -> list[Lent]:
    return [lent for lent in item.lent if lent.tie in (Tie.SYSTEM, Tie.ORGANISATION)]


def _degree(lent: Lent) -> str:
    if not lent.credited:
        return "lent_uncredited"
    if lent.tie is Tie.ORGANISATION:
        return "lent_organisation"
    return "lent_partial" if lent.link.relation is Relation.PARTIAL else "lent_evidence"


def _lines(degrees: Mapping[str, list[Lent]], wording: Wording) -> Iterator[str]:
    for degree in _DEGREES:
        if several := degrees.get(degree):
            elements = ", ".join(dict.fromkeys(lent.link.element for lent in several))
            evidence = sorted({name for lent in several for name in lent.evidence})
            yield wording.say(degree, elements=elements, evidence=", ".join(evidence) or NOTHING)


def _status_name(status: Status) -> str:
    return f"gap_{status.replace('-', '_')}"


def _reviewed(item: GapItem, wording: Wording) -> str:
    done = item.undertaken
    said = [done.reviewer, wording.day(done.reviewed_on) if done.reviewed_on else ""]
    return ", ".join(filter(None, said)) or NOTHING


def _choice(path: str, code: str, wording: Wording) -> str:
    return wording.value(code, facts()[path]) if code else NOTHING
