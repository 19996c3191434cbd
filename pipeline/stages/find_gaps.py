"""Every requirement and every duty that the standard never covers: how it stands, and what remains to be done."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.assessment import Assessment, Status
from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import AS_OF
from pipeline.model.crosswalk import Duty, Relation
from pipeline.model.fact import Facts, fact_at
from pipeline.model.gap_report import Conflict, GapItem, GapReport, Lack, Lent, Tie, Undertaken, Use
from pipeline.model.intake import Intake
from pipeline.model.legislation import Requirement, Service
from pipeline.model.vocabulary import Verdict
from pipeline.stages.classify import Classification
from pipeline.stages.evidence import Proof, proofs
from pipeline.stages.grounds import Ground, Grounds
from pipeline.stages.lend import Practice
from pipeline.stages.rank import ranked

ACTIONS = "actions"
"""Path of the table in which people say what is done about an item."""

_WORST_FIRST = (Status.NOT_MET, Status.UNKNOWN, Status.PARTLY, Status.MET)


def find_gaps(
    intake: Intake, classification: Classification, assessment: Assessment, catalogue: Catalogue
) -> GapReport:
    """Judge every requirement and duty for one system.

    Args:
        intake: the merged answers.
        classification: facts and outcomes.
        assessment: how the requirements stand that documents take up.
        catalogue: all requirements, the days, the elements of the standard with their links, and the duties.

    Returns:
        All of them, those that do not apply too. None is met by the standard, however it is practised, nor without
        evidence that names the system, a named person and a day.
    """
    grounds = catalogue.once(Grounds.gather)
    finder = _Finder.of(intake, classification, assessment, catalogue)
    requirements = {entry.id: finder.requirement(entry) for entry in grounds.requirements}
    duties = [
        finder.duty(entry, [requirements[name] for name in grounds.below[entry.id]])
        for entry in catalogue.crosswalk.duties
    ]
    items = ranked((*duties, *requirements.values()), catalogue.legislation, classification.facts, grounds.weights)
    return GapReport(items, tuple(finder.practice.values()), tuple(finder.conflicts(items)))


class _Finder(Struct, frozen=True):
    """What every item is judged with."""

    classification: Classification
    facts: Facts
    statuses: Assessment
    actions: Mapping[str, Mapping[str, Any]]
    named: Mapping[str, tuple[str, ...]]
    held: Mapping[str, Proof]
    practice: Mapping[str, Use]
    grounds: Mapping[str, Ground]

    @classmethod
    def of(
        cls, intake: Intake, classification: Classification, assessment: Assessment, catalogue: Catalogue
    ) -> "_Finder":
        known = classification.facts
        held = proofs(known, intake.shared)
        practice = Practice.of(known, intake.notes, held)
        rows = known.look_up(ACTIONS)
        actions = {row["id"]: row for row in (rows if isinstance(rows, tuple) else ())}
        beside = {name: intake.notes.get(f"{ACTIONS}[{name}]") for name in actions}
        return cls(
            classification,
            catalogue.questionnaire.facts,
            assessment,
            actions,
            {name: note.evidence for name, note in beside.items() if note},
            held,
            {element.id: practice.use(element) for element in catalogue.crosswalk.elements},
            catalogue.once(Grounds.gather).of,
        )

    def requirement(self, entry: Requirement) -> GapItem:
        """Judge a requirement of the catalogue."""
        stated = self.statuses.of(entry.id)
        missing = stated.missing if stated else ()
        evidence = stated.evidence if stated else ()
        item = self._item(entry.id, entry.applies_if, evidence)
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

    def duty(self, entry: Duty, parts: Iterable[GapItem]) -> GapItem:
        """Judge a duty that no element asks for; it is no better than its parts, which the catalogue holds."""
        item = self._item(entry.id, entry.applies_if, ())
        item = replace(item, is_duty=True, title=entry.title, remains=entry.remains.strip(), group=entry.group)
        if item.status is Status.NOT_APPLICABLE or item.is_undecided:
            return item
        below = [part for part in parts if part.status is not Status.NOT_APPLICABLE]
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

    def _item(self, name: str, applies_if: str, evidence: tuple[str, ...]) -> GapItem:
        verdict, ground = self.classification.facts.judge(applies_if), self.grounds[name]
        status = Status.NOT_APPLICABLE if verdict.holds is False else Status.UNKNOWN
        # What depends on a name that stands for no fact is decided by no answer of the form.
        behind = self.classification.asked_behind(verdict.unknowns) if verdict.holds is None else ()
        undecided = tuple(path for path in behind if fact_at(path) in self.facts)
        counting = tuple(each for each in self.named.get(name, ()) if each in self.held and self.held[each].counts)
        return GapItem(
            id=name,
            is_duty=False,
            cites=ground.cites,
            title="",
            remains="",
            group="",
            status=status,
            effect=ground.effect,
            evidence=tuple(dict.fromkeys((*counting, *evidence))),
            lent=() if verdict.holds is False else tuple(self._lent(ground)),
            undecided=undecided,
            lacks=(Lack.DECISION,) if verdict.holds is None else (),
            undertaken=_undertaken(self.actions.get(name, {})),
        )

    def _lent(self, ground: Ground) -> Iterator[Lent]:
        for each in ground.linked:
            use = self.practice[each.link.element]
            yield Lent(each.link, use.element.title, use.tie, each.credited, use.evidence, use.path)

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


def _undertaken(row: Mapping[str, Any]) -> Undertaken:
    names = (name for name in Undertaken.__struct_fields__ if row.get(name) is not None) if row else ()
    return Undertaken(**{name: row[name] for name in names})
