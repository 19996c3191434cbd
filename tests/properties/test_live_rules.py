"""Whatever is typed: the form shows of a dependent question what a build makes of the same answers."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from pipeline.formats.xlsx_rule import AnswerCells
from pipeline.model.fact_list import facts
from pipeline.model.form_rule import Fixed, FormRule
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import DOES_NOT_APPLY
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.stages.form_rules import form_rules, worth
from tests.strategies import questionnaire
from tests.typed import commented, facts_read, questions_of, typed, vocabularies_of

WORTH = {True: 1, False: 0, None: 0.5}
CASES_EACH = 60
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


def live_rules() -> dict[str, FormRule]:
    """Return by condition the rules of all shipped questions that follow answers in the form, and further ones."""
    asked = questionnaire()
    found: dict[str, FormRule] = {}
    for form in Form:
        questions = questions_of(asked, form)
        rules = form_rules(questions, vocabularies_of(asked))
        found |= {each.shown_if: rules[each.id] for each in questions if not isinstance(rules[each.id], Fixed)}
    system = questions_of(asked, Form.SYSTEM)
    for condition in FURTHER:
        last = replace(system[-1], shown_if=condition)
        found[condition] = form_rules((*system[:-1], last), vocabularies_of(asked))[last.id]
    return found


RULES = live_rules()


@dataclass(frozen=True)
class Typed:
    """What is typed into the cells of the form that a condition names."""

    condition: str
    answers: dict[str, str | None]
    comments: dict[str, str]

    @classmethod
    def by_chance(cls, condition: str, chance: Random) -> "Typed":
        lists = vocabularies_of(questionnaire())
        asked = [name for name in paths_in(parse_condition(condition)) if name in facts()]
        answers = {name: typed(facts()[name], lists, chance) for name in asked}
        return cls(condition, answers, {name: commented(chance) for name in asked})

    @property
    def expected(self) -> float:
        """What a build makes of it."""
        read = facts_read(self.answers, self.comments, vocabularies_of(questionnaire()))
        return WORTH[read.judge(self.condition).holds]


@pytest.mark.parametrize("condition", RULES)
@given(st.integers(0, 2**32))
def test_a_rule_is_worth_what_its_condition_evaluates_to(condition: str, seed: int) -> None:
    case = Typed.by_chance(condition, Random(seed))
    assert worth(RULES[condition], case.answers, case.comments) == case.expected


@pytest.mark.office
def test_a_spreadsheet_works_out_what_a_condition_evaluates_to(tmp_path: Path) -> None:
    chance = Random(11)
    cases = [Typed.by_chance(condition, chance) for condition in RULES for _ in range(CASES_EACH)]
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
        worked_out = AnswerCells(*addresses, DOES_NOT_APPLY).worth(RULES[case.condition])
        results.cell(row, 1).value = f"={worked_out}"
    book.save(tmp_path / "rules.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "rules.xlsx")], check=True, capture_output=True)
    saved = CalamineWorkbook.from_path(str(tmp_path / "out/rules.xlsx")).get_sheet_by_name("Results").to_python()
    wrong = [(case, row[0]) for case, row in zip(cases, saved, strict=True) if row[0] != case.expected]
    assert wrong == []
