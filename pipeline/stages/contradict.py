"""Answers that cannot all be right, with the cells of both sides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Contradiction, Questionnaire
from pipeline.stages.classify import Classification


def contradictions(intake: Intake, classification: Classification, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Yield a finding for each contradiction among the answers.

    Args:
        intake: the answers with their cells.
        classification: facts and outcomes.
        questionnaire: declares what contradicts what.
    """
    facts = classification.facts
    for entry in questionnaire.contradictions:
        rows = facts.rows(entry.each)[0] or () if entry.each else (None,)
        for row in rows:
            verdict = facts.judge(entry.when) if row is None else facts.judge_row(entry.when, entry.each, row)
            if verdict.holds:
                answered = (path for path in verdict.reads if path not in classification.decisions)
                yield _finding(entry, answered, intake)


def _finding(entry: Contradiction, between: Iterable[str], intake: Intake) -> Finding:
    at, *others = (replace(intake.place_of(path), question=path) for path in between)
    cells = ", ".join(map(_cell, others))
    return finding("CLS003", at, entry.cites, words=entry.words, others=f"; see {cells}" if cells else "")


def _cell(place: Place) -> str:
    return f"{place.sheet}!{place.cell}" if place.cell else place.question
