"""Facts to outcomes with their points of law: the cases of this folder against the decision tables."""

from typing import Any

import pytest

from pipeline.model.profile import SystemProfile
from pipeline.rules.evaluate import Absent, OpenChoice, OpenSet
from pipeline.stages.admit_declared import undeclared
from tests.classified import Case, Classified, cases, classified, intake_of, read_law

ALL = {case.id: case for case in cases()}


@pytest.mark.parametrize("name", ALL)
def test_a_case_comes_out_as_the_law_says(name: str) -> None:
    case = ALL[name]
    found = classified(case.facts, read_law(case.edition, case.as_of))
    open_of = case.expect.get("open_of", "high_risk")
    wanted = {key: value for key, value in case.expect.items() if key not in ("open", "open_of")}
    assert {key: come_out(key, found) for key in wanted} == {
        key: wanted_as(key, value, found) for key, value in wanted.items()
    }
    for path in case.expect.get("open", ()):
        assert path in left_open(open_of, found)


@pytest.mark.parametrize("name", ALL)
def test_the_facts_of_a_case_are_answers_that_the_form_admits(name: str) -> None:
    case = ALL[name]
    answers = intake_of(case.facts)
    assert list(undeclared(answers.values, answers.notes, read_law(case.edition, case.as_of).questionnaire)) == []
    SystemProfile.model_validate(answers.values, strict=False)


def come_out(key: str, found: Classified) -> Any:
    """Return what came out: an outcome of the explanation, its points, or an outcome of the tables."""
    if key.startswith("law."):
        return plain(found.classification.facts.look_up(key))
    topic, _, points = key.partition(".")
    explained = found.explanation.of(topic)
    if topic == "transparency":
        return sorted(explained.named) if explained.is_settled else "unknown"
    if points:
        return explained.points
    if topic == "roles":
        return sorted(explained.outcomes)
    return explained.outcomes[0]


def left_open(key: str, found: Classified) -> tuple[str, ...]:
    """Return the facts that leave an outcome open."""
    if key.startswith("law."):
        return found.classification.asked_behind(found.classification.decisions[key].unknowns)
    return tuple(fact.path for fact in found.explanation.of(key).unknowns)


def wanted_as(key: str, value: Any, found: Classified) -> Any:
    """Return what is expected in the form of what came out; points are a subset of those that are named."""
    if key.endswith(".points"):
        named = come_out(key, found)
        return named if set(value) <= set(named) else tuple(value)
    return sorted(value) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    if isinstance(value, OpenSet):
        return sorted(value.members) if not value.possible else "unknown"
    return "unknown" if value is Absent.UNKNOWN or isinstance(value, OpenChoice) else value


def test_there_are_enough_cases_and_their_ids_stand_once() -> None:
    every: list[Case] = list(cases())
    assert len(every) >= 200
    assert len(ALL) == len(every)
    assert {case.edition for case in every} == {"eu-ai-act@2024-07-12", "eu-ai-act@2026-07-27"}
