"""Writes forms: blank, or prefilled from a profile.json, an older workbook, a model card or another JSON file."""

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import slug
from pipeline.build.form_source import FormSource, read_source
from pipeline.build.scan import EVIDENCE, ORGANISATION, WORKBOOK
from pipeline.build.store import write
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_layout import Occasion
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.rules.condition import Condition
from pipeline.rules.evaluate import evaluate
from pipeline.stages.classify import classify
from pipeline.stages.confirming import ask_again
from pipeline.stages.form import BLANK_FORM, form_workbook
from pipeline.stages.form_rules import Judge
from pipeline.stages.listed import lists_of


class FileInTheWayError(Exception):
    """A form would overwrite a workbook that may hold a client's answers."""


class NoWorkbookNameError(Exception):
    """A form would get a name that says it is something else than a workbook."""


class FormWish(Struct, frozen=True):
    """Which form to write, where, from what, whom to ask about it and by when to send it back.

    ``confirmed`` says that the answers of the source hold as of today, so that none is asked again.
    """

    target: Path
    form: Form
    source: Path | None = None
    replace: bool = False
    confirmed: bool = False
    contact: str = ""
    deadline: str = ""


class FormMade(Struct, frozen=True):
    """What was found in the source of a form, and whether the form was written."""

    findings: tuple[Finding, ...] = ()
    is_written: bool = True


def make_form(wish: FormWish, catalogue: Catalogue, questionnaire: Questionnaire | None = None) -> FormMade:
    """Write one form.

    Args:
        wish: which form, where, and the source to prefill it from.
        catalogue: the questionnaire, and the law that decides which questions apply.
        questionnaire: the same in the language of the form; the catalogue's own where none is given.

    Returns:
        What was found in the source, and whether the form was written: not where the source cannot be used.

    Raises:
        FileInTheWayError: the target holds something else already.
        NoSuchPathError: the source cannot be opened.
        NoWorkbookNameError: the target is not named as a workbook.
    """
    # Letter case counts: under another name no later command would find the workbook in its folder.
    if wish.target.suffix != WORKBOOK:
        raise NoWorkbookNameError(f"{wish.target} does not end with {WORKBOOK}, which a form is; nothing was written")
    asked = questionnaire or catalogue.questionnaire
    if wish.source is None:
        _write(wish, BLANK_FORM, catalogue, asked)
        return FormMade()
    source = read_source(wish.source, wish.form, catalogue)
    findings = source.prefill.intake.findings
    if not source.is_usable:
        return FormMade(findings, is_written=False)
    intake = _asked_again(wish, source, asked)
    _write(wish, intake, catalogue, asked)
    if not intake.left_over:
        return FormMade(findings)
    sheet = asked.words.left_sheet
    told = finding("INT056", Place(str(wish.target), sheet), count=len(intake.left_over), sheet=sheet)
    return FormMade((*findings, told))


def _asked_again(wish: FormWish, source: FormSource, questionnaire: Questionnaire) -> Intake:
    """Return the answers of a source, with all that has no place in the form, and what is asked of them again."""
    prefill, words = source.prefill, questionnaire.words
    left_over = (*prefill.intake.left_over, *prefill.left_over)
    if wish.confirmed:
        return replace(prefill.intake, confirmations={}, left_over=left_over)
    called = words.confirm_from_form if source.is_form else words.confirm_from_profile
    intake = ask_again(prefill, questionnaire, called.format(name=source.name), is_form=source.is_form)
    return replace(intake, left_over=left_over)


def make_engagement(
    folder: Path, client: str, catalogue: Catalogue, questionnaire: Questionnaire | None = None
) -> tuple[Path, ...]:
    """Write the folder of a new engagement: both forms, blank but for the client's name, and the evidence folder.

    Args:
        folder: of the client.
        client: its name, or nothing.
        catalogue: the questionnaire.
        questionnaire: as for `make_form`.

    Returns:
        The paths written.

    Raises:
        FileInTheWayError: a form lies there already.
    """
    # The id is the folder's name, so that inputs and outputs of a client are called the same.
    named: dict[str, Any] = {
        "organisation": {"id": slug(folder.resolve().name), **({"name": client} if client else {})}
    }
    organisation, system = folder / ORGANISATION, folder / "system.xlsx"
    for path, form, values in ((organisation, Form.ORGANISATION, named), (system, Form.SYSTEM, {})):
        _write(FormWish(path, form), Intake(values), catalogue, questionnaire or catalogue.questionnaire)
    (folder / EVIDENCE).mkdir(exist_ok=True)
    return organisation, system, folder / EVIDENCE


def _write(wish: FormWish, intake: Intake, catalogue: Catalogue, questionnaire: Questionnaire) -> None:
    beside = wish.target.resolve().parent / ORGANISATION
    alone = wish.form is Form.SYSTEM and not beside.is_file()
    has_organisation = bool(intake.values.get("organisation"))
    workbook = form_workbook(
        questionnaire,
        wish.form,
        intake,
        judge=judge_of(intake, catalogue),
        lists=lists_of(catalogue),
        occasion=Occasion(alone and has_organisation, wish.contact, wish.deadline),
    )
    content = write_form(workbook)
    if not wish.replace and wish.target.exists() and not _holds(wish.target, content):
        raise FileInTheWayError(f"{wish.target} exists already; nothing was written")
    write(wish.target, content)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def judge_of(intake: Intake, catalogue: Catalogue) -> Judge:
    """Return what says whether a condition holds, as far as the answers settle it."""
    facts = classify(intake, catalogue.legislation).facts

    def judge(condition: Condition) -> bool | None:
        return evaluate(condition, facts.look_up).holds

    return judge
