"""Reads what a system was like when a revision was made."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.build.archive import FACTS, folder_of
from pipeline.build.plain_file import read_file
from pipeline.model.fact_change import Snapshot
from pipeline.model.manifest import Manifest
from pipeline.stages.since_revision import base_of
from pipeline.stages.snapshot import read_snapshot

Kept = Mapping[str, bytes]
"""The files that say what a system was like, by name."""


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
    return snapshot_from(_kept(folder))


def snapshot_from(kept: Kept) -> Snapshot | None:
    """Return the snapshot that files hold, or None where they hold none."""
    profile, assessment = (_parsed(kept.get(name, b"")) for name in FACTS)
    return read_snapshot(profile, assessment)


def earlier_states(system: Path, manifest: Manifest | None) -> dict[int, Kept]:
    """Return the files that say what a system was like in the revisions with which the next one may be compared.

    Args:
        system: folder of the system.
        manifest: what is known of it.
    """
    if manifest is None or not manifest.revisions:
        return {}
    newest = manifest.revisions[-1].number
    # A build opens the next revision, or stays in the newest, or opens that one anew where a run ended half-way.
    numbers = {base_of(manifest, newest), base_of(manifest, newest + 1)} - {0}
    # What a document made anew says of its reasons goes back to the revision in which it was made.
    numbers |= {made.revision for made in manifest.made}
    return {number: _kept(folder_of(system, number)) or _of_newest(system, number, newest) for number in numbers}


def _of_newest(system: Path, number: int, newest: int) -> Kept:
    """Return the files in the system's folder itself, which are those of the newest revision."""
    return _kept(system) if number == newest else {}


def _kept(folder: Path) -> Kept:
    found = {}
    for name in FACTS:
        try:
            found[name] = read_file(folder / name)
        except OSError:
            continue
    return found


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
