"""The command line beside bare imports: `--help`, `check` of one workbook, `explain` of one workbook."""

import sys
from pathlib import Path

from benchmarks import ours
from benchmarks.commands import command
from benchmarks.measuring import BY_WALL, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure the commands in turn."""
    words: dict[str, list[str | Path]] = {
        "--help": ours.dossier("--help"),
        "python": [sys.executable, "-c", "pass"],
        "check": ours.dossier("check", ours.SAMPLE),
        "explain": ours.dossier("explain", ours.SAMPLE),
        "import pydantic": [sys.executable, "-c", "import pydantic"],
        "import pydantic, calamine": [sys.executable, "-c", "import pydantic, python_calamine"],
    }
    costs = in_turn({name: command(each, ours.environment()) for name, each in words.items()}, workshop.sizes.commands)
    return Outcome.of(
        costs,
        {
            "ratio": ratio(costs, "--help", "python"),
            "check_ratio": ratio(costs, "check", "import pydantic"),
            "explain_ratio": ratio(costs, "explain", "import pydantic, calamine"),
            "wall_ratio": ratio(costs, "--help", "python", BY_WALL),
        },
    )
