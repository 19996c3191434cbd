"""docs/benchmarks.md: the page about what was measured, written from docs/benchmarks.json alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.sizes import WHOLE
from benchmarks.table import markdown

_TEXT = Path(__file__).with_name("page.md")


def page(results: Mapping[str, Any]) -> str:
    """Return the page.

    Args:
        results: everything that docs/benchmarks.json holds.
    """
    run = results["run"]
    machine = run["machine"]
    said = {
        "date": run["date"],
        "machine": "{cores} cores, {model}, {memory_gib} GiB of memory, {system}".format_map(machine),
        "versions": ", ".join(f"{name} {number}" for name, number in run["versions"].items()),
        "seconds": f"{run['seconds']:,.0f}",
        "table": markdown(results),
        "quick": " It was a quick try of few rounds and few systems." if run["is_quick"] else "",
        "missing": _missing(results["growth"]["systems"]),
    }
    text = _TEXT.read_text(encoding="utf-8")
    for name, words in said.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def _missing(points: list[Mapping[str, float]]) -> str:
    most, wanted = max(point["systems"] for point in points), max(WHOLE.growth_systems)
    if most >= wanted:
        return ""
    return f"It ends at {most:,} systems: {wanted:,} would have taken too long, or too much of the disk."
