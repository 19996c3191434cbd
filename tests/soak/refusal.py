"""Runs whose disk refuses: full, broken or read-only, at every single step that touches it."""

import errno
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from pathlib import Path

from tests.soak.crash import Account, Range
from tests.soak.scene import Scene, tree_of
from tests.soak.steps import Refuse, Steps
from tests.soak.trial import Left, faults_of, forked, quietly

DISK = 74
"""How a run ends whose disk refuses."""

_PAGE = 4096

REFUSALS = {
    "full": Refuse(errno.ENOSPC, lasts=True),
    "broken for a moment": Refuse(errno.EIO, lasts=False),
    "read-only": Refuse(errno.EROFS, lasts=True),
}


def refused(kinds: Collection[str] = ()) -> Account:
    """Have the disk refuse at every step of every kind of run.

    Args:
        kinds: of runs; all where none is named.
    """
    account = Account()
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        place = Range(Path(folder))
        for scene in place.scenes:
            for name, refusal in REFUSALS.items() if not kinds or scene.name in kinds else ():
                for at, event in enumerate(place.steps_of(scene)):
                    account.count += 1
                    account.kinds[name] += 1
                    steps = Steps(place.outputs, at, refusal)
                    for fault in _faults(scene, place.outputs, steps):
                        account.faults.append(f"{scene.name}, {name}, step {at} ({event}): {fault}")
    return account


def filled(rooms: Sequence[int]) -> Account | None:
    """Build on a disk that really is full after so many bytes more; None where no disk can be made here.

    Args:
        rooms: how many bytes there are beside what lies there.
    """
    account = Account()
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        place = Range(Path(folder))
        for scene, room in product(place.scenes, rooms):
            _empty(place.outputs)
            size = sum(map(_in_pages, scene.old.values())) + 20 * _PAGE + room
            if not _mounted(place.outputs, size):
                return None
            try:
                account.count += 1
                name = f"{scene.name}, {room} bytes of room"
                account.faults += [f"{name}: {fault}" for fault in _faults_when_full(scene, place.outputs)]
            finally:
                subprocess.run(["umount", place.outputs], check=True)
    return account


def _faults_when_full(scene: Scene, outputs: Path) -> Iterator[str]:
    shutil.copytree(scene.before, outputs, dirs_exist_ok=True)
    left = forked(scene, outputs)
    if left.code != DISK or "the disk refuses" not in left.said:
        yield f"the run ends with {left.code}: {left.said}"
    yield from (f"after the break: {fault}" for fault in scene.faults_after_a_break(outputs))
    yield from (f"half a file is left: {path}" for path in tree_of(outputs) if path.endswith(".part"))
    subprocess.run(["mount", "-o", "remount,size=64m", outputs], check=True)
    code, said = quietly(scene, outputs)
    if code:
        yield f"the next run ends with {code}: {said}"
    yield from scene.faults_after_the_next_run(outputs)


def _mounted(outputs: Path, size: int) -> bool:
    made = ["mount", "-t", "tmpfs", "-o", f"size={size}", "dossier-soak", str(outputs)]
    return subprocess.run(made, check=False, capture_output=True).returncode == 0


def _empty(outputs: Path) -> None:
    shutil.rmtree(outputs, ignore_errors=True)
    outputs.mkdir()


def _in_pages(content: bytes) -> int:
    return -(-len(content) // _PAGE) * _PAGE


def _faults(scene: Scene, outputs: Path, steps: Steps) -> Iterator[str]:
    """Yield what is wrong when the disk has refused a step, and after the run that follows."""
    ended: list[Left] = []
    parts: list[str] = []

    def run() -> Left:
        ended.append(forked(scene, outputs, steps))
        parts.extend(path for path in tree_of(outputs) if path.endswith(".part"))
        return ended[0]

    faults = faults_of(scene, outputs, run)
    yield from (fault for fault in faults if not fault.startswith("the run ends"))
    left = ended[0]
    if left.code == 0:
        # Some steps may fail without harm: what is only to be tidied up stays for the next run.
        return
    if left.code != DISK:
        yield f"the run ends with {left.code}: {left.said}"
    if "the disk refuses" not in left.said:
        yield f"it is not said that the disk refuses: {left.said!r}"
    if parts and steps.happens is not REFUSALS["read-only"]:
        yield f"half a file is left: {parts}"
