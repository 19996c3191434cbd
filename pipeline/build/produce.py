"""The work on one system: bytes of workbooks and evidence in, bytes of documents out; nothing is written here."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.gather import GatheredSystem
from pipeline.build.hands import Hand, outside_of
from pipeline.build.identity import key_of
from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.reasons import in_short, reasoner_for
from pipeline.build.template import Template
from pipeline.formats.docx_compiled import TemplateError
from pipeline.formats.docx_origin import with_origin
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact_change import Differences, Snapshot
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Made, Manifest, Revision
from pipeline.model.origin import Origin
from pipeline.stages.case import Case, Issue, with_changes, work_out
from pipeline.stages.compose import Draft, lay_out
from pipeline.stages.due import held_by, is_due, not_due_because
from pipeline.stages.revise import is_made, last_issue, next_issue, unspoken
from pipeline.stages.since_revision import Earlier, since_revision
from pipeline.stages.snapshot import snapshot_of
from pipeline.stages.tell import tell


class Source(Struct, frozen=True):
    """What a document was made from, as the manifest records it: library and digest of its template, and the firm."""

    library: str = ""
    template_sha256: str = ""
    firm: str = ""

    @classmethod
    def of(cls, template: Template, firm: str) -> "Source":
        """Take a template and work out its digest; what has none is made from its declaration alone."""
        digest = hashlib.sha256(template.content).hexdigest() if template.content else ""
        return cls(template.library, digest, firm)


class Document(Struct, frozen=True):
    """One deliverable of a system: what became of it and, where it was made anew, its bytes.

    ``state`` is ``made``, ``same`` (nothing that it prints has changed), ``not-due``, ``blocked`` (owed, but held back)
    or ``failed``; ``revision`` is the one that a document made anew prints. ``hand`` says where a person wrote in what
    lies in its place; ``has_free_text``, whether a person's text stands in its zones, and ``orphans`` is a document of
    the text for which it has none; ``beside`` says by zone what changed beside such text; ``redline`` is the copy with
    tracked changes.
    """

    id: str
    file: str
    state: str
    because: str
    key: str = ""
    content: bytes = b""
    revision: int = 0
    source: Source = Source()
    hand: Hand = Hand.NONE
    is_draft: bool = True
    outside_sha256: str = ""
    has_free_text: bool = False
    orphans: bytes = b""
    beside: Mapping[str, str] = {}
    redline: bytes = b""


class Produced(Struct, frozen=True):
    """Everything made for one system in one revision."""

    revision: Revision
    documents: tuple[Document, ...]
    case: Case
    findings: tuple[Finding, ...]


def _none_kept(revision: int) -> Snapshot | None:
    del revision
    return None


def examine(gathered: GatheredSystem, catalogue: Catalogue) -> tuple[Case, tuple[Finding, ...]]:
    """Classify and assess a system and tell its gaps, without making any document."""
    case = work_out(gathered.intake, catalogue, gathered.evidence)
    return case, (*gathered.intake.findings, *tell(case, catalogue))


def produce(
    gathered: GatheredSystem,
    catalogue: Catalogue,
    templates: Mapping[str, Template],
    manifest: Manifest | None,
    again: Collection[str] = (),
    earlier: Earlier = _none_kept,
) -> Produced:
    """Make the documents of one system that are due and have changed.

    Args:
        gathered: its answers and evidence.
        catalogue: law, questionnaire, deliverables.
        templates: template of each deliverable to make, by id.
        manifest: what was made before, or None.
        again: ids of documents to make again even if nothing that they print has changed.
        earlier: gives what the system was like in a revision; what reports on changes goes back to one.

    Returns:
        The documents, and the revision that they belong to: the last one where nothing has changed.
    """
    # Several documents go back to the same revision: its files are parsed, and compared, once.
    recall = cache(earlier)
    case, findings = examine(gathered, catalogue)
    wanted = [deliverable for deliverable in catalogue.of_systems if deliverable.id in templates]
    leading, following = split(wanted)
    drafts = drafts_of(leading, case, catalogue)
    keys = _keys(drafts, catalogue, templates)
    issue = next_issue(case, manifest, opens=any(not is_made(manifest, name, key) for name, key in keys.items()))
    if following:
        case = compared(case, issue, manifest, recall, catalogue)
        reports = drafts_of(following, case, catalogue)
        keys |= _keys(reports, catalogue, templates)
        drafts |= reports
    sources = {name: Source.of(templates[name], catalogue.firm.name) for name in keys}
    changed = [name for name, key in keys.items() if not is_made(manifest, name, key)]
    if issue.revision.is_unspoken:
        findings += (unspoken(case, issue),)

    @cache
    def differing(revision: int, language: str) -> Differences | None:
        return reasoner_for(catalogue).differences(language, recall(revision), snapshot_of(case))

    documents = []
    for deliverable in wanted:
        name = deliverable.id
        if name not in keys:
            documents.append(_not_made(deliverable, case, catalogue))
        elif name in changed or name in again:
            belongs = issue if name in changed else last_issue(issue, manifest, name)
            anew, told = _make(deliverable, drafts.pop(name).issued(belongs), catalogue, templates[name])
            anew = replace(anew, key=keys[name], revision=belongs.revision.number, source=sources[name])
            before = manifest.of(name) if manifest and name in changed else None
            if before:
                differences = differing(before.revision, deliverable.languages[0])
                anew = _explained(anew, deliverable, catalogue, before, differences)
            documents.append(_marked(anew, gathered.system or ""))
            findings += told
        else:
            documents.append(
                Document(
                    name,
                    deliverable.file,
                    "same",
                    "nothing that it prints has changed",
                    keys[name],
                    source=sources[name],
                )
            )
    return Produced(issue.revision, tuple(documents), case, findings)


def split(deliverables: Iterable[Deliverable]) -> tuple[list[Deliverable], list[Deliverable]]:
    """Part the documents that open revisions from those that report on one, which are made after them."""
    several = list(deliverables)
    return [each for each in several if not each.follows], [each for each in several if each.follows]


def compared(case: Case, issue: Issue, manifest: Manifest | None, earlier: Earlier, catalogue: Catalogue) -> Case:
    """Return a system with what became different since an earlier revision, where there is one.

    Args:
        case: the system.
        issue: the revision that is reported on, with those before it.
        manifest: what was made and issued before, or None.
        earlier: gives what the system was like in a revision.
        catalogue: law, questionnaire, deliverables.
    """
    law = catalogue.legislation
    owed = [each for each in catalogue.of_systems if is_due(each, case) is not False and not held_by(each, case, law)]
    prints = reasoner_for(catalogue).prints
    return with_changes(case, since_revision(case, issue, manifest, earlier, owed, prints))


def keys_of(
    deliverables: Iterable[Deliverable], case: Case, catalogue: Catalogue, templates: Mapping[str, Template]
) -> dict[str, str]:
    """Return the keys of the documents that are owed and not held back, by id.

    Args:
        deliverables: the documents.
        case: the system.
        catalogue: law and words.
        templates: template of each, by id.
    """
    return _keys(drafts_of(deliverables, case, catalogue), catalogue, templates)


def drafts_of(deliverables: Iterable[Deliverable], case: Case, catalogue: Catalogue) -> dict[str, Draft]:
    """Lay out the documents that are owed and not held back, by id.

    Args:
        deliverables: the documents.
        case: the system.
        catalogue: law and words.
    """
    return {
        each.id: lay_out(each, case, catalogue, catalogue.style.shade)
        for each in deliverables
        if is_due(each, case) is not False and not held_by(each, case, catalogue.legislation)
    }


def _keys(drafts: Mapping[str, Draft], catalogue: Catalogue, templates: Mapping[str, Template]) -> dict[str, str]:
    edition = catalogue.legislation.edition
    return {name: key_of(draft, edition, templates[name].content) for name, draft in drafts.items()}


def _not_made(deliverable: Deliverable, case: Case, catalogue: Catalogue) -> Document:
    gate = held_by(deliverable, case, catalogue.legislation)
    if gate:
        return Document(deliverable.id, deliverable.file, "blocked", f"{gate.words} ({', '.join(gate.cites)})")
    return Document(deliverable.id, deliverable.file, "not-due", not_due_because(deliverable, case, catalogue))


def _make(
    deliverable: Deliverable, context: Context, catalogue: Catalogue, template: Template
) -> tuple[Document, tuple[Finding, ...]]:
    at = Place(document=deliverable.id)
    output = OUTPUT_FORMATS[deliverable.output]
    try:
        made = output.make(deliverable, template, context, catalogue.style)
    except TemplateError as error:
        return _failed(deliverable, str(error)), (finding("DOC002", at, deliverable=deliverable.title, why=error),)
    if made.complaints:
        why = "; ".join(made.complaints)
        return _failed(deliverable, why), (finding("DOC001", at, deliverable=deliverable.title, why=why),)
    open_facts = len({gap.path for gap in context.gaps})
    because = f"{open_facts} facts missing" if open_facts else "complete"
    is_draft = bool(getattr(context.values["document"], "draft_mark", ""))
    return Document(deliverable.id, deliverable.file, "made", because, content=made.content, is_draft=is_draft), ()


def _explained(
    document: Document, deliverable: Deliverable, catalogue: Catalogue, made: Made, differences: Differences | None
) -> Document:
    """Return a document with what changed in it since it was made before, and what of that stands beside its zones."""
    if document.state != "made":
        return document
    reasoner = reasoner_for(catalogue)
    because = reasoner.reasons(deliverable, differences, made, document.source.template_sha256)
    return replace(document, because=in_short(because), beside=reasoner.beside(deliverable, differences))


def _marked(document: Document, system: str) -> Document:
    """Return a Word document that says itself where it comes from."""
    outside = outside_of(document.content) if document.state == "made" else ""
    if not outside:
        return document
    origin = Origin(system, document.id, document.revision, document.key, outside)
    return replace(document, content=with_origin(document.content, str(origin)), outside_sha256=outside)


def _failed(deliverable: Deliverable, why: str) -> Document:
    return Document(deliverable.id, deliverable.file, "failed", why)
