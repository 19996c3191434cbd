"""What is dear to make is made by one worker for all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first test which asks for it fills, in whichever worker it runs.

    Args:
        factory: of this worker.
        name: of the folder.
        make: fills a folder that does not exist yet.
    """
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = root / name
    with FileLock(root / f"{name}.lock"):
        if not folder.exists():
            begun = root / f"{name}.begun"
            make(begun)
            begun.rename(folder)
    return folder
