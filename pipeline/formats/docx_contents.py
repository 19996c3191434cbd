"""Page numbers: a document and the pages of its bookmarks become the document with them; nothing is laid out here."""

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_markup import Element, field, qn, serialise, tab
from pipeline.formats.docx_package import read_parts, write_parts

_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_RUNNING = ("word/header", "word/footer")
_CONTENTS, _PAGE_OF, _PAGES = "TOC", "PAGEREF", "NUMPAGES"
_BODY_TEXT = 9
_MOST_STYLES = 50


class Heading(Struct, frozen=True):
    """A heading as it stands in a document, with the bookmarks on it."""

    text: str
    bookmarks: tuple[str, ...]


def headings_of(document: bytes) -> tuple[Heading, ...]:
    """Return the headings of a document in order: paragraphs with an outline level and with text."""
    parts = read_parts(document)
    body = _parsed(parts[_BODY])
    levels = _outline_levels(_parsed(parts[_STYLES]))
    return tuple(_headings(body, levels))


def pages_wanted(document: bytes) -> tuple[str, ...]:
    """Return the bookmarks whose pages a document prints: those in its contents list, and wherever a page is named."""
    body = _parsed(read_parts(document)[_BODY])
    found = [anchor for link in _entries(body) if (anchor := link.get(qn("anchor")))]
    found += [one.argument for one in fields_of(body) if one.kind == _PAGE_OF]
    return tuple(dict.fromkeys(found))


def write_pages(document: bytes, pages: Mapping[str, int], count: int) -> bytes:
    """Write page numbers into a document.

    Args:
        document: the .docx file, numbered or not.
        pages: page by bookmark, counted from 1; what is not among them stays as it is.
        count: how many pages there are.

    Returns:
        The document, in which each entry of the contents list ends with the page of its heading, as a field of which
        the number is the result, and each page that is named elsewhere is the one given; the same document and
        pages give the same bytes, written once or twice.
    """
    parts = read_parts(document)
    body = _parsed(parts[_BODY])
    for link in _entries(body):
        bookmark = link.get(qn("anchor")) or ""
        if bookmark in pages and not any(one.kind == _PAGE_OF for one in fields_of(link)):
            link.append(tab())
            link.extend(field(f"{_PAGE_OF} {bookmark} \\h"))
    for one in fields_of(body):
        if one.kind == _PAGE_OF and one.argument in pages:
            one.set_result(str(pages[one.argument]))
    changed = {_BODY: body} | {name: _parsed(part) for name, part in parts.items() if name.startswith(_RUNNING)}
    for root in changed.values():
        for one in fields_of(root):
            if one.kind == _PAGES:
                one.set_result(str(count))
    return write_parts({**parts, **{name: serialise(root) for name, root in changed.items()}})


def _parsed(part: bytes) -> Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _entries(body: Element) -> Iterator[Element]:
    """Yield the links in the result of a contents list."""
    for one in fields_of(body):
        if one.kind == _CONTENTS:
            yield from (link for link in one.between(qn("hyperlink")) if link.get(qn("anchor")))


def _headings(body: Element, levels: Mapping[str, int]) -> Iterator[Heading]:
    pending: list[str] = []
    for element in body.iter(qn("p"), qn("bookmarkStart")):
        if element.tag == qn("bookmarkStart"):
            # One between paragraphs belongs to the paragraph after it.
            if next(element.iterancestors(qn("p")), None) is None:
                pending.append(element.get(qn("name")) or "")
            continue
        names = (*pending, *(mark.get(qn("name")) or "" for mark in element.iter(qn("bookmarkStart"))))
        pending = []
        text = "".join(piece.text or "" if piece.tag == qn("t") else " " for piece in element.iter(*_PIECES))
        if text.strip() and _level(element, levels) < _BODY_TEXT:
            yield Heading(text, names)


_PIECES = tuple(qn(name) for name in ("t", "tab", "br", "cr", "noBreakHyphen"))


def _level(paragraph: Element, levels: Mapping[str, int]) -> int:
    own = paragraph.find(f"{qn('pPr')}/{qn('outlineLvl')}")
    if own is not None:
        return int(own.get(qn("val")) or 0)
    style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    return levels.get(style.get(qn("val")) or "", _BODY_TEXT) if style is not None else _BODY_TEXT


def _outline_levels(styles: Element) -> dict[str, int]:
    """Return the outline level of every style, its own or that of the style it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(qn("style")):
        name = style.get(qn("styleId")) or ""
        level, base = style.find(f"{qn('pPr')}/{qn('outlineLvl')}"), style.find(qn("basedOn"))
        if level is not None:
            own[name] = int(level.get(qn("val")) or 0)
        if base is not None:
            based[name] = base.get(qn("val")) or ""
    return {name: _inherited(name, own, based) for name in {*own, *based}}


def _inherited(name: str, own: Mapping[str, int], based: Mapping[str, str]) -> int:
    for _ in range(_MOST_STYLES):  # styles of a file from outside may be based on each other
        if name in own:
            return own[name]
        name = based.get(name, "")
    return _BODY_TEXT
