"""Whatever is typed: the form shows of a dependent question what a build makes of the same answers."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from pipeline.formats.xlsx_rule import AnswerCells
from pipeline.library.languages import load_questionnaire
from pipeline.model.fact_list import facts
from pipeline.model.form_rule import Fixed, FormRule
from pipeline.model.questionnaire import Form
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.stages.form_rules import form_rules, worth
from tests.strategies import questionnaire
from tests.typed import FOREIGN, Client, commented, questions_of

WORTH = {True: 1, False: 0, None: 0.5}
CASES_EACH = 40
TITLE = "2 Scope's"

FURTHER = (
    '"deployer" not in system.roles',
    'not ("deployer" in system.roles) or transparency.any == true',
    '"importer" in system.roles or "distributor" in system.roles',
    'documents.status in ["draft", "approved"] and not transparency.any',
    'documents.status not in ["draft"]',
    "transparency.any == false or (transparency.generates and not (transparency.crime_law != true))",
)
"""Conditions that no shipped question has, but a firm's own may."""


LANGUAGES = ("en", "de")


@cache
def client(language: str) -> Client:
    """Return somebody who fills in the shipped forms in a language."""
    with TemporaryDirectory() as folder:
        return Client(load_questionnaire(questionnaire(), language, cache=Path(folder)))


@cache
def rules_in(language: str) -> dict[str, FormRule]:
    """Return by condition the rules of all shipped questions that follow answers in the form, and further ones."""
    asked, lists = client(language).questionnaire, client(language).lists
    found: dict[str, FormRule] = {}
    for form in Form:
        questions = questions_of(asked, form)
        rules = form_rules(questions, lists)
        found |= {each.shown_if: rules[each.id] for each in questions if not isinstance(rules[each.id], Fixed)}
    system = questions_of(asked, Form.SYSTEM)
    for condition in FURTHER:
        last = replace(system[-1], shown_if=condition)
        found[condition] = form_rules((*system[:-1], last), lists)[last.id]
    return found


@dataclass(frozen=True)
class Typed:
    """What is typed into the cells of the form that a condition names."""

    client: Client
    condition: str
    answers: dict[str, str | None]
    comments: dict[str, str]

    @classmethod
    def by_chance(cls, client: Client, condition: str, chance: Random, foreign: float = 0) -> "Typed":
        """Type answers in the form's own words, a share of them in words that it does not offer."""
        asked = [name for name in paths_in(parse_condition(condition)) if name in facts()]
        answers = {
            name: chance.choice(FOREIGN) if chance.random() < foreign else client.types(facts()[name], chance)
            for name in asked
        }
        return cls(client, condition, answers, {name: commented(chance) for name in asked})

    @property
    def expected(self) -> float:
        """What a build makes of it."""
        return WORTH[self.client.reads(self.answers, self.comments).judge(self.condition).holds]


def conditions(language: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(rules_in(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=1500)
@given(st.data(), st.randoms(use_true_random=False))
def test_a_rule_is_worth_what_its_condition_evaluates_to(language: str, data: st.DataObject, chance: Random) -> None:
    case = Typed.by_chance(client(language), data.draw(conditions(language)), chance)
    assert worth(rules_in(language)[case.condition], case.answers, case.comments) == case.expected


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=500)
@given(st.data(), st.randoms(use_true_random=False))
def test_words_that_the_form_does_not_offer_leave_open_at_worst(
    language: str, data: st.DataObject, chance: Random
) -> None:
    case = Typed.by_chance(client(language), data.draw(conditions(language)), chance, foreign=0.6)
    assert worth(rules_in(language)[case.condition], case.answers, case.comments) in (case.expected, 0.5)


def worked_out(cases: list[Typed], folder: Path) -> list[object]:
    """Return what LibreOffice works the formula of each case out to."""
    book = Workbook()
    typed_in, results = book.worksheets[0], book.create_sheet("Results")
    typed_in.title = TITLE
    for row, case in enumerate(cases, 1):
        addresses: tuple[dict[str, str], dict[str, str]] = {}, {}
        for place, question in enumerate(case.answers):
            for at, text in enumerate((case.answers[question], case.comments[question])):
                column = 1 + 2 * place + at
                typed_in.cell(row, column, text)
                addresses[at][question] = f"'2 Scope''s'!${get_column_letter(column)}${row}"
        asked = case.client.questionnaire
        cells = AnswerCells(*addresses, asked.words.state_does_not_apply)
        results.cell(row, 1).value = f"={cells.worth(rules_in(asked.language)[case.condition])}"
    book.save(folder / "rules.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(folder / "rules.xlsx")], check=True, capture_output=True)
    saved = CalamineWorkbook.from_path(str(folder / "out/rules.xlsx")).get_sheet_by_name("Results")
    return [row[0] for row in saved.to_python()]


@pytest.mark.office
def test_a_spreadsheet_works_out_what_a_condition_evaluates_to(tmp_path: Path) -> None:
    chance = Random(11)
    own = [
        Typed.by_chance(client(language), condition, chance)
        for language in LANGUAGES
        for condition in rules_in(language)
        for _ in range(CASES_EACH)
    ]
    foreign = [
        Typed.by_chance(client(language), condition, chance, foreign=0.6)
        for language in LANGUAGES
        for condition in rules_in(language)
        for _ in range(CASES_EACH // 4)
    ]
    got = worked_out([*own, *foreign], tmp_path)
    assert [(case, value) for case, value in zip(own, got, strict=False) if value != case.expected] == []
    beside = zip(foreign, got[len(own) :], strict=True)
    assert [(case, value) for case, value in beside if value not in (case.expected, 0.5)] == []
