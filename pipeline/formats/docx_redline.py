"""Tracked changes from one document to another: what the engine of comparison leaves to do, and the proof of it.

The engine takes the package of the former document and puts the changes into it. What is not text, such as looks,
settings and what the file says of itself, is put back here as the new document has it, so that accepting all changes
gives the new document, and nothing of it depends on clock or machine.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from posixpath import normpath

from lxml import etree

from pipeline.formats.docx_lint import complaints_of
from pipeline.formats.docx_markup import Element, R, qn, serialise
from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts
from pipeline.formats.docx_tracked import accepted, rejected, running_parts
from pipeline.formats.office_lint import look_over
from pipeline.formats.xml_parts import parse_parts

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_ROOT_RELATIONS, _RELATIONS = "_rels/.rels", "word/_rels/document.xml.rels"
_OF_THE_FILE = re.compile(
    r"docProps/.*|_rels/\.rels|word/(_rels/)?settings\.xml(\.rels)?|word/(theme/[^/]+|fontTable|webSettings)(\.xml)?"
)
"""Parts that hold no text of the document: they are as the new one has them."""

_DRAWN = re.compile(r"word/(charts|media|embeddings|drawings)/.*")
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class RedlineError(ValueError):
    """No redline can be made of these documents; the text says why."""


def comparable(document: bytes) -> bytes:
    """Return a document as the engine may be given it.

    Raises:
        RedlineError: it is not safe to open, or no Word document.
    """
    verdict = look_over(document)
    if verdict.refused:
        raise RedlineError(f"a document cannot be opened: {verdict.why or verdict.refused}")
    parts = read_parts(document)
    if _DOCUMENT not in parts:
        raise RedlineError("a document has no body where Word puts it")
    return write_parts(parts)


def finish_redline(compared: bytes, before: bytes, after: bytes, title: str = "") -> bytes:
    """Make a sound redline of what the engine wrote.

    Args:
        compared: the file that the engine wrote.
        before: the document that it started from.
        after: the document that it leads to.
        title: what the file says that it is, since it must not be taken for the document; that of the new document
            where nothing is given.

    Returns:
        The redline: equal arguments give equal bytes.

    Raises:
        RedlineError: what the engine wrote is no sound file, or its changes do not lead from one to the other.
    """
    old, new = read_parts(before), read_parts(after)
    try:
        parts = read_parts(compared)
        roots = _parsed(parts)
        parts, roots = _as_in_the_new(parts, roots, new)
        _restyle(roots, new)
        _restore_drawn(parts, roots, {**old, **new})
        _drop_unused(parts, roots)
        _number_controls(roots)
        _entitle(roots, title)
    except (KeyError, etree.LxmlError, OSError) as error:
        raise RedlineError(f"the comparison cannot be read ({type(error).__name__})") from error
    redline = write_parts({**parts, **{name: serialise(root) for name, root in roots.items()}})
    _prove(redline, old, new)
    return redline


def _parsed(parts: Mapping[str, bytes]) -> dict[str, Element]:
    roots, broken = parse_parts(parts)
    if broken:
        raise RedlineError(broken[0])
    return roots


def _as_in_the_new(
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
    fresh = _parsed({name: part for name, part in kept.items() if name not in again})
    again |= fresh
    _agree_on_types(again[CONTENT_TYPES], _parsed({CONTENT_TYPES: new[CONTENT_TYPES]})[CONTENT_TYPES], kept)
    for relation in list(again[_RELATIONS]):
        if _leads(relation) and _target(relation) not in kept:
            again[_RELATIONS].remove(relation)
    _link(again[_RELATIONS], _parsed({_RELATIONS: new[_RELATIONS]})[_RELATIONS], kept)
    return kept, again


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


def _restyle(roots: dict[str, Element], new: Mapping[str, bytes]) -> None:
    """Take the styles of the new document, and beside them those that only the former one has."""
    if _STYLES not in new or _STYLES not in roots:
        return
    styles = _parsed({_STYLES: new[_STYLES]})[_STYLES]
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


def _restore_drawn(parts: dict[str, bytes], roots: dict[str, Element], originals: Mapping[str, bytes]) -> None:
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


def _own_relations(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _essence(name: str, content: bytes) -> bytes:
    """Return a part without what an XML writer is free to choose."""
    if not name.endswith(".xml"):
        return content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=True)
    return etree.tostring(etree.fromstring(content, parser), method="c14n2")


def _drop_unused(parts: dict[str, bytes], roots: dict[str, Element]) -> None:
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


def _all_relations(roots: Mapping[str, Element]) -> Iterator[Element]:
    return (root for name, root in roots.items() if name.endswith(".rels"))


def _number_controls(roots: Mapping[str, Element]) -> None:
    """Give content controls that stand twice, taken out here and put in there, numbers of their own."""
    used: set[str] = set()
    fresh = map(str, count(1))
    numbers = [number for each in roots[_DOCUMENT].iter(qn("sdtPr")) for number in each.iterchildren(qn("id"))]
    taken = {number.get(qn("val")) for number in numbers}
    for number in numbers:
        value = number.get(qn("val")) or ""
        if value in used:
            value = next(each for each in fresh if each not in taken and each not in used)
            number.set(qn("val"), value)
        used.add(value)


def _entitle(roots: Mapping[str, Element], title: str) -> None:
    named = roots[_CORE].find(_TITLE) if _CORE in roots else None
    if title and named is not None:
        named.text = title


def _prove(redline: bytes, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Hold a redline to what it promises.

    Raises:
        RedlineError: it is not sound, or it does not lead from the one document to the other; what is doubtful in it
            and stands in one of these too counts as sound.
    """
    verdict = look_over(redline)
    brought = {str(each) for parts in (old, new) for each in complaints_of(parts, _parsed(parts))}
    told = [str(each) for each in verdict.complaints if not each.is_doubtful or str(each) not in brought]
    if verdict.refused or told:
        raise RedlineError(f"the comparison is not sound: {verdict.why or verdict.refused or told[0]}")
    roots = _parsed(read_parts(redline))
    # What a person changed in the former document under tracking counts as changed.
    if rejected(roots) != accepted(_parsed(old)):
        raise RedlineError("without its changes the comparison does not say what the former document says")
    if accepted(roots) != accepted(_parsed(new)):
        raise RedlineError("with its changes the comparison does not say what the new document says")
