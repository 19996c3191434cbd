"""Says where each document goes: in its place, or beside what a person edited there; nothing is written yet."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from pipeline.build.hands import Hand
from pipeline.build.order import Lying
from pipeline.build.produce import Document
from pipeline.build.store import digest_of, sha256_of
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Issued, Made, Manifest, Redline, Stand

_STANDS = {"built": "current", "unchanged": "current", "kept-edited": "edited"}
"""What is written down of a document that this run made, left or kept."""

NOT_MADE = ("not-due", "blocked", "failed")


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


class Coming(Struct, frozen=True):
    """A file to write where nothing may lie by then but what has the ``expected`` digest, or nothing at all."""

    path: Path
    content: bytes
    expected: str | None

    @classmethod
    def at(cls, path: Path, content: bytes) -> "Coming":
        """Make one for a place that is looked at now."""
        return cls(path, content, digest_of(path))


class Placing(Struct, frozen=True):
    """One document on its way to its place.

    ``written`` is what is reported and ``record`` what is known once it is there; ``files`` are to be written,
    ``kept`` are a person's and are copied before, ``gone`` are taken away after.
    """

    written: Written
    record: Made | None
    files: tuple[Coming, ...] = ()
    kept: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


def made_of(manifest: Manifest | None, deliverable: str) -> Made | None:
    """Return what the manifest knows of a document."""
    return manifest.of(deliverable) if manifest else None


def stand_of(placing: Placing, issued: Issued | None) -> Stand:
    """Return how a document stands, whether this run made it anew or an earlier one did.

    Args:
        placing: the document.
        issued: what was issued of it last, or None.
    """
    written, name = placing.written, Path(placing.written.path).name
    state = _STANDS.get(written.state, written.state)
    if state != "current":
        return Stand(written.id, state, written.because, name)
    if issued and placing.record and placing.record.revision > issued.revision:
        return Stand(written.id, "superseded", f"revision {issued.revision} of it was issued", name)
    return Stand(written.id, state, "", name)


def place(
    document: Document, folder: Path, lying: Lying, before: Made | None, *, replace_edited: bool = False
) -> Placing:
    """Say where a document goes, and what has to be kept of what lies there.

    Args:
        document: what was made, or why nothing was.
        folder: of the system.
        lying: what lay in its place when it was made.
        before: what is known of it.
        replace_edited: overwrite what a person edited.
    """
    path = folder / document.file
    waiting = path.with_suffix(f".new{path.suffix}")
    if document.state in NOT_MADE:
        return _not_made(document, path, waiting, before)
    # What lies there may be ours although nothing says so.
    ours = bool(document.content) and lying.digest == sha256_of(document.content)
    edited = document.hand is Hand.ELSEWHERE and not ours
    if document.state == "same":
        # One that was adopted counts as ours, until a newer version waits beside it.
        settled = before is not None and before.holds(lying.digest) and not before.new_sha256
        return _left(document, path, waiting, _taken_in(before, lying, document), edited=edited and not settled)
    if edited and not replace_edited:
        return _beside(document, path, waiting, before)
    drop = (waiting,) if before and before.new_sha256 and digest_of(waiting) == before.new_sha256 else ()
    return Placing(
        Written(document.id, "built", str(path), document.revision, document.because),
        _record(document, path, sha256_of(document.content), before),
        (*_beside_it(document, path, before), Coming(path, document.content, lying.digest)),
        kept=() if document.hand is Hand.NONE or ours else (path,),
        gone=(*drop, *_outdated(document, path, before)),
        findings=tuple(_told(document, path)),
    )


def _taken_in(before: Made | None, lying: Lying, document: Document) -> Made | None:
    """Return what is known of an unchanged document; what a person wrote in its zones belongs to it."""
    if before is None or document.hand is not Hand.ZONES or before.holds(lying.digest):
        return before
    return replace(before, sha256=lying.digest or "", has_free_text=True)


def _beside_it(document: Document, path: Path, before: Made | None) -> Iterator[Coming]:
    """Yield what is put beside a document: text that found no zone, and the copy with tracked changes.

    It is put there first: once the document lies in its place, no later run asks for what belongs beside it.
    """
    if document.orphans:
        yield Coming.at(_free(path, document.orphans), document.orphans)
    if document.redline:
        yield Coming.at(path.with_name(_redline_name(document, path, before)), document.redline)


def _redline_name(document: Document, path: Path, before: Made | None) -> str:
    """Return the name of a redline; one that a person works in is never overwritten."""
    known = before.redline.sha256 if before and before.redline else None
    place, count = path.with_suffix(f".redline{path.suffix}"), 1
    while digest_of(place) not in (None, known, sha256_of(document.redline)):
        count += 1
        place = path.with_suffix(f".redline-{count}{path.suffix}")
    return place.name


def _outdated(document: Document, path: Path, before: Made | None) -> tuple[Path, ...]:
    """Return the redline of ours that no longer leads to what lies there."""
    if document.redline or before is None or before.redline is None:
        return ()
    place = path.with_name(before.redline.file)
    return (place,) if digest_of(place) == before.redline.sha256 else ()


def _free(path: Path, content: bytes) -> Path:
    """Return where text without a zone is kept: never over text that was kept before."""
    kept, count = path.with_suffix(f".kept-text{path.suffix}"), 1
    while digest_of(kept) not in (None, sha256_of(content)):
        count += 1
        kept = path.with_suffix(f".kept-text-{count}{path.suffix}")
    return kept


def _told(document: Document, path: Path) -> Iterator[Finding]:
    at = Place(document=str(path))
    if document.has_free_text:
        yield finding("REV002", at, path=path.name)
    if document.orphans:
        yield finding("REV003", at, path=path.name, kept=_free(path, document.orphans).name)


def _not_made(document: Document, path: Path, waiting: Path, before: Made | None) -> Placing:
    """Leave nothing of ours beside what says that it is not owed, or held back; what failed stays as it was."""
    written = Written(document.id, document.state, "", None, document.because)
    if document.state == "failed" or before is None:
        return Placing(written, before)
    there = [each for each in (path, waiting) if each.is_file()]
    return Placing(written, None, kept=tuple(there), gone=tuple(there))


def _record(document: Document, path: Path, sha256: str, before: Made | None) -> Made:
    """Return what is known of a document made anew; a PDF of the version before still lies beside it."""
    return Made(
        document.id,
        path.name,
        document.key,
        sha256,
        document.revision,
        **to_builtins(document.source),
        printed=before.printed if before else None,
        redline=_redline(document, path, before),
        outside_sha256=document.outside_sha256,
        has_free_text=document.has_free_text,
        is_draft=document.is_draft,
    )


def _redline(document: Document, path: Path, before: Made | None) -> Redline | None:
    if not document.redline:
        return None
    return Redline(_redline_name(document, path, before), sha256_of(document.redline))


def _left(document: Document, path: Path, waiting: Path, before: Made | None, *, edited: bool) -> Placing:
    revision = before.revision if before else None
    if not edited:
        record = replace(before, redline=_redline(document, path, before)) if before and document.redline else before
        written = Written(document.id, "unchanged", str(path), revision, document.because)
        return Placing(written, record, tuple(_beside_it(document, path, before)))
    told = None
    if before and before.new_sha256 and waiting.is_file():
        told = finding("BLD001", Place(document=str(path)), path=path.name, new=waiting.name)
    because = told.message if told else "edited by a person, and nothing that it prints has changed since"
    findings = (told,) if told else ()
    return Placing(Written(document.id, "kept-edited", str(path), revision, because), before, findings=findings)


def _beside(document: Document, path: Path, waiting: Path, before: Made | None) -> Placing:
    ours = (None, sha256_of(document.content), before.new_sha256 if before else "")
    count = document.revision
    while digest_of(waiting) not in ours:
        # Someone works in the waiting version too; it is kept as well.
        waiting = path.with_suffix(f".new-{count}{path.suffix}")
        count += 1
    told = finding("BLD001", Place(document=str(path)), path=path.name, new=waiting.name)
    # The digest stays that of the version which the person edited (none where the document is not ours), the key that
    # of the newest facts: the next run sees the edit again and makes nothing anew while the facts stay.
    record = _record(document, path, before.sha256 if before else "", before)
    return Placing(
        Written(document.id, "kept-edited", str(path), document.revision, told.message),
        replace(record, new_sha256=sha256_of(document.content), is_adopted=before.is_adopted if before else False),
        (*_beside_it(document, path, before), Coming.at(waiting, document.content)),
        gone=_outdated(document, path, before),
        findings=(told, *(each for each in _told(document, path) if each.code == "REV003")),
    )
