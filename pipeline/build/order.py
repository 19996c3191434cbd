"""What a worker is given to make one system: bytes and records, nothing that it would have to fetch."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import SystemFiles
from pipeline.build.plain_file import read_file
from pipeline.build.store import digest_of, sha256_of
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import Made, Manifest


class Lying(Struct, frozen=True):
    """What lies in the place of a document: its digest, and its bytes where a person may have written in them."""

    digest: str | None
    content: bytes = b""


class Former(Struct, frozen=True):
    """Versions of a document with which a newer one may be compared.

    ``lying`` is the one that lies there, ``base`` the one that it differs from: what was issued last, or else what it
    was in the set before its own; each with its revision, ``base`` empty where there is none.
    """

    lying: bytes
    number: int
    base: bytes = b""
    base_number: int = 0
    is_issued: bool = False
    has_redline: bool = False


class Order(Struct, frozen=True):
    """One system to make: its files, what was made of it before, what lies there now, and what is asked for.

    ``earlier`` holds the files that say what the system was like in revisions with which the new one may be compared,
    ``former`` versions of documents to compare, where a redline is asked for.
    """

    files: SystemFiles
    client: str
    system: str | None
    manifest: Manifest | None = None
    lying: Mapping[str, Lying] = {}
    earlier: Mapping[int, Mapping[str, bytes]] = {}
    force: bool = False
    replace_edited: bool = False
    redline: bool = False
    former: Mapping[str, Former] = {}


def known_with(manifest: Manifest | None, lying: Mapping[str, Lying]) -> Manifest | None:
    """Return what is known of documents; a waiting version that a person put in its place is the document now.

    Args:
        manifest: what was written down.
        lying: what lies there now.
    """
    if manifest is None:
        return None
    return replace(manifest, made=tuple(_arrived(made, lying.get(made.id)) for made in manifest.made))


def _arrived(made: Made, lying: Lying | None) -> Made:
    if lying is None or lying.digest is None or lying.digest != made.new_sha256:
        return made
    # Whether free text was carried into it is not known any more; looking for it does no harm.
    return replace(made, sha256=lying.digest, new_sha256="", has_free_text=True, is_adopted=False)


def what_lies(folder: Path, deliverables: tuple[Deliverable, ...], manifest: Manifest | None) -> dict[str, Lying]:
    """Return what lies in the place of each document.

    Args:
        folder: of the system.
        deliverables: that may be made.
        manifest: what is known of them.

    Raises:
        OSError: a document cannot be read.
    """
    return {each.id: _look(folder / each.file, manifest.of(each.id) if manifest else None) for each in deliverables}


def _look(path: Path, made: Made | None) -> Lying:
    if not path.is_file():
        return Lying(digest_of(path))
    content = read_file(path)
    digest = sha256_of(content)
    as_made = made is not None and made.holds(digest) and not (made.has_free_text or made.is_adopted)
    return Lying(digest, b"" if as_made else content)
