"""Puts PDF files beside their documents: never over what a person changed, and none that shows another document."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.layout import Engine, Sheets
from pipeline.build.place import Written, WrittenPdf
from pipeline.build.store import DISK_ERRORS, MANIFEST, digest_of, manifest_json, sha256_of, write
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Made, Manifest, Printed

_PRINTABLE = ".docx"
_LYING = ("built", "unchanged")


_Key = tuple[int, str]
"""A system by its place among those of the run, and a deliverable."""


class Filed(Struct, frozen=True):
    """The documents of one system as this run left them, with what is to be told of their PDF files."""

    folder: Path
    manifest: Manifest
    written: tuple[Written, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, written: Written) -> Made | None:
        """Return what is known of a document that lies there, or None where it is no Word document."""
        return self.manifest.of(written.id) if written.path.endswith(_PRINTABLE) else None

    def told(self, written: Written, *findings: Finding) -> "Filed":
        """Return the same with one document's report replaced, and with more findings."""
        changed = tuple(written if each.id == written.id else each for each in self.written)
        return replace(self, written=changed, findings=(*self.findings, *findings))

    def with_made(self, made: Made) -> "Filed":
        """Return the same with what is known of one document replaced."""
        known = tuple(made if each.id == made.id else each for each in self.manifest.made)
        return replace(self, manifest=replace(self.manifest, made=known))


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
    wanted: dict[_Key, Path] = {
        (number, written.id): Path(written.path)
        for number, system in enumerate(filed)
        for written in system.written
        if engine
        and written.state in _LYING
        and (made := system.of(written))
        and not _is_current(made, written, engine)
    }
    documents = {key: path.read_bytes() for key, path in wanted.items()}
    sheets = _printed(documents, {key: str(path) for key, path in wanted.items()}, engine)
    done = []
    for number, system in enumerate(filed):
        mine = {name: made for (at, name), made in sheets.items() if at == number}
        lay = {name: sha256_of(content) for (at, name), content in documents.items() if at == number}
        placed = _placed(system, mine, lay, engine, replace_edited=replace_edited)
        placed = _swept(placed, is_asked=engine is not None)
        if placed.manifest != system.manifest:
            write(system.folder / MANIFEST, manifest_json(placed.manifest))
        done.append(placed)
    return tuple(done)


def _printed(documents: dict[_Key, bytes], names: dict[_Key, str], engine: Engine | None) -> dict[_Key, Sheets]:
    if engine is None or not documents:
        return {}
    from pipeline.build.printing import print_documents

    return print_documents(documents, names, engine)


def _is_current(made: Made, written: Written, engine: Engine | None) -> bool:
    printed, path = made.printed, Path(written.path)
    return (
        printed is not None
        and printed.document_sha256 == digest_of(path)
        and _where(printed, path) is not None
        and (engine is None or printed.engine == engine.name)
    )


def _where(printed: Printed, document: Path) -> Path | None:
    """Return where the PDF of ours lies: in its place, or waiting beside one of another hand."""
    places = (document.with_suffix(".pdf"), document.with_name(printed.file))
    return next((place for place in places if digest_of(place) == printed.sha256), None)


def _placed(
    system: Filed, sheets: dict[str, Sheets], lay: dict[str, str], engine: Engine | None, *, replace_edited: bool
) -> Filed:
    """Write what was printed, after a manifest that says so: a run may end in between."""
    intended = system
    targets: dict[str, Path] = {}
    for name, printed in sheets.items():
        written = next(each for each in system.written if each.id == name)
        made, path = system.manifest.of(name), Path(written.path)
        intended = intended.told(written, *printed.findings)
        if made is None or engine is None or not printed.pdf:
            continue
        if digest_of(path) != lay[name]:
            # Someone saved it while it was printed.
            intended = intended.told(written, finding("PDF003", Place(document=str(path)), document=path.name))
            continue
        targets[name] = _target(path, made, printed, replace_edited=replace_edited)
        record = Printed(
            targets[name].name,
            sha256_of(printed.pdf),
            sha256_of(printed.document),
            engine.name,
            digest_of(targets[name]) or "",
        )
        intended = intended.with_made(replace(made, printed=record))
    if targets:
        write(system.folder / MANIFEST, manifest_json(intended.manifest))
    for name, target in targets.items():
        intended = _written(intended, name, target, sheets[name], system.manifest.of(name))
    return intended


def _written(system: Filed, name: str, target: Path, sheets: Sheets, before: Made | None) -> Filed:
    written = next(each for each in system.written if each.id == name)
    made, path = system.manifest.of(name), Path(written.path)
    try:
        write(target, sheets.pdf)
        write(path, sheets.document)
    except OSError as error:
        if error.errno in DISK_ERRORS:
            raise
        why = f"it cannot be written ({error.strerror or error})"
        return system.told(written, finding("PDF002", Place(document=str(path)), document=path.name, why=why))
    if made is not None:
        system = system.with_made(replace(made, sha256=sha256_of(sheets.document)))
    waited = _where(before.printed, path) if before and before.printed else None
    if waited and waited != target:
        waited.unlink()
    usual = path.with_suffix(".pdf")
    told = _kept(usual, target) if target != usual else None
    state, because = ("kept-edited", told.message) if told else ("built", "the document as it lies there")
    report = replace(written, pdf=WrittenPdf(state, str(target), because))
    return system.told(report, told) if told else system.told(report)


def _kept(usual: Path, target: Path) -> Finding:
    return finding("PDF007", Place(document=str(usual)), pdf=usual.name, new=target.name)


def _target(document: Path, made: Made, sheets: Sheets, *, replace_edited: bool) -> Path:
    """Return where the PDF goes: in its place, or beside one that a person changed or put there."""
    ours = {None, sha256_of(sheets.pdf)}
    if made.printed:
        ours |= {made.printed.sha256, made.printed.replaces or None}
    place = document.with_suffix(".pdf")
    count = 1
    while digest_of(place) not in ours and not (replace_edited and count == 1):
        place = document.with_suffix(".new.pdf" if count == 1 else f".new-{count}.pdf")
        count += 1
    return place


def _swept(system: Filed, *, is_asked: bool) -> Filed:
    """Tell how the PDF of each document stands, and take away what shows a document as it was."""
    for written in system.written:
        made = system.of(written)
        if made is None or (written.pdf is not None and written.pdf.state in ("built", "kept-edited")):
            continue
        path = Path(written.path)
        at = Place(document=str(path))
        if is_asked and written.state == "kept-edited":
            system = system.told(written, finding("PDF003", at, document=path.name))
        printed = made.printed
        if printed is None:
            continue
        lies, usual = _where(printed, path), path.with_suffix(".pdf")
        if printed.document_sha256 == digest_of(path):
            if lies:
                told = _kept(usual, lies) if lies != usual and usual.is_file() else None
                report = replace(written, pdf=WrittenPdf("unchanged", str(lies), told.message if told else ""))
                system = system.told(report, *((told,) if told else ()))
        elif lies:
            system = _taken_away(system, written, made, lies)
        elif usual.is_file():
            system = system.told(written, finding("PDF009", at, pdf=usual.name, document=path.name))
        else:
            system = system.with_made(replace(made, printed=None))
    return system


def _taken_away(system: Filed, written: Written, made: Made, pdf: Path) -> Filed:
    document = Path(written.path)
    at, names = Place(document=str(document)), {"pdf": pdf.name, "document": document.name}
    try:
        pdf.unlink()
    except OSError as error:
        return system.told(written, finding("PDF010", at, (), why=error.strerror or "it is in use", **names))
    told = finding("PDF008", at, (), **names)
    report = replace(written, pdf=WrittenPdf("removed", "", told.message))
    return system.told(report, told).with_made(replace(made, printed=None))
