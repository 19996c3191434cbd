"""The package of a template: taken apart under caps, and refused by name where it holds what no document needs."""

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_notes import strictly
from pipeline.formats.docx_package import CONTENT_TYPES
from pipeline.formats.template_fields import check_fields
from pipeline.formats.template_parts import DOCUMENT, RELATIONSHIP, kind_of
from pipeline.formats.template_saved import settle
from pipeline.formats.template_statements import Trouble
from pipeline.formats.template_syntax import Fault
from pipeline.formats.xlsx_archive import RefusedError, unpack
from pipeline.formats.xlsx_sniff import Guess, guess_archive
from pipeline.model.template import Spot

_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_XML = (".xml", ".rels", ".vml")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SAVE = "Save it in Word as a Word document (.docx)."
_AS_TEMPLATE_CODE = {"INT001": "TPL001", "INT002": "TPL002", "INT003": "TPL003", "INT004": "TPL004", "INT005": "TPL005"}
_HARMLESS_TARGETS = ("http://", "https://", "mailto:")
_DRAWN = {"src": ("#",), "href": ("#", *_HARMLESS_TARGETS)}

_EMBEDDED = frozenset(
    {"oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument", "embeddedPackage"}
)
_MACROS = frozenset({"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"})
_HARMLESS = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles"),
        *("stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme", "themeOverride", "numbering"),
        *("header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "people"),
        *("commentsExtensible", "image", "hdphoto", "hyperlink", "chart", "chartEx", "chartStyle", "chartColorStyle"),
        *("chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
        *("customXml", "customXmlProps", "glossaryDocument", "classificationlabels"),
    }
)
"""Kinds of parts that documents are made of; whatever else a file holds is refused."""

_OBJECTS: Mapping[str, str] = {
    qn("altChunk"): "a document within the document",
    qn("subDoc"): "a document within the document",
    qn("object"): "an object of another program",
    qn("control"): "a control",
    qn("mailMerge"): "a connection to a data source",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "an object of another program",
    "{http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing}webVideoPr": "a video of the web",
}


class Package(Struct, frozen=True):
    """A template taken apart: its parts, the roots of those in XML, and what stands against it."""

    parts: Mapping[str, bytes]
    roots: Mapping[str, Element]
    troubles: tuple[Trouble, ...]


def open_package(template: bytes) -> Package:
    """Take a template apart; no content makes this raise.

    Args:
        template: the file's bytes.
    """
    try:
        parts = unpack(template, _other)
        roots = dict(_roots(parts))
        _check_kind(roots)
    except RefusedError as refusal:
        code = _AS_TEMPLATE_CODE.get(refusal.code, refusal.code)
        values = {**refusal.values, "remedy": _SAVE} if code == "TPL001" else refusal.values
        return Package({}, {}, (_whole(code, **values),))
    settle(roots)
    return Package(parts, roots, (*_forbidden(parts, roots), *check_fields(roots)))


def _whole(code: str, **values: str) -> Trouble:
    return Trouble(Fault(code, tuple(values.items())), Spot(""))


def _other(names: Collection[str]) -> Guess | None:
    """Tell what an archive is that is no Word document."""
    if DOCUMENT in names:
        return None
    found = guess_archive(names)
    if found is None:
        return Guess("an Excel workbook", _SAVE)
    return Guess("a Word document whose text does not lie where it should", _SAVE) if "Word" in found.kind else found


def _roots(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Element]]:
    """Yield the parts in XML: by their names, or because the list of contents says so whatever they are called."""
    called = _called_markup(parts.get(CONTENT_TYPES, b""))
    for name, content in parts.items():
        folded = name.casefold()
        if not (name == CONTENT_TYPES or folded.endswith((*_XML, *called)) or f"/{folded}" in called):
            continue
        if _DTD.search(content.replace(b"\0", b"")):
            raise RefusedError("TPL010", part=name)
        try:
            root = strictly(content)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise RefusedError("TPL002", why=f"{name} is not well-formed ({error})") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise RefusedError("TPL010", part=name)
        if found := _NONCHARACTER.search(etree.tostring(root, encoding="unicode")):
            # Some of them stand for missing facts, figures and references until these are put in.
            raise RefusedError("TPL002", why=f"{name} holds U+{ord(found[0]):04X}, which is no character")
        yield name, root


def _called_markup(contents: bytes) -> tuple[str, ...]:
    """Return the names and endings of parts that the list of contents calls XML."""
    try:
        entries = list(strictly(contents))
    except (etree.XMLSyntaxError, ValueError):
        return ()
    named = [
        entry.get("PartName") or f".{entry.get('Extension')}"
        for entry in entries
        if entry.get("ContentType", "").casefold().endswith(("+xml", "/xml", "vmldrawing"))
    ]
    return tuple(name.casefold() for name in named if len(name) > 1)


def _check_kind(roots: Mapping[str, Element]) -> None:
    for needed in (CONTENT_TYPES, "_rels/.rels", DOCUMENT):
        if needed not in roots:
            raise RefusedError("TPL002", why=f"it holds no {needed}")
    kinds = {entry.get("PartName", "").lstrip("/"): entry.get("ContentType", "") for entry in roots[CONTENT_TYPES]}
    main = kinds.get(DOCUMENT, "")
    if "macroenabled" in main.casefold():
        raise RefusedError("TPL005", what="macros")
    if main != _MAIN:
        raise RefusedError("TPL001", kind="a Word template (.dotx) or a file of another kind", remedy=_SAVE)
    if roots[DOCUMENT].tag != qn("document"):
        raise RefusedError("TPL001", kind="a strict Open XML document, or none that Word wrote", remedy=_SAVE)


def _forbidden(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Trouble]:
    for entry in roots[CONTENT_TYPES]:
        content = entry.get("ContentType", "").casefold()
        if "macroenabled" in content or "vbaproject" in content:
            yield _whole("TPL005", what="macros")
        elif "activex" in content or "oleobject" in content:
            yield _whole("TPL008", what=entry.get("PartName") or entry.get("Extension") or "")
    for name in parts:
        if name.casefold().startswith(("word/embeddings/", "word/activex/")):
            yield _whole("TPL008", what=name)
    for name, root in roots.items():
        if name.casefold().endswith(".rels"):
            yield from _links(root)
        else:
            yield from _objects(name, root)


def _links(root: Element) -> Iterator[Trouble]:
    for relation in root.iter(RELATIONSHIP):
        kind, target = kind_of(relation), relation.get("Target", "")
        if kind in _MACROS:
            yield _whole("TPL005", what="macros")
        elif kind in _EMBEDDED:
            yield _whole("TPL008", what=target)
        elif relation.get("TargetMode", "").casefold() == "external":
            if kind != "hyperlink" or not target.casefold().startswith(_HARMLESS_TARGETS):
                yield _whole("TPL006", kind=kind, target=target)
        elif kind not in _HARMLESS:
            yield _whole("TPL009", what=f"{kind}, {target}")


def _objects(name: str, root: Element) -> Iterator[Trouble]:
    for element in root.iter(*_OBJECTS):
        yield Trouble(Fault("TPL008", (("what", _OBJECTS[str(element.tag)]),)), Spot(name))
    for element in root.iter("{urn:schemas-microsoft-com:vml}*"):
        for key, value in element.attrib.items():
            harmless = _DRAWN.get(str(key).rpartition("}")[2])
            if harmless is not None and not str(value).casefold().startswith(harmless):
                yield Trouble(Fault("TPL006", (("kind", "a drawing"), ("target", str(value)))), Spot(name))
