"""Pages over many systems: a fold over what the manifests keep of each, one page a client and one over all."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from pipeline.build.journal import known_of
from pipeline.build.store import write
from pipeline.formats.html_page import render_page
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import Stand
from pipeline.model.portfolio import PortfolioDeliverable, PortfolioPage, PortfolioSystem
from pipeline.model.summary import SystemSummary

_SEAL = re.compile(rb"<!-- dossier ([0-9a-f]{64}) -->\n\Z")


class SharedResult(Struct, frozen=True):
    """What became of a page over many systems; ``client`` is None for the one over all."""

    id: str
    client: str | None
    state: str
    path: str
    because: str


class _Folder(Struct, frozen=True):
    """One system below the outputs, and of its record what a page shows: there are many, and a record is large."""

    client: str
    system: str
    summary: SystemSummary
    stands: tuple[Stand, ...]
    revisions: Mapping[str, int]


def make_pages(
    outputs: Path, clients: Collection[str], catalogue: Catalogue, pages: Mapping[str, Mapping[str, bytes]]
) -> Iterator[SharedResult]:
    """Write the pages of the clients that a run dealt with, and those over all clients.

    Args:
        outputs: folder of all outputs.
        clients: ids of the clients of this run.
        catalogue: law, titles and words.
        pages: the files of each page, by its id.

    Raises:
        OSError: the disk refuses.
    """
    if not clients or not pages:
        return
    folders = list(_folders(outputs))
    for deliverable in catalogue.deliverables:
        if deliverable.id not in pages:
            continue
        for client in (*clients, None):
            several = [folder for folder in folders if client in (None, folder.client)]
            page = _page(deliverable, _name(client, several), several, catalogue)
            target = (outputs / client if client else outputs) / deliverable.file
            yield _place(deliverable, client, render_page(page, pages[deliverable.id]), target)


def _folders(outputs: Path) -> Iterator[_Folder]:
    for path in sorted(outputs.glob("*/*/manifest.json")):
        manifest = known_of(path.parent)
        if manifest and manifest.summary:
            revisions = {made.id: made.revision for made in manifest.made}
            yield _Folder(path.parent.parent.name, path.parent.name, manifest.summary, manifest.stands, revisions)


def _name(client: str | None, folders: Iterable[_Folder]) -> str:
    """Return the name of a client as its systems have it, else its id; nothing for the page over all."""
    named = (folder.summary.organisation for folder in folders)
    return (next(filter(None, named), client) if client else "") or ""


def _page(deliverable: Deliverable, client: str, folders: Iterable[_Folder], catalogue: Catalogue) -> PortfolioPage:
    titles = {each.id: each.title for each in catalogue.deliverables}
    law = catalogue.legislation
    return PortfolioPage(
        title=deliverable.title,
        client=client,
        edition=law.title,
        as_of=law.checked_on,
        systems=tuple(_system(folder, titles, "" if client else f"{folder.client}/") for folder in folders),
    )


def _system(folder: _Folder, titles: Mapping[str, str], above: str) -> PortfolioSystem:
    return PortfolioSystem(
        client=folder.client,
        client_name=folder.summary.organisation or folder.client,
        summary=folder.summary,
        deliverables=tuple(
            PortfolioDeliverable(
                id=stand.id,
                title=titles.get(stand.id, stand.id),
                state=stand.state,
                href=f"{above}{folder.system}/{stand.file}" if stand.file else "",
                revision=folder.revisions.get(stand.id, 0),
                because=stand.because,
            )
            for stand in folder.stands
        ),
    )


def _place(deliverable: Deliverable, client: str | None, content: bytes, target: Path) -> SharedResult:
    """Write a page, or the new version beside it where a person edited what lies there."""
    sealed = _sealed(content)
    lying = target.read_bytes() if target.is_file() else None
    if lying == sealed:
        return SharedResult(deliverable.id, client, "unchanged", str(target), "nothing that it shows has changed")
    if lying is not None and not _is_ours(lying):
        waiting = target.with_suffix(f".new{target.suffix}")
        write(waiting, sealed)
        because = f"a person edited {target.name}; the new version waits as {waiting.name}"
        return SharedResult(deliverable.id, client, "kept-edited", str(target), because)
    write(target, sealed)
    return SharedResult(deliverable.id, client, "built", str(target), "complete")


def _sealed(content: bytes) -> bytes:
    """Return a page with the digest of its content at its end, by which a later run knows that nobody edited it."""
    return content + f"<!-- dossier {hashlib.sha256(content).hexdigest()} -->\n".encode()


def _is_ours(page: bytes) -> bool:
    seal = _SEAL.search(page)
    return seal is not None and hashlib.sha256(page[: seal.start()]).hexdigest().encode() == seal[1]
