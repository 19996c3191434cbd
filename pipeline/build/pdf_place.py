"""Puts PDF files and page numbers where they belong, and never over what a person changed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.archive import keep
from pipeline.build.filed import Filed, about, pdf_of, where_lies
from pipeline.build.layout import Engine, Sheets
from pipeline.build.pdf_sweep import sweep
from pipeline.build.place import Written, WrittenPdf
from pipeline.build.store import DISK_ERRORS, MANIFEST, digest_of, manifest_json, sha256_of, write
from pipeline.model.manifest import Made, Printed

_LYING = ("built", "unchanged")

_Key = tuple[int, str]
"""A system by its place among those of the run, and a deliverable."""


class _Job(Struct, frozen=True):
    """A document to print: how it lies there, and what is known of it."""

    written: Written
    made: Made
    content: bytes

    @property
    def path(self) -> Path:
        return Path(self.written.path)


def place_pdfs(filed: Sequence[Filed], engine: Engine | None, *, replace_edited: bool = False) -> tuple[Filed, ...]:
    """Print what has no PDF that shows it, and take away each PDF that shows a document as it was.

    Args:
        filed: systems whose documents were written, as their manifests say.
        engine: lays documents out; without one nothing is printed.
        replace_edited: overwrite PDF files that a person changed.

    Returns:
        The systems, their manifests written anew where something changed.

    Raises:
        OSError: the disk refuses to hold what is written.
    """
    jobs = [_jobs(system, engine, usual_place=replace_edited) for system in filed]
    sheets = _printed({(at, name): job for at, several in enumerate(jobs) for name, job in several.items()}, engine)
    done = []
    for at, system in enumerate(filed):
        placed = system
        if engine and jobs[at]:
            mine = {name: sheets[at, name] for name in jobs[at]}
            placed = _placed(system, jobs[at], mine, engine.name, replace_edited=replace_edited)
        placed = sweep(placed, is_asked=engine is not None)
        if placed.manifest != system.manifest:
            write(system.folder / MANIFEST, manifest_json(placed.manifest))
        done.append(placed)
    return tuple(done)


def _jobs(system: Filed, engine: Engine | None, *, usual_place: bool) -> dict[str, _Job]:
    return {
        written.id: _Job(written, made, Path(written.path).read_bytes())
        for written in system.written
        if engine and written.state in _LYING and (made := system.of(written))
        if not _is_current(made, Path(written.path), engine.name, usual_place=usual_place)
    }


def _is_current(made: Made, document: Path, engine: str, *, usual_place: bool) -> bool:
    printed = made.printed
    if printed is None or printed.engine != engine or printed.document_sha256 != digest_of(document):
        return False
    lies = where_lies(printed, document)
    return lies is not None and (lies == pdf_of(document) or not usual_place)


def _printed(jobs: Mapping[_Key, _Job], engine: Engine | None) -> dict[_Key, Sheets]:
    if engine is None or not jobs:
        return {}
    from pipeline.build.printing import print_documents

    contents = {key: job.content for key, job in jobs.items()}
    return print_documents(contents, {key: str(job.path) for key, job in jobs.items()}, engine)


def _placed(
    system: Filed, jobs: Mapping[str, _Job], sheets: Mapping[str, Sheets], engine: str, *, replace_edited: bool
) -> Filed:
    """Write what was printed, after a manifest that says so: a run may end in between."""
    targets: dict[str, Path] = {}
    for name, job in jobs.items():
        made = sheets[name]
        system = system.telling(job.written, *made.findings)
        if not made.pdf:
            continue
        if digest_of(job.path) != sha256_of(job.content):
            # Someone saved it while it was printed.
            system = system.telling(job.written, about("PDF003", job.path))
            continue
        target = targets[name] = _target(job, made.pdf, replace_edited=replace_edited)
        before = digest_of(target) or ""
        record = Printed(target.name, sha256_of(made.pdf), sha256_of(made.document), engine, before)
        system = system.knowing(replace(job.made, printed=record))
    if targets:
        write(system.folder / MANIFEST, manifest_json(system.manifest))
    for name, target in targets.items():
        system = _written(system, jobs[name], target, sheets[name])
    return system


def _written(system: Filed, job: _Job, target: Path, sheets: Sheets) -> Filed:
    path, usual = job.path, pdf_of(job.path)
    try:
        if (job.made.is_adopted or job.made.has_free_text) and sheets.document != job.content:
            # It gets page numbers; the bytes that a person saved are kept all the same.
            keep(path, system.folder, job.made.revision, apart=True)
        write(target, sheets.pdf)
        write(path, sheets.document)
    except OSError as error:
        if error.errno in DISK_ERRORS:
            raise
        return system.telling(
            job.written, about("PDF002", path, why=f"it cannot be written ({error.strerror or error})")
        )
    made = system.of(job.written) or job.made
    printed = replace(made.printed, replaces="") if made.printed else None
    system = system.knowing(replace(made, sha256=sha256_of(sheets.document), printed=printed))
    _drop_what_waited(job, target)
    if target != usual:
        told = about("PDF007", path, new=target.name)
        return system.telling(replace(job.written, pdf=WrittenPdf("kept-edited", str(target), told.message)), told)
    return system.telling(
        replace(job.written, pdf=WrittenPdf("built", str(target), "it shows the document that lies there"))
    )


def _drop_what_waited(job: _Job, target: Path) -> None:
    """Remove the PDF of ours that waited beside one of another hand, now that there is a newer one elsewhere."""
    if job.made.printed is None:
        return
    waited = job.path.with_name(job.made.printed.file)
    if waited != target and digest_of(waited) == job.made.printed.sha256:
        with suppress(OSError):
            waited.unlink()


def _target(job: _Job, pdf: bytes, *, replace_edited: bool) -> Path:
    """Return where the PDF goes: in its place, or beside one that a person changed or put there."""
    usual, known = pdf_of(job.path), job.made.printed
    ours = {None, sha256_of(pdf)} | ({known.sha256, known.replaces or None} if known else set())
    place, count = usual, 0
    while digest_of(place) not in ours and not (replace_edited and place == usual):
        count += 1
        place = usual.with_name(f"{usual.stem}.new{f'-{count}' if count > 1 else ''}.pdf")
    return place
