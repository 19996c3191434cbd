"""Puts what was made for a system in its place; only here are the documents of outputs touched.

The order is what makes it safe: what would be lost is copied first, then it is written down how everything will stand,
then the files are put in their places one by one, and at last it is written down that they stand so.
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build import archive, journal
from pipeline.build.finding_json import findings_json
from pipeline.build.identity import OUTPUT_VERSION
from pipeline.build.order import Lying, Order
from pipeline.build.place import Placing, Written, made_of, place, stand_of
from pipeline.build.store import MANIFEST_SCHEMA, digest_of, refuse_link, sha256_of, to_json, write
from pipeline.build.task import MadeSystem
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest

_BLANK = Manifest(MANIFEST_SCHEMA, "", "")


class Writing(Struct, frozen=True):
    """What a run writes of every system: under which edition of the law, and which deliverables it deals with.

    ``deliverables`` are the ids of all that there are.
    """

    edition: str
    asked: Collection[str]
    deliverables: Collection[str]


def write_system(
    folder: Path, order: Order, made: MadeSystem, writing: Writing
) -> tuple[tuple[Written, ...], tuple[Finding, ...]]:
    """Put the documents of one system in their places.

    Args:
        folder: of the system.
        order: what was asked for, and what lay there.
        made: what was made.
        writing: what holds for all systems.

    Returns:
        What became of each document, and every finding on the system.

    Raises:
        UnsafePathError: a place is a symbolic link.
        OSError: the disk refuses.
    """
    placings = [_place(document.id, folder, order, made) for document in made.documents]
    for file in (file for placing in placings for file in placing.files):
        refuse_link(file.path)
    before = order.manifest or replace(_BLANK, system=made.system or "")
    coming = _coming(before, placings, made, writing)
    opened = len(coming.revisions) > len(before.revisions) or (
        before.is_partial and coming.revisions != before.revisions
    )
    if opened:
        former = coming.revisions[-1].number - 1
        if former and folder.is_dir():
            archive.keep_set(folder, before, former, writing.deliverables)
        archive.keep_facts(folder, coming.revisions[-1].number, dict(made.records))
    for path in (path for placing in placings for path in placing.kept):
        archive.keep(path, folder, before.revisions[-1].number if before.revisions else 1)
    if coming != order.manifest:
        journal.announce(folder, coming)
    placings = [_put(placing, before) for placing in placings]
    findings = (*made.findings, *(told for each in placings for told in each.findings))
    for name, content in made.records.items():
        write(folder / name, content)
    write_findings(folder, findings)
    journal.conclude(folder, _coming(before, placings, made, writing))
    return tuple(each.written for each in placings), findings


def foresee(folder: Path, order: Order, made: MadeSystem) -> tuple[tuple[Written, ...], tuple[Finding, ...]]:
    """Say what would become of each document, and write nothing.

    Args:
        folder: of the system.
        order: what was asked for, and what lies there.
        made: what was made.
    """
    placings = [_place(document.id, folder, order, made) for document in made.documents]
    findings = (*made.findings, *(told for each in placings for told in each.findings))
    return tuple(each.written for each in placings), findings


def write_findings(folder: Path, findings: tuple[Finding, ...]) -> None:
    """Write what is to be told of a system."""
    write(folder / archive.FINDINGS, to_json({"command": "build", "findings": findings_json(findings)}))


def _place(name: str, folder: Path, order: Order, made: MadeSystem) -> Placing:
    document = next(document for document in made.documents if document.id == name)
    lying = order.lying.get(name, Lying(None))
    return place(document, folder, lying, made_of(order.manifest, name), replace_edited=order.replace_edited)


def _put(placing: Placing, before: Manifest) -> Placing:
    """Write the files of a document, unless somebody saved one of them since it was made, or has it open."""
    for file in placing.files:
        if digest_of(file.path) not in (None, file.expected, sha256_of(file.content)):
            return _left(placing, file.path, before, "BLD005")
        try:
            write(file.path, file.content)
        except PermissionError:
            return _left(placing, file.path, before, "BLD006")
    for path in placing.gone:
        # One that is open in another program stays; its copy is kept, and the next run tries again.
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return placing


def _left(placing: Placing, path: Path, before: Manifest, code: str) -> Placing:
    told = finding(code, Place(document=str(path)), path=path.name)
    written = replace(placing.written, state="kept-edited", because=told.message)
    return Placing(written, made_of(before, written.id), findings=(told,))


def _coming(before: Manifest, placings: list[Placing], made: MadeSystem, writing: Writing) -> Manifest:
    """Return how everything stands once the documents are in their places."""
    untouched = [each for each in before.made if each.id not in writing.asked]
    records = [
        replace(each.record, edition=writing.edition, output_version=OUTPUT_VERSION)
        if each.written.state == "built" or each.files
        else each.record
        for each in placings
        if each.record
    ]
    left = [stand for stand in before.stands if stand.id not in writing.asked]
    past = tuple(each for each in before.revisions if each.number < made.revision.number)
    # A revision of which nothing was made, because every document failed, is none.
    was_there = any(each.number == made.revision.number for each in before.revisions)
    opened = was_there or any(record.revision == made.revision.number for record in records)
    return Manifest(
        schema=MANIFEST_SCHEMA,
        system=made.system or "",
        edition=writing.edition,
        made=tuple(sorted((*untouched, *records), key=lambda each: each.id)),
        revisions=(*past, made.revision) if opened else past,
        summary=made.summary,
        stands=tuple(
            sorted(
                (*left, *(stand_of(each, before.last_issued(each.written.id)) for each in placings)),
                key=lambda stand: stand.id,
            )
        ),
        issued=before.issued,
    )
