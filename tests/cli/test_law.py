"""`dossier law`: blocks for people on standard error, one JSON object, and exit 2 with what comes near."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from pipeline.cli.arguments import parser
from pipeline.cli.law import run
from pipeline.cli.law_page import write_entries
from pipeline.library.load import load_declarations
from pipeline.model.catalogue import Declarations
from pipeline.model.law_entries import Entries
from tests.cli.conftest import Outcome

OLD, NEW = "eu-ai-act@2024-07-12", "eu-ai-act@2026-07-27"
TODAY = datetime(2026, 11, 26, tzinfo=UTC)

FOUND = {
    "command",
    "law",
    "title",
    "checked_on",
    "as_of",
    "query",
    "requirements",
    "decisions",
    "milestones",
    "open_questions",
    "gates",
    "questions",
    "sections",
    "above",
    "documents",
    "editions",
    "findings",
}


@pytest.fixture(scope="module")
def declared(tmp_path_factory) -> Declarations:
    return load_declarations(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def law(declared, capsys, monkeypatch):
    """Call the command through the parser of the command line, on a set day."""
    monkeypatch.setattr("pipeline.library.load.load_declarations", lambda *_: declared)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(TODAY.timestamp())))
    root = parser()

    def call(*arguments: str) -> Outcome:
        try:
            code = run(root.parse_args(["law", *arguments]))
        except SystemExit as stop:
            code = int(stop.code or 0)
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return call


def flowing(text: str) -> str:
    """Return a page without its line ends, which depend on the width of the terminal."""
    return " ".join(text.split())


class TestPage:
    """What a person reads: the citation as head, what is said, when, and whence."""

    def test_a_requirement_is_told_with_condition_force_source_and_day_of_checking(self, law):
        outcome = law("Art 13(3)(b)(ii)")
        assert (outcome.code, outcome.out) == (0, "")
        assert "\nArt 13(3)(b)(ii)  A13-3-b-ii.2\n" in outcome.err
        page = flowing(outcome.err)
        assert "says Known and foreseeable circumstances that may change those levels." in page
        assert f"when always force mandatory document instructions-for-use source {NEW} checked on 2026-11-23" in page
        assert "Instructions for use: (b)(ii) Accuracy, robustness and cybersecurity" in page
        assert "Above it Art 13(3)(b)" in page

    def test_a_condition_an_amendment_and_a_place_are_told_where_there_are_some(self, law, declared):
        (entry,) = (each for each in declared.law.requirements if each.id == "A43-3.both" and each.since)
        outcome = law("A43-3.both")
        page = flowing(outcome.err)
        assert f"{', '.join(entry.cites)}, {entry.place}  A43-3.both" in outcome.err
        assert f"applies if {entry.applies_if}" in page
        assert f"source {NEW}, amended by Reg (EU) 2026/1744, since 2026-07-27" in page

    def test_a_note_is_told_and_of_an_entry_that_is_gone_its_last_day(self, law, declared):
        (entry,) = (each for each in declared.law.requirements if each.id == "A43-3.both" and each.until)
        page = flowing(law("A43-3.both", "--as-of", "2026-07-01").err)
        assert entry.note
        assert f"note {flowing(entry.note)} source" in page
        assert "until 2026-07-27 checked on" in page

    def test_a_row_that_the_law_leaves_open_says_when(self, law, declared):
        table, row = next(
            (table, row) for table in declared.law.tables for row in table.row if row.review_if != "false"
        )
        page = flowing(law(f"{table.id}/{row.id}").err)
        assert f"open if {flowing(row.review_if)} source" in page

    def test_a_row_is_told_with_its_table_what_it_gives_and_why(self, law):
        outcome = law("Annex III(4)(a)")
        page = flowing(outcome.err)
        assert "Annex III(4)(a)  decision annex-iii-use/recruitment\n" in outcome.err
        assert "decides Use of Annex III (law.use_case_point) gives 4a because Recruiting" in page
        assert "Annex III(4)(a): 1 row of a decision table, 1 question of the form" in page

    @pytest.mark.parametrize(("row", "gives"), [("is-provider/provider", "yes"), ("is-provider/otherwise", "no")])
    def test_a_yes_or_no_is_said_in_words(self, law, row, gives):
        assert f"gives {gives} because" in flowing(law(row).err)

    def test_a_table_that_gives_nothing_says_so(self, law):
        assert "gives nothing because" in flowing(law("annex-iii-point/otherwise").err)

    def test_a_date_and_an_open_question_are_told(self, law):
        page = flowing(law("high_risk_annex_iii").err)
        assert "2027-12-02 Arts 6 to 27 apply" in page
        assert "set by Reg (EU) 2026/1744" in page
        page = flowing(law("several-uses").err)
        assert page.index("asks") < page.index("taken here") < page.index("otherwise")

    def test_a_gate_is_told_with_what_it_holds_back_and_when(self, law):
        outcome = law("prohibited-ahead")
        assert "\nArt 5(1), Art 113  gate prohibited-ahead\n" in outcome.err
        page = flowing(outcome.err)
        assert "tells Art 5 will prohibit a practice of this system from a day that lies ahead" in page
        assert """when law.prohibited == "prohibited-from" prohibited-ahead: 1 gate""" in page
        assert "holds back Art 5 prohibits a practice of this system" in flowing(law("prohibited").err)

    def test_a_gate_of_one_text_alone_says_of_which(self, capsys, declared):
        (gate, *_) = declared.law.gates
        found = Entries("law", "Title", "2026-11-23", "2026-11-26", gate.id, gates=(replace(gate, until="2026-07-27"),))
        write_entries(found)
        assert "stands until 2026-07-27" in flowing(capsys.readouterr().err)

    def test_the_table_of_contents(self, law, declared):
        page = flowing(law().err)
        for edition in declared.law.editions:
            assert f"{edition.text_state} {edition.id}: {edition.title}, {edition.short}, checked on" in page
        assert "instructions-for-use" in page
        assert "[high_risk_annex_iii]" in page
        assert "[several-uses]" in page
        assert "[prohibited-ahead]" in page

    def test_several_words_are_one_citation(self, law):
        assert law("Art", "13(3)(b)(ii)").err == law("Art 13(3)(b)(ii)").err


class TestJson:
    """One object on standard output and nothing else."""

    def test_what_was_found(self, law):
        outcome = law("art 13 (3)(b)(ii)", "--json")
        data = outcome.data
        assert (outcome.code, outcome.err) == (0, "")
        assert set(data) == FOUND
        assert (data["command"], data["law"], data["as_of"]) == ("law", NEW, "2026-11-26")
        assert (data["query"], data["findings"]) == ("Art 13(3)(b)(ii)", [])
        assert {each["id"] for each in data["requirements"]} == {"A13-3-b-ii", "A13-3-b-ii.1", "A13-3-b-ii.2"}
        wanted = {"id", "cites", "summary", "condition", "applies_if", "force", "document", "edition", "checked_on"}
        for each in data["requirements"]:
            assert wanted | {"amended_by", "since", "until"} <= set(each)
        assert all(set(each) == {"number", "label", "id"} for each in data["questions"])
        assert all({"deliverable", "label", "heading"} <= set(each) for each in data["sections"])

    def test_the_keys_are_the_same_whatever_was_asked(self, law):
        for words in ((), ("high-risk",), ("high_risk_annex_iii",), ("several-uses",), ("prohibited",)):
            assert set(law(*words, "--json").data) == FOUND

    def test_a_row_a_date_and_an_open_question(self, law):
        (row,) = law("Annex III(4)(a)", "--json").data["decisions"]
        assert {"title", "output", "id", "gives", "because", "cites", "checked_on"} <= set(row)
        (milestone,) = law("high_risk_annex_iii", "--json").data["milestones"]
        assert (milestone["date"], milestone["act"]) == ("2027-12-02", "Reg (EU) 2026/1744")
        (question,) = law("several-uses", "--json").data["open_questions"]
        assert {"question", "default", "alternative"} <= set(question)

    def test_the_table_of_contents(self, law, declared):
        data = law("--json").data
        assert data["query"] == ""
        assert [each["id"] for each in data["editions"]] == [OLD, NEW]
        standing = declared.read().legislation.requirements
        assert sum(each["requirements"] for each in data["documents"]) == len(standing)


class TestDay:
    """The law is read as it stands on a day: today where none is given."""

    @pytest.mark.parametrize(
        ("arguments", "edition", "day"),
        [((), NEW, "2026-11-26"), (("--as-of", "2026-07-26"), OLD, "2026-07-26"), (("--as-of", "2026-07-27"), NEW, "")],
    )
    def test_the_edition_in_force_is_read(self, law, arguments, edition, day):
        data = law("high_risk_annex_iii", *arguments, "--json").data
        assert (data["law"], data["as_of"]) == (edition, day or arguments[-1])
        (milestone,) = data["milestones"]
        assert milestone["date"] == ("2026-08-02" if edition == OLD else "2027-12-02")

    def test_a_day_before_the_law_is_told(self, law):
        outcome = law("Art 13", "--as-of", "2020-01-01", "--json")
        assert outcome.code == 2
        assert "2020-01-01" in outcome.data["error"]

    def test_a_day_that_is_none_is_told(self, law):
        outcome = law("Art 13", "--as-of", "tomorrow")
        assert outcome.code == 2
        assert "'tomorrow' is no day" in outcome.err


class TestNothingFound:
    """Exit 2 with what comes nearest, for people and as JSON."""

    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("Annex III(4)(z)", "Annex III(4), "),
            ("hihg-risk", "high-risk"),
            ("qqqqqqqq", "`dossier law` lists what there is"),
            ("Art 10(5)(a)", f"{OLD} has it: --as-of 2024-07-12"),
        ],
    )
    def test_it_is_said_with_the_nearest_and_the_edition_that_has_it(self, law, text, near):
        outcome = law(text)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"dossier: {text!r} is no citation and no id that is known in {NEW}; ")
        assert near in outcome.err
        assert outcome.err.count("\n") == 1

    def test_the_hint_leads_there(self, law):
        assert law("Art 10(5)(a)", "--as-of", "2024-07-12").code == 0

    def test_as_json(self, law):
        outcome = law("hihg-risk", "--json")
        assert outcome.code == 2
        assert set(outcome.data) == {"command", "error", "findings"}
        assert (outcome.data["command"], outcome.data["findings"]) == ("law", [])
        assert "high-risk" in outcome.data["error"]
        assert outcome.err == f"dossier: {outcome.data['error']}\n"


class TestDiff:
    """What differs between two editions."""

    def test_as_json(self, law):
        data = law("diff", OLD, NEW, "--json").data
        assert set(data) == {"command", "from", "to", "differences", "findings"}
        assert (data["command"], data["from"], data["to"], data["findings"]) == ("law", OLD, NEW, [])
        assert {each["kind"] for each in data["differences"]} == {"added", "removed", "changed"}
        for each in data["differences"]:
            assert set(each) == {"kind", "what", "id", "cites", "before", "after", "amended_by", "keys"}
            assert bool(each["keys"]) is (each["kind"] == "changed")
        kinds = {each["what"] for each in data["differences"]}
        assert kinds == {"requirement", "decision", "milestone", "open question"}

    def test_as_a_page(self, law):
        outcome = law("diff", OLD, NEW)
        assert (outcome.code, outcome.out) == (0, "")
        assert outcome.err.startswith(f"{OLD} to {NEW}\n")
        assert "\nArt 4a(1)(d)  changed: requirement A4a-1-d\n" in outcome.err
        page = flowing(outcome.err)
        assert "cites Art 10(5)(d) -> Art 4a(1)(d) amended by Reg (EU) 2026/1744" in page
        assert "added: milestone section_a_limits after 2027-08-02: " in page
        assert "removed: decision is-sme/sme-2024 before law.is_sme = true: " in page
        count = len(json.loads(law("diff", OLD, NEW, "--json").out)["differences"])
        assert f"{count} differences: " in page

    def test_what_the_two_lines_show_is_not_said_again(self, law):
        page = law("diff", OLD, NEW).err
        block = page.partition("changed: requirement A27-5\n")[2].partition("\n\n")[0]
        assert [line[2:12].strip() for line in block.splitlines() if line[2:12].strip()] == [
            "before",
            "after",
            "amended by",
        ]

    def test_an_edition_is_like_itself(self, law):
        assert law("diff", NEW, NEW).err.endswith("The two editions say the same here.\n")
        assert law("diff", NEW, NEW, "--json").data["differences"] == []

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ((), "takes two editions"),
            ((OLD,), "takes two editions"),
            ((OLD, NEW, NEW), "takes two editions"),
            ((OLD, "eu-ai-act@1999-01-01"), "eu-ai-act@1999-01-01 is no edition"),
        ],
    )
    def test_what_cannot_be_compared_is_told_with_the_editions_that_are_known(self, law, words, told):
        outcome = law("diff", *words, "--json")
        assert outcome.code == 2
        assert told in outcome.data["error"]
        assert f"known are {OLD}, {NEW}" in outcome.data["error"]


def test_the_arguments_are_told_in_a_narrow_terminal_too(law, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    outcome = law("--help")
    assert outcome.code == 0
    assert "CITATION or ID | diff EDITION EDITION" in flowing(outcome.out)


def test_the_parser_of_the_command_is_made_without_loading_the_law():
    told = "import sys, pipeline.cli.law; print(*(name for name in sys.modules if name.startswith('pipeline')))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["pipeline", "pipeline.cli", "pipeline.cli.law"]
