"""Puts a document in its place, and never over anything that a person edited."""

from pathlib import Path

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from pipeline.build.produce import Document
from pipeline.build.store import digest_of, sha256_of, write
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Made, Manifest, Stand

_STANDS = {"built": "current", "unchanged": "current", "kept-edited": "edited"}
"""What is written down of a document that this run made, left or kept."""


class WrittenPdf(Struct, frozen=True):
    """What became of the PDF of a document: built, unchanged, kept-edited or removed; where it lies, and why."""

    state: str
    path: str
    because: str


class Written(Struct, frozen=True):
    """What became of one deliverable: its state as the interface names it, where it lies, and why."""

    id: str
    state: str
    path: str
    revision: int | None
    because: str
    pdf: WrittenPdf | None = None


class Placed(Struct, frozen=True):
    """One document in its place: what is reported, what the manifest keeps, and a finding where a version waits."""

    written: Written
    record: Made | None
    finding: Finding | None = None


def made_of(manifest: Manifest | None, deliverable: str) -> Made | None:
    """Return what the manifest knows of a document."""
    return manifest.of(deliverable) if manifest else None


def stand_of(placed: Placed) -> Stand:
    """Return how a document stands, whether this run made it anew or an earlier one did."""
    written = placed.written
    state = _STANDS.get(written.state, written.state)
    return Stand(written.id, state, "" if state == "current" else written.because, Path(written.path).name)


def is_wanted(file: Path, before: Made | None, *, replace_edited: bool) -> bool:
    """Tell whether a document has to be made although nothing that it prints has changed.

    It has to where it is gone, or where a person's edits of it are to be overwritten.
    """
    return not file.is_file() or (replace_edited and _is_edited(digest_of(file), before))


def place(document: Document, folder: Path, before: Made | None, *, replace_edited: bool) -> Placed:
    """Write a document, or the new version beside it where a person edited what lies there.

    Args:
        document: what was made, or why nothing was.
        folder: of the system.
        before: what the manifest knows of it.
        replace_edited: overwrite what a person edited.

    Raises:
        OSError: the disk refuses.
    """
    path = folder / document.file
    waiting = path.with_suffix(f".new{path.suffix}")
    lying = digest_of(path)
    if before and lying is not None and lying == before.new_sha256:
        # A person put the waiting version in the place of the edited one.
        before = replace(before, sha256=lying, new_sha256="")
    if document.state in ("not-due", "blocked", "failed"):
        return Placed(Written(document.id, document.state, "", None, document.because), before)
    # What lies there may be ours although the manifest does not say so: a run can end before it is written.
    ours = before is not None and lying == sha256_of(document.content)
    edited = _is_edited(lying, before) and not ours
    if document.state == "same":
        return _kept(document, path, waiting, before, edited=edited)
    if edited and not replace_edited:
        return _beside(document, path, waiting, before)
    write(path, document.content)
    if before and digest_of(waiting) == before.new_sha256:
        waiting.unlink()
    made = _record(document, path, sha256_of(document.content), before)
    return Placed(Written(document.id, "built", str(path), document.revision, document.because), made)


def _record(document: Document, path: Path, sha256: str, before: Made | None) -> Made:
    """Return what the manifest keeps of a document made anew; a PDF of the version before still lies beside it."""
    source = to_builtins(document.source)
    printed = before.printed if before else None
    return Made(document.id, path.name, document.key, sha256, document.revision, **source, printed=printed)


def _is_edited(lying: str | None, before: Made | None) -> bool:
    return lying is not None and (before is None or not before.holds(lying))


def _kept(document: Document, path: Path, waiting: Path, before: Made | None, *, edited: bool) -> Placed:
    revision = before.revision if before else None
    if not edited:
        return Placed(Written(document.id, "unchanged", str(path), revision, document.because), before)
    told = None
    if before and before.new_sha256 and waiting.is_file():
        told = finding("BLD001", Place(document=str(path)), path=path.name, new=waiting.name)
    because = told.message if told else "edited by a person, and nothing that it prints has changed since"
    return Placed(Written(document.id, "kept-edited", str(path), revision, because), before, told)


def _beside(document: Document, path: Path, waiting: Path, before: Made | None) -> Placed:
    ours = (None, sha256_of(document.content), before.new_sha256 if before else "")
    count = document.revision
    while digest_of(waiting) not in ours:
        # Someone works in the waiting version too; it is kept as well.
        waiting = path.with_suffix(f".new-{count}{path.suffix}")
        count += 1
    write(waiting, document.content)
    told = finding("BLD001", Place(document=str(path)), path=path.name, new=waiting.name)
    # The digest stays that of the version which the person edited (none where the document is not ours), the key that
    # of the newest facts: the next run sees the edit again and makes nothing anew while the facts stay.
    lying_digest = before.sha256 if before else ""
    kept = replace(_record(document, path, lying_digest, before), new_sha256=sha256_of(document.content))
    return Placed(Written(document.id, "kept-edited", str(path), document.revision, told.message), kept, told)
