"""Reads what a system was like when a revision was made."""

import json
from pathlib import Path
from typing import Any

from pipeline.build.plain_file import read_file
from pipeline.model.fact_change import Snapshot
from pipeline.stages.snapshot import read_snapshot

PROFILE, ASSESSMENT = "profile.json", "assessment.json"
"""The files of a system's folder, and of each of its revisions, that hold what it is like."""

_REVISIONS = "revisions"


def folder_of(system: Path, revision: int) -> Path:
    """Return where the set of a revision is kept."""
    return system / _REVISIONS / str(revision)


def snapshot_of_revision(system: Path, revision: int) -> Snapshot | None:
    """Return what a system was like in a revision; where that is not kept, as the last build found it.

    Args:
        system: folder of the system.
        revision: its number.

    Returns:
        None where neither can be read.
    """
    return kept_snapshot(folder_of(system, revision)) or kept_snapshot(system)


def kept_snapshot(folder: Path) -> Snapshot | None:
    """Return the snapshot that the files of a folder hold, or None where they are not there or hold none."""
    return read_snapshot(_json(folder / PROFILE), _json(folder / ASSESSMENT))


def _json(path: Path) -> Any:
    try:
        return json.loads(read_file(path))
    except (OSError, ValueError, RecursionError):
        return None
