"""Marks in text from another document: what holds only there is taken out, what has to be unique gets a new number."""

from collections.abc import Iterator
from itertools import count

from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_markup import XML_SPACE, Element, W, qn
from pipeline.formats.docx_zone_mark import make_nameless, zone_key
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.template_saved import put_in_order, spell_marks

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ID, _NAME, _SDT, _ANCHOR = (qn(name) for name in ("id", "name", "sdt", "anchor"))
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STARTS, _ENDS = qn("bookmarkStart"), qn("bookmarkEnd")
_CLOSED = (qn("tc"), qn("txbxContent"), qn("sdtContent"))
_LAST_EDITED = "_GoBack"
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
        for link in block.iter(qn("hyperlink")):
            if link.get(_ANCHOR) not in (None, "_top", *self._bookmarks):
                del link.attrib[_ANCHOR]
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
        begun: dict[str | None, Element] = {}
        kept: set[Element] = set()
        for mark in block.iter(_STARTS, _ENDS):
            number = mark.get(_ID)
            if mark.tag == _STARTS:
                begun[number] = mark
            elif (start := begun.pop(number, None)) is not None:
                name = start.get(_NAME) or ""
                if name and name not in self._bookmarks and not name.startswith(_LAST_EDITED):
                    self._bookmarks.add(name)
                    kept |= {start, mark}
                    new = str(next(self._numbers))
                    start.set(_ID, new)
                    mark.set(_ID, new)
        for mark in list(block.iter(_STARTS, _ENDS)):
            if mark not in kept:
                _remove(mark)


def _is_local(attribute: str) -> bool:
    return attribute.startswith((f"{{{W}}}rsid", f"{_W14}paraId", f"{_W14}textId"))


def _close_fields(block: Element) -> None:
    """Take out the marks of fields that do not begin and end here, or not in one cell; their results stay as text."""
    whole = {
        mark
        for one in fields_of(block)
        if one.instruction.strip() and one.simple is None and _around(one.begin) is _around(one.end)
        for mark in (one.begin, one.separate, one.end)
    }
    separated: list[bool] = []
    for each in list(block.iter(qn("fldChar"), qn("instrText"))):
        kind = each.get(qn("fldCharType"))
        if each.tag == qn("instrText"):
            if not separated or separated[-1]:
                _remove(each)
        elif each not in whole:
            _remove(each)
        elif kind == "begin":
            separated.append(False)
        elif kind == "separate":
            separated[-1] = True
        else:
            separated.pop()


def _around(mark: Element | None) -> Element | None:
    return next(mark.iterancestors(*_CLOSED), None) if mark is not None else None


def _stories(package: OpenPackage) -> Iterator[str]:
    for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
        yield from (name for name in package.related(package.main, kind) if name in package.parts)
    yield package.main


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
