"""The fingerprint of a document outside its zones: has a person changed what this tool wrote?"""

import hashlib
from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_said import said
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.package_lint import kind_of, target_of

_NOTES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_DRAWN_WORDS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}v",
)


def outside(document: bytes) -> str:
    """Return a digest of all that a document says outside its zones.

    Body, headers, footers, notes, comments, charts, pictures and addresses of links count, with styles of paragraphs
    and the looks that a person gives. Results of fields that a program counts do not, nor do blanks, nor how runs are
    cut: a document that was merely saved again, by Word, LibreOffice or python-docx, and one into which page numbers
    were written, has the same digest.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    digest = hashlib.sha256()
    for line in _said(OpenPackage.of(document)):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _said(package: OpenPackage) -> Iterator[str]:
    reader = _Reader(package)
    # There are zones in the body alone: text in a frame elsewhere would be carried nowhere.
    for _, control in list(zone_controls(package.root(package.main))):
        if (parent := control.getparent()) is not None:
            parent.remove(control)
    yield from reader.said(package.main)
    # Other programs write the same header once for each section, under other names.
    running = [*package.related(package.main, "header"), *package.related(package.main, "footer")]
    yield from sorted({"\n".join(reader.said(name)) for name in running if name in package.parts} - {""})


class _Reader:
    """Reads the parts of a document that hang together."""

    def __init__(self, package: OpenPackage) -> None:
        self._package = package
        self._notes: dict[str, dict[str, Element]] = {}
        self._styles = dict(_style_names(package))

    def said(self, name: str) -> Iterator[str]:
        yield from self._of(name, self._package.root(name), self._styles)

    def _of(self, name: str, root: Element, styles: dict[str, str]) -> Iterator[str]:
        relations = self._package.relations(name)

        def pointed(link: str) -> str:
            relation = relations.get(link)
            return self._target(name, relation) if relation is not None else ""

        yield from said(root, styles, pointed, self._noted)

    def _target(self, name: str, relation: Element) -> str:
        if relation.get("TargetMode") == "External":
            return relation.get("Target") or ""
        target = target_of(name, relation)
        if kind_of(relation) == "chart" and target in self._package.parts:
            return "\n".join(each.text or "" for each in self._package.root(target).iter(*_DRAWN_WORDS))
        return hashlib.sha256(self._package.parts.get(target, b"")).hexdigest()

    def _noted(self, kind: str, number: str) -> str:
        part = next(self._package.related(self._package.main, _NOTES[kind]), "")
        if part not in self._package.parts:
            return ""
        if part not in self._notes:
            notes = self._package.root(part).iterchildren(qn(kind))
            self._notes[part] = {each.get(qn("id")) or "": each for each in notes}
        # Taken out, so that a note that names itself ends.
        note = self._notes[part].pop(number, None)
        if note is None:
            return ""
        # LibreOffice gives the paragraphs of notes styles of its own.
        return "\n".join((kind, note.get(qn("author")) or "", *self._of(part, note, {})))


def _style_names(package: OpenPackage) -> Iterator[tuple[str, str]]:
    """Yield the names of styles by their ids, which programs make up anew, as they do with large and small letters."""
    for part in package.related(package.main, "styles"):
        for style in package.root(part).iterchildren(qn("style")) if part in package.parts else ():
            for name in style.iterchildren(qn("name")):
                yield style.get(qn("styleId")) or "", (name.get(qn("val")) or "").casefold()
