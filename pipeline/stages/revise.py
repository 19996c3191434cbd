"""Which revision a document belongs to: a new one where something that is printed has changed."""

from datetime import date

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest, Revision
from pipeline.stages.case import Case, Issue

_NOTE, _APPROVER, _DAY = "documents.change_note", "documents.approved_by", "documents.approved_on"


def is_made(manifest: Manifest | None, deliverable: str, key: str) -> bool:
    """Tell whether a document was made before from exactly this."""
    made = manifest.of(deliverable) if manifest else None
    return made is not None and made.key == key


def next_issue(case: Case, manifest: Manifest | None, *, opens: bool) -> Issue:
    """Return the revision that a build belongs to.

    Args:
        case: the system; people say in it who prepared and approved what changed.
        manifest: what was made before, or None.
        opens: whether at least one document changed.

    Returns:
        A new revision, or the last one where nothing changed or where the run that opened it ended too soon.
    """
    past = manifest.revisions if manifest else ()
    if manifest and manifest.is_partial:
        past = past[:-1]
    elif past and not opens:
        return Issue(past[-1], past[:-1])
    return Issue(_revision(case, past), past)


def _revision(case: Case, past: tuple[Revision, ...]) -> Revision:
    look = case.standings.facts.look_up
    number = past[-1].number + 1 if past else 1
    version, author = _text(look("system.version")), _text(look("documents.prepared_by"))
    day = look(_DAY)
    said = (
        day.isoformat() if isinstance(day, date) else "",
        _text(look(_NOTE)),
        _text(look(_APPROVER)),
    )
    spoken = next((each for each in reversed(past) if not each.is_unspoken), None)
    if spoken and any(said[:2]) and (spoken.day, spoken.change) == said[:2]:
        return Revision(number, version, author=author, is_unspoken=True)
    return Revision(number, version, said[0], said[1], author, said[2])


def unspoken(case: Case, issue: Issue) -> Finding:
    """Tell that note and approval are older than what changed.

    Args:
        case: the system.
        issue: a revision of which nobody has spoken.
    """
    spoken = next((each.number for each in reversed(issue.history) if not each.is_unspoken), 1)
    questions = [case.standings.questions[name] for name in (_NOTE, _APPROVER, _DAY)]
    return finding(
        "REV001",
        case.intake.cells.get(_NOTE, Place(question=_NOTE)),
        tuple(dict.fromkeys(cite for question in questions for cite in question.cites)),
        number=issue.revision.number,
        former=spoken,
        questions=", ".join(question.number for question in questions),
    )


def last_issue(issue: Issue, manifest: Manifest | None, deliverable: str) -> Issue:
    """Return the revision in which an unchanged document last changed, so that it can be made again as it was."""
    made = manifest.of(deliverable) if manifest else None
    if made is None:
        return issue
    upto = [revision for revision in (*issue.history, issue.revision) if revision.number <= made.revision]
    return Issue(upto[-1], tuple(upto[:-1]))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
