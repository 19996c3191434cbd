"""An engine that lays out by page breaks alone, and names the places of bookmarks as LibreOffice does."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit, NameObject, TextStringObject

from pipeline.build.layout import Paper
from pipeline.formats.docx_contents import headings_of
from pipeline.formats.docx_markup import qn
from tests.papers import paper, three_a_page

_ON_A_NEW_PAGE = ("FrontHeadingNewPage",)


@dataclass
class PagedEngine:
    """Breaks pages where the document says so; ``makes_nothing`` stands in what it fails at."""

    name: str = "Paged 1"
    makes_nothing: bytes = b""

    def lay_out(self, documents: Sequence[bytes]) -> tuple[Paper, ...]:
        return tuple(self._paper(each) for each in documents)

    def _paper(self, content: bytes) -> Paper:
        body = Document(io.BytesIO(content)).element.body
        if self.makes_nothing and self.makes_nothing in content:
            return Paper(why="it makes nothing of it")
        headings = headings_of(content)
        marks = [each.get(qn("name")) or "" for each in body.iter(qn("bookmarkStart"))]
        if headings and not any(mark.startswith("chapter") for mark in marks):
            return Paper(paper((heading.text, three_a_page(at)) for at, heading in enumerate(headings)))
        return Paper(_broken_into_pages(body))


def _broken_into_pages(body) -> bytes:
    writer, page, is_fresh = PdfWriter(), 0, True
    writer.add_blank_page(width=595, height=842)
    linked: list[int] = []
    for line in body.iter(qn("p")):
        style = line.find(f"{qn('pPr')}/{qn('pStyle')}")
        breaks = line.find(f"{qn('pPr')}/{qn('pageBreakBefore')}") is not None
        if (breaks or (style is not None and style.get(qn("val")) in _ON_A_NEW_PAGE)) and not is_fresh:
            writer.add_blank_page(width=595, height=842)
            page += 1
        is_fresh = False
        for mark in line.iter(qn("bookmarkStart")):
            writer.add_named_destination(mark.get(qn("name")), page)
        linked += (page for _ in line.iter(qn("hyperlink")))
    for at, number in enumerate(linked):
        # As LibreOffice writes a link to a bookmark: to a spot of a page.
        top = 800 - 12 * at
        mark = Link(rect=(50, top - 10, 100, top), target_page_index=number, fit=Fit.xyz(left=70, top=top))
        writer.add_annotation(number, mark)
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    made = io.BytesIO()
    writer.write(made)
    assert len(PdfReader(made).pages) == page + 1
    return made.getvalue()
