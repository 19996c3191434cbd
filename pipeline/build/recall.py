"""What a run would say of a system that is up to date, told from the record and the findings that lie in its folder."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pipeline.build.archive import FINDINGS
from pipeline.build.filed import Filed
from pipeline.build.index import Row
from pipeline.build.journal import known_of
from pipeline.build.pdf_sweep import sweep
from pipeline.build.place import NOT_MADE, Written
from pipeline.build.plain_file import read_file
from pipeline.build.result import SystemResult
from pipeline.model.manifest import Manifest

_SAME = "nothing that it prints has changed"


def recall(row: Row, outputs: Path, asked: Collection[str]) -> tuple[SystemResult, list[dict[str, Any]]]:
    """Return what became of a system, without its findings, and these as JSON.

    Args:
        row: what is known of it.
        outputs: folder of all outputs.
        asked: ids of the deliverables that are asked for, in their order.

    Raises:
        OSError: what lies in its folder cannot be read any more.
    """
    folder = outputs / row.client / row.system
    manifest = known_of(folder)
    assert manifest is not None  # noqa: S101 - it was there when the row was compared
    written = tuple(_written(manifest, folder, asked))
    standing = sweep(Filed(folder, manifest, written), is_asked=False).written
    told: list[dict[str, Any]] = json.loads(read_file(folder / FINDINGS))["findings"]
    return SystemResult(row.system, row.workbook, row.client, standing, ()), told


def _written(manifest: Manifest, folder: Path, asked: Collection[str]) -> Iterator[Written]:
    stands = {each.id: each for each in manifest.stands}
    for name in asked:
        stand, made = stands[name], manifest.of(name)
        if stand.state in NOT_MADE:
            yield Written(name, stand.state, "", None, stand.because)
        else:
            yield Written(name, "unchanged", str(folder / stand.file), made.revision if made else None, _SAME)
