"""What a form hides is never needed: no open outcome waits for an answer whose question is known not to apply."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.assessment import Standing
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import fact_at
from pipeline.model.intake import Intake
from pipeline.stages.classify import classify
from pipeline.stages.contradict import contradictions
from pipeline.stages.explain import explain
from pipeline.stages.standing import standings
from tests.classified import Case, cases, intake_of, read_law
from tests.partial import Answers, partial_answers
from tests.samples import SAMPLES, merged
from tests.strategies import every_edition

EDITIONS = pytest.mark.parametrize("edition", [each.legislation.edition for each in every_edition()])


def hidden_but_needed(intake: Intake, catalogue: Catalogue) -> Iterator[str]:
    """Yield each fact that leaves a topic open although its question is known not to be shown.

    Rows of a table that is denied as a whole are read all the same, and their cells count; that both cannot be right
    is told at the row, which has to be settled first.
    """
    classification = classify(intake, catalogue.legislation)
    places = standings(classification.facts, catalogue.questionnaire)
    clashes = contradictions(intake, classification, catalogue.questionnaire, places)
    told = {row_of(clash.at.question) for clash in clashes}
    topics = explain(intake, classification, catalogue).topics
    for fact in dict.fromkeys(fact for topic in topics for fact in topic.unknowns):
        stands = {place.path: place.standing for place in places.of(fact_at(fact.path))}
        if stands[fact.path] is Standing.NOT_NEEDED and row_of(fact.path) not in told:
            yield fact.path


def row_of(path: str) -> str:
    """Return the row that a cell stands in, or the path of a simple fact."""
    return path.partition("].")[0]


@EDITIONS
@pytest.mark.parametrize("sample", SAMPLES)
def test_in_no_sample(sample: str, edition: str) -> None:
    assert list(hidden_but_needed(merged(sample), read_law(edition))) == []


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.id)
def test_in_no_case(case: Case) -> None:
    assert list(hidden_but_needed(intake_of(case.facts), read_law(case.edition, case.as_of))) == []


@EDITIONS
@settings(max_examples=60, derandomize=True)
@given(partial_answers(), st.floats(0, 1), st.integers(0, 2**32))
def test_whatever_is_answered(edition: str, answers: Answers, share: float, seed: int) -> None:
    catalogue = read_law(edition)
    more = answers.completed(Random(seed), catalogue.legislation, share)
    assert list(hidden_but_needed(more.intake(), catalogue)) == []
