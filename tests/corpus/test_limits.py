"""No workbook takes more memory or time than a small machine has: each is checked in a child process that is held."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.case import Filled
from tests.corpus.test_corpus import CASES
from tests.samples import ROOT

pytest.importorskip("resource", reason="limits are those of POSIX")
if not Path("/proc/self/statm").exists():
    pytest.skip("what is mapped is read from /proc", allow_module_level=True)

DEAR = (
    "70,000 parts",
    "2,500 parts",
    "50,000 merged cells",
    "65,000 formats",
    "a billion laughs",
    "a hundred thousand attributes",
    "a million full rows",
    "a million rows",
    "attribute of ten million characters",
    "bomb of one part",
    "bomb of parts in the same bytes",
    "bomb of ten parts",
    "bomb that hides its size",
    "column coloured to its end",
    "elements in elements, 100,000 deep",
    "five million characters",
    "names that go in circles",
    "size said too large",
    "table of texts that claims billions",
    "value in the last cell",
    "value in the last column",
)
"""Names of the cases, whole or without their beginning, that aim at memory or time."""


def test_what_aims_at_memory_and_time_gets_little_of_both(filled: Filled, tmp_path: Path):
    wanted = {case.name: case for case in CASES if case.name.endswith(DEAR)}
    assert len(wanted) >= len(DEAR)
    cases = dict(enumerate(wanted.values()))
    for number, case in cases.items():
        (tmp_path / f"{number}.xlsx").write_bytes(case.build(filled))
    command = [sys.executable, "-m", "tests.corpus.held", str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [cases[int(each["name"])].name for each in found if not each["kept"]] == []
    assert len(found) == len(cases)
    for each in found:
        case = cases[int(each["name"])]
        assert each["ended"] == case.exit_code, case.name
        assert set(case.told) <= set(each["codes"]), case.name
