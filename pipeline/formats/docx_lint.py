"""What Word calls "unreadable content": the rules of structure that validators of the schema miss or need long for."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.formats.docx_markup import Element, R, W, qn
from pipeline.formats.docx_package import CONTENT_TYPES

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DOCUMENT = "word/document.xml"
_CHARTS = "word/charts/"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_STYLE_NAMES = frozenset({qn("pStyle"), qn("rStyle"), qn("tblStyle")})


def parse_parts(parts: Mapping[str, bytes]) -> tuple[dict[str, Element], tuple[str, ...]]:
    """Parse every XML part strictly, without entities and without a network.

    Args:
        parts: content by part name.

    Returns:
        The roots by part name, and a complaint for each part that is not well-formed or has a document type.
    """
    roots, complaints = {}, []
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            complaints.append(f"{name} declares a document type")
            continue
        try:
            roots[name] = etree.fromstring(
                content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            )
        except etree.XMLSyntaxError as error:
            complaints.append(f"{name} is not well-formed: {error}")
    return roots, tuple(complaints)


def lint(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> tuple[str, ...]:
    """Return complaints about the structure of a document; none where Word can read it.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
    """
    complaints = [*_package(parts, roots), *_references(roots), *_charts(roots)]
    for name, root in roots.items():
        if name.startswith("word/") and str(root.tag).startswith(f"{{{W}}}"):
            complaints += [f"{name}: {complaint}" for complaint in (*_tables(root), *_marks(root))]
    return tuple(complaints)


def _package(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[str]:
    for needed in (CONTENT_TYPES, "_rels/.rels", _DOCUMENT):
        if needed not in parts:
            yield f"the package has no {needed}"
    types = roots.get(CONTENT_TYPES)
    if types is not None:
        named = {entry.get("PartName", "").lstrip("/") for entry in types}
        endings = {entry.get("Extension", "").lower() for entry in types}
        for name in parts:
            if name != CONTENT_TYPES and name not in named and name.rpartition(".")[2].lower() not in endings:
                yield f"{name} has no content type"
    for name, root in roots.items():
        if name.endswith(".rels"):
            yield from _relations(name, root, parts)


def _relations(name: str, root: Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in root.iter(_RELATIONS):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            if not target.startswith(("https://", "http://", "mailto:")):
                yield f"{name} points outside the document: {target}"
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path not in parts:
            yield f"{name} points to {path}, which is not there"


def _references(roots: Mapping[str, Element]) -> Iterator[str]:
    """Yield what names a style, a comment, a bookmark or a relationship that is not there."""
    styles = _ids(roots.get("word/styles.xml"), "style", "styleId")
    comments = _ids(roots.get("word/comments.xml"), "comment", "id")
    for name, root in roots.items():
        if not name.startswith("word/") or not str(root.tag).startswith(f"{{{W}}}"):
            continue
        for element in root.iter(*_STYLE_NAMES):
            if element.get(qn("val")) not in styles:
                yield f"{name} names the style {element.get(qn('val'))}, which is not there"
        for element in root.iter(qn("commentReference")):
            if element.get(qn("id")) not in comments:
                yield f"{name} names comment {element.get(qn('id'))}, which is not there"
        anchors = {element.get(qn("name")) for element in root.iter(qn("bookmarkStart"))}
        for element in root.iter(qn("hyperlink")):
            anchor = element.get(qn("anchor"))
            if anchor is not None and anchor not in anchors:
                yield f"{name} links to the bookmark {anchor}, which is not there"
        yield from _required(name, root)
        yield from _links(name, root, roots)


def _required(name: str, root: Element) -> Iterator[str]:
    """Yield what a reader is asked to know and is not told by its name."""
    for choice in root.iter(_CHOICE):
        for prefix in choice.get("Requires", "").split():
            if prefix not in choice.nsmap:
                yield f"{name} requires {prefix} of its reader, and does not say what that is"


def _links(name: str, root: Element, roots: Mapping[str, Element]) -> Iterator[str]:
    """Yield the relationships that a part uses and does not have."""
    folder, file = posixpath.split(name)
    relations = roots.get(f"{folder}/_rels/{file}.rels")
    links = {relation.get("Id") for relation in relations.iter(_RELATIONS)} if relations is not None else set()
    used = {
        str(value)
        for element in root.iter()
        for key, value in element.attrib.items()
        if str(key).startswith(f"{{{R}}}")
    }
    for link in sorted(used - links):
        yield f"{name} uses the relationship {link}, which is not there"


def _charts(roots: Mapping[str, Element]) -> Iterator[str]:
    """Yield what is wrong with charts: links that lead nowhere, and points that are not among those counted."""
    for name, root in roots.items():
        if not name.startswith(_CHARTS) or not str(root.tag).startswith(_CHART):
            continue
        yield from _links(name, root, roots)
        for count in root.iter(f"{_CHART}ptCount"):
            places = [point.get("idx", "") for point in count.itersiblings(f"{_CHART}pt")]
            if len(set(places)) < len(places) or any(int(place) >= int(count.get("val", 0)) for place in places):
                yield f"{name}: a point stands twice, or beyond the {count.get('val')} that there are"


def _ids(root: Element | None, name: str, attribute: str) -> set[str | None]:
    return {element.get(qn(attribute)) for element in root.iter(qn(name))} if root is not None else set()


def _tables(root: Element) -> Iterator[str]:
    for table in root.iter(qn("tbl")):
        columns = table.findall(f"{qn('tblGrid')}/{qn('gridCol')}")
        rows = list(table.iterchildren(qn("tr")))
        if not rows:
            yield "a table has no rows"
        elif all(row.find(f"{qn('trPr')}/{qn('tblHeader')}") is not None for row in rows):
            yield "a table has a head and nothing below it"
        for row in rows:
            cells = row.findall(qn("tc"))
            if not cells:
                yield "a row has no cells"
            elif sum(_span(cell) for cell in cells) != len(columns):
                yield f"a row does not fill the {len(columns)} columns of its table"
            for cell in cells:
                if not len(cell) or cell[-1].tag != qn("p"):
                    yield "a cell does not end with a paragraph"


def _span(cell: Element) -> int:
    span = cell.find(f"{qn('tcPr')}/{qn('gridSpan')}")
    return int(span.get(qn("val")) or 1) if span is not None else 1


def _marks(root: Element) -> Iterator[str]:
    """Yield ids that are there twice, and beginnings without an end."""
    starts = list(root.iter(qn("bookmarkStart")))
    yield from _twice("bookmark name", (element.get(qn("name")) for element in starts))
    yield from _twice("bookmark id", (element.get(qn("id")) for element in starts))
    ends = {element.get(qn("id")) for element in root.iter(qn("bookmarkEnd"))}
    for start in starts:
        if start.get(qn("id")) not in ends:
            yield f"the bookmark {start.get(qn('name'))} has no end"
    controls = f"{qn('sdtPr')}/{qn('id')}"
    ids = (control.find(controls) for control in root.iter(qn("sdt")))
    yield from _twice("content control id", (found.get(qn("val")) for found in ids if found is not None))
    for control in root.iter(qn("sdt")):
        if control.find(qn("sdtContent")) is None:
            yield "a content control has no content"
    yield from _twice("drawing id", (element.get("id") for element in root.iter(_DRAWING)))
    depth = 0
    for mark in root.iter(qn("fldChar")):
        depth += {"begin": 1, "end": -1}.get(mark.get(qn("fldCharType")) or "", 0)
        if depth < 0:
            break
    if depth:
        yield "a field begins and does not end, or ends and does not begin"


def _twice(what: str, values: Iterator[str | None]) -> Iterator[str]:
    for found, times in Counter(values).items():
        if times > 1:
            yield f"the {what} {found} is there {times} times"
