"""Keeps what a run is about to replace: the set of a revision when the next one opens, and single edited files."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec.structs import replace

from pipeline.build.journal import REVISIONS
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST, digest_of, manifest_json, refuse_link, sha256_of, write
from pipeline.model.manifest import Made, Manifest

FINDINGS = "findings.json"
FACTS = ("profile.json", "assessment.json")
"""What was known of the system when a revision opened; kept with it from then on."""

_SHOWN = 8
_BEARS_DIGEST = re.compile(rf"\.([0-9a-f]{{{_SHOWN}}})\.[A-Za-z]+")


def folder_of(folder: Path, revision: int) -> Path:
    """Return where the set of a revision is kept.

    Args:
        folder: of the system.
        revision: its number.
    """
    return folder / REVISIONS / str(revision)


def keep_facts(folder: Path, revision: int, records: dict[str, bytes]) -> None:
    """Keep what was known of the system when a revision opened.

    Args:
        folder: of the system.
        revision: its number.
        records: the files of ``FACTS``.
    """
    for name in FACTS:
        write(_made(folder, revision) / name, records[name])


def keep_set(folder: Path, manifest: Manifest, revision: int, deliverables: Collection[str]) -> None:
    """Copy the documents of a revision as they lie there, edited or not; the record of the set comes last.

    A set whose record stands is whole: it was kept by a run that ended before it was done.

    Args:
        folder: of the system.
        manifest: what is known of it.
        revision: number of the last one.
        deliverables: ids of all there are; what is named after one of them belongs to the set.

    Raises:
        OSError: the disk refuses.
    """
    kept = _made(folder, revision)
    if (kept / MANIFEST).is_file():
        return
    for path in sorted(_documents(folder, deliverables)):
        keep(path, folder, revision)
    for name in (*FACTS, FINDINGS):
        if (folder / name).is_file() and not (kept / name).is_file():
            write(kept / name, read_file(folder / name))
    write(kept / MANIFEST, manifest_json(_record(kept, manifest, revision)))


def keep(path: Path, folder: Path, revision: int, *, apart: bool = False) -> Path:
    """Copy one file to the set of a revision, beside what is kept there under its name already.

    The record of a set is written once. What comes to a set that has one bears its own digest in its name, so that it
    is known however the run ends.

    Args:
        path: of the file.
        folder: of the system.
        revision: number of the revision that the file belongs to.
        apart: give the copy a name of its own: what lies there goes into the set when the next revision opens.

    Returns:
        The copy, or what was kept before and is the same.

    Raises:
        OSError: the disk refuses.
    """
    content = read_file(path)
    kept = _made(folder, revision) / path.name
    if not apart and kept.is_file() and read_file(kept) == content:
        return kept
    if apart or kept.is_file() or (kept.parent / MANIFEST).is_file():
        kept = kept.with_name(f"{path.stem}.{sha256_of(content)[:_SHOWN]}{path.suffix}")
    write(kept, content)
    return kept


def borne_digest(name: str) -> str:
    """Return how the digest of a kept file begins, by its name; nothing where it bears none.

    Args:
        name: of the file.
    """
    found = _BEARS_DIGEST.search(name)
    return found[1] if found and found.end() == len(name) else ""


def _made(folder: Path, revision: int) -> Path:
    kept = folder_of(folder, revision)
    for part in (kept.parent, kept):
        refuse_link(part)
    return kept


def _documents(folder: Path, deliverables: Collection[str]) -> Iterator[Path]:
    for path in folder.iterdir():
        name = path.name.partition(".")[0]
        if name in deliverables and path.is_file() and not path.is_symlink():
            yield path


def _record(kept: Path, manifest: Manifest, revision: int) -> Manifest:
    """Return the record of a kept set: of each file as it lies there, since that is what must never change again."""
    known = {made.file: made for made in manifest.made}
    made = []
    for path in sorted(kept.iterdir()):
        if path.name in (*FACTS, FINDINGS, MANIFEST) or path.name.startswith("."):
            continue
        digest = digest_of(path) or ""
        before = known.get(path.name)
        # Each file has an entry of its own, so none is told of with another one.
        alone = replace(before, sha256=digest, new_sha256="", printed=None, redline=None) if before else None
        record = alone or Made(path.name, path.name, "", digest, revision)
        made.append(record)
    past = tuple(each for each in manifest.revisions if each.number <= revision)
    return replace(manifest, made=tuple(made), revisions=past, is_partial=False)
