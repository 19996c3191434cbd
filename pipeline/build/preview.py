"""A template filled with the complete sample and with an empty profile, to be looked at."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from pipeline.build.gather import file_facts
from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.sample import sample_answers
from pipeline.build.scan import NoSuchPathError
from pipeline.build.store import write
from pipeline.build.template import Template
from pipeline.build.template_sources import TemplateSource
from pipeline.formats.docx_compiled import TemplateError
from pipeline.formats.plain_picture import plain_picture
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake
from pipeline.stages.case import EvidenceFile, work_out
from pipeline.stages.compose import compose
from pipeline.stages.revise import next_issue

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_WIDE, _HIGH = 1200, 675
EMPTY = "empty"


class Previewed(Struct, frozen=True):
    """One preview: its path, where it could be made, and what is wrong with it."""

    path: Path | None
    findings: tuple[Finding, ...]


def write_previews(source: TemplateSource, folder: Path) -> Iterator[Previewed]:
    """Fill a template with the complete sample, and with an empty profile.

    Args:
        source: the template, which was checked, and its deliverable.
        folder: for the two documents.

    Raises:
        NoSuchPathError: the deliverable is no document of a system.
    """
    deliverable, catalogue = source.deliverable, source.catalogue
    if deliverable.output not in OUTPUT_FORMATS or not deliverable.is_of_a_system:
        raise NoSuchPathError(f"{deliverable.id} is a page over many systems, of which there is no preview")
    profiles = {
        "sample": ("the complete sample", sample_answers(catalogue.questionnaire.facts)),
        EMPTY: ("an empty profile", Intake({"system": {"id": EMPTY}}, {})),
    }
    for name, (called, intake) in profiles.items():
        target = folder / f"{deliverable.id}.{name}.{deliverable.output}"
        yield _preview(source, _context(source, intake, catalogue), target, called)


def _context(source: TemplateSource, intake: Intake, catalogue: Catalogue) -> Context:
    files = stand_ins(intake, catalogue)
    case = work_out(intake, catalogue, files)
    issue = next_issue(case, None, opens=True)
    return compose(source.deliverable, case, catalogue, issue, catalogue.style.shade)


def stand_ins(intake: Intake, catalogue: Catalogue) -> Mapping[str, EvidenceFile]:
    """Return something in the place of each file that answers name: the sample goes without its evidence."""
    names = {name for _, several in file_facts(intake.values, catalogue.questionnaire.facts) for name in several}
    picture = plain_picture(_WIDE, _HIGH)
    return {
        name: EvidenceFile.of(picture if name.casefold().endswith(_PICTURES) else name.encode())
        for name in sorted(names)
    }


def _preview(source: TemplateSource, context: Context, target: Path, called: str) -> Previewed:
    deliverable, at = source.deliverable, Place(template=str(source.path))
    output = OUTPUT_FORMATS[deliverable.output]
    try:
        made = output.make(deliverable, Template(source.content or b""), context, source.catalogue.style)
    except TemplateError as error:
        return Previewed(None, (finding("TPL070", at, profile=called, why=error),))
    write(target, made.content)
    return Previewed(target, tuple(finding("TPL071", at, profile=called, why=why) for why in made.complaints))
