"""A long walk through the life of a system: people edit, facts change, things go wrong; nothing that was saved is lost.

Each step is drawn from a seed. After each it is looked whether every file that a person saved is still there somewhere
below the outputs, byte for byte, unless that person saved over it; and whether what was issued is as it was.
"""

import errno
import hashlib
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace as replace_in

from pipeline.build.adopting import adopt
from pipeline.build.batch import Wish, run
from pipeline.build.index import Row, look
from pipeline.build.inputs import Inputs
from pipeline.build.issuing import issue
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.store import MANIFEST
from pipeline.build.template import Template
from pipeline.build.verify import INTACT, UNKNOWN, verify
from pipeline.model.catalogue import Catalogue
from tests.engagement import Engagement
from tests.hand import add_zone, save_again, write_elsewhere, write_in_zone
from tests.soak.office import office_is_there, save_in_office

DOCUMENTS = ("instructions-for-use", "change-report")
STRETCH = 100
"""Steps after which a walk goes on with a new client: the kept sets of one grow with every revision."""


class LostError(AssertionError):
    """Something that a person saved, or that was issued, is not there any more."""


@dataclass
class Walk:
    """One client on the way: what people saved and what was issued, by digest, and which steps were taken."""

    client: Engagement
    catalogues: tuple[Catalogue, ...]
    templates: tuple[Mapping[str, Template], ...]
    chance: random.Random
    owed: set[str] = field(default_factory=set)
    issued: dict[Path, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    at: int = 0
    template: int = 0
    held: int = 0
    """How many systems an index said to be up to date."""

    def step(self) -> None:
        """Take one step and look whether everything is still there.

        Raises:
            LostError: it is not; the message names the steps that were taken.
        """
        names = list(_STEPS)
        (name,) = self.chance.choices(names, [_STEPS[each][1] for each in names])
        self.taken.append(name)
        self.counts[name] += 1
        _STEPS[name][0](self)
        self.look()

    def build(self, *, force: bool = False, replace: bool = False) -> None:
        """Build under the edition and with the template of now; what went wrong is told and costs nothing."""
        catalogue, sources = self.catalogues[self.at], scan([self.client.folder])
        inputs = Inputs([f"edition {self.at}, template {self.template}"], [], "2026-11-30")
        index = look(sources, self.client.outputs, inputs)
        wish = Wish(catalogue, self.templates[self.template], force=force, replace_edited=replace)
        for result in run(sources, self.client.outputs, replace_in(wish, index=index.without_rows())):
            if isinstance(result, SystemResult) and any(told.code == "BLD002" for told in result.findings):
                raise LostError(f"a fault of the program, after {self.taken}")
            if isinstance(result, SystemResult) and result.workbook in index.rows and not force:
                self._hold_to(index.rows[result.workbook], result)

    def _hold_to(self, row: Row, result: SystemResult) -> None:
        """Hold what the index says of a system against what looking at it says."""
        self.held += 1
        found = Counter(told.severity.value for told in result.findings)
        if (row.states, row.findings) != (result.states, found):
            raise LostError(f"a change was not seen: {row} and {result.states}, {found} after {self.taken}")

    def documents(self) -> list[Path]:
        """Return the Word documents that lie in the folder of the system."""
        folder = self.client.made()
        return sorted(path for path in folder.glob("*.docx") if path.is_file()) if folder.is_dir() else []

    def any(self) -> list[Path]:
        """Return one of the documents, or none where there is none."""
        documents = self.documents()
        return self.chance.sample(documents, min(1, len(documents)))

    def edit(self, change: Callable[[Path], object]) -> None:
        """Let a person change one of the documents; what this person saved in its place before is given up with it."""
        for path in self.any():
            before = _digest(path)
            change(path)
            if _digest(path) == before:
                # Nothing was saved: a document of another template may have no zone.
                continue
            if before not in self._digests():
                self.owed.discard(before)
            self.owed.add(_digest(path))

    def _digests(self) -> set[str]:
        return {_digest(path) for path in self.client.outputs.rglob("*") if path.is_file()}

    def look(self) -> None:
        """Look whether everything is still there.

        Raises:
            LostError: something is not.
        """
        there = self._digests()
        if lost := self.owed - there:
            raise LostError(f"{len(lost)} files of a person are gone after {self.taken}")
        for path, digest in self.issued.items():
            if not path.is_file() or _digest(path) != digest:
                raise LostError(f"{path.name} was issued and is another after {self.taken}")

    def verify(self) -> None:
        """Have the product look itself whether all that was kept and issued is intact.

        Raises:
            LostError: it says that something is not.
        """
        for file in verify([self.client.outputs]) if self.client.outputs.is_dir() else ():
            is_kept = "/revisions/" in file.path or "/issued/" in file.path
            # The set of the present revision gets its record when the next one opens; where a person deletes that of
            # the system before, nothing knows what lies there, and it is told as such.
            is_awaiting = file.state == UNKNOWN and not (Path(file.path).parent / MANIFEST).is_file()
            if is_kept and file.state != INTACT and not is_awaiting:
                raise LostError(f"{file.path} is {file.state} after {self.taken}")


def _change_answer(walk: Walk) -> None:
    words = f"By way {walk.chance.randrange(1_000_000)}."
    spoken = {"documents__change_note": f"Note {words}"} if walk.chance.random() < 0.7 else {}
    walk.client.change("tenorscore", logging__deployer_access=words, **spoken)


def _not_owed(walk: Walk) -> None:
    walk.client.change("tenorscore", scope__listed_use=False, scope__use_cases=None)


def _edit_zone(walk: Walk) -> None:
    def write(path: Path) -> None:
        with suppress(StopIteration):
            write_in_zone(path, f"Own words {walk.chance.randrange(1_000_000)}.")

    walk.edit(write)


def _edit_elsewhere(walk: Walk) -> None:
    walk.edit(lambda path: write_elsewhere(path, f"More words {walk.chance.randrange(1_000_000)}."))


def _add_zone(walk: Walk) -> None:
    walk.edit(lambda path: add_zone(path, f"Kept {walk.chance.randrange(1_000_000)}.", "of_a_person"))


def _save_again(walk: Walk) -> None:
    walk.edit(save_again)


def _save_in_office(walk: Walk) -> None:
    if office_is_there():
        walk.edit(save_in_office)


def _delete_manifest(walk: Walk) -> None:
    (walk.client.made() / "manifest.json").unlink(missing_ok=True)


def _rename(walk: Walk) -> None:
    for path in walk.any():
        other = walk.chance.choice(("notes.docx", "instructions-for-use.new.docx", "instructions-for-use.docx"))
        target = path.with_name(other)
        if not target.exists():
            path.rename(target)


def _build(walk: Walk) -> None:
    walk.build()


def _build_again(walk: Walk) -> None:
    """Build until the index holds what there is, and hold it against what looking says."""
    for _ in range(3):
        walk.build()


def _build_by_force(walk: Walk) -> None:
    walk.build(force=True)


def _replace_edited(walk: Walk) -> None:
    walk.build(replace=True, force=walk.chance.random() < 0.5)


def _killed(walk: Walk) -> None:
    """Build in a process that is killed at one of its writes."""
    limit = walk.chance.randrange(1, 25)
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            _count(limit, lambda: os.kill(os.getpid(), signal.SIGKILL))
            walk.build()
        os._exit(0)
    os.waitpid(child, 0)


def _disk_full(walk: Walk) -> None:
    """Build in a process whose disk refuses from one write on."""
    limit, code = walk.chance.randrange(1, 25), walk.chance.choice((errno.ENOSPC, errno.EIO, errno.EROFS))
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            _count(limit, lambda: _refuse(code))
            walk.build()
        os._exit(0)
    os.waitpid(child, 0)


def _refuse(code: int) -> None:
    raise OSError(code, os.strerror(code))


def _count(limit: int, strike: Callable[[], object]) -> None:
    """Let something happen at each sync to the disk from the given one on; there is one before and after each file."""
    sync, done = os.fsync, Counter[str]()

    def counted(fd: Any) -> None:
        done["syncs"] += 1
        if done["syncs"] >= limit:
            strike()
        sync(fd)

    os.fsync = counted


def _another_template(walk: Walk) -> None:
    walk.template = (walk.template + 1) % len(walk.templates)


def _another_edition(walk: Walk) -> None:
    walk.at = (walk.at + 1) % len(walk.catalogues)


def _issue(walk: Walk) -> None:
    if walk.client.made().is_dir():
        for name in DOCUMENTS:
            frozen = issue(walk.client.made(), name, walk.catalogues[walk.at])
            walk.issued |= {path: _digest(path) for path in frozen.paths}


def _adopt(walk: Walk) -> None:
    for path in walk.any():
        adopt(path, walk.catalogues[walk.at])


def _verify(walk: Walk) -> None:
    walk.verify()


_STEPS: dict[str, tuple[Callable[[Walk], None], float]] = {
    "change an answer": (_change_answer, 12),
    "build": (_build, 16),
    "edit in a zone": (_edit_zone, 10),
    "edit elsewhere": (_edit_elsewhere, 7),
    "add a zone": (_add_zone, 2),
    "save again": (_save_again, 3),
    "save in LibreOffice": (_save_in_office, 0.3),
    "delete the record": (_delete_manifest, 2),
    "rename": (_rename, 2),
    "killed": (_killed, 6),
    "disk refuses": (_disk_full, 4),
    "build again": (_build_again, 4),
    "build by force": (_build_by_force, 3),
    "replace edited": (_replace_edited, 3),
    "another template": (_another_template, 2),
    "another edition": (_another_edition, 1),
    "not owed any more": (_not_owed, 1),
    "issue": (_issue, 6),
    "adopt": (_adopt, 4),
    "verify": (_verify, 3),
}
"""What may happen, and how often as against the others."""


def walk_through(
    client: Engagement,
    catalogues: tuple[Catalogue, ...],
    templates: tuple[Mapping[str, Template], ...],
    steps: int,
    seed: int | str,
) -> Counter[str]:
    """Walk so many steps, with a new client after each stretch.

    Args:
        client: the first, in a folder of the walk's own.
        catalogues: the editions of the law between which a walk changes.
        templates: the sets of templates between which it changes.
        steps: how many.
        seed: from which all chance comes.

    Returns:
        How often each kind of step was taken.

    Raises:
        LostError: something is gone; the message names seed and steps.
    """
    counts: Counter[str] = Counter()
    for begin in range(0, steps, STRETCH):
        shutil.rmtree(client.outputs, ignore_errors=True)
        client.change("tenorscore")
        walk = Walk(client, catalogues, templates, random.Random(f"{seed} {begin}"), counts=counts)
        try:
            for _ in range(min(STRETCH, steps - begin)):
                walk.step()
            walk.build()
            walk.verify()
        except LostError as lost:
            raise LostError(f"seed {seed}, from step {begin}: {lost}") from None
    return counts


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
