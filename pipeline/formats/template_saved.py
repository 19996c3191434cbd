"""A template as another program or a Word of another language saved it, brought back to what documents are made with.

Word names its styles for good and their ids in the language of whoever saves; LibreOffice makes ids of the names, adds
styles of its own, and writes properties in an order that Word's schema does not have.
"""

import zipfile
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_notes import strictly
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.template_parts import STYLES

_IDS: Mapping[str, str] = {
    **{f"heading {level}": f"Heading{level}" for level in range(1, 10)},
    **{f"toc {level}": f"TOC{level}" for level in range(1, 10)},
    "caption": "Caption",
    "Figure caption": "FigureCaption",
    "Figure note": "FigureNote",
    "Picture": "Picture",
    "Table text": "TableText",
    "Caption label": "CaptionLabel",
    "End mark": "EndMark",
    "Gap": "Gap",
    "annotation text": "CommentText",
    "annotation reference": "CommentReference",
}
"""By name: the id of each style by which rendering and checks ask for it."""

_NAMING = tuple(qn(tag) for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink"))
_ORDERED = tuple(qn(tag) for tag in ("pPr", "rPr", "tblPr", "tcPr", "sectPr"))
_WORD = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/numbering", STYLES)
_ON_OFF = tuple(qn(tag) for tag in ("cantSplit", "tblHeader", "hidden"))
"""Marks of rows: where most marks of Word may be true or false, these are there, or on, or off."""

_SPELT = {"true": "", "1": "", "false": "off", "0": "off"}


def settle(roots: Mapping[str, Element]) -> frozenset[str]:
    """Give styles their ids and names, and properties their order, in place; a template of this tool has them.

    Args:
        roots: the XML parts of the package, by name.

    Returns:
        The names of the parts that were changed.
    """
    written = {name: root for name, root in roots.items() if name.startswith(_WORD) and name.endswith(".xml")}
    styles, changed = written.get(STYLES), set()
    ids: dict[str, str] = {}
    if styles is not None:
        ids = _new_ids(styles)
        if _tell_apart(styles):
            changed.add(STYLES)
    for name, root in written.items():
        if any(
            [
                bool(ids) and _rename(root, ids),
                put_in_order(root),
                spell_marks(root),
            ]
        ):
            changed.add(name)
    return frozenset(changed)


@lru_cache(maxsize=16)
def settled(template: bytes) -> bytes:
    """Return a template with the ids and the order that documents are made with: the same bytes where it has them.

    Args:
        template: the .docx file; one that cannot be read is returned as it is.
    """
    try:
        parts = read_parts(template)
        roots = {name: strictly(parts[name]) for name in parts if name.startswith(_WORD) and name.endswith(".xml")}
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError):
        return template
    changed = settle(roots)
    if not changed:
        return template
    written = {
        name: etree.tostring(roots[name], xml_declaration=True, encoding="UTF-8", standalone=True) for name in changed
    }
    return write_parts(parts | written)


def _new_ids(styles: Element) -> dict[str, str]:
    """Return the ids to change: a style gets the one that is asked for, and who has that takes its own."""
    names = [(style.get(qn("styleId")) or "", _name_of(style)) for style in styles.iterchildren(qn("style"))]
    taken = {style for style, _ in names}
    ids: dict[str, str] = {}
    for name, wanted in _IDS.items():
        # Word spells its own names in small letters and LibreOffice some in large ones: the exact one comes first.
        alike = [entry for entry in names if entry[1].casefold() == name.casefold()]
        found = next((style for style, spelt in alike if spelt == name), alike[0][0] if alike else wanted)
        if found != wanted and found not in ids:
            ids[found] = wanted
            if wanted in taken:
                ids[wanted] = found
    return ids


def _rename(root: Element, ids: Mapping[str, str]) -> bool:
    renamed = False
    for element, attribute in (
        *((style, qn("styleId")) for style in root.iter(qn("style"))),
        *((element, qn("val")) for element in root.iter(*_NAMING)),
    ):
        if new := ids.get(element.get(attribute) or ""):
            element.set(attribute, new)
            renamed = True
    return renamed


def _tell_apart(styles: Element) -> bool:
    """Give styles whose names differ in nothing but large letters names of their own, as Word would see one in both."""
    several: dict[str, list[Element]] = {}
    for style in styles.iterchildren(qn("style")):
        several.setdefault(_name_of(style).casefold(), []).append(style)
    told = False
    for name, same in several.items():
        # The one that documents are made with keeps its name.
        ours = next((style for style in same if _name_of(style) in _IDS), same[0])
        for number, style in enumerate((each for each in same if each is not ours), 2):
            element = style.find(qn("name"))
            if element is not None and f"{name} {number}" not in several:
                element.set(qn("val"), f"{_name_of(style)} {number}")
                told = True
    return told


def put_in_order(root: Element) -> bool:
    """Put properties into the order of the schema, in place, and tell whether anything had to move."""
    return sum(map(arrange, root.iter(*_ORDERED))) > 0


def spell_marks(root: Element) -> bool:
    """Spell the marks of rows as Word's schema has them, in place, and tell whether any was spelt otherwise."""
    said = False
    for mark in root.iter(*_ON_OFF):
        if (value := mark.get(qn("val"))) in _SPELT:
            mark.attrib.pop(qn("val"))
            if _SPELT[value]:
                mark.set(qn("val"), _SPELT[value])
            said = True
    return said


def _name_of(style: Element) -> str:
    name = style.find(qn("name"))
    return (name.get(qn("val")) or "") if name is not None else ""
