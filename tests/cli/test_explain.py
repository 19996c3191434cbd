"""`dossier explain`: what the law makes of one system, as one JSON object and as a page that names cells."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.build.consult import consult
from pipeline.build.gather import gather_safely
from pipeline.build.scan import source_of
from pipeline.library.inquire import load_inquiry
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation
from pipeline.model.inquiry import InquiryBook
from pipeline.stages.classify import classify
from pipeline.stages.explain import explain
from tests.classified import cases, intake_of
from tests.cli.conftest import Outcome
from tests.samples import COMPLETE, SAMPLES, workbook_of
from tests.strategies import declarations
from tests.workbooks import OpenForm, form_bytes, read_form

OLD, NEW = "eu-ai-act@2024-07-12", "eu-ai-act@2026-07-27"
TODAY = datetime(2026, 11, 26, tzinfo=UTC)
SECRET = "Zeppelin Schwarzwald 4711"

SINGLE = {
    "scope": {"in", "out", "unknown"},
    "prohibited": {"none", "prohibited", "prohibited-from", "unknown"},
    "high_risk": {"high-risk", "not-high-risk", "exempt-6-3", "unknown"},
    "route": {"annex-vi", "annex-vii", "annex-vi-or-vii", "sectoral", "none", "unknown"},
    "registration": {"eu-database", "non-public", "national", "none", "unknown"},
    "fria": {"required", "not-required", "unknown"},
}
ROLES = {
    "provider",
    "deployer",
    "importer",
    "distributor",
    "authorised-representative",
    "product-manufacturer",
    "none",
}
KEYS = {"command", "system", "law", "as_of", "roles", "transparency", "applies_from", "may_apply_from"} | {
    "deciding_unknowns",
    "findings",
}
MORE = {"topics", "keep_until"}
"""What is told beside the keys of the interface."""

FACTS = {case.id: case.facts for case in cases()}
RANKING = FACTS["annex-iii-4a-yes"]
INTIMATE = FACTS["prohibited-ba-before"]

Told = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> InquiryBook:
    return load_inquiry(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def _on_a_set_day(book, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(TODAY.timestamp())))
    monkeypatch.setattr("pipeline.cli.explain.load_inquiry", lambda *_: book)


_WRITTEN: dict[str, bytes] = {}


def content_of(catalogue: Catalogue, key: str, facts: Mapping[str, Any]) -> bytes:
    """Return a form with facts in it, which takes a while to write; each is written once."""
    if key not in _WRITTEN:
        _WRITTEN[key] = form_bytes(catalogue, intake_of(facts), with_organisation=True)
    return _WRITTEN[key]


@pytest.fixture
def cell_of(catalogue) -> Callable[[Path, str], str]:
    """Return where the answer to a question stands in a form, as a sheet and a cell."""

    def find(path: Path, question: str) -> str:
        place = read_form(path.read_bytes(), catalogue).cells[question]
        return f"{place.sheet}!{place.cell}"

    return find


@pytest.fixture
def form(catalogue, tmp_path) -> Callable[..., Path]:
    """Write a form with facts in it; the organisation's sheet is in it too."""

    def write(facts: Mapping[str, Any]) -> Path:
        path: Path = tmp_path / "case.xlsx"
        path.write_bytes(content_of(catalogue, repr(facts), facts))
        return path

    return write


@pytest.fixture
def told(dossier, form) -> Told:
    """Explain facts and return the object on standard output."""

    def tell(facts: Mapping[str, Any], *options: str) -> dict[str, Any]:
        data: dict[str, Any] = dossier("explain", form(facts), "--json", *options).data
        return data

    return tell


def flowing(text: str) -> str:
    """Return a page without its line ends, which depend on the width of the terminal."""
    return " ".join(text.split())


def heads(page: str) -> dict[str, str]:
    """Return the lines below each head of a page, flowing; a head is not indented and follows a blank line."""
    return {
        block.partition("\n")[0].partition("  ")[0]: flowing(block)
        for block in page.split("\n\n")
        if block and not block.startswith(" ")
    }


def cells_in(data: object) -> Iterator[str]:
    """Yield every cell that an object names, at any depth."""
    if isinstance(data, dict):
        if isinstance(data.get("cell"), str):
            yield data["cell"]
        data = list(data.values())
    if isinstance(data, list):
        for entry in data:
            yield from cells_in(entry)


class TestShape:
    """The JSON is that of the interface, whatever the system."""

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_a_sample(self, dossier, sample):
        outcome = dossier("explain", workbook_of(sample), "--json")
        assert outcome.code == 0
        assert_shape(outcome.data)
        assert outcome.data["system"] == sample.partition("/")[2]
        assert (outcome.data["law"], outcome.data["as_of"]) == (NEW, "2026-11-26")

    @pytest.mark.parametrize(
        "name",
        [
            "prohibited-a",
            "prohibited-screen-open-manipulation",
            "exemption-a-holds",
            "exemption-a-profiling-open",
            "annex-i-b-motor-vehicles",
            "annex-iii-4a-open",
            "transparency-4-both",
        ],
    )
    def test_a_form_made_from_facts(self, told, name):
        assert_shape(told(FACTS[name]))

    def test_a_form_prefilled_by_the_tool(self, dossier, tmp_path):
        source = tmp_path / "profile.json"
        values = {"system": {"id": "ranker", "roles": ["provider"]}, "scope": {"infers": True, "union_market": True}}
        head = {"schema": "dossier/profile/1", "form": "system", "values": values, "answers": {}}
        source.write_text(json.dumps(head), encoding="utf-8")
        assert dossier("form", tmp_path / "ranker.xlsx", "--from", source).code == 0
        data = dossier("explain", tmp_path / "ranker.xlsx", "--json").data
        assert_shape(data)
        assert data["system"] == "ranker"

    def test_a_blank_form_is_open_everywhere_and_no_error(self, dossier, tmp_path):
        assert dossier("form", tmp_path / "blank.xlsx").code == 0
        outcome = dossier("explain", tmp_path / "blank.xlsx", "--json")
        assert outcome.code == 0
        assert_shape(outcome.data)
        assert {name: outcome.data[name]["outcome"] for name in SINGLE} == dict.fromkeys(SINGLE, "unknown")
        assert outcome.data["roles"] == []

    def test_without_json_standard_output_stays_empty(self, dossier):
        outcome = dossier("explain", workbook_of(COMPLETE))
        assert (outcome.code, outcome.out) == (0, "")
        assert outcome.err

    def test_until_when_documents_are_kept_is_told_on_the_page_as_in_the_json(self, dossier):
        told = dossier("explain", workbook_of(COMPLETE), "--json").data["keep_until"]
        said = heads(dossier("explain", workbook_of(COMPLETE)).err)["Kept until"]
        assert said == f"Kept until No day yet {told['words']} ({', '.join(told['cites'])})"
        assert told["day"] is None
        assert told["open_questions"] == ["retention-start"]


def assert_shape(data: dict[str, Any]) -> None:
    """Hold one explanation against the interface."""
    assert set(data) == KEYS | set(SINGLE) | MORE
    assert data["command"] == "explain"
    for name, words in SINGLE.items():
        entry = data[name]
        assert {"outcome", "points", "because", "open_questions"} <= set(entry)
        assert entry["outcome"] in words, name
        assert all(isinstance(text, str) and text for key in ("points", "because") for text in entry[key])
        assert all(isinstance(text, str) for text in entry["open_questions"])
        # What is settled has a reason; what is not has an answer that it waits for, or a question open in law.
        assert entry["because"] or entry["outcome"] == "unknown"
        for point in entry["points"]:
            Citation.parse(point)
    assert set(data["roles"]) <= ROLES
    assert all(point.startswith("Art 50(") for point in data["transparency"])
    for day in (*data["applies_from"], *data["may_apply_from"]):
        assert set(day) == {"duty", "date", "act"}
        assert date.fromisoformat(day["date"]) >= date(2024, 8, 1)
        assert re.fullmatch(r"Reg \(EU\) 202\d/\d+", day["act"])
    assert [day["date"] for day in data["applies_from"]] == sorted(day["date"] for day in data["applies_from"])
    for unknown in data["deciding_unknowns"]:
        assert {"question", "cell"} <= set(unknown)
        assert unknown["question"]
    explained = {key: value for key, value in data.items() if key != "findings"}
    assert all(re.fullmatch(r"[^!]+![A-Z]+[0-9]+", cell) for cell in cells_in(explained) if cell)
    assert any(data[name]["outcome"] == "unknown" for name in SINGLE) or not data["deciding_unknowns"]


class TestOutcomes:
    """What comes out is that of the facts in the cells."""

    @pytest.mark.parametrize(
        ("name", "outcomes"),
        [
            ("annex-iii-4a-yes", {"scope": "in", "prohibited": "none", "high_risk": "high-risk", "route": "annex-vi"}),
            ("exemption-a-holds", {"high_risk": "exempt-6-3", "route": "none", "registration": "eu-database"}),
            ("exemption-a-profiling", {"high_risk": "high-risk", "registration": "eu-database"}),
            ("prohibited-a", {"prohibited": "prohibited"}),
            ("prohibited-ba-before", {"prohibited": "prohibited-from"}),
            ("annex-i-b-motor-vehicles", {"high_risk": "high-risk", "route": "none", "registration": "none"}),
        ],
    )
    def test_of_a_form(self, told, name, outcomes):
        data = told(FACTS[name])
        assert {topic: data[topic]["outcome"] for topic in outcomes} == outcomes

    def test_points_are_citations(self, told):
        assert told(RANKING)["high_risk"]["points"] == ["Annex III(4)(a)"]
        assert "Art 5(1)(a)" in told(FACTS["prohibited-a"])["prohibited"]["points"]
        vehicle = told(FACTS["annex-i-b-motor-vehicles"])
        assert vehicle["scope"]["outcome"] == "in"
        assert "Art 2(2)" in vehicle["scope"]["points"]
        assert any(point.startswith("Annex I(B)") for point in vehicle["high_risk"]["points"])

    def test_transparency_names_points(self, told):
        assert told(FACTS["transparency-1"])["transparency"] == ["Art 50(1)"]
        assert sorted(told(FACTS["transparency-provider-two"])["transparency"]) == ["Art 50(1)", "Art 50(2)"]
        assert told(FACTS["transparency-none"])["transparency"] == []

    def test_the_complete_sample(self, dossier):
        data = dossier("explain", workbook_of(COMPLETE), "--json").data
        assert {name: data[name]["outcome"] for name in SINGLE} == {
            "scope": "in",
            "prohibited": "none",
            "high_risk": "high-risk",
            "route": "annex-vi",
            "registration": "eu-database",
            "fria": "required",
        }
        assert data["roles"] == ["provider"]
        assert data["high_risk"]["points"] == ["Annex III(5)(b)"]
        assert (data["deciding_unknowns"], data["findings"]) == ([], [])

    def test_an_open_answer_is_a_deciding_unknown_with_its_cell(self, told, form, cell_of):
        facts = FACTS["exemption-a-profiling-open"]
        data = told(facts)
        assert data["high_risk"]["outcome"] == "unknown"
        found = {entry["question"]: entry["cell"] for entry in data["deciding_unknowns"]}
        path = "scope.use_cases[UC-01].profiling"
        assert found[path] == cell_of(form(facts), path)

    def test_not_sure_is_no_more_an_answer_than_a_blank(self, dossier, form):
        path = form(RANKING)
        opened = OpenForm(path.read_bytes())
        opened.answer("practices.manipulation").value = "Not sure"
        path.write_bytes(opened.save())
        data = dossier("explain", path, "--json").data
        assert data["prohibited"]["outcome"] == "unknown"
        assert "practices.manipulation" in {entry["question"] for entry in data["deciding_unknowns"]}


class TestReading:
    """Only answers that decide, or contradict, are read from the workbook; nothing is lost by that."""

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_it_explains_what_a_build_explains(self, sample, book):
        path, day = workbook_of(sample), TODAY.date()
        whole = declarations().read(day)
        gathered = gather_safely(source_of(path), whole)
        built = explain(gathered.intake, classify(gathered.intake, whole.legislation), whole)
        assert consult(path, book.read(day)).explanation == built

    def test_a_sheet_that_is_gone_is_told(self, dossier, tmp_path):
        path = tmp_path / "tenorscore.xlsx"
        opened = OpenForm(workbook_of(COMPLETE).read_bytes())
        del opened.book["2A Practices"]
        path.write_bytes(opened.save())
        outcome = dossier("explain", path, "--json")
        told = [(each["code"], each["at"]["sheet"]) for each in outcome.data["findings"] if each["severity"] == "error"]
        assert (outcome.code, told) == (1, [("INT012", "2A Practices")])

    def test_a_line_that_no_question_asks_for_is_told(self, dossier, tmp_path):
        path = tmp_path / "tenorscore.xlsx"
        opened = OpenForm(workbook_of(COMPLETE).read_bytes())
        answer = opened.answer("practices.manipulation")
        opened.sheet("2A Practices").cell(answer.row, 1).value = "practices.firms_own"
        path.write_bytes(opened.save())
        codes = {each["code"] for each in dossier("explain", path, "--json").data["findings"]}
        assert {"INT013", "INT034"} <= codes

    def test_every_answer_that_decides_has_its_cell(self, book):
        for sample in SAMPLES:
            told = consult(workbook_of(sample), book.read(TODAY.date())).explanation
            assert told is not None
            facts = [fact for topic in told.topics for fact in (*topic.facts, *topic.unknowns)]
            assert facts
            assert [fact.path for fact in facts if not fact.at] == []


class TestPage:
    """What a person reads."""

    def page(self, outcome: Outcome) -> str:
        assert outcome.out == ""
        return flowing(outcome.err)

    def test_it_names_system_edition_and_day(self, dossier, form):
        page = self.page(dossier("explain", form(RANKING)))
        assert page.startswith("case Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744")
        assert "read as of 2026-11-26" in page

    def test_it_names_the_cells_of_the_facts_that_decide(self, dossier, form):
        path = form(RANKING)
        opened = OpenForm(path.read_bytes())
        above = heads(dossier("explain", path).err)
        for column in ("use", "does_it", "on_persons"):
            cell = opened.item("scope.use_cases", "UC-01", column)
            assert f"[Uses!{cell.coordinate}]" in above["High-risk"], column
        answer = opened.answer("scope.union_market")
        assert f"EU market or first use: Yes [2 Scope!{answer.coordinate}]" in above["Scope"]
        assert "law Annex III(4)(a)" in above["High-risk"]
        assert above["High-risk"].startswith("High-risk High-risk ")

    def test_a_cell_of_the_complete_sample(self, dossier, cell_of):
        cell = cell_of(workbook_of(COMPLETE), "scope.use_cases[UC-01].profiling")
        page = heads(dossier("explain", workbook_of(COMPLETE)).err)
        assert f"Profiles people (UC-01): Yes [{cell}]" in page["High-risk"]

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_a_cell_is_never_parted_at_the_end_of_a_line(self, dossier, sample):
        """Sheets have blanks in their names; a person searches the page for the cell."""
        page = dossier("explain", workbook_of(sample)).err
        assert re.findall(r"\[[^\]]*\n[^\]]*\]", page) == []

    def test_it_says_which_answer_would_change_an_outcome(self, dossier, form, cell_of):
        path = form(RANKING)
        cell = cell_of(path, "scope.use_cases[UC-01].does_it")
        page = heads(dossier("explain", path).err)["High-risk"]
        assert f"System does this (UC-01), answered No: Not high-risk [{cell}]" in page

    def test_it_begins_with_what_it_comes_to(self, dossier, form):
        page = heads(dossier("explain", form(RANKING)).err)["At a glance"]
        assert "High-risk High-risk Annex III(4)(a); from 2027-12-02" in page
        assert page.endswith("Answers still open 2C.14, 2C.15")
        page = heads(dossier("explain", form(FACTS["exemption-a-profiling-open"])).err)["At a glance"]
        assert "High-risk Not settled" in page
        assert page.endswith("Answers still open 2.22, 2C.14, 2C.15")

    def test_an_open_answer_is_told_in_full_once(self, dossier, form):
        pages = heads(dossier("explain", form(FACTS["exemption-a-profiling-open"])).err)
        assert "open 2.22 Profiles people (UC-01)" in pages["High-risk"]
        assert "open as above: 2.22" in pages["Conformity assessment"]

    def test_it_lists_open_answers_under_the_outcomes_that_wait_for_them(self, dossier, form, cell_of):
        path = form(FACTS["exemption-a-profiling-open"])
        cell = re.escape(cell_of(path, "scope.use_cases[UC-01].profiling"))
        page = heads(dossier("explain", path).err)
        assert page["High-risk"].startswith("High-risk Not settled ")
        assert re.search(rf"open \S+ Profiles people \(UC-01\) \[{cell}\]", page["High-risk"])
        assert "Profiles people" not in page["Prohibited practices"]

    def test_an_open_question_of_law_is_told_in_full_once(self, dossier, form, book):
        page = self.page(dossier("explain", form(RANKING)))
        questions = book.read(TODAY.date()).legislation.open_questions
        told = [entry for entry in questions if flowing(entry.question) in page]
        assert told
        for entry in told:
            assert page.count(f"Taken here: {flowing(entry.default)} Otherwise: {flowing(entry.alternative)}") == 1
        assert "See above." in page

    def test_it_lists_dates_with_the_act_that_set_them(self, dossier, form):
        dates = heads(dossier("explain", form(RANKING)).err)["Dates"]
        assert "2027-12-02 Arts 6 to 27 apply to systems of Annex III" in dates
        assert "Annex III; Reg (EU) 2026/1744)" in dates
        assert "2025-02-02 The prohibited practices of Art 5 apply" in dates
        assert "Art 5(1); Reg (EU) 2024/1689)" in dates

    def test_it_names_sides_of_a_contradiction(self, dossier, form):
        facts = FACTS["exemption-a-profiling"] | {"data.personal_data": False}
        page = heads(dossier("explain", form(facts)).err)
        assert "CLS003 profiling is answered with yes, but no personal data" in page["Answers to look at"]

    def test_it_calls_nothing_compliant(self, dossier, form):
        page = self.page(dossier("explain", form(RANKING)))
        assert page.endswith("a named person reviews and decides. It calls nothing compliant.")


class TestDay:
    """The law is read as it stands on a day."""

    @pytest.mark.parametrize(
        ("day", "outcome"),
        [("2026-11-26", "prohibited-from"), ("2026-12-01", "prohibited-from"), ("2026-12-02", "prohibited")],
    )
    def test_a_prohibition_that_lies_ahead_begins_on_its_day(self, told, day, outcome):
        data = told(INTIMATE, "--as-of", day)
        assert (data["prohibited"]["outcome"], data["as_of"]) == (outcome, day)
        assert "Art 5(1)(ba)" in data["prohibited"]["points"]
        assert ("2026-12-02", "Reg (EU) 2026/1744") in {(each["date"], each["act"]) for each in data["applies_from"]}

    @pytest.mark.parametrize(
        ("day", "edition"), [("2025-01-01", OLD), ("2026-07-26", OLD), ("2026-07-27", NEW), ("2030-01-01", NEW)]
    )
    def test_the_edition_in_force_on_it_is_read(self, told, day, edition):
        data = told(RANKING, "--as-of", day)
        assert (data["law"], data["as_of"]) == (edition, day)

    def test_the_edition_of_2024_has_its_own_dates_and_no_prohibition_of_2026(self, told):
        data = told({**INTIMATE, **RANKING} | {"practices.intimate_images": True}, "--as-of", "2025-01-01")
        assert data["prohibited"]["outcome"] == "none"
        days = {each["date"] for each in data["applies_from"] if "Annex III" in each["duty"]}
        assert days == {"2026-08-02"}

    @pytest.mark.parametrize("json_asked", [False, True])
    def test_a_day_before_the_law_is_told_in_a_sentence(self, dossier, form, json_asked):
        outcome = dossier("explain", form(RANKING), "--as-of", "2020-01-01", *(["--json"] if json_asked else []))
        assert outcome.code == 2
        assert outcome.err.startswith("dossier: no text of the law was published yet on 2020-01-01")
        assert outcome.err.count("\n") == 1
        if json_asked:
            assert set(outcome.data) == {"command", "error", "findings"}
        else:
            assert outcome.out == ""

    def test_a_day_that_is_none(self, dossier, form):
        outcome = dossier("explain", form(RANKING), "--as-of", "tomorrow")
        assert outcome.code == 2
        assert "'tomorrow' is no day" in outcome.err


class TestFindings:
    """What is wrong with the answers, and the exit code that comes of it."""

    CONTRADICTS = FACTS["exemption-a-profiling"] | {"data.personal_data": False}

    def test_a_contradiction_names_the_cells_of_both_sides(self, told, form, cell_of):
        path = form(self.CONTRADICTS)
        data = told(self.CONTRADICTS)
        (finding,) = [each for each in data["findings"] if "personal data" in each["message"]]
        assert (finding["code"], finding["severity"]) == ("CLS003", "warning")
        assert set(finding) == {"code", "severity", "message", "at", "cites", "hint"}
        at = finding["at"]
        assert at["question"] == "scope.use_cases[UC-01].profiling"
        assert f"{at['sheet']}!{at['cell']}" == cell_of(path, at["question"])
        assert finding["message"].endswith(f"; see {cell_of(path, 'data.personal_data')}")
        assert finding["cites"] == ["Art 3(52)", "Art 6(3)"]

    @pytest.mark.parametrize("sheet", ["2 Scope", "Uses"])
    def test_answers_are_found_on_a_sheet_that_was_renamed(self, dossier, form, sheet):
        path = form(RANKING)
        before = dossier("explain", path, "--json").data
        opened = OpenForm(path.read_bytes())
        opened.sheet(sheet).title = "Elsewhere"
        path.write_bytes(opened.save())
        after = dossier("explain", path, "--json").data
        assert [after[name]["outcome"] for name in SINGLE] == [before[name]["outcome"] for name in SINGLE]
        assert after["findings"] == before["findings"]
        assert {fact["cell"].partition("!")[0] for fact in after["high_risk"]["facts"]} >= (
            {"Elsewhere"} if sheet == "Uses" else {"Uses"}
        )

    def test_what_decides_nothing_is_not_read(self, dossier, form):
        """A fault in an answer that no table reads is `check`'s to tell."""
        path = form(RANKING)
        opened = OpenForm(path.read_bytes())
        opened.answer("testing.procedures").value = "=1/0"
        path.write_bytes(opened.save())
        assert dossier("explain", path, "--json").data["findings"] == []
        told = {each["at"].get("question") for each in dossier("check", path, "--json").data["findings"]}
        assert "testing.procedures" in told

    @pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
    @pytest.mark.parametrize("json_asked", [False, True])
    def test_a_warning_counts_from_the_level_that_was_asked_for(self, dossier, form, level, code, json_asked):
        outcome = dossier("explain", form(self.CONTRADICTS), "--fail-on", level, *(["--json"] if json_asked else []))
        assert outcome.code == code

    @pytest.mark.parametrize("level", ["error", "warning", "note", "never"])
    def test_without_findings_no_level_fails(self, dossier, level):
        assert dossier("explain", workbook_of(COMPLETE), "--fail-on", level).code == 0

    @pytest.mark.parametrize(("level", "code"), [("error", 1), ("note", 1), ("never", 0)])
    def test_a_workbook_that_is_no_form_is_a_finding(self, dossier, tmp_path, level, code):
        (tmp_path / "ranker.xlsx").write_bytes(b"no workbook")
        outcome = dossier("explain", tmp_path / "ranker.xlsx", "--json", "--fail-on", level)
        assert outcome.code == code
        assert set(outcome.data) == {"command", "findings"}
        (finding,) = outcome.data["findings"]
        assert (finding["code"], finding["severity"]) == ("INT001", "error")
        assert "INT001" in dossier("explain", tmp_path / "ranker.xlsx").err

    def test_a_workbook_of_something_else_is_a_finding(self, dossier, tmp_path):
        shutil.copy(workbook_of(COMPLETE).parent / "organisation.xlsx", tmp_path / "other.xlsx")
        outcome = dossier("explain", tmp_path / "other.xlsx", "--json")
        assert outcome.code == 1
        assert [each["code"] for each in outcome.data["findings"]] == ["INT010"]

    @pytest.mark.parametrize("name", ["nowhere.xlsx", "organisation.xlsx", "."])
    @pytest.mark.parametrize("json_asked", [False, True])
    def test_what_is_no_workbook_of_a_system_cannot_be_explained(self, dossier, tmp_path, name, json_asked):
        shutil.copy(workbook_of(COMPLETE).parent / "organisation.xlsx", tmp_path)
        outcome = dossier("explain", tmp_path / name, *(["--json"] if json_asked else []))
        assert outcome.code == 2
        assert outcome.err == f"dossier: {tmp_path / name} is no workbook of a system\n"
        if json_asked:
            assert outcome.data["command"] == "explain"

    def test_nothing_to_explain_is_a_wrong_call(self, dossier):
        assert dossier("explain").code == 2


class TestBug:
    """A fault of the program quotes no answer."""

    @pytest.fixture
    def quoting_fault(self, form, monkeypatch) -> Path:
        facts = {**RANKING, "scope.use_cases": [{**RANKING["scope.use_cases"][0], "detail": SECRET}]}
        path: Path = form(facts)

        def fail(intake, *_):
            assert SECRET in str(intake.values)
            raise RuntimeError(str(intake.values))

        monkeypatch.setattr("pipeline.build.consult.classify", fail)
        return path

    def test_neither_on_the_page_nor_in_its_log(self, dossier, quoting_fault, own_places):
        outcome = dossier("explain", quoting_fault, "--json")
        assert outcome.code == 3
        assert "fault of the program (RuntimeError)" in outcome.data["error"]
        assert outcome.err.count("\n") == 1
        (log,) = own_places.rglob("crash.log")
        written = log.read_text(encoding="utf-8")
        assert "RuntimeError" in written
        assert SECRET not in written + outcome.out + outcome.err
