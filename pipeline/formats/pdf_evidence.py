"""A PDF of evidence before its pages go into a dossier: can it be read, is it harmless, and what is left out of it?

Whatever bytes come in, the answer is a record. What it costs is bounded by the process in which this is called.
"""

import io
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, NumberObject

from pipeline.formats.pdf_actions import clean_mark, document_actions, page_events, said
from pipeline.formats.pdf_flatten import draw_field
from pipeline.formats.pdf_layers import carry_layers
from pipeline.formats.pdf_pages import outline_marks
from pipeline.formats.pdf_streams import TooLargeError, measure
from pipeline.formats.xlsx_sniff import guess, guess_archive, is_archive
from pipeline.model.examined import Examined, Limits, OutlineMark, Showing

_HEAD, _HEAD_WITHIN = b"%PDF-", 1024
_NOT_OF_A_PAGE = ("/Annots", "/B", "/AA", "/StructParents", "/PieceInfo", "/Metadata", "/Thumb", "/Trans", "/PresSteps")
# pypdf takes a number before each: how many levels down a key of this name is left out.
_ON_THE_PAGE_ALONE: Any = [item for key in _NOT_OF_A_PAGE for item in (1, key)]
_MOST_FIELDS = 2_000
_A4 = (0, 0, 595, 842)
_RESTRICTIONS = (("PRINT", "printing"), ("EXTRACT", "copying"), ("MODIFY", "changing"), ("ASSEMBLE_DOC", "assembling"))


class _BrokenError(Exception):
    """A PDF that cannot be shown as it is; the message says why."""


def examine(content: bytes, limits: Limits) -> Examined:
    """Examine a file that is said to be a PDF, and make a copy of its pages that does nothing of itself.

    Args:
        content: the file's bytes.
        limits: what it may have.
    """
    # What pypdf has to say in passing is said by the record.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if _HEAD not in content[:_HEAD_WITHIN]:
        return Examined(Showing.OTHER, _kind_of(content))
    try:
        return _examine(content, limits)
    except TooLargeError as error:
        return Examined(Showing.LARGE, str(error))
    except LimitReachedError:
        return Examined(Showing.LARGE, "unfolds to more than a document of this kind holds")
    except MemoryError:
        return Examined(Showing.LARGE, "takes more memory than there is for it")
    except _BrokenError as error:
        return Examined(Showing.BROKEN, str(error))
    except PyPdfError as error:
        return Examined(Showing.BROKEN, str(error).partition("\n")[0] or type(error).__name__)
    except Exception as error:  # noqa: BLE001 - any bytes may come in; whatever they break is said, never a crash
        return Examined(Showing.BROKEN, type(error).__name__)


def _examine(content: bytes, limits: Limits) -> Examined:
    reader = PdfReader(io.BytesIO(content), strict=False)
    restricted = ""
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except DependencyError:
            return Examined(Showing.BROKEN, "it is encrypted by AES, which cannot be read here")
        if opened is PasswordType.NOT_DECRYPTED:
            return Examined(Showing.LOCKED)
        restricted = _restrictions(reader)
    root = reader.root_object
    count = len(reader.pages)
    if not count:
        raise _BrokenError("it has no pages")
    if count > limits.pages:
        raise TooLargeError(f"has {count} pages, {limits.pages} at most are shown")
    removed = document_actions(root)
    signed = _signatures(root)
    writer = PdfWriter()
    _add_pages(reader, writer, removed)
    carry_layers(reader, writer)
    objects = writer._objects  # noqa: SLF001 - pypdf lists them nowhere else
    if len(objects) > limits.objects:
        raise TooLargeError(f"has {len(objects)} parts, {limits.objects} at most are shown")
    measure(objects, limits)
    made = io.BytesIO()
    writer.write(made)
    return Examined(
        Showing.SHOWN,
        pdf=made.getvalue(),
        pages=count,
        outline=_outline(reader),
        removed=said(removed),
        signed=signed,
        restricted=restricted,
        mended=_complaint(content, reader, count),
    )


def _kind_of(content: bytes) -> str:
    found = guess(content)
    if is_archive(content):
        from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - most runs meet no archive here

        try:
            with ZipFile(io.BytesIO(content)) as archive:
                inside = guess_archive(archive.namelist())
        except BadZipFile:
            return "a damaged ZIP archive"
        return inside.kind if inside else "an Excel workbook"
    return found.kind


def _restrictions(reader: PdfReader) -> str:
    permitted = reader.user_access_permissions
    names = [words for name, words in _RESTRICTIONS if permitted is not None and name not in _named(permitted)]
    return ", ".join(names) or "nothing in particular"


def _named(permitted: Any) -> set[str]:
    return {str(flag.name) for flag in permitted}


def _complaint(content: bytes, reader: PdfReader, count: int) -> str:
    """Say what is wrong with a file of which all pages could be read; nothing where it keeps to the rules."""
    try:
        strict = PdfReader(io.BytesIO(content), strict=True)
        if strict.is_encrypted:
            strict.decrypt("")
        if len(strict.pages) != count:
            return "its list of pages is damaged"
    except Exception as error:  # noqa: BLE001 - whatever the strict reading stumbles over is what there is to say
        return str(error).partition("\n")[0] or type(error).__name__
    if b"%%EOF" not in content[-1024:]:
        return "its end is missing"
    tree: Any = reader.root_object["/Pages"].get_object()
    declared = tree.get("/Count")
    return "" if declared is None or int(declared) == count else f"it says to have {declared} pages"


def _signatures(root: DictionaryObject) -> int:
    """Count the fields of a form that bear a signature."""
    form = root.get("/AcroForm")
    held = form.get_object() if form is not None else None
    waiting: list[Any] = list(held.get("/Fields") or ()) if isinstance(held, DictionaryObject) else []
    count, seen = 0, 0
    while waiting and seen < _MOST_FIELDS:
        seen += 1
        field = waiting.pop().get_object()
        if isinstance(field, DictionaryObject):
            count += field.get("/FT") == "/Sig" and "/V" in field
            waiting.extend(field.get("/Kids") or ())
    return count


def _add_pages(reader: PdfReader, writer: PdfWriter, removed: Counter[str]) -> None:
    """Add every page with its marks, and nothing else of the document."""
    places: dict[int, IndirectObject] = {}
    for page in reader.pages:
        _hold_content(page)
        page_events(page, removed)
        added = writer.add_page(page, _ON_THE_PAGE_ALONE)
        if "/MediaBox" not in added:
            added[NameObject("/MediaBox")] = ArrayObject(NumberObject(side) for side in _A4)
        if page.indirect_reference is not None and added.indirect_reference is not None:
            places.setdefault(page.indirect_reference.idnum, added.indirect_reference)
    named = reader.named_destinations
    for page, added in zip(reader.pages, writer.pages, strict=True):
        marks = ArrayObject()
        for mark in _marks(page):
            clean = clean_mark(mark, removed)
            if clean is None:
                continue
            if clean.get("/Subtype") == "/Widget":
                draw_field(clean, added, writer)
                continue
            if _leads_within(clean, places, named):
                marks.append(writer._add_object(clean.clone(writer)))  # noqa: SLF001 - pypdf's own way
        if marks:
            added[NameObject("/Annots")] = marks


def _hold_content(page: Any) -> None:
    """See that a page's content is there.

    Raises:
        _BrokenError: the file names it, and does not hold it.
    """
    if "/Contents" not in page:
        return
    said = page.raw_get("/Contents")
    held = said.get_object() if hasattr(said, "get_object") else said
    parts = held if isinstance(held, list) else [held]
    for part in parts:
        one = part.get_object() if part is not None and hasattr(part, "get_object") else part
        if one is None or isinstance(one, NullObject):
            number = page.page_number
            raise _BrokenError(f"the content of page {(number or 0) + 1} is missing")


def _marks(page: Any) -> Iterator[DictionaryObject]:
    held = page.get("/Annots")
    several = held.get_object() if held is not None and hasattr(held, "get_object") else held
    for each in several if isinstance(several, list) else ():
        mark = each.get_object()
        if isinstance(mark, DictionaryObject):
            yield mark


def _leads_within(mark: DictionaryObject, places: dict[int, IndirectObject], named: Any) -> bool:
    """Make a link to a place of its own document one to the page that was added; tell whether the link may stay."""
    action = mark.get("/A")
    held = mark if "/Dest" in mark else action.get_object() if action is not None else None
    if held is None or (held is not mark and held.get("/S") != "/GoTo"):
        return True
    key = "/Dest" if held is mark else "/D"
    place = held.get(key)
    place = place.get_object() if place is not None and hasattr(place, "get_object") else place
    if isinstance(place, str):
        found = named.get(str(place)) or named.get(str(place).lstrip("/"))
        place = found.dest_array if found is not None else None
    if not isinstance(place, list) or not place:
        return False
    target = place[0]
    page = places.get(target.idnum) if isinstance(target, IndirectObject) else None
    if page is None:
        return False
    held[NameObject(key)] = ArrayObject([page, *place[1:]])
    return True


def _outline(reader: PdfReader) -> tuple[OutlineMark, ...]:
    """Return the upper levels of the outline; none of a damaged one, since pages can be shown without it."""
    try:
        return tuple(outline_marks(reader))
    except Exception:  # noqa: BLE001 - whatever is wrong with an outline, its pages can be read
        return ()
