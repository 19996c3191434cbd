"""The files beside a document that belong to it: newer versions that wait, and copies with tracked changes."""

import re
from pathlib import Path

_VERSION = re.compile(r"\.(?P<kind>new|redline)(-[0-9]+)?")
"""What stands between the name and the ending of such a file."""

NEWER = "new"


def kind_beside(name: str, document: str) -> str:
    """Tell what a file is to a document by its name: ``new``, ``redline``, or nothing of the kind.

    Args:
        name: of the file, as ``annex-iv.new-3.docx``.
        document: name of the document, as ``annex-iv.docx``.
    """
    stem, _, ending = document.rpartition(".")
    if not (name.startswith(f"{stem}.") and name.endswith(f".{ending}")):
        return ""
    found = _VERSION.fullmatch(name[len(stem) : -len(ending) - 1])
    return found["kind"] if found else ""


def files_beside(document: Path) -> list[Path]:
    """Return the newer versions of a document and its copies with tracked changes, by name.

    Args:
        document: where it lies, or would.
    """
    there = sorted(document.parent.glob(f"{document.stem}.*{document.suffix}"))
    return [path for path in there if path.is_file() and kind_beside(path.name, document.name)]


def newer_versions(document: Path) -> list[Path]:
    """Return the newer versions of a document that wait beside it, by name."""
    return [path for path in files_beside(document) if kind_beside(path.name, document.name) == NEWER]
