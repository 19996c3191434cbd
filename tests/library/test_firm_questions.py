"""A firm's own questions, by TOML files alone: from the form to its own document, without a line of Python.

The firm of this example keeps a record of its engagement: `firm/` beside this module is its library.
"""

import json
import pickle
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from pipeline.build.store import to_json
from pipeline.cli.main import main
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import ROWS, Fact, is_extra
from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.questionnaire import DECLARED_KINDS, Form, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.stages.admit_declared import undeclared
from pipeline.stages.merge import merge
from pipeline.stages.profile_json import from_profile_json, to_profile_json
from tests.documents import Printed
from tests.samples import COMPLETE, INPUTS, source_of
from tests.strategies import ROW_LIMIT, row_ids, values_of
from tests.workbooks import OpenForm, form_bytes, read_form

FIRM = Path(__file__).parent / "firm"
TEMPLATE = "engagement-record"
ANSWERS: dict[str, Any] = {
    "contract": "K-2026/17",
    "signed_on": "2026-03-02",
    "phase": "closing",
    "channels": ["portal", "meeting"],
    "insured": True,
    "cover": 1500000,
    "letters": ["risk-management-file.pdf"],
    "risks_in_focus": ["RI-01", "RI-02"],
    "reviews": [
        {
            "id": "RV-01",
            "topic": "Data",
            "held_on": "2026-05-04",
            "passed": False,
            "phase": "fieldwork",
            "hours": 7.5,
            "findings": "Two sources without a licence.",
            "heard_on": ["mail"],
            "minutes": ["test-reports-3.2.0.pdf"],
        },
        {
            "id": "RV-02",
            "topic": "Data again",
            "held_on": "2026-06-08",
            "passed": True,
            "phase": "closing",
            "follows": ["RV-01"],
        },
    ],
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return Path(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory, cache) -> Path:
    """Return the firm's library, with the template that it makes of its declaration."""
    folder: Path = tmp_path_factory.mktemp("library") / "firm"
    shutil.copytree(FIRM, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        assert main(["templates", "new", str(folder / TEMPLATE), "--library", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def above(cache) -> Catalogue:
    """Return the catalogue with the firm's declarations."""
    return load_catalogue([FIRM], cache=cache)


@pytest.fixture
def dossier(capsys, monkeypatch, cache) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Call a command with --json."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))

    def call(*arguments: object) -> tuple[int, dict[str, Any]]:
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return call


def profile_of(extra: dict[str, Any]) -> bytes:
    data = json.loads(source_of(COMPLETE).read_bytes())
    data["values"]["extra"] = extra
    return json.dumps(data).encode()


@pytest.fixture
def client(above, tmp_path) -> Callable[..., Path]:
    """Return what makes a client's folder, with the firm's form and the answers of the complete sample in it."""

    def make(extra: dict[str, Any]) -> Path:
        folder: Path = tmp_path / "inputs" / "lindenhof"
        shutil.copytree(INPUTS / "lindenhof" / "evidence", folder / "evidence")
        shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", folder)
        _, intake = from_profile_json("profile.json", profile_of(extra), above.questionnaire.facts)
        assert intake.findings == ()
        (folder / "tenorscore.xlsx").write_bytes(form_bytes(above, intake))
        return folder

    return make


class TestForm:
    """The firm's sheets stand in the form as any other."""

    def test_every_kind_of_answer_is_asked_for(self, above):
        own = [fact for path, fact in above.questionnaire.facts.items() if is_extra(path)]
        assert {fact.kind.value for fact in own if not fact.table} == {*DECLARED_KINDS, "table"}
        assert {fact.kind.value for fact in own if fact.table} == {*DECLARED_KINDS, "id"}

    def test_a_blank_form_asks_and_offers_the_firms_lists(self, dossier, firm, tmp_path):
        assert dossier("form", tmp_path / "blank.xlsx", "--library", firm)[0] == 0
        form = OpenForm((tmp_path / "blank.xlsx").read_bytes())
        assert {"90 Engagement", "Our reviews"} <= set(form.book.sheetnames)
        assert form.answer("extra.contract").value is None
        texts = {cell for sheet in form.book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row}
        assert {"Closing (report delivered)", "Monthly meeting", "Effort (h)"} <= texts
        assert "Sum insured\nUp to which sum for a single claim? In EUR." in texts

    def test_a_copy_of_the_questionnaire_declares_the_same(self, above):
        """Kept in the cache or handed to another process, facts are worked out anew from what is declared."""
        asked = above.questionnaire
        kept = msgpack.decode(msgpack.encode(asked), type=Questionnaire)
        for copy in (kept, pickle.loads(pickle.dumps(asked))):  # noqa: S301 - pickled here
            assert copy == asked
            assert dict(copy.facts) == dict(asked.facts)

    def test_its_sheet_may_stand_in_the_organisations_form(self, cache, tmp_path):
        folder = shutil.copytree(FIRM, tmp_path / "firm")
        path = folder / "schemas" / "questionnaire" / "firm.toml"
        text = path.read_text(encoding="utf-8").replace('forms = ["system"]', 'forms = ["organisation"]')
        path.write_text(text.replace('refers_to = "risk.risks"', 'refers_to = "evidence"'), encoding="utf-8")
        above = load_catalogue([folder], cache=cache)
        known, extra = above.questionnaire.facts, {"contract": "K-1", "signed_on": date(2026, 3, 2)}
        content = form_bytes(above, Intake({"extra": extra}), Form.ORGANISATION)
        theirs = read_form(content, above, Form.ORGANISATION)
        profile, intake = merge(Intake({"system": {"id": "ranker"}}), theirs, "not-used", known)
        assert profile is not None
        assert intake.values["extra"] == extra
        client = to_profile_json(Form.ORGANISATION, ClientProfile.model_validate(theirs.values, strict=False), {})
        form, again = from_profile_json("organisation.json", to_json(client), known)
        assert (form, again.values, again.findings) == (Form.ORGANISATION, {"extra": extra}, ())

    def test_without_the_library_nothing_of_it_is_asked(self, catalogue):
        assert [path for path in catalogue.questionnaire.facts if is_extra(path)] == []
        assert catalogue.questionnaire.facts is facts(), "nothing is copied where nothing is declared"

    def test_answers_are_shown_in_words_and_by_kind(self, client):
        form = OpenForm((client(ANSWERS) / "tenorscore.xlsx").read_bytes())
        assert form.answer("extra.phase").value == "Closing (report delivered)"
        assert form.answer("extra.channels").value == "Client portal; Monthly meeting"
        assert form.answer("extra.signed_on").value == datetime(2026, 3, 2)  # noqa: DTZ001 - a cell knows no zone
        assert form.item("extra.reviews", "RV-01", "hours").value == 7.5


class TestDocument:
    """What was answered stands in the firm's own document."""

    @pytest.fixture
    def built(self, dossier, firm, tmp_path) -> Callable[[Path], tuple[int, dict[str, Any], Printed]]:
        def build(folder: Path) -> tuple[int, dict[str, Any], Printed]:
            code, told = dossier("build", folder, "-o", tmp_path / "out", "--only", TEMPLATE, "--library", firm)
            made = tmp_path / "out" / COMPLETE / f"{TEMPLATE}.docx"
            return code, told, Printed(made.read_bytes())

        return build

    def test_it_prints_every_answer(self, client, built, dossier, firm, tmp_path):
        folder = client(ANSWERS)
        assert dossier("check", folder, "--library", firm)[1]["findings"] == []
        code, told, record = built(folder)
        assert (code, told["findings"]) == (0, [])
        contract = record.section("1 Contract")
        assert "Contract K-2026/17 was signed on 2 March 2026 for the system TenorScore." in contract
        for text in ("Closing (report delivered)", "risk-management-file.pdf", "RI-01", "Client portal", "not stated"):
            assert text.casefold() in contract.casefold()
        assert "1,500,000 EUR" in record.section("2 Insurance")
        assert "The sum insured reaches what we ask for." in record.section("2 Insurance")
        reviews = record.section("3 Reviews")
        for text in ("4 May 2026", "7.5 h", "Two sources without a licence.", "Mail", "test-reports-3.2.0.pdf"):
            assert text in reviews
        assert reviews.count("Data again") == 1, "the second table prints only what was not passed"
        kept = json.loads((tmp_path / "out" / COMPLETE / "profile.json").read_bytes())
        assert kept["values"]["extra"] == ANSWERS

    def test_a_gap_is_marked_and_told_with_the_document_that_prints_it(self, client, built):
        given = {name: value for name, value in ANSWERS.items() if name not in ("contract", "cover")}
        rows = [{name: cell for name, cell in row.items() if name != "findings"} for row in given["reviews"]]
        _, told, record = built(client({**given, "reviews": rows}))
        gaps = {each["at"]["question"]: each for each in told["findings"] if each["code"] == "REQ001"}
        assert set(gaps) == {"extra.contract", "extra.cover", "extra.reviews[RV-01].findings"}
        assert gaps["extra.contract"]["at"]["sheet"] == "90 Engagement"
        assert (
            "Contract number, is not answered; a marker stands in: Engagement record"
            in (gaps["extra.contract"]["message"])
        )
        assert "What was found of RV-01" in gaps["extra.reviews[RV-01].findings"]["message"]
        for section in ("1 Contract", "2 Insurance", "3 Reviews"):
            assert "[" in record.section(section), section

    def test_a_question_that_does_not_apply_is_no_gap(self, client, built):
        given = {name: value for name, value in ANSWERS.items() if name != "cover"} | {"insured": False}
        _, told, record = built(client(given))
        assert told["findings"] == []
        assert "1,500,000" not in record.text
        assert "Insured" in record.section("2 Insurance")

    def test_a_wrong_answer_is_told_at_its_cell_and_not_used(self, client, dossier, firm):
        path = client(ANSWERS) / "tenorscore.xlsx"
        form = OpenForm(path.read_bytes())
        wrong = {
            "INT015": form.answer("extra.phase"),
            "INT014": form.answer("extra.cover"),
            "INT025": form.answer("extra.risks_in_focus"),
            "INT033": form.answer("extra.letters"),
            "INT016": form.item("extra.reviews", "RV-01", "held_on"),
        }
        for cell, text in zip(wrong.values(), ("Somewhere", "a lot", "RI-99", "gone.pdf", "in spring"), strict=True):
            cell.value = text
        path.write_bytes(form.save())
        code, told = dossier("check", path, "--library", firm)
        assert code == 1
        places = {(each["code"], each["at"]["sheet"], each["at"]["cell"]) for each in told["findings"]}
        assert {(name, cell.parent.title, cell.coordinate) for name, cell in wrong.items()} <= places

    def test_without_the_library_the_workbooks_questions_are_unknown(self, client, dossier):
        path = client(ANSWERS) / "tenorscore.xlsx"
        told = dossier("check", path)[1]["findings"]
        assert {each["message"].partition('"')[2].partition('"')[0] for each in told if each["code"] == "INT013"} == {
            f"extra.{name}" for name in (*ANSWERS, "background")
        }


class TestSources:
    """What was answered elsewhere is taken over into the firm's questions too."""

    @pytest.mark.parametrize("source", ["profile.json", "tenorscore.xlsx"])
    def test_a_form_is_filled_from_earlier_answers(self, client, dossier, firm, tmp_path, above, source):
        folder = client(ANSWERS)
        (folder / "profile.json").write_bytes(profile_of(ANSWERS))
        code, told = dossier("form", tmp_path / "again.xlsx", "--from", folder / source, "--library", firm)
        assert (code, told["findings"]) == (0, [])
        again, before = (
            read_form(path.read_bytes(), above).values["extra"]
            for path in (tmp_path / "again.xlsx", folder / "tenorscore.xlsx")
        )
        assert again == before
        assert again["signed_on"] == date(2026, 3, 2)

    def test_a_card_answers_them_where_the_firm_says_so(self, dossier, firm, tmp_path, cache):
        folder: Path = shutil.copytree(firm, tmp_path / "firm")
        path = folder / "schemas" / "imports" / "own.toml"
        path.parent.mkdir()
        path.write_text(
            '[source]\nof = ["model-card"]\n'
            '[[entry]]\nid = "own-background"\nfact = "extra.background"\nheadings = ["Engagement"]\n'
            '[[entry]]\nid = "own-phase"\nfact = "extra.phase"\nkeys = ["phase"]\n'
            'codes = {"in the field" = "fieldwork"}\n',
            encoding="utf-8",
        )
        card = tmp_path / "card.md"
        card.write_text(
            "---\nphase: in the field\n---\n# Ranker\n\n## Engagement\n\nAsked by the board.\n", encoding="utf-8"
        )
        made = tmp_path / "from-card.xlsx"
        assert dossier("form", made, "--from", card, "--library", folder)[0] == 0
        read = read_form(made.read_bytes(), load_catalogue([folder], cache=cache))
        assert read.values["extra"] == {"background": "Asked by the board.", "phase": "fieldwork"}

    def test_a_form_in_another_language_reads_back_the_same(self, client, dossier, firm, tmp_path, above):
        folder: Path = shutil.copytree(firm, tmp_path / "firm")
        wording = folder / "schemas" / "questionnaire" / "firm.de.toml"
        wording.write_text(
            '[question."extra.contract"]\nlabel = "Vertragsnummer"\nask = "Wie lautet sie?"\n', encoding="utf-8"
        )
        source, made = client(ANSWERS) / "tenorscore.xlsx", tmp_path / "de.xlsx"
        assert dossier("form", made, "--from", source, "--lang", "de", "--library", folder)[0] == 0
        form = OpenForm(made.read_bytes())
        texts = {cell for row in form.sheet("90 Engagement").iter_rows(values_only=True) for cell in row}
        assert "Vertragsnummer\nWie lautet sie?" in texts
        assert (
            read_form(made.read_bytes(), above).values["extra"] == read_form(source.read_bytes(), above).values["extra"]
        )


class TestLaw:
    """The firm's own rules may read its own answers."""

    @pytest.fixture
    def ruled(self, firm, tmp_path) -> Path:
        """Return the library with a row of the route, and a contradiction, that read what only the firm asks."""
        folder: Path = shutil.copytree(firm, tmp_path / "ruled")
        for name, text in {
            "legislation/eu-ai-act/decisions/08-route.toml": (
                '[[table]]\nid = "route"\n[[table.row]]\nid = "annex-iii-2-to-8"\n'
                'when = "law.governing_area != [] and extra.insured == true"\n'
            ),
            "questionnaire/contradictions.toml": (
                '[[contradiction]]\nid = "early"\nwhen = "extra.cover > 1000000 and extra.phase != \'closing\'"\n'
                'words = "a sum that high is insured at the end"\ncites = ["Art 3"]\n'
            ),
        }.items():
            path = folder / "schemas" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    def test_a_reason_names_the_answer_and_what_would_change_it(self, client, dossier, ruled):
        told = dossier("explain", client(ANSWERS) / "tenorscore.xlsx", "--library", ruled)[1]["route"]
        assert told["outcome"] == "annex-vi"
        facts_told = {each["question"]: each for each in told["facts"]}
        insured = facts_told["extra.insured"]
        assert (insured["answer"], insured["cell"].partition("!")[0]) == ("Yes", "90 Engagement")
        assert "extra.insured" in {flip["fact"]["question"] for flip in told["flips"]}

    def test_answers_that_contradict_each_other_are_told_with_their_cells(self, client, dossier, ruled):
        path = client({**ANSWERS, "phase": "fieldwork"}) / "tenorscore.xlsx"
        (told,) = [
            each for each in dossier("check", path, "--library", ruled)[1]["findings"] if each["code"] == "CLS003"
        ]
        form = OpenForm(path.read_bytes())
        assert told["at"]["cell"] == form.answer("extra.cover").coordinate
        assert form.answer("extra.phase").coordinate in told["message"]


class TestProfileJson:
    """Kept answers are held against what the firm declares."""

    def test_what_no_question_declares_is_told_and_not_a_form(self, dossier, tmp_path):
        (tmp_path / "profile.json").write_bytes(profile_of({"contract": "K-1"}))
        code, told = dossier("form", tmp_path / "x.xlsx", "--from", tmp_path / "profile.json")
        assert code == 1
        (refused,) = told["findings"]
        assert (refused["code"], refused["at"]["key"]) == ("PRO002", "extra.contract")
        assert "is asked by no question" in refused["message"]

    @pytest.mark.parametrize(
        ("extra", "key", "why"),
        [
            ({"cover": "1500000"}, "extra.cover", "is not a number"),
            ({"cover": True}, "extra.cover", "is not a number"),
            ({"signed_on": "in spring"}, "extra.signed_on", "valid date"),
            ({"signed_on": "1899-01-01"}, "extra.signed_on", "lies before"),
            ({"insured": "yes"}, "extra.insured", "valid boolean"),
            ({"contract": "one\ntwo"}, "extra.contract", "line break"),
            ({"contract": ["a"]}, "extra.contract", "valid string"),
            ({"phase": "later"}, "extra.phase", "later is not in the list EngagementPhase"),
            ({"channels": ["mail", "pigeon"]}, "extra.channels", "pigeon is not in the list ReportingChannel"),
            ({"channels": "mail"}, "extra.channels", "valid array"),
            ({"letters": ["a/b.pdf"]}, "extra.letters.0", "name of a file"),
            ({"risks_in_focus": ["no id"]}, "extra.risks_in_focus.0", "is not an id"),
            ({"reviews": [{"id": "RV-01", "held_on": 3}]}, "extra.reviews.0.held_on", "valid date"),
            ({"reviews": [{"id": "RV-01", "colour": "red"}]}, "extra.reviews.0.colour", "not permitted"),
            ({"reviews": [{"id": "RV-01"}, {"id": "RV-01"}]}, "extra.reviews", "holds RV-01 twice"),
            ({"reviews": []}, "extra.reviews", "is empty"),
            ({"reviews": "none"}, "extra.reviews", "valid array"),
            ({"copy": "x"}, "extra.copy", "is asked by no question"),
            ({"Own": "x"}, "extra", "is no name of a fact"),
            ({"deep": {"er": "x"}}, "extra.deep.value", "is no text, number, day"),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_an_answer_of_another_kind_is_told_by_its_path(self, above, extra, key, why):
        asked = above.questionnaire
        _, intake = from_profile_json("p.json", profile_of(extra), asked.facts)
        told = [(each.at.key, each.message) for each in intake.findings]
        told += [*undeclared(intake.values, intake.notes, asked)] if not told else []
        ((found, message),) = told
        assert found == key
        assert why in message


def _value(fact: Fact, catalogue: Catalogue) -> st.SearchStrategy[Any]:
    if not fact.vocabulary:
        return values_of(fact)
    codes = st.sampled_from([*catalogue.questionnaire.choices[fact.vocabulary]])
    return codes if fact.kind is Kind.CHOICE else st.lists(codes, min_size=1, unique=True).map(tuple)


@st.composite
def _answers(draw: st.DrawFn, catalogue: Catalogue) -> dict[str, Any]:
    """Draw any admissible answers to the firm's questions."""
    known, found = catalogue.questionnaire.facts, dict[str, Any]()
    for question in catalogue.questionnaire.questions():
        if not is_extra(question.id) or not draw(st.booleans()):
            continue
        name, columns = question.id.partition(".")[2], known[question.id].columns
        if not columns:
            found[name] = draw(_value(known[question.id], catalogue))
            continue
        cells = {column: _value(known[f"{question.id}{ROWS}.{column}"], catalogue) for column in columns}
        ids = draw(st.lists(row_ids(), min_size=1, max_size=ROW_LIMIT, unique_by=str.casefold))
        found[name] = tuple({"id": each} | draw(st.fixed_dictionaries({}, optional=cells)) for each in ids)
    return found


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_answers_are_the_same_after_a_form_and_after_a_profile_json(above, data):
    values: dict[str, Any] = {"system": {"id": "ranker"}}
    if drawn := data.draw(_answers(above)):
        values["extra"] = drawn
    declined = next((path for path in ("extra.contract", "extra.reviews") if path[6:] not in drawn), "")
    said = {declined: AnswerNote(AnswerState.NOT_APPLICABLE, "no contract")} if declined else {}
    known = above.questionnaire.facts

    profile, read = merge(read_form(form_bytes(above, Intake(values, said)), above), Intake({}), "not-used", known)
    assert profile is not None
    assert (read.values, dict(read.notes)) == (values, said)
    assert profile == SystemProfile.model_validate(values, strict=False)

    kept = to_json(to_profile_json(Form.SYSTEM, profile, read.notes))
    _, again = from_profile_json("profile.json", kept, known)
    assert (again.values, dict(again.notes), again.findings) == (values, said, ())
    assert list(undeclared(again.values, again.notes, above.questionnaire)) == []
    assert {told.code for told in read.findings} <= {"INT025"}, "ids that name no row are drawn, and told"
