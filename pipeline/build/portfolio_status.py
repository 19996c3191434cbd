"""How the documents of a portfolio stand: current, stale, edited, missing, held back, not owed; and why."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from pipeline.build.gather import gather_safely
from pipeline.build.identity import key_of
from pipeline.build.journal import known_of
from pipeline.build.own_templates import Template
from pipeline.build.place import made_of
from pipeline.build.scan import SystemSource
from pipeline.build.store import digest_of
from pipeline.model.catalogue import Catalogue, Declarations
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding
from pipeline.model.keeping import Kept
from pipeline.model.manifest import Made, Manifest
from pipeline.stages.case import Case, work_out
from pipeline.stages.compare_law import compare
from pipeline.stages.due import held_by, is_due, not_due_because
from pipeline.stages.keep_until import keep_until
from pipeline.stages.touch import touched


class DeliverableStatus(Struct, frozen=True):
    """How one document stands, and why."""

    id: str
    state: str
    because: tuple[str, ...]


class SystemStatus(Struct, frozen=True):
    """How the documents of one system stand and until when they are kept, with what is wrong with its workbooks."""

    system: str | None
    client: str
    deliverables: tuple[DeliverableStatus, ...]
    findings: tuple[Finding, ...]
    kept: Kept = Kept()


class _Lying(Struct, frozen=True):
    """What lies in the output folder for one deliverable, and what the manifest knows of it."""

    digest: str | None
    made: Made | None

    @classmethod
    def of(cls, folder: Path, manifest: Manifest | None, deliverable: Deliverable) -> "_Lying":
        return cls(digest_of(folder / deliverable.file), made_of(manifest, deliverable.id))


def status_of(
    sources: Iterable[SystemSource], outputs: Path, catalogue: Catalogue, templates: Mapping[str, Template]
) -> Iterator[SystemStatus]:
    """Compare what lies in the output folder with what would be made now; nothing is written.

    Args:
        sources: the system workbooks.
        outputs: folder of all outputs.
        catalogue: law, questionnaire, deliverables.
        templates: template of each deliverable, by id.
    """
    for source in sources:
        system = gather_safely(source, catalogue)
        standing: tuple[DeliverableStatus, ...] = ()
        kept = Kept()
        if system.system:
            case = work_out(system.intake, catalogue, system.evidence)
            kept = keep_until(case.classification, catalogue)
            folder = outputs / system.client / system.system
            manifest = known_of(folder)
            standing = tuple(
                _status(each, case, catalogue, templates[each.id].content, _Lying.of(folder, manifest, each))
                for each in catalogue.of_systems
                if each.id in templates
            )
        yield SystemStatus(system.system, system.client, standing, system.intake.findings, kept)


def status_under(
    sources: Iterable[SystemSource], declared: Declarations, catalogue: Catalogue, edition: str
) -> Iterator[SystemStatus]:
    """Tell which documents another edition of the law would touch; nothing is written.

    Args:
        sources: the system workbooks.
        declared: the law in all its editions.
        catalogue: the law in the edition that is in use.
        edition: id of the other one.

    Raises:
        NoEditionError: there is no such edition.
    """
    law = declared.law
    differences = compare(law, law.edition(catalogue.legislation.edition), law.edition(edition))
    other = declared.read(None, edition)
    for source in sources:
        system = gather_safely(source, catalogue)
        standing = tuple(
            DeliverableStatus(each.id, "stale" if each.is_touched else "current", each.because)
            for each in (touched(system.intake, catalogue, other, differences) if system.system else ())
        )
        yield SystemStatus(system.system, system.client, standing, system.intake.findings)


def _status(
    deliverable: Deliverable, case: Case, catalogue: Catalogue, template: bytes, lying: _Lying
) -> DeliverableStatus:
    gate = held_by(deliverable, case, catalogue.legislation)
    if gate:
        return DeliverableStatus(deliverable.id, "blocked", (gate.words,))
    if is_due(deliverable, case) is False:
        return DeliverableStatus(deliverable.id, "not-due", (not_due_because(deliverable, case, catalogue),))
    made = lying.made
    if lying.digest is None or made is None:
        return DeliverableStatus(deliverable.id, "missing", ("it was not made yet",))
    is_stale = made.key != key_of(deliverable, case, catalogue, template)
    stale = (f"what it prints has changed since revision {made.revision}",) if is_stale else ()
    if not made.holds(lying.digest):
        return DeliverableStatus(deliverable.id, "edited", ("a person edited it", *stale))
    return DeliverableStatus(deliverable.id, "stale" if stale else "current", stale)
