"""The catalogue of requirements as it stands in schemas/: whole, readable, and without loose ends."""

import ast
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.citation import Citation

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "legislation" / "eu-ai-act" / "requirements"
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
REQUIREMENTS: list[dict[str, Any]] = [entry for file in FILES.values() for entry in file["requirement"]]
TEXTS = {
    entry["id"]: entry["text_state"]
    for entry in tomllib.loads((FOLDER.parent / "editions.toml").read_text(encoding="utf-8"))["edition"]
}
COUNTS = {"eu-ai-act@2024-07-12": 295, "eu-ai-act@2026-07-27": 296}

WANTED = {"id", "cites", "summary", "condition", "applies_if", "fact_kinds", "force"}
OPTIONAL = {"place", "amended_by", "parent", "see_also", "note", "served_by", "facts", "since", "until"}
FORCES = {"mandatory", "option", "recommended", "information", "deleted"}
TYPED_KINDS = {"text", "table", "list", "date", "number", "choice", "person", "url"}
FACT_KINDS = TYPED_KINDS | {"picture", "attachment", "signature"}
CONDITION_NODES = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.In,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.List,
)


def standing(edition: str) -> list[dict[str, Any]]:
    """Return the requirements of one edition."""
    state = TEXTS[edition]
    return [
        entry
        for entry in REQUIREMENTS
        if entry.get("since", date.min) <= state and ("until" not in entry or state < entry["until"])
    ]


def test_the_editions_are_known() -> None:
    assert set(TEXTS) == set(COUNTS)


@pytest.mark.parametrize(("edition", "count"), COUNTS.items())
def test_the_catalogue_is_whole(edition: str, count: int) -> None:
    assert len(standing(edition)) == count


@pytest.mark.parametrize("edition", COUNTS)
def test_every_id_stands_once_in_an_edition(edition: str) -> None:
    counts = Counter(entry["id"] for entry in standing(edition))
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_requirement_stands_in_some_edition_and_says_where_it_changes() -> None:
    days = set(TEXTS.values()) - {min(TEXTS.values())}
    for entry in REQUIREMENTS:
        assert any(entry in standing(edition) for edition in COUNTS), entry["id"]
        assert {entry[key] for key in ("since", "until") if key in entry} <= days, entry["id"]
        # What an act changed, or put in, is of no text before it.
        assert entry.get("since") or "amended_by" not in entry, entry["id"]


@pytest.mark.parametrize("edition", COUNTS)
def test_what_a_requirement_leads_to_stands_in_the_same_edition(edition: str) -> None:
    entries = standing(edition)
    ids = {entry["id"] for entry in entries}
    astray = {
        entry["id"]: missing
        for entry in entries
        if (missing := {entry.get("parent", entry["id"]), *entry.get("see_also", [])} - ids)
    }
    assert astray == {}


@pytest.mark.parametrize("stem", FILES)
def test_every_file_says_its_edition_its_date_and_its_document(stem: str) -> None:
    source = FILES[stem]["source"]
    assert source == {"edition": "eu-ai-act@2026-07-27", "checked_on": date(2026, 11, 23), "document": stem}


@pytest.mark.parametrize("stem", FILES)
def test_every_requirement_is_complete(stem: str) -> None:
    for entry in FILES[stem]["requirement"]:
        assert WANTED <= entry.keys() <= WANTED | OPTIONAL, entry["id"]
        assert all(entry.values()), f"{entry['id']}: a key stands only where there is something to say"
        assert entry["force"] in FORCES, entry["id"]
        assert set(entry["fact_kinds"]) <= FACT_KINDS, entry["id"]


@pytest.mark.parametrize("stem", FILES)
def test_every_citation_is_in_the_one_grammar(stem: str) -> None:
    for entry in FILES[stem]["requirement"]:
        cites = [*entry["cites"], *([entry["amended_by"]] if "amended_by" in entry else [])]
        assert [str(Citation.parse(cite)) for cite in cites] == cites, entry["id"]


@pytest.mark.parametrize("stem", FILES)
def test_every_condition_is_in_the_condition_language(stem: str) -> None:
    for entry in FILES[stem]["requirement"]:
        expression = re.sub(r"\b(true|false)\b", lambda word: word[0].title(), entry["applies_if"])
        nodes = list(ast.walk(ast.parse(expression, mode="eval")))
        strangers = [ast.dump(node) for node in nodes if not isinstance(node, CONDITION_NODES)]
        assert strangers == [], entry["id"]
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        assert names.isdisjoint({"null", "none"}), entry["id"]
