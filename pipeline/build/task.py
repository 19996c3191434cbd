"""The work on one system, from the bytes of its files to those of its documents, within a boundary of its own.

It may run in another process or on another machine: it reads and writes no file, and nothing that goes wrong in it
concerns another system.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.gather import GatheredSystem, gather
from pipeline.build.hands import Hand, carry, hand_in
from pipeline.build.history import snapshot_from
from pipeline.build.order import Lying, Order
from pipeline.build.plugins import refuse_plugins
from pipeline.build.produce import Document, Produced, produce
from pipeline.build.redlining import with_redline
from pipeline.build.reports import assessment_json
from pipeline.build.store import to_json
from pipeline.build.template import Template
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact_change import Snapshot
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Revision
from pipeline.model.questionnaire import Form
from pipeline.model.summary import SystemSummary
from pipeline.stages.profile_json import to_profile_json
from pipeline.stages.summarise import summarise
from pipeline.stages.wording import Wording


class MadeSystem(Struct, frozen=True):
    """What was made for one system, with what is known of it; ``fault`` tells why nothing could be made.

    ``records`` are the bytes of profile.json and assessment.json by name.
    """

    system: str | None
    client: str
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...] = ()
    revision: Revision = Revision(0)
    records: Mapping[str, bytes] = {}
    summary: SystemSummary | None = None
    fault: Finding | None = None


def make_system(order: Order, catalogue: Catalogue, templates: Mapping[str, Template]) -> MadeSystem:
    """Make the documents of one system.

    Args:
        order: its files, and what lies there.
        catalogue: law, questionnaire, deliverables.
        templates: template of each deliverable to make, by id.

    Returns:
        What was made; a fault of ours is told as one, without the words of the exception, which may quote an answer.

    Raises:
        MemoryError: there is not enough; whoever hands out the work tells it.
    """
    refuse_plugins()
    workbook = order.files.workbook
    try:
        gathered = gather(order.files, catalogue)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one system that cannot be read must not stop the others
        told = finding("BLD002", Place(workbook), why=type(error).__name__)
        return MadeSystem(None, order.client, (told,))
    if gathered.system is None or order.system is None:
        return MadeSystem(None, gathered.client, gathered.intake.findings)
    if (gathered.client, gathered.system) != (order.client, order.system):
        # Nothing is written to a folder that was not looked at.
        fault = finding("BLD002", Place(workbook), why="its id was read in two ways")
        return MadeSystem(gathered.system, gathered.client, gathered.intake.findings, fault=fault)
    try:
        return _made(order, gathered, catalogue, templates)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        fault = finding("BLD002", Place(workbook), why=type(error).__name__)
        return MadeSystem(gathered.system, gathered.client, gathered.intake.findings, fault=fault)


def _made(
    order: Order, gathered: GatheredSystem, catalogue: Catalogue, templates: Mapping[str, Template]
) -> MadeSystem:
    hands = {name: _hand(order, name) for name in templates}
    made = produce(gathered, catalogue, templates, order.manifest, _again(order, hands), partial(_earlier, order))
    wording = Wording(catalogue.style.language, catalogue.words, catalogue.questionnaire.choices)
    author = catalogue.firm.name or catalogue.words["redline_author"]
    met = [
        with_redline(
            _met(each, order.lying.get(each.id, Lying(None)), hands[each.id]),
            order,
            made.revision,
            author,
            catalogue.words,
        )
        for each in made.documents
    ]
    return MadeSystem(
        gathered.system,
        gathered.client,
        (*made.findings, *(told for _, several in met for told in several)),
        tuple(document for document, _ in met),
        made.revision,
        dict(_records(gathered, made, catalogue)),
        summarise(made.case, catalogue, wording),
    )


def _earlier(order: Order, revision: int) -> Snapshot | None:
    return snapshot_from(order.earlier.get(revision, {}))


def _hand(order: Order, name: str) -> Hand:
    return hand_in(order.lying.get(name, Lying(None)), order.manifest.of(name) if order.manifest else None)


def _met(document: Document, lying: Lying, hand: Hand) -> Document:
    """Return a document as it meets what lies in its place: with the free text that a person wrote there."""
    known = replace(document, hand=hand, has_free_text=hand is Hand.ZONES)
    if document.state != "made" or hand is Hand.NONE or not lying.content:
        return known
    carried = carry(document.content, lying.content, document.beside)
    if carried is None:
        return replace(known, hand=Hand.ELSEWHERE)
    return replace(known, content=carried.document, has_free_text=carried.has_free_text, orphans=carried.orphans)


def _again(order: Order, hands: Mapping[str, Hand]) -> Collection[str]:
    """Return the documents to make although nothing that they print has changed.

    These are the ones that are gone, those of which a person's edits are to be overwritten, and those beside which a
    newer version waits although a person took their edits back.
    """
    if order.force:
        return frozenset(hands)
    gone = {name for name in hands if order.lying.get(name, Lying(None)).digest is None}
    edited = {name for name, hand in hands.items() if hand is Hand.ELSEWHERE and order.replace_edited}
    waited = {made.id for made in order.manifest.made if made.new_sha256} if order.manifest else set()
    undone = {name for name, hand in hands.items() if hand is not Hand.ELSEWHERE and name in waited}
    return gone | edited | undone


def _records(gathered: GatheredSystem, made: Produced, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    assert gathered.profile is not None  # noqa: S101 - a system without a profile is not made
    yield "profile.json", to_json(to_profile_json(Form.SYSTEM, gathered.profile, gathered.intake.notes))
    yield "assessment.json", to_json(assessment_json(made.case, catalogue))
