"""The documents of one system as a run left them, while their PDF files are dealt with."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.place import Written
from pipeline.build.store import digest_of
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Made, Manifest, Printed

_PRINTABLE = ".docx"


class Filed(Struct, frozen=True):
    """The documents of one system, what is known of them, and what is to be told of their PDF files."""

    folder: Path
    manifest: Manifest
    written: tuple[Written, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, written: Written) -> Made | None:
        """Return what is known of a document that lies there, or None where it is no Word document."""
        return self.manifest.of(written.id) if written.path.endswith(_PRINTABLE) else None

    def telling(self, written: Written, *findings: Finding) -> "Filed":
        """Return the same with the report of one document replaced, and with more findings."""
        reports = tuple(written if each.id == written.id else each for each in self.written)
        return replace(self, written=reports, findings=(*self.findings, *findings))

    def knowing(self, made: Made) -> "Filed":
        """Return the same with what is known of one document replaced."""
        known = tuple(made if each.id == made.id else each for each in self.manifest.made)
        return replace(self, manifest=replace(self.manifest, made=known))


def pdf_of(document: Path) -> Path:
    """Return the place of a document's PDF."""
    return document.with_suffix(".pdf")


def where_lies(printed: Printed, document: Path) -> Path | None:
    """Return where the PDF of ours lies: in its place, or waiting beside one of another hand."""
    places = (pdf_of(document), document.with_name(printed.file))
    return next((place for place in places if digest_of(place) == printed.sha256), None)


def about(code: str, document: Path, **values: object) -> Finding:
    """Make a finding on the PDF of a document."""
    named = {"document": document.name, "pdf": pdf_of(document).name, **values}
    return finding(code, Place(document=str(document)), (), **named)
