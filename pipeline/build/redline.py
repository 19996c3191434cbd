"""Redlines: two documents go in, one with tracked changes between them comes out, through a program of another hand."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from platformdirs import user_cache_path

from pipeline.formats.redline_program import NoRedlineError, arguments, unpack_program

SECONDS = 120.0
"""For one comparison; the longest of the samples takes five."""

PIP = 'pip install "ai-act-dossier[redline]"'
"""What brings the program."""

PROGRAM = "python-redlines-docxodus"
"""The package that holds the program."""

_QUIET = {
    # The same on every machine, whatever libraries of languages it has; and no port to debug it by.
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
    "DOTNET_EnableDiagnostics": "0",
}


def redline(
    before: bytes, after: bytes, author: str, day: date | None, *, title: str = "", seconds: float = SECONDS
) -> bytes:
    """Return a Word document with tracked changes that lead from one document to another.

    Args:
        before: the former document; changes that a person tracked in it count as made.
        after: the new document.
        author: whose name the changes bear.
        day: that stands on them; a fixed one without.
        title: what the file says that it is.
        seconds: after which the comparison is given up.

    Returns:
        The redline: rejecting all changes gives what ``before`` says, accepting all what ``after`` says; equal
        arguments give equal bytes.

    Raises:
        NoRedlineError: the extra is not installed (``PIP`` brings it), or brings no program for this machine.
        RedlineError: no sound comparison can be made of these documents.
    """
    from pipeline.formats.docx_redline import comparable, finish_redline

    program = _program()
    with tempfile.TemporaryDirectory(prefix="dossier-redline-") as name:
        folder = Path(name)
        files = [folder / each for each in ("before.docx", "after.docx", "redline.docx")]
        for file, content in zip(files[:2], (before, after), strict=True):
            file.write_bytes(comparable(content))
        _run((str(program), *arguments([*map(str, files)], author, day)), folder, files[2], seconds)
        return finish_redline(files[2].read_bytes(), before, after, title)


def _program() -> Path:
    """Return the program, unpacked once for all runs: into a folder of its own, which is then put in its place."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        place = user_cache_path("ai-act-dossier") / f"redline-{version(PROGRAM)}"
    except PackageNotFoundError as error:
        raise NoRedlineError(PIP) from error
    if not place.is_dir():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(dir=place.parent, prefix="redline-"))
            unpack_program(str(made))
            # Another run may have been first; its copy is as good.
            with suppress(OSError):
                made.rename(place)
            shutil.rmtree(made, ignore_errors=True)
        except OSError as error:
            raise NoRedlineError(f"it cannot be unpacked ({error.strerror})") from error
    return Path(unpack_program(str(place)))


def _run(command: Sequence[str], folder: Path, into: Path, seconds: float) -> None:
    """Run the program in a folder of its own, without the settings of a network, and end it when it takes too long."""
    from pipeline.formats.docx_redline_package import RedlineError

    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.casefold()}
    process = subprocess.Popen(  # noqa: S603 - the program is the library's, the files are ours
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment | _QUIET | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)},
        start_new_session=True,
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise RedlineError(f"the comparison took longer than {seconds:.0f} seconds") from None
    finally:
        _end(process)
    if code or not into.is_file():
        raise RedlineError(f"the program of comparison ended with {code}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
