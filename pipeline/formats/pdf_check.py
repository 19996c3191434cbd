"""The check of a PDF: can everybody read it, and will it look the same everywhere?"""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_DEEPEST = 8


def check_pdf(pdf: bytes) -> tuple[str, ...]:
    """Say what is wrong with a PDF.

    Args:
        pdf: the file.

    Returns:
        Complaints in plain words; none where it is whole, tagged, has a title and a language, holds all of its fonts,
        and does nothing of itself.
    """
    try:
        return tuple(_complaints(PdfReader(io.BytesIO(pdf), strict=True)))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return (f"it cannot be opened: {type(error).__name__}",)


def _complaints(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    if not len(reader.pages):
        yield "it has no pages"
    marks = root.get("/MarkInfo", {}).get_object() if "/MarkInfo" in root else {}
    if not marks.get("/Marked") or "/StructTreeRoot" not in root:
        yield "it is not tagged"
    if not str(root.get("/Lang", "")).strip():
        yield "it names no language"
    if not (reader.metadata and (reader.metadata.title or "").strip()):
        yield "it has no title"
    for name in sorted(_bare_fonts(reader)):
        yield f"the font {name} is not in the file"
    if "/JavaScript" in root.get("/Names", {}):
        yield "it holds a program"


def _bare_fonts(reader: PdfReader) -> set[str]:
    """Return the names of fonts that are used and not embedded."""
    seen: dict[int, bool] = {}
    bare: set[str] = set()
    for page in reader.pages:
        _look_into(page.get("/Resources"), seen, bare, _DEEPEST)
    return bare


def _look_into(resources: Any, seen: dict[int, bool], bare: set[str], depth: int) -> None:
    if resources is None or not depth:
        return
    held = resources.get_object()
    for reference in _values(held, "/Font"):
        font = reference.get_object()
        if seen.setdefault(id(font), True) and not _is_embedded(font):
            bare.add(str(font.get("/BaseFont", "without a name")).lstrip("/"))
    for reference in _values(held, "/XObject"):
        drawn = reference.get_object()
        if id(drawn) not in seen:
            seen[id(drawn)] = False
            _look_into(drawn.get("/Resources"), seen, bare, depth - 1)


def _values(held: Any, name: str) -> list[Any]:
    return list(held[name].get_object().values()) if name in held else []


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    described = [font, *(inner.get_object() for inner in font.get("/DescendantFonts", ()))]
    return any(
        name in one["/FontDescriptor"].get_object()
        for one in described
        if "/FontDescriptor" in one
        for name in _FONT_FILES
    )
