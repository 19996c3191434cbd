"""Packs what leaves the house: documents, answers and evidence of a client's systems, with an index and digests."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from pipeline.build.layout import Engine
from pipeline.build.pack_folder import Shelf, Shelved, read_shelf
from pipeline.build.pack_inputs import Answers, answers_of, find_sources
from pipeline.build.pack_list import (
    EVIDENCE,
    Leaf,
    answers_in,
    contents_of,
    documents_of,
    leaf_of,
    names_of,
    pdf_name,
    shared_by_all,
)
from pipeline.build.scan import NoSuchPathError
from pipeline.build.store import MANIFEST, sha256_of
from pipeline.formats.html_index import render_index
from pipeline.formats.zip_archive import write_archive
from pipeline.library.pack_files import PackFiles
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.pack import PackedClient, PackedSystem, Part
from pipeline.stages.member_name import distinct
from pipeline.stages.wording import Wording

INDEX, DIGESTS = "00_index.html", "SHA256SUMS.txt"


class PackWish(Struct, frozen=True):
    """What a dossier is made from.

    ``inputs`` is the folder of the workbooks; ``engine`` lays out its PDF, without one there is none.
    """

    catalogue: Catalogue
    files: PackFiles
    inputs: Path
    engine: Engine | None = None


class Packed(Struct, frozen=True):
    """The archive, empty where there is nothing to pack, what it holds, and what there is to say."""

    archive: bytes
    client: PackedClient
    findings: tuple[Finding, ...]


class _Parcel(Struct, frozen=True):
    """One system on its way into the archive: ``folder`` is where it goes, ``names`` those of its documents by id."""

    shelf: Shelf
    answers: Answers
    documents: tuple[Shelved, ...]
    folder: str
    names: dict[str, str]
    leaves: tuple[Leaf, ...]

    @property
    def is_draft(self) -> bool:
        return not all(each.is_final for each in self.documents)


def pack(folder: Path, wish: PackWish) -> Packed:
    """Pack a client, or one of its systems.

    Args:
        folder: of the client below the outputs, or of one system; nothing in it is changed.
        wish: what to make it from.

    Raises:
        NoSuchPathError: it does not exist.
    """
    if not folder.is_dir():
        raise NoSuchPathError(f"{folder} is no folder")
    alone = (folder / MANIFEST).is_file()
    client = (folder.resolve().parent if alone else folder.resolve()).name
    shelves, findings = _shelves(folder, wish.catalogue)
    if not shelves:
        return Packed(b"", PackedClient(client, client, ()), tuple(findings))
    sources = find_sources(wish.inputs, client, wish.catalogue)
    if sources is None:
        findings.append(finding("PCK009", Place(file=str(wish.inputs)), inputs=wish.inputs, client=client))
    several = [answers_of(shelf, sources or {}, wish.catalogue, wish.inputs) for shelf in shelves]
    findings += (told for each in several for told in each.findings)
    parcels, told_of_names = _parcels(client, shelves, several, wish)
    findings += told_of_names
    members = distinct(contents_of(several))
    findings += (
        finding("PCK014", Place(file=name), name=name, new=member) for name, member in members.items() if name != member
    )
    pdfs, told_of_pdfs = _pdfs(client, parcels, several, members, wish)
    findings += told_of_pdfs
    shared = list(shared_by_all(several, members, wish.files.words.file))
    systems = tuple(_system(parcel, pdfs, wish) for parcel in parcels)
    name = next(filter(None, (shelf.look("organisation.name") for shelf in shelves)), client)
    packed = PackedClient(client, name, systems, tuple(leaf.listed for leaf in shared))
    leaves = [leaf for parcel in parcels for leaf in (*pdfs.get(parcel.folder, ()), *parcel.leaves)]
    return Packed(_archive(packed, [*leaves, *shared], wish.files), packed, tuple(findings))


def _shelves(folder: Path, catalogue: Catalogue) -> tuple[list[Shelf], list[Finding]]:
    alone = (folder / MANIFEST).is_file()
    folders = [folder] if alone else sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    deliverables = {each.id: each for each in catalogue.of_systems}
    shelves: list[Shelf] = []
    findings = [] if folders else [finding("PCK001", Place(file=str(folder)), path=folder)]
    for each in folders:
        shelf, told = read_shelf(each, deliverables)
        findings += [*told, *(shelf.findings if shelf else ())]
        shelves += [shelf] if shelf else []
    return shelves, findings


def _parcels(
    client: str, shelves: Sequence[Shelf], several: Sequence[Answers], wish: PackWish
) -> tuple[list[_Parcel], list[Finding]]:
    words, findings = wish.files.words, list[Finding]()
    folders = distinct(shelf.manifest.system for shelf in shelves)
    parcels = []
    for shelf, answers in zip(shelves, several, strict=True):
        documents = tuple(sorted(shelf.documents, key=lambda each: words.place_of(each.id)))
        names, told = names_of(shelf, documents, client, wish.catalogue.firm)
        findings += told
        system = shelf.manifest.system
        drafts = sum(not each.is_final for each in documents)
        if drafts:
            at = Place(document=str(shelf.folder))
            findings.append(finding("PCK025", at, drafts=drafts, all=len(documents), system=system))
        leaves = (
            *documents_of(folders[system], documents, names, words),
            *answers_in(folders[system], shelf, answers, words.file),
        )
        parcels.append(_Parcel(shelf, answers, documents, folders[system], names, leaves))
    return parcels, findings


def _pdfs(
    client: str, parcels: Sequence[_Parcel], several: Sequence[Answers], members: dict[str, str], wish: PackWish
) -> tuple[dict[str, list[Leaf]], list[Finding]]:
    """Return the PDF of each system by its folder in the archive."""
    from pipeline.build.pack_evidence import examine_evidence

    examined, findings = examine_evidence(several)
    if wish.engine is None:
        return {}, [*findings, finding("PCK016", Place())]
    from pipeline.build.pack_chapters import Told
    from pipeline.build.pack_pdf import Draft, make_pdfs

    words = wish.files.words
    drafts = [
        Draft(
            parcel.shelf,
            parcel.answers,
            parcel.documents,
            {leaf.listed.id: leaf.listed.path for leaf in reversed(parcel.leaves) if leaf.listed.id},
            _edition(parcel.shelf.manifest.edition, wish.catalogue),
        )
        for parcel in parcels
    ]
    made, told = make_pdfs(
        drafts, Told(words, _wording(wish.catalogue), examined, members, EVIDENCE), wish.catalogue, wish.engine
    )
    found: dict[str, list[Leaf]] = {}
    for parcel in parcels:
        if pdf := made.get(parcel.shelf.manifest.system):
            name = pdf_name(parcel.shelf, client, wish.catalogue.firm, words, is_draft=parcel.is_draft)
            found[parcel.folder] = [leaf_of(Part.DOSSIER, f"{parcel.folder}/{name}", words.file["dossier"], name, pdf)]
    return found, [*findings, *told]


def _system(parcel: _Parcel, pdfs: dict[str, list[Leaf]], wish: PackWish) -> PackedSystem:
    shelf = parcel.shelf
    return PackedSystem(
        id=shelf.manifest.system,
        name=shelf.look("system.name"),
        version=shelf.look("system.version"),
        provider=shelf.look("organisation.name"),
        revision=max((each.number for each in shelf.manifest.revisions), default=0),
        edition=_edition(shelf.manifest.edition, wish.catalogue),
        is_draft=parcel.is_draft,
        files=tuple(leaf.listed for leaf in (*pdfs.get(parcel.folder, ()), *parcel.leaves)),
    )


def _edition(edition: str, catalogue: Catalogue) -> str:
    """Return an edition of the law in the words of documents; a manifest names the day of its text after an "@"."""
    wording = _wording(catalogue)
    try:
        return wording.say("edition", day=wording.day(date.fromisoformat(edition.partition("@")[2])))
    except ValueError:
        return edition


def _wording(catalogue: Catalogue) -> Wording:
    language = catalogue.style.language.partition("-")[0]
    return Wording(language, catalogue.words, catalogue.questionnaire.choices)


def _archive(packed: PackedClient, leaves: Iterable[Leaf], files: PackFiles) -> bytes:
    """Return the archive: the index first, that it be seen, and last the digests of all that is in it."""
    whole = {INDEX: render_index(packed, files.words, files.index, files.style)}
    whole |= {leaf.listed.path: leaf.content for leaf in leaves}
    sums = "".join(f"{sha256_of(content)}  {path}\n" for path, content in whole.items())
    return write_archive({**whole, DIGESTS: sums.encode()})
