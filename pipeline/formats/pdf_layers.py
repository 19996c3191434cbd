"""Layers that a document shows or hides: what was hidden in it stays hidden where its pages go."""

from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, TextStringObject


def carry_layers(reader: PdfReader, writer: PdfWriter) -> None:
    """Say in a document which layers of the pages that were added are shown.

    Args:
        reader: from which the pages came.
        writer: to which they were added; layers of documents before stay as they are.
    """
    held = reader.root_object.get("/OCProperties")
    layers = held.get_object() if held is not None else None
    if not isinstance(layers, DictionaryObject):
        return
    known = [each for each in _list(layers, "/OCGs") if isinstance(each, IndirectObject)]
    usual = layers.get("/D")
    usual = usual.get_object() if usual is not None else None
    chosen = usual if isinstance(usual, DictionaryObject) else DictionaryObject()
    shown = {each.idnum for each in _list(chosen, "/ON") if isinstance(each, IndirectObject)}
    hidden = {each.idnum for each in _list(chosen, "/OFF") if isinstance(each, IndirectObject)}
    if chosen.get("/BaseState") == "/OFF":
        hidden |= {each.idnum for each in known} - shown
    mine = _of(writer)
    for each in known:
        layer = each.get_object()
        if not isinstance(layer, DictionaryObject):
            continue
        here = layer.clone(writer).indirect_reference
        if here is None:
            continue
        mine["/OCGs"].append(here)
        if each.idnum in hidden:
            mine["/D"]["/OFF"].append(here)


def _list(holder: DictionaryObject, key: str) -> list[object]:
    held = holder.get(key)
    resolved = held.get_object() if held is not None else None
    return list(resolved) if isinstance(resolved, list) else []


def _of(writer: PdfWriter) -> Any:
    """Return the layers of a document that is written."""
    root = writer.root_object
    if "/OCProperties" not in root:
        usual = DictionaryObject({NameObject("/Name"): TextStringObject("Default"), NameObject("/OFF"): ArrayObject()})
        root[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): ArrayObject(), NameObject("/D"): usual}
        )
    return root["/OCProperties"]
