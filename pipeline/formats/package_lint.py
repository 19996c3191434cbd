"""The rules of the package, for Word and Excel alike: names, content types, relationships, properties."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element, R
from pipeline.formats.docx_package import CONTENT_TYPES
from pipeline.formats.relation_kinds import ACTIVE, LEADS_TO, NEEDS, PICTURES

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DATES = "{http://purl.org/dc/terms/}"
_TYPED = "{http://www.w3.org/2001/XMLSchema-instance}type"
_WEB = ("https://", "http://", "mailto:")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?")
_NAMING = etree.XPath("//*[@r:*]", namespaces={"r": R})
_LEFT_BY_EXCEL = "[trash]/"
_RELATION_FOLDER = "_rels"

Relations = Mapping[str, Element]


def lint_archive(package: bytes) -> Iterator[Complaint]:
    """Complain of members that hide one another or lead out of the package.

    Args:
        package: the bytes of the file.

    Raises:
        zipfile.BadZipFile: it is no ZIP file.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    yield from twice("", "member", (name.casefold() for name in names))
    for name in names:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            yield Complaint("", f"the member {name} leads out of the package")
        elif "\\" in name:
            yield doubtful("", f"the member {name} is not named as a package names its parts")


def lint_package(parts: Mapping[str, bytes], roots: Mapping[str, Element], main: str) -> Iterator[Complaint]:
    """Complain of content types, relationships and properties that do not fit the parts that are there.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
        main: the part that everything hangs on.
    """
    for needed in (CONTENT_TYPES, "_rels/.rels", main):
        if needed not in parts:
            yield Complaint("", f"the package has no {needed}")
    types = _Types(roots.get(CONTENT_TYPES))
    yield from types.lint(parts)
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _lint_relations(name, root, parts, types)
        else:
            yield from _lint_uses(name, root, relations_of(name, roots))
            yield from _lint_compatibility(name, root)
    yield from _lint_dates(roots.get("docProps/core.xml"))


def relations_of(name: str, roots: Mapping[str, Element]) -> Relations:
    """Return the relationships of a part by their ids."""
    folder, file = posixpath.split(name)
    root = roots.get(posixpath.join(folder, _RELATION_FOLDER, f"{file}.rels"))
    return {relation.get("Id", ""): relation for relation in root.iter(_RELATIONS)} if root is not None else {}


def kind_of(relation: Element) -> str:
    """Return the last word of a relationship's type."""
    return (relation.get("Type") or "").rpartition("/")[2]


def target_of(name: str, relation: Element) -> str:
    """Return the part that a relationship of a part leads to."""
    target = relation.get("Target", "").partition("#")[0]
    folder = posixpath.dirname(name)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


class _Types:
    """The content types: of a part by its name, else by the ending of its name."""

    def __init__(self, root: Element | None) -> None:
        entries = list(root) if root is not None else []
        self._is_there = root is not None
        self._named = [(entry.get("PartName", "").lstrip("/"), entry.get("ContentType", "")) for entry in entries]
        self._endings = [(entry.get("Extension", "").lower(), entry.get("ContentType", "")) for entry in entries]
        self._by_name = {name: kind for name, kind in self._named if name}
        self._by_ending = {ending: kind for ending, kind in self._endings if ending}

    def of(self, name: str) -> str:
        return self._by_name.get(name) or self._by_ending.get(name.rpartition(".")[2].lower(), "")

    def lint(self, parts: Mapping[str, bytes]) -> Iterator[Complaint]:
        if not self._is_there:
            return
        yield from twice(CONTENT_TYPES, "content type of the part", (name or None for name, _ in self._named))
        yield from twice(CONTENT_TYPES, "content type of the ending", (ending or None for ending, _ in self._endings))
        for name in self._by_name:
            if name not in parts:
                yield doubtful("", f"{CONTENT_TYPES} names {name}, which is not there")
        for name, content in parts.items():
            kind = self.of(name)
            if name == CONTENT_TYPES or name.startswith(_LEFT_BY_EXCEL):
                continue
            if not kind:
                yield Complaint("", f"{name} has no content type")
            elif kind in PICTURES and not content.startswith(PICTURES[kind]):
                yield Complaint("", f"{name} is no picture of the kind {kind}")


def _lint_relations(name: str, root: Element, parts: Mapping[str, bytes], types: _Types) -> Iterator[Complaint]:
    owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
    relations = list(root.iter(_RELATIONS))
    yield from twice(name, "relationship id", (relation.get("Id") for relation in relations))
    if posixpath.basename(owner) and owner not in parts:
        yield Complaint("", f"{name} belongs to {owner}, which is not there")
    for relation in relations:
        target, kind = relation.get("Target", ""), kind_of(relation)
        if kind in ACTIVE:
            yield doubtful("", f"{name} leads to {ACTIVE[kind]}: {target}")
        if relation.get("TargetMode") == "External":
            if kind != "hyperlink" or not target.startswith(_WEB):
                yield doubtful("", f"{name} points outside the document: {target}")
            continue
        if kind == "hyperlink" and target.startswith("#"):
            continue
        path = target_of(owner, relation)
        if path not in parts:
            yield Complaint("", f"{name} points to {path}, which is not there")
        elif kind in LEADS_TO and not types.of(path).startswith(LEADS_TO[kind]):
            yield Complaint("", f"{name} takes {path} for {kind}, which its content type does not say")


def _lint_uses(name: str, root: Element, relations: Relations) -> Iterator[Complaint]:
    """Complain of relationships that the text of a part names and that are not there, or are of another kind."""
    missing = set()
    for element in _naming(root):
        for link in (str(value) for key, value in element.attrib.items() if str(key).startswith(f"{{{R}}}")):
            if link not in relations:
                # An empty id is how Office says that a link has none.
                missing.add(link)
            elif (needed := NEEDS.get(str(element.tag))) and kind_of(relations[link]) not in needed:
                yield Complaint("", f"{name} takes the relationship {link} for {needed[0]}, which it is not")
    for link in sorted(missing - {""}):
        yield Complaint("", f"{name} uses the relationship {link}, which is not there")


def _naming(root: Element) -> list[Element]:
    found = _NAMING(root)
    return [each for each in found if isinstance(each, Element)] if isinstance(found, list) else []


def _lint_compatibility(name: str, root: Element) -> Iterator[Complaint]:
    """Complain of prefixes that are to be ignored, or required, and that nobody declared."""
    for element in (root, *root.iter(f"{_COMPATIBILITY}Choice")):
        said = element.get(f"{_COMPATIBILITY}Ignorable", "") if element is root else element.get("Requires", "")
        for prefix in said.split():
            if prefix not in element.nsmap:
                yield Complaint(name, f"requires {prefix} of its reader, and does not say what that is")
    for choice in root.iter(f"{_COMPATIBILITY}AlternateContent"):
        if choice.find(f"{_COMPATIBILITY}Choice") is None:
            yield Complaint(name, "alternative content offers no choice")


def _lint_dates(root: Element | None) -> Iterator[Complaint]:
    for name in ("created", "modified"):
        found = list(root.iter(f"{_DATES}{name}")) if root is not None else []
        if len(found) > 1:
            yield Complaint("docProps/core.xml", f"the date {name} is there {len(found)} times")
        for element in found:
            if not _DAY.fullmatch(element.text or ""):
                yield Complaint("docProps/core.xml", f"the date {name} is no date: {element.text}")
            elif not (element.get(_TYPED) or "").endswith(":W3CDTF"):
                yield Complaint("docProps/core.xml", f"the date {name} does not say that it is one")
