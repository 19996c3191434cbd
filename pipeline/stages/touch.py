"""What another edition of the law would change in the documents of one system, and why."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.explanation import Explained
from pipeline.model.intake import Intake
from pipeline.model.law_entries import Difference, EntryKind
from pipeline.model.manifest import Revision
from pipeline.stages.case import Case, Issue, work_out
from pipeline.stages.compose import compose
from pipeline.stages.due import held_by, is_due
from pipeline.stages.explain import explain
from pipeline.stages.printed import printed

_STAMPS = ("edition", "checked_on")
"""What the cover prints of the edition itself; it changes with every edition and touches nothing."""


_OTHERWISE = "it would read otherwise: dates, or the words of the law that it quotes"


class Touched(Struct, frozen=True):
    """One deliverable under another edition: whether it is touched, and how."""

    id: str
    is_touched: bool
    because: tuple[str, ...]


def touched(
    intake: Intake, before: Catalogue, after: Catalogue, differences: Sequence[Difference]
) -> tuple[Touched, ...]:
    """Compare the documents of a system under two editions of the law.

    Args:
        intake: its answers.
        before: the catalogue in the edition that is in use.
        after: the catalogue in the other edition.
        differences: between the two editions.

    Returns:
        Each deliverable; touched where it would be owed or held back otherwise, or print something else.
    """
    old, new = work_out(intake, before, {}), work_out(intake, after, {})
    outcomes = tuple(_outcomes(intake, (old, before), (new, after)))
    changed = {each.id: each for each in differences if each.what is EntryKind.REQUIREMENT}
    return tuple(
        _touched(deliverable, (old, before), (new, after), outcomes, changed) for deliverable in after.of_systems
    )


_Side = tuple[Case, Catalogue]


def _touched(
    deliverable: Deliverable,
    old: _Side,
    new: _Side,
    outcomes: tuple[str, ...],
    changed: dict[str, Difference],
) -> Touched:
    was, is_now = _standing(deliverable, *old), _standing(deliverable, *new)
    if was == is_now == "not owed":
        return Touched(deliverable.id, is_touched=False, because=())
    moved = (f"{was} before, {is_now} then",) if was != is_now else ()
    if not moved and _prints(deliverable, *old) == _prints(deliverable, *new):
        return Touched(deliverable.id, is_touched=False, because=())
    named = (name for section in deliverable.section for name in section.requirements)
    law = tuple(
        f"{', '.join(changed[name].cites)} {changed[name].kind}: {name}"
        for name in dict.fromkeys(named)
        if name in changed
    )
    return Touched(deliverable.id, is_touched=True, because=moved + (outcomes + law or (_OTHERWISE,)))


def _standing(deliverable: Deliverable, case: Case, catalogue: Catalogue) -> str:
    if held_by(deliverable, case, catalogue.legislation):
        return "held back"
    return {True: "owed", False: "not owed", None: "not settled whether owed"}[is_due(deliverable, case)]


def _prints(deliverable: Deliverable, case: Case, catalogue: Catalogue) -> object:
    context = compose(deliverable, case, catalogue, Issue(Revision(0)), catalogue.style.shade)
    told = printed(context)
    told["document"] = {name: value for name, value in told["document"].items() if name not in _STAMPS}
    return told


def _outcomes(intake: Intake, old: _Side, new: _Side) -> Iterator[str]:
    before, after = (explain(intake, case.classification, catalogue) for case, catalogue in (old, new))
    told = {topic.id: topic for topic in before.topics}
    for is_now in after.topics:
        # A topic of one edition alone has no outcome to compare; what it prints still differs.
        was = told.get(is_now.id, is_now)
        if not is_now.follows and (was.outcomes, was.points) != (is_now.outcomes, is_now.points):
            yield f"{is_now.title}: {_said(was)} before, {_said(is_now)} then"
    days = {entry.milestone.id: entry.milestone.date for entry in before.dates if entry.is_settled}
    for entry in (each.milestone for each in after.dates if each.is_settled):
        if days.get(entry.id, entry.date) != entry.date:
            yield f"Date: {days[entry.id]} before, {entry.date} then: {entry.duty}"


def _said(topic: Explained) -> str:
    said = topic.words or "none"
    return f"{said} ({', '.join(topic.points)})" if topic.points else said
