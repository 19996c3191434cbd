"""LibreOffice opens and prints every document and form: what Word and Excel would choke on shows here first."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.samples import COMPLETE, DELIVERABLES, SAMPLES
from tests.sharing import made_once
from tests.workbooks import form_bytes

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def converted(catalogue, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the PDF of every document of the samples and of a blank form."""

    def convert(made: Path) -> None:
        folder = tmp_path_factory.mktemp("office")
        for sample in SAMPLES:
            for name in DELIVERABLES:
                shutil.copy(built / sample / f"{name}.docx", folder / f"{sample.replace('/', '_')}_{name}.docx")
        (folder / "blank.xlsx").write_bytes(form_bytes(catalogue))
        # One process for all: its start takes longer than a document.
        options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        files = sorted(str(path) for path in folder.iterdir() if path.is_file())
        subprocess.run(["soffice", *options, "--outdir", str(made), *files], check=True, capture_output=True)

    return made_once(tmp_path_factory, "converted", convert)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_document_prints(converted, sample, name):
    reader = PdfReader(converted / f"{sample.replace('/', '_')}_{name}.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "End of document" in text
    assert len(reader.pages) < 80


def test_the_declaration_of_the_complete_sample_is_one_page(converted):
    pdf = converted / f"{COMPLETE.replace('/', '_')}_declaration-of-conformity.pdf"
    assert len(PdfReader(pdf).pages) == 1


def test_a_blank_form_prints(converted):
    reader = PdfReader(converted / "blank.pdf")
    assert len(reader.pages) > 10
    assert "AI Act intake" in reader.pages[0].extract_text()
