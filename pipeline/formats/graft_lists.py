"""Lists of text from another document: each becomes a list of the new one with the same signs, counted on its own."""

from copy import deepcopy

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_markup import Element, R, W, qn, w
from pipeline.formats.open_package import OpenPackage

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMED = "word/numbering.xml"
_NUM, _ABSTRACT, _ABSTRACT_ID, _NUM_ID, _VAL = (
    qn(name) for name in ("num", "abstractNum", "abstractNumId", "numId", "val")
)
_DROPPED = tuple(qn(name) for name in ("lvlPicBulletId", "styleLink", "numStyleLink", "pStyle"))
_ORDERED = tuple(qn(name) for name in ("lvl", "pPr", "rPr"))


class Lists:
    """Adds the lists that carried text belongs to."""

    def __init__(self, old: OpenPackage, new: OpenPackage) -> None:
        """Hold both documents; the new one is changed."""
        self._new = new
        self._part = next((name for name in new.related(new.main, "numbering") if name in new.parts), "")
        there = next((name for name in old.related(old.main, "numbering") if name in old.parts), "")
        self._old = old.root(there) if there else None
        self._found: dict[str, str] = {"0": "0"}

    def carry(self, block: Element) -> None:
        """Put the paragraphs of a piece of text, or of a style, into lists of the new document.

        Args:
            block: changed in place; a paragraph of a list that is not there belongs to none.
        """
        for element in list(block.iter(_NUM_ID)):
            parent = element.getparent()
            if parent is None or parent.tag != qn("numPr"):
                continue
            if new := self._carried(element.get(_VAL) or ""):
                element.set(_VAL, new)
            elif (around := parent.getparent()) is not None:
                around.remove(parent)

    def _carried(self, number: str) -> str:
        if number in self._found:
            return self._found[number]
        listed = _named(self._old, _NUM, _NUM_ID, number)
        definition = self._definition(listed) if listed is not None else None
        if listed is None or definition is None:
            return ""
        root = self._root()
        abstract, new = _next(root, _ABSTRACT, _ABSTRACT_ID), _next(root, _NUM, _NUM_ID)
        definition.set(_ABSTRACT_ID, abstract)
        root.insert(sum(each.tag in (_ABSTRACT, qn("numPicBullet")) for each in root), definition)
        copy = w("num", w("abstractNumId", val=abstract), *map(deepcopy, listed.iterchildren(qn("lvlOverride"))))
        copy.set(_NUM_ID, new)
        _clean(copy)
        root.insert(sum(each.tag != qn("numIdMacAtCleanup") for each in root), copy)
        self._new.put(self._part, root)
        self._found[number] = new
        return new

    def _definition(self, listed: Element) -> Element | None:
        """Return a copy of what defines a list; where that only names a style, of what defines the style's."""
        named = listed.find(_ABSTRACT_ID)
        found = _named(self._old, _ABSTRACT, _ABSTRACT_ID, (named.get(_VAL) or "") if named is not None else "")
        linked = found.find(qn("numStyleLink")) if found is not None else None
        if linked is not None and self._old is not None:
            found = next(
                (
                    each
                    for each in self._old.iterchildren(_ABSTRACT)
                    for link in each.iterchildren(qn("styleLink"))
                    if link.get(_VAL) == linked.get(_VAL)
                ),
                found,
            )
        if found is None:
            return None
        copy = deepcopy(found)
        _clean(copy)
        return copy

    def _root(self) -> Element:
        if not self._part:
            self._part = _NAMED
            self._new.add(_NAMED, w("numbering"), f"{_WORD}.numbering+xml")
            self._new.relate(self._new.main, f"{R}/numbering", _NAMED)
        return self._new.root(self._part)


def _clean(definition: Element) -> None:
    """Take out what leads to pictures, styles and lists of the other document, and put the rest in order."""
    for each in list(definition.iter(*_DROPPED)):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    for each in definition.iter(*_ORDERED):
        arrange(each)
    for attribute in [str(name) for name in definition.attrib if not str(name).startswith(f"{{{W}}}")]:
        del definition.attrib[attribute]


def _named(root: Element | None, tag: str, attribute: str, value: str) -> Element | None:
    there = root.iterchildren(tag) if root is not None else ()
    return next((each for each in there if each.get(attribute) == value), None)


def _next(root: Element, tag: str, attribute: str) -> str:
    """Return the first number that is not taken."""
    taken = [int(said) for each in root.iterchildren(tag) if (said := each.get(attribute) or "").isdecimal()]
    return str(max(taken, default=0) + 1)
