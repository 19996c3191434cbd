"""Answers that cannot all be right, or hardly, with the cells of both sides."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Contradiction, Questionnaire
from pipeline.rules.evaluate import Absent
from pipeline.stages.classify import Classification
from pipeline.stages.standing import Standings


def contradictions(
    intake: Intake, classification: Classification, questionnaire: Questionnaire, places: Standings
) -> Iterator[Finding]:
    """Yield a finding for each contradiction: those that are declared, each yes behind a no, each no behind a yes.

    Args:
        intake: the answers with their cells.
        classification: facts and outcomes.
        questionnaire: declares what contradicts what.
        places: how each fact stands.
    """
    facts = classification.facts
    for entry in questionnaire.contradictions:
        rows = facts.rows(entry.each)[0] or () if entry.each else (None,)
        for row in rows:
            verdict = facts.judge(entry.when) if row is None else facts.judge_row(entry.when, entry.each, row)
            if verdict.holds:
                answered = tuple(path for path in verdict.reads if path not in classification.decisions)
                # An outcome alone may decide; then the answers behind it are what has to be looked at.
                yield _finding(entry, answered or classification.read_behind(verdict.reads), intake)
    for path, before in _denied(places):
        yield finding("CLS007", _at(path, intake), cell=_cell(_at(before, intake)))
    for table, before in _declined(places):
        yield finding("CLS008", _at(table, intake), cell=_cell(_at(before, intake)))


def _denied(standing: Standings) -> Iterator[tuple[str, str]]:
    """Yield each yes to a question that is not asked because the one before it was answered with no, and that one.

    Rows of a table that is denied as a whole are not told cell by cell.
    """
    for place in standing.unneeded:
        if place.value is True:
            row = place.path.partition("].")[0] if "[" in place.path else ""
            before = (path for path in place.shown.reads if path.startswith(row))
            yield from ((place.path, path) for path in before if standing.facts.value_at(path) is False)


def _declined(standing: Standings) -> Iterator[tuple[str, str]]:
    """Yield each table that is said not to apply although the question before it was answered with yes, and that."""
    for question in standing.questions.values():
        if question.column and standing.facts.look_up(question.id) is Absent.NOT_APPLICABLE:
            shown = standing.facts.judge(question.shown_if)
            yes = (path for path in shown.reads if shown.holds and standing.facts.value_at(path) is True)
            yield from ((question.id, path) for path in yes)


def _finding(entry: Contradiction, between: Iterable[str], intake: Intake) -> Finding:
    at, *others = [_at(path, intake) for path in between] or [Place()]
    cells = ", ".join(map(_cell, others))
    return finding("CLS003", at, entry.cites, words=entry.words, others=f"; see {cells}" if cells else "")


def _at(path: str, intake: Intake) -> Place:
    return replace(intake.place_of(path), question=path)


def _cell(place: Place) -> str:
    return f"{place.sheet}!{place.cell}" if place.cell else place.question
