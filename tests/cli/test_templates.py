"""`dossier templates`, as those who make templates call it."""

import json
import shutil
from pathlib import Path

import docx
import pytest

from pipeline.library.own_folder import TEMPLATE
from tests.bench import shipped, with_text
from tests.samples import ALL, DELIVERABLES, REPORTS, ROOT

SHIPPED = ROOT / "templates"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a firm's folder of the technical documentation, outside of what is shipped."""
    folder = tmp_path / "firm" / "annex-iv"
    shutil.copytree(SHIPPED / "annex-iv", folder)
    return folder


def misspell(folder: Path) -> Path:
    """Misspell a field in the template of a folder."""
    template = folder / TEMPLATE
    template.write_bytes(with_text(template.read_bytes(), "{{ purpose.context }}", "{{ purpose.contxt }}"))
    return template


class TestList:
    """Which deliverables there are."""

    def test_each_says_what_it_is(self, dossier):
        data = dossier("templates", "list", "--json").data
        assert data["command"] == "templates list"
        assert [each["id"] for each in data["deliverables"]] == list(ALL)
        (annex,) = [each for each in data["deliverables"] if each["id"] == "annex-iv"]
        assert (annex["output"], annex["scope"], annex["template"], annex["library"]) == ("docx", "system", True, "")
        assert "Annex IV" in annex["cites"]

    def test_what_there_is_nothing_to_say_of_is_left_out(self, dossier):
        outcome = dossier("templates", "list")
        assert "()" not in outcome.err
        assert outcome.err.count("\n") == len(ALL)

    def test_a_deliverable_of_a_firm_is_listed_with_its_library(self, dossier, own):
        (own / TEMPLATE).unlink()
        known = dossier("templates", "list", "--library", own.parent, "--json").data["deliverables"]
        (annex,) = [each for each in known if each["id"] == "annex-iv"]
        assert (annex["library"], annex["template"]) == (str(own.parent), False)


class TestNew:
    """Templates written from declarations."""

    def test_a_folder_outside_is_written_from_its_own_declaration(self, dossier, own):
        declaration = own / "deliverable.toml"
        text = declaration.read_text(encoding="utf-8")
        assert 'heading = "General description"' in text
        declaration.write_text(text.replace('"General description"', '"All about it"'), encoding="utf-8")
        assert dossier("templates", "new", own).code == 0
        document = docx.Document(str(own / TEMPLATE))
        assert any("All about it" in paragraph.text for paragraph in document.paragraphs)
        assert dossier("templates", "check", own).code == 0

    def test_a_template_that_a_person_edited_is_overwritten_only_when_asked(self, dossier, own):
        document = docx.Document(str(own / TEMPLATE))
        document.save(str(own / TEMPLATE))
        edited = (own / TEMPLATE).read_bytes()
        refused = dossier("templates", "new", own)
        assert refused.code == 2
        assert "--replace" in refused.err
        assert (own / TEMPLATE).read_bytes() == edited
        assert dossier("templates", "new", own, "--replace").code == 0
        assert (own / TEMPLATE).read_bytes() != edited

    def test_a_folder_that_declares_nothing_gets_the_brand_of_its_library(self, dossier, tmp_path):
        (tmp_path / "firm.toml").write_text('name = "Weber Advisory"', encoding="utf-8")
        assert dossier("templates", "new", tmp_path / "annex-iv").code == 0
        document = docx.Document(str(tmp_path / "annex-iv" / TEMPLATE))
        assert any("firm.name" in paragraph.text for paragraph in document.paragraphs)

    def test_a_folder_called_as_no_deliverable_is_refused_with_those_that_there_are(self, dossier, tmp_path):
        refused = dossier("templates", "new", tmp_path / "annex-v")
        assert refused.code == 2
        assert "annex-iv" in refused.err


class TestFields:
    """The list of fields."""

    def test_they_are_written_to_a_file(self, dossier, tmp_path):
        outcome = dossier("templates", "fields", "declaration-of-conformity", "-o", tmp_path / "fields.docx")
        assert outcome.code == 0
        assert docx.Document(str(tmp_path / "fields.docx")).tables
        assert "fields.docx" in outcome.err

    def test_a_page_over_many_systems_has_none(self, dossier, tmp_path):
        assert dossier("templates", "fields", "portfolio", "-o", tmp_path / "fields.docx").code == 2

    def test_they_are_written_here_where_no_place_is_named(self, dossier, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert dossier("templates", "fields", "declaration-of-conformity").code == 0
        assert (tmp_path / "declaration-of-conformity-fields.docx").is_file()

    def test_as_json_they_are_data_and_nothing_is_written(self, dossier, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        data = dossier("templates", "fields", "annex-iv", "--json").data
        assert (data["command"], data["deliverable"], data["path"]) == ("templates fields", "annex-iv", None)
        (field,) = [each for each in data["fields"] if each["path"] == "purpose.intended_purpose"]
        assert field["tag"] == ["{{ purpose.intended_purpose }}"]
        assert field["needed"] is True
        assert "Annex IV(1)(a)" in field["cites"]
        assert [path for path in tmp_path.iterdir() if path.suffix == ".docx"] == []

    def test_a_deliverable_that_is_not_known_could_not_be_run(self, dossier):
        outcome = dossier("templates", "fields", "annex-v", "--json")
        assert outcome.code == 2
        assert outcome.data["command"] == "templates fields"
        assert "annex-iv" in outcome.data["error"]


class TestCheck:
    """What is wrong with templates."""

    def test_all_that_is_shipped_is_clean(self, dossier):
        outcome = dossier("templates", "check", "--json", "--fail-on", "note")
        assert outcome.code == 0
        assert outcome.data["findings"] == []
        told = {each["deliverable"]: each["template"] for each in outcome.data["templates"]}
        assert set(told) == set(ALL)
        assert {name for name, template in told.items() if template} == {*DELIVERABLES, *REPORTS}

    def test_a_fault_is_told_with_its_place_the_name_that_was_meant_and_the_law(self, dossier, own):
        template = misspell(own)
        outcome = dossier("templates", "check", template)
        assert outcome.code == 1
        line = next(line for line in outcome.err.splitlines() if "TPL040" in line)
        assert line.startswith(f"{template} body, heading ")
        assert "Did you mean purpose.context?" in line
        assert "law  Annex IV(1)(a)" in outcome.err
        assert f"{template}: 1 error\n" in outcome.err

    def test_as_json_each_finding_stands_with_its_template(self, dossier, own):
        template = misspell(own)
        data = dossier("templates", "check", own, "--json").data
        (told,) = data["templates"]
        assert (told["template"], told["deliverable"]) == (str(template), "annex-iv")
        assert told["findings"] == data["findings"]
        first = data["findings"][0]
        assert first["code"] == "TPL040"
        assert {"template", "part", "paragraph", "excerpt"} <= set(first["at"])

    def test_a_folder_of_folders_is_checked_whole(self, dossier, own):
        data = dossier("templates", "check", own.parent, "--json").data
        assert [each["deliverable"] for each in data["templates"]] == ["annex-iv"]

    def test_findings_fail_only_from_the_severity_that_is_asked_for(self, dossier, own):
        template = own / TEMPLATE
        template.write_bytes(with_text(template.read_bytes(), "<w:tblHeader/>", ""))
        assert dossier("templates", "check", own).code == 0
        assert dossier("templates", "check", own, "--fail-on", "warning").code == 1
        misspell(own)
        assert dossier("templates", "check", own, "--fail-on", "never").code == 0

    def test_a_file_by_itself_is_checked_as_what_it_is_named(self, dossier, tmp_path):
        lone = tmp_path / "our annex iv.docx"
        lone.write_bytes(shipped("annex-iv"))
        refused = dossier("templates", "check", lone, "--json")
        assert refused.code == 2
        assert "--as" in refused.data["error"]
        assert dossier("templates", "check", lone, "--as", "annex-iv").code == 0
        assert dossier("templates", "check", lone, "--as", "instructions-for-use").code == 1

    def test_where_a_firm_has_no_template_the_one_that_is_built_is_checked(self, dossier, own):
        (own / TEMPLATE).unlink()
        outcome = dossier("templates", "check", own)
        assert (outcome.code, outcome.err) == (0, f"{own / 'deliverable.toml'}: no findings\n")

    @pytest.mark.parametrize("named", ["library", "folder", "file"])
    def test_a_firms_template_without_a_declaration_is_the_one_that_is_checked(self, dossier, own, named):
        (own / "deliverable.toml").unlink()
        template = misspell(own)
        paths = {"library": ("--library", own.parent), "folder": (own,), "file": (template,)}[named]
        outcome = dossier("templates", "check", *paths, "--json")
        assert outcome.code == 1
        assert {each["at"]["template"] for each in outcome.data["findings"]} == {str(template)}

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"plain text"])
    def test_what_is_no_word_document_is_told(self, dossier, own, content):
        (own / TEMPLATE).write_bytes(content or b" ")
        outcome = dossier("templates", "check", own, "--json")
        assert outcome.code == 1
        assert len(outcome.data["findings"]) == 1

    @pytest.mark.parametrize("action", ["check", "preview"])
    def test_a_path_that_is_not_there_could_not_be_run(self, dossier, tmp_path, action):
        outcome = dossier("templates", action, tmp_path / "nowhere.docx", "--json")
        assert outcome.code == 2
        assert outcome.data == {
            "command": f"templates {action}",
            "error": f"{tmp_path / 'nowhere.docx'} does not exist",
            "findings": [],
        }

    def test_a_folder_that_declares_nothing_could_not_be_run(self, dossier, tmp_path):
        (tmp_path / "bare").mkdir()
        assert dossier("templates", "check", tmp_path / "bare").code == 2

    def test_remarks_are_written_into_a_copy_and_the_template_stays_as_it_was(self, dossier, own, tmp_path):
        template = misspell(own)
        before = template.read_bytes()
        data = dossier("templates", "check", own, "--annotate", tmp_path / "copies", "--json").data
        copy = tmp_path / "copies" / "annex-iv.checked.docx"
        assert data["copies"] == [str(copy)]
        assert template.read_bytes() == before
        assert any("purpose.contxt" in comment.text for comment in docx.Document(str(copy)).comments)

    def test_a_file_where_the_folder_of_copies_is_named_is_refused(self, dossier, own):
        outcome = dossier("templates", "check", "--annotate", own / "template.docx")
        assert outcome.code == 2
        assert "is a file" in outcome.err

    def test_a_clean_template_has_no_copy(self, dossier, own, tmp_path):
        data = dossier("templates", "check", own, "--annotate", tmp_path / "copies", "--json").data
        assert data["copies"] == []
        assert not (tmp_path / "copies").exists()


class TestPreview:
    """A template filled."""

    def test_both_documents_are_written(self, dossier, own, tmp_path):
        data = dossier("templates", "preview", own, "-o", tmp_path / "out", "--json").data
        assert data["command"] == "templates preview"
        assert data["paths"] == [str(tmp_path / "out" / f"annex-iv.{name}.docx") for name in ("sample", "empty")]
        assert all(docx.Document(path).paragraphs for path in data["paths"])
        assert data["findings"] == []

    def test_what_is_refused_is_not_filled(self, dossier, own, tmp_path):
        template = own / TEMPLATE
        evil = "{{ purpose.context.__class__ }}"
        template.write_bytes(with_text(template.read_bytes(), "{{ purpose.context }}", evil))
        outcome = dossier("templates", "preview", own, "-o", tmp_path / "out", "--json")
        assert outcome.code == 1
        assert outcome.data["paths"] == []
        assert not (tmp_path / "out").exists()
        json.dumps(outcome.data)

    def test_a_fault_is_told_beside_what_could_not_be_filled(self, dossier, own, tmp_path):
        misspell(own)
        outcome = dossier("templates", "preview", own, "-o", tmp_path / "out", "--json")
        assert outcome.code == 1
        assert {"TPL040", "TPL070"} <= {each["code"] for each in outcome.data["findings"]}
