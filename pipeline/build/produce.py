"""The work on one system: bytes of workbooks and evidence in, bytes of documents out; nothing is written here."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.build.gather import GatheredSystem
from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_renderer import TemplateError, render
from pipeline.model.assessment import MissingFact
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context, Gap, View
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact import ROWS
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest, Revision
from pipeline.stages.case import Case, Issue, work_out
from pipeline.stages.compose import compose
from pipeline.stages.standing import unneeded
from pipeline.stages.wording import Wording

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
    owed = {deliverable.id: _due(deliverable, case) for deliverable in catalogue.deliverables}
    findings = (
        *gathered.intake.findings,
        *_unneeded(case, catalogue),
        *_undecided_due(owed, case, catalogue),
        *_gaps(owed, case, catalogue),
    )
    return case, findings


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
        if _due(deliverable, case) is not False
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


def _due(deliverable: Deliverable, case: Case) -> bool | None:
    return case.standings.facts.judge(deliverable.due_when).holds


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
    pictures = (picture for several in context.pictures.values() for picture in several)
    return [hashlib.sha256(picture.content).hexdigest() for picture in pictures]


def _gaps(owed: Mapping[str, bool | None], case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Tell every missing fact once, with the documents that print a marker for it."""
    law = {requirement.id: requirement for requirement in catalogue.legislation.requirements}
    titles = {
        deliverable.document: deliverable for deliverable in catalogue.deliverables if owed[deliverable.id] is not False
    }
    wording = Wording("en", catalogue.words, catalogue.questionnaire.choices)
    for gap in case.assessment.missing:
        wanting = [law[name] for name in gap.requirements if law[name].document in titles]
        if wanting:
            documents = dict.fromkeys(titles[requirement.document].title for requirement in wanting)
            cites = tuple(dict.fromkeys(cite for requirement in wanting for cite in requirement.cites))
            yield _gap(gap, case, ", ".join(documents), cites, wording)


def _gap(gap: MissingFact, case: Case, documents: str, cites: tuple[str, ...], wording: Wording) -> Finding:
    table, _, column = gap.fact.partition(f"{ROWS}.")
    question = case.standings.questions[table]
    row = gap.path.partition("[")[2].partition("]")[0]
    label = next((entry.label for entry in question.column if entry.id == column), question.label)
    place = case.intake.cells.get(gap.path, Place(question=gap.path))
    return finding(
        "REQ001",
        replace(place, question=gap.path),
        cites,
        number=question.number,
        label=f"{label} of {row}" if row else label,
        deliverables=documents,
        who=wording.choices["who"][question.who],
    )


def _unneeded(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    told: set[str] = set()
    for place in unneeded(case.standings):
        table = place.fact.partition(ROWS)[0]
        if place.fact not in told:
            told.add(place.fact)
            asked = case.classification.asked_behind(place.shown.reads)
            numbers = [case.standings.questions[path].number for path in asked if path in case.standings.questions]
            at = case.intake.cells.get(place.path, Place(question=table))
            because = f"of the answer to question {' and '.join(numbers)}" if numbers else "of the classification"
            yield finding("INT032", at, case.standings.questions[table].cites, because=because.removeprefix("of "))
    del catalogue


def _undecided_due(owed: Mapping[str, bool | None], case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    for deliverable in catalogue.deliverables:
        if owed[deliverable.id] is None:
            verdict = case.standings.facts.judge(deliverable.due_when)
            asked = case.classification.asked_behind(verdict.unknowns)
            numbers = dict.fromkeys(case.standings.questions[path.partition(ROWS)[0]].number for path in asked)
            at = case.intake.cells.get(asked[0], Place(question=asked[0])) if asked else Place()
            yield finding("CLS001", at, deliverable.cites, deliverable=deliverable.title, questions=", ".join(numbers))
        elif owed[deliverable.id] is False:
            yield finding("CLS002", Place(document=deliverable.id), deliverable.cites, deliverable=deliverable.title)
