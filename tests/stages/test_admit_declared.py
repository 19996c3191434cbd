"""What the types of the profile admit and no declaration has a place for."""

from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.stages.admit_declared import undeclared
from tests.samples import SAMPLES, answers_of
from tests.strategies import notes, profiles, questionnaire

SAID = AnswerNote(AnswerState.UNKNOWN, "asked")


@pytest.mark.parametrize(
    ("values", "said", "told"),
    [
        ({"scope": {"infers": True}}, {"scope.infers": SAID}, []),
        ({"scope": {"infres": True}}, {}, [("scope.infres", "is asked by no question")]),
        (
            {"market": {"sold": False}, "practices": {"manipulation": False, "magic": True}},
            {},
            [("market.sold", "is asked by no question"), ("practices.magic", "is asked by no question")],
        ),
        ({}, {"deployers.aliens": SAID}, [("deployers.aliens", "is asked by no question")]),
        ({"scope": {"magic": True}}, {"scope.magic": SAID}, [("scope.magic", "is asked by no question")]),
        (
            {"scope": {"use_cases": ({"id": "UC-01", "use": "none"}, {"id": "UC-02", "use": "spacecraft"})}},
            {"scope.use_cases[UC-01].does_it": SAID},
            [("scope.use_cases[UC-02].use", "spacecraft is not in the list Use")],
        ),
        (
            {"scope": {"use_cases": ({"id": "UC-01", "claims": ("none", "no-time")},)}},
            {},
            [("scope.use_cases[UC-01].claims", "no-time is not in the list Exemption")],
        ),
        (
            {"scope": {"products": ({"id": "PL-01", "law": "lift"},)}},
            {},
            [("scope.products[PL-01].law", "lift is not in the list ProductLaw")],
        ),
        ({"organisation": {"size": "sme"}, "system": {"roles": ("provider",)}}, {}, []),
    ],
    ids=[
        "asked",
        "misspelt",
        "two",
        "only-a-note",
        "value-and-note-once",
        "use",
        "one-of-several-claims",
        "product-law",
        "lists-of-the-model",
    ],
)
def test_what_has_no_place_is_told_by_its_path(
    values: dict[str, Any], said: dict[str, AnswerNote], told: list[tuple[str, str]]
) -> None:
    assert list(undeclared(values, said, questionnaire())) == told


@pytest.mark.parametrize("sample", SAMPLES)
def test_in_a_sample_everything_has_its_place(sample: str) -> None:
    for name in ("", "organisation"):
        given_there = answers_of(sample, name)
        assert list(undeclared(given_there.values, given_there.notes, questionnaire())) == []


@settings(max_examples=20)
@given(profiles().flatmap(lambda profile: notes(profile).map(lambda said: (profile, said))))
def test_whatever_the_questions_admit_has_its_place(drawn) -> None:
    profile, said = drawn
    assert list(undeclared(profile.model_dump(exclude_none=True), said, questionnaire())) == []
