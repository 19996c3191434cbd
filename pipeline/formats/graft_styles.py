"""Styles that text from another document is set in: found by name in the new one, or carried along."""

from copy import deepcopy

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.open_package import OpenPackage

_NAMING = {qn("pStyle"): "paragraph", qn("rStyle"): "character", qn("tblStyle"): "table"}
_OTHERS = tuple(qn(name) for name in ("basedOn", "next", "link"))
_ORDERED = tuple(qn(name) for name in ("style", "pPr", "rPr", "tblPr", "tcPr"))


class Styles:
    """Finds for each style of one document the one of the same name in another; there is one, or it is added."""

    def __init__(self, old: OpenPackage, new: OpenPackage) -> None:
        """Hold both documents; the new one is changed."""
        self._new = new
        self._part = next((name for name in new.related(new.main, "styles") if name in new.parts), "")
        self._old = _by_id(old)
        self._ids = {_key(style): identity for identity, style in _by_id(new).items()}
        self._taken = set(_by_id(new))
        self._found: dict[str, str] = {}
        self.added: list[Element] = []

    def carry(self, block: Element) -> None:
        """Set a piece of text in styles of the new document; what had a style that is not there has none.

        Args:
            block: the text, changed in place.
        """
        for element in list(block.iter(*_NAMING)):
            style = self._old.get(element.get(qn("val")) or "")
            new = self._carried(element.get(qn("val")) or "") if style is not None and self._part else ""
            parent = element.getparent()
            if new and style is not None and style.get(qn("type")) == _NAMING[str(element.tag)]:
                element.set(qn("val"), new)
            elif parent is not None:
                parent.remove(element)

    def _carried(self, identity: str) -> str:
        """Return the id of a style in the new document; it and those that it names are added where they are not."""
        if identity in self._found:
            return self._found[identity]
        style = self._old[identity]
        if found := self._ids.get(_key(style)):
            self._found[identity] = found
            return found
        new, number = identity, 1
        while new in self._taken:
            number += 1
            new = f"{identity}-{number}"
        self._taken.add(new)
        self._found[identity] = new
        self._add(style, new)
        return new

    def _add(self, style: Element, identity: str) -> None:
        copy = deepcopy(style)
        copy.attrib.pop(qn("default"), "")
        copy.set(qn("styleId"), identity)
        self._ids[_key(style)] = identity
        for other in [each for each in copy if each.tag in _OTHERS]:
            if (named := other.get(qn("val")) or "") in self._old:
                other.set(qn("val"), self._carried(named))
            else:
                copy.remove(other)
        for ordered in copy.iter(*_ORDERED):
            arrange(ordered)
        root = self._new.root(self._part)
        root.append(copy)
        self._new.put(self._part, root)
        self.added.append(copy)


def _by_id(package: OpenPackage) -> dict[str, Element]:
    return {
        style.get(qn("styleId")) or "": style
        for part in package.related(package.main, "styles")
        if part in package.parts
        for style in package.root(part).iterchildren(qn("style"))
    }


def _key(style: Element) -> tuple[str, str]:
    """Return what a style is known by: programs make up its id anew, and spell its name in large or small letters."""
    name = style.find(qn("name"))
    said = (name.get(qn("val")) or "").casefold() if name is not None else ""
    return style.get(qn("type")) or "", said or f"\x00{style.get(qn('styleId'))}"
