"""How long `dossier explain` takes on one workbook, beside a bare import of what it would build on (wall milliseconds).

Run with ``python benchmarks/explain.py [WORKBOOK]``. Target: under three times the bare import.
"""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROUNDS = 15
BARE = [sys.executable, "-c", "import pydantic, python_calamine"]
SAMPLE = Path(__file__).parents[1] / "inputs" / "lindenhof" / "tenorscore.xlsx"


def measure(command: list[str]) -> list[float]:
    """Return the milliseconds of several runs, after one that warms the caches."""
    times = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append((time.perf_counter() - begun) * 1000)
    return times[1:]


def main() -> None:
    """Print medians, the worst of each, and how many times the bare import the command takes."""
    workbook = sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)
    dossier = str(Path(sysconfig.get_path("scripts")) / "dossier")
    bare = measure(BARE)
    told = measure([dossier, "explain", workbook, "--json"])
    for name, times in (("bare import", bare), ("dossier explain", told)):
        sys.stdout.write(f"{name:16} {statistics.median(times):6.1f} ms (worst {max(times):.1f})\n")
    sys.stdout.write(f"{'times':16} {statistics.median(told) / statistics.median(bare):6.2f}\n")


if __name__ == "__main__":
    main()
