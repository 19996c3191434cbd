"""Checks workbooks in child processes that are held to the memory and time of a small machine.

python -m tests.corpus.held <folder with workbooks>     one line of JSON for each

python -m tests.corpus.held                             measures every case of the corpus
"""

import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path

import pytest

from pipeline.cli.main import main as dossier
from pipeline.formats.xlsx_preflight import preflight
from pipeline.library.load import load_catalogue

MEMORY, SECONDS = 512 * 2**20, 10
"""What a case may take beyond the program itself; the time is that of the processor."""

LONGEST_WAIT = 120
"""Seconds after which a case that does not end at all is stopped."""


@dataclass(frozen=True)
class Held:
    """What became of one workbook under the limits: how its process ended, what was told, what it took."""

    name: str
    ended: int
    codes: tuple[str, ...]
    ran_short: bool
    mebibytes: float
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether the limits were kept: nothing was refused memory, and the process ended by itself."""
        return self.ended in (0, 1) and not self.ran_short


def held(workbooks: list[Path], *, only_look: bool = False) -> Iterator[Held]:
    """Check each workbook in a process of its own.

    Args:
        workbooks: the files.
        only_look: go no further than the look at a file before it is read.
    """
    catalogue = load_catalogue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.cli.check.load_catalogue", lambda *_, **__: catalogue)
        for workbook in workbooks:
            yield _held(workbook, only_look=only_look)


def _held(workbook: Path, *, only_look: bool) -> Held:
    out = workbook.with_suffix(".json")
    child = os.fork()
    if not child:
        _run_to_the_end(workbook, out, only_look=only_look)
    _, status, used = os.wait4(child, 0)
    said = out.read_text(encoding="utf-8") if out.exists() else ""
    nothing = json.dumps({"codes": [], "before": used.ru_maxrss})
    account = json.loads(said.splitlines()[-1] if said.endswith("}\n") else nothing)
    return Held(
        workbook.stem,
        os.waitstatus_to_exitcode(status),
        tuple(account["codes"]),
        ran_short="MemoryError" in said or not said.endswith("}\n"),
        mebibytes=max(0, used.ru_maxrss - account["before"]) / 1024,
        seconds=used.ru_utime + used.ru_stime,
    )


def _run_to_the_end(workbook: Path, out: Path, *, only_look: bool) -> None:
    """Check a workbook within the limits and end this process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    room = _mapped() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(LONGEST_WAIT)
    code = 3
    try:
        with out.open("w", encoding="utf-8") as target:
            sys.stdout = sys.stderr = target
            if only_look:
                told = [each.code for each in preflight(workbook.name, workbook.read_bytes())]
                code = 0
            else:
                code = dossier(["check", str(workbook), "--json"])
                target.flush()
                told = [each["code"] for each in _findings(out)]
            target.write(json.dumps({"codes": told, "before": before}) + "\n")
    finally:
        os._exit(code)


def _findings(out: Path) -> list[dict[str, str]]:
    line = next(line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith('{"command"'))
    (system,) = json.loads(line)["systems"]
    found: list[dict[str, str]] = system["findings"]
    return found


def _mapped() -> int:
    """Return what this process has mapped already: libraries count to the limit, though they take no memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _measure() -> None:
    """Print what each case of the corpus takes, the dearest first, and what the look before reading takes alone."""
    from tests.corpus.conftest import fill
    from tests.corpus.test_corpus import CASES

    form = fill(load_catalogue())
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for place, case in enumerate(CASES):
            files.append(Path(folder, f"{place}.xlsx"))
            files[-1].write_bytes(case.build(form))
        for only_look in (False, True):
            begun = time.perf_counter()
            found = list(held(files, only_look=only_look))
            print(f"{len(found)} cases, {sum(each.kept for each in found)} within the limits", end=", ")
            print(f"{time.perf_counter() - begun:.0f} s; the look alone: {only_look}")
            for measure in ("seconds", "mebibytes"):
                dearest = sorted(found, key=attrgetter(measure), reverse=True)[:12]
                print(f"  {measure}:")
                for each in dearest:
                    print(f"    {getattr(each, measure):7.2f}  {CASES[int(each.name)].name}")


if __name__ == "__main__":
    if sys.argv[1:]:
        for each in held(sorted(Path(sys.argv[1]).glob("*.xlsx"))):
            print(json.dumps(asdict(each) | {"kept": each.kept}))
    else:
        _measure()
