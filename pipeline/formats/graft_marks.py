"""Marks in text from another document: what holds only there is taken out, what has to be unique gets a new number."""

from collections.abc import Iterator
from itertools import count

from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_markup import XML_SPACE, Element, W, qn
from pipeline.formats.docx_zone_mark import make_nameless, zone_key
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.template_saved import put_in_order, spell_marks

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ID, _NAME, _SDT = qn("id"), qn("name"), qn("sdt")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STARTS, _ENDS = qn("bookmarkStart"), qn("bookmarkEnd")
_LOCAL = tuple(
    qn(name)
    for name in (
        *("sectPr", "permStart", "permEnd", "proofErr", "lastRenderedPageBreak", "dataBinding", "placeholder"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    )
)
_MOVED = {qn("moveFrom"): qn("del"), qn("moveTo"): qn("ins")}
_TRACKED = tuple(
    qn(name)
    for name in (
        *("ins", "del", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("pPrChange", "rPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange"),
    )
)


class Marks:
    """Numbers what has to be unique in the new document, from what is there on."""

    def __init__(self, new: OpenPackage) -> None:
        """Look the new document through.

        Args:
            new: where the text goes.
        """
        roots = [new.root(name) for name in _stories(new)]
        ids = [element.get(_ID) or "" for root in roots for element in root.iter() if element.get(_ID)]
        drawn = [element.get("id") or "" for root in roots for element in root.iter(_DRAWING)]
        self._numbers = count(max((int(said) for said in ids if said.isdecimal()), default=0) + 1)
        self._drawings = count(max((int(said) for said in drawn if said.isdecimal()), default=0) + 1)
        self._bookmarks = {mark.get(_NAME) for root in roots for mark in root.iter(_STARTS)}

    def carry(self, block: Element) -> None:
        """Make a piece of text stand by itself; no text is lost.

        Args:
            block: changed in place.
        """
        for each in list(block.iter(*_LOCAL)):
            _remove(each)
        self._carry_bookmarks(block)
        _close_fields(block)
        for each in list(block.iter("*")):
            self._number(each)
            for attribute in [str(name) for name in each.attrib if _is_local(str(name))]:
                del each.attrib[attribute]
        put_in_order(block)
        spell_marks(block)

    def _number(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in _MOVED:
            element.tag = tag = _MOVED[tag]
            if tag == qn("del"):
                for text in element.iter(qn("t")):
                    text.tag = qn("delText")
        if tag == _DRAWING:
            element.set("id", str(next(self._drawings)))
        elif tag in _TRACKED:
            element.set(_ID, str(next(self._numbers)))
        elif tag == _SDT:
            for number in element.findall(f"{qn('sdtPr')}/{_ID}"):
                _remove(number)
            if zone_key(element):
                # A zone that stands within this one now.
                make_nameless(element)
        elif tag == qn("t") and (element.text or "").strip() != (element.text or ""):
            element.set(XML_SPACE, "preserve")

    def _carry_bookmarks(self, block: Element) -> None:
        """Keep the bookmarks that begin and end here and whose names are free, under new numbers."""
        ends = {end.get(_ID): end for end in block.iter(_ENDS)}
        kept = set()
        for start in list(block.iter(_STARTS)):
            end, name = ends.get(start.get(_ID)), start.get(_NAME) or ""
            if end is None or not name or name in self._bookmarks or name.startswith("_GoBack"):
                _remove(start)
                continue
            self._bookmarks.add(name)
            number = str(next(self._numbers))
            start.set(_ID, number)
            end.set(_ID, number)
            kept.add(number)
        for end in list(block.iter(_ENDS)):
            if end.get(_ID) not in kept:
                _remove(end)


def _is_local(attribute: str) -> bool:
    return attribute.startswith((f"{{{W}}}rsid", f"{_W14}paraId", f"{_W14}textId"))


def _close_fields(block: Element) -> None:
    """Take out the marks of fields of which only one end stands here; their results stay as text."""
    whole = {mark for one in fields_of(block) for mark in (one.begin, one.separate, one.end) if mark is not None}
    for mark in list(block.iter(qn("fldChar"))):
        if mark not in whole:
            _remove(mark)
    depth = 0
    for each in list(block.iter(qn("fldChar"), qn("instrText"))):
        if each.tag == qn("fldChar"):
            depth += {"begin": 1, "end": -1}.get(each.get(qn("fldCharType")) or "", 0)
        elif not depth:
            _remove(each)


def _stories(package: OpenPackage) -> Iterator[str]:
    for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
        yield from (name for name in package.related(package.main, kind) if name in package.parts)
    yield package.main


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
