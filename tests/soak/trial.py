"""One run of the command that something happens to, in a process of its own; and what it left."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.main import main
from tests.samples import ROOT
from tests.soak.scene import FINDINGS, Scene, arguments, tree_of
from tests.soak.steps import Steps

_KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Left:
    """How a run ended, what it said on standard error, and the steps that it took."""

    code: int
    said: str
    steps: tuple[str, ...]


def forked(scene: Scene, outputs: Path, steps: Steps | None = None, seconds: float | None = None) -> Left:
    """Run the command in a process that is forked from this one.

    Args:
        scene: what is built.
        outputs: where.
        steps: what happens at which step.
        seconds: after which the process is killed.
    """
    back, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(back)
        _in_child(scene, outputs, steps, out)
    os.close(out)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(back, "rb") as pipe:
        told = pipe.read().decode()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    said, _, seen = told.rpartition("\0")
    return Left(code, said, tuple(seen.split()))


def started(scene: Scene, outputs: Path, seconds: float) -> Left:
    """Run the command as a person does, from its start, and kill it after some time."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments(scene.inputs, outputs)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return Left(process.wait(), "", ())


def faults_of(scene: Scene, outputs: Path, run: Callable[[], Left]) -> Iterator[str]:
    """Let something happen to a run, and yield what is wrong then, and after the run that follows.

    Args:
        scene: what is built.
        outputs: where; what lies there is replaced.
        run: runs the command.
    """
    scene.begin(outputs)
    left = run()
    yield from (f"after the break: {fault}" for fault in scene.faults_after_a_break(outputs))
    code, said = quietly(scene, outputs)
    if code:
        yield f"the next run ends with {code}: {said}"
    yield from scene.faults_after_the_next_run(outputs)
    if left.code not in (_KILLED, 0):
        yield f"the run ends with {left.code}: {left.said}"


def quietly(scene: Scene, outputs: Path) -> tuple[int, str]:
    """Run the command in this process, and return how it ended and what it said on standard error."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = main(arguments(scene.inputs, outputs))
    return code, said.getvalue()


def is_untold(scene: Scene, outputs: Path) -> bool:
    """Tell whether the run after a break has told less than the one that was broken off would have."""
    return tree_of(outputs).get(FINDINGS) != scene.new[FINDINGS]


def chances(seed: int, count: int) -> Iterator[random.Random]:
    """Yield a source of chance for each trial, the same for the same seed."""
    return (random.Random(f"{seed}-{number}") for number in range(count))


def _in_child(scene: Scene, outputs: Path, steps: Steps | None, out: int) -> None:
    code, said = 70, ""
    try:
        if steps:
            steps.watch()
        code, said = quietly(scene, outputs)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told and ends here
        said = repr(error)
    os.write(out, f"{said}\0{' '.join(steps.seen if steps else ())}".encode())
    # Nothing of what this process was forked from may run again at its end.
    os._exit(code)
