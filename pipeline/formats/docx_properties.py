"""What a file says of itself to Word and to a reader program: its core properties."""

from lxml import etree

from pipeline.formats.docx_comment import NO_DAY
from pipeline.formats.docx_markup import Element
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import Properties

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_ELEMENTS, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_TYPED = "{http://www.w3.org/2001/XMLSchema-instance}type"
_NAMES = {"cp": _CORE, "dc": _ELEMENTS, "dcterms": _TERMS, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PART, _TYPE = "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
_LIMIT = 255
"""Word takes no longer property."""


def set_properties(package: OpenPackage, properties: Properties) -> None:
    """Set what the file says of itself, in place of what its template said.

    Args:
        package: the document; changed.
        properties: title, subject, author and so on; without a day, a fixed one stands.
    """
    name = next((each for each in package.related("", "core-properties") if each in package.parts), "")
    root = package.root(name) if name else etree.Element(f"{{{_CORE}}}coreProperties", nsmap=_NAMES)
    day = f"{(properties.day or NO_DAY).isoformat()}T00:00:00Z"
    said = {
        f"{{{_ELEMENTS}}}title": properties.title[:_LIMIT],
        f"{{{_ELEMENTS}}}subject": properties.subject[:_LIMIT],
        f"{{{_ELEMENTS}}}creator": properties.author[:_LIMIT],
        f"{{{_CORE}}}lastModifiedBy": properties.author[:_LIMIT],
        f"{{{_CORE}}}keywords": properties.keywords[:_LIMIT],
        f"{{{_ELEMENTS}}}language": properties.language,
        f"{{{_ELEMENTS}}}description": "",
        f"{{{_TERMS}}}created": day,
        f"{{{_TERMS}}}modified": day,
        f"{{{_CORE}}}revision": "1",
    }
    for tag, text in said.items():
        found = root.find(tag)
        element: Element = etree.SubElement(root, tag) if found is None else found
        element.text = text
        if text is day:
            element.set(_TYPED, "dcterms:W3CDTF")
    if name:
        package.put(name, root)
    else:
        package.add(_PART, root, _TYPE)
        package.relate("", _KIND, _PART)
