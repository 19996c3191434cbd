"""On which page a heading or a bookmark of a document stands, read from the PDF that was made of it."""

import io
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct
from pypdf import PdfReader

from pipeline.formats.docx_contents import Heading


class OutlineEntry(Struct, frozen=True):
    """One entry of a PDF's outline: its words, and its page counted from 1."""

    title: str
    page: int


class LaidOut(Struct, frozen=True):
    """Where the bookmarks of a document stand on paper, and how many pages it has."""

    pages: dict[str, int]
    count: int


def laid_out(pdf: bytes, headings: Sequence[Heading], wanted: Sequence[str] = ()) -> LaidOut:
    """Return the pages of the bookmarks of a document.

    Args:
        pdf: made of the document, with an outline.
        headings: of the document, in order; found in the outline by their words and their order.
        wanted: bookmarks that may stand elsewhere; found where the PDF names their place.

    Returns:
        The page of each bookmark that was found.
    """
    reader = PdfReader(io.BytesIO(pdf))
    pages = _named(reader, wanted)
    for heading, page in zip(headings, match(headings, tuple(outline_of(reader))), strict=True):
        if page:
            pages |= dict.fromkeys(heading.bookmarks, page)
    return LaidOut(pages, len(reader.pages))


def outline_of(reader: PdfReader) -> Iterator[OutlineEntry]:
    """Yield the entries of the outline, all levels, in order."""
    waiting: list[Any] = [reader.outline]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting.extend(reversed(entry))
        elif (number := reader.get_destination_page_number(entry)) is not None and number >= 0:
            yield OutlineEntry(str(entry.title or ""), number + 1)


def match(headings: Sequence[Heading], outline: Sequence[OutlineEntry]) -> tuple[int, ...]:
    """Return the page of each heading, 0 where the outline does not hold it.

    Two headings with the same words are told apart by their order, also where one of them is not in the outline.
    """
    ours, theirs = [_folded(heading.text) for heading in headings], [_folded(entry.title) for entry in outline]
    pages = [0] * len(ours)
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            pages[block.a + step] = outline[block.b + step].page
    return tuple(pages)


def _folded(text: str) -> str:
    """Return text without white space of any kind: a tab of the document is a blank in the outline, or nothing."""
    return "".join(text.split())


def _named(reader: PdfReader, wanted: Sequence[str]) -> dict[str, int]:
    """Return the pages of named places; LibreOffice names one for each bookmark."""
    places = reader.named_destinations if wanted else {}
    found = {}
    for bookmark in wanted:
        place = next((places[name] for name in _names_of(bookmark) if name in places), None)
        number = reader.get_destination_page_number(place) if place is not None else None
        if number is not None and number >= 0:
            found[bookmark] = number + 1
    return found


def _names_of(bookmark: str) -> tuple[str, ...]:
    """Return how the place of a bookmark may be named: LibreOffice writes all but letters and digits as hex digits."""
    encoded = "".join(sign if sign.isascii() and sign.isalnum() else f"{ord(sign):X}" for sign in bookmark)
    return bookmark, f"/{bookmark}", encoded, f"/{encoded}"
