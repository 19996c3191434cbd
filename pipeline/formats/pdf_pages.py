"""How many pages a PDF has, and its outline with its depth."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from pipeline.model.examined import OutlineMark

_DEEPEST, _LONGEST = 3, 300


def marks_of(pdf: bytes) -> tuple[int, tuple[OutlineMark, ...]]:
    """Return the number of pages and the upper levels of the outline.

    Args:
        pdf: that can be read.
    """
    reader = PdfReader(io.BytesIO(pdf))
    return len(reader.pages), tuple(outline_marks(reader))


def outline_marks(reader: PdfReader, most: int = 2_000) -> Iterator[OutlineMark]:
    """Yield the upper levels of an outline, in order.

    Args:
        reader: of the PDF.
        most: no more of them.
    """
    waiting: list[tuple[Any, int]] = [(reader.outline, -1)]
    count = 0
    while waiting and count < most:
        entry, depth = waiting.pop()
        if isinstance(entry, list):
            waiting.extend((each, depth + 1) for each in reversed(entry))
            continue
        number = reader.get_destination_page_number(entry)
        if number is not None and number >= 0 and depth < _DEEPEST:
            count += 1
            yield OutlineMark(" ".join(str(entry.title or "").split())[:_LONGEST], number, depth)
