"""The folder of one system as a dossier takes it: documents with their state, records, and what belongs to neither."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.archive import FACTS, FINDINGS, folder_of
from pipeline.build.beside import newer_versions
from pipeline.build.filed import pdf_of, where_lies
from pipeline.build.journal import ISSUED, NEXT, REVISIONS, known_of
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST, UnsafePathError, refuse_link, sha256_of
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import value_at
from pipeline.model.manifest import Issued, Made, Manifest
from pipeline.model.pack import PackState

PROFILE, ASSESSMENT = FACTS
_RECORDS = frozenset({MANIFEST, NEXT, *FACTS, FINDINGS})
_FOLDERS = frozenset({REVISIONS, ISSUED})
_OF_PROGRAMS = ("~$", ".")
_NOT_MADE = ("blocked", "not-due")
_MOST_NAMED = 12


class Shelved(Struct, frozen=True):
    """One document: what it is, how it stands, its bytes, and its PDF where one shows just these.

    ``values`` are the answers from which it was made.
    """

    deliverable: Deliverable | None
    id: str
    file: str
    state: PackState
    revision: int
    content: bytes
    values: Mapping[str, Any]
    pdf: bytes = b""
    note: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.deliverable.title if self.deliverable else self.id

    @property
    def is_final(self) -> bool:
        """Whether it may leave the house without the draft mark."""
        return self.state in (PackState.ISSUED, PackState.SUPERSEDED, PackState.COMPLETE)


class Shelf(Struct, frozen=True):
    """One system: its record, its answers, its documents, and what is to be told of its folder."""

    folder: Path
    manifest: Manifest
    records: Mapping[str, bytes]
    values: Mapping[str, Any]
    digests: Mapping[str, str]
    documents: tuple[Shelved, ...]
    findings: tuple[Finding, ...]

    def look(self, path: str) -> str:
        """Return an answer in words, empty where there is none."""
        said = value_at(self.values, path)
        return said if isinstance(said, str) else ""


def read_shelf(folder: Path, deliverables: Mapping[str, Deliverable]) -> tuple[Shelf | None, tuple[Finding, ...]]:
    """Read the folder of a system; nothing in it is followed that is a link.

    Args:
        folder: of the system, as `dossier build` made it.
        deliverables: those that are known, by id.

    Returns:
        The system, or nothing and why it cannot be packed.
    """
    at = Place(document=str(folder))
    link = next((path for path in (folder, *(folder / name for name in sorted(_RECORDS))) if path.is_symlink()), None)
    if link:
        return None, (finding("PCK015", at, name=link.name, kind="a symbolic link"),)
    try:
        records = {name: read_file(folder / name) for name in (PROFILE, ASSESSMENT)}
    except OSError as error:
        return None, (finding("PCK002", at, file=Path(str(error.filename)).name, why=error.strerror),)
    manifest = known_of(folder)
    if manifest is None or not manifest.made:
        # One that was lost is made up from what was kept, and knows of no document.
        return None, (finding("PCK002", at, file=MANIFEST, why="it is damaged, or of another version"),)
    try:
        values = msgspec.json.decode(records[PROFILE], type=dict[str, Any]).get("values") or {}
        digests = msgspec.json.decode(records[ASSESSMENT], type=dict[str, Any]).get("evidence") or {}
    except (msgspec.DecodeError, RecursionError) as error:
        return None, (finding("PCK002", at, file=PROFILE, why=f"it is no JSON: {error}"),)
    shelf = Shelf(folder, manifest, records, values, digests, (), ())
    for made in manifest.made:
        shelf = _with_document(shelf, made, deliverables.get(made.id))
    return replace(shelf, findings=(*shelf.findings, *_strangers(shelf))), ()


def _with_document(shelf: Shelf, made: Made, deliverable: Deliverable | None) -> Shelf:
    told: list[Finding] = []
    path = shelf.folder / made.file
    issued = shelf.manifest.last_issued(made.id)
    document = _issued(shelf, made, issued, deliverable, told) if issued else None
    if document is None:
        document = _lying(shelf, made, deliverable, told)
    if made.new_sha256:
        waiting = [each.name for each in newer_versions(path)]
        if waiting:
            told.append(_about("PCK006", path, document=made.file, new=", ".join(waiting)))
    documents = (*shelf.documents, document) if document else shelf.documents
    return replace(shelf, documents=documents, findings=(*shelf.findings, *told))


def _issued(
    shelf: Shelf, made: Made, issued: Issued, deliverable: Deliverable | None, told: list[Finding]
) -> Shelved | None:
    path = shelf.folder / issued.path
    try:
        content = _read_below(shelf.folder, path)
        why = "" if sha256_of(content) == issued.sha256 else "was changed since"
    except OSError as error:
        content, why = b"", f"cannot be read ({error.strerror or 'it is a link'})"
    if why:
        told.append(_about("PCK007", path, path=issued.path, revision=issued.revision, why=why))
        return None
    state = PackState.ISSUED
    if made.revision > issued.revision:
        state = PackState.SUPERSEDED
        told.append(_about("PCK008", path, document=made.file, revision=issued.revision, later=made.revision))
    return Shelved(
        deliverable,
        made.id,
        path.name,
        state,
        issued.revision,
        content,
        _values_of(shelf, issued.revision),
        _pdf_beside(shelf.folder, path, made, content),
    )


def _lying(shelf: Shelf, made: Made, deliverable: Deliverable | None, told: list[Finding]) -> Shelved | None:
    path = shelf.folder / made.file
    try:
        content = _read_below(shelf.folder, path)
    except UnsafePathError:
        told.append(_about("PCK015", path, name=made.file, kind="a symbolic link"))
        return None
    except OSError:
        told.append(_about("PCK004", path, document=made.file, revision=made.revision))
        return None
    digest = sha256_of(content)
    stand = next((stand for stand in shelf.manifest.stands if stand.id == made.id), None)
    state, note = PackState.DRAFT if made.is_draft else PackState.COMPLETE, ""
    if not made.holds(digest):
        state = PackState.EDITED
        told.append(_about("PCK005", path, document=made.file))
    elif stand and stand.state in _NOT_MADE:
        state, note = PackState.HELD_BACK, stand.because
        told.append(
            _about("PCK028", path, document=made.file, revision=made.revision, because=stand.because or stand.state)
        )
    values = _values_of(shelf, made.revision)
    pdf = _pdf_beside(shelf.folder, path, made, content)
    return Shelved(deliverable, made.id, made.file, state, made.revision, content, values, pdf, note)


def _pdf_beside(folder: Path, document: Path, made: Made, content: bytes) -> bytes:
    """Return the PDF that shows just this document, where it is known to."""
    printed = made.printed
    if printed is None or printed.document_sha256 != sha256_of(content):
        return b""
    for path in (where_lies(printed, document), pdf_of(document), folder / printed.file):
        if path is None:
            continue
        try:
            pdf = _read_below(folder, path)
        except OSError:
            continue
        if sha256_of(pdf) == printed.sha256:
            return pdf
    return b""


def _values_of(shelf: Shelf, revision: int) -> Mapping[str, Any]:
    """Return the answers of a revision as they were then; those of today where they were not kept."""
    try:
        kept = _read_below(shelf.folder, folder_of(shelf.folder, revision) / PROFILE)
        values = msgspec.json.decode(kept, type=dict[str, Any]).get("values")
    except (OSError, msgspec.DecodeError, RecursionError):
        return shelf.values
    return values if isinstance(values, dict) else shelf.values


def _read_below(folder: Path, path: Path) -> bytes:
    """Return the bytes of a file of a folder, where no part of the way to it is a link.

    Raises:
        UnsafePathError: it lies elsewhere.
        OSError: it cannot be read.
    """
    if not path.is_relative_to(folder) or ".." in path.relative_to(folder).parts:
        raise UnsafePathError(f"{path} lies outside")
    for part in (path, *path.parents):
        if part == folder:
            break
        refuse_link(part)
    return read_file(path)


def _strangers(shelf: Shelf) -> Iterator[Finding]:
    known = set(_RECORDS)
    for made in shelf.manifest.made:
        known |= {made.file, pdf_of(Path(made.file)).name, made.printed.file if made.printed else made.file}
        stem, _, suffix = made.file.rpartition(".")
        waits = (f"{stem}.new.", f"{stem}.new-", f"{stem}.redline.", f"{stem}.kept-text")
        known |= {each.name for each in shelf.folder.iterdir() if each.name.startswith(waits) and suffix}
    strange = [
        each.name
        for each in sorted(shelf.folder.iterdir())
        if each.name not in known
        and not each.name.startswith(_OF_PROGRAMS)
        and not (each.name in _FOLDERS and each.is_dir() and not each.is_symlink())
    ]
    if strange:
        counted = "one entry lies" if len(strange) == 1 else f"{len(strange)} entries lie"
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        names = ", ".join(strange[:_MOST_NAMED]) + more
        yield _about("PCK003", shelf.folder, count=counted, names=names)


def _about(code: str, at: Path, **values: object) -> Finding:
    return finding(code, Place(document=str(at)), (), **values)
