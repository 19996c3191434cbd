"""Findings to remarks beside answers: each at the place of the answer, wherever that stands in a fresh form."""

from collections.abc import Iterable, Mapping

from pipeline.model.fact import asked_as
from pipeline.model.finding import Finding, Severity
from pipeline.model.form_codes import MetaKey
from pipeline.model.form_layout import Occasion, Remark
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import WHO, Questionnaire
from pipeline.stages.form_cites import cited

_MISSING, _NOT_KNOWN = "REQ001", "REQ002"


def occasion_of(
    intake: Intake,
    findings: Iterable[Finding],
    meta: Mapping[str, str],
    questionnaire: Questionnaire,
    *,
    with_organisation: bool,
) -> Occasion:
    """Return for what a review copy is written.

    Args:
        intake: the answers of one workbook, with their cells.
        findings: those on this workbook, by its cells.
        meta: what the workbook says of itself.
        questionnaire: in the language of the form.
        with_organisation: it carries the organisation's sections, where any of them is in it.
    """
    paths = {(place.sheet, place.cell): path for path, place in intake.cells.items() if place.cell}
    placed = [(_path_of(each, paths), each) for each in findings]
    refused = {path for path, each in placed if each.severity is Severity.ERROR}
    # That an answer is missing says nothing new where what stands there was refused.
    remarks = tuple(
        _remark(path, each, questionnaire)
        for path, each in placed
        if not (each.code in (_MISSING, _NOT_KNOWN) and path in refused)
    )
    carries = any(path.startswith("organisation.") for path in intake.cells)
    return Occasion(
        with_organisation and carries,
        meta.get(MetaKey.CONTACT, ""),
        meta.get(MetaKey.DEADLINE, ""),
        is_review=True,
        remarks=remarks,
    )


def _remark(path: str, told: Finding, questionnaire: Questionnaire) -> Remark:
    """Return what is said in the language of the form, as far as that words findings; quoted words stay as they are."""
    wording, words = questionnaire.findings.get(told.code), questionnaire.words
    message, hint = told.message, told.hint
    if wording:
        values = dict(told.values) | _in_language(told, questionnaire)
        message, hint = wording.message.format(**values), wording.hint.format(**values)
    beside = {_MISSING: words.missing, _NOT_KNOWN: words.not_sure}.get(told.code, "")
    return Remark(
        path,
        told.severity,
        message,
        hint,
        tuple(cited(cite, words) for cite in told.cites),
        beside if "[" in path else "",
    )


def _in_language(told: Finding, questionnaire: Questionnaire) -> dict[str, str]:
    """Return what a finding calls a column of the form, and an open one the question and who answers it."""
    if "column" in dict(told.values):
        return {"column": questionnaire.words.confirm}
    path = told.at.question
    asked = next((each for each in questionnaire.questions() if each.id == asked_as(path)), None)
    if told.code not in (_MISSING, _NOT_KNOWN) or asked is None:
        return {}
    row, _, column = path.partition("[")[2].partition("].")
    label = next((each.label for each in asked.column if each.id == column), asked.label)
    return {"label": f"{label} ({row.rstrip(']')})" if row else label, "who": questionnaire.choices[WHO][asked.who]}


def _path_of(finding: Finding, paths: Mapping[tuple[str, str], str]) -> str:
    """Return the path of the answer at which a finding stands, else the sheet."""
    at = finding.at
    return paths.get((at.sheet, at.cell)) or at.question or at.sheet
