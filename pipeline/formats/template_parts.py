"""The parts of a template that are printed: which they are, what people call them, and their markup."""

import posixpath
from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.formats.docx_markup import Element
from pipeline.formats.docx_package import CONTENT_TYPES

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"

_KINDS = ("header", "footer", "footnotes", "endnotes", "chart")
_WHERE = {
    "document": "body",
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "chart": "chart",
}
_CONTENT = (
    ("wordprocessingml.document.main+xml", "document"),
    ("wordprocessingml.header+xml", "header"),
    ("wordprocessingml.footer+xml", "footer"),
    ("wordprocessingml.footnotes+xml", "footnotes"),
    ("wordprocessingml.endnotes+xml", "endnotes"),
    ("drawingml.chart+xml", "chart"),
)


class Part(Struct, frozen=True):
    """A part of the template that is printed: its name, what people call it, and its root."""

    name: str
    where: str
    root: Element


def printed_parts(roots: Mapping[str, Element]) -> tuple[Part, ...]:
    """Return the printed parts: the body first, then by name.

    A part counts as what any relationship or the list of contents calls it, so that none is rendered unread.

    Args:
        roots: the XML parts of the package, by name.
    """
    found = {DOCUMENT: _WHERE["document"]}
    found |= {name: _WHERE[kind] for name, kind in _by_content(roots) if kind in _WHERE}
    found |= {name: _WHERE[kind] for name, kind in relations_to(roots) if kind in _KINDS}
    names = sorted((name for name in found if name in roots), key=lambda name: (name != DOCUMENT, name))
    return tuple(Part(name, found[name], roots[name]) for name in names)


def _by_content(roots: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    for entry in roots[CONTENT_TYPES]:
        name, content = entry.get("PartName", "").lstrip("/"), entry.get("ContentType", "")
        for ending, kind in _CONTENT:
            if name and content.endswith(ending):
                yield name, kind


def relations_to(roots: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Yield the name of each part that a relationship leads to, with the last word of the relationship's kind."""
    for name, root in roots.items():
        if not name.casefold().endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in root.iter(RELATIONSHIP):
            if relation.get("TargetMode", "").casefold() != "external":
                target = relation.get("Target", "")
                path = target if target.startswith("/") else posixpath.join("/", folder, target)
                yield posixpath.normpath(path).lstrip("/"), kind_of(relation)


def kind_of(relation: Element) -> str:
    """Return the last word of a relationship's kind, such as header or hyperlink."""
    return relation.get("Type", "").rstrip("/").rpartition("/")[2]
