"""Text grafted from one document onto another: with its looks, lists, pictures, links and notes, and nothing lost."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from pipeline.formats.docx_markup import Element, w
from pipeline.formats.graft_links import Links
from pipeline.formats.graft_lists import Lists
from pipeline.formats.graft_marks import Marks
from pipeline.formats.graft_notes import Notes
from pipeline.formats.graft_styles import Styles
from pipeline.formats.open_package import OpenPackage

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_IGNORABLE = f"{_COMPATIBILITY}Ignorable"


class Graft:
    """Makes text of one document fit for another, which is changed as far as the text needs it."""

    def __init__(self, old: OpenPackage, new: OpenPackage) -> None:
        """Hold both documents.

        Args:
            old: where text comes from.
            new: where it goes.
        """
        self._old, self._new = old, new
        self._marks, self._styles = Marks(new), Styles(old, new)
        self._lists, self._links = Lists(old, new), Links(old, new)
        self._notes = Notes(old, new, self._fit)

    def fit(self, blocks: Iterable[Element]) -> list[Element]:
        """Return paragraphs and tables of the old document as the new one can hold them.

        Args:
            blocks: from the body of the old document; not changed.

        Returns:
            Copies, for the body of the new document.
        """
        held = w("sdtContent", *map(deepcopy, blocks))
        self._fit(held, self._old.main, self._new.main)
        self._notes.carry(held)
        return list(held)

    def _fit(self, held: Element, owner: str, new_owner: str) -> None:
        self._marks.carry(held)
        self._styles.carry(held)
        while self._styles.added:
            self._lists.carry(self._styles.added.pop())
        self._lists.carry(held)
        self._links.carry(held, owner, new_owner)
        self._declare(held, owner, new_owner)

    def _declare(self, held: Element, owner: str, new_owner: str) -> None:
        """Declare in the new part what newer programs wrote, and what older ones may pass over."""
        old, new = self._old.root(owner), self._new.root(new_owner)
        used = {etree.QName(name).namespace for each in held.iter("*") for name in (each.tag, *each.attrib)}
        passed = (old.get(_IGNORABLE) or "").split()
        wanted = {prefix for prefix in passed if old.nsmap.get(prefix) in used}
        wanted |= {
            prefix for each in held.iter(f"{_COMPATIBILITY}Choice") for prefix in each.get("Requires", "").split()
        }
        names = {prefix: old.nsmap[prefix] for prefix in sorted(wanted) if prefix in old.nsmap}
        missing = {prefix: name for prefix, name in names.items() if prefix not in new.nsmap}
        ignorable = [*(new.get(_IGNORABLE) or "").split(), *(prefix for prefix in passed if prefix in names)]
        if not missing and len(dict.fromkeys(ignorable)) == len((new.get(_IGNORABLE) or "").split()):
            return
        known = {prefix: name for prefix, name in new.nsmap.items() if prefix}
        declared = etree.Element(new.tag, nsmap=known | missing)
        declared.attrib.update(new.attrib)
        if ignorable:
            declared.set(_IGNORABLE, " ".join(dict.fromkeys(ignorable)))
        declared.extend(list(new))
        self._new.put(new_owner, declared)
