"""Tracked changes as they read: the lines of a document with all of its changes accepted, or with all rejected."""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from msgspec import Struct

from pipeline.formats.docx_markup import Element, R, qn

_DOCUMENT, _NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")
_RELATIONS = "word/_rels/document.xml.rels"
_RUNNING = (qn("headerReference"), qn("footerReference"))


class Told(Struct, frozen=True):
    """What a document says: the lines of its body, those of its notes, and those of the headers and footers in use.

    A header counts once, however many sections show it.
    """

    body: tuple[str, ...]
    notes: tuple[str, ...]
    running: tuple[tuple[str, ...], ...]


class _Side(Struct, frozen=True):
    """One side of the changes: what of the markup is taken away on it, and what stays as plain content."""

    gone: tuple[str, ...]
    kept: tuple[str, ...]
    gone_cell: str


_NEW, _OLD = (qn("ins"), qn("moveTo")), (qn("del"), qn("moveFrom"))
_ACCEPTED = _Side(_OLD, _NEW, qn("cellDel"))
_REJECTED = _Side(_NEW, _OLD, qn("cellIns"))

_TEXT, _WIDE = (qn("t"), qn("delText")), (qn("tab"), qn("br"), qn("cr"))
_SHOWN = {qn("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}", qn("softHyphen"): "\N{SOFT HYPHEN}"}


def accepted(roots: Mapping[str, Element]) -> Told:
    """Return what a document says with all changes accepted.

    Args:
        roots: the parsed parts of a document, by name; they stay as they are.
    """
    return _told(roots, _ACCEPTED)


def rejected(roots: Mapping[str, Element]) -> Told:
    """Return what a document says with all changes rejected.

    Args:
        roots: the parsed parts of a document, by name; they stay as they are.
    """
    return _told(roots, _REJECTED)


def running_parts(roots: Mapping[str, Element]) -> tuple[str, ...]:
    """Return the names of the headers and footers that a section shows, in order."""
    targets = {
        relation.get("Id"): f"word/{(relation.get('Target') or '').removeprefix('/word/')}"
        for relation in roots.get(_RELATIONS, ())
    }
    shown = [targets.get(each.get(f"{{{R}}}id")) for each in roots[_DOCUMENT].iter(*_RUNNING)]
    return tuple(dict.fromkeys(name for name in shown if name and name in roots))


def _told(roots: Mapping[str, Element], side: _Side) -> Told:
    running = {_lines(roots[name], side) for name in running_parts(roots)}
    notes = tuple(line for name in _NOTES if name in roots for line in _lines(roots[name], side))
    return Told(_lines(roots[_DOCUMENT], side), notes, tuple(sorted(running)))


def _lines(part: Element, side: _Side) -> tuple[str, ...]:
    root = deepcopy(part)
    _resolve(root, side)
    return tuple(line for line in _paragraphs(root) if line)


def _resolve(root: Element, side: _Side) -> None:
    """Carry the changes out, rows and cells first, then runs, then the ends of paragraphs."""
    for properties, signs in ((qn("trPr"), side.gone), (qn("tcPr"), (side.gone_cell,))):
        for found in [each for each in root.iter(properties) if any(each.find(sign) is not None for sign in signs)]:
            _take(found.getparent())
    marks = [each for each in root.iter(*side.gone) if _is_end(each)]
    open_ended = [next(mark.iterancestors(qn("p"))) for mark in marks]
    for content in [each for each in root.iter(*side.gone) if not _is_end(each)]:
        _take(content)
    for wrapper in [each for each in root.iter(*side.kept) if not _is_end(each)]:
        _unwrap(wrapper)
    for paragraph in open_ended:
        _join(paragraph)


def _is_end(change: Element) -> bool:
    """Tell a change of the end of a paragraph, or of a row, from one of content."""
    parent = change.getparent()
    return parent is not None and parent.tag in {qn("rPr"), qn("trPr")}


def _take(element: Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)


def _unwrap(wrapper: Element) -> None:
    for child in list(wrapper):
        wrapper.addprevious(child)
    _take(wrapper)


def _join(paragraph: Element) -> None:
    """Put the content of a paragraph without an end in front of that of the next one."""
    after = next(paragraph.itersiblings(qn("p"), qn("tbl"), qn("sdt")), None)
    if after is None or after.tag != qn("p"):
        return
    first = 1 if after.find(qn("pPr")) is not None else 0
    for place, child in enumerate([child for child in paragraph if child.tag != qn("pPr")], first):
        after.insert(place, child)
    _take(paragraph)


def _paragraphs(root: Element) -> Iterator[str]:
    """Yield the text of each paragraph; a box in one has paragraphs of its own."""
    pieces: dict[Element, list[str]] = {paragraph: [] for paragraph in root.iter(qn("p"))}
    for each in root.iter(*_TEXT, *_WIDE, *_SHOWN):
        within, run = next(each.iterancestors(qn("p")), None), each.getparent()
        # The tab of a paragraph's properties is a stop, and prints nothing.
        if within is not None and run is not None and run.tag == qn("r"):
            pieces[within].append(_piece(each))
    return ("".join(texts).strip() for texts in pieces.values())


def _piece(element: Element) -> str:
    if element.tag in _TEXT:
        return element.text or ""
    return " " if element.tag in _WIDE else _SHOWN.get(str(element.tag), "")
