"""What a form is prefilled from: a profile.json, an older workbook, a model card or another JSON file."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.plain_file import read_file
from pipeline.build.scan import NoSuchPathError
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Place, Severity
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake
from pipeline.model.prefill import Prefill
from pipeline.model.questionnaire import Form
from pipeline.stages.admit_declared import undeclared
from pipeline.stages.import_card import import_card
from pipeline.stages.listed import hold_to_lists, lists_of
from pipeline.stages.profile_json import from_profile_json, is_profile_json
from pipeline.stages.read import read

_MARKDOWN = (".md", ".markdown")


class FormSource(Struct, frozen=True):
    """The answers of a source, whether they stand in a form of ours, and whether they can be used at all."""

    name: str
    prefill: Prefill
    is_form: bool = False

    @property
    def is_usable(self) -> bool:
        """A workbook gives all that it holds, with what is wrong; any other source gives nothing where it is wrong."""
        intake = self.prefill.intake
        if self.is_form:
            return bool(intake.cells)
        return not any(told.severity is Severity.ERROR for told in intake.findings)


def read_source(path: Path, form: Form, catalogue: Catalogue) -> FormSource:
    """Read what a form is to be prefilled from.

    Args:
        path: of the source.
        form: that it is for.
        catalogue: the questions, and what says where the parts of a card go.

    Raises:
        NoSuchPathError: it cannot be opened.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise NoSuchPathError(f"{path} cannot be opened: {error.strerror}") from None
    suffix = path.suffix.casefold()
    if suffix in _MARKDOWN or (suffix == ".json" and not is_profile_json(content)):
        return FormSource(path.name, _imported(path, content, form, catalogue))
    if suffix == ".json":
        intake = _admitted(
            str(path), from_profile_json(str(path), content, catalogue.questionnaire.facts)[1], catalogue
        )
        return FormSource(path.name, Prefill(intake))
    return FormSource(path.name, Prefill(_from_workbook(str(path), content, form, catalogue)), is_form=True)


def _imported(path: Path, content: bytes, form: Form, catalogue: Catalogue) -> Prefill:
    """Take over what a client's own file says."""
    from pipeline.formats.card_file import read_card, read_json

    card, told = (read_card if path.suffix.casefold() in _MARKDOWN else read_json)(str(path), content)
    if card is None:
        return Prefill(Intake({}, findings=told))
    taken = import_card(card, catalogue.imports, catalogue.questionnaire, form)
    return replace(taken, intake=replace(taken.intake, findings=told + taken.intake.findings))


def _from_workbook(name: str, content: bytes, form: Form, catalogue: Catalogue) -> Intake:
    """Return all that a workbook holds; rows that are none of their list are told and carried over."""
    workbook, refused = read_workbook(name, content)
    if workbook is None:
        return Intake({}, findings=refused)
    intake = read(workbook, catalogue.questionnaire, form)
    held = hold_to_lists(intake, catalogue.questionnaire, lists_of(catalogue), keep_stopped=True)
    # That it is an older form is why it is carried over, and what was not confirmed is asked again.
    told = tuple(each for each in held.findings if each.code not in ("INT041", "INT042"))
    return replace(held, findings=refused + told)


def _admitted(name: str, intake: Intake, catalogue: Catalogue) -> Intake:
    """Tell what the questionnaire has no place for: the types of the profile know no declared fact and no list."""
    refused = undeclared(intake.values, intake.notes, catalogue.questionnaire)
    told = tuple(finding("PRO002", Place(file=name, key=path), path=path, why=why) for path, why in refused)
    held = hold_to_lists(intake, catalogue.questionnaire, lists_of(catalogue))
    return replace(held, findings=held.findings + told)
