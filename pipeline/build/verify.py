"""Verifies what was produced: is each document there, as it was made, and sound; and any other Office file."""

import hashlib
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.build.archive import FACTS, FINDINGS, borne_digest
from pipeline.build.beside import NEWER, kind_beside, newer_versions
from pipeline.build.journal import ISSUED, NEXT, REVISIONS
from pipeline.build.judge import MOST_BYTES, judge
from pipeline.build.plain_file import read_file
from pipeline.build.recorded import BadRecordError, Recorded, recorded_in
from pipeline.build.scan import NoSuchPathError
from pipeline.build.store import MANIFEST
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

INTACT, CHANGED, MISSING, UNKNOWN = "intact", "changed", "missing", "unknown"

_RECORDS = (*FACTS, FINDINGS)
_KINDS = (".docx", ".xlsx", ".pdf")
_OF_PROGRAMS = ("~$", ".")


class Verified(Struct, frozen=True):
    """One file and how it stands: intact, changed, missing, or unknown to any manifest; with what is wrong with it."""

    path: str
    state: str
    revision: int | None
    findings: tuple[Finding, ...] = ()


def verify(paths: Iterable[Path]) -> Iterator[Verified]:
    """Verify files, systems' folders, clients' folders or all outputs; nothing is written.

    Args:
        paths: files, or folders at any height above a system's.

    Raises:
        NoSuchPathError: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NoSuchPathError(f"{path} does not exist")
        if path.is_dir():
            yield from _verify_folder(path)
        else:
            yield _verify_file(path)


def _verify_file(path: Path) -> Verified:
    try:
        records = recorded_in(path.parent) if (path.parent / MANIFEST).is_file() else ()
    except BadRecordError:
        records = ()
    record = next((each for each in records if _belongs(path, each)), None)
    if record:
        return _of_a_record(path, record)
    return _of_its_name(path) if _is_known_by_name(path) else _stranger(path)


def _verify_folder(folder: Path) -> Iterator[Verified]:
    recorded = {manifest.parent for manifest in folder.rglob(MANIFEST)}
    systems = {system for system in map(_system_of, recorded) if system.is_relative_to(folder)}
    for each in sorted(recorded | systems or {folder}):
        yield from _verify_system(each) if each in recorded else _without_record(each, recorded)


def _system_of(recorded: Path) -> Path:
    """Return the folder of the system to which a folder with a record belongs."""
    return recorded.parent.parent if _is_set(recorded) else recorded


def _is_set(folder: Path) -> bool:
    """Tell whether a folder holds what was kept or issued of one revision."""
    return folder.absolute().parent.name in (REVISIONS, ISSUED)


def _without_record(folder: Path, recorded: Container[Path]) -> Iterator[Verified]:
    """Look over what lies in and below a folder without a record, but for the sets below it that have one."""
    if any((folder / name).exists() for name in _RECORDS):
        yield Verified(str(folder), UNKNOWN, None, (_about(folder, "VER014"),))
    for path in sorted(folder.rglob("*")):
        if path.parent not in recorded and _is_office_file(path):
            yield _stranger(path)


def _verify_system(folder: Path) -> Iterator[Verified]:
    known = {MANIFEST, NEXT, *_RECORDS}
    try:
        records = recorded_in(folder)
    except BadRecordError as error:
        records = ()
        told = finding("VER011", Place(document=str(folder / MANIFEST)), why=error)
        yield Verified(str(folder / MANIFEST), CHANGED, None, (told,))
    own = {record.file for record in records}
    for record in records:
        lying = [folder / record.file, *(folder / other for other in record.others)]
        waiting = [path for path in newer_versions(folder / record.file) if path.name not in own]
        for path in (*lying, *waiting):
            known.add(path.name)
            yield _of_a_record(path, record)
    for name in _RECORDS:
        if not _is_set(folder) or (folder / name).exists():
            yield _verify_json(folder / name)
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name in known or path.name.startswith(_OF_PROGRAMS):
            continue
        if _is_known_by_name(path):
            yield _of_its_name(path)
        else:
            told = _about(path, "VER010")
            found = _stranger(path) if path.suffix.casefold() in _KINDS else Verified(str(path), UNKNOWN, None)
            yield Verified(found.path, UNKNOWN, None, (told, *found.findings))


def _of_a_record(path: Path, record: Recorded) -> Verified:
    """Verify a document that a manifest knows, or a newer version that waits beside it."""
    content, told = _read(path)
    if told:
        gone = finding("VER002", Place(document=str(path)), revision=record.revision)
        is_there = path.exists()
        return Verified(str(path), CHANGED if is_there else MISSING, record.revision, (told if is_there else gone,))
    is_ours = hashlib.sha256(content).hexdigest() in record.digests
    findings = judge(str(path), content, is_ours=is_ours)
    if not is_ours:
        findings = (_about(path, "VER001"), *findings)
    if path.name not in (record.file, *record.others):
        findings = (_about(path, "VER012"), *findings)
    return Verified(str(path), INTACT if is_ours else CHANGED, record.revision, findings)


def _is_known_by_name(path: Path) -> bool:
    """Tell whether a file came to a set after its record was written: then it bears its own digest."""
    return _is_set(path.parent) and (path.parent / MANIFEST).is_file() and bool(borne_digest(path.name))


def _of_its_name(path: Path) -> Verified:
    """Verify a file by the digest that its name bears."""
    content, told = _read(path)
    is_ours = not told and hashlib.sha256(content).hexdigest().startswith(borne_digest(path.name))
    findings = (told,) if told else judge(str(path), content, is_ours=is_ours)
    if not is_ours:
        findings = (_about(path, "VER001"), *findings)
    number = path.absolute().parent.name
    return Verified(str(path), INTACT if is_ours else CHANGED, int(number) if number.isdigit() else None, findings)


def _stranger(path: Path) -> Verified:
    content, told = _read(path)
    findings = (told,) if told else judge(str(path), content, is_ours=False)
    return Verified(str(path), UNKNOWN, None, findings)


def _verify_json(path: Path) -> Verified:
    content, told = _read(path)
    at = Place(document=str(path))
    if told and not path.exists():
        return Verified(str(path), MISSING, None, (finding("VER011", at, why="it is not there"),))
    if told:
        return Verified(str(path), CHANGED, None, (told,))
    try:
        why = "" if isinstance(msgspec.json.decode(content), dict) else "it holds something else"
    except (msgspec.DecodeError, RecursionError) as error:
        why = f"it is no JSON ({error})"
    return Verified(str(path), CHANGED if why else INTACT, None, (finding("VER011", at, why=why),) if why else ())


def _read(path: Path) -> tuple[bytes, Finding | None]:
    at = Place(document=str(path))
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            return b"", finding("VER008", at, why=f"it is larger than {MOST_BYTES // 2**20} MB")
        return read_file(path), None
    except OSError as error:
        return b"", finding("VER006", at, why=error.strerror or "the place is refused")


def _belongs(path: Path, record: Recorded) -> bool:
    return path.name in (record.file, *record.others) or kind_beside(path.name, record.file) == NEWER


def _is_office_file(path: Path) -> bool:
    return path.suffix.casefold() in _KINDS and not path.name.startswith(_OF_PROGRAMS) and not path.is_dir()


def _about(path: Path, code: str) -> Finding:
    return finding(code, Place(document=str(path)))
