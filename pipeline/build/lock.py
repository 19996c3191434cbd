"""One run at a time writes to a folder of outputs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.build.scan import NoSuchPathError

LOCK = ".dossier.lock"


class LockedError(Exception):
    """Another run holds the output folder."""


@contextmanager
def locked(outputs: Path) -> Iterator[None]:
    """Hold the folder of all outputs, which is made if need be.

    Args:
        outputs: the folder.

    Raises:
        LockedError: another run holds it; that of a run which died is free.
        NoSuchPathError: it is no folder.
    """
    if outputs.exists() and not outputs.is_dir():
        raise NoSuchPathError(f"{outputs} is not a folder")
    outputs.mkdir(parents=True, exist_ok=True)
    with _held(outputs):
        yield


@contextmanager
def held_still(folder: Path) -> Iterator[None]:
    """Keep builds from writing below the outputs while they are read; where nobody builds, nothing is locked or made.

    Args:
        folder: of a client or a system below the outputs.

    Raises:
        LockedError: a build is running.
        NoSuchPathError: there is no such folder.
    """
    if not folder.is_dir():
        raise NoSuchPathError(f"{folder} is no folder")
    whole = folder.resolve()
    outputs = next((each for each in (whole.parent, whole.parent.parent) if (each / LOCK).is_file()), None)
    if outputs is None:
        # Outputs that were copied elsewhere.
        yield
        return
    with _held(outputs):
        yield


@contextmanager
def _held(outputs: Path) -> Iterator[None]:
    try:
        with FileLock(outputs / LOCK, timeout=0):
            yield
    except Timeout:
        raise LockedError(f"another run is writing to {outputs}") from None
