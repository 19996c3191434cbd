"""What is known of a system's folder, also after a run that ended half-way, and after the record was lost.

Before the documents of a run are put in their places, the record of how they will stand is written beside the present
one. Whatever ends the run in between, each file is then known by its digest: as the old record or as the new one has
it.
"""

import fnmatch
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pipeline.build.beside import newer_versions
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST, MANIFEST_SCHEMA, digest_of, manifest_json, write
from pipeline.model.manifest import Issued, Made, Manifest, Revision

NEXT = "manifest.next.json"
REVISIONS, ISSUED = "revisions", "issued"
_PART = ".~*.part"
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
"""The name of a kept set; a longer number is none of ours, and every one below it would be made up."""


def known_of(folder: Path) -> Manifest | None:
    """Return what is known of a system's folder; nothing is written.

    Args:
        folder: of the system.

    Returns:
        Its record; where a run ended half-way, that of the files as they lie there; where the record is lost, no more
        than which revisions there were and what was issued. None where nothing was ever made.
    """
    known = _load(folder / MANIFEST) or _rebuilt(folder)
    coming = _load(folder / NEXT)
    return _joined(folder, known, coming) if coming else known


def announce(folder: Path, coming: Manifest) -> None:
    """Write down how the documents of a run will stand, before the first of them is put in its place."""
    write(folder / NEXT, manifest_json(replace(coming, is_partial=True)))


def conclude(folder: Path, manifest: Manifest) -> None:
    """Write down how the documents stand, now that they do."""
    write(folder / MANIFEST, manifest_json(manifest))
    # One that stays tells of nothing new, and the next run replaces it.
    with suppress(OSError):
        (folder / NEXT).unlink(missing_ok=True)


def sweep_parts(outputs: Path, settled: Collection[str] = ()) -> None:
    """Remove what a run that ended while it wrote a file has left of it.

    Args:
        outputs: folder of all outputs; locked by this run.
        settled: folders of systems below it, with forward slashes, in which no run has written since they were
            complete.
    """
    for folder, below, names in os.walk(outputs):
        where = Path(folder).relative_to(outputs).as_posix()
        below[:] = [name for name in below if f"{where}/{name}" not in settled]
        for part in fnmatch.filter(names, _PART):
            with suppress(OSError):
                Path(folder, part).unlink()


def _load(path: Path) -> Manifest | None:
    try:
        return msgspec.json.decode(read_file(path), type=Manifest)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None


def _joined(folder: Path, known: Manifest | None, coming: Manifest) -> Manifest:
    before = known or Manifest(MANIFEST_SCHEMA, coming.system, coming.edition)
    made = {each.id: each for each in before.made}
    arrived = [each for each in coming.made if each != before.of(each.id) and _has_arrived(folder, each)]
    # What belongs beside a document is put there before it: a redline may be there and the document not.
    made |= {
        each.id: replace(made[each.id], redline=each.redline)
        for each in coming.made
        if each.id in made and each.redline and digest_of(folder / each.redline.file) == each.redline.sha256
    }
    made |= {each.id: each for each in arrived}
    opened = coming.revisions[len(before.revisions) :]
    if not any(each.revision == revision.number for each in arrived for revision in opened):
        return replace(before, made=tuple(made.values()))
    return replace(before, made=tuple(made.values()), revisions=coming.revisions, is_partial=True)


def _has_arrived(folder: Path, made: Made) -> bool:
    """Tell whether a file lies there as it was announced: in its place, or waiting beside an edited one."""
    if made.new_sha256:
        return any(digest_of(path) == made.new_sha256 for path in newer_versions(folder / made.file))
    return digest_of(folder / made.file) == made.sha256


def _rebuilt(folder: Path) -> Manifest | None:
    """Return what the records of earlier revisions and of what was issued tell, where the folder's own is lost."""
    numbers = sorted(int(path.name) for path in (folder / REVISIONS).glob("*") if _NUMBER.fullmatch(path.name))
    records = [record for number in numbers if (record := _load(folder / REVISIONS / str(number) / MANIFEST))]
    issued = tuple(_issued(folder))
    if not numbers and not issued:
        return None
    told = {each.number: each for record in records for each in record.revisions}
    last = max((*numbers, *(each.revision for each in issued)))
    revisions = tuple(told.get(number) or Revision(number, is_unspoken=True) for number in range(1, last + 1))
    # The set of the last revision has no record yet: what it holds may be made again under its number.
    return Manifest(
        MANIFEST_SCHEMA,
        records[-1].system if records else folder.name,
        records[-1].edition if records else "",
        revisions=revisions,
        issued=issued,
        is_partial=last not in told,
    )


def _issued(folder: Path) -> Iterator[Issued]:
    for path in sorted((folder / ISSUED).glob(f"*/{MANIFEST}")):
        record = _load(path)
        yield from record.issued if record else ()
