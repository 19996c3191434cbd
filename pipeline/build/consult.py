"""Explains what the law makes of one system, from its workbook; nothing is built and nothing is written."""

from pathlib import Path

from msgspec import Struct

from pipeline.build.answers import load_files, read_answers
from pipeline.build.scan import ORGANISATION, NoSuchPathError, source_of
from pipeline.model.explanation import Explanation, Flip
from pipeline.model.finding import Finding
from pipeline.model.inquiry import Inquiry
from pipeline.model.questionnaire import Questionnaire, Usage
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.stages.classify import classify
from pipeline.stages.contradict import contradictions
from pipeline.stages.explain import explain
from pipeline.stages.flips import flips
from pipeline.stages.standing import standings


def deciding_questions(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the questions whose answers decide something, or may contradict such an answer, and the system's id."""
    decide = {question.id for question in questionnaire.questions() if Usage.DECISION in question.used}
    against = {
        entry.each if path.startswith(f"{entry.each}.") else path
        for entry in questionnaire.contradictions
        for path in paths_in(parse_condition(entry.when))
    }
    return frozenset(decide | against | {"system.id"})


class Consultation(Struct, frozen=True):
    """What the law makes of a system, which answers would change it, and what is wrong with the answers.

    There is no explanation where the workbook cannot be used.
    """

    explanation: Explanation | None
    flips: dict[str, tuple[Flip, ...]]
    findings: tuple[Finding, ...]


def consult(workbook: Path, inquiry: Inquiry) -> Consultation:
    """Read one system's answers and explain their classification.

    Args:
        workbook: of the system; organisation.xlsx beside it is read too.
        inquiry: the law as it stands on the day that is asked for.

    Raises:
        NoSuchPathError: there is no such file, or it describes no system.
        OSError: it cannot be read.
    """
    if not workbook.is_file() or workbook.name == ORGANISATION:
        raise NoSuchPathError(f"{workbook} is no workbook of a system")
    files = load_files(source_of(workbook), with_evidence=False)
    intake, is_form = read_answers(files, inquiry.questionnaire, deciding_questions(inquiry.questionnaire))
    if not is_form:
        return Consultation(None, {}, intake.findings)
    classification = classify(intake, inquiry.legislation)
    explanation = explain(intake, classification, inquiry)
    places = standings(classification.facts, inquiry.questionnaire)
    findings = (*intake.findings, *contradictions(intake, classification, inquiry.questionnaire, places))
    return Consultation(explanation, flips(explanation, intake, classification, inquiry), findings)
