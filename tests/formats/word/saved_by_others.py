"""What a Word of another language and LibreOffice make of the styles and the order of a template that they save."""

from collections.abc import Mapping

from lxml import etree

from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_package import read_parts, write_parts

GERMAN = {
    "heading 1": "berschrift1",
    "heading 2": "berschrift2",
    "heading 3": "berschrift3",
    "toc 1": "Verzeichnis1",
    "toc 2": "Verzeichnis2",
    "toc 3": "Verzeichnis3",
    "caption": "Beschriftung",
    "annotation text": "Kommentartext",
    "annotation reference": "Kommentarzeichen",
}
_NAMING = tuple(qn(tag) for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))


def as_german_word_saves(template: bytes) -> bytes:
    """Return a template whose styles have the ids that a German Word gives them; their names stay."""
    roots = _roots(template)
    _give_ids(roots, {_id(style): GERMAN.get(_name(style), _id(style)) for style in _styles(roots)})
    return _written(template, roots)


def as_libreoffice_saves(template: bytes) -> bytes:
    """Return a template with ids made of names, a style of LibreOffice's own, and properties in its order."""
    roots = _roots(template)
    ids = {_id(style): _name(style).replace(" ", "").capitalize() for style in _styles(roots)}
    ids |= {_id(style): "Caption1" for style in _styles(roots) if _name(style) == "caption"}
    _give_ids(roots, ids)
    roots["word/styles.xml"].append(w("style", w("name", val="Caption"), type="paragraph", styleId="Caption"))
    for style in _styles(roots):
        name = style.find(qn("name"))
        if name is not None and _name(style).startswith(("heading", "toc")):
            name.set(qn("val"), _name(style).replace("heading", "Heading").replace("toc", "TOC"))
    for root in roots.values():
        for properties in root.iter(qn("pPr"), qn("rPr")):
            properties[:] = reversed(properties)
        for mark in root.iter(qn("cantSplit"), qn("tblHeader")):
            mark.set(qn("val"), "true")
    return _written(template, roots)


def _roots(template: bytes) -> dict[str, Element]:
    parts = read_parts(template).items()
    return {
        name: etree.fromstring(content) for name, content in parts if name.startswith("word/") and name[-4:] == ".xml"
    }


def _written(template: bytes, roots: Mapping[str, Element]) -> bytes:
    return write_parts(dict(read_parts(template)) | {name: etree.tostring(root) for name, root in roots.items()})


def _styles(roots: Mapping[str, Element]) -> list[Element]:
    return list(roots["word/styles.xml"].iter(qn("style")))


def _id(style: Element) -> str:
    return style.get(qn("styleId")) or ""


def _name(style: Element) -> str:
    name = style.find(qn("name"))
    return str(name.get(qn("val"))) if name is not None else ""


def _give_ids(roots: Mapping[str, Element], ids: Mapping[str, str]) -> None:
    for root in roots.values():
        for style in root.iter(qn("style")):
            style.set(qn("styleId"), ids[_id(style)])
        for element in root.iter(*_NAMING):
            named = str(element.get(qn("val")))
            element.set(qn("val"), ids.get(named, named))
