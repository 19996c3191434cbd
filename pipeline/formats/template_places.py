"""Where tags may stand: in text that is printed, and alone where they take their paragraph, row or cell away."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.template_parts import RELATIONSHIP, Part
from pipeline.formats.template_statements import Trouble
from pipeline.formats.template_syntax import Fault
from pipeline.formats.template_tags import OPENERS, Kind, Tag, stray_piece
from pipeline.formats.template_walk import TEXTS, Piece, text_of
from pipeline.model.template import Spot

_TAKES: Mapping[str, str] = {"p": "paragraph", "tr": "row", "tc": "cell"}
_PROPERTIES = "docProps/"
_BESIDE = ("word/comments", "word/glossary/", _PROPERTIES)
"""Remarks, building blocks and properties: what stands there is not printed, or told as what it is."""

_BOUND = (qn("dataBinding"), "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")

_NOT_PRINTED: Mapping[str, str] = {
    qn("instrText"): "a field",
    qn("delText"): "deleted text",
    qn("delInstrText"): "deleted text",
}


def check_places(part: Part, pieces: Iterable[Piece]) -> Iterator[Trouble]:
    """Yield which tags of a part stand where they cannot, or take text away with them.

    Args:
        part: of the template.
        pieces: its paragraphs.
    """
    for piece in pieces:
        if found := stray_piece(piece.text, piece.tags):
            at, written = found
            fault = Fault("TPL013", (("written", written), ("why", "is half a tag in its paragraph")))
            yield Trouble(fault, piece.spot_of(at, at + len(written)))
        for tag in piece.tags:
            if tag.prefix in _TAKES and tag.kind is not Kind.PRINT and (lost := _lost(piece, tag)):
                values = (("written", tag.written), ("what", _TAKES[tag.prefix]), ("lost", lost))
                yield Trouble(Fault("TPL026", values), piece.spot_of(tag.start, tag.end))
    yield from _elsewhere(part)


def _lost(piece: Piece, tag: Tag) -> str:
    """Return the text that a tag takes away beside itself."""
    if tag.prefix == "p":
        return " ".join((piece.text[: tag.start] + " " + piece.text[tag.end :]).split())
    taken = next(piece.element.iterancestors(qn(tag.prefix)), None)
    if taken is None:
        return f"what stands around it, since it stands in no {_TAKES[tag.prefix]}"
    text = " ".join(text_of(paragraph) for paragraph in taken.iter(qn("p")))
    return " ".join(text.replace(tag.written, " ", 1).split())


def _elsewhere(part: Part) -> Iterator[Trouble]:
    """Yield tags in attributes, in text that is not printed, and where Word puts something else in their place."""
    for bound in part.root.iter(*_BOUND):
        control = next(bound.iterancestors(qn("sdt")), None)
        if control is not None and OPENERS.search("".join(node.text or "" for node in control.iter(*TEXTS))):
            what = "a content control that shows what is stored elsewhere in the file"
            yield Trouble(Fault("TPL012", (("what", what),)), Spot(part.name, part.where))
    for element in part.root.iter():
        held = "" if element.tag in TEXTS else element.text or ""
        tag = str(element.tag)
        what = _NOT_PRINTED.get(tag) or (tag.rpartition("}")[2] if tag.startswith("{") else "a remark of the markup")
        attribute = next((str(key) for key, value in element.attrib.items() if OPENERS.search(str(value))), None)
        if OPENERS.search(held) or attribute:
            named = f"the attribute {attribute.rpartition('}')[2]}" if attribute else what
            yield Trouble(Fault("TPL012", (("what", named),)), Spot(part.name, part.where))
        elif OPENERS.search(element.tail or ""):
            yield Trouble(Fault("TPL012", (("what", "markup"),)), Spot(part.name, part.where))


def check_unprinted(roots: Mapping[str, Element], printed: Iterable[Part]) -> Iterator[Trouble]:
    """Yield the parts that hold tags though nothing is printed into them, and links whose address does.

    Args:
        roots: the XML parts of the package, by name.
        printed: the parts that are rendered.
    """
    names = {part.name for part in printed}
    for name, root in roots.items():
        if name.endswith(".rels"):
            targets = (relation.get("Target", "") for relation in root.iter(RELATIONSHIP))
            if any(OPENERS.search(_as_typed(target)) for target in targets):
                yield Trouble(Fault("TPL012", (("what", "the address of a link"),)), Spot(name))
        elif name not in names and not name.startswith(_BESIDE) and _holds_tags(root):
            yield Trouble(Fault("TPL012", (("what", f"the part {name}"),)), Spot(name))


def _as_typed(address: str) -> str:
    """Return an address with the signs of tags as they were typed; Word writes them as numbers."""
    return address.casefold().replace("%7b", "{").replace("%25", "%").replace("%23", "#")


def _holds_tags(root: Element) -> bool:
    said = (str(text) for element in root.iter() for text in (element.text, element.tail, *element.attrib.values()))
    return any(OPENERS.search(text) for text in said)


def check_properties(roots: Mapping[str, Element]) -> Iterator[Trouble]:
    """Yield the properties of the file that hold tags.

    Args:
        roots: the XML parts of the package, by name.
    """
    for name, root in roots.items():
        if not name.startswith(_PROPERTIES):
            continue
        for element in root.iter():
            texts = (element.text or "", *map(str, element.attrib.values()))
            if excerpt := next((text for text in texts if OPENERS.search(text)), None):
                holder = next((up for up in (element, *element.iterancestors()) if up.get("name")), element)
                named = holder.get("name") or str(holder.tag).rpartition("}")[2]
                yield Trouble(Fault("TPL011", (("name", named),)), Spot(name, "properties", excerpt=excerpt))
