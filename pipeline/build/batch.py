"""A whole batch: one system after the other, each in its own boundary, written as soon as it is made."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import SystemFiles
from pipeline.build.crew import Crew
from pipeline.build.dispatch import DEADLINE, PARENT, make_all
from pipeline.build.filed import Filed
from pipeline.build.former import former_versions
from pipeline.build.gather import load_safely
from pipeline.build.glance import Glance, glance
from pipeline.build.history import earlier_states
from pipeline.build.index import Index, Row
from pipeline.build.indexing import Recorder, recorded
from pipeline.build.journal import known_of, sweep_parts
from pipeline.build.layout import Engine
from pipeline.build.lock import locked
from pipeline.build.order import Order, known_with, what_lies
from pipeline.build.pdf_place import place_pdfs
from pipeline.build.place import Written
from pipeline.build.portfolio_pages import SharedResult, make_pages
from pipeline.build.result import SystemResult
from pipeline.build.scan import SystemSource
from pipeline.build.store import DISK_ERRORS, UnsafePathError, refuse_link
from pipeline.build.task import MadeSystem
from pipeline.build.template import Template
from pipeline.build.writer import Writing, foresee, write_findings, write_system
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

_PRINTED_TOGETHER = 16
"""How many systems are printed together: LibreOffice takes longer to start than to print a document."""


class Wish(Struct, frozen=True):
    """What a run is asked for.

    ``templates`` holds the template of each deliverable to make, ``pages`` the files of each page over many systems,
    ``engine`` lays out what is to be printed, ``crew`` makes the documents: the parent itself where none is given.
    Work on one system is given up after ``deadline`` seconds. A ``dry_run`` says what would be made and writes nothing.
    ``index`` says which systems are known to be up to date; where it is given, it is written anew.
    """

    catalogue: Catalogue
    templates: Mapping[str, Template]
    pages: Mapping[str, Mapping[str, bytes]] = MappingProxyType({})
    force: bool = False
    replace_edited: bool = False
    redline: bool = False
    dry_run: bool = False
    engine: Engine | None = None
    crew: Crew = PARENT
    deadline: float = DEADLINE
    index: Index | None = None


def run(
    sources: Sequence[SystemSource], outputs: Path, wish: Wish
) -> Generator[SystemResult | Row | SharedResult, None, None]:
    """Build every system, in order, then the pages over them; a system that fails does not stop the others.

    Args:
        sources: the system workbooks.
        outputs: folder of all outputs; locked while the batch runs.
        wish: what to make.

    Yields:
        What became of each system and each page; of a system that is known to be up to date, what is known of it.

    Raises:
        LockedError: another run holds the folder.
        OSError: the disk refuses to hold what is written.
    """
    if wish.dry_run:
        seen = glance(sources, wish.catalogue, wish.index)
        yield from _in_order(seen, _build(seen, outputs, wish, None))
        return
    asked = [each.file for each in wish.catalogue.deliverables if each.id in wish.pages]
    with locked(outputs), recorded(outputs, wish.index, wish.catalogue, asked) as recorder:
        sweep_parts(outputs, wish.index.settled if wish.index else ())
        seen = glance(sources, wish.catalogue, wish.index)
        yield from _in_order(seen, _filed(_build(seen, outputs, wish, recorder), outputs, wish, recorder))
        clients = dict.fromkeys(each.client for each in seen if each.system)
        if recorder and asked:
            recorder.begin_pages()
        for page in make_pages(outputs, clients, wish.catalogue, wish.pages):
            if recorder:
                recorder.add_page(page)
            yield page


def _in_order(seen: Iterable[Glance], results: Iterable[SystemResult]) -> Iterator[SystemResult | Row]:
    """Yield the results, and among them in the order of the workbooks what is known to be up to date."""
    rest = iter(seen)
    for result in results:
        yield from takewhile(bool, (each.row for each in rest))
        yield result
    yield from filter(None, (each.row for each in rest))


def _build(seen: Iterable[Glance], outputs: Path, wish: Wish, recorder: Recorder | None) -> Iterator[SystemResult]:
    """Have every system made by the crew, and write what was made, in the order of the workbooks."""
    asked = ((each, _order(each, outputs, wish)) for each in seen if each.row is None)
    for each, order, made in make_all(asked, wish.catalogue, wish.templates, wish.crew, wish.deadline):
        if isinstance(made, Finding):
            yield (
                _failed(each, MadeSystem(each.system, each.client, ()), made, wish) if order else _untouched(each, made)
            )
        elif order:
            if recorder and not order.files.opened:
                recorder.expect(each.source.path, each.taken, made)
            yield _write(each, order, made, outputs, wish)


def _filed(
    results: Iterable[SystemResult], outputs: Path, wish: Wish, recorder: Recorder | None
) -> Iterator[SystemResult]:
    """Yield the results when their PDF files are dealt with, and have them written down."""
    for several in _in_lots(results, _PRINTED_TOGETHER if wish.engine else 1):
        for result in _with_pdfs(several, outputs, wish):
            if recorder:
                recorder.add(result)
            yield result


def _order(seen: Glance, outputs: Path, wish: Wish) -> Order | Finding:
    """Return everything that it takes to make a system, or why it cannot be had."""
    files = load_safely(seen.source)
    if isinstance(files, Finding):
        return files
    if seen.system is None or seen.clash:
        return Order(files, seen.client, None)
    try:
        return _order_for(seen.system, files, seen, outputs, wish)
    except OSError as error:
        why = error.strerror or "the place is refused"
        return finding("BLD004", Place(seen.source.path), why=why)


def _order_for(system: str, files: SystemFiles, seen: Glance, outputs: Path, wish: Wish) -> Order:
    folder = outputs / seen.client / system
    known = known_of(folder)
    asked = tuple(each for each in wish.catalogue.of_systems if each.id in wish.templates)
    lying = what_lies(folder, asked, known)
    return Order(
        files,
        seen.client,
        system,
        known_with(known, lying),
        lying,
        earlier_states(folder, known),
        wish.force,
        wish.replace_edited,
        wish.redline,
        dict(former_versions(folder, asked, known)) if wish.redline else {},
    )


def _write(seen: Glance, order: Order, made: MadeSystem, outputs: Path, wish: Wish) -> SystemResult:
    """Put what was made in its place; what stands against it is a finding, but for a disk that refuses."""
    workbook = seen.source.path
    if seen.clash:
        return SystemResult(seen.system, workbook, seen.client, (), (*made.findings, seen.clash))
    if made.system is None:
        return SystemResult(None, workbook, made.client, (), made.findings)
    if made.fault:
        return _failed(seen, made, made.fault, wish)
    if (made.client, made.system) != (order.client, order.system):
        # Whoever handed out the work mixed up what came back; it belongs to a folder that this order did not look at.
        told = finding("BLD002", Place(workbook), why="a worker answered for another system")
        return _failed(seen, MadeSystem(seen.system, seen.client, ()), told, wish)
    folder = outputs / seen.client / made.system
    if wish.dry_run:
        return SystemResult(made.system, workbook, made.client, *foresee(folder, order, made))
    law = wish.catalogue.legislation
    writing = Writing(law.edition, frozenset(wish.templates), frozenset(each.id for each in wish.catalogue.of_systems))
    try:
        for part in (folder.parent, folder):
            refuse_link(part)
        written, findings = write_system(folder, order, made, writing)
    except UnsafePathError as error:
        return _failed(seen, made, finding("BLD004", Place(workbook), why=error), wish)
    except OSError as error:
        if error.errno in DISK_ERRORS:
            # A disk that is full or broken would fail the other systems too.
            raise
        why = error.strerror or "the place is refused"
        return _failed(seen, made, finding("BLD004", Place(workbook), why=why), wish)
    return SystemResult(made.system, workbook, made.client, written, findings)


def _untouched(seen: Glance, told: Finding) -> SystemResult:
    return SystemResult(None, seen.source.path, seen.client, (), (told,))


def _failed(seen: Glance, made: MadeSystem, told: Finding, wish: Wish) -> SystemResult:
    failed = tuple(Written(each, "failed", "", None, told.message) for each in wish.templates)
    return SystemResult(made.system, seen.source.path, made.client, failed, (*made.findings, told))


def _in_lots(results: Iterable[SystemResult], size: int) -> Iterator[list[SystemResult]]:
    rest = iter(results)
    while lot := list(islice(rest, size)):
        yield lot


def _with_pdfs(results: Sequence[SystemResult], outputs: Path, wish: Wish) -> Iterator[SystemResult]:
    """Yield the results with what became of the PDF of each document."""
    folders = [outputs / result.client / (result.system or "") for result in results]
    manifests = [known_of(folder) if result.system else None for result, folder in zip(results, folders, strict=True)]
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
            write_findings(system.folder, findings)
        yield replace(result, deliverables=system.written, findings=findings)
