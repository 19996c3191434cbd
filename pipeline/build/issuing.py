"""Freezes a document that was reviewed: its copy under `issued/` is never written again."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.archive import FACTS, folder_of
from pipeline.build.filed import where_lies
from pipeline.build.hands import Hand, hand_in
from pipeline.build.journal import ISSUED, conclude, known_of
from pipeline.build.order import Lying
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST, MANIFEST_SCHEMA, digest_of, manifest_json, refuse_link, sha256_of, write
from pipeline.formats.docx_contents import pages_wanted
from pipeline.formats.docx_marks import holds_tracked_changes
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake, value_at
from pipeline.model.keeping import Kept
from pipeline.model.manifest import Issued, Made, Manifest
from pipeline.stages.classify import classify
from pipeline.stages.keep_until import keep_until
from pipeline.stages.naming import issued_name, values_from
from pipeline.stages.profile_json import from_profile_json

_READ_ONLY = 0o444
_WORD = ".docx"


class Frozen(Struct, frozen=True):
    """What was issued, or nothing and why; ``paths`` are the files that were frozen, ``kept`` says until when."""

    issued: Issued | None
    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    kept: Kept = Kept()


class _Ready(Struct, frozen=True):
    """A document that may be issued: its bytes, its record, and that of its folder."""

    deliverable: Deliverable
    manifest: Manifest
    made: Made
    content: bytes


def issue(folder: Path, name: str, catalogue: Catalogue) -> Frozen:
    """Copy a document of a system, as it lies there, to the folder of what was issued.

    Args:
        folder: of the system.
        name: id of the deliverable.
        catalogue: the deliverables and the firm, whose pattern names the copy.

    Returns:
        What was issued. A draft, an edited document, one with tracked changes, one for which a newer version waits, and
        everything in a folder that a run left half-way are refused.

    Raises:
        UnsafePathError: a place is a symbolic link.
        OSError: the disk refuses.
    """
    refuse_link(folder)
    ready = _ready(folder, name, catalogue)
    if isinstance(ready, Finding):
        return Frozen(None, (), (ready,))
    told: list[Finding] = []
    path, made = folder / ready.made.file, ready.made
    for before in ready.manifest.issued:
        if before.id == name and before.sha256 == sha256_of(ready.content):
            is_intact = digest_of(folder / before.path) == before.sha256
            return Frozen(before, (), (_about("REV007" if is_intact else "REV013", path, issued=before.path),))
    if path.suffix == _WORD and made.printed is None and pages_wanted(ready.content):
        told.append(_about("REV008", path))
    place = folder / ISSUED / str(made.revision)
    for part in (place.parent, place):
        refuse_link(part)
    intake = _answers(folder, made.revision, catalogue)
    values = values_from(ready.deliverable, lambda path: value_at(intake.values, path), made.revision)
    named = issued_name(catalogue.firm, ready.deliverable, values)
    target = _free(place / named.name, ready.content)
    kept = keep_until(classify(intake, catalogue.legislation), catalogue)
    until = kept.day.isoformat() if kept.day else ""
    issued = Issued(name, made.revision, target.relative_to(folder).as_posix(), sha256_of(ready.content), until)
    paths = [target]
    write(target, ready.content)
    pdf = where_lies(made.printed, path) if made.printed else None
    if pdf and made.printed and made.printed.document_sha256 == issued.sha256:
        paths.append(target.with_suffix(".pdf"))
        write(paths[-1], read_file(pdf))
    for record in FACTS:
        write(place / record, _record_of(folder, made.revision, record))
    for path in paths:
        # So that no program writes into it by mistake.
        path.chmod(_READ_ONLY)
    _note(place, ready.manifest, made, issued, tuple(paths))
    conclude(folder, replace(ready.manifest, issued=(*ready.manifest.issued, issued)))
    return Frozen(issued, tuple(paths), (*named.findings, *told), kept)


def _ready(folder: Path, name: str, catalogue: Catalogue) -> _Ready | Finding:
    manifest = known_of(folder)
    deliverable = next((each for each in catalogue.of_systems if each.id == name), None)
    at = Place(document=str(folder))
    if deliverable is None:
        known = ", ".join(each.id for each in catalogue.of_systems)
        return finding("REV004", at, why=f'no deliverable is called "{name}"; known are {known}')
    made = manifest.of(name) if manifest else None
    path = folder / deliverable.file
    if manifest is None or made is None or not path.is_file():
        return finding("REV004", at, why=f"{path.name} was not made, or its record is lost")
    if manifest.is_partial:
        # The next run may make other documents under the same number.
        return finding("REV004", at, why=f"the run that made {path.name} ended before it was done")
    refuse_link(path)
    content = read_file(path)
    hand = hand_in(Lying(sha256_of(content), content), made)
    if made.new_sha256 or (hand is Hand.ELSEWHERE and not (made.is_adopted and made.holds(sha256_of(content)))):
        return _about("REV006", path)
    if made.is_draft:
        return _about("REV005", path)
    if path.suffix == _WORD and holds_tracked_changes(content):
        return _about("REV012", path)
    return _Ready(deliverable, manifest, made, content)


def _answers(folder: Path, revision: int, catalogue: Catalogue) -> Intake:
    """Return the answers from which a revision was made."""
    content = _record_of(folder, revision, FACTS[0])
    return from_profile_json(FACTS[0], content, catalogue.questionnaire.facts)[1]


def _record_of(folder: Path, revision: int, name: str) -> bytes:
    """Return what was known when a revision opened; as the last run left it where that is not kept."""
    kept = folder_of(folder, revision) / name
    return read_file(kept if kept.is_file() else folder / name)


def _free(target: Path, content: bytes) -> Path:
    """Return a name under which nothing else was frozen."""
    place, count = target, 1
    while place.is_file() and read_file(place) != content:
        count += 1
        place = target.with_stem(f"{target.stem}-{count}")
    return place


def _note(place: Path, manifest: Manifest, made: Made, issued: Issued, paths: tuple[Path, ...]) -> None:
    """Write down what lies in a folder of what was issued, by which it is known should the other record be lost."""
    before = known_of(place) or Manifest(MANIFEST_SCHEMA, manifest.system, manifest.edition)
    # A print and a redline lie elsewhere: a print that was frozen too has an entry of its own.
    alone = replace(made, new_sha256="", printed=None, redline=None)
    there = [replace(alone, id=path.name, file=path.name, sha256=sha256_of(read_file(path))) for path in paths]
    names = {path.name for path in paths}
    others = [each for each in before.made if each.file not in names]
    # A run that ended before it was written down elsewhere too has noted it here already.
    others_issued = [each for each in before.issued if each.path != issued.path]
    record = replace(before, made=(*others, *there), issued=(*others_issued, issued))
    write(place / MANIFEST, manifest_json(record))


def _about(code: str, path: Path, **values: object) -> Finding:
    return finding(code, Place(document=str(path)), (), path=path.name, **values)
