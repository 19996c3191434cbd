"""Footnotes, endnotes and comments of text from another document: carried along, under numbers of the new one."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from pipeline.formats.docx_markup import Element, R, qn, w
from pipeline.formats.open_package import OpenPackage

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ID = qn("id")
_RANGES = (qn("commentRangeStart"), qn("commentRangeEnd"))
_KINDS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
_NUMBERED = {kind: (qn(f"{kind}Reference"), *(_RANGES if kind == "comment" else ())) for kind in _KINDS}

Prepare = Callable[[Element, str, str], None]
"""Makes a piece of text fit for the new document; from which part it came, and into which it goes."""


class Notes:
    """Adds the notes and comments that carried text names."""

    def __init__(self, old: OpenPackage, new: OpenPackage, prepare: Prepare) -> None:
        """Hold both documents; the new one is changed.

        Args:
            old: where the text came from.
            new: where it goes.
            prepare: makes the text of a note fit.
        """
        self._old, self._new, self._prepare = old, new, prepare

    def carry(self, block: Element) -> None:
        """Carry over what a piece of text names; a reference to a note that is not there goes, its range with it.

        Args:
            block: changed in place.
        """
        _drop_ranges(block)
        for kind in _KINDS:
            numbers: dict[str, str] = {}
            for reference in list(block.iter(qn(f"{kind}Reference"))):
                old = reference.get(_ID) or ""
                if old not in numbers:
                    numbers[old] = self._carried(kind, old)
                if not numbers[old]:
                    _remove(reference)
            for each in list(block.iter(*_NUMBERED[kind])):
                if new := numbers.get(each.get(_ID) or ""):
                    each.set(_ID, new)
                else:
                    _remove(each)

    def _carried(self, kind: str, number: str) -> str:
        part = next((each for each in self._old.related(self._old.main, _KINDS[kind]) if each in self._old.parts), "")
        there = self._old.root(part).iterchildren(qn(kind)) if part else ()
        note = next((each for each in there if each.get(_ID) == number), None)
        if note is None:
            return ""
        copy = deepcopy(note)
        name, _ = notes_of(self._new, kind)
        # What it names is carried before the note itself is there: a note that names itself ends.
        for nested in list(copy.iter(*(qn(f"{each}Reference") for each in _KINDS))):
            _remove(nested)
        for nested in list(copy.iter(*_RANGES)):
            _remove(nested)
        self._prepare(copy, part, name)
        return add_note(self._new, name, self._new.root(name), copy)


def notes_of(package: OpenPackage, kind: str) -> tuple[str, Element]:
    """Return the part for notes or comments, with its root; it is added where there is none.

    Args:
        package: the document.
        kind: ``footnote``, ``endnote`` or ``comment``.
    """
    several = _KINDS[kind]
    name = next((each for each in package.related(package.main, several) if each in package.parts), "")
    if name:
        return name, package.root(name)
    name = f"word/{several}.xml"
    root = w(several, *_separators(kind))
    package.add(name, root, f"{_WORD}.{several}+xml")
    package.relate(package.main, f"{R}/{several}", name)
    return name, root


def add_note(package: OpenPackage, name: str, root: Element, note: Element) -> str:
    """Add a note or comment under the next number, and return the number.

    Args:
        package: the document.
        name: of the part.
        root: its root.
        note: without a number of its own.
    """
    taken = [int(said) for each in root if (said := each.get(_ID) or "").isdecimal()]
    number = str(max(taken, default=0) + 1)
    note.set(_ID, number)
    root.append(note)
    package.put(name, root)
    return number


def _separators(kind: str) -> Iterator[Element]:
    """Yield the lines between text and notes, which Word wants before the first note."""
    if kind == "comment":
        return
    for number, name in enumerate(("separator", "continuationSeparator")):
        note = w(kind, w("p", w("r", w(name))), type=name)
        note.set(_ID, str(number - 1))
        yield note


def _drop_ranges(block: Element) -> None:
    """Take out the ranges of comments whose other end, or whose reference, stands elsewhere."""
    named = {each.get(_ID) for each in block.iter(qn("commentReference"))}
    ends: dict[str | None, list[object]] = {}
    for each in block.iter(*_RANGES):
        ends.setdefault(each.get(_ID), []).append(each.tag)
    for each in list(block.iter(*_RANGES)):
        if each.get(_ID) not in named or ends[each.get(_ID)] != [*_RANGES]:
            _remove(each)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
