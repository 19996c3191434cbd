"""Each requirement against the facts: does it apply, is it answered, by what evidence, what is missing."""

from collections.abc import Iterable, Mapping

from pipeline.model.assessment import Assessment, MissingFact, RequirementStatus, Standing, Status
from pipeline.model.condition_text import open_name
from pipeline.model.fact import fact_at
from pipeline.model.intake import AnswerNote
from pipeline.model.legislation import Force, Legislation, Requirement, Service
from pipeline.stages.classify import Classification
from pipeline.stages.standing import FactStanding, Standings

_NEVER_OWED = (Force.OPTION, Force.RECOMMENDED, Force.INFORMATION, Force.DELETED)


def assess(classification: Classification, law: Legislation, places: Standings) -> Assessment:
    """Judge every requirement that a deliverable takes up.

    Args:
        classification: the facts of a system and the outcomes of the decision tables.
        law: the requirements.
        places: how each fact stands.

    Returns:
        A status for each requirement, and every missing fact with the requirements that need it (none where only
        document control or a register prints it). Without a person's
        review no requirement is met: everything answered gives ``partly``.
    """
    needed_by: dict[str, tuple[str, dict[str, None]]] = {}
    statuses = []
    for requirement in law.requirements:
        if requirement.served_by is not Service.LATER:
            status, missing = _judge(requirement, classification, places)
            statuses.append(status)
            if requirement.force not in _NEVER_OWED:
                for path, fact in missing:
                    needed_by.setdefault(path, (fact, {}))[1][requirement.id] = None
    for question in places.questions.values():
        for place in places.of(question.id):
            if place.standing is Standing.MISSING:
                for path, fact in _asked_first(place, classification):
                    needed_by.setdefault(path, (fact, {}))
    gaps = (MissingFact(path, fact, tuple(owed)) for path, (fact, owed) in needed_by.items())
    return Assessment(tuple(statuses), tuple(gaps))


def open_counts(assessment: Assessment, law: Legislation) -> dict[str, int]:
    """Count the mandatory requirements of each document that are not fully answered.

    Returns:
        ``assessment.<document>_open`` to the number, with underscores for hyphens.
    """
    kinds = {requirement.id: requirement for requirement in law.requirements}
    counts: dict[str, int] = {}
    for status in assessment.requirements:
        requirement = kinds[status.id]
        name = open_name(requirement.document)
        owed = requirement.force is Force.MANDATORY and bool(status.missing or status.undecided)
        counts[name] = counts.get(name, 0) + owed
    return counts


def _judge(
    requirement: Requirement, classification: Classification, places: Standings
) -> tuple[RequirementStatus, list[tuple[str, str]]]:
    verdict = places.facts.judge(requirement.applies_if)
    if verdict.holds is False:
        return RequirementStatus(requirement.id, Status.NOT_APPLICABLE), []
    stand = [place for fact in requirement.facts for place in places.of(fact)]
    missing = [(place.path, place.fact) for place in stand if place.standing is Standing.MISSING]
    undecided = classification.asked_behind(verdict.unknowns)
    evidence = _evidence(stand, places.facts.notes)
    gaps = [gap for place in stand if place.standing is Standing.MISSING for gap in _asked_first(place, classification)]
    gaps += [(path, fact_at(path)) for path in classification.open_behind(verdict.unknowns)]
    state = _status(requirement, stand, missing, undecided)
    return RequirementStatus(requirement.id, state, tuple(path for path, _ in missing), undecided, evidence), gaps


def _asked_first(place: FactStanding, classification: Classification) -> list[tuple[str, str]]:
    """Return what has to be answered for a missing fact: first whatever leaves open whether it is needed at all."""
    open_first = classification.open_behind(place.shown.unknowns) if place.shown.holds is None else ()
    return [(path, fact_at(path)) for path in open_first] or [(place.path, place.fact)]


def _status(
    requirement: Requirement,
    stand: list[FactStanding],
    missing: list[tuple[str, str]],
    undecided: tuple[str, ...],
) -> Status:
    if undecided:
        return Status.UNKNOWN
    # What may stay blank and does is no answer: it makes nothing more than unknown.
    given = any(place.standing not in (Standing.MISSING, Standing.OPTIONAL) for place in stand)
    if requirement.served_by is not Service.FACTS or given or not missing:
        return Status.PARTLY
    return Status.UNKNOWN


def _evidence(stand: Iterable[FactStanding], notes: Mapping[str, AnswerNote]) -> tuple[str, ...]:
    """Collect evidence given for the facts themselves, for their rows and for their tables."""
    found: dict[str, None] = {}
    for place in stand:
        row = place.path.partition("].")[0]
        table = place.path.partition("[")[0]
        for path in (table, f"{row}]", place.path):
            if path in notes:
                found |= dict.fromkeys(notes[path].evidence)
    return tuple(found)
