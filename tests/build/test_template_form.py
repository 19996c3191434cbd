"""The compiled form of a template is kept, found again, and made anew where what is kept is no use."""

import pytest

from pipeline.build import template_form
from pipeline.build.template import Template
from pipeline.build.template_form import form_of, with_form
from pipeline.formats.docx_compiled import TemplateError
from tests.formats.word.firm import firm_template, p

TEMPLATE = Template(firm_template(p("{{ document.title }}")))


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(template_form, "user_cache_path", lambda _: tmp_path)
    return tmp_path


def test_a_form_is_kept_and_found_again(kept, monkeypatch):
    first = with_form(TEMPLATE)
    monkeypatch.setattr(template_form, "_compiled", lambda _: pytest.fail("it was compiled again"))
    assert with_form(TEMPLATE) == first
    assert form_of(first) == form_of(with_form(TEMPLATE))
    assert len([*kept.iterdir()]) == 1


def test_a_copy_that_was_cut_off_is_none(kept):
    whole = form_of(with_form(TEMPLATE))
    (copy,) = kept.iterdir()
    copy.write_bytes(copy.read_bytes()[:-100])
    assert form_of(with_form(TEMPLATE)) == whole


def test_another_template_has_a_form_of_its_own(kept):
    other = Template(firm_template(p("{{ document.number }}")))
    assert form_of(with_form(other)) != form_of(with_form(TEMPLATE))
    assert len([*kept.iterdir()]) == 2


def test_other_code_finds_no_form_of_this(kept, monkeypatch):
    with_form(TEMPLATE)
    monkeypatch.setattr(template_form, "__version__", "of another day")
    with_form(TEMPLATE)
    assert len([*kept.iterdir()]) == 2


def test_what_is_no_template_is_told_when_it_is_rendered(kept):
    broken = Template(b"no template")
    assert with_form(broken) == broken
    with pytest.raises(TemplateError):
        form_of(broken)
    assert [*kept.iterdir()] == []


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(kept, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(template_form, "write", refuse)
    assert form_of(with_form(TEMPLATE)).main == "word/document.xml"
