"""The Commission's draft examples, coded as facts, against its verdict: the same, open, or argued otherwise."""

import tomllib
from typing import Any

import pytest

from pipeline.rules.evaluate import OpenSet
from tests.classified import CASES, classified, read_law
from tests.conftest import COUNTED

EXAMPLES: dict[str, dict[str, Any]] = {
    entry["id"]: entry
    for entry in tomllib.loads((CASES / "commission-examples.toml").read_text(encoding="utf-8"))["example"]
}
BASES = tomllib.loads((CASES / "bases.toml").read_text(encoding="utf-8"))


def outcome(example: dict[str, Any]) -> str:
    """Return the class of a system that is in scope, is no product, and whose use is permitted where that matters.

    The examples presuppose all three and say nothing of them.
    """
    given = example.get("facts", {})
    rows = [{"permitted": True} | row for row in given.get("scope.use_cases", [])]
    facts = {**BASES["provider"], **given, "scope.use_cases": rows, "scope.listed_use": True}
    found = classified(facts, read_law()).explanation.of("high_risk")
    return found.outcomes[0]


OUTCOMES = {name: outcome(example) for name, example in EXAMPLES.items()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_out_as_the_draft_says_or_stays_open_or_is_argued(name: str) -> None:
    example = EXAMPLES[name]
    if OUTCOMES[name] not in (example["verdict"], "unknown"):
        assert "Art" in example.get("differs", "") or "Annex" in example.get("differs", ""), OUTCOMES[name]


def test_the_examples_are_told_apart(record_property) -> None:
    """Few stay open, and no high-risk example comes out as anything less."""
    same = sum(OUTCOMES[name] == example["verdict"] for name, example in EXAMPLES.items())
    unknown = sum(found == "unknown" for found in OUTCOMES.values())
    record_property(
        COUNTED,
        f"draft examples of the Commission: {len(EXAMPLES)} "
        f"(as the draft says {same}, open {unknown}, argued otherwise {len(EXAMPLES) - same - unknown})",
    )
    assert len(EXAMPLES) == 140
    assert same >= 112
    for name, example in EXAMPLES.items():
        assert example["verdict"] != "high-risk" or OUTCOMES[name] in ("high-risk", "unknown"), name


def test_an_open_set_is_no_outcome() -> None:
    assert all(not isinstance(found, OpenSet) for found in OUTCOMES.values())
