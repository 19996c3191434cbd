"""One system in a few lines, for a page over many."""

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.model.assessment import Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation, in_ranges
from pipeline.model.condition_text import AS_OF
from pipeline.model.explanation import Explained, Explanation
from pipeline.model.gap_report import GapItem, Gravity, Tie
from pipeline.model.summary import (
    Blocker,
    Completeness,
    HeatCell,
    NextDay,
    Support,
    SystemSummary,
    Term,
)
from pipeline.stages.case import Case
from pipeline.stages.due import closed_gates
from pipeline.stages.law_lists import words_of
from pipeline.stages.lend import COVERED
from pipeline.stages.wording import Wording

_STATE = "management.state"
_ANNEX = "Annex "


def summarise(case: Case, catalogue: Catalogue, wording: Wording) -> SystemSummary:
    """Return what a page over many systems shows of one.

    Args:
        case: the system.
        catalogue: law, documents and words.
        wording: of the page's language.
    """
    explanation = case.teller.explanation
    look = case.standings.facts.look_up
    items = [item for item in case.gaps.items if item.status is not Status.NOT_APPLICABLE]
    return SystemSummary(
        system=_text(look("system.id")),
        name=_text(look("system.name")) or _text(look("system.id")),
        version=_text(look("system.version")),
        organisation=_text(look("organisation.name")),
        roles=tuple(wording.choices["Role"][role] for role in explanation.of("roles").outcomes),
        classification=_class(explanation, wording),
        route=_term(explanation.of("route"), wording),
        days=tuple(_days(explanation, case, catalogue)),
        completeness=tuple(_completeness(items, case, catalogue)),
        blockers=tuple(_blockers(case, items, catalogue)),
        heat=tuple(_heat(items)),
        support=_support(case, items),
        priorities={f"P{level}": sum(item.priority == level for item in items) for level in (1, 2, 3, 4)},
        open_answers=len(explanation.unknowns),
        missing_facts=len(case.assessment.missing),
    )


def _class(explanation: Explanation, wording: Wording) -> Term:
    """Return the class; a prohibited practice goes before it, as does a system that the law does not reach."""
    practice, scope = explanation.of("prohibited"), explanation.of("scope")
    if practice.alarms:
        return _term(practice, wording)
    if scope.is_settled and scope.outcomes == ("out",):
        return _term(scope, wording)
    return _term(explanation.of("high_risk"), wording)


def _term(topic: Explained, wording: Wording) -> Term:
    return Term(topic.outcomes[0] if topic.outcomes else "unknown", words_of(topic, wording), topic.is_settled)


def _days(explanation: Explanation, case: Case, catalogue: Catalogue) -> Iterator[NextDay]:
    """Yield the coming days from which an outcome matters; those by which the Commission has to act are none."""
    today = case.standings.facts.look_up(AS_OF)
    matter = {name for topic in catalogue.legislation.topics for name in topic.applies_from}
    for entry in explanation.dates:
        coming = not isinstance(today, date) or date.fromisoformat(entry.milestone.date) > today
        if coming and entry.milestone.id in matter:
            yield NextDay(entry.milestone.date, entry.milestone.duty.strip(), entry.is_settled)


def _completeness(items: Iterable[GapItem], case: Case, catalogue: Catalogue) -> Iterator[Completeness]:
    """Yield each annex with how many of its requirements have all the facts that they need."""
    titles = {cite: each.title for each in reversed(catalogue.of_systems) for cite in each.cites}
    several: dict[str, list[GapItem]] = {}
    for item in items:
        if not item.is_duty and item.cites[0].startswith(_ANNEX):
            several.setdefault(_head(item), []).append(item)
    for place, held in _in_order(several):
        documented = sum(_is_documented(item, case) for item in held)
        yield Completeness(place, titles.get(place, ""), documented, len(held))


def _is_documented(item: GapItem, case: Case) -> bool:
    """Tell whether a requirement has all the facts that it needs, or a person has found it met."""
    if item.missing or item.is_undecided:
        return False
    stated = case.assessment.of(item.id)
    return item.status is Status.MET or (stated is not None and stated.status is Status.PARTLY)


def _blockers(case: Case, items: Iterable[GapItem], catalogue: Catalogue) -> Iterator[Blocker]:
    yield from (Blocker(gate.words.strip(), gate.cites) for gate in closed_gates(case, catalogue.legislation))
    for item in items:
        if item.is_duty and item.severity is Gravity.CRITICAL and not item.is_undecided:
            yield Blocker(item.title, in_ranges(item.cites))


def _heat(items: Iterable[GapItem]) -> Iterator[HeatCell]:
    several: dict[str, list[GapItem]] = {}
    for item in items:
        several.setdefault(_head(item), []).append(item)
    for article, held in _in_order(several):
        count = {status: sum(item.status is status for item in held) for status in Status}
        worst = min((item.severity for item in held if item.severity), key=tuple(Gravity).index, default="")
        yield HeatCell(
            article,
            count[Status.MET],
            count[Status.PARTLY],
            count[Status.NOT_MET],
            count[Status.UNKNOWN],
            str(worst),
        )


def _support(case: Case, items: Iterable[GapItem]) -> Support:
    look = case.standings.facts.look_up
    state, covered = look(_STATE), look(COVERED)
    rows = covered if isinstance(covered, tuple) else ()
    scoped = next((row.get("in_scope") for row in rows if row["id"] == look("system.id")), None)
    ties = [item.support for item in items]
    return Support(
        state=state if isinstance(state, str) else "unknown",
        in_scope="unknown" if scoped is None else "yes" if scoped else "no",
        system=ties.count(Tie.SYSTEM),
        organisation=ties.count(Tie.ORGANISATION),
    )


def _head(item: GapItem) -> str:
    return item.cites[0].partition("(")[0]


def _in_order(several: dict[str, list[GapItem]]) -> list[tuple[str, list[GapItem]]]:
    return sorted(several.items(), key=_place)


def _place(entry: tuple[str, list[GapItem]]) -> Citation:
    return Citation.parse(entry[0])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
