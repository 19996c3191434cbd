"""What a run does to the disk, step by step, and what may happen at one of them.

Steps are counted below all code of the product, in the hook that Python calls for whatever touches a file, and where
bytes are written and forced to the disk; so they are found however the product is laid out.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Self

_EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.chmod", "os.link", "os.symlink", "os.truncate", "os.rmdir")
_NEEDS_ROOM = ("open", "write", "os.mkdir", "os.link", "os.symlink")
"""What a full disk refuses; it lets names be changed and files be removed."""

_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_APART = (".dossier.lock", ".dossier.index", ".dossier.index.part")
"""The lock, which stays, and a cache, whose loss costs nothing."""


class Kill:
    """Ends the process at a step as a lost machine would: nothing of it runs any more."""

    def __call__(self, _: str) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise SystemExit


@dataclass
class Refuse:
    """Has the disk refuse a step with an error, and from then on every step of its kind if it lasts."""

    code: int
    lasts: bool

    def __call__(self, event: str) -> None:
        if self.code == errno.ENOSPC and event not in _NEEDS_ROOM:
            return
        raise OSError(self.code, os.strerror(self.code))


@dataclass
class Steps:
    """Counts the steps of this process below a folder, and lets something happen at one of them.

    Once watched, a process is watched until it ends: Python lets nobody take the hook away again.
    """

    folder: Path
    at: int = -1
    happens: Callable[[str], None] | None = None
    seen: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to count."""
        sys.addaudithook(self._hook)
        fsync, fdopen = os.fsync, os.fdopen

        def counted_fsync(handle: Any) -> None:
            self._step("fsync", "")
            fsync(handle)

        def counted_fdopen(handle: int, mode: str = "r", *rest: Any, **named: Any) -> Any:
            file = fdopen(handle, mode, *rest, **named)
            return _Counted(file, self) if "w" in mode else file

        os.fsync = counted_fsync  # type: ignore[assignment]
        os.fdopen = counted_fdopen  # type: ignore[assignment]

    def written(self, file: Any, content: bytes) -> None:
        """Write bytes; whatever happens, happens when half of them are written."""
        half = len(content) // 2
        file.write(content[:half])
        file.flush()
        self._step("write", "")
        file.write(content[half:])

    def _hook(self, event: str, values: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = values
            if isinstance(flags, int) and flags & _CHANGES:
                self._step(event, path)
        elif event in _EVENTS:
            self._step(event, values[0])

    def _step(self, event: str, path: object) -> None:
        if path:
            if not isinstance(path, str | os.PathLike):
                return
            place = os.fspath(path)
            if not place.startswith(str(self.folder)) or place.endswith(_APART):
                return
        number = len(self.seen)
        self.seen.append(event)
        if self.happens and (number == self.at or (number > self.at >= 0 and getattr(self.happens, "lasts", False))):
            self.happens(event)


class _Counted:
    """A file whose writing is counted."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file = file
        self._steps = steps

    def write(self, content: bytes) -> int:
        self._steps.written(self._file, content)
        return len(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # What is left in the buffer is written now, and a disk that refused once does not make this a second fault.
        with suppress(OSError):
            self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
