"""Fields of Word: what each is asked for, and its result, whether it is written in one element or in many runs."""

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from pipeline.formats.docx_markup import Element, qn, w

_BEGIN, _SEPARATE, _END = "begin", "separate", "end"


class Field(Struct):
    """A field: the elements between whose places its instruction and its result stand.

    ``begin``, ``separate`` and ``end`` are its marks, or ``simple`` is the one element that holds it all.
    """

    instruction: str
    begin: Element | None = None
    separate: Element | None = None
    end: Element | None = None
    simple: Element | None = None

    @property
    def kind(self) -> str:
        """What it is, such as PAGE or TOC."""
        return (self.instruction.split() or [""])[0].upper()

    @property
    def argument(self) -> str:
        """The first word after the kind, such as the bookmark of a PAGEREF."""
        words = self.instruction.split()
        return words[1].strip('"') if len(words) > 1 else ""

    def between(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of some kinds in the result, in order."""
        if self.simple is not None:
            yield from self.simple.iter(*tags)
        elif self.separate is not None:
            inside = False
            for element in self.separate.getroottree().getroot().iter(qn("fldChar"), *tags):
                if element is self.separate:
                    inside = True
                elif element is self.end:
                    return
                elif inside and element.tag in tags:
                    yield element

    def set_result(self, text: str) -> None:
        """Put a text in the place of the result, which keeps the looks of its first run.

        A result that stretches over paragraphs, or that holds another field, is no plain text and stays.
        """
        if self.simple is not None:
            _put(list(self.simple.iterchildren(qn("r"))), text, self.simple, None)
            return
        last = self.end.getparent() if self.end is not None else None
        if last is None or self.begin is None:
            return
        if self.separate is None:
            last.addprevious(w("r", w("fldChar", fldCharType=_SEPARATE)))
            first = last.getprevious()
        else:
            first = self.separate.getparent()
        parent = last.getparent()
        if first is None or parent is None or first.getparent() is not parent:
            return
        inner = takewhile(lambda element: element is not last, first.itersiblings())
        runs = [element for element in inner if element.tag == qn("r")]
        if all(run.find(qn("fldChar")) is None for run in runs):
            _put(runs, text, parent, last)


def fields_of(root: Element) -> tuple[Field, ...]:
    """Return the fields in a part or a piece of one, in the order in which they begin, but for those without an end."""
    found: list[Field] = []
    opened: list[Field] = []
    for element in root.iter(qn("fldChar"), qn("instrText"), qn("fldSimple")):
        if element.tag == qn("fldSimple"):
            found.append(Field(element.get(qn("instr")) or "", simple=element))
        elif element.tag == qn("instrText"):
            if opened and opened[-1].separate is None:
                opened[-1].instruction += element.text or ""
        else:
            kind = element.get(qn("fldCharType"))
            if kind == _BEGIN:
                opened.append(Field("", begin=element))
                found.append(opened[-1])
            elif kind == _SEPARATE and opened:
                opened[-1].separate = element
            elif kind == _END and opened:
                opened.pop().end = element
    return tuple(one for one in found if one.simple is not None or one.end is not None)


def _put(runs: list[Element], text: str, parent: Element, before: Element | None) -> None:
    """Leave one run with the text."""
    content = w("t")
    content.text = text
    if not runs:
        made = w("r", content)
        if before is None:
            parent.append(made)
        else:
            before.addprevious(made)
        return
    first, *others = runs
    for run in others:
        parent.remove(run)
    for piece in [child for child in first if child.tag != qn("rPr")]:
        first.remove(piece)
    first.append(content)
