"""The condition of a question to a rule: what cells answer, what is judged as the form is written, what is left out."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.model.form_layout import Option, Vocabulary
from pipeline.model.form_rule import (
    ALWAYS_APPLIES,
    NEVER_APPLIES,
    UNDECIDED,
    AllOf,
    Answered,
    AnyOf,
    Contrary,
    Fixed,
    FormRule,
)
from pipeline.model.questionnaire import Question
from pipeline.rules.condition import Condition, paths_in
from pipeline.stages.form_rules import form_rules, worth

YES_NO = Vocabulary("yes-no", (Option("yes", "Yes"), Option("no", "No")))
ROLE = Vocabulary(
    "Role",
    (Option("provider", "Provider (makes it)"), Option("deployer", "Deployer (uses it)"), Option("other", "Other")),
)
STATE = Vocabulary("ManagementState", (Option("none", "None yet"), Option("certified", "In use, with a certificate")))


def question(path: str, shown_if: str = "true") -> Question:
    return Question(path, path, "What?", (), "provider", (), shown_if=shown_if)


STATE_LABELS = [option.label for option in STATE.options]

ASKED = [
    question("transparency.any"),
    question("transparency.generates"),
    question("system.roles"),
    question("management.state"),
    question("system.name"),
]
ANY = Answered("transparency.any", ("Yes",), ("No",))
GENERATES = replace(ANY, question="transparency.generates")
DEPLOYER = Answered(
    "system.roles",
    ("Deployer (uses it)", "Deployer"),
    ("Provider (makes it)", "Provider", "Other"),
    several=True,
)


def rule_of(shown_if: str, judge: Callable[[Condition], bool | None] = lambda _: None) -> FormRule:
    dependent = question("system.version", shown_if)
    return form_rules([*ASKED, dependent], (YES_NO, ROLE, STATE), judge)[dependent.id]


@pytest.mark.parametrize(
    ("shown_if", "rule"),
    [
        ("transparency.any == true", ANY),
        ("transparency.any != false", ANY),
        ("true == transparency.any", ANY),
        ("transparency.any", ANY),
        ("transparency.any == false", replace(ANY, holds=("No",), fails=("Yes",))),
        ("not transparency.any", Contrary(ANY)),
        ("not (not transparency.any)", ANY),
        ('"deployer" in system.roles', DEPLOYER),
        ('"deployer" not in system.roles', Contrary(replace(DEPLOYER, declined=True))),
        ('management.state == "none"', Answered("management.state", ("None yet",), ("In use, with a certificate",))),
        ('management.state in ["none", "certified"]', Answered("management.state", (*STATE_LABELS,), ())),
        ("transparency.any and transparency.generates", AllOf((ANY, GENERATES))),
        ("transparency.any or transparency.generates", AnyOf((ANY, GENERATES))),
    ],
)
def test_what_cells_of_the_form_answer_is_read_from_them(shown_if: str, rule: FormRule) -> None:
    assert rule_of(shown_if) == rule


@pytest.mark.parametrize(
    "shown_if",
    [
        'law.high_risk != "not-high-risk"',
        'scope.use_cases.use == "recruitment"',
        "data.personal_data == true",
        'system.name == "Ranker"',
        'system.roles == "deployer"',
        '"none" in management.state',
        "system.roles",
        "transparency.any == transparency.generates",
    ],
    ids=["outcome", "column", "other form", "text", "list as a whole", "part of a text", "bare list", "two cells"],
)
@pytest.mark.parametrize(("judged", "rule"), [(True, ALWAYS_APPLIES), (False, NEVER_APPLIES), (None, UNDECIDED)])
def test_what_no_cell_of_the_form_answers_is_judged_when_the_form_is_written(
    shown_if: str, judged: bool | None, rule: FormRule
) -> None:
    assert rule_of(shown_if, lambda _: judged) == rule


def test_only_what_no_cell_answers_is_judged() -> None:
    judged: list[tuple[str, ...]] = []

    def judge(condition: Condition) -> bool:
        judged.append(paths_in(condition))
        return True

    assert rule_of('transparency.any and "1" in law.governing_area', judge) == ANY
    assert judged == [("law.governing_area",)]


@pytest.mark.parametrize(("judged", "rule"), [(True, ALWAYS_APPLIES), (False, UNDECIDED), (None, UNDECIDED)])
def test_that_a_fact_is_not_known_yet_settles_nothing(judged: bool | None, rule: FormRule) -> None:
    assert rule_of("known(system.name)", lambda _: judged) == rule


@pytest.mark.parametrize(
    ("shown_if", "judged", "rule"),
    [
        ("true", None, ALWAYS_APPLIES),
        ("false", None, NEVER_APPLIES),
        ("transparency.any and law.x", True, ANY),
        ("transparency.any and law.x", False, NEVER_APPLIES),
        ("transparency.any and law.x", None, AllOf((ANY, UNDECIDED))),
        ("transparency.any or law.x", True, ALWAYS_APPLIES),
        ("transparency.any or law.x", False, ANY),
        ("transparency.any or law.x", None, AnyOf((ANY, UNDECIDED))),
        ("not law.x", True, NEVER_APPLIES),
        ("not law.x", None, UNDECIDED),
        ("law.x and law.y", True, ALWAYS_APPLIES),
        ("law.x or law.y", None, UNDECIDED),
        ("transparency.any and (transparency.any and transparency.generates)", None, AllOf((ANY, GENERATES))),
    ],
)
def test_a_rule_holds_no_part_that_decides_nothing(shown_if: str, judged: bool | None, rule: FormRule) -> None:
    assert rule_of(shown_if, lambda _: judged) == rule


@pytest.mark.parametrize(
    ("labels", "wordings"),
    [
        (("Small (up to 9)", "Large"), ("Small (up to 9)", "Small")),
        (("Both (a)", "Both (b)"), ("Both (a)",)),
        (("Small (up to 9)", "small"), ("Small (up to 9)",)),
        (("Not sure", "Large"), ()),
        (("Unknown (to us)", "Large"), ("Unknown (to us)",)),
    ],
    ids=["head", "head of two", "head that is a label", "state", "placeholder"],
)
def test_a_choice_may_be_typed_as_a_form_is_read(labels: tuple[str, str], wordings: tuple[str, ...]) -> None:
    vocabulary = Vocabulary("Role", tuple(map(Option, ("provider", "deployer"), labels)))
    asked = [question("system.roles"), question("system.name", '"provider" in system.roles')]
    rule = form_rules(asked, (vocabulary,))["system.name"]
    assert isinstance(rule, Answered)
    assert rule.holds == wordings


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Fixed(0.5), 0.5),
        (AllOf((ANY, UNDECIDED)), 0.5),
        (AllOf((GENERATES, UNDECIDED)), 0),
        (AnyOf((ANY, UNDECIDED)), 1),
        (AnyOf((GENERATES, UNDECIDED)), 0.5),
        (Contrary(ANY), 0),
        (Contrary(UNDECIDED), 0.5),
        (replace(ANY, question="system.name"), 0.5),
    ],
)
def test_parts_join_as_in_three_valued_logic(rule: FormRule, value: float) -> None:
    assert worth(rule, {"transparency.any": "Yes", "transparency.generates": "No"}) == value
