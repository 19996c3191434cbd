"""The package of a redline: what is not text is put back as the new document has it, and nothing stands twice."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from posixpath import normpath

from lxml import etree

from pipeline.formats.docx_markup import Element, R, qn
from pipeline.formats.docx_package import CONTENT_TYPES
from pipeline.formats.docx_tracked import running_parts
from pipeline.formats.xml_parts import parse_parts

_STYLES = "word/styles.xml"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_OF_THE_FILE = re.compile(
    r"docProps/.*|_rels/\.rels|word/(_rels/)?settings\.xml(\.rels)?|word/(theme/[^/]+|fontTable|webSettings)(\.xml)?"
)
"""Parts that hold no text of the document: they are as the new one has them."""

_DRAWN = re.compile(r"word/(charts|media|embeddings|drawings)/.*")
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class RedlineError(ValueError):
    """No redline can be made of these documents; the text says why."""


def strictly_parsed(parts: Mapping[str, bytes]) -> dict[str, Element]:
    """Return the XML parts, parsed.

    Raises:
        RedlineError: one of them is not well-formed.
    """
    roots, broken = parse_parts(parts)
    if broken:
        raise RedlineError(broken[0])
    return roots


def as_in_the_new(
    parts: Mapping[str, bytes], roots: Mapping[str, Element], new: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, Element]]:
    """Take from the new document what is not text, with headers and footers that no section shows."""
    shown = {*running_parts(roots)}

    def is_new(name: str) -> bool:
        is_hidden = name.startswith(("word/header", "word/footer")) and name not in shown
        return bool(_OF_THE_FILE.fullmatch(name)) or (is_hidden and name in new)

    kept = {name: part for name, part in parts.items() if not is_new(name)}
    kept |= {name: part for name, part in new.items() if is_new(name)}
    again = {name: roots[name] for name in kept if name in roots and not is_new(name)}
    fresh = strictly_parsed({name: part for name, part in kept.items() if name not in again})
    again |= fresh
    _agree_on_types(again[CONTENT_TYPES], strictly_parsed({CONTENT_TYPES: new[CONTENT_TYPES]})[CONTENT_TYPES], kept)
    for relation in list(again[_RELATIONS]):
        if _leads(relation) and _target(relation) not in kept:
            again[_RELATIONS].remove(relation)
    _link(again[_RELATIONS], strictly_parsed({_RELATIONS: new[_RELATIONS]})[_RELATIONS], kept)
    return kept, again


def restyle(roots: dict[str, Element], new: Mapping[str, bytes]) -> None:
    """Take the styles of the new document, and beside them those that only the former one has."""
    if _STYLES not in new or _STYLES not in roots:
        return
    styles = strictly_parsed({_STYLES: new[_STYLES]})[_STYLES]
    known = {style.get(qn("styleId")) for style in styles.iter(qn("style"))}
    names = {style.get(qn("val")) for style in styles.iter(qn("name"))}
    for style in list(roots[_STYLES].iter(qn("style"))):
        name = style.find(qn("name"))
        if style.get(qn("styleId")) in known or (name is not None and name.get(qn("val")) in names):
            continue
        if qn("default") in style.attrib:
            del style.attrib[qn("default")]
        styles.append(style)
    roots[_STYLES] = styles


def restore_drawn(parts: dict[str, bytes], roots: dict[str, Element], originals: Mapping[str, bytes]) -> None:
    """Put charts and pictures back as they were, each once: the engine writes some of them anew, under other names."""
    known: dict[bytes, str] = {}
    for name in sorted(parts, key=lambda name: (name not in originals, name)):
        if not _DRAWN.fullmatch(name) or name.rpartition("/")[0].endswith("_rels"):
            continue
        if _own_relations(name) in parts:
            continue
        essence = _essence(name, parts[name])
        first = known.setdefault(essence, name)
        if first == name:
            continue
        for relation in roots[_RELATIONS]:
            if _leads(relation) and _target(relation) == name:
                relation.set("Target", first.removeprefix("word/"))
        del parts[name]
        roots.pop(name, None)


def drop_unused(parts: dict[str, bytes], roots: dict[str, Element]) -> None:
    """Take away charts and pictures that nothing shows any more."""
    relations = roots[_RELATIONS]
    used = {
        value for each in roots[_DOCUMENT].iter("*") for name, value in each.items() if str(name).startswith(f"{{{R}}}")
    }
    for relation in list(relations):
        if _leads(relation) and _DRAWN.fullmatch(_target(relation)) and relation.get("Id") not in used:
            relations.remove(relation)
    wanted = {_target(relation) for root in _all_relations(roots) for relation in root}
    for name in [name for name in parts if _DRAWN.fullmatch(name) and "/_rels/" not in name and name not in wanted]:
        for gone in (name, _own_relations(name)):
            parts.pop(gone, None)
            roots.pop(gone, None)
    for each in list(roots[CONTENT_TYPES].iter(f"{_TYPES_NS}Override")):
        if (each.get("PartName") or "").removeprefix("/") not in parts:
            roots[CONTENT_TYPES].remove(each)


def _agree_on_types(types: Element, new: Element, kept: Mapping[str, bytes]) -> None:
    """Tell the kind of each part that is there, and of none that is not."""
    known = {(each.tag, (each.get("PartName") or each.get("Extension") or "").casefold()) for each in types}
    types.extend(
        each
        for each in list(new)
        if (each.tag, (each.get("PartName") or each.get("Extension") or "").casefold()) not in known
    )
    for each in list(types.iter(f"{_TYPES_NS}Override")):
        if (each.get("PartName") or "").removeprefix("/") not in kept:
            types.remove(each)


def _link(relations: Element, new: Element, kept: Mapping[str, bytes]) -> None:
    """Lead to the parts that were taken from the new document, under names of their own."""
    there = {_target(relation) for relation in relations}
    names = {relation.get("Id") for relation in relations}
    fresh = (f"rIdNew{number}" for number in count(1))
    for relation in list(new):
        target = _target(relation)
        if _OF_THE_FILE.fullmatch(target) and target in kept and target not in there:
            relation.set("Id", next(name for name in fresh if name not in names))
            relations.append(relation)


def _leads(relation: Element) -> bool:
    return relation.get("TargetMode") != "External"


def _target(relation: Element) -> str:
    """Return the part that a relation of the body leads to."""
    target = relation.get("Target") or ""
    return target.removeprefix("/") if target.startswith("/") else normpath(f"word/{target}")


def _own_relations(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _essence(name: str, content: bytes) -> bytes:
    """Return a part without what an XML writer is free to choose."""
    if not name.endswith(".xml"):
        return content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=True)
    return etree.tostring(etree.fromstring(content, parser), method="c14n2")


def _all_relations(roots: Mapping[str, Element]) -> Iterator[Element]:
    return (root for name, root in roots.items() if name.endswith(".rels"))
