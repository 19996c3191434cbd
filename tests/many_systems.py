"""An engagement of many systems, some of them poisoned, and workers that take the poison."""

import shutil
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from io import BytesIO
from pathlib import Path
from typing import Any

from pipeline.build.dispatch import Errand, run_errand
from pipeline.build.processes import Processes
from pipeline.build.task import MadeSystem
from tests import toil
from tests.samples import INPUTS

SOURCE = INPUTS / "techops"
SYSTEM = "safesite-ai"
MEMORY = 1024**3

POISONS = {"exit": "WRK001", "kill": "WRK001", "hang": "WRK002", "memory": "WRK003", "raise": "BLD002"}
"""What befalls a worker, and the finding on its system."""
BAD_DATA = "INT002"
KEEPS_LIMITS = sys.platform == "linux"


def engagement_of(folder: Path, systems: int, poisoned: int) -> dict[str, str]:
    """Write the workbooks of a client with many systems.

    Args:
        folder: for them; made here.
        systems: how many in all.
        poisoned: how many of them are lost, at places spread over all.

    Returns:
        The finding that is expected on each system that is lost, by the name of its workbook.
    """
    folder.mkdir(parents=True)
    shutil.copy(SOURCE / "organisation.xlsx", folder)
    whole = (SOURCE / f"{SYSTEM}.xlsx").read_bytes()
    kinds = [*POISONS.items(), ("bad", BAD_DATA)]
    expected: dict[str, str] = {}
    for number in range(systems):
        name = f"system-{number:04}"
        if poisoned and (number + 1) % (systems // poisoned) == 0 and len(expected) < poisoned:
            word, code = kinds[len(expected) % len(kinds)]
            name = f"poison-{number:04}-{word}"
            expected[name] = code
        content = whole[: len(whole) // 2] if name.endswith("-bad") else _renamed(whole, name)
        (folder / f"{name}.xlsx").write_bytes(content)
    return expected


def _renamed(workbook: bytes, name: str) -> bytes:
    """Return a workbook in which the system has another id."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, content.replace(f">{SYSTEM}<".encode(), f">{name}<".encode()))
    return made.getvalue()


def poisoned(errand: Errand) -> MadeSystem:
    """Make a system, unless its name says what befalls the worker."""
    word = (errand.order.system or "").rpartition("-")[2]
    if word in toil.WRONG:
        toil.WRONG[word]()
    return run_errand(errand)


class Tasters(Processes):
    """Processes that take the poison."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        del kwargs
        return super().submit(fn, poisoned, args[1])


def tasters() -> Tasters:
    """Return two of them; named on the command line as ``tests.many_systems:tasters``."""
    made = Tasters(2, ["tests.many_systems"], MEMORY)
    made._max_workers = 2  # type: ignore[attr-defined]
    return made
