"""Whether a deliverable takes up what its document owes, and whether somebody is asked for what it prints."""

from collections.abc import Iterable, Iterator

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Block, Deliverable
from pipeline.model.fact import asked_as
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.legislation import Service
from pipeline.model.questionnaire import Question, Questionnaire
from pipeline.rules.fact_base import FactBase

DECLARATION = "deliverable.toml"


def judge_declaration(deliverable: Deliverable, catalogue: Catalogue, at: str) -> Iterator[Finding]:
    """Yield the requirements of a document that no section takes up, and what it prints that nobody is asked for.

    Args:
        deliverable: its declaration.
        catalogue: with the law, the questions, and the other deliverables, which may take up what it does not.
        at: the file of the declaration.
    """
    beside = (each for each in catalogue.deliverables if each.document == deliverable.document)
    taken = {name for each in (deliverable, *beside) for section in each.section for name in section.requirements}
    for entry in catalogue.legislation.requirements:
        owed = entry.document == deliverable.document and entry.served_by is not Service.NONE
        if owed and entry.id not in taken:
            yield finding("TPL055", Place(file=at, key=entry.id), entry.cites, id=entry.id, summary=entry.summary)
    printed = {path: section.cites for section in deliverable.section for path in _printed(section.block)}
    for question in never_asked(catalogue.questionnaire, catalogue.legislation.names):
        if question.id in printed:
            yield _nobody(question, printed[question.id], at)


def judge_questions(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the questions of the whole library that nobody is ever asked."""
    for question in never_asked(catalogue.questionnaire, catalogue.legislation.names):
        yield _nobody(question, question.cites, "")


def _nobody(question: Question, cites: tuple[str, ...], at: str) -> Finding:
    place = Place(file=at, key=question.id, question=question.id)
    return finding("TPL056", place, cites, number=question.number, label=question.label, name=question.id)


def _printed(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from map(asked_as, (*block.facts, *block.facts_in_words))


def never_asked(asked: Questionnaire, names: dict[str, str]) -> tuple[Question, ...]:
    """Return the questions that stand in no form, or whose condition cannot hold whatever is answered.

    What cannot be answered is taken for not applicable, so that a question behind it is found as well.

    Args:
        asked: the questions.
        names: the short names of conditions.
    """
    silent = {question.id for section in asked.sections if not section.forms for question in section.question}
    while True:
        notes = {path: AnswerNote(AnswerState.NOT_APPLICABLE, "never asked") for path in silent}
        blank = FactBase({}, notes, names)
        found = {each.id for each in asked.questions() if blank.judge(each.shown_if).holds is False} | silent
        if found == silent:
            return tuple(question for question in asked.questions() if question.id in silent)
        silent = found
