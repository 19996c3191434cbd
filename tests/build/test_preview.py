"""The shipped sample is whole and says that it is one; a preview of every template is a whole document."""

import io

import pytest
from docx.image.image import Image

from pipeline.build.preview import stand_ins, write_previews
from pipeline.build.sample import SAMPLE, sample_answers, sample_files
from pipeline.build.scan import NoSuchPathError
from pipeline.build.template_sources import template_sources
from pipeline.formats.plain_picture import plain_picture
from pipeline.model.fact_list import facts
from pipeline.stages.case import work_out
from tests.bench import with_text
from tests.documents import Printed
from tests.samples import COMPLETE, DELIVERABLES, OF_A_SYSTEM, ROOT, WORKBOOKS, merged, paths_of


def test_the_sample_is_what_its_source_gives() -> None:
    """Where this fails, run `make samples`."""
    written = {path: (ROOT / path).read_bytes() for path in sample_files(ROOT)}
    assert written == sample_files(ROOT)
    assert {path.name for path in (ROOT / SAMPLE).iterdir()} == {path.rpartition("/")[2] for path in written}


def test_every_question_that_applies_is_answered_in_the_sample(catalogue) -> None:
    intake = sample_answers(facts())
    assert intake.findings == ()
    assert set(paths_of(intake.values)) == set(paths_of(merged(COMPLETE).values))
    assert work_out(intake, catalogue, {}).gaps.open is not None
    assert [status.id for status in work_out(intake, catalogue, {}).assessment.requirements if status.missing] == []


def test_the_sample_says_on_its_face_that_nothing_in_it_exists() -> None:
    values = sample_answers(facts()).values
    assert values["organisation"]["name"].endswith("(fictitious sample)")
    assert values["system"]["name"].endswith("(fictitious sample)")


def sources(*names: str, catalogue):
    return template_sources([ROOT / "templates" / name for name in names], [], lambda _: catalogue)


@pytest.mark.parametrize("name", OF_A_SYSTEM)
def test_a_preview_of_every_deliverable_is_made_with_all_and_with_nothing(name: str, catalogue, tmp_path) -> None:
    (source,) = sources(name, catalogue=catalogue)
    made = list(write_previews(source, tmp_path))
    assert [each.findings for each in made] == [(), ()]
    ending = "xlsx" if name in WORKBOOKS else "docx"
    paths = [each.path for each in made]
    assert paths == [tmp_path / f"{name}.sample.{ending}", tmp_path / f"{name}.empty.{ending}"]
    assert [path.is_file() for path in paths if path] == [True, True]


@pytest.mark.parametrize("name", DELIVERABLES)
def test_the_sample_leaves_nothing_open_and_the_empty_profile_everything(name: str, catalogue, tmp_path) -> None:
    (source,) = sources(name, catalogue=catalogue)
    whole, bare = (Printed(each.path.read_bytes()) for each in write_previews(source, tmp_path) if each.path)
    assert "(fictitious sample)" in whole.text
    assert "[MISSING" not in whole.text
    assert "[MISSING" in bare.text + bare.running
    assert not [line for line in whole.lines if "not in the folder" in line]


def test_a_template_that_cannot_be_filled_is_told_for_each_profile(catalogue, tmp_path) -> None:
    (source,) = sources("annex-iv", catalogue=catalogue)
    assert source.content
    folder = tmp_path / "annex-iv"
    folder.mkdir()
    (folder / "template.docx").write_bytes(with_text(source.content, "{{ purpose.context }}", "{{ purpose.contxt }}"))
    (wrong,) = template_sources([folder / "template.docx"], [], lambda _: catalogue, "annex-iv")
    made = list(write_previews(wrong, tmp_path / "out"))
    assert [each.path for each in made] == [None, None]
    assert [told.code for each in made for told in each.findings] == ["TPL070", "TPL070"]
    assert "purpose.contxt" in made[0].findings[0].message


def test_there_is_no_preview_of_a_page_over_many_systems(catalogue, tmp_path) -> None:
    (source,) = sources("portfolio", catalogue=catalogue)
    with pytest.raises(NoSuchPathError, match="no preview"):
        list(write_previews(source, tmp_path))


def test_something_stands_in_for_every_file_that_the_sample_names(catalogue) -> None:
    files = stand_ins(sample_answers(facts()), catalogue)
    assert len(files) > 5
    pictures = [file.content for name, file in files.items() if name.endswith(".png")]
    assert pictures
    assert {(Image.from_blob(content).px_width, Image.from_blob(content).px_height) for content in pictures} == {
        (1200, 675)
    }


@pytest.mark.parametrize(("width", "height"), [(1, 1), (7, 3), (1200, 675)])
def test_a_plain_picture_is_a_picture_of_that_size(width: int, height: int) -> None:
    image = Image.from_file(io.BytesIO(plain_picture(width, height)))
    assert (image.content_type, image.px_width, image.px_height) == ("image/png", width, height)
