"""A PDF that falls short is told; what is made of a document says of itself what the document says."""

import io
from datetime import datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from pipeline.formats.pdf_check import check_pdf
from pipeline.formats.pdf_finish import finish
from tests.papers import outline, paper


def document(
    title: str = "A & B <file>", subject: str = "Annex", author: str = "R&D", keywords: str = "x, y z"
) -> bytes:
    made = docx.Document()
    core = made.core_properties
    core.title, core.subject, core.author, core.keywords = title, subject, author, keywords
    core.created = core.modified = datetime(2026, 11, 25)  # noqa: DTZ001 - python-docx takes no zone
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


DOCUMENT = document()
PAPER = paper([("A", 1), ("B", 2)])


def with_fonts(**fonts: DictionaryObject) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(finish(PAPER, DOCUMENT, "Fake 1"))))
    held = DictionaryObject({NameObject(f"/{name}"): font for name, font in fonts.items()})
    writer.pages[0][NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): held})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def font(name: str, file: str = "") -> DictionaryObject:
    described = DictionaryObject({NameObject(file): DictionaryObject()} if file else {})
    return DictionaryObject({NameObject("/BaseFont"): NameObject(f"/{name}"), NameObject("/FontDescriptor"): described})


class TestFinished:
    def test_it_says_what_its_document_says(self):
        reader = PdfReader(io.BytesIO(finish(PAPER, DOCUMENT, "Fake 1")))
        said = reader.metadata
        assert said is not None
        assert (said.title, said.subject, said.author, said.keywords) == ("A & B <file>", "Annex", "R&D", "x, y z")
        assert (said.producer, said.creator) == ("Fake 1", "dossier")
        assert str(said.creation_date) == str(said.modification_date) == "2026-11-25 00:00:00+00:00"
        packet = reader.xmp_metadata
        assert packet is not None
        assert packet.dc_title == {"x-default": "A & B <file>"}
        assert packet.pdf_keywords == "x, y z"

    def test_its_outline_and_its_tags_are_kept(self):
        finished = finish(PAPER, DOCUMENT, "Fake 1")
        assert outline(finished) == outline(PAPER)
        assert check_pdf(finished) == ()

    def test_where_and_when_it_was_made_leaves_no_trace(self):
        def stamped(day: str, mark: bytes) -> bytes:
            writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PAPER)))
            writer.add_metadata({"/CreationDate": day, "/Producer": "Elsewhere"})
            writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><!-- {day} --></x:xmpmeta>".encode()
            made = io.BytesIO()
            writer.write(made)
            return made.getvalue() + b"\n%" + mark

        first, second = stamped("D:20200101000000Z", b"1"), stamped("D:20261130120000Z", b"2")
        assert first != second
        assert finish(first, DOCUMENT, "Fake 1") == finish(second, DOCUMENT, "Fake 1")

    def test_another_document_or_engine_gives_another_mark(self):
        marks = {
            str(PdfReader(io.BytesIO(finish(PAPER, made, engine))).trailer["/ID"])
            for made, engine in ((DOCUMENT, "Fake 1"), (DOCUMENT, "Fake 2"), (document("B"), "Fake 1"))
        }
        assert len(marks) == 3

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60))
    def test_any_title_is_kept(self, title):
        said = PdfReader(io.BytesIO(finish(PAPER, document(title), "Fake 1"))).metadata
        assert said is not None
        assert (said.title or "") == title


class TestFallsShort:
    @pytest.mark.parametrize(
        ("pdf", "why"),
        [
            pytest.param(paper([("A", 1)], tagged=False), "it is not tagged", id="untagged"),
            pytest.param(paper([("A", 1)], language=""), "it names no language", id="no language"),
        ],
    )
    def test_what_readers_need_is_missing(self, pdf, why):
        assert check_pdf(finish(pdf, DOCUMENT, "Fake 1")) == (why,)

    def test_a_title_is_missing(self):
        assert check_pdf(finish(PAPER, document(title=""), "Fake 1")) == ("it has no title",)

    def test_a_font_is_not_in_the_file(self):
        pdf = with_fonts(F1=font("Arial"), F2=font("Firm", "/FontFile2"), F3=font("Other", "/FontFile3"))
        assert check_pdf(pdf) == ("the font Arial is not in the file",)

    @pytest.mark.parametrize("content", [b"", b"no PDF", PAPER[: len(PAPER) // 2]])
    def test_it_cannot_be_opened(self, content):
        (told,) = check_pdf(content)
        assert told.startswith("it cannot be opened")
