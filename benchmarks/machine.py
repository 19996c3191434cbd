"""What the figures were measured on: the machine without its name, and the versions of everything that counts."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import ours
from benchmarks.npm_peers import PACKAGES, node_version
from benchmarks.outcome import NotMeasuredError

_OURS = ("docxtpl", "python-docx", "jinja2", "lxml", "openpyxl", "python-calamine", "pydantic", "msgspec", "zlib-ng")
_GIB = 1024**3


def machine() -> dict[str, object]:
    """Return cores, model, memory and system."""
    described = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", described.read_text()) if described.exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    return {
        "cores": ours.CORES,
        "model": found[1].strip() if found else platform.processor() or platform.machine(),
        "memory_gib": round(memory),
        "system": platform.system(),
    }


def versions() -> dict[str, str]:
    """Return the versions of Python, of our libraries, and of Node and the peers where they are there."""
    told = {"python": platform.python_version(), **{name: version(name) for name in _OURS}}
    try:
        return told | {"node": node_version()} | PACKAGES
    except NotMeasuredError:
        return told


def today() -> str:
    """Return the date."""
    return datetime.now(UTC).date().isoformat()
