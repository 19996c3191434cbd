"""Checks a template before any client's data: what it says, whether that is what its deliverable declares."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pipeline.build.store import write
from pipeline.build.template_sources import TemplateSource
from pipeline.formats.template_annotate import annotate
from pipeline.formats.template_looks import look_over
from pipeline.formats.template_reader import read_template
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.template_language_findings import OF_STATE, OF_TAGS
from pipeline.stages.judge_declaration import judge_declaration
from pipeline.stages.judge_needs import judge_headings
from pipeline.stages.judge_template import judge_template


class Checked(Struct, frozen=True):
    """What was found in one template, with the spots, and in its declaration; whether it may be filled at all."""

    source: TemplateSource
    flaws: tuple[Flaw, ...]
    declared: tuple[Finding, ...]
    is_safe: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, the gravest first."""
        every = (*(flaw.finding for flaw in self.flaws), *self.declared)
        return tuple(sorted(every, key=lambda told: -told.severity.rank))


def check_template(source: TemplateSource) -> Checked:
    """Read a template, judge it where it can be read, and judge its declaration.

    Args:
        source: the template with its deliverable.
    """
    deliverable, catalogue = source.deliverable, source.catalogue
    declared = tuple(judge_declaration(deliverable, catalogue, str(source.declaration)))
    name = str(source.path)
    if source.content is None:
        missing = finding("TPL066", Place(template=name), folder=source.path.parent)
        return Checked(source, (Flaw(missing),), declared, is_safe=False)
    if not source.content:
        return Checked(source, (), declared, is_safe=True)
    flaws, is_safe = flaws_of(source.content, name, deliverable, catalogue)
    return Checked(source, flaws, declared, is_safe)


def flaws_of(
    template: bytes, name: str, deliverable: Deliverable, catalogue: Catalogue
) -> tuple[tuple[Flaw, ...], bool]:
    """Return what is wrong with a template, and whether nothing in it was refused.

    Args:
        template: the .docx file.
        name: of the template, as findings show it.
        deliverable: what it is for.
        catalogue: law, questions and fixed words.
    """
    reading = read_template(template, name)
    flaws = tuple(Flaw(told, spot) for told, spot in zip(reading.findings, reading.spots, strict=True))
    is_safe = not any(told.severity is Severity.ERROR and told.code not in OF_STATE for told in reading.findings)
    # What follows from a tag or a file that cannot be read would be noise; a heading is there or not.
    if is_safe or (reading.names and not any(told.code in OF_TAGS for told in reading.findings)):
        judged = judge_template(reading, deliverable, catalogue, name)
        return (*flaws, *judged, *look_over(template, name)), is_safe
    if reading.headings:
        flaws = (*flaws, *judge_headings(reading.headings, deliverable, name))
    return flaws, is_safe


def write_annotated(checked: Checked, folder: Path) -> Iterator[Path]:
    """Write a copy of a template with its flaws as comments; none where there are no flaws, or it cannot be opened.

    Args:
        checked: what was found.
        folder: for the copies.

    Yields:
        The path of the copy. The template itself stays as it is.
    """
    source = checked.source
    content = annotate(source.content, checked.flaws) if source.content and checked.flaws else None
    if content is not None:
        stem = source.deliverable.id if source.is_shipped_name else source.path.stem
        target = folder / f"{stem}.checked.docx"
        write(target, content)
        yield target
