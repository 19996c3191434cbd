"""What Word makes of a template that a person edits and saves: runs split, marks put in, quotation marks set."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from lxml import etree

from pipeline.formats.docx_markup import XML_SPACE, Element, qn, w
from pipeline.formats.docx_package import read_parts, write_parts

_PARTS = ("word/document.xml", "word/header", "word/footer", "word/footnotes")


def as_word_saves(template: bytes, *, every: int = 3) -> bytes:
    """Return a template as Word would save it after a session of editing.

    Args:
        template: as the tool wrote it.
        every: after so many characters a run is split.
    """
    parts = dict(read_parts(template))
    for name, content in parts.items():
        if name.startswith(_PARTS) and name.endswith(".xml"):
            root = etree.fromstring(content)
            numbers = count(9_000)
            for run in list(root.iter(qn("r"))):
                _split(run, every, numbers)
            for number, paragraph in enumerate(root.iter(qn("p"))):
                for attribute in ("rsidR", "rsidRDefault", "rsidP"):
                    paragraph.set(qn(attribute), f"00A{number:05X}")
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(parts)


def _split(run: Element, every: int, numbers: Iterator[int]) -> None:
    """Split a run in the midst of its words and tags, with Word's marks between the pieces."""
    texts = run.findall(qn("t"))
    if len(texts) != 1 or len(run) - len(run.findall(qn("rPr"))) != 1:
        return
    text, properties = texts[0].text or "", run.find(qn("rPr"))
    pieces = [text[start : start + every] for start in range(0, len(text), every)]
    for number, piece in enumerate(pieces):
        for mark in _marks(number, numbers):
            run.addprevious(mark)
        one = w("r", deepcopy(properties) if properties is not None else None)
        one.set(qn("rsidRPr"), f"00B{number:05X}")
        if number == 1:
            one.append(w("lastRenderedPageBreak"))
        content = w("t")
        content.text = piece
        content.set(XML_SPACE, "preserve")
        one.append(content)
        run.addprevious(one)
    parent = run.getparent()
    if pieces and parent is not None:
        parent.remove(run)


def _marks(number: int, numbers: Iterator[int]) -> Iterator[Element]:
    """Yield the marks of spelling and of the last place edited that Word leaves before a piece."""
    if number % 2:
        yield w("proofErr", type="spellStart" if number % 4 == 1 else "spellEnd")
    if number % 5 == 3:
        name = next(numbers)
        yield w("bookmarkStart", id=name, name=f"_GoBack{name}")
        yield w("bookmarkEnd", id=name)
