"""Forms as files: blank, prefilled from what there is already, never over a client's answers."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.build.answers import load_files, slug
from pipeline.build.forms import FileInTheWayError, FormWish, NoWorkbookNameError, make_engagement, make_form
from pipeline.build.gather import gather
from pipeline.build.scan import NoSuchPathError, scan
from pipeline.formats.card_file import read_card
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding
from pipeline.model.questionnaire import Form
from pipeline.stages.import_card import import_card
from pipeline.stages.join import leaves_of
from pipeline.stages.profile_json import SCHEMA, to_profile_json
from tests.samples import COMPLETE, INPUTS, SAMPLES, source_of, workbook_of
from tests.workbooks import read_form


def answers_in(path: Path, catalogue: Catalogue) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return what `dossier check` reads from a system workbook and from the organisation beside it."""
    (source,) = scan([path])
    gathered = gather(load_files(source), catalogue)
    assert gathered.profile is not None
    return to_profile_json(Form.SYSTEM, gathered.profile, gathered.intake.notes), gathered.intake.findings


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("beside", ["in an empty folder", "beside the organisation"])
def test_a_form_from_profile_json_gives_the_same_values_and_answers(catalogue, built, tmp_path, sample, beside):
    source = built / sample / "profile.json"
    if beside == "beside the organisation":
        shutil.copy(workbook_of(sample).parent / "organisation.xlsx", tmp_path)
    target = tmp_path / "x.xlsx"
    make_form(FormWish(target, Form.SYSTEM, source), catalogue)
    given, findings = answers_in(target, catalogue)
    expected = json.loads(source.read_bytes())
    assert given["values"] == expected["values"]
    assert given["answers"] == expected["answers"]
    # What may have changed since is asked again: told, and no part of the answers.
    assert {told.code for told in findings} <= {"INT033", "INT018", "INT042"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_form_from_a_workbook_gives_the_same_values_and_answers(catalogue, tmp_path, sample):
    client, system = tmp_path / "a", tmp_path / "b"
    for folder in (client, system):
        folder.mkdir()
        shutil.copy(workbook_of(sample).parent / "organisation.xlsx", folder)
    shutil.copy(workbook_of(sample), client / "x.xlsx")
    make_form(FormWish(system / "x.xlsx", Form.SYSTEM, client / "x.xlsx"), catalogue)
    assert answers_in(system / "x.xlsx", catalogue)[0] == answers_in(client / "x.xlsx", catalogue)[0]


def test_an_organisation_form_from_a_workbook_reads_the_same(catalogue, tmp_path):
    source = INPUTS / "lindenhof" / "organisation.xlsx"
    target = tmp_path / "organisation.xlsx"
    assert make_form(FormWish(target, Form.ORGANISATION, source), catalogue).findings == ()
    back, before = (read_form(path.read_bytes(), catalogue, Form.ORGANISATION) for path in (target, source))
    assert (back.values, back.notes) == (before.values, before.notes)


@pytest.mark.parametrize("form", Form)
def test_a_blank_form_reads_as_nothing_and_without_a_fault(catalogue, tmp_path, form):
    path = tmp_path / "x.xlsx"
    assert make_form(FormWish(path, form), catalogue).findings == ()
    intake = read_form(path.read_bytes(), catalogue, form)
    assert (intake.values, dict(intake.notes), intake.findings) == ({}, {}, ())


def test_a_form_is_never_written_over_a_workbook_with_answers(catalogue, tmp_path):
    path = tmp_path / "x.xlsx"
    shutil.copy(workbook_of(COMPLETE), path)
    before = path.read_bytes()
    with pytest.raises(FileInTheWayError, match="nothing was written"):
        make_form(FormWish(path, Form.SYSTEM), catalogue)
    assert path.read_bytes() == before
    make_form(FormWish(path, Form.SYSTEM, replace=True), catalogue)
    assert path.read_bytes() != before


@pytest.mark.parametrize("name", ["x.docx", "x", "x.xls", "x.xlsx.bak", ".xlsx", "X.XLSX"])
def test_a_form_gets_no_name_under_which_it_is_no_workbook(catalogue, tmp_path, name):
    with pytest.raises(NoWorkbookNameError, match=r"does not end with \.xlsx"):
        make_form(FormWish(tmp_path / name, Form.SYSTEM, replace=True), catalogue)
    assert list(tmp_path.iterdir()) == []


def test_the_same_form_written_again_is_no_conflict(catalogue, tmp_path):
    path = tmp_path / "x.xlsx"
    make_form(FormWish(path, Form.SYSTEM), catalogue)
    before = path.read_bytes()
    make_form(FormWish(path, Form.SYSTEM), catalogue)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("profile.json", b"{}", "INT058"),
        ("profile.json", b"{", "INT058"),
        ("card.md", b"", "INT058"),
        ("old.xlsx", b"no workbook", "INT001"),
        ("profile.json", json.dumps({"schema": "x", "form": "system", "values": {}}).encode(), "PRO001"),
    ],
)
def test_a_source_that_cannot_be_used_writes_nothing(catalogue, tmp_path, name, content, code):
    source, target = tmp_path / name, tmp_path / "x.xlsx"
    source.write_bytes(content)
    assert [told.code for told in make_form(FormWish(target, Form.SYSTEM, source), catalogue).findings] == [code]
    assert not target.exists()


@pytest.mark.parametrize(
    ("section", "answers", "path", "why"),
    [
        ({"colour_blind": True}, {}, "scope.colour_blind", "is asked by no question"),
        ({}, {"scope.colour_blind": {"comment": "who asks?"}}, "scope.colour_blind", "is asked by no question"),
        (
            {"use_cases": [{"id": "UC-01", "use": "spacecraft"}]},
            {},
            "scope.use_cases[UC-01].use",
            "spacecraft is not in the list Use",
        ),
    ],
    ids=["fact", "note", "choice"],
)
def test_what_no_declaration_has_a_place_for_is_told_and_nothing_written(
    catalogue, tmp_path, section, answers, path, why
):
    source, target = tmp_path / "profile.json", tmp_path / "x.xlsx"
    values = {"system": {"id": "x"}, "scope": section}
    data = {"schema": SCHEMA, "form": "system", "values": values, "answers": answers}
    source.write_text(json.dumps(data), encoding="utf-8")
    (told,) = make_form(FormWish(target, Form.SYSTEM, source), catalogue).findings
    assert (told.code, told.at.key) == ("PRO002", path)
    assert why in told.message
    assert not target.exists()


CARDS = Path(__file__).parents[1] / "stages" / "cards"


@pytest.mark.parametrize("name", ["recruitment", "vision"])
@pytest.mark.parametrize("suffix", [".md", ".markdown", ".MD"])
def test_a_form_from_a_model_card_reads_back_as_what_the_card_says(catalogue, tmp_path, name, suffix):
    source, target = tmp_path / f"{name}{suffix}", tmp_path / "x.xlsx"
    shutil.copy(CARDS / f"{name}.md", source)
    findings = make_form(FormWish(target, Form.SYSTEM, source), catalogue).findings
    card, _ = read_card(str(source), source.read_bytes())
    assert card is not None
    expected = import_card(card, catalogue.imports, catalogue.questionnaire, Form.SYSTEM)
    back = read_form(target.read_bytes(), catalogue)
    assert leaves_of(back.values) == leaves_of(expected.intake.values) != {}
    assert {told.code for told in back.findings} == {"INT042"}
    assert findings[: len(expected.intake.findings)] == expected.intake.findings
    assert all(told.at.file == str(source) for told in expected.intake.findings)
    assert all(where.startswith(f"model card {source.name}, ") for where in expected.sources.values())


def test_a_form_from_a_json_file_that_is_no_profile_reads_back_as_what_it_says(catalogue, tmp_path):
    source, target = tmp_path / "inventory.json", tmp_path / "x.xlsx"
    source.write_text(json.dumps({"name": "ShortlistRank", "risk": "high", "purpose": "Orders applications."}))
    assert [told.code for told in make_form(FormWish(target, Form.SYSTEM, source), catalogue).findings] == ["INT056"]
    assert read_form(target.read_bytes(), catalogue).values == {
        "system": {"name": "ShortlistRank"},
        "purpose": {"intended_purpose": "Orders applications."},
    }


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("card.md", b"# Story\n\nNothing that is asked.", ["INT062", "INT056"]),
        ("card.md", b"---\na: *b\n---\n# Limitations\n\nRain.", ["INT059", "INT056"]),
        ("card.md", b"# Limitations\n\n[More Information Needed]", ["INT061", "INT062"]),
        ("entry.json", b'{"limitations": {"rain": "yes"}}', ["INT062", "INT056"]),
        ("entry.json", b'{"first_release": "soon"}', ["INT060", "INT062", "INT056"]),
    ],
)
def test_a_source_of_which_something_is_not_taken_over_gives_a_form_all_the_same(
    catalogue, tmp_path, name, content, codes
):
    source, target = tmp_path / name, tmp_path / "x.xlsx"
    source.write_bytes(content)
    assert [told.code for told in make_form(FormWish(target, Form.SYSTEM, source), catalogue).findings] == codes
    assert target.is_file()


def test_a_source_that_is_not_there_is_told_by_its_path(catalogue, tmp_path):
    with pytest.raises(NoSuchPathError, match=r"nowhere\.json"):
        make_form(FormWish(tmp_path / "x.xlsx", Form.SYSTEM, tmp_path / "nowhere.json"), catalogue)


def test_a_new_engagement_has_both_forms_and_the_evidence_folder(catalogue, tmp_path):
    folder = tmp_path / "acme"
    paths = make_engagement(folder, "Acme GmbH", catalogue)
    assert [path.name for path in paths] == ["organisation.xlsx", "system.xlsx", "evidence"]
    organisation = read_form((folder / "organisation.xlsx").read_bytes(), catalogue, Form.ORGANISATION)
    assert organisation.values == {"organisation": {"id": "acme", "name": "Acme GmbH"}}
    assert (folder / "evidence").is_dir()


def test_an_engagement_is_never_begun_over_another(catalogue, tmp_path):
    shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", tmp_path)
    with pytest.raises(FileInTheWayError):
        make_engagement(tmp_path, "Acme GmbH", catalogue)
    assert not (tmp_path / "system.xlsx").exists()


def test_a_system_form_carries_the_organisation_only_where_none_lies_beside_it(catalogue, built, tmp_path):
    source = built / COMPLETE / "profile.json"
    make_form(FormWish(tmp_path / "alone.xlsx", Form.SYSTEM, source), catalogue)
    shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", tmp_path)
    make_form(FormWish(tmp_path / "beside.xlsx", Form.SYSTEM, source), catalogue)
    alone, beside = (
        read_form((tmp_path / f"{name}.xlsx").read_bytes(), catalogue).values for name in ("alone", "beside")
    )
    assert "organisation" in alone
    assert "organisation" not in beside


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TenorScore", "tenorscore"),
        ("Große Prüfung (v2)", "groe-prufung-v2"),
        ("  HR  Assistant!  ", "hr-assistant"),
        ("評価", "system"),
        ("", "system"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_slug_is_an_id_made_of_any_name(name, expected):
    assert slug(name) == expected


def test_the_source_of_a_sample_may_be_partial(catalogue, tmp_path):
    source = tmp_path / "partial.json"
    source.write_text(
        json.dumps({"schema": "dossier/profile/1", "form": "system", "values": {"system": {"id": "x"}}}),
        encoding="utf-8",
    )
    assert make_form(FormWish(tmp_path / "x.xlsx", Form.SYSTEM, source), catalogue).findings == ()
    assert source_of(COMPLETE).is_file()
