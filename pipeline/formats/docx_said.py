"""What one part of a document says: its text with its looks, blind to what programs write otherwise each time."""

from collections.abc import Callable, Iterator, Mapping

from pipeline.formats.docx_markup import Element, qn

_COMPUTED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "SEQ"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_POINTERS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{_REL}embed",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": f"{_REL}id",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{_REL}id",
    qn("hyperlink"): f"{_REL}id",
}
_P, _R, _T, _PPR, _STYLE, _CHARACTER_STYLE = (qn(name) for name in ("p", "r", "t", "pPr", "pStyle", "rStyle"))
_VAL, _ID, _BOX, _SIMPLE, _MARK, _CODE = (
    qn(name) for name in ("val", "id", "txbxContent", "fldSimple", "fldChar", "instrText")
)
_TEXTS = frozenset({_T, qn("delText"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_CELLS = {qn("tr"): "\x03row", qn("tc"): "\x03cell"}
_BLANKS = frozenset(qn(name) for name in ("tab", "br", "cr", "ptab"))
_SIGNS = {qn("noBreakHyphen"): "\u2011", qn("softHyphen"): ""}
_SYMBOL, _ANCHOR = qn("sym"), qn("anchor")
_FOREIGN = frozenset({qn("altChunk"), qn("object")})
_EMBEDDED = "{urn:schemas-microsoft-com:office:office}OLEObject"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_TRACKED = {
    qn(name): f"\x01{name}\x02"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
    )
}
_NOTED = {qn(f"{kind}Reference"): kind for kind in ("footnote", "endnote", "comment")}
_LOOKS = {
    qn(name): name for name in ("b", "i", "u", "strike", "dstrike", "highlight", "color", "vertAlign", "caps", "vanish")
}
_OFF = frozenset({"0", "false", "off", "none", "auto", "baseline"})
_WANTED = (
    *(_P, _R, _STYLE, _CHARACTER_STYLE, _MARK, _CODE, _SYMBOL, _WORD_ART, *_FOREIGN),
    *(tag for tags in (_TEXTS, _CELLS, _BLANKS, _SIGNS, _TRACKED, _POINTERS, _NOTED, _LOOKS) for tag in tags),
)

Pointed = Callable[[str], str]
"""Says what a relationship leads to: a digest of a picture, the words of a chart, the address of a link."""

Noted = Callable[[str, str], str]
"""Says what a note or comment of a kind and a number says."""


def said(root: Element, styles: Mapping[str, str], pointed: Pointed, noted: Noted) -> Iterator[str]:
    """Yield what a part says, line by line.

    A line is a paragraph that is not empty: the name of its style, its text with white space folded, and where in it
    a look that a person gives begins. Runs with a style of their own count without looks, and the texts of drawings
    come last, sorted, and bare.

    Args:
        root: of the part; what stands there for old programs is taken out of it.
        styles: names of styles by their ids.
        pointed: says what a relationship of the part leads to.
        noted: says what a note or comment says.
    """
    boxes = _take_out(root)
    yield from _lines(root, styles, pointed, noted)
    # Other programs give what is drawn styles and looks of their own, and put the shapes in another order.
    yield from sorted(
        line.split("\x04")[1] for box in boxes for line in _lines(box, {}, pointed, noted) if "\x04" in line
    )


def _take_out(root: Element) -> list[Element]:
    """Take out what repeats a drawing for old programs, and results that are counted; return boxes of text."""
    gone = list(root.iter(_FALLBACK))
    for simple in root.iter(_SIMPLE):
        if (simple.get(qn("instr")) or "").upper().split()[:1] in [[kind] for kind in _COMPUTED]:
            gone += simple.iter(_T)
    for each in gone:
        _remove(each)
    boxes = list(root.iter(_BOX))
    for box in boxes:
        _remove(box)
    return boxes


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _lines(root: Element, styles: Mapping[str, str], pointed: Pointed, noted: Noted) -> Iterator[str]:
    line, fields = _Line(), _Fields()
    for element in root.iter(*_WANTED):
        tag = str(element.tag)
        if tag in (_MARK, _CODE):
            line.add(fields.meet(element))
        elif fields.is_silent:
            continue
        elif tag == _R:
            line.look = ""
        elif tag in _TEXTS:
            line.add(element.text or "")
        elif tag == _P or tag in _CELLS:
            yield from line.ended()
            yield from (_CELLS[tag],) if tag in _CELLS else ()
        elif tag == _STYLE:
            line.style = styles.get(element.get(_VAL) or "", "")
        elif tag in _LOOKS or tag == _CHARACTER_STYLE:
            _look(element, line)
        else:
            line.add(_sign(element, tag, pointed, noted))
    yield from line.ended()


def _look(element: Element, line: "_Line") -> None:
    """Take note of a look, where it is one of a run and the run has no style of its own."""
    properties = element.getparent()
    run = properties.getparent() if properties is not None else None
    if run is None or run.tag != _R:
        return
    if element.tag == _CHARACTER_STYLE:
        line.look = _STYLED
    elif line.look != _STYLED and (value := (element.get(_VAL) or "on").casefold()) not in _OFF:
        # Programs write the looks of a run in orders of their own.
        line.look = " ".join(sorted({*line.look.split(), f"{_LOOKS[str(element.tag)]}={value}"}))


_STYLED = "\x05"


def _sign(element: Element, tag: str, pointed: Pointed, noted: Noted) -> str:
    """Return what stands in a line for something that is no text."""
    if tag in _BLANKS:
        # The tabs that are set for a paragraph are called as those in its text.
        parent = element.getparent()
        return " " if parent is not None and parent.tag == _R else ""
    if tag in _POINTERS:
        link = element.get(_POINTERS[tag])
        return f"\x01{pointed(link) if link else element.get(_ANCHOR) or ''}\x02"
    if tag in _NOTED:
        return f"\x01{noted(_NOTED[tag], element.get(_ID) or '')}\x02"
    if tag == _SYMBOL:
        return f"\x01{element.get(qn('font'))} {element.get(qn('char'))}\x02"
    if tag == _WORD_ART:
        return f"\x01{element.get('string')}\x02"
    if tag in _FOREIGN:
        # What another program holds is known by its bytes.
        ids = (each.get(f"{_REL}id") for each in element.iter() if each.tag in (*_FOREIGN, _EMBEDDED))
        return "".join(f"\x01object {pointed(link)}\x02" for link in ids if link) or "\x01object\x02"
    return _TRACKED.get(tag) or _SIGNS[tag]


class _Line:
    """A paragraph on its way: a look is kept with how many signs that are no blanks stand before it."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.style = self.look = self._last = ""
        self._pieces: list[str] = []
        self._looks: list[str] = []
        self._signs = self._counted = 0

    def add(self, text: str) -> None:
        if self.look != self._last and text.strip():
            look = "" if self.look == _STYLED else self.look
            if look != self._last:
                # Most lines have no looks, and their signs are never counted.
                self._signs += sum(len("".join(piece.split())) for piece in self._pieces[self._counted :])
                self._counted = len(self._pieces)
                self._looks.append(f"{self._signs}:{look}")
                self._last = look
        self._pieces.append(text)

    def ended(self) -> Iterator[str]:
        """Yield the line, where there is something in it, and begin the next."""
        if self._pieces:
            if text := " ".join("".join(self._pieces).split()):
                yield f"{self.style}\x04{text}\x04{' '.join(self._looks)}"
            self._begin()
        self.style = self.look = ""


class _Fields:
    """The fields that are open, and whether what is met stands in what a program counts."""

    def __init__(self) -> None:
        self.is_silent = False
        self._codes: list[list[str]] = []
        self._silent: list[bool] = []

    def meet(self, element: Element) -> str:
        """Take note of a mark or an instruction, and return the kind of the field that ends here where it counts."""
        kind = element.get(qn("fldCharType"))
        ended = ""
        if element.tag == _CODE:
            if self._codes:
                self._codes[-1].append(element.text or "")
        elif kind == "begin":
            self._codes.append([])
            self._silent.append(False)
        elif kind == "separate" and self._silent:
            self._silent[-1] = self._kind() in _COMPUTED
        elif kind == "end" and self._codes:
            ended = f"\x01{self._kind()}\x02"
            self._codes.pop()
            self._silent.pop()
        self.is_silent = any(self._silent)
        return "" if self.is_silent else ended

    def _kind(self) -> str:
        return ("".join(self._codes[-1]).upper().split() or [""])[0]
