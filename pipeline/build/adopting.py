"""Takes in what a record does not know: a document that a person finished, or one whose record was lost."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.archive import keep
from pipeline.build.beside import files_beside, kind_beside
from pipeline.build.hands import outside_of
from pipeline.build.journal import ISSUED, REVISIONS, conclude, known_of
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST_SCHEMA, digest_of, refuse_link, sha256_of, write
from pipeline.formats.docx_marks import holds_tracked_changes, says_draft
from pipeline.formats.docx_origin import origin_of
from pipeline.formats.open_package import NoDocumentError
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Made, Manifest, Stand
from pipeline.model.origin import Origin, read_origin

ADOPTED, TAKEN_BACK, REFUSED = "adopted", "taken-back", "refused"

_WORD = ".docx"


class Adopted(Struct, frozen=True):
    """What became of a file: adopted, taken back, or refused; and what there is to say of it."""

    path: Path
    state: str
    findings: tuple[Finding, ...]


def adopt(path: Path, catalogue: Catalogue) -> Adopted:
    """Make a file the document of its system, as it stands.

    A version that waits beside a document, or a copy with tracked changes that were all settled, takes its place; what
    lay there is kept.

    Args:
        path: of the file, in the folder of its system.
        catalogue: the deliverables.

    Raises:
        UnsafePathError: it is a symbolic link, or its folder is.
        OSError: it cannot be read, or the disk refuses.
    """
    for part in (path.parent, path):
        refuse_link(part)
    folder, content = path.parent, read_file(path)
    deliverable = _deliverable_of(path, catalogue)
    known = known_of(folder) or _blank(folder, content)
    if deliverable is None or known is None:
        return _refused(path, "it is no document of a system, by its name and its place")
    if why := _of_another(content, known, deliverable) or _not_finished(content, path):
        return _refused(path, why)
    made = known.of(deliverable.id)
    target, digest = folder / deliverable.file, sha256_of(content)
    if target == path and made is not None and made.holds(digest) and not made.new_sha256:
        if made.is_adopted:
            return Adopted(path, ADOPTED, (_about("REV010", path),))
        return Adopted(path, TAKEN_BACK, (_about("REV011", path, revision=made.revision),))
    record, state = _record(deliverable, made, known, content)
    revision = known.revisions[-1].number if known.revisions else 1
    if target != path:
        if target.is_file():
            keep(target, folder, revision)
        write(target, content)
    # Newer versions and tracked changes are settled with it.
    for waiting in files_beside(target):
        if not made or digest_of(waiting) != made.new_sha256:
            keep(waiting, folder, revision)
        waiting.unlink()
    _write(folder, known, record)
    told = _about("REV010", target) if state == ADOPTED else _about("REV011", target, revision=record.revision)
    return Adopted(target, state, (told,))


def _deliverable_of(path: Path, catalogue: Catalogue) -> Deliverable | None:
    if path.resolve().parent.parent.name in (REVISIONS, ISSUED):
        # What was kept or issued never becomes anything else.
        return None
    named = (each for each in catalogue.of_systems if path.name == each.file or kind_beside(path.name, each.file))
    return next(named, None)


def _blank(folder: Path, content: bytes) -> Manifest | None:
    """Return a record for a folder that has none, where a document says itself that it was made for it."""
    origin = _origin(content)
    if origin is None or origin.system != folder.name:
        return None
    return Manifest(MANIFEST_SCHEMA, origin.system, "")


def _origin(content: bytes) -> Origin | None:
    try:
        return read_origin(origin_of(content))
    except NoDocumentError:
        return None


def _of_another(content: bytes, known: Manifest, deliverable: Deliverable) -> str:
    """Return whose document it says to be, where that is another one."""
    origin = _origin(content)
    if origin is None or (origin.system, origin.deliverable) == (known.system, deliverable.id):
        return ""
    return f"it says itself that it is {origin.deliverable} of {origin.system}"


def _not_finished(content: bytes, path: Path) -> str:
    try:
        is_open = holds_tracked_changes(content)
    except NoDocumentError as error:
        # Workbooks track no changes.
        return f"it is no sound Word document ({error})" if path.suffix == _WORD else ""
    return "it still holds tracked changes; accept or reject each of them first" if is_open else ""


def _record(deliverable: Deliverable, made: Made | None, known: Manifest, content: bytes) -> tuple[Made, str]:
    outside, origin = outside_of(content), _origin(content)
    ours = origin if origin and (origin.system, origin.deliverable) == (known.system, deliverable.id) else None
    base = made or Made(deliverable.id, deliverable.file, "", "", 0)
    if made is None and ours:
        base = replace(base, key=ours.key, revision=ours.revision, outside_sha256=ours.outside_sha256)
    as_made = bool(outside) and outside == base.outside_sha256
    record = replace(
        base,
        sha256=sha256_of(content),
        new_sha256="",
        outside_sha256=outside,
        has_free_text=True,
        is_adopted=not as_made,
        # The newer version may be approved, and this one the draft before it.
        is_draft=base.is_draft or (bool(outside) and says_draft(content)),
        printed=None,
        redline=None,
    )
    return record, TAKEN_BACK if as_made else ADOPTED


def _write(folder: Path, known: Manifest, record: Made) -> None:
    others = [made for made in known.made if made.id != record.id]
    stands = [stand for stand in known.stands if stand.id != record.id]
    conclude(
        folder,
        replace(
            known,
            made=tuple(sorted((*others, record), key=lambda each: each.id)),
            stands=tuple(sorted((*stands, Stand(record.id, "current", "", record.file)), key=lambda each: each.id)),
        ),
    )


def _refused(path: Path, why: str) -> Adopted:
    return Adopted(path, REFUSED, (_about("REV009", path, why=why),))


def _about(code: str, path: Path, **values: object) -> Finding:
    return finding(code, Place(document=str(path)), (), path=path.name, **values)
