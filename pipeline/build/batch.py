"""A whole batch: one system after the other, each in its own boundary, written as soon as it is made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from filelock import FileLock, Timeout
from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.filed import Filed
from pipeline.build.finding_json import findings_json
from pipeline.build.gather import GatheredSystem, gather_safely
from pipeline.build.layout import Engine
from pipeline.build.own_templates import Template
from pipeline.build.pdf_place import place_pdfs
from pipeline.build.place import Placed, Written, is_wanted, made_of, place, stand_of
from pipeline.build.portfolio_pages import SharedResult, make_pages
from pipeline.build.produce import Produced, produce
from pipeline.build.reports import assessment_json
from pipeline.build.scan import NoSuchPathError, SystemSource
from pipeline.build.store import (
    DISK_ERRORS,
    MANIFEST,
    MANIFEST_SCHEMA,
    UnsafePathError,
    load_manifest,
    manifest_json,
    refuse_link,
    to_json,
    write,
)
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Manifest
from pipeline.model.questionnaire import Form
from pipeline.stages.profile_json import to_profile_json
from pipeline.stages.summarise import summarise
from pipeline.stages.wording import Wording

LOCK = ".dossier.lock"
_PRINTED_TOGETHER = 16
"""How many systems are printed together: LibreOffice takes longer to start than to print a document."""


class LockedError(Exception):
    """Another run holds the output folder."""


class SystemResult(Struct, frozen=True):
    """What became of one system."""

    system: str | None
    workbook: str
    client: str
    deliverables: tuple[Written, ...]
    findings: tuple[Finding, ...]


class Wish(Struct, frozen=True):
    """What a run is asked for.

    ``templates`` holds the template of each deliverable to make, ``pages`` the files of each page over many systems,
    ``engine`` lays out what is to be printed.
    """

    catalogue: Catalogue
    templates: Mapping[str, Template]
    pages: Mapping[str, Mapping[str, bytes]] = MappingProxyType({})
    force: bool = False
    replace_edited: bool = False
    engine: Engine | None = None


def run(sources: Sequence[SystemSource], outputs: Path, wish: Wish) -> Iterator[SystemResult | SharedResult]:
    """Build every system, in order, then the pages over them; a system that fails does not stop the others.

    Args:
        sources: the system workbooks.
        outputs: folder of all outputs; locked while the batch runs.
        wish: what to make.

    Raises:
        LockedError: another run holds the folder.
        OSError: the disk refuses to hold what is written.
    """
    with _locked(outputs):
        gathered = [(source, gather_safely(source, wish.catalogue)) for source in sources]
        clashes = dict(_clashes(gathered))
        built = (_build(source, system, outputs, wish, clashes.get(source)) for source, system in gathered)
        for several in _in_lots(built, _PRINTED_TOGETHER if wish.engine else 1):
            yield from _with_pdfs(several, outputs, wish)
        clients = dict.fromkeys(system.client for _, system in gathered if system.system)
        yield from make_pages(outputs, clients, wish.catalogue, wish.pages)


@contextmanager
def _locked(outputs: Path) -> Iterator[None]:
    if outputs.exists() and not outputs.is_dir():
        raise NoSuchPathError(f"{outputs} is not a folder")
    outputs.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(outputs / LOCK, timeout=0):
            yield
    except Timeout:
        raise LockedError(f"another run is writing to {outputs}") from None


def _clashes(gathered: Iterable[tuple[SystemSource, GatheredSystem]]) -> Iterator[tuple[SystemSource, Finding]]:
    """Refuse every system whose id another system of the client has too."""
    owners: dict[tuple[str, str], list[tuple[SystemSource, GatheredSystem]]] = {}
    for source, system in gathered:
        if system.system:
            owners.setdefault((system.client, system.system.casefold()), []).append((source, system))
    for (_, name), several in owners.items():
        for source, system in several if len(several) > 1 else ():
            others = ", ".join(str(other.workbook) for other, _ in several if other != source)
            at = system.intake.cells.get("system.id", Place(str(source.workbook)))
            yield source, finding("INT031", at, id=name, other=others)


def _build(
    source: SystemSource, system: GatheredSystem, outputs: Path, wish: Wish, clash: Finding | None
) -> SystemResult:
    name = str(source.workbook)
    if clash or system.system is None:
        findings = (*system.intake.findings, clash) if clash else system.intake.findings
        return SystemResult(system.system, name, system.client, (), findings)
    folder = outputs / system.client / system.system
    try:
        for part in (folder.parent, folder):
            refuse_link(part)
        manifest = load_manifest(folder)
        again = [
            each.id
            for each in wish.catalogue.of_systems
            if wish.force
            or is_wanted(folder / each.file, made_of(manifest, each.id), replace_edited=wish.replace_edited)
        ]
        made = produce(system, wish.catalogue, wish.templates, manifest, again)
        return _Writer(folder, manifest, made, wish).write_all(source, system)
    except UnsafePathError as error:
        return _failed(name, system, finding("BLD004", Place(name), why=error), wish)
    except OSError as error:
        if error.errno in DISK_ERRORS:
            # A disk that is full or broken would fail the other systems too.
            raise
        return _failed(name, system, finding("BLD004", Place(name), why=error.strerror or "the place is refused"), wish)
    except Exception as error:  # noqa: BLE001 - one system that cannot be built must not stop the others
        # The message of the error is left out: it may quote an answer.
        return _failed(name, system, finding("BLD002", Place(name), why=type(error).__name__), wish)


def _failed(name: str, system: GatheredSystem, told: Finding, wish: Wish) -> SystemResult:
    failed = tuple(Written(each, "failed", "", None, told.message) for each in wish.templates)
    return SystemResult(system.system, name, system.client, failed, (*system.intake.findings, told))


class _Writer(Struct):
    """Writes what was made for one system; only here are outputs touched."""

    folder: Path
    manifest: Manifest | None
    made: Produced
    wish: Wish

    def write_all(self, source: SystemSource, system: GatheredSystem) -> SystemResult:
        placed = [
            place(document, self.folder, made_of(self.manifest, document.id), replace_edited=self.wish.replace_edited)
            for document in self.made.documents
        ]
        findings = self.made.findings + tuple(each.finding for each in placed if each.finding)
        self._write_records(system, findings)
        self._write_manifest(system, placed)
        written = tuple(each.written for each in placed)
        return SystemResult(system.system, str(source.workbook), system.client, written, findings)

    def _write_records(self, system: GatheredSystem, findings: tuple[Finding, ...]) -> None:
        assert system.profile is not None  # noqa: S101 - a system without a profile is never written
        profile = to_profile_json(Form.SYSTEM, system.profile, system.intake.notes)
        write(self.folder / "profile.json", to_json(profile))
        write(self.folder / "assessment.json", to_json(assessment_json(self.made.case, self.wish.catalogue)))
        _write_findings(self.folder, findings)

    def _write_manifest(self, system: GatheredSystem, placed: list[Placed]) -> None:
        old, catalogue = self.manifest, self.wish.catalogue
        untouched = [made for made in (old.made if old else ()) if made.id not in self.wish.templates]
        records = [each.record for each in placed if each.record]
        left = [stand for stand in (old.stands if old else ()) if stand.id not in self.wish.templates]
        past = old.revisions if old else ()
        # A revision of which nothing was made, because every document failed, is none.
        opened = any(made.revision == self.made.revision.number for made in records) and self.made.revision not in past
        wording = Wording(catalogue.style.language, catalogue.words, catalogue.questionnaire.choices)
        manifest = Manifest(
            schema=MANIFEST_SCHEMA,
            system=system.system or "",
            edition=catalogue.legislation.edition,
            made=tuple(sorted((*untouched, *records), key=lambda made: made.id)),
            revisions=(*past, self.made.revision) if opened else past,
            summary=summarise(self.made.case, catalogue, wording),
            stands=tuple(sorted((*left, *map(stand_of, placed)), key=lambda stand: stand.id)),
        )
        write(self.folder / MANIFEST, manifest_json(manifest))


def _in_lots(results: Iterable[SystemResult], size: int) -> Iterator[list[SystemResult]]:
    rest = iter(results)
    while lot := list(islice(rest, size)):
        yield lot


def _with_pdfs(results: Sequence[SystemResult], outputs: Path, wish: Wish) -> Iterator[SystemResult]:
    """Yield the results with what became of the PDF of each document."""
    folders = [outputs / result.client / (result.system or "") for result in results]
    manifests = [
        load_manifest(folder) if result.system else None for result, folder in zip(results, folders, strict=True)
    ]
    filed = [
        Filed(folder, manifest, result.deliverables)
        for result, folder, manifest in zip(results, folders, manifests, strict=True)
        if manifest
    ]
    placed = iter(place_pdfs(filed, wish.engine, replace_edited=wish.replace_edited))
    for result, manifest in zip(results, manifests, strict=True):
        if not manifest:
            yield result
            continue
        system = next(placed)
        findings = (*result.findings, *system.findings)
        if system.findings:
            _write_findings(system.folder, findings)
        yield replace(result, deliverables=system.written, findings=findings)


def _write_findings(folder: Path, findings: tuple[Finding, ...]) -> None:
    write(folder / "findings.json", to_json({"command": "build", "findings": findings_json(findings)}))


def summary(results: Iterable[SystemResult]) -> dict[str, Any]:
    """Count deliverables by state."""
    counts: dict[str, int] = {}
    for result in results:
        for written in result.deliverables:
            counts[written.state] = counts.get(written.state, 0) + 1
    return counts
