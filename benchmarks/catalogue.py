"""How long the catalogue takes to load: the first parse, and from its cache in a fresh process (CPU milliseconds).

Run with ``python benchmarks/catalogue.py``. Targets: 300 ms first, 15 ms from the cache.
"""

import statistics
import subprocess
import sys
import tempfile

ROUNDS = 11
PROGRAM = """
import sys, time
from pathlib import Path
from pipeline.library.load import load_catalogue
begun = time.process_time()
load_catalogue(cache=Path(sys.argv[1]))
print((time.process_time() - begun) * 1000)
"""


def measure(folder: str) -> float:
    """Return the CPU milliseconds of one load in a process of its own."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, folder], check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Print the median of several rounds for both cases."""
    first = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            first.append(measure(folder))
    with tempfile.TemporaryDirectory() as folder:
        measure(folder)
        cached = [measure(folder) for _ in range(ROUNDS)]
    sys.stdout.write(f"first parse  {statistics.median(first):6.1f} ms (worst {max(first):.1f})\n")
    sys.stdout.write(f"from cache   {statistics.median(cached):6.1f} ms (worst {max(cached):.1f})\n")


if __name__ == "__main__":
    main()
