"""What became different in a system since the revision that a report on changes goes back to."""

from collections.abc import Callable, Iterable

from pipeline.model.deliverable import Deliverable
from pipeline.model.fact_change import ChangeSet, Side, Snapshot
from pipeline.model.manifest import Manifest, Revision
from pipeline.stages.case import Case, Issue
from pipeline.stages.change_set import State, change_set
from pipeline.stages.prints import Prints
from pipeline.stages.snapshot import snapshot_of
from pipeline.stages.wording import Wording

Earlier = Callable[[int], Snapshot | None]
"""Gives what a system was like in a revision, or nothing where that is not kept."""


def base_of(manifest: Manifest | None, number: int) -> int:
    """Return the revision with which another one is compared: the last issued before it, else the one before; or 0.

    Args:
        manifest: what was made and issued before, or None.
        number: of the revision that is reported on.
    """
    past = [each.number for each in (manifest.revisions if manifest else ()) if each.number < number]
    issued = [each.revision for each in (manifest.issued if manifest else ()) if each.revision in past]
    return max(issued or past, default=0)


def since_revision(
    case: Case,
    issue: Issue,
    manifest: Manifest | None,
    earlier: Earlier,
    documents: Iterable[Deliverable],
    prints: Prints,
) -> ChangeSet | None:
    """Tell what became different since the revision that the present one is compared with.

    Args:
        case: the system as it is.
        issue: the present revision, with those before it.
        manifest: what was made and issued before, or None.
        earlier: gives what the system was like in a revision.
        documents: those of the system that are owed.
        prints: tells where documents print what.

    Returns:
        None where there is no earlier revision, or what the system was like in it is not kept.
    """
    base = base_of(manifest, issue.revision.number)
    before = earlier(base) if base else None
    if before is None:
        return None
    catalogue = prints.catalogue
    wording = Wording(catalogue.questionnaire.language, catalogue.words, catalogue.questionnaire.choices)
    revision = next(each for each in issue.history if each.number == base)
    old, new = State(_side(revision), before), State(_side(issue.revision), snapshot_of(case))
    return change_set(old, new, documents, prints, wording)


def _side(revision: Revision) -> Side:
    return Side(revision.number, revision.version, revision.day)
