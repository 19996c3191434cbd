"""LibreOffice as a program: where it is, which one it is, and one process of it that prints many files."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_MOMENT = 0.05
_WHOLE_PDF, _TAIL = b"%%EOF", 1024
_TAGGED = ",".join(
    f'"{name}":{{"type":"boolean","value":"{value}"}}'
    for name, value in (
        ("UseTaggedPDF", "true"),
        ("PDFUACompliance", "true"),
        ("ExportBookmarks", "true"),
        # Names the place of each bookmark, so that pages can be told which no heading begins.
        ("ExportBookmarksToPDFDestination", "true"),
        ("ExportNotes", "false"),
        ("UseLosslessCompression", "true"),
    )
)
_FILTER = f"pdf:writer_pdf_Export:{{{_TAGGED}}}"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_PROFILE = (
    # No macro runs, no link is followed or brought up to date, and what would ask the network finds nobody there.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class Ended(Struct, frozen=True):
    """How a process ended: in its own time or not, and with which code."""

    in_time: bool
    code: int


def find_office() -> Path | None:
    """Return the program of LibreOffice, or None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    places = [found] if found else _USUAL_PLACES
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def name_of(program: Path) -> str:
    """Return name, version and build, read from what lies beside the program, so that nothing is started for it."""
    folder = program.resolve().parent
    lines = [
        line
        for place in (folder, folder.parent / "Resources")
        for name in ("bootstraprc", "bootstrap.ini", "versionrc", "version.ini")
        if (place / name).is_file()
        for line in (place / name).read_text("utf-8", "replace").splitlines()
    ]
    said = dict(line.split("=", 1) for line in reversed(lines) if "=" in line)
    return " ".join(filter(None, (said.get("ProductKey", "LibreOffice"), said.get("buildid", "")))).strip()


def write_profile(folder: Path) -> None:
    """Write the settings with which LibreOffice starts."""
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _PROFILE)
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")


def print_files(
    program: Path, profile: Path, files: Sequence[Path], into: Path, limit: float, stopped: threading.Event
) -> Ended:
    """Print files into a folder, in one process.

    Args:
        program: of LibreOffice.
        profile: folder of its settings, in use by no other process.
        files: to print.
        into: folder for the PDF files, which have the names of the files.
        limit: seconds for each file; a process that makes none in this time is ended.
        stopped: set by another thread that wants this one to end.
    """
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command = [str(program), *options, "--convert-to", _FILTER, "--outdir", str(into), *map(str, files)]
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    process = subprocess.Popen(  # noqa: S603 - the program was found by name, the files are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment | {"SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    made, since = 0, time.monotonic()
    while not _has_ended(process):
        now = sum(1 for _ in into.iterdir())
        if now != made:
            made, since = now, time.monotonic()
        if stopped.is_set() or time.monotonic() - since > limit:
            _end(process)
            return Ended(in_time=False, code=process.returncode)
    return Ended(in_time=True, code=process.returncode)


def whole_pdf(path: Path) -> bytes:
    """Return a PDF that was written to its end, or nothing."""
    if not path.is_file():
        return b""
    content = path.read_bytes()
    return content if content.startswith(b"%PDF-") and _WHOLE_PDF in content[-_TAIL:] else b""


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_MOMENT)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started: the program is a script that starts others."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607 - Windows' own
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
