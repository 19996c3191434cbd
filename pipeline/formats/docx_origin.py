"""Where a document comes from, as a property that it carries along wherever it is copied or renamed."""

from lxml import etree

from pipeline.formats.docx_markup import Element, R
from pipeline.formats.open_package import OpenPackage

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTY, _TEXT = f"{{{_PROPERTIES}}}property", f"{{{_VALUES}}}lpwstr"
_OF_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PART, _KIND = "docProps/custom.xml", "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAME = "dossier"
_FIRST = 2


def origin_of(document: bytes) -> str:
    """Return what a document says of its origin; nothing where it says nothing.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    found = _property(_root(OpenPackage.of(document)))
    return "".join(str(text) for text in found.itertext()) if found is not None else ""


def with_origin(document: bytes, origin: str) -> bytes:
    """Return the document with its origin, in place of one that it has; the same document and text give equal bytes.

    Args:
        document: the .docx file.
        origin: any text.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    package = OpenPackage.of(document)
    root = _root(package)
    if root is None:
        root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={"op": _PROPERTIES, "vt": _VALUES})
        package.add(_PART, root, _TYPE)
        package.relate("", f"{R}/{_KIND}", _PART)
    found = _property(root)
    if found is None:
        taken = [int(said) for each in root.iter(_PROPERTY) if (said := each.get("pid") or "").isdecimal()]
        number = str(max(taken, default=_FIRST - 1) + 1)
        found = etree.SubElement(root, _PROPERTY, attrib={"fmtid": _OF_USERS, "pid": number, "name": _NAME})
    for value in list(found):
        found.remove(value)
    etree.SubElement(found, _TEXT).text = origin
    package.put(next(package.related("", _KIND)), root)
    return package.written()


def _root(package: OpenPackage) -> Element | None:
    return next((package.root(name) for name in package.related("", _KIND) if name in package.parts), None)


def _property(root: Element | None) -> Element | None:
    there = root.iter(_PROPERTY) if root is not None else ()
    return next((each for each in there if each.get("name") == _NAME), None)
