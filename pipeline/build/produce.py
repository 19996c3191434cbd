"""The work on one system: bytes of workbooks and evidence in, bytes of documents out; nothing is written here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.build.gather import GatheredSystem
from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_renderer import TemplateError, render
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context, Gap, Picture, View
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest, Revision
from pipeline.stages.case import Case, Issue, is_due, work_out
from pipeline.stages.compose import compose
from pipeline.stages.tell import tell

OUTPUT_VERSION = "1"
"""Raised by hand when the same facts and template come out as another document."""


@dataclass(frozen=True, slots=True)
class Document:
    """One deliverable of a system: what became of it and, where it was made anew, its bytes.

    ``state`` is ``made``, ``same`` (nothing that it prints has changed), ``not-due`` or ``failed``.
    """

    id: str
    state: str
    because: str
    key: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Produced:
    """Everything made for one system in one revision."""

    revision: Revision
    documents: tuple[Document, ...]
    case: Case
    findings: tuple[Finding, ...]


def examine(gathered: GatheredSystem, catalogue: Catalogue) -> tuple[Case, tuple[Finding, ...]]:
    """Classify and assess a system and tell its gaps, without making any document."""
    case = work_out(gathered.intake, catalogue, gathered.evidence)
    return case, (*gathered.intake.findings, *tell(case, catalogue))


def produce(
    gathered: GatheredSystem,
    catalogue: Catalogue,
    templates: Mapping[str, bytes],
    manifest: Manifest | None,
    *,
    force: bool = False,
) -> Produced:
    """Make the documents of one system that are due and have changed.

    Args:
        gathered: its answers and evidence.
        catalogue: law, questionnaire, deliverables.
        templates: template of each deliverable to make, by id.
        manifest: what was made before, or None.
        force: make every due document again.

    Returns:
        The documents, and the revision that they belong to: the last one where nothing has changed.
    """
    case, findings = examine(gathered, catalogue)
    wanted = [deliverable for deliverable in catalogue.deliverables if deliverable.id in templates]
    keys = {
        deliverable.id: _key(deliverable, case, catalogue, templates[deliverable.id])
        for deliverable in wanted
        if is_due(deliverable, case) is not False
    }
    changed = [name for name, key in keys.items() if not _is_made(manifest, name, key)]
    issue = _issue(case, manifest, opens=bool(changed))
    documents = []
    for deliverable in wanted:
        if deliverable.id not in keys:
            documents.append(Document(deliverable.id, "not-due", "not owed on the answers given"))
        elif deliverable.id in changed or force:
            anew, told = _make(
                deliverable,
                case,
                catalogue,
                templates[deliverable.id],
                _issue_of(issue, manifest, deliverable, changed),
                keys[deliverable.id],
            )
            documents.append(anew)
            findings += told
        else:
            documents.append(
                Document(deliverable.id, "same", "nothing that it prints has changed", keys[deliverable.id])
            )
    return Produced(issue.revision, tuple(documents), case, findings)


def _is_made(manifest: Manifest | None, name: str, key: str) -> bool:
    made = manifest.of(name) if manifest else None
    return made is not None and made.key == key


def _issue(case: Case, manifest: Manifest | None, *, opens: bool) -> Issue:
    """Return the revision to print: a new one where a document changed, else the last one."""
    past = manifest.revisions if manifest else ()
    if past and not opens:
        return Issue(past[-1], past[:-1])
    look = case.standings.facts.look_up
    said = {name: look(f"documents.{name}") for name in ("approved_on", "change_note", "prepared_by", "approved_by")}
    text = {name: value if isinstance(value, str) else "" for name, value in said.items()}
    day = said["approved_on"]
    version = look("system.version")
    revision = Revision(
        number=past[-1].number + 1 if past else 1,
        version=version if isinstance(version, str) else "",
        day=day.isoformat() if hasattr(day, "isoformat") else "",
        change=text["change_note"],
        author=text["prepared_by"],
        approved=text["approved_by"],
    )
    return Issue(revision, past)


def _issue_of(issue: Issue, manifest: Manifest | None, deliverable: Deliverable, changed: list[str]) -> Issue:
    """Give a document that is only made again the revision in which it last changed."""
    made = manifest.of(deliverable.id) if manifest else None
    if made is None or deliverable.id in changed:
        return issue
    every = (*issue.history, issue.revision)
    upto = [revision for revision in every if revision.number <= made.revision]
    return Issue(upto[-1], tuple(upto[:-1]))


def _make(
    deliverable: Deliverable, case: Case, catalogue: Catalogue, template: bytes, issue: Issue, key: str
) -> tuple[Document, tuple[Finding, ...]]:
    context = compose(deliverable, case, catalogue, issue, catalogue.style.shade)
    at = Place(document=deliverable.id)
    try:
        content = render(template, context)
    except TemplateError as error:
        return _failed(deliverable, str(error)), (finding("DOC002", at, deliverable=deliverable.title, why=error),)
    complaints = check_document(content, context)
    if complaints:
        why = "; ".join(complaints)
        return _failed(deliverable, why), (finding("DOC001", at, deliverable=deliverable.title, why=why),)
    because = f"{len(context.gaps)} facts missing" if context.gaps else "complete"
    return Document(deliverable.id, "made", because, key, content), ()


def _failed(deliverable: Deliverable, why: str) -> Document:
    return Document(deliverable.id, "failed", why)


def _key(deliverable: Deliverable, case: Case, catalogue: Catalogue, template: bytes) -> str:
    """Return what identifies a document: all that it prints but its revision, its template, the edition of the law."""
    context = compose(deliverable, case, catalogue, Issue(Revision(0)), catalogue.style.shade)
    told = json.dumps(
        [
            OUTPUT_VERSION,
            catalogue.legislation.edition,
            _plain(context.values),
            _plain(context.properties.day),
            _digests(context),
        ],
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )
    return hashlib.sha256(hashlib.sha256(template).digest() + told.encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, View):
        return {name: _plain(getattr(value, name)) for name in value}
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items() if name != "pictures"}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return [value.marker, value.comment] if isinstance(value, Gap) else value


def _digests(context: Context) -> list[str]:
    shown = (entry for several in context.pictures.values() for entry in several)
    return [hashlib.sha256(entry.content).hexdigest() for entry in shown if isinstance(entry, Picture)]
