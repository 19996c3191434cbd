"""Writes forms: blank, or prefilled from a profile.json, an older workbook, a model card or another JSON file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import slug
from pipeline.build.plain_file import read_file
from pipeline.build.scan import EVIDENCE, ORGANISATION, WORKBOOK, NoSuchPathError
from pipeline.build.store import write
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_layout import Shown
from pipeline.model.intake import Intake
from pipeline.model.prefill import Prefill
from pipeline.model.questionnaire import Form
from pipeline.stages.admit_declared import undeclared
from pipeline.stages.classify import classify
from pipeline.stages.form import BLANK_FORM, form_workbook
from pipeline.stages.import_card import import_card
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.merge import merge
from pipeline.stages.profile_json import from_profile_json, is_profile_json
from pipeline.stages.read import read

_MARKDOWN = (".md", ".markdown")


class FileInTheWayError(Exception):
    """A form would overwrite a workbook that may hold a client's answers."""


class NoWorkbookNameError(Exception):
    """A form would get a name that says it is something else than a workbook."""


class FormWish(Struct, frozen=True):
    """Which form to write, where, from what."""

    target: Path
    form: Form
    source: Path | None = None
    replace: bool = False


def make_form(wish: FormWish, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Write one form.

    Args:
        wish: which form, where, and the source to prefill it from.
        catalogue: the questionnaire, and the law that decides which questions apply.

    Returns:
        What was found in the source; with an error among it nothing is written.

    Raises:
        FileInTheWayError: the target holds something else already.
        NoSuchPathError: the source cannot be opened.
        NoWorkbookNameError: the target is not named as a workbook.
    """
    # Letter case counts: under another name no later command would find the workbook in its folder.
    if wish.target.suffix != WORKBOOK:
        raise NoWorkbookNameError(f"{wish.target} does not end with {WORKBOOK}, which a form is; nothing was written")
    intake = _source(wish, catalogue).intake if wish.source else BLANK_FORM
    if any(told.severity is Severity.ERROR for told in intake.findings):
        return intake.findings
    _write(wish, intake, catalogue)
    return intake.findings


def make_engagement(folder: Path, client: str, catalogue: Catalogue) -> tuple[Path, ...]:
    """Write the folder of a new engagement: both forms, blank but for the client's name, and the evidence folder.

    Args:
        folder: of the client.
        client: its name, or nothing.
        catalogue: the questionnaire.

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
        _write(FormWish(path, form), Intake(values), catalogue)
    (folder / EVIDENCE).mkdir(exist_ok=True)
    return organisation, system, folder / EVIDENCE


def _source(wish: FormWish, catalogue: Catalogue) -> Prefill:
    assert wish.source is not None  # noqa: S101 - asked for only where there is one
    try:
        content = read_file(wish.source)
    except OSError as error:
        raise NoSuchPathError(f"{wish.source} cannot be opened: {error.strerror}") from None
    name, suffix = str(wish.source), wish.source.suffix.casefold()
    if suffix in _MARKDOWN or (suffix == ".json" and not is_profile_json(content)):
        return _imported(wish.source, content, wish.form, catalogue)
    if suffix == ".json":
        return Prefill(_admitted(name, from_profile_json(name, content)[1], catalogue))
    return Prefill(_from_workbook(wish, name, content, catalogue))


def _imported(path: Path, content: bytes, form: Form, catalogue: Catalogue) -> Prefill:
    """Take over what a client's own file says."""
    from pipeline.formats.card_file import read_card, read_json

    read_source = read_card if path.suffix.casefold() in _MARKDOWN else read_json
    card, told = read_source(str(path), content)
    if card is None:
        return Prefill(Intake({}, findings=told))
    taken = import_card(card, catalogue.imports, catalogue.questionnaire, form)
    return replace(taken, intake=replace(taken.intake, findings=told + taken.intake.findings))


def _from_workbook(wish: FormWish, name: str, content: bytes, catalogue: Catalogue) -> Intake:
    workbook, refused = read_workbook(name, content)
    if workbook is None:
        return Intake({}, findings=refused)
    intake = read(workbook, catalogue.questionnaire, wish.form)
    intake = hold_to_lists(intake, catalogue.questionnaire, lists_of(catalogue))
    if wish.form is Form.ORGANISATION:
        return replace(intake, findings=refused + intake.findings)
    _, merged = merge(intake, Intake({}), slug(Path(name).stem))
    return replace(merged, findings=refused + merged.findings)


def _admitted(name: str, intake: Intake, catalogue: Catalogue) -> Intake:
    """Tell what the questionnaire has no place for: the types of the profile know no declared fact and no list."""
    refused = undeclared(intake.values, intake.notes, catalogue.questionnaire)
    told = tuple(finding("PRO002", Place(file=name, key=path), path=path, why=why) for path, why in refused)
    held = hold_to_lists(intake, catalogue.questionnaire, lists_of(catalogue))
    return replace(held, findings=held.findings + told)


def _write(wish: FormWish, intake: Intake, catalogue: Catalogue) -> None:
    beside = wish.target.resolve().parent / ORGANISATION
    alone = wish.form is Form.SYSTEM and not beside.is_file()
    has_organisation = bool(intake.values.get("organisation"))
    workbook = form_workbook(
        catalogue.questionnaire,
        wish.form,
        intake,
        with_organisation=alone and has_organisation,
        shown=_shown(intake, catalogue),
        lists=lists_of(catalogue),
    )
    content = write_form(workbook)
    if not wish.replace and wish.target.exists() and not _holds(wish.target, content):
        raise FileInTheWayError(f"{wish.target} exists already; nothing was written")
    write(wish.target, content)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _shown(intake: Intake, catalogue: Catalogue) -> Mapping[str, Shown]:
    """Say of each question whether it applies, as far as the answers settle it."""
    facts = classify(intake, catalogue.legislation).facts
    words = {True: Shown.APPLIES, False: Shown.DOES_NOT_APPLY, None: Shown.UNDECIDED}
    return {
        question.id: words[facts.judge(question.shown_if).holds] for question in catalogue.questionnaire.questions()
    }
