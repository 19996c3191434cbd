"""Runs that are killed: at every single step that touches the disk, and at any moment."""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from pipeline.build import journal, store
from pipeline.model.manifest import Manifest
from tests.soak.memory import remember
from tests.soak.scene import DAY, Scene, make_scenes
from tests.soak.steps import Kill, Steps
from tests.soak.trial import chances, faults_of, forked, is_untold, quietly, started

_STARTED, _LONGEST = 50, 8.0
"""One in so many runs is started as a person starts it; the others are forked, which takes a tenth of the time."""


@dataclass
class Account:
    """What came of many trials."""

    count: int = 0
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    untold: Counter[str] = field(default_factory=Counter)


class Range:
    """Where trials take place: every kind of run, made once, and a folder for what they write."""

    def __init__(self, folder: Path) -> None:
        os.environ["SOURCE_DATE_EPOCH"] = DAY
        # What a process has written outlives it; only a machine that is lost needs the disk itself to be asked.
        os.fsync = _ask_nothing
        self.outputs = folder / "outputs"
        remember()
        self.scenes = make_scenes(folder / "scenes", self.outputs)

    def steps_of(self, scene: Scene) -> tuple[str, ...]:
        """Return the steps of a run that nothing happens to."""
        scene.begin(self.outputs)
        return forked(scene, self.outputs, Steps(self.outputs)).steps

    def seconds_of(self, scene: Scene) -> float:
        """Return how long a run takes that nothing happens to."""
        scene.begin(self.outputs)
        begun = time.perf_counter()
        quietly(scene, self.outputs)
        return time.perf_counter() - begun


def kill_at_every_step(place: Range, account: Account, kinds: Collection[str] = (), every: int = 1) -> None:
    """Kill every kind of run, or those that are named, at each of its steps, or at one in so many."""
    for scene in (scene for scene in place.scenes if not kinds or scene.name in kinds):
        for at, event in islice(enumerate(place.steps_of(scene)), 0, None, every):
            run = partial(forked, scene, place.outputs, Steps(place.outputs, at, Kill()))
            _try(place, scene, f"{scene.name}, step {at} ({event})", account, faults_of(scene, place.outputs, run))


def kill_and_change(place: Range, account: Account, kinds: Collection[str] = (), every: int = 1) -> None:
    """Kill runs as `kill_at_every_step` does, and then build from other answers."""
    for scene in (scene for scene in place.scenes if not kinds or scene.name in kinds):
        for at, event in islice(enumerate(place.steps_of(scene)), 0, None, every):
            scene.begin(place.outputs)
            forked(scene, place.outputs, Steps(place.outputs, at, Kill()))
            code, said = quietly(replace(scene, inputs=scene.later), place.outputs)
            faults = [f"the next run ends with {code}: {said}"] if code else []
            faults += scene.faults_after_another_change(place.outputs)
            account.count += 1
            account.kinds[f"{scene.name}, then changed"] += 1
            account.faults += [f"{scene.name}, then changed, step {at} ({event}): {fault}" for fault in faults]


def kill_at_any_moment(place: Range, account: Account, count: int, seed: int) -> None:
    """Kill runs of every kind after some time."""
    lengths = {scene.name: place.seconds_of(scene) for scene in place.scenes}
    for number, chance in enumerate(chances(seed, count)):
        scene = chance.choice(place.scenes)
        if number % _STARTED == _STARTED - 1:
            run = partial(started, scene, place.outputs, chance.uniform(0, _LONGEST))
        else:
            run = partial(forked, scene, place.outputs, seconds=chance.uniform(0, lengths[scene.name] * 1.1))
        name = f"{scene.name}, seed {seed}, trial {number}"
        _try(place, scene, name, account, faults_of(scene, place.outputs, run))


def tried(count: int, seed: int, every: int = 1) -> Account:
    """Kill runs at every step, or at one in so many, and so many more at any moment."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        place, account = Range(Path(folder)), Account()
        kill_at_every_step(place, account, every=every)
        kill_and_change(place, account, every=every)
        kill_at_any_moment(place, account, count, seed)
    return account


def tried_with_a_careless_writer() -> Account:
    """Kill runs whose files are written where they lie, to see that this would be found."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        place, account = Range(Path(folder)), Account()
        careful = store.write
        for module in [each for name, each in sys.modules.items() if name.startswith("pipeline.build.")]:
            if getattr(module, "write", None) is careful:
                module.write = _write_carelessly  # type: ignore[attr-defined]
        kill_at_every_step(place, account, ("changed",))
    return account


def tried_without_a_journal() -> Account:
    """Kill runs that do not write down beforehand how everything will stand, to see that this would be found."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        place, account = Range(Path(folder)), Account()
        journal.announce = _say_nothing
        kill_and_change(place, account, ("changed",))
    return account


def _say_nothing(folder: Path, coming: Manifest) -> None:
    """Stand in for what writes a journal."""


def _write_carelessly(path: Path, content: bytes) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
        file.write(content)
    return True


def _ask_nothing(fd: object) -> None:
    """Stand in for what asks the disk to keep bytes."""


def _try(place: Range, scene: Scene, name: str, account: Account, faults: Iterator[str]) -> None:
    account.count += 1
    account.kinds[scene.name] += 1
    account.faults += [f"{name}: {fault}" for fault in faults]
    account.untold[scene.name] += is_untold(scene, place.outputs)
