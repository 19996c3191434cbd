"""Law, questions and deliverables from their cache, beside the first time that they are parsed; a process each."""

import json
import shutil
import subprocess
import sys

from benchmarks import ours
from benchmarks.measuring import Cost, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop

PROGRAM = """
import json, sys, time
from pathlib import Path
from benchmarks.ours import load_catalogue
cpu, wall = time.process_time(), time.perf_counter()
load_catalogue(cache=Path(sys.argv[1]))
print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]))
"""


def measure(workshop: Workshop) -> Outcome:
    """Measure both; importing what it takes is counted in neither."""
    cache = workshop.place("catalogue")

    def load() -> Cost:
        words = [sys.executable, "-c", PROGRAM, str(cache)]
        done = subprocess.run(words, check=True, capture_output=True, text=True, env=ours.environment())
        return Cost(*json.loads(done.stdout))

    def parse() -> Cost:
        shutil.rmtree(cache)
        cache.mkdir()
        return load()

    def load_again() -> Cost:
        load()
        return load()

    costs = in_turn({"cached": load_again, "parsed": parse}, workshop.sizes.commands)
    return Outcome.of(costs, {"ratio": ratio(costs, "cached", "parsed")})
