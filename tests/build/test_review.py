"""A review copy holds a client's answers as they are, says what was noticed at each, and takes the form's place."""

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.build.forms import FileInTheWayError
from pipeline.build.gather import gather_safely
from pipeline.build.review import write_reviews
from pipeline.build.scan import scan
from pipeline.library.languages import load_questionnaire
from pipeline.model.catalogue import Catalogue
from pipeline.model.form_codes import OUR_NOTE
from tests.samples import COMPLETE, workbook_of
from tests.workbooks import OpenForm, form_bytes, read_form

UNREADABLE = {
    "system.first_release": ("01/02/2026", "INT050"),
    "data.personal_data": ("vielleicht", "INT024"),
    "purpose.context": ("tbd", "INT017"),
}
ROW = "performance.metrics", "ME-01", "value"


@pytest.fixture
def sent(client) -> Path:
    """Return the complete sample's folder, its workbook come back with answers that cannot be read."""
    path = client.folder / "tenorscore.xlsx"
    form = OpenForm(path.read_bytes())
    for question, (typed, _) in UNREADABLE.items():
        form.answer(question).value = typed
    form.item(*ROW).value = "1,234"
    form.book.create_sheet("Our notes").append(["call Legal"])
    path.write_bytes(form.save())
    folder: Path = client.folder
    return folder


def annotate(folder: Path, target: Path, catalogue: Catalogue) -> list[Path]:
    """Write review copies as `dossier check --annotate` does."""
    sources = list(scan([folder]))
    findings = [told for source in sources for told in gather_safely(source, catalogue).intake.findings]

    def in_language(language: str):
        return load_questionnaire(catalogue.questionnaire, language or "en")

    return list(write_reviews(sources, findings, target, catalogue, in_language))


@pytest.fixture
def review(sent, catalogue, tmp_path) -> OpenForm:
    annotate(sent, tmp_path / "review", catalogue)
    return OpenForm((tmp_path / "review" / "tenorscore.xlsx").read_bytes())


def test_each_workbook_gets_a_copy_of_its_name_and_none_is_touched(sent, catalogue, tmp_path):
    before = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in sent.glob("*.xlsx")}
    written = annotate(sent, tmp_path / "review", catalogue)
    assert {path.name for path in written} == {"tenorscore.xlsx", "organisation.xlsx"} == before.keys()
    assert {path.name: hashlib.sha256(path.read_bytes()).digest() for path in sent.glob("*.xlsx")} == before


@pytest.mark.parametrize("question", UNREADABLE)
def test_what_cannot_be_read_stands_in_its_cell_with_a_remark_beside_it_and_a_note(review, question):
    typed, code = UNREADABLE[question]
    cell = review.answer(question)
    assert cell.value == typed
    assert typed in str(review.answer(question, "remark").value)
    assert cell.comment is not None
    assert cell.comment.text.startswith(OUR_NOTE)
    assert code


def test_a_remark_on_a_cell_of_a_table_names_its_column(review):
    assert review.item(*ROW).value == "1,234"
    remark = str(review.item(*ROW[:2], "remark").value)
    assert remark.startswith("Result: ")
    assert "1234" in remark


def test_an_answer_of_which_there_is_nothing_to_say_has_no_remark(review):
    assert review.answer("system.name", "remark").value is None
    assert review.answer("system.name").comment is None


def test_the_findings_sheet_leads_to_each_cell_the_gravest_first(review):
    rows = list(review.sheet("Findings").iter_rows(min_row=5, min_col=2))
    kinds = [row[0].value for row in rows]
    order = ["must be corrected", "please check", "for information"]
    assert kinds == sorted(kinds, key=order.index)
    assert kinds.count("must be corrected") == 3
    links = {str(row[1].hyperlink.location) for row in rows if row[1].hyperlink}
    for question in UNREADABLE:
        cell = review.answer(question)
        assert f"'{cell.parent.title}'!{cell.coordinate}" in links


def test_a_corrected_copy_is_a_valid_form(review, catalogue):
    answers = {"system.first_release": "2026-02-01", "data.personal_data": "Yes", "purpose.context": "In banks."}
    for question, value in answers.items():
        review.answer(question).value = value
    review.item(*ROW).value = 1234
    intake = read_form(review.save(), catalogue)
    original = read_form(workbook_of(COMPLETE).read_bytes(), catalogue)
    assert {told.code for told in intake.findings} == {told.code for told in original.findings}
    assert intake.values["purpose"]["context"] == "In banks."
    assert intake.values["evidence"] == original.values["evidence"]
    assert intake.notes == original.notes
    assert [(each.where, each.text) for each in intake.left_over] == [("Our notes!A1", "call Legal")]


def test_a_copy_is_made_again_but_never_over_something_else(sent, catalogue, tmp_path):
    first = annotate(sent, tmp_path / "review", catalogue)
    assert annotate(sent, tmp_path / "review", catalogue) == first
    with pytest.raises(FileInTheWayError):
        annotate(sent, sent, catalogue)


def test_a_copy_that_somebody_corrected_is_not_written_over(sent, catalogue, tmp_path):
    annotate(sent, tmp_path / "review", catalogue)
    path = tmp_path / "review" / "tenorscore.xlsx"
    form = OpenForm(path.read_bytes())
    form.answer("data.personal_data").value = "Yes"
    path.write_bytes(form.save())
    corrected = path.read_bytes()
    with pytest.raises(FileInTheWayError, match="other answers"):
        annotate(sent, tmp_path / "review", catalogue)
    assert path.read_bytes() == corrected
    # A copy that came back and is itself what is checked is an input, and no place to write to.
    with pytest.raises(FileInTheWayError, match="what was checked"):
        annotate(tmp_path / "review", tmp_path / "review", catalogue)
    assert path.read_bytes() == corrected


def test_a_german_form_gets_german_remarks(client, catalogue, tmp_path):
    german = load_questionnaire(catalogue.questionnaire, "de")
    form = OpenForm(form_bytes(replace(catalogue, questionnaire=german)))
    form.answer("data.personal_data").value = "vielleicht"
    (client.folder / "tenorscore.xlsx").write_bytes(form.save())
    annotate(client.folder, tmp_path / "review", catalogue)
    review = OpenForm((tmp_path / "review" / "tenorscore.xlsx").read_bytes())
    assert str(review.answer("data.personal_data", "remark").value).startswith("„vielleicht“ ist weder Ja noch Nein")
    remarks = [str(row[3]) for row in review.sheet("Hinweise").iter_rows(min_row=5, values_only=True)]
    assert not any("Still true?" in said for said in remarks)
    assert review.sheet("Hinweise")["B5"].value == "bitte berichtigen"


def test_workbooks_of_several_clients_go_into_a_folder_each(sent, catalogue, tmp_path):
    other = tmp_path / "inputs" / "other"
    other.mkdir()
    (other / "tenorscore.xlsx").write_bytes(form_bytes(catalogue))
    written = annotate(sent.parent, tmp_path / "review", catalogue)
    assert {path.relative_to(tmp_path / "review").as_posix() for path in written} == {
        *("lindenhof/tenorscore.xlsx", "lindenhof/organisation.xlsx", "other/tenorscore.xlsx")
    }


def test_a_file_that_is_no_form_gets_no_copy(catalogue, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.xlsx").write_bytes(b"%PDF-1.7")
    assert annotate(tmp_path / "in", tmp_path / "review", catalogue) == []
