"""PDF files made without an office program, and engines that make them."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from pipeline.build.layout import Paper
from pipeline.formats.docx_contents import headings_of
from pipeline.formats.pdf_outline import OutlineEntry, outline_of

Pages = Callable[[int], int]
"""From the place of a heading to its page."""


def three_a_page(number: int) -> int:
    return 3 + number // 3


def paper(entries: Iterable[tuple[str, int]], count: int = 0, *, tagged: bool = True, language: str = "en-GB") -> bytes:
    """Return a PDF of empty pages with an outline."""
    entries = list(entries)
    writer = PdfWriter()
    for _ in range(count or max((page for _, page in entries), default=1)):
        writer.add_blank_page(width=210, height=297)
    for title, page in entries:
        writer.add_outline_item(title=title, page_number=page - 1)
    if tagged:
        root = writer.root_object
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/StructTreeRoot")] = DictionaryObject()
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def outline(pdf: bytes) -> tuple[OutlineEntry, ...]:
    return tuple(outline_of(PdfReader(io.BytesIO(pdf))))


@dataclass
class FakeEngine:
    """Lays headings out by a rule, a rule for each time it is asked; the last one stays.

    ``calls`` holds how many documents it was given each time, ``fails`` which of them it makes nothing of.
    """

    rules: Sequence[Pages] = (three_a_page,)
    fails: Callable[[bytes], str] = lambda _: ""
    name: str = "Fake 1"
    calls: list[int] = field(default_factory=list)

    def lay_out(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        rule = self.rules[min(len(self.calls), len(self.rules) - 1)]
        self.calls.append(len(documents))
        return tuple(
            Paper(why=why) if (why := self.fails(each)) else Paper(_paper_of(each, rule)) for each in documents
        )


def _paper_of(document: bytes, rule: Pages) -> bytes:
    return paper((heading.text, rule(number)) for number, heading in enumerate(headings_of(document)))
