"""Finds the versions of documents with which newer ones may be compared."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.build.archive import folder_of
from pipeline.build.order import Former
from pipeline.build.plain_file import read_file
from pipeline.build.store import digest_of
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import Made, Manifest


def former_versions(
    folder: Path, deliverables: tuple[Deliverable, ...], manifest: Manifest | None
) -> Iterator[tuple[str, Former]]:
    """Yield the versions of each document that lies there, by its id.

    Args:
        folder: of the system.
        deliverables: that may be made.
        manifest: what is known of them.

    Raises:
        OSError: a document cannot be read.
    """
    for deliverable in deliverables:
        made, path = manifest.of(deliverable.id) if manifest else None, folder / deliverable.file
        if manifest is not None and made is not None and path.is_file():
            yield deliverable.id, _former(folder, path, made, manifest)


def _former(folder: Path, path: Path, made: Made, manifest: Manifest) -> Former:
    issued = manifest.last_issued(made.id)
    kept = folder_of(folder, made.revision - 1) / path.name
    has_redline = made.redline is not None and digest_of(folder / made.redline.file) is not None
    lying = read_file(path)
    if issued and (folder / issued.path).is_file():
        base = read_file(folder / issued.path)
        return Former(lying, made.revision, base, issued.revision, is_issued=True, has_redline=has_redline)
    if kept.is_file():
        return Former(lying, made.revision, read_file(kept), made.revision - 1, has_redline=has_redline)
    return Former(lying, made.revision, has_redline=has_redline)
