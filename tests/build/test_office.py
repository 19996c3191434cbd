"""LibreOffice opens and prints every document and form: what Word and Excel would choke on shows here first.

Page numbers are held to what stands on paper, with the real engine; the rules around it are tested without.
"""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.build.layout import office_engine
from pipeline.build.printing import print_documents
from pipeline.formats.office_lint import Verdict, look_over
from pipeline.formats.pdf_check import check_pdf
from pipeline.formats.pdf_outline import outline_of
from tests.documents import Printed, deliverable_of, folded
from tests.samples import COMPLETE, DELIVERABLES, SAMPLES
from tests.sharing import made_once
from tests.validators import faults_of
from tests.workbooks import form_bytes

pytestmark = pytest.mark.office

GAPPY = "techops/safesite-ai"
LISTED = tuple(name for name in DELIVERABLES if name != "declaration-of-conformity")
"""The documents with a contents list; the certificate has none."""


def file_of(sample: str, name: str) -> str:
    return f"{sample.replace('/', '_')}_{name}"


@pytest.fixture(scope="module")
def converted(catalogue, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every document of the samples, numbered, with its PDF, and the PDF of a blank form."""

    def convert(made: Path) -> None:
        made.mkdir()
        documents = {
            file_of(sample, name): (built / sample / f"{name}.docx").read_bytes()
            for sample in SAMPLES
            for name in DELIVERABLES
        }
        with office_engine(workers=2) as engine:
            assert engine is not None
            printed = print_documents(documents, {name: name for name in documents}, engine)
        for name, sheets in printed.items():
            assert sheets.findings == ()
            (made / f"{name}.docx").write_bytes(sheets.document)
            (made / f"{name}.pdf").write_bytes(sheets.pdf)
        folder = tmp_path_factory.mktemp("office")
        (folder / "blank.xlsx").write_bytes(form_bytes(catalogue))
        options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            ["soffice", *options, "--outdir", str(made), str(folder / "blank.xlsx")], check=True, capture_output=True
        )

    return made_once(tmp_path_factory, "converted", convert)


def reader_of(converted: Path, sample: str, name: str) -> PdfReader:
    return PdfReader(converted / f"{file_of(sample, name)}.pdf")


@cache
def texts_of(pdf: Path) -> tuple[str, ...]:
    """Return the text of each page; to read it takes longer than to print it."""
    return tuple(page.extract_text() for page in PdfReader(pdf).pages)


def entries(document: bytes) -> Iterator[tuple[str, str]]:
    """Yield the entries of a contents list as a reader sees them: the words of a heading, and its page."""
    for part in Printed(document).paragraphs:
        if (part._p.style or "").startswith("TOC"):
            words, _, page = part.text.rpartition("\t")
            yield folded(words), page


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_document_prints(converted, sample, name):
    pages = texts_of(converted / f"{file_of(sample, name)}.pdf")
    assert "End of document" in pages[-1]
    assert len(pages) < 80


@pytest.mark.sdk
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", LISTED)
def test_a_numbered_document_is_as_sound_as_before(converted, sample, name):
    document = converted / f"{file_of(sample, name)}.docx"
    assert look_over(document.read_bytes()) == Verdict()
    assert faults_of(document) == []


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", LISTED)
def test_the_pages_in_the_contents_list_are_those_of_the_outline(converted, sample, name):
    document = (converted / f"{file_of(sample, name)}.docx").read_bytes()
    stand = [(folded(entry.title), str(entry.page)) for entry in outline_of(reader_of(converted, sample, name))]
    assert list(entries(document)) == stand
    assert len(stand) > 5


@pytest.mark.parametrize("sample", [COMPLETE, GAPPY])
@pytest.mark.parametrize("name", LISTED)
def test_the_pages_are_printed_as_they_are_written(converted, sample, name):
    document = (converted / f"{file_of(sample, name)}.docx").read_bytes()
    text = "".join(texts_of(converted / f"{file_of(sample, name)}.pdf")[1:4])
    shown = "".join(sign for sign in text if not sign.isspace() and sign != ".")
    for words, page in entries(document):
        assert "".join(sign for sign in f"{words}{page}" if not sign.isspace() and sign != ".") in shown


@pytest.mark.parametrize("name", LISTED)
def test_a_heading_is_on_the_page_that_the_contents_list_names(converted, name):
    document = (converted / f"{file_of(COMPLETE, name)}.docx").read_bytes()
    pages = texts_of(converted / f"{file_of(COMPLETE, name)}.pdf")
    for words, page in entries(document):
        assert words.replace(" ", "") in "".join(pages[int(page) - 1].split())


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", DELIVERABLES)
def test_everybody_can_read_it(converted, catalogue, sample, name):
    pdf = (converted / f"{file_of(sample, name)}.pdf").read_bytes()
    assert check_pdf(pdf) == ()
    reader = reader_of(converted, sample, name)
    assert str(reader.root_object["/Lang"]) == "en-GB"
    assert reader.metadata is not None
    assert (reader.metadata.title or "").startswith(deliverable_of(catalogue, name).title)
    assert "LibreOffice" in (reader.metadata.producer or "")


def test_printed_again_it_is_the_same_to_the_byte(converted):
    names = [file_of(COMPLETE, name) for name in ("declaration-of-conformity", "instructions-for-use")]
    numbered = {name: (converted / f"{name}.docx").read_bytes() for name in names}
    with office_engine() as engine:
        assert engine is not None
        again = print_documents(numbered, {name: name for name in names}, engine)
    assert {name: sheets.document for name, sheets in again.items()} == numbered
    assert {name: sheets.pdf for name, sheets in again.items()} == {
        name: (converted / f"{name}.pdf").read_bytes() for name in names
    }


def test_the_declaration_of_the_complete_sample_is_one_page(converted):
    pdf = converted / f"{COMPLETE.replace('/', '_')}_declaration-of-conformity.pdf"
    assert len(PdfReader(pdf).pages) == 1


def test_a_blank_form_prints(converted):
    reader = PdfReader(converted / "blank.pdf")
    assert len(reader.pages) > 10
    assert "AI Act intake" in reader.pages[0].extract_text()
