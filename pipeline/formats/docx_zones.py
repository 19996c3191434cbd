"""Zones: the places of a document in which a person writes, and what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from msgspec import Struct

from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_zone_mark import zone_controls, zone_title
from pipeline.formats.open_package import OpenPackage

_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDS = (qn("t"), qn("delText"), _MATHS)
_SHOWN = tuple(
    qn(name)
    for name in ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "altChunk", "tbl")
)
_AROUND_BLOCKS = frozenset(qn(name) for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"))
_INVISIBLE = "\u200b\u2060\ufeff"
_PROMPT = "placeholder text"


class Zone(Struct, frozen=True):
    """A zone as it stands in a document: its title, what it says in plain text, and whether anything is in it."""

    key: str
    title: str
    text: str
    is_written: bool


def zones_in(document: bytes) -> Mapping[str, Zone]:
    """Return the zones of a document by their keys, in order.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    found: dict[str, Zone] = {}
    for key, blocks in zone_blocks(OpenPackage.of(document)).items():
        text = "\n".join(filter(None, map(text_of, blocks.content)))
        found[key] = Zone(key, blocks.title, text, is_written(blocks.content))
    return found


class ZoneBlocks(Struct, frozen=True):
    """The title of a zone and the paragraphs and tables in it."""

    title: str
    content: Sequence[Element]


def zone_blocks(package: OpenPackage) -> dict[str, ZoneBlocks]:
    """Return what stands in the zones of the body, as copies; of a key that is there twice, both one after the other.

    Args:
        package: the document.
    """
    found: dict[str, ZoneBlocks] = {}
    for key, control in zone_controls(package.root(package.main)):
        before = found.get(key, ZoneBlocks(zone_title(control), ()))
        found[key] = ZoneBlocks(before.title, (*before.content, *_blocks_of(control, package)))
    return found


def is_written(content: Sequence[Element]) -> bool:
    """Tell whether anything stands in a zone: text, a picture, a table, a note.

    Args:
        content: its paragraphs and tables.
    """
    return any(text_of(block).strip() or next(block.iter(*_SHOWN), None) is not None for block in content)


def text_of(block: Element) -> str:
    """Return the text of a paragraph, or of a table or the like with a line for each paragraph."""
    lines: list[str] = []
    for piece in block.iter(qn("p"), *_WORDS, qn("tab"), qn("br"), qn("cr"), qn("noBreakHyphen")):
        if next(piece.iterancestors(_FALLBACK), None) is not None:
            continue
        if piece.tag == qn("p") or not lines:
            lines.append("")
        if piece.tag in _WORDS:
            lines[-1] += (piece.text or "").translate(_DROPPED)
        elif piece.tag == qn("noBreakHyphen"):
            lines[-1] += "\u2011"
        elif piece.tag != qn("p") and (parent := piece.getparent()) is not None and parent.tag == qn("r"):
            lines[-1] += " "
    return "\n".join(filter(None, lines))


_DROPPED = dict.fromkeys(map(ord, _INVISIBLE))


def _blocks_of(control: Element, package: OpenPackage) -> Iterator[Element]:
    """Yield what stands in a control, as blocks whatever it stands around: blocks, runs, cells or rows."""
    content, parent = control.find(qn("sdtContent")), control.getparent()
    if content is None or parent is None or _is_prompt(control, content, package):
        return
    if parent.tag == qn("tbl"):
        head = [deepcopy(each) for each in parent if each.tag in (qn("tblPr"), qn("tblGrid"))]
        yield w("tbl", *head, *map(deepcopy, content))
    elif parent.tag == qn("tr"):
        for cell in content.iterchildren(qn("tc")):
            yield from (deepcopy(each) for each in cell if each.tag != qn("tcPr"))
    elif _holds_blocks(content):
        yield from map(deepcopy, content)
    elif len(content):
        around = next(control.iterancestors(qn("p")), None)
        properties = around.find(qn("pPr")) if around is not None else None
        yield w("p", deepcopy(properties) if properties is not None else None, *map(deepcopy, content))


def _holds_blocks(content: Element) -> bool:
    return any(
        child.tag in (qn("p"), qn("tbl")) or (child.tag in _AROUND_BLOCKS and _holds_blocks(child)) for child in content
    )


def _is_prompt(control: Element, content: Element, package: OpenPackage) -> bool:
    """Tell whether what stands in a control is no more than what Word shows in an empty one.

    Programs leave the mark of a prompt where somebody has written, so that the looks of the text are asked for too.
    """
    if control.find(f"{qn('sdtPr')}/{qn('showingPlcHdr')}") is None:
        return False
    runs = [run for run in content.iter(qn("r")) if text_of(run).strip()]
    names = {_style_name(package, run.find(f"{qn('rPr')}/{qn('rStyle')}")) for run in runs}
    return names <= {_PROMPT} and next(content.iter(*_SHOWN), None) is None


def _style_name(package: OpenPackage, named: Element | None) -> str:
    if named is None:
        return ""
    for part in package.related(package.main, "styles"):
        for style in package.root(part).iterchildren(qn("style")) if part in package.parts else ():
            name = style.find(qn("name"))
            if name is not None and style.get(qn("styleId")) == named.get(qn("val")):
                return (name.get(qn("val")) or "").casefold()
    return ""
