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
IDS = {entry["id"] for entry in REQUIREMENTS}

WANTED = {"id", "cites", "summary", "condition", "applies_if", "fact_kinds", "force"}
OPTIONAL = {"place", "amended_by", "parent", "see_also", "note", "served_by", "facts"}
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


def test_the_catalogue_is_whole() -> None:
    assert len(REQUIREMENTS) == 296


def test_every_id_stands_once() -> None:
    assert [name for name, count in Counter(entry["id"] for entry in REQUIREMENTS).items() if count > 1] == []


@pytest.mark.parametrize("stem", FILES)
def test_every_file_says_its_edition_its_date_and_its_document(stem: str) -> None:
    source = FILES[stem]["source"]
    assert source == {"edition": "eu-ai-act@2026-07-27", "checked_on": date(2026, 11, 23), "document": stem}


@pytest.mark.parametrize("stem", FILES)
def test_every_requirement_is_complete_and_leads_nowhere_that_is_not(stem: str) -> None:
    for entry in FILES[stem]["requirement"]:
        assert WANTED <= entry.keys() <= WANTED | OPTIONAL, entry["id"]
        assert all(entry.values()), f"{entry['id']}: a key stands only where there is something to say"
        assert entry["force"] in FORCES, entry["id"]
        assert set(entry["fact_kinds"]) <= FACT_KINDS, entry["id"]
        assert {entry.get("parent", entry["id"]), *entry.get("see_also", [])} <= IDS, entry["id"]


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
