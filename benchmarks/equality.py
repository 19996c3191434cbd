"""Proof that two documents say the same: every XML part of both, in canonical form."""

import io
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CELL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tcPr"
_XML = (".xml", ".rels")
_UNORDERED = (".rels", "[Content_Types].xml")
"""The order of entries says nothing in these."""

PROPERTIES = "docProps/core.xml"
"""docxtpl escapes what it writes there twice, so we write it in a step after rendering: not compared."""


class NotEqualError(Exception):
    """Two documents that are compared are not the same, so their times are not comparable."""


def hold_equal(ours: bytes, theirs: bytes, passed_over: Collection[str] = (PROPERTIES,)) -> None:
    """Compare all XML parts of two packages in canonical form (C14N), and other parts byte by byte.

    Of a picture, its words for who cannot see it are left out, for which docxtpl has no place, and what programs list
    it by, which docxtpl counts on from the highest number in the document. Properties of cells are compared in one
    order: docxtpl puts its own before the others, whatever the schema says.

    Args:
        ours: the one package.
        theirs: the other.
        passed_over: names of parts that are not compared.

    Raises:
        NotEqualError: names the part that differs.
    """
    first, second = dict(_parts(ours, passed_over)), dict(_parts(theirs, passed_over))
    if odd := first.keys() ^ second.keys():
        raise NotEqualError(f"parts that only one of them has: {', '.join(sorted(odd))}")
    for name, content in first.items():
        if content != second[name]:
            at = next((n for n, (a, b) in enumerate(zip(content, second[name], strict=False)) if a != b), 0)
            excerpts = (content[max(0, at - 80) : at + 80], second[name][max(0, at - 80) : at + 80])
            raise NotEqualError(f"{name} differs: ours {excerpts[0]!r}, theirs {excerpts[1]!r}")


def _parts(package: bytes, passed_over: Collection[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            if name not in passed_over:
                content = archive.read(name)
                yield name, _canonical(name, content) if name.endswith(_XML) else content


def _canonical(name: str, content: bytes) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    for properties in root.iter(_CELL):
        properties[:] = sorted(properties, key=lambda each: str(each.tag))
    for drawing in root.iter(_DRAWING):
        drawing.attrib.pop("descr", "")
        drawing.attrib.pop("name", "")
    if name.endswith(_UNORDERED):
        return b"\n".join(sorted(etree.tostring(entry, method="c14n") for entry in root))
    return etree.tostring(root, method="c14n")
