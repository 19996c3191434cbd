"""The structure of a document for those who cannot see it: it goes along where its pages are put among others."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

_MOST = 200_000


class Placed(Struct, frozen=True):
    """A document whose pages were added, and these pages."""

    reader: PdfReader
    pages: tuple[PageObject, ...]


def carry_structure(writer: PdfWriter, placed: Sequence[Placed]) -> None:
    """Make one structure out of those of several documents, in their order.

    Args:
        writer: to which their pages were added, all of them.
        placed: the documents; one without a structure has none afterwards.
    """
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    reference = writer._add_object(root)  # noqa: SLF001 - pypdf's own way
    kinds, roles, numbers = ArrayObject(), DictionaryObject(), ArrayObject()
    following = 0
    for each in placed:
        tree = each.reader.root_object.get("/StructTreeRoot")
        held = tree.get_object() if tree is not None else None
        if not isinstance(held, DictionaryObject):
            continue
        for child in _children(held):
            copied = child.clone(writer, ignore_fields=(1, "/P"))
            copied[NameObject("/P")] = reference
            kinds.append(copied.indirect_reference or writer._add_object(copied))  # noqa: SLF001 - as above
        roles.update(
            {name: value.clone(writer) for name, value in (held.get("/RoleMap") or {}).items() if name not in roles}
        )
        parents = dict(_numbered(held.get("/ParentTree")))
        for key in sorted(parents):
            numbers.extend([NumberObject(key + following), _cloned(parents[key], writer)])
        _move(each.pages, following)
        following += max(parents, default=-1) + 1
    root[NameObject("/K")] = kinds
    if roles:
        root[NameObject("/RoleMap")] = roles
    root[NameObject("/ParentTree")] = writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))  # noqa: SLF001
    root[NameObject("/ParentTreeNextKey")] = NumberObject(following)
    writer.root_object[NameObject("/StructTreeRoot")] = reference
    writer.root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})  # noqa: FBT003 - pypdf's own way


def _children(tree: DictionaryObject) -> list[DictionaryObject]:
    held = tree.get("/K")
    resolved = held.get_object() if held is not None else None
    several = resolved if isinstance(resolved, list) else [resolved]
    found = [each.get_object() for each in several if each is not None]
    return [each for each in found if isinstance(each, DictionaryObject)]


def _numbered(tree: Any) -> list[tuple[int, Any]]:
    """Return what a number tree holds."""
    waiting, found = [tree], list[tuple[int, Any]]()
    while waiting and len(found) < _MOST:
        node = waiting.pop()
        node = node.get_object() if node is not None else None
        if isinstance(node, DictionaryObject):
            pairs, kids = _list(node, "/Nums"), _list(node, "/Kids")
            found += [(int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=False)]
            waiting.extend(kids)
    return found


def _list(holder: DictionaryObject, key: str) -> list[Any]:
    held = holder.get(key)
    resolved = held.get_object() if held is not None else None
    return list(resolved) if isinstance(resolved, list) else []


def _cloned(value: Any, writer: PdfWriter) -> Any:
    held = value.get_object()
    if isinstance(held, list):
        several = ArrayObject(_cloned(each, writer) for each in held)
        return writer._add_object(several) if isinstance(value, IndirectObject) else several  # noqa: SLF001 - as above
    copied = held.clone(writer)
    return copied.indirect_reference if copied.indirect_reference is not None else copied


def _move(pages: Sequence[PageObject], by: int) -> None:
    """Move the numbers by which pages and their links are found in the structure."""
    for page in pages:
        marks = [mark.get_object() for mark in page.get("/Annots") or ()]
        for holder, key in ((page, "/StructParents"), *((mark, "/StructParent") for mark in marks)):
            if key in holder:
                holder[NameObject(key)] = NumberObject(int(holder[key]) + by)
