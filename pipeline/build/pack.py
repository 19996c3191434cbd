"""Packs what leaves the house: documents, answers and evidence of a client's systems, with an index and digests."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.build.layout import Engine
from pipeline.build.pack_folder import PROFILE, Shelf, Shelved, read_shelf
from pipeline.build.pack_inputs import Answers, answers_of, find_sources, shared_names
from pipeline.build.scan import NoSuchPathError
from pipeline.build.store import MANIFEST, sha256_of
from pipeline.formats.html_index import render_index
from pipeline.formats.zip_archive import write_archive
from pipeline.library.pack_files import PackFiles
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.pack import Enclosed, PackedClient, PackedSystem, Part
from pipeline.stages.member_name import distinct
from pipeline.stages.naming import issued_name, values_from

INDEX, DIGESTS = "00_index.html", "SHA256SUMS.txt"
_EVIDENCE, _ANSWERS, _DOCUMENTS = "evidence", "answers", "documents"


class PackWish(Struct, frozen=True):
    """What a dossier is made from.

    ``inputs`` is the folder of the workbooks, ``engine`` what lays documents out.
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


class _Box(Struct):
    """Files on their way into the archive."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def put(self, path: str, content: bytes) -> str:
        self.contents[path] = content
        return path


class _Parcel(Struct, frozen=True):
    """One system on its way into the archive."""

    shelf: Shelf
    answers: Answers
    folder: str
    documents: tuple[Shelved, ...]
    named: Mapping[str, str]


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
    folders = [folder] if alone else sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    client = (folder.resolve().parent if alone else folder.resolve()).name
    deliverables = {each.id: each for each in wish.catalogue.of_systems}
    findings: list[Finding] = []
    shelves: list[Shelf] = []
    for each in folders:
        shelf, told = read_shelf(each, deliverables)
        findings += [*told, *(shelf.findings if shelf else ())]
        shelves += [shelf] if shelf else []
    if not folders:
        findings.append(finding("PCK001", Place(file=str(folder)), path=folder))
    if not shelves:
        return Packed(b"", PackedClient(client, client, ()), tuple(findings))
    sources = find_sources(wish.inputs, client, wish.catalogue)
    if sources is None:
        findings.append(finding("PCK009", Place(file=str(wish.inputs)), inputs=wish.inputs, client=client))
    answers = [answers_of(shelf, sources or {}, wish.catalogue, wish.inputs) for shelf in shelves]
    findings += [told for each in answers for told in each.findings]
    packed, contents, told_of_all = _packed(client, shelves, answers, wish)
    findings += told_of_all
    words = wish.files.words
    index = render_index(packed, words, wish.files.index, wish.files.style)
    whole = {INDEX: index} | contents
    sums = "".join(f"{sha256_of(content)}  {path}\n" for path, content in whole.items())
    return Packed(write_archive({**whole, DIGESTS: sums.encode()}), packed, tuple(findings))


def _packed(
    client: str, shelves: Sequence[Shelf], answers: Sequence[Answers], wish: PackWish
) -> tuple[PackedClient, dict[str, bytes], list[Finding]]:
    words, box, findings = wish.files.words, _Box(), list[Finding]()
    evidence = shared_names(answers)
    members = distinct(evidence)
    for name, member in members.items():
        if name != member:
            findings.append(finding("PCK014", Place(file=name), name=name, new=member))
    folders = distinct(shelf.manifest.system for shelf in shelves)
    systems = []
    for shelf, said in zip(shelves, answers, strict=True):
        documents = tuple(sorted(shelf.documents, key=lambda each: words.place_of(each.id)))
        named, told = _names(client, shelf, documents, wish)
        findings += {each.code: each for each in reversed(told)}.values()
        parcel = _Parcel(shelf, said, folders[shelf.manifest.system], documents, named)
        files = (*_documents(parcel, box, wish), *_answers(parcel, box, wish))
        final = sum(each.is_final for each in documents)
        if final < len(documents):
            at = Place(document=str(shelf.folder))
            findings.append(
                finding("PCK025", at, drafts=len(documents) - final, all=len(documents), system=shelf.manifest.system)
            )
        systems.append(_system(shelf, files, wish, is_draft=final < len(documents)))
    shared = (*_organisation(answers, box, wish), *_evidence(answers, evidence, members, box, wish))
    name = next((shelf.look("organisation.name") for shelf in shelves if shelf.look("organisation.name")), client)
    return PackedClient(client, name, tuple(systems), shared), box.contents, findings


def _system(shelf: Shelf, files: tuple[Enclosed, ...], wish: PackWish, *, is_draft: bool) -> PackedSystem:
    return PackedSystem(
        id=shelf.manifest.system,
        name=shelf.look("system.name"),
        version=shelf.look("system.version"),
        provider=shelf.look("organisation.name"),
        revision=max((each.number for each in shelf.manifest.revisions), default=0),
        edition=edition_of(shelf.manifest.edition, wish.catalogue),
        is_draft=is_draft,
        files=files,
    )


def edition_of(edition: str, catalogue: Catalogue) -> str:
    """Return an edition of the law in the words of documents.

    Args:
        edition: as a manifest names it, the day of its text after the last sign "@".
        catalogue: with the words of documents.
    """
    from pipeline.stages.wording import Wording

    wording = Wording(catalogue.style.language, catalogue.words, catalogue.questionnaire.choices)
    _, _, day = edition.partition("@")
    try:
        return wording.say("edition", day=wording.day(date.fromisoformat(day)))
    except ValueError:
        return edition


def _names(
    client: str, shelf: Shelf, documents: Sequence[Shelved], wish: PackWish
) -> tuple[dict[str, str], list[Finding]]:
    """Return the name of each document by the firm's pattern; no two of a system the same."""
    wanted: dict[str, str] = {}
    findings: list[Finding] = []
    for each in documents:
        if each.deliverable is None:
            wanted[each.id] = each.file
            continue
        look = replace(shelf, values=each.values).look
        values = values_from(each.deliverable, look, each.revision)
        values["client"] = values["client"] or client
        values["status"] = str(each.state) if not each.is_final else values["status"]
        named = issued_name(wish.catalogue.firm, each.deliverable, values)
        wanted[each.id] = named.name
        findings += named.findings
    return _apart(wanted), findings


def _apart(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return names that differ: where a pattern gives two documents one name, the id of each goes before it."""
    counts: dict[str, int] = {}
    for name in wanted.values():
        counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
    clear = {id_: f"{id_}_{name}" if counts[name.casefold()] > 1 else name for id_, name in wanted.items()}
    safe = distinct(clear.values())
    return {id_: safe[name] for id_, name in clear.items()}


def _documents(parcel: _Parcel, box: _Box, wish: PackWish) -> Iterator[Enclosed]:
    words = wish.files.words
    for each in parcel.documents:
        name = parcel.named[each.id]
        files = [(each.title, name, each.file, each.content)]
        if each.pdf:
            title = words.file["printed"].format(title=each.title)
            files.append((title, f"{name.rpartition('.')[0]}.pdf", f"{each.file.rpartition('.')[0]}.pdf", each.pdf))
        for title, member, source, content in files:
            path = box.put(f"{parcel.folder}/{_DOCUMENTS}/{member}", content)
            listed = _enclosed(Part.DOCUMENTS, path, title, source, content)
            yield replace(listed, id=each.id, state=each.state, revision=each.revision, note=each.note)


def _answers(parcel: _Parcel, box: _Box, wish: PackWish) -> Iterator[Enclosed]:
    words = wish.files.words.file
    profile = parcel.shelf.records[PROFILE]
    yield _enclosed(
        Part.ANSWERS, box.put(f"{parcel.folder}/{_ANSWERS}/{PROFILE}", profile), words["profile"], PROFILE, profile
    )
    if workbook := parcel.answers.workbook:
        (member,) = distinct([workbook.name]).values()
        path = box.put(f"{parcel.folder}/{_ANSWERS}/{member}", workbook.content)
        yield _enclosed(Part.ANSWERS, path, words["workbook"], workbook.name, workbook.content)


def _organisation(answers: Sequence[Answers], box: _Box, wish: PackWish) -> Iterator[Enclosed]:
    # They lie in one folder, so there is one at most.
    found = next((each.organisation for each in answers if each.organisation), None)
    if found:
        path = box.put(f"{_ANSWERS}/{found.name}", found.content)
        yield _enclosed(Part.ANSWERS, path, wish.files.words.file["organisation"], found.name, found.content)


def _evidence(
    answers: Sequence[Answers], contents: Mapping[str, bytes], members: Mapping[str, str], box: _Box, wish: PackWish
) -> Iterator[Enclosed]:
    titles = {name: title for each in answers for name, title in each.titles(wish.files.words.file).items()}
    for name, content in contents.items():
        path = box.put(f"{_EVIDENCE}/{members[name]}", content)
        yield _enclosed(Part.EVIDENCE, path, titles[name], name, content)


def _enclosed(part: Part, path: str, title: str, source: str, content: bytes) -> Enclosed:
    return Enclosed(part, path, title, source, sha256_of(content), len(content))
