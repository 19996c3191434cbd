"""Compares two revisions of a system by what its folder keeps of them; nothing is written."""

from pathlib import Path

from msgspec import Struct

from pipeline.build.archive import folder_of
from pipeline.build.history import kept_snapshot
from pipeline.build.journal import known_of
from pipeline.build.scan import NoSuchPathError
from pipeline.build.store import MANIFEST
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact_change import ChangeSet, Side
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest
from pipeline.stages.change_set import State, change_set
from pipeline.stages.prints import Prints
from pipeline.stages.wording import Wording


class Compared(Struct, frozen=True):
    """What changed in a system, or what is in the way of telling it."""

    system: str
    changes: ChangeSet | None
    findings: tuple[Finding, ...] = ()


def compare_revisions(folder: Path, catalogue: Catalogue, earlier: int | None, later: int | None) -> Compared:
    """Tell what changed between two revisions of a system.

    Args:
        folder: of its documents.
        catalogue: law, questionnaire, deliverables.
        earlier: number of the revision to compare with; where none is given, the last one that was issued before the
            newest, else the one before it, else the newest.
        later: number of the revision that is compared; where none is given, the state that the last build found.

    Raises:
        NoSuchPathError: there is no such folder.
    """
    if not folder.is_dir():
        raise NoSuchPathError(f"{folder} is not a folder")
    manifest = known_of(folder)
    if manifest is None:
        return Compared(folder.name, None, (finding("CHG001", _at(folder), path=folder),))
    numbers = [revision.number for revision in manifest.revisions]
    asked = [number for number in (earlier, later) if number is not None and number not in numbers]
    if asked or not numbers:
        known = ", ".join(map(str, numbers)) or "none"
        told = tuple(finding("CHG002", _at(folder), number=number, known=known) for number in asked or (earlier or 1,))
        return Compared(manifest.system, None, told)
    before = _default(manifest, numbers) if earlier is None else earlier
    old, *missed = _read(folder, manifest, before)
    new, *also_missed = _read(folder, manifest, later)
    if old is None or new is None:
        return Compared(manifest.system, None, (*missed, *also_missed))
    made = {document.id for document in manifest.made}
    documents = [each for each in catalogue.of_systems if each.id in made]
    wording = Wording(catalogue.questionnaire.language, catalogue.words, catalogue.questionnaire.choices)
    found = change_set(old, new, documents, Prints.of(catalogue), wording)
    findings = (*missed, *also_missed)
    if found.differences.is_nothing:
        findings = (*findings, finding("CHG004", _at(folder), before=_named(before), after=_named(later)))
    return Compared(manifest.system, found, findings)


def last_issued(manifest: Manifest, before: int) -> int | None:
    """Return the last revision earlier than another of which a document was issued, or None."""
    return max((entry.revision for entry in manifest.issued if entry.revision < before), default=None)


def _default(manifest: Manifest, numbers: list[int]) -> int:
    issued = last_issued(manifest, numbers[-1])
    return issued if issued in numbers else numbers[-2] if len(numbers) > 1 else numbers[-1]


def _read(folder: Path, manifest: Manifest, number: int | None) -> tuple[State | None, *tuple[Finding, ...]]:
    """Return the state of a revision, or the present one, with what is missing of it."""
    newest = manifest.revisions[-1]
    revision = next((each for each in manifest.revisions if each.number == number), newest)
    place = folder if number is None else folder_of(folder, revision.number)
    snapshot = kept_snapshot(place)
    if snapshot is None and revision is newest:
        # The set of the newest revision lies in the folder itself until the next one opens.
        place, snapshot = folder, kept_snapshot(folder)
    if snapshot is None:
        return None, finding("CHG003", _at(folder), which=_named(number), path=place)
    state = State(Side(revision.number, revision.version, revision.day), snapshot)
    if not snapshot.outcomes:
        return state, finding("CHG005", _at(folder), which=_named(number), path=place)
    return (state,)


def _named(number: int | None) -> str:
    return "the present state" if number is None else f"revision {number}"


def _at(folder: Path) -> Place:
    return Place(file=str(folder / MANIFEST))
