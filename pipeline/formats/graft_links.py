"""Parts and addresses that text from another document hangs on: pictures, charts, links; carried along with it."""

import posixpath

from pipeline.formats.docx_markup import Element, R
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.package_lint import target_of

_OF_RELATIONS = f"{{{R}}}"
_MOST_DEEP = 8


class Links:
    """Carries relationships of the body of one document over to that of another."""

    def __init__(self, old: OpenPackage, new: OpenPackage) -> None:
        """Hold both documents; the new one is changed."""
        self._old, self._new = old, new
        self._names: dict[str, str] = {}

    def carry(self, block: Element, owner: str, new_owner: str) -> None:
        """Name in a piece of text the relationships of the new document; one that leads nowhere is no longer named.

        Args:
            block: the text, changed in place.
            owner: the part of the old document that it stood in.
            new_owner: the part of the new document that it will stand in.
        """
        relations = self._old.relations(owner)
        for element in block.iter("*"):
            for attribute in [str(each) for each in element.attrib if str(each).startswith(_OF_RELATIONS)]:
                link = element.get(attribute) or ""
                new = self._related(relations[link], owner, new_owner, 0) if link in relations else ""
                if new or not link:
                    element.set(attribute, new)
                else:
                    del element.attrib[attribute]

    def _related(self, relation: Element, owner: str, new_owner: str, depth: int) -> str:
        """Return the id of the same relationship in the new document."""
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External" or target.startswith("#"):
            return self._new.relate(new_owner, kind, target, is_external=not target.startswith("#"))
        path = target_of(owner, relation)
        if path not in self._old.parts or depth > _MOST_DEEP:
            return ""
        return self._new.relate(new_owner, kind, self._carried(path, depth))

    def _carried(self, name: str, depth: int) -> str:
        """Return the name of the part in the new document, with all that hangs on it."""
        if name in self._names:
            return self._names[name]
        content, kind = self._old.parts[name], self._old.type_of(name)
        hangs = self._old.relations(name)
        stem, ending = posixpath.splitext(name)
        number, taken = 1, name
        while taken in self._new.parts and (hangs or self._new.parts[taken] != content):
            number += 1
            taken = f"{stem}-{number}{ending}"
        self._names[name] = taken
        self._new.add(taken, content, kind)
        self._carry_ids(name, taken, hangs, depth)
        return taken

    def _carry_ids(self, name: str, taken: str, hangs: dict[str, Element], depth: int) -> None:
        """Relate a part to what it was related to, by the ids that its text names, which stays as it is."""
        for link, relation in hangs.items():
            if relation.get("TargetMode") == "External":
                self._new.relate_as(link, taken, relation.get("Type", ""), relation.get("Target", ""), is_external=True)
            elif (path := target_of(name, relation)) in self._old.parts and depth < _MOST_DEEP:
                self._new.relate_as(link, taken, relation.get("Type", ""), self._carried(path, depth + 1))
