"""Answers that cannot all be right: each declared contradiction is found by its case, and by nothing else."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model.fact_list import facts
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.intake import AnswerNote, AnswerState, Intake
from pipeline.model.questionnaire import Contradiction, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.stages.classify import classify
from pipeline.stages.contradict import contradictions
from pipeline.stages.standing import standings
from tests.classified import cases, intake_of, read_law
from tests.samples import SAMPLES, merged
from tests.strategies import questionnaire

DECLARED = {entry.id: entry for entry in questionnaire().contradictions}
BASE = next(case.facts for case in cases() if case.id == "annex-iii-4a-yes")
"""A provider whose answers go together: it ranks applications, profiles nobody and claims nothing."""


def use(code: str = "recruitment", **cells: object) -> dict[str, Any]:
    row = {"use": code, "does_it": True, "on_persons": True, "profiling": False, "claims": ["none"]}
    return {"scope.use_cases": [row | cells]}


def product(**cells: object) -> dict[str, Any]:
    row = {"law": "machinery", "itself": False, "safety_function": True, "third_party": True}
    return {"scope.product_related": True, "scope.products": [row | cells]}


RELIEF = {"market.transition": True, "market.design_changed": False}
GENERATES = {"transparency.any": True, "transparency.generates": True}

CASES: dict[str, dict[str, Any]] = {
    "last-supply-before-first": {
        "system.last_supply": date(2026, 1, 10),
        "system.first_release": date(2026, 1, 11),
    },
    "profiling-without-personal-data": use(profiling=True, claims=[]) | {"data.personal_data": False},
    "persons-without-target": use() | {"purpose.targets_persons": False},
    "listed-use-denied": use() | {"scope.listed_use": False},
    "listed-use-missing": use("none") | {"scope.listed_use": True},
    "product-denied": product() | {"scope.product_related": False},
    "comfort-with-safety": product(comfort_only=True),
    "claim-with-profiling": use(profiling=True, claims=["narrow-task"]),
    "no-claim-and-claim": use(claims=["none", "preparatory-task"]),
    "emotion-use-denied": use("emotion-recognition", condition=True, permitted=True) | {"transparency.any": False},
    "inferred-emotions-denied": {
        "practices.emotions": True,
        "practices.emotions_infers": True,
        "practices.emotions_biometric": True,
        "transparency.any": True,
        "transparency.reads_emotions": False,
    },
    "generated-content-denied": {"practices.intimate_images": True, "practices.intimate_content": True}
    | {"transparency.any": False},
    "unreleased-with-relief": {"scope.special_purpose": True, "scope.unreleased": True, "market.transition": True},
    "relief-with-change": RELIEF
    | {"lifecycle.changes": [{"version": "2", "after_release": True, "foreseen": False, "affects": True}]},
    "relief-with-modification": RELIEF | {"scope.took_over": True, "scope.modified": True},
    "standards-that-do-not-exist": {"market.standards_in_full": True},
    "no-notified-body-on-its-route": use("remote-identification", condition=True, carve_out=False, permitted=True)
    | {"conformity.notified_body": False},
    "provider-abroad-without-mandate": {"scope.provider_in_union": False, "representative.appointed": False},
}
"""Facts that contradict each other, over those of the base, by the contradiction that they have to show."""

USE, PRODUCT = "scope.use_cases[US-01].", "scope.products[PR-01]."
BETWEEN: dict[str, tuple[str, ...]] = {
    "last-supply-before-first": ("system.last_supply", "system.first_release"),
    "profiling-without-personal-data": (f"{USE}profiling", "data.personal_data"),
    "persons-without-target": (f"{USE}on_persons", "purpose.targets_persons"),
    "listed-use-denied": (f"{USE}use", "scope.listed_use"),
    "listed-use-missing": (f"{USE}use", "scope.listed_use"),
    "product-denied": (f"{PRODUCT}law", "scope.product_related"),
    "comfort-with-safety": (f"{PRODUCT}comfort_only", f"{PRODUCT}safety_function"),
    "claim-with-profiling": (f"{USE}claims", f"{USE}profiling"),
    "no-claim-and-claim": (f"{USE}claims",),
    "emotion-use-denied": (f"{USE}use", f"{USE}does_it", "transparency.any"),
    "inferred-emotions-denied": (
        "practices.emotions_infers",
        "practices.emotions_biometric",
        "transparency.reads_emotions",
    ),
    "generated-content-denied": ("practices.intimate_content", "transparency.any"),
    "unreleased-with-relief": ("scope.unreleased", "market.transition"),
    "relief-with-change": (
        "lifecycle.changes[CH-01].after_release",
        "lifecycle.changes[CH-01].affects",
        "market.transition",
        "market.design_changed",
    ),
    "relief-with-modification": ("scope.modified", "market.transition", "market.design_changed"),
    "standards-that-do-not-exist": ("market.standards_in_full",),
    "no-notified-body-on-its-route": ("conformity.notified_body",),
    "provider-abroad-without-mandate": ("representative.appointed", "scope.provider_in_union"),
}
"""The answers that each case names, by contradiction."""

HARMLESS: dict[str, dict[str, Any]] = {
    "the base": {},
    "the only unit": {"system.last_supply": date(2026, 1, 11), "system.first_release": date(2026, 1, 11)},
    "profiling of persons whose data are processed": use(profiling=True, claims=[]),
    "profiling while it is open whether data are personal": use(profiling=True, claims=[])
    | {"data.personal_data": "unknown"},
    "no listed use, and none claimed": {"scope.listed_use": False, "scope.use_cases": "unknown"},
    "a row without a use beside one that is listed": {"scope.use_cases": [*use()["scope.use_cases"], {"use": "none"}]},
    "emotions that are told to the people": use("emotion-recognition", condition=True, permitted=True)
    | {"transparency.any": True, "transparency.reads_emotions": True},
    "emotions from writing alone, not told to the people": {
        "practices.emotions": True,
        "practices.emotions_infers": True,
        "practices.emotions_biometric": False,
        "transparency.any": False,
    },
    "content that is made, and said to be": {"practices.intimate_images": True, "practices.intimate_content": True}
    | GENERATES,
    "a special purpose that fits": {"scope.special_purpose": True, "scope.research_only": True},
    "a screen that is open above an element": {
        "practices.manipulation": "unknown",
        "practices.manipulation_technique": True,
    },
    "a screen answered yes": {"practices.social_scoring": True, "practices.social_scoring_evaluates": True},
    "a claim without profiling": use(claims=["narrow-task"], decisive=False),
    "comfort alone": product(comfort_only=True, safety_function=False, endangers=False),
    "a notified body on its route": use("remote-identification", condition=True, carve_out=False, permitted=True)
    | {"conformity.notified_body": True},
    "abroad, with a representative": {"scope.provider_in_union": False, "representative.appointed": True},
    "abroad and not high-risk": {
        "scope.listed_use": False,
        "scope.use_cases": "unknown",
        "scope.provider_in_union": False,
        "representative.appointed": False,
    },
}


def answers(facts: Mapping[str, Any]) -> Intake:
    """Return facts as answers of which each stands in a cell of its own."""
    intake = intake_of({**BASE, **facts})
    paths = sorted(_paths(intake.values))
    cells = {path: Place("x.xlsx", path.partition(".")[0], f"E{row}") for row, path in enumerate(paths, 5)}
    return replace(intake, cells=cells)


def _paths(tree: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in tree.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _paths(value, f"{path}.")
        elif isinstance(value, tuple) and value and isinstance(value[0], Mapping):
            yield from (f"{path}[{row['id']}].{column}" for row in value for column in row)
        else:
            yield path


def found_in(intake: Intake) -> list[Finding]:
    return list(told_by(intake, questionnaire()))


def told_by(intake: Intake, asked: Questionnaire) -> Iterator[Finding]:
    classification = classify(intake, read_law().legislation)
    return contradictions(intake, classification, asked, standings(classification.facts, asked))


def named(finding: Finding) -> str:
    """Return the contradiction that a finding is of, by its words."""
    (entry,) = (entry for entry in DECLARED.values() if finding.message.startswith(entry.words))
    return entry.id


def test_every_contradiction_has_a_case_and_words_of_its_own() -> None:
    assert set(CASES) == set(BETWEEN) == set(DECLARED)
    words = [entry.words for entry in DECLARED.values()]
    assert not [one for one in words for other in words if one is not other and other.startswith(one)]


@pytest.mark.parametrize("name", DECLARED)
def test_a_contradiction_is_found_by_its_case_alone(name: str) -> None:
    assert [named(finding) for finding in found_in(answers(CASES[name]))] == [name]


@pytest.mark.parametrize("name", DECLARED)
def test_it_stands_at_the_first_answer_and_names_the_cells_of_the_others(name: str) -> None:
    entry, intake = DECLARED[name], answers(CASES[name])
    (finding,) = found_in(intake)
    assert (finding.code, finding.severity, finding.cites) == ("CLS003", Severity.WARNING, entry.cites)
    first, *others = BETWEEN[name]
    assert finding.at == replace(intake.cells[first], question=first)
    cells = [f"{intake.cells[path].sheet}!{intake.cells[path].cell}" for path in others]
    assert finding.message == entry.words + (f"; see {', '.join(cells)}" if cells else "")


def test_of_several_answers_that_a_denial_may_clash_with_the_one_that_does_is_named() -> None:
    made = {"practices.child_abuse": True, "practices.child_abuse_content": True, "transparency.any": False}
    intake = answers(made)
    (finding,) = found_in(intake)
    assert finding.at.question == "practices.child_abuse_content"
    assert finding.message.endswith(f"; see transparency!{intake.cells['transparency.any'].cell}")


HIDDEN_BY_ONE = {
    question.id: found[1]
    for question in questionnaire().questions()
    if not question.column and (found := re.fullmatch(r"(\S+) (?:!= false|== true)", question.shown_if))
}
"""Questions that a no to one other hides, with that other."""


@pytest.mark.parametrize("hidden", [name for name in HIDDEN_BY_ONE if facts()[name].kind is Kind.YES_NO])
def test_a_yes_behind_a_no_is_told_with_both_cells(hidden: str) -> None:
    screen = HIDDEN_BY_ONE[hidden]
    intake = answers({screen: False, hidden: True})
    (clash,) = [each for each in found_in(intake) if (each.code, each.at.question) == ("CLS007", hidden)]
    assert clash.severity is Severity.WARNING
    assert (clash.at.sheet, clash.at.cell) == (intake.cells[hidden].sheet, intake.cells[hidden].cell)
    assert f"{intake.cells[screen].sheet}!{intake.cells[screen].cell}" in clash.message


def test_a_yes_in_a_row_behind_a_no_in_it_is_told_and_nothing_else_of_a_row() -> None:
    intake = answers(product(third_party=False, spectrum_only=True))
    (finding,) = found_in(intake)
    assert (finding.code, finding.at.question) == ("CLS007", f"{PRODUCT}spectrum_only")
    assert finding.message.endswith(f"no in scope!{intake.cells[f'{PRODUCT}third_party'].cell}")


@pytest.mark.parametrize(
    ("screen", "table"), [("scope.listed_use", "scope.use_cases"), ("scope.product_related", "scope.products")]
)
@pytest.mark.parametrize(("said", "codes"), [(True, ["CLS008"]), (False, []), ("unknown", [])])
def test_a_table_that_is_declined_behind_a_yes_is_told(
    screen: str, table: str, said: bool | str, codes: list[str]
) -> None:
    intake = answers({screen: said, table: "unknown"})
    intake = replace(intake, notes={table: AnswerNote(AnswerState.NOT_APPLICABLE, reason="There are none.")})
    found = found_in(intake)
    assert [each.code for each in found] == codes
    assert [each.at.question for each in found] == [table for _ in codes]


@pytest.mark.parametrize("name", HARMLESS)
def test_answers_that_go_together_are_left_alone(name: str) -> None:
    assert found_in(answers(HARMLESS[name])) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_contradicts_itself_nowhere(sample: str) -> None:
    assert found_in(merged(sample)) == []


def test_rows_are_told_one_by_one() -> None:
    (row,) = use(profiling=True, claims=[])["scope.use_cases"]
    facts = {"scope.use_cases": [row, {**row, "profiling": False}, row], "data.personal_data": False}
    places = [finding.at.question for finding in found_in(answers(facts))]
    assert places == ["scope.use_cases[US-01].profiling", "scope.use_cases[US-03].profiling"]


def test_an_answer_without_a_cell_is_named_by_its_path() -> None:
    (finding,) = found_in(intake_of({**BASE, **CASES["persons-without-target"]}))
    assert finding.at == Place(question=f"{USE}on_persons")
    assert finding.message.endswith("; see purpose.targets_persons")


def test_where_an_outcome_decides_alone_the_answers_behind_it_are_named() -> None:
    """The condition holds before it comes to an answer, and a finding needs a cell all the same."""
    either = Contradiction("own", 'law.high_risk == "high-risk" or system.name == "x"', "both", ("Art 6",))
    asked, intake = replace(questionnaire(), contradictions=(either,)), answers({})
    classification = classify(intake, read_law().legislation)
    (finding,) = (each for each in told_by(intake, asked) if each.code == "CLS003")
    assert finding.at.question in classification.read_behind(["law.high_risk"])
    assert finding.at.cell
