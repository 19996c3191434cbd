"""Printing in rounds: what a document says of its pages is what its PDF shows, or it is told that it cannot be."""

import io

import pytest
from pypdf import PdfReader

from pipeline.build.layout import Engine, Paper
from pipeline.build.printing import ROUNDS, print_documents
from pipeline.formats.docx_contents import pages_wanted, write_pages
from tests.documents import deliverable_of, printed
from tests.papers import FakeEngine, outline, paper, three_a_page
from tests.samples import COMPLETE, merged


@pytest.fixture(scope="module")
def instructions(catalogue) -> bytes:
    return printed(merged(COMPLETE), "instructions-for-use", catalogue).content


@pytest.fixture(scope="module")
def declaration(catalogue) -> bytes:
    assert deliverable_of(catalogue, "declaration-of-conformity").layout == "certificate"
    return printed(merged(COMPLETE), "declaration-of-conformity", catalogue).content


def codes(sheets) -> list[str]:
    return [told.code for told in sheets.findings]


def late(number: int) -> int:
    return three_a_page(number) + 1


def printed_by(engine: Engine, **documents: bytes):
    return print_documents(documents, {name: f"{name}.docx" for name in documents}, engine)


def test_the_numbers_are_those_of_the_last_pdf(instructions):
    engine = FakeEngine()
    made = printed_by(engine, ifu=instructions)["ifu"]
    assert engine.calls == [1, 1]
    assert made.findings == ()
    pages = [entry.page for entry in outline(made.pdf)]
    wanted = dict(zip(pages_wanted(instructions), pages, strict=True))
    count = len(PdfReader(io.BytesIO(made.pdf)).pages)
    assert made.document == write_pages(instructions, wanted, count)


def test_numbers_that_move_the_pages_are_written_again(instructions):
    engine = FakeEngine((three_a_page, late))
    made = printed_by(engine, ifu=instructions)["ifu"]
    assert engine.calls == [1, 1, 1]
    assert [entry.page for entry in outline(made.pdf)][:2] == [4, 4]
    assert codes(made) == []


def test_numbers_that_never_settle_are_given_up_and_the_document_stays(instructions):
    engine = FakeEngine((three_a_page, late, three_a_page, late))
    made = printed_by(engine, ifu=instructions)["ifu"]
    assert len(engine.calls) == ROUNDS + 1
    assert (made.document, made.pdf, codes(made)) == (instructions, b"", ["PDF005"])


def test_a_document_that_is_numbered_already_is_laid_out_once(instructions):
    numbered = printed_by(FakeEngine(), ifu=instructions)["ifu"]
    engine = FakeEngine()
    assert printed_by(engine, ifu=numbered.document)["ifu"] == numbered
    assert engine.calls == [1]


def test_a_document_without_a_contents_list_is_laid_out_once_and_stays(declaration, instructions):
    engine = FakeEngine()
    made = printed_by(engine, doc=declaration, ifu=instructions)
    assert engine.calls == [2, 1]
    assert made["doc"].document == declaration
    assert made["doc"].pdf


def test_one_that_cannot_be_laid_out_is_told_and_the_others_are_printed(declaration, instructions):
    engine = FakeEngine(fails=lambda document: "LibreOffice broke off" if document == declaration else "")
    made = printed_by(engine, doc=declaration, ifu=instructions)
    assert (made["doc"].document, made["doc"].pdf, codes(made["doc"])) == (declaration, b"", ["PDF002"])
    assert "LibreOffice broke off" in made["doc"].findings[0].message
    assert made["ifu"].pdf


def test_one_that_fails_only_when_it_is_numbered_stays_without_numbers(instructions):
    engine = FakeEngine(fails=lambda document: "" if document == instructions else "LibreOffice broke off")
    made = printed_by(engine, ifu=instructions)["ifu"]
    assert (made.document, made.pdf, codes(made)) == (instructions, b"", ["PDF002"])


class Fixed:
    """Gives the same PDF for every document."""

    name = "Fixed 1"

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf

    def lay_out(self, documents):
        return tuple(Paper(self.pdf) for _ in documents)


def test_a_pdf_in_which_headings_are_not_found_gives_no_numbers(instructions):
    made = printed_by(Fixed(paper([("Another heading", 2)])), ifu=instructions)["ifu"]
    assert (made.document, codes(made)) == (instructions, ["PDF004"])
    assert f"{len(pages_wanted(instructions))} of its entries" in made.findings[0].message
    assert made.pdf


def test_a_pdf_that_not_everybody_can_read_is_told(declaration):
    made = printed_by(Fixed(paper([("A", 1)], tagged=False)), doc=declaration)["doc"]
    assert codes(made) == ["PDF006"]
    assert "it is not tagged" in made.findings[0].message


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"nothing of the kind"])
def test_a_pdf_that_cannot_be_read_is_none(instructions, declaration, content):
    made = printed_by(Fixed(content), ifu=instructions, doc=declaration)
    assert {name: (sheets.pdf, codes(sheets)) for name, sheets in made.items()} == {
        "ifu": (b"", ["PDF002"]),
        "doc": (b"", ["PDF002"]),
    }


def test_nothing_to_print_starts_nothing():
    engine = FakeEngine()
    assert print_documents({}, {}, engine) == {}
    assert engine.calls == []
