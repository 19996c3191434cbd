"""A point added to Annex III by a firm's TOML files alone: from the form to the documents, without a line of Python.

The point is invented: an area 9 of the annex, AI that judges who may keep bees.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import main
from pipeline.library.load import load_catalogue, load_declarations
from pipeline.model.catalogue import Catalogue
from pipeline.model.questionnaire import Form
from tests.documents import Printed
from tests.samples import AT_FIRST, COMPLETE, INPUTS, REPORTS, source_of
from tests.workbooks import OpenForm

TODAY = datetime(2026, 11, 26, tzinfo=UTC)
OLD = "eu-ai-act@2024-07-12"
USE, LABEL, POINT = "bee-keeping", "Judging who may keep bees", "Annex III(9)(a)"
DOES = "decides or proposes who gets a permit to keep bees"

CHOICES = f"""\
[Use]
{USE} = "{LABEL}"
"""
USES = f"""\
[{USE}]
point = "{POINT}"
does = "{DOES}"
counts = "ranking those who apply for a stand in a city park"
does_not = "counting hives from pictures"
"""
ROWS = f"""\
[[table]]
id = "annex-iii-use"
[[table.row]]
id = "{USE}"
when = 'scope.use_cases.use == "{USE}" and scope.use_cases.does_it == true'
gives = "9a"
cites = ["{POINT}"]
because = "Judging who may keep bees is a use of {POINT}."

[[table]]
id = "annex-iii-use-area"
[[table.row]]
id = "bees"
when = 'law.use_case_point in ["9a"]'
gives = "9"
cites = ["Annex III(9)"]
because = "The use falls into the area of bees."
"""
MILESTONE = """\
[[milestone]]
id = "bees"
date = 2028-05-20
act = "Reg (EU) 2027/9999"
cites = ["Annex III(9)"]
duty = "The rules on bees apply."
edition = "eu-ai-act@2026-07-27"
checked_on = 2026-11-23
when = '"9" in law.annex_iii_area'
"""
FILES = {
    "questionnaire/choices.toml": CHOICES,
    "questionnaire/uses.toml": USES,
    "legislation/eu-ai-act/decisions/05-uses.toml": ROWS,
    "legislation/eu-ai-act/milestones.toml": MILESTONE,
}


@dataclass(frozen=True)
class Called:
    """What a command ended with."""

    code: int
    data: dict[str, Any]
    page: str


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return Path(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory) -> Path:
    """Return a firm's library that holds nothing but the declarations of the point."""
    folder: Path = tmp_path_factory.mktemp("firm")
    for name, text in FILES.items():
        path = folder / "schemas" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def above(firm, cache) -> Catalogue:
    """Return the catalogue with the firm's declarations."""
    return load_catalogue([firm], cache=cache)


@pytest.fixture
def dossier(capsys, monkeypatch, cache) -> Callable[..., Called]:
    """Call a command with --json."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(TODAY.timestamp())))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def call(*arguments: object) -> Called:
        code = main([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        return Called(code, json.loads(told.out), told.err)

    return call


@pytest.fixture(scope="module")
def answered(firm, cache, tmp_path_factory) -> bytes:
    """Return the complete sample's form in which the use is that of the point, written by the tool."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        folder = tmp_path_factory.mktemp("form")
        profile = json.loads(source_of(COMPLETE).read_bytes())
        profile["values"]["scope"]["use_cases"] = [
            {"id": "UC-01", "use": USE, "detail": "Town halls ask it.", "does_it": True, "profiling": True}
        ]
        (folder / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
        call = ["form", folder / "bees.xlsx", "--from", folder / "profile.json", "--library", firm, "--confirmed"]
        assert main([str(part) for part in call]) == 0
        return bytes((folder / "bees.xlsx").read_bytes())


@pytest.fixture
def client(answered, tmp_path) -> Path:
    """Return a client's folder with the form in it."""
    folder: Path = tmp_path / "inputs" / "lindenhof"
    shutil.copytree(INPUTS / "lindenhof" / "evidence", folder / "evidence")
    shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", folder)
    (folder / "bees.xlsx").write_bytes(answered)
    return folder


class TestForm:
    """The list that people choose from, and the sheet that explains it."""

    @pytest.fixture
    def blank(self, dossier, tmp_path) -> Callable[..., OpenForm]:
        def make(*options: object) -> OpenForm:
            path = tmp_path / "blank.xlsx"
            assert dossier("form", path, "--replace", *options).code == 0
            return OpenForm(path.read_bytes())

        return make

    def offered(self, form: OpenForm) -> set[object]:
        """Return all texts of the workbook, those of hidden sheets with the entries of lists among them."""
        return {cell for sheet in form.book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}

    def test_the_use_is_offered_and_explained(self, blank, firm):
        form = blank("--library", firm)
        lists = next(sheet for sheet in form.book.worksheets if sheet.sheet_state != "visible")
        assert LABEL in {cell for row in lists.iter_rows(values_only=True) for cell in row}
        explained = "\n".join(
            str(cell) for row in form.sheet("Uses explained").iter_rows(values_only=True) for cell in row if cell
        )
        for text in (LABEL, POINT, DOES, "ranking those who apply for a stand", "counting hives from pictures"):
            assert text.casefold() in explained.casefold()

    def test_it_is_in_the_list_of_the_cell(self, blank, firm, catalogue):
        """The rule of the cell names a list, in which the use follows those that are shipped."""
        form = blank("--library", firm)
        cell = form.first_blank("scope.use_cases", "use")
        rules = form.sheet("Uses").data_validations.dataValidation
        (rule,) = [rule for rule in rules if cell.coordinate in rule.sqref]
        assert rule.type == "list"
        shipped = list(catalogue.questionnaire.choices["Use"].values())
        listed = self.listed(form, str(rule.formula1))
        assert listed[listed.index(shipped[-1]) + 1] == LABEL

    def listed(self, form: OpenForm, formula: str) -> list[object]:
        name = formula.lstrip("=")
        place = form.book.defined_names[name].attr_text if name in form.book.defined_names else name
        sheet, _, cells = str(place).rpartition("!")
        return [row[0].value for row in form.sheet(sheet.strip("'"))[cells.replace("$", "")]]

    def test_without_the_firms_library_nothing_of_it_is_there(self, blank):
        texts = {str(text) for text in self.offered(blank())}
        assert not [text for text in texts if "bees" in text]


class TestClassification:
    """The system is high-risk by the point."""

    def test_it_is_high_risk_with_the_point_and_its_reason(self, dossier, client, firm):
        called = dossier("explain", client / "bees.xlsx", "--library", firm)
        assert called.code == 0
        assert called.data["findings"] == []
        class_ = called.data["high_risk"]
        assert (class_["outcome"], class_["points"]) == ("high-risk", [POINT])
        assert f"Judging who may keep bees is a use of {POINT}." in class_["because"]
        assert LABEL in {fact["answer"] for fact in class_["facts"]}
        assert called.data["route"]["outcome"] == "annex-vi"
        assert called.data["registration"]["outcome"] == "eu-database"

    def test_an_answer_that_says_otherwise_flips_it(self, dossier, client, firm):
        flips = dossier("explain", client / "bees.xlsx", "--library", firm).data["high_risk"]["flips"]
        found = {flip["fact"]["question"]: flip["outcome"] for flip in flips}
        assert found["scope.use_cases[UC-01].does_it"] == "not-high-risk"

    def test_its_date_applies_beside_those_that_are_shipped(self, dossier, client, firm):
        days = dossier("explain", client / "bees.xlsx", "--library", firm).data["applies_from"]
        assert {"duty": "The rules on bees apply.", "date": "2028-05-20", "act": "Reg (EU) 2027/9999"} in days
        assert "2027-12-02" in {day["date"] for day in days}

    def test_in_the_form_without_the_firms_library_the_answer_is_refused(self, dossier, client):
        called = dossier("explain", client / "bees.xlsx")
        assert called.code == 1
        (refused,) = [told for told in called.data["findings"] if told["severity"] == "error"]
        assert refused["code"] == "INT015"
        assert LABEL in refused["message"]
        cell = OpenForm((client / "bees.xlsx").read_bytes()).item("scope.use_cases", "UC-01", "use")
        assert (refused["at"]["sheet"], refused["at"]["cell"]) == ("Uses", cell.coordinate)
        assert called.data["high_risk"]["outcome"] == "unknown"


class TestDocuments:
    """The documents of a high-risk system are owed, made, and name the point."""

    def test_everything_is_built_and_the_record_names_the_point(self, dossier, client, firm, tmp_path):
        called = dossier("build", client, "-o", tmp_path / "out", "--library", firm)
        assert called.code == 0
        (system,) = called.data["systems"]
        assert {each["id"]: each["state"] for each in system["deliverables"]} == dict.fromkeys(
            AT_FIRST, "built"
        ) | dict.fromkeys(REPORTS, "not-due")
        record = Printed((tmp_path / "out" / COMPLETE / "classification-record.docx").read_bytes())
        assert f"High-risk AI system: {POINT}" in record.text
        assert f"Judging who may keep bees is a use of {POINT}." in record.section("6 High-risk")
        assert LABEL in record.section("6.2 Uses")
        assert "20 May 2028" in record.section("14 Dates")
        assert (
            f"High-risk AI system: {POINT}"
            in Printed((tmp_path / "out" / COMPLETE / "annex-iv.docx").read_bytes()).text
        )

    def test_without_the_firms_library_they_are_drafts(self, dossier, client, tmp_path):
        called = dossier("build", client, "-o", tmp_path / "out")
        assert called.code == 1
        assert {"INT015", "CLS001"} <= {told["code"] for told in called.data["findings"]}
        declaration = Printed((tmp_path / "out" / COMPLETE / "declaration-of-conformity.docx").read_bytes())
        assert "DRAFT" in declaration.text

    def test_their_status_is_that_of_the_same_library(self, dossier, client, firm, tmp_path):
        dossier("build", client, "-o", tmp_path / "out", "--library", firm)
        states = {}
        for name, options in {"firm": ("--library", firm), "shipped": ()}.items():
            (system,) = dossier("status", client, "-o", tmp_path / "out", *options).data["systems"]
            states[name] = {each["state"] for each in system["deliverables"]}
        assert states["firm"] == {"current", "not-due"}
        assert "stale" in states["shipped"]


class TestLaw:
    """What is declared can be looked up, and an entry that is shipped keeps its twins."""

    def test_the_point_can_be_looked_up(self, dossier, firm):
        called = dossier("law", POINT, "--library", firm)
        assert called.code == 0
        assert [(row["table"], row["id"], row["gives"]) for row in called.data["decisions"]] == [
            ("annex-iii-use", USE, "9a")
        ]
        row = called.data["decisions"][0]
        # What the firm's file does not say is that of the shipped file.
        assert (row["edition"], row["checked_on"]) == ("eu-ai-act@2026-07-27", "2026-11-23")

    def test_without_the_firms_library_it_is_not_known(self, dossier):
        called = dossier("law", POINT)
        assert called.code == 2
        assert POINT in called.data["error"]

    def test_twins_for_different_editions_are_kept_beside_what_is_added(self, firm, cache):
        shipped, laid = load_declarations(cache=cache).law, load_declarations([firm], cache=cache).law
        twins = [entry for entry in shipped.milestones if entry.id == "high_risk_annex_iii"]
        assert len(twins) == 2
        assert laid.milestones[:-1] == shipped.milestones
        assert laid.milestones[-1].id == "bees"
        for edition in shipped.editions:
            dates = {entry.id: entry.date for entry in laid.read(edition, TODAY.date()).milestones}
            assert dates["high_risk_annex_iii"] == ("2026-08-02" if edition.id == OLD else "2027-12-02")

    def test_every_row_that_is_shipped_stands_before_the_one_that_is_added(self, above, catalogue):
        for table in catalogue.legislation.tables:
            (laid,) = [each for each in above.legislation.tables if each.id == table.id]
            assert laid.row[: len(table.row)] == table.row
            added = [row.id for row in laid.row[len(table.row) :]]
            assert added == {"annex-iii-use": [USE], "annex-iii-use-area": ["bees"]}.get(table.id, [])

    def test_everything_else_is_as_it_was_shipped(self, above, catalogue):
        assert above.deliverables == catalogue.deliverables
        assert above.legislation.requirements == catalogue.legislation.requirements
        assert above.legislation.topics == catalogue.legislation.topics
        for form in Form:
            assert above.questionnaire.sections_of(form) == catalogue.questionnaire.sections_of(form)
        assert set(above.questionnaire.uses) - set(catalogue.questionnaire.uses) == {USE}
        changed = {
            name
            for name, codes in above.questionnaire.choices.items()
            if codes != catalogue.questionnaire.choices[name]
        }
        assert changed == {"Use"}


class TestLibraries:
    """A library that cannot be used, or says less."""

    @pytest.mark.parametrize("command", ["explain", "check", "build", "status", "law", "form"])
    def test_one_that_is_no_folder_is_told_by_every_command(self, dossier, client, tmp_path, command):
        places = {
            "explain": [client / "bees.xlsx"],
            "law": [POINT],
            "form": [tmp_path / "x.xlsx"],
            "build": [client, "-o", tmp_path / "out"],
        }
        called = dossier(command, *places.get(command, [client]), "--library", tmp_path / "nowhere")
        assert called.code == 2
        assert f"the library {tmp_path / 'nowhere'} is no folder" in called.data["error"]

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("questionnaire/choices.toml", "[Use]\nbee-keeping = 5\n"),
            ("legislation/eu-ai-act/decisions/05-uses.toml", '[[table]]\nid = "annex-iii-use"\ncolour = "red"\n'),
            ("questionnaire/uses.toml", "[bee-keeping\n"),
            ("legislation/eu-ai-act/gates.toml", '[[gate]]\nid = "prohibited"\nwhen = "law.prohibitd"\n'),
            ("questionnaire/01-identity.toml", '[[question]]\nid = "system.name"\nwho = "nobody"\n'),
        ],
        ids=["a label that is no text", "a key that is not known", "no TOML", "no such fact", "nobody"],
    )
    def test_a_file_that_cannot_be_used_is_told_by_name(self, dossier, client, tmp_path, name, text):
        path = tmp_path / "broken" / "schemas" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        called = dossier("explain", client / "bees.xlsx", "--library", tmp_path / "broken")
        assert called.code == 2
        assert name in called.data["error"]

    @pytest.mark.parametrize("command", ["explain", "check", "build", "status", "law", "form"])
    def test_what_names_a_fact_that_there_is_not_is_told_by_every_command(self, dossier, client, tmp_path, command):
        path = tmp_path / "broken" / "schemas" / "legislation" / "eu-ai-act" / "topics.toml"
        path.parent.mkdir(parents=True)
        path.write_text('[[topic]]\nid = "scope"\noutcome = "law.scop"\n', encoding="utf-8")
        places = {
            "explain": [client / "bees.xlsx"],
            "law": [POINT],
            "form": [tmp_path / "x.xlsx"],
            "build": [client, "-o", tmp_path / "out"],
        }
        called = dossier(command, *places.get(command, [client]), "--library", tmp_path / "broken")
        assert called.code == 2
        told = "legislation/eu-ai-act/topics.toml scope: outcome: law.scop is decided by no table"
        assert called.data["error"] == told

    def test_the_nearest_of_two_is_laid_over_the_other(self, firm, tmp_path):
        path = tmp_path / "nearest" / "schemas" / "questionnaire" / "choices.toml"
        path.parent.mkdir(parents=True)
        path.write_text(f'[Use]\n{USE} = "{LABEL} and wasps"\n', encoding="utf-8")
        labels = {
            order: load_catalogue([*libraries], cache=tmp_path / "cache").questionnaire.choices["Use"][USE]
            for order, libraries in {
                "nearest first": (tmp_path / "nearest", firm),
                "firm first": (firm, tmp_path / "nearest"),
            }.items()
        }
        assert labels == {"nearest first": f"{LABEL} and wasps", "firm first": LABEL}

    def test_a_row_that_is_shipped_can_be_worded_anew(self, dossier, client, firm, tmp_path):
        """The firm says in its own words why, and everything else of the row stays."""
        path = tmp_path / "words" / "schemas" / "legislation" / "eu-ai-act" / "decisions" / "08-route.toml"
        path.parent.mkdir(parents=True)
        words = "All uses are of points 2 to 9 of Annex III."
        row = f'[[table]]\nid = "route"\n[[table.row]]\nid = "annex-iii-2-to-8"\nbecause = "{words}"\n'
        path.write_text(row, encoding="utf-8")
        called = dossier("explain", client / "bees.xlsx", "--library", tmp_path / "words", "--library", firm)
        route = called.data["route"]
        assert (route["outcome"], route["points"], route["because"]) == ("annex-vi", ["Art 43(2)", "Annex VI"], [words])
