"""What was measured is written down whole, and what is compared in a benchmark is the same."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks import many, ours
from benchmarks.equality import NotEqualError, hold_equal
from benchmarks.floor import Floor, put
from benchmarks.measuring import BY_CPU, BY_WALL, Cost, Ratio, in_turn, middle, ratio
from benchmarks.npm_template import Dialect, convert, texts_of
from benchmarks.outcome import Outcome
from benchmarks.page import page
from benchmarks.picture import draw
from benchmarks.table import Row, keys, markdown, rows
from pipeline.formats.docx_package import read_parts, write_parts
from tests.samples import ROOT

DOCS = ROOT / "docs"
RESULTS: dict[str, Any] = json.loads((DOCS / "benchmarks.json").read_text(encoding="utf-8"))
ASKED = (
    *("render_vs_docxtpl", "render_vs_floor", "render_vs_best_peer", "workbook_to_documents", "cold_build"),
    *("noop_vs_python", "noop_vs_full", "rss_growth_mib", "rows_10k_vs_1k", "two_processes", "help_vs_python"),
)
DOCUMENT = ours.template_of(ours.DECLARATION)


@pytest.mark.parametrize("key", ASKED)
def test_every_figure_is_written_down_as_a_number_with_its_spread(key: str) -> None:
    figure = RESULTS[key]
    number = "median" if key.endswith("_mib") else "ratio"
    low, high = figure["spread"]
    assert low <= figure[number] <= high
    assert figure["rounds"] > 0


def test_the_table_has_a_row_for_every_figure_and_each_is_measured_by_a_module_of_its_name() -> None:
    assert {*ASKED} <= {*keys()}
    assert {path.stem for path in (ROOT / "benchmarks" / "figures").glob("*.py")} == {*keys()}


def test_the_page_and_the_picture_are_written_from_what_was_measured() -> None:
    assert (DOCS / "benchmarks.md").read_text(encoding="utf-8") == page(RESULTS)
    assert (DOCS / "benchmarks.svg").read_text(encoding="utf-8") == draw(RESULTS["growth"])
    assert markdown(RESULTS) in page(RESULTS)


def test_the_page_names_machine_date_and_versions_and_no_host() -> None:
    run = RESULTS["run"]
    assert {"date", "machine", "versions"} <= run.keys()
    assert run["machine"].keys() == {"cores", "model", "memory_gib", "system"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.figure}-{row.number}")
def test_what_a_row_shows_was_measured(row: Row) -> None:
    figure = RESULTS[row.figure]
    assert isinstance(figure[row.number], float)
    assert {*row.sides} <= figure["cpu"].keys() | {*figure["wall"].keys()}


def test_what_was_not_measured_is_said_with_its_reason() -> None:
    table = markdown({"two_processes": {"ratio": None, "why": "this machine has one core"}})
    assert "not measured: this machine has one core" in table


@pytest.mark.parametrize(
    ("value", "reached"),
    [(26.0, "aim"), (18.0, "yes"), (17.9, "no")],
)
def test_a_row_says_whether_the_figure_is_reached(value: float, reached: str) -> None:
    told = Outcome({"ratio": Ratio(value, value, value)}, 1, {"ours": 1, "docxtpl": 1}, {"ours": 1, "docxtpl": 1})
    beside = {"whole_ratio": 1.0, "whole_spread": [1.0, 1.0], "checked_ratio": 1.0, "checked_spread": [1.0, 1.0]}
    times = {"whole": 1.0, "whole, checked": 1.0, "ours": 1.0, "docxtpl": 1.0}
    table = markdown({"render_vs_docxtpl": {**told.as_json(), **beside, "cpu": times, "wall": times}})
    assert f"| {reached} " in table.splitlines()[2]


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    costs = {
        "slow": [Cost(4, 9), Cost(30, 9), Cost(8, 9)],
        "fast": [Cost(2, 3), Cost(10, 3), Cost(1, 3)],
    }
    assert ratio(costs, "slow", "fast", BY_CPU) == Ratio(3, 2, 8)
    assert ratio(costs, "slow", "fast", BY_WALL) == Ratio(3, 3, 3)


def test_the_spread_of_many_rounds_is_that_of_the_middle_half() -> None:
    assert middle([1, 2, 3, 4, 100]) == Ratio(3, 2, 4)


def test_variants_take_turns_and_what_warms_up_does_not_count() -> None:
    order: list[str] = []

    def named(name: str) -> Cost:
        order.append(name)
        return Cost(len(order), 0)

    costs = in_turn({name: lambda name=name: named(name) for name in "abc"}, rounds=2)  # type: ignore[misc]
    assert order == list("bcacababc")
    assert [cost.cpu for cost in costs["a"]] == [5, 7]


def test_documents_of_the_same_xml_are_equal_whatever_their_packages_look_like() -> None:
    parts = read_parts(DOCUMENT)
    spelt = parts["word/document.xml"].replace(b'"', b"'").replace(b"/>", b" />")
    hold_equal(DOCUMENT, write_parts({**parts, "word/document.xml": spelt, "docProps/core.xml": b"<other/>"}))


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_documents_that_differ_in_a_part_fail_by_its_name(name: str) -> None:
    parts = read_parts(DOCUMENT)
    changed = write_parts({**parts, name: parts[name].replace(b"tyle", b"tile")})
    with pytest.raises(NotEqualError, match=name):
        hold_equal(DOCUMENT, changed)


def test_a_document_with_a_part_more_is_not_equal() -> None:
    with pytest.raises(NotEqualError, match=r"word/more\.xml"):
        hold_equal(DOCUMENT, write_parts({**read_parts(DOCUMENT), "word/more.xml": b"<more/>"}))


def test_the_floor_deflates_what_is_new_and_copies_the_rest() -> None:
    parts = read_parts(DOCUMENT)
    new = parts["word/document.xml"].replace(b"Declaration", b"Statement")
    floor = Floor.of(write_parts({**parts, "word/document.xml": new}), DOCUMENT)
    assert floor.deflated == (new,)
    assert len(floor.raw) == len(parts) - 1


def test_a_file_is_put_in_its_place_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "made.docx"
    put(target, DOCUMENT)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [DOCUMENT]


def test_each_of_many_systems_is_the_sample_with_an_id_of_its_own(tmp_path: Path) -> None:
    many.write(tmp_path / "client", 2)
    mark = f">{ours.SYSTEM}<".encode()
    with zipfile.ZipFile(ours.SAMPLE) as sample:
        members = {name: sample.read(name) for name in sample.namelist()}
    for number in range(2):
        with zipfile.ZipFile(tmp_path / "client" / f"system-{number:05}.xlsx") as made:
            assert made.testzip() is None
            expected = {name: each.replace(mark, f">system-{number:05}<".encode()) for name, each in members.items()}
            assert {name: made.read(name) for name in made.namelist()} == expected
            assert expected != members


@pytest.mark.parametrize("dialect", Dialect)
def test_a_template_for_a_peer_holds_its_own_tags_alone(dialect: Dialect) -> None:
    values = {"document": {"title": "A title"}, "sections": {}}
    converted = convert(DOCUMENT, values, dialect)
    said = " ".join(texts_of(converted.template)[0])
    assert "{%" not in said
    assert "{{" not in said
    assert converted.data["document_title"] == "A title"
