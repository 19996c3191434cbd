"""A run that has nothing to do says so at once; one that has little to do says the same as if it had looked at all."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.build import stamps
from pipeline.build.index import INDEX
from tests.samples import INPUTS

HEAVY = (
    *("msgspec", "pydantic", "lxml", "docx", "docxtpl", "jinja2", "openpyxl", "python_calamine", "xlsxwriter", "pypdf"),
    *("rich", "filelock", "hashlib", "tempfile", "concurrent", "dataclasses", "subprocess"),
)
"""None of these is needed for looking at files."""

ONLY = ("--only", "declaration-of-conformity", "--only", "portfolio")


@pytest.fixture(autouse=True)
def _no_file_is_too_young(monkeypatch):
    monkeypatch.setattr(stamps, "FINE", 0)
    monkeypatch.setattr(stamps, "COARSE", 0)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Return two clients: one whose sample is complete, and one whose sample has gaps."""
    for client in ("lindenhof", "techops"):
        shutil.copytree(INPUTS / client, tmp_path / "inputs" / client)
    return tmp_path / "inputs"


@pytest.fixture
def call(dossier, inputs, tmp_path):
    def build(*arguments: str):
        return dossier("build", inputs, "-o", tmp_path / "out", *ONLY, *arguments)

    return build


def test_it_says_how_many_systems_are_up_to_date_and_what_was_found_there(call, tmp_path):
    assert "2 built" in call().err
    outcome = call()
    first, second, third = outcome.err.splitlines()
    assert first.startswith("2 systems are up to date; what was found there stands: ")
    assert first.endswith("warnings")
    assert second == "No document had to be built. 2 unchanged"
    assert third.startswith(f"Look in {tmp_path / 'out'}. ")
    assert (outcome.code, outcome.out) == (0, "")


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_what_was_found_counts_as_if_it_were_found_again(call, level, code):
    call()
    assert [call("--fail-on", level).code for _ in range(2)] == [code, code]


def test_it_imports_nothing_that_is_heavy(call, inputs, tmp_path):
    call()
    says = f"""
import sys
from pipeline.build import stamps
stamps.FINE = stamps.COARSE = 0
from pipeline.cli.main import main
code = main({["build", str(inputs), "-o", str(tmp_path / "out"), *ONLY]})
print([name for name in {HEAVY} if name in sys.modules], code)
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, check=True, env=environment, text=True)
    assert done.stdout == "[] 0\n"
    assert "No document had to be built." in done.stderr


def test_what_is_up_to_date_is_told_in_json_as_if_it_had_been_looked_at(call, tmp_path):
    call()
    short = call("--json")
    (tmp_path / "out" / INDEX).unlink()
    whole = call("--json")
    assert short.data == whole.data
    assert (short.code, short.data["summary"]) == (whole.code, {"unchanged": 2})


def test_only_what_changed_is_told_line_by_line(call, inputs, tmp_path):
    call()
    (inputs / "lindenhof" / "organisation.xlsx").touch()
    told = call().err
    assert "lindenhof/tenorscore" in told
    assert "techops/" not in told.replace("techops/portfolio.html", "")
    assert "1 system is up to date; what was found there stands: " in told
    assert "No document had to be built. 2 unchanged" in told
    assert call().err.startswith("2 systems are up to date")


def test_what_changed_is_told_in_json_with_all_others_in_their_order(call, inputs, tmp_path):
    call()
    (inputs / "lindenhof" / "organisation.xlsx").touch()
    short = call("--json").data
    (tmp_path / "out" / INDEX).unlink()
    assert short == call("--json").data


@pytest.mark.parametrize("argument", ["--force", "--redline"])
def test_what_asks_for_more_looks_at_everything(call, argument):
    call()
    told = call(argument).err
    assert "up to date" not in told
    assert "techops/safesite-ai" in told


def test_after_force_everything_is_up_to_date(call):
    call("--force")
    assert call().err.startswith("2 systems are up to date")


def test_a_dry_run_takes_over_what_is_known_and_writes_nothing(call, tmp_path):
    call()
    index = tmp_path / "out" / INDEX
    before = index.read_bytes()
    assert "2 unchanged; nothing was written" in call("--dry-run").err
    assert index.read_bytes() == before


def test_a_new_day_that_matters_is_seen(call, tmp_path):
    call("--as-of", "2026-11-01")
    assert call("--as-of", "2026-11-01").err.startswith("2 systems are up to date")
    rows = [json.loads(line) for line in (tmp_path / "out" / INDEX).read_text().splitlines()[1:-1]]
    assert len(rows) == 2
    last = max(row[7] for row in rows)
    assert "systems are up to date" not in call("--as-of", last).err
