"""How the documents of a portfolio stand: current, stale, edited, missing, held back, not owed; and why."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from pipeline.build.gather import gather_safely
from pipeline.build.hands import Hand, hand_in
from pipeline.build.history import earlier_states, snapshot_from, snapshot_of_revision
from pipeline.build.journal import known_of
from pipeline.build.order import known_with, what_lies
from pipeline.build.place import made_of
from pipeline.build.produce import Source, compared, keys_of, split
from pipeline.build.reasons import Reasoner
from pipeline.build.scan import SystemSource
from pipeline.build.template import Template
from pipeline.model.catalogue import Catalogue, Declarations
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact_change import Snapshot
from pipeline.model.finding import Finding
from pipeline.model.keeping import Kept
from pipeline.model.manifest import Issued, Made, Manifest
from pipeline.stages.case import Case, work_out
from pipeline.stages.compare_law import compare
from pipeline.stages.due import held_by, is_due, not_due_because
from pipeline.stages.keep_until import keep_until
from pipeline.stages.revise import is_made, next_issue
from pipeline.stages.snapshot import snapshot_of
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
    """What lies in the output folder for one deliverable, and what the manifest knows of it.

    What a person wrote in its zones is no edit: it goes along when it is made anew.
    """

    folder: Path
    digest: str | None
    made: Made | None
    issued: Issued | None
    is_edited: bool

    @classmethod
    def of(cls, folder: Path, manifest: Manifest | None, deliverable: Deliverable) -> "_Lying":
        (lying,) = what_lies(folder, (deliverable,), manifest).values()
        known = known_with(manifest, {deliverable.id: lying})
        made = made_of(known, deliverable.id)
        settled = made is not None and made.holds(lying.digest) and not made.new_sha256
        is_edited = not settled and hand_in(lying, made) is Hand.ELSEWHERE
        last = known.last_issued(deliverable.id) if known else None
        return cls(folder, lying.digest, made, last, is_edited)


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
    reasoner = Reasoner.of(catalogue)
    for source in sources:
        system = gather_safely(source, catalogue)
        standing: tuple[DeliverableStatus, ...] = ()
        kept = Kept()
        if system.system:
            case = work_out(system.intake, catalogue, system.evidence)
            kept = keep_until(case.classification, catalogue)
            standing = tuple(_standing(case, outputs / system.client / system.system, reasoner, templates))
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


def _standing(
    case: Case, folder: Path, reasoner: Reasoner, templates: Mapping[str, Template]
) -> Iterator[DeliverableStatus]:
    """Yield how each document stands; what reports on a revision is seen as a build of now would make it."""
    catalogue, manifest = reasoner.catalogue, known_of(folder)
    leading, following = split(each for each in catalogue.of_systems if each.id in templates)
    keys = keys_of(leading, case, catalogue, templates)
    if following:
        opens = any(not is_made(manifest, name, key) for name, key in keys.items())
        issue = next_issue(case, manifest, opens=opens)
        case = compared(case, issue, manifest, partial(_earlier, folder, manifest), catalogue)
        keys |= keys_of(following, case, catalogue, templates)
    for each in catalogue.of_systems:
        if each.id in templates:
            lying = _Lying.of(folder, manifest, each)
            yield _status(each, case, reasoner, templates[each.id], lying, keys.get(each.id, ""))


def _earlier(folder: Path, manifest: Manifest | None, revision: int) -> Snapshot | None:
    return snapshot_from(earlier_states(folder, manifest).get(revision, {}))


def _status(
    deliverable: Deliverable, case: Case, reasoner: Reasoner, template: Template, lying: _Lying, key: str
) -> DeliverableStatus:
    catalogue = reasoner.catalogue
    gate = held_by(deliverable, case, catalogue.legislation)
    if gate:
        return DeliverableStatus(deliverable.id, "blocked", (gate.words,))
    if is_due(deliverable, case) is False:
        return DeliverableStatus(deliverable.id, "not-due", (not_due_because(deliverable, case, catalogue),))
    made = lying.made
    if lying.digest is None or made is None:
        return DeliverableStatus(deliverable.id, "missing", ("it was not made yet",))
    is_stale = made.key != key
    stale = _stale(deliverable, case, reasoner, template, lying) if is_stale else ()
    if lying.is_edited:
        waits = ", and a newer version waits beside it" if made.new_sha256 else ""
        return DeliverableStatus(deliverable.id, "edited", (f"a person edited it{waits}", *stale))
    if stale:
        return DeliverableStatus(deliverable.id, "stale", stale)
    if lying.issued and made.revision > lying.issued.revision and lying.digest != lying.issued.sha256:
        newer = f"revision {lying.issued.revision} of it was issued; what lies here is the newer draft of revision"
        return DeliverableStatus(deliverable.id, "superseded", (f"{newer} {made.revision}",))
    return DeliverableStatus(deliverable.id, "current", ("it is a draft",) if made.is_draft else ())


def _stale(
    deliverable: Deliverable, case: Case, reasoner: Reasoner, template: Template, lying: _Lying
) -> tuple[str, ...]:
    """Say why a document has to be made anew: what it printed is what its own revision held."""
    assert lying.made is not None  # noqa: S101 - what was never made is missing, not stale
    before = snapshot_of_revision(lying.folder, lying.made.revision)
    digest = Source.of(template, reasoner.catalogue.firm.name).template_sha256
    differences = reasoner.differences(deliverable.languages[0], before, snapshot_of(case))
    return reasoner.reasons(deliverable, differences, lying.made, digest)
