"""All that is produced passes our lint without a doubt, and the validator of the Open XML SDK without an error."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.build.preview import write_previews
from pipeline.build.review import write_reviews
from pipeline.build.scan import scan
from pipeline.build.template_check import check_template, write_annotated
from pipeline.build.template_fields import write_fields
from pipeline.build.template_sources import template_sources
from pipeline.formats.office_lint import Verdict, look_over
from pipeline.formats.xlsx_writer import write_form
from pipeline.library.languages import load_questionnaire
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.questionnaire import Form
from pipeline.stages.form import BLANK_FORM, form_workbook
from pipeline.stages.listed import lists_of
from tests.bench import with_text
from tests.samples import COMPLETE, DELIVERABLES, ROOT, SAMPLES, WORKBOOKS, workbook_of
from tests.validators import faults_of

PRODUCED = [
    f"{sample}/{name}"
    for sample in SAMPLES
    for name in (*map("{}.docx".format, DELIVERABLES), *map("{}.xlsx".format, WORKBOOKS))
]
TEMPLATES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/template.docx"))
BENCH = [f"{template}.{made}.docx" for template in TEMPLATES for made in ("fields", "sample", "empty", "checked")]
FORMS = [(form, language) for form in Form for language in ("en", "de")]
SOUND = Verdict()


@pytest.fixture(scope="module")
def blank_form(catalogue, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Form, str], Path]:
    def make(form: Form, language: str) -> Path:
        asked = load_questionnaire(catalogue.questionnaire, language, ())
        path = tmp_path_factory.mktemp("form") / f"{form}.{language}.xlsx"
        path.write_bytes(write_form(form_workbook(asked, form, BLANK_FORM, lists=lists_of(catalogue))))
        return path

    return make


@pytest.fixture(scope="module")
def review(catalogue, tmp_path_factory) -> Path:
    """Return the review copy of a sample's workbook, with a remark in it."""
    folder = tmp_path_factory.mktemp("review")
    workbook = workbook_of(COMPLETE)
    at = Place(str(workbook), "1 Identity", "E5", "system.name")
    told = Finding("INT010", Severity.WARNING, "To be looked at", at)
    sources = tuple(scan([workbook]))
    (path, *_) = write_reviews(sources, [told], folder, catalogue, lambda _: catalogue.questionnaire)
    return path


@pytest.fixture(scope="module")
def bench(catalogue, tmp_path_factory) -> Path:
    """Return a folder with what the bench makes of each template: fields, previews, and a copy with remarks."""
    folder: Path = tmp_path_factory.mktemp("bench")
    for source in template_sources([ROOT / "templates"], (), lambda _: catalogue):
        if not source.content:
            continue
        write_fields(source.deliverable, catalogue, folder / f"{source.deliverable.id}.fields.docx")
        assert [each.findings for each in write_previews(source, folder)] == [(), ()]
        slips = with_text(source.content, "{{ document.title }}", "{{ document.titel }}")
        (copy,) = write_annotated(check_template(replace(source, content=slips)), folder)
        assert copy.name in BENCH
    return folder


@pytest.mark.parametrize("name", BENCH)
def test_lint_finds_nothing_in_what_the_bench_makes(bench, name) -> None:
    assert look_over((bench / name).read_bytes()) == SOUND


@pytest.mark.sdk
@pytest.mark.parametrize("name", BENCH)
def test_the_validator_finds_nothing_in_what_the_bench_makes(bench, name) -> None:
    assert faults_of(bench / name) == []


@pytest.mark.parametrize("name", PRODUCED)
def test_lint_finds_nothing_in_what_is_built(built, name) -> None:
    assert look_over((built / name).read_bytes()) == SOUND


@pytest.mark.parametrize("name", TEMPLATES)
def test_lint_finds_nothing_in_a_template(name) -> None:
    assert look_over((ROOT / "templates" / name / "template.docx").read_bytes()) == SOUND


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_lint_finds_nothing_in_a_form(blank_form, form, language) -> None:
    assert look_over(blank_form(form, language).read_bytes()) == SOUND


def test_lint_finds_nothing_in_a_review_copy(review) -> None:
    assert look_over(review.read_bytes()) == SOUND


@pytest.mark.sdk
@pytest.mark.parametrize("name", PRODUCED)
def test_the_validator_finds_nothing_in_what_is_built(built, name) -> None:
    assert faults_of(built / name) == []


@pytest.mark.sdk
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_validator_finds_nothing_in_a_template(name) -> None:
    assert faults_of(ROOT / "templates" / name / "template.docx") == []


@pytest.mark.sdk
@pytest.mark.parametrize(("form", "language"), FORMS)
def test_the_validator_finds_nothing_in_a_form(blank_form, form, language) -> None:
    assert faults_of(blank_form(form, language)) == []


@pytest.mark.sdk
def test_the_validator_finds_nothing_in_a_review_copy(review) -> None:
    assert faults_of(review) == []
