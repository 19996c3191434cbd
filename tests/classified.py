"""Facts of a case to what the law makes of them, as the tests of tests/cases and others need it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.catalogue import Catalogue
from pipeline.model.explanation import Explanation
from pipeline.model.intake import Intake
from pipeline.stages.classify import Classification, classify
from pipeline.stages.explain import explain
from tests.strategies import declarations, put

CASES = Path(__file__).parent / "cases"
NOT_CASES = ("bases.toml", "commission-examples.toml")
AS_OF = date(2026, 11, 26)


@dataclass(frozen=True)
class Case:
    """One case: facts, the edition and the day, and what is expected."""

    id: str
    says: str
    facts: dict[str, Any]
    expect: dict[str, Any]
    edition: str = "eu-ai-act@2026-07-27"
    as_of: date = AS_OF
    file: str = ""


@dataclass(frozen=True)
class Classified:
    """A case as it came out."""

    classification: Classification
    explanation: Explanation
    extra: dict[str, Any] = field(default_factory=dict)


@cache
def read_law(edition: str = "", as_of: date = AS_OF) -> Catalogue:
    return declarations().read(as_of, edition)


def cases() -> Iterator[Case]:
    """Yield every case of the TOML files, with the facts of its base."""
    bases = tomllib.loads((CASES / "bases.toml").read_text(encoding="utf-8"))
    for path in sorted(CASES.glob("*.toml")):
        if path.name not in NOT_CASES:
            for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
                facts = {**bases[entry.pop("base")], **entry.pop("facts", {})}
                yield Case(facts=facts, file=path.stem, **entry)


def intake_of(facts: Mapping[str, Any]) -> Intake:
    """Return facts by path as answers; "unknown" takes a fact away."""
    values: dict[str, Any] = {"system": {"id": "case"}}
    for path, value in facts.items():
        if value != "unknown":
            put(values, path, _frozen(value, path))
    return Intake(values)


def _frozen(value: Any, path: str) -> Any:
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], dict):
        prefix = path.rpartition(".")[2][:2].upper()
        return tuple(
            {"id": f"{prefix}-{place:02}"} | {name: _frozen(cell, name) for name, cell in row.items()}
            for place, row in enumerate(value, 1)
        )
    return tuple(value)


def classified(facts: Mapping[str, Any], catalogue: Catalogue) -> Classified:
    """Classify and explain facts given by path."""
    intake = intake_of(facts)
    classification = classify(intake, catalogue.legislation)
    return Classified(classification, explain(intake, classification, catalogue))
