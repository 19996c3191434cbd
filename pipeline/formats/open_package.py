"""A Word document taken apart for reading and changing: its parts, parsed when asked for, and what they hang on."""

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.formats.docx_markup import Element, serialise
from pipeline.formats.docx_package import CONTENT_TYPES, Packed, packed_parts, write_parts
from pipeline.formats.package_lint import kind_of, target_of
from pipeline.formats.xlsx_archive import RefusedError, inflate

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = f"{{{_RELATIONS}}}Relationship"


class NoDocumentError(ValueError):
    """What was given is no Word document, or it cannot be read; the message says why."""


class OpenPackage:
    """The parts of a document; those that nobody changes are written back as they were."""

    def __init__(self, parts: Mapping[str, bytes], packed: Mapping[str, Packed] | None = None) -> None:
        """Hold the parts; nothing is parsed yet.

        Args:
            parts: content by part name; not changed.
            packed: the same parts as they lie in their package, where they come from one; the unchanged are copied.
        """
        self.parts = dict(parts)
        self._packed = dict(packed or {})
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()

    @classmethod
    def of(cls, document: bytes) -> "OpenPackage":
        """Take a document apart.

        Raises:
            NoDocumentError: it is none, or damaged, or locked.
        """
        try:
            package = cls(inflate(document), packed_parts(document))
        except RefusedError as refusal:
            why = ", ".join(refusal.values.values()) or "it is locked"
            raise NoDocumentError(f"it cannot be opened: {why}") from None
        if package.main not in package.parts:
            raise NoDocumentError("it is no Word document")
        return package

    @property
    def main(self) -> str:
        """The part that holds the body; Word for the web calls it otherwise."""
        return next(self.related("", "officeDocument"), "")

    def root(self, name: str) -> Element:
        """Return the root of an XML part, parsed once.

        Raises:
            NoDocumentError: it is not well-formed, or declares a document type.
        """
        if name not in self._roots:
            content = self.parts[name]
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise NoDocumentError(f"{name} declares a document type")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            try:
                self._roots[name] = etree.fromstring(content, parser)
            except etree.XMLSyntaxError as error:
                raise NoDocumentError(f"{name} is not well-formed: {error}") from None
        return self._roots[name]

    def put(self, name: str, root: Element) -> None:
        """Keep a root that was changed, or is new, for writing."""
        self._roots[name] = root
        self._changed.add(name)
        self._packed.pop(name, None)

    def replace(self, name: str, content: bytes) -> None:
        """Put new content into a part of any kind."""
        self.parts[name] = content
        self._roots.pop(name, None)
        self._changed.discard(name)
        self._packed.pop(name, None)

    def relations(self, owner: str) -> dict[str, Element]:
        """Return the relationships of a part by their ids; of the whole package for no part."""
        name = _relations_of(owner)
        there = self.root(name).iter(_RELATION) if name in self.parts or name in self._roots else ()
        return {relation.get("Id", ""): relation for relation in there}

    def related(self, owner: str, kind: str) -> Iterator[str]:
        """Yield the parts that a part is related to in one way, named by the last word of the relationship's type."""
        for relation in self.relations(owner).values():
            if kind_of(relation) == kind and relation.get("TargetMode") != "External":
                yield target_of(owner, relation)

    def targets(self, owner: str) -> Iterator[str]:
        """Yield the parts that a part is related to, in any way."""
        for relation in self.relations(owner).values():
            if relation.get("TargetMode") != "External" and not relation.get("Target", "").startswith("#"):
                yield target_of(owner, relation)

    @staticmethod
    def list_of(name: str) -> str:
        """Return the name of the part that lists the relationships of a part."""
        return _relations_of(name)

    def relate(self, owner: str, kind: str, target: str, *, is_external: bool = False) -> str:
        """Relate a part to another or to an address, and return the id of the relationship: the one that is there.

        Args:
            owner: the part that it hangs on.
            kind: the whole type of the relationship.
            target: name of the part, or the address.
            is_external: whether it is an address.
        """
        there = self.relations(owner)
        said = _said(owner, kind, target, is_external=is_external)
        for link, relation in there.items():
            if dict(relation.items()) == {"Id": link, **said}:
                return link
        number = 1
        while f"rId{number}" in there:
            number += 1
        self.relate_as(f"rId{number}", owner, kind, target, is_external=is_external)
        return f"rId{number}"

    def relate_as(self, link: str, owner: str, kind: str, target: str, *, is_external: bool = False) -> None:
        """Relate a part to another or to an address under an id that it names; where it is there, nothing happens.

        Args:
            link: the id.
            owner: the part that it hangs on.
            kind: the whole type of the relationship.
            target: name of the part, or the address.
            is_external: whether it is an address.
        """
        if link in self.relations(owner):
            return
        name = _relations_of(owner)
        if name not in self.parts and name not in self._roots:
            self._roots[name] = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        said = {"Id": link, **_said(owner, kind, target, is_external=is_external)}
        etree.SubElement(self.root(name), _RELATION, attrib=said)
        self.put(name, self.root(name))

    def add(self, name: str, content: bytes | Element, content_type: str) -> None:
        """Add a part of a content type; the first of its ending says what all of that ending are."""
        self.replace(name, content if isinstance(content, bytes) else b"")
        if not isinstance(content, bytes):
            self.put(name, content)
        root, ending = self.root(CONTENT_TYPES), name.rpartition(".")[2].casefold()
        if not any((entry.get("Extension") or "").casefold() == ending for entry in root):
            said = {"Extension": ending, "ContentType": content_type}
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", attrib=said))
            self.put(CONTENT_TYPES, root)
        elif self.type_of(name) != content_type:
            said = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(root, f"{{{_TYPES}}}Override", attrib=said)
            self.put(CONTENT_TYPES, root)

    def type_of(self, name: str) -> str:
        """Return the content type of a part: by its name, else by the ending of its name."""
        ending, by_ending = name.rpartition(".")[2].casefold(), ""
        for entry in self.root(CONTENT_TYPES):
            if entry.get("PartName") == f"/{name}":
                return entry.get("ContentType", "")
            if (entry.get("Extension") or "").casefold() == ending:
                by_ending = entry.get("ContentType", "")
        return by_ending

    def written(self) -> bytes:
        """Return the document with what was changed, in the one order and with the one date of this tool."""
        return write_parts({**self.parts, **self.changed()}, self._packed)

    def changed(self) -> dict[str, bytes]:
        """Return the parts whose roots were put back, as they are going to be written."""
        return {name: serialise(self._roots[name]) for name in self._changed}


def _said(owner: str, kind: str, target: str, *, is_external: bool) -> dict[str, str]:
    if is_external:
        return {"Type": kind, "Target": target, "TargetMode": "External"}
    if target.startswith("#"):
        return {"Type": kind, "Target": target}
    return {"Type": kind, "Target": posixpath.relpath(target, posixpath.dirname(owner) or ".")}


def _relations_of(owner: str) -> str:
    folder, file = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{file}.rels")
