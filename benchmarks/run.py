"""Measures all figures, prints one table, and writes docs/benchmarks.*: ``python -m benchmarks.run``."""

import argparse
import importlib
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import growth, ours
from benchmarks.machine import machine, today, versions
from benchmarks.outcome import NotMeasuredError
from benchmarks.page import page
from benchmarks.picture import draw
from benchmarks.sizes import QUICK, WHOLE
from benchmarks.table import keys, markdown
from benchmarks.workshop import Workshop

DOCS = ours.ROOT / "docs"
RESULTS = DOCS / "benchmarks.json"
PAGE, PICTURE = RESULTS.with_suffix(".md"), RESULTS.with_suffix(".svg")


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for; only a run of all figures can be written down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", metavar="KEY", action="append", choices=keys(), help="only this figure; repeatable")
    parser.add_argument("--quick", action="store_true", help="few rounds and few systems")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.*")
    asked = parser.parse_args(words)
    if asked.write and asked.only:
        parser.error("what is written is one run of all figures")
    warnings.simplefilter("ignore")  # openpyxl tells what it would lose if it wrote
    ours.prepare()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        workshop = Workshop(Path(folder), QUICK if asked.quick else WHOLE)
        results = {key: _measured(key, workshop) for key in asked.only or keys()}
        if not asked.only:
            results["growth"] = growth.measure(workshop)
    print(markdown(results))
    seconds = round(time.perf_counter() - begun)
    print(f"{seconds} s")
    if asked.write:
        run = {
            "date": today(),
            "machine": machine(),
            "versions": versions(),
            "seconds": seconds,
            "is_quick": asked.quick,
        }
        _write({**results, "run": run})


def _measured(key: str, workshop: Workshop) -> dict[str, Any]:
    """Measure one figure; where that cannot be done here, say why."""
    begun = time.perf_counter()
    try:
        told: dict[str, Any] = importlib.import_module(f"benchmarks.figures.{key}").measure(workshop).as_json()
    except NotMeasuredError as error:
        told = {"ratio": None, "why": str(error)}
    print(f"{key}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return told


def _write(results: dict[str, Any]) -> None:
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(results), encoding="utf-8")
    PICTURE.write_text(draw(results["growth"]), encoding="utf-8")


if __name__ == "__main__":
    main()
