"""Findings: every code has words that can be filled, is used, and nothing is used that has none."""

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import CATALOGUE, finding
from pipeline.model.severity import NEVER, Severity, reach

PIPELINE = Path(__file__).resolve().parents[2] / "pipeline"
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in sorted(PIPELINE.rglob("*.py"))
    if path.name != "finding_catalogue.py" and not path.name.endswith("_findings.py")
}
FAMILIES = (
    *("INT", "PRO", "CLS", "REQ", "DOC", "BLD", "MGT", "CFW", "TPL", "FRM", "PDF", "VER"),
    *("CHG", "EDT", "PCK", "RED", "REV", "WRK"),
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_well_formed_and_its_words_are_complete(code: str) -> None:
    entry = CATALOGUE[code]
    assert re.fullmatch(rf"({'|'.join(FAMILIES)})\d{{3}}", code)
    assert entry.title.strip()
    assert entry.message.strip()
    assert entry.hint.strip()
    assert entry.hint.endswith((".", "}"))
    assert len(entry.title) <= 40


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_makes_a_finding_once_its_fields_are_given(code: str) -> None:
    entry = CATALOGUE[code]
    names = fields(entry.message) | fields(entry.hint)
    assert all(re.fullmatch(r"[a-z]+", name) for name in names)
    made = finding(code, Place(workbook="a.xlsx"), ("Art 11(1)",), **{name: f"<{name}>" for name in names})
    said = {name: f"<{name}>" for name in names}
    assert made == Finding(
        code, entry.severity, made.message, Place("a.xlsx"), ("Art 11(1)",), made.hint, tuple(said.items())
    )
    assert all(f"<{name}>" in made.message + made.hint for name in names)
    assert not set("{}") & set(made.message + made.hint)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_used(code: str) -> None:
    assert any(f'"{code}"' in text for text in SOURCES.values())


def test_every_code_that_is_used_exists() -> None:
    code = re.compile(rf'"((?:{"|".join(FAMILIES)})\d{{3}})"')
    strangers = {
        f"{path.name}: {name}" for path, text in SOURCES.items() for name in code.findall(text) if name not in CATALOGUE
    }
    assert strangers == set()


def test_a_value_that_is_not_given_is_a_bug() -> None:
    with pytest.raises(KeyError, match="value"):
        finding("INT014", Place())
    with pytest.raises(KeyError, match="INT999"):
        finding("INT999", Place())


@given(st.text())
def test_a_value_is_shown_on_one_line_and_shortened(value: str) -> None:
    message = finding("INT014", Place(), value=value, why="").message
    shown = message.removeprefix('"').removesuffix('" is not a number')
    assert len(shown) <= 300
    assert shown == " ".join(shown.split())
    assert shown.endswith("…") or shown == " ".join(value.split())


@pytest.mark.parametrize(
    ("severities", "reached"),
    [
        ([], []),
        ([Severity.NOTE], ["note"]),
        ([Severity.NOTE, Severity.ERROR, Severity.WARNING], ["note", "warning", "error"]),
        ([Severity.WARNING, Severity.NOTE], ["note", "warning"]),
    ],
    ids=["none", "note", "error", "warning"],
)
def test_the_gravest_of_several_severities_says_which_thresholds_are_reached(
    severities: list[Severity], reached: list[str]
) -> None:
    assert [threshold for threshold in ("note", "warning", "error", NEVER) if reach(severities, threshold)] == reached


def test_severities_rank_from_mild_to_grave() -> None:
    assert [severity.rank for severity in (Severity.NOTE, Severity.WARNING, Severity.ERROR)] == [0, 1, 2]
