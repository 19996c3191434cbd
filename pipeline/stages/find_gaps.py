"""Every requirement and every duty that the standard never covers: how it stands, and what remains to be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.assessment import Assessment, Status
from pipeline.model.condition_text import AS_OF
from pipeline.model.crosswalk import Crosswalk, Duty, Effect, Link, Relation, is_below
from pipeline.model.fact import Facts, fact_at
from pipeline.model.gap_report import Conflict, GapItem, GapReport, Lack, Lent, Tie, Undertaken, Use
from pipeline.model.intake import Intake
from pipeline.model.legislation import Force, Legislation, Requirement, Service
from pipeline.model.vocabulary import Verdict
from pipeline.stages.classify import Classification
from pipeline.stages.evidence import Proof, proofs
from pipeline.stages.lend import Practice
from pipeline.stages.rank import ranked
from pipeline.stages.weigh import Weights

ACTIONS = "actions"
"""Path of the table in which people say what is done about an item."""

_OWED = (Force.MANDATORY,)
_WORST_FIRST = (Status.NOT_MET, Status.UNKNOWN, Status.PARTLY, Status.MET)


def find_gaps(
    intake: Intake,
    classification: Classification,
    assessment: Assessment,
    law: Legislation,
    crosswalk: Crosswalk,
    facts: Facts,
) -> GapReport:
    """Judge every requirement and duty for one system.

    Args:
        intake: the merged answers.
        classification: facts and outcomes.
        assessment: how the requirements stand that documents take up.
        law: all requirements, and the days.
        crosswalk: elements, links, duties and weights.
        facts: that may be asked for.

    Returns:
        All of them, those that do not apply too. None is met by the standard, however it is practised, nor without
        evidence that names the system, a named person and a day.
    """
    finder = _Finder.of(intake, classification, assessment, crosswalk, facts)
    requirements = [finder.requirement(entry) for entry in law.requirements if _is_item(entry)]
    # What documents state of themselves, or repeat, says nothing of the duties above it.
    silent = {entry.id for entry in law.requirements if entry.served_by in (Service.STATEMENT, Service.DERIVED)}
    telling = [item for item in requirements if item.id not in silent]
    duties = [finder.duty(entry, telling) for entry in crosswalk.duties]
    items = ranked((*duties, *requirements), law, classification.facts, finder.weights)
    return GapReport(items, tuple(finder.practice.values()), tuple(finder.conflicts(items)))


def _is_item(requirement: Requirement) -> bool:
    return requirement.force in _OWED and requirement.served_by is not Service.NONE


class _Finder(Struct, frozen=True):
    """What every item is judged with."""

    classification: Classification
    facts: Facts
    statuses: Assessment
    actions: Mapping[str, Mapping[str, Any]]
    named: Mapping[str, tuple[str, ...]]
    held: Mapping[str, Proof]
    practice: Mapping[str, Use]
    links: Mapping[str, tuple[Link, ...]]
    uncovered: frozenset[str]
    weights: Weights

    @classmethod
    def of(
        cls,
        intake: Intake,
        classification: Classification,
        assessment: Assessment,
        crosswalk: Crosswalk,
        facts: Facts,
    ) -> "_Finder":
        known = classification.facts
        held = proofs(known, intake.shared)
        practice = Practice.of(known, intake.notes, held)
        links: dict[str, tuple[Link, ...]] = {}
        for link in crosswalk.links:
            for cite in link.cites:
                links[cite] = (*links.get(cite, ()), link)
        rows = known.look_up(ACTIONS)
        actions = {row["id"]: row for row in (rows if isinstance(rows, tuple) else ())}
        beside = {name: intake.notes.get(f"{ACTIONS}[{name}]") for name in actions}
        return cls(
            classification,
            facts,
            assessment,
            actions,
            {name: note.evidence for name, note in beside.items() if note},
            held,
            {element.id: practice.use(element) for element in crosswalk.elements},
            links,
            frozenset(cite for duty in crosswalk.duties for cite in duty.cites),
            Weights.of(crosswalk),
        )

    def requirement(self, entry: Requirement) -> GapItem:
        """Judge a requirement of the catalogue."""
        stated = self.statuses.of(entry.id)
        missing = stated.missing if stated else ()
        evidence = stated.evidence if stated else ()
        item = self._item(entry.id, entry.cites, entry.applies_if, evidence)
        item = replace(item, title=entry.summary.strip(), missing=missing)
        if item.status is Status.NOT_APPLICABLE or item.is_undecided:
            return item
        # What a document states of itself shows nothing of the system.
        given = entry.served_by is Service.FACTS and stated is not None and stated.status is Status.PARTLY
        lifted = any(
            lent.credited and lent.tie is Tie.SYSTEM and lent.link.relation is Relation.PARTIAL for lent in item.lent
        )
        own = self._found(item, Status.PARTLY if given else Status.UNKNOWN, [])
        return replace(own, status=Status.PARTLY, is_lifted=True) if lifted and own.status is Status.UNKNOWN else own

    def duty(self, entry: Duty, requirements: Sequence[GapItem]) -> GapItem:
        """Judge a duty that no element asks for; it is no better than what the catalogue holds below it."""
        item = self._item(entry.id, entry.cites, entry.applies_if, ())
        item = replace(item, is_duty=True, title=entry.title, remains=entry.remains.strip(), group=entry.group)
        if item.status is Status.NOT_APPLICABLE or item.is_undecided:
            return item
        below = [part for part in requirements if part.status is not Status.NOT_APPLICABLE and _is_below(part, entry)]
        # The standard asks for no part of the duty, so what it lifts below it is no part of it either.
        stand = {Status.UNKNOWN if part.is_lifted else part.status for part in below}
        worst = next((status for status in _WORST_FIRST if status in stand), None)
        # What the catalogue knows to be answered is part of the duty; that all of it is met says nothing of the rest.
        status = Status.PARTLY if worst is Status.MET else worst or Status.UNKNOWN
        return self._found(item, status, [part.id for part in below if _is_lacking(part)])

    def conflicts(self, items: Iterable[GapItem]) -> Iterator[Conflict]:
        """Yield each element that is excluded although it is linked to what applies for certain."""
        leaning: dict[str, list[GapItem]] = {}
        for item in items:
            for lent in item.lent if item.status is not Status.NOT_APPLICABLE and not item.is_undecided else ():
                if lent.tie is Tie.EXCLUDED:
                    leaning.setdefault(lent.link.element, []).append(item)
        for name, several in leaning.items():
            use = self.practice[name]
            cites = tuple(dict.fromkeys(cite for item in several for cite in item.cites))
            yield Conflict(name, use.element.title, use.path, tuple(item.id for item in several), cites)

    def _item(self, name: str, cites: tuple[str, ...], applies_if: str, evidence: tuple[str, ...]) -> GapItem:
        verdict = self.classification.facts.judge(applies_if)
        weight = self.weights.at(cites[0])
        status = Status.NOT_APPLICABLE if verdict.holds is False else Status.UNKNOWN
        # What depends on a name that stands for no fact is decided by no answer of the form.
        behind = self.classification.asked_behind(verdict.unknowns) if verdict.holds is None else ()
        undecided = tuple(path for path in behind if fact_at(path) in self.facts)
        counting = tuple(each for each in self.named.get(name, ()) if each in self.held and self.held[each].counts)
        return GapItem(
            id=name,
            is_duty=False,
            cites=cites,
            title="",
            remains="",
            group="",
            status=status,
            effect=weight.effect if weight else Effect.PAPER,
            evidence=tuple(dict.fromkeys((*counting, *evidence))),
            lent=() if verdict.holds is False else tuple(self._lent(cites)),
            undecided=undecided,
            lacks=(Lack.DECISION,) if verdict.holds is None else (),
            undertaken=_undertaken(self.actions.get(name, {})),
        )

    def _lent(self, cites: tuple[str, ...]) -> Iterator[Lent]:
        for link in dict.fromkeys(link for cite in cites for link in self.links.get(cite, ())):
            at = next(cite for cite in cites if cite in link.cites)
            use = self.practice[link.element]
            credited = at not in self.uncovered and self.weights.takes_credit(at)
            yield Lent(link, use.element.title, use.tie, credited, use.evidence, use.path)

    def _found(self, item: GapItem, status: Status, open_parts: list[str]) -> GapItem:
        """Join what is known with what a named person has found: the worse of both counts."""
        said, done = item.undertaken.verdict, item.undertaken
        day = self.classification.facts.look_up(AS_OF)
        reviewed = bool(done.reviewer and done.reviewed_on and done.reviewed_on <= day)
        counting = any(name in self.held and self.held[name].counts for name in self.named.get(item.id, ()))
        gaps = {
            Lack.FACTS: bool(item.missing),
            Lack.PARTS: bool(open_parts),
            Lack.EVIDENCE: not counting,
            Lack.REVIEW: not (reviewed and said),
        }
        lacks = tuple(lack for lack, is_lacking in gaps.items() if is_lacking)
        if said == Verdict.NOT_MET:
            status = Status.NOT_MET
        elif said == Verdict.MET and not lacks:
            status = Status.MET
        elif (said or counting) and status is not Status.NOT_MET:
            status = Status.PARTLY
        return replace(item, status=status, lacks=lacks, open_parts=tuple(open_parts))


def _is_lacking(part: GapItem) -> bool:
    """Tell whether a part keeps the whole from being found met: what waits for a review alone does not."""
    return bool(part.missing) or part.is_undecided or part.status is Status.NOT_MET


def _is_below(item: GapItem, duty: Duty) -> bool:
    return any(is_below(cite, above) for cite in item.cites for above in duty.cites)


def _undertaken(row: Mapping[str, Any]) -> Undertaken:
    names = Undertaken.__struct_fields__
    return Undertaken(**{name: row[name] for name in names if row.get(name) is not None})
