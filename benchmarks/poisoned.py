"""Many systems with some poisoned ones, by the command itself: exactly the others are built, and how much that takes.

Run with ``python benchmarks/poisoned.py [SYSTEMS POISONED [DELIVERABLE ...]]``; where nothing is said: 1,000 with
10, and all deliverables.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.many_systems import engagement_of  # noqa: E402 - found only now


def main(systems: int = 1000, poisoned: int = 10, *only: str) -> int:
    """Build, compare with what is expected, and print what it took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        expected = engagement_of(folder / "in", systems, poisoned)
        command = [sys.executable, "-m", "pipeline", "build", str(folder / "in"), "-o", str(folder / "out"), "--json"]
        command += ["--executor", "tests.many_systems:tasters", "--deadline", "30"]
        command += [part for each in only for part in ("--only", each)]
        with (folder / "told.json").open("wb") as told, (folder / "lines.txt").open("wb") as lines:
            since = time.perf_counter()
            environment = os.environ | {"PYTHONPATH": str(ROOT)}
            done = subprocess.Popen(command, stdout=told, stderr=lines, env=environment)
            _, status, usage = os.wait4(done.pid, 0)
        seconds = time.perf_counter() - since
        found = json.loads((folder / "told.json").read_bytes())["systems"]
        codes = set(expected.values())
        lost = {
            Path(each["workbook"]).stem: finding["code"]
            for each in found
            for finding in each["findings"]
            if finding["code"] in codes
        }
        made = {path.parent.name for path in (folder / "out").rglob("manifest.json")}
    good = {Path(each["workbook"]).stem for each in found} - {*lost}
    print(
        f"{len(found)} systems: {len(made)} built, {len(lost)} lost by name, exit {os.waitstatus_to_exitcode(status)}"
    )
    print(f"{seconds:.0f} s, {seconds / systems:.2f} s a system; the parent at most {usage.ru_maxrss // 1024} MB")
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{workers.ru_utime + workers.ru_stime:.0f} s of processor, this counts what was waited for only")
    return int(lost != expected or made != good or os.waitstatus_to_exitcode(status) != 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]) if sys.argv[2:] else main())
