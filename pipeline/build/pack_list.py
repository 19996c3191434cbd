"""What a dossier encloses of a system and of its client: every file with its place in the archive and its state."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.pack_folder import PROFILE, Shelf, Shelved
from pipeline.build.pack_inputs import Answers
from pipeline.build.store import sha256_of
from pipeline.model.finding import Finding
from pipeline.model.firm import Firm
from pipeline.model.pack import Enclosed, PackState, Part
from pipeline.model.pack_words import PackWords
from pipeline.stages.member_name import distinct
from pipeline.stages.naming import file_name, issued_name, values_from

EVIDENCE = "evidence"
"""Folder of the evidence in the archive."""

_ANSWERS, _DOCUMENTS = "answers", "documents"


class Leaf(Struct, frozen=True):
    """One file: what is said of it, and its bytes."""

    listed: Enclosed
    content: bytes


def names_of(
    shelf: Shelf, documents: Sequence[Shelved], client: str, firm: Firm
) -> tuple[dict[str, str], list[Finding]]:
    """Return the name of each document by the firm's pattern, no two the same, and what there is to say of them.

    Args:
        shelf: the system.
        documents: of it, in order.
        client: its id, where the answers hold none.
        firm: with the pattern.
    """
    wanted: dict[str, str] = {}
    findings: dict[str, Finding] = {}
    for each in documents:
        if each.deliverable is None:
            wanted[each.id] = each.file
            continue
        values = values_from(each.deliverable, replace(shelf, values=each.values).look, each.revision)
        values["client"] = values["client"] or client
        # What is not final does not go out under the name of what is.
        values["status"] = values["status"] if each.is_final else str(each.state)
        named = issued_name(firm, each.deliverable, values)
        wanted[each.id] = named.name
        findings |= {told.code: told for told in named.findings if told.code not in findings}
    return _apart(wanted), list(findings.values())


def pdf_name(shelf: Shelf, client: str, firm: Firm, words: PackWords, *, is_draft: bool) -> str:
    """Return the name of the PDF of a system's dossier by the firm's pattern.

    Args:
        shelf: the system.
        client: its id.
        firm: with the pattern.
        words: with what stands for the code of a document.
        is_draft: whether a document in it is no final one.
    """
    values = {
        "client": client,
        "system": shelf.manifest.system,
        "code": words.file_name,
        "language": words.language.partition("-")[0],
        "version": shelf.look("system.version"),
        "revision": str(max((each.number for each in shelf.manifest.revisions), default=0)),
        "date": shelf.look("documents.approved_on"),
        "status": str(PackState.DRAFT) if is_draft else shelf.look("documents.status"),
    }
    (name,) = distinct([file_name(firm, values, "pdf")]).values()
    return name


def documents_of(
    folder: str, documents: Sequence[Shelved], names: Mapping[str, str], words: PackWords
) -> Iterator[Leaf]:
    """Yield the documents of a system, each with its PDF where one shows just what it says.

    Args:
        folder: of the system in the archive.
        documents: in order.
        names: of them by their ids.
        words: of the dossier.
    """
    for each in documents:
        name = names[each.id]
        files = [(each.title, name, each.file, each.content)]
        if each.pdf:
            title = words.file["printed"].format(title=each.title)
            files.append((title, f"{name.rpartition('.')[0]}.pdf", f"{each.file.rpartition('.')[0]}.pdf", each.pdf))
        for title, member, source, content in files:
            leaf = leaf_of(Part.DOCUMENTS, f"{folder}/{_DOCUMENTS}/{member}", title, source, content)
            listed = replace(leaf.listed, id=each.id, state=each.state, revision=each.revision, note=each.note)
            yield Leaf(listed, content)


def answers_in(folder: str, shelf: Shelf, answers: Answers, words: Mapping[str, str]) -> Iterator[Leaf]:
    """Yield the answers of a system: as data, and its workbook.

    Args:
        folder: of the system in the archive.
        shelf: the system.
        answers: with its workbook.
        words: of files.
    """
    profile = shelf.records[PROFILE]
    yield leaf_of(Part.ANSWERS, f"{folder}/{_ANSWERS}/{PROFILE}", words["profile"], PROFILE, profile)
    if workbook := answers.workbook:
        (member,) = distinct([workbook.name]).values()
        path = f"{folder}/{_ANSWERS}/{member}"
        yield leaf_of(Part.ANSWERS, path, words["workbook"], workbook.name, workbook.content)


def shared_by_all(several: Sequence[Answers], members: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Leaf]:
    """Yield what the systems of a client share: the organisation's workbook, and the evidence, in the order of names.

    Args:
        several: the answers of the systems.
        members: the name of each file of evidence in the archive, by its own.
        words: of files.
    """
    # They lie in one folder, so there is one at most.
    found = next((each.organisation for each in several if each.organisation), None)
    if found:
        yield leaf_of(Part.ANSWERS, f"{_ANSWERS}/{found.name}", words["organisation"], found.name, found.content)
    titles = {name: title for each in several for name, title in each.titles(words).items()}
    contents = contents_of(several)
    for name, member in members.items():
        yield leaf_of(Part.EVIDENCE, f"{EVIDENCE}/{member}", titles[name], name, contents[name])


def contents_of(several: Sequence[Answers]) -> dict[str, bytes]:
    """Return the files that answers name by their names: they lie in one folder, so that a name is one file."""
    return {
        name: proof.content
        for answers in several
        for name, proof in answers.proofs.items()
        if proof.content is not None
    }


def leaf_of(part: Part, path: str, title: str, source: str, content: bytes) -> Leaf:
    """Return a file with its digest and its size."""
    return Leaf(Enclosed(part, path, title, source, sha256_of(content), len(content)), content)


def _apart(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return names that differ: where a pattern gives two documents one name, the id of each goes before it."""
    counts: dict[str, int] = {}
    for name in wanted.values():
        counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
    clear = {key: f"{key}_{name}" if counts[name.casefold()] > 1 else name for key, name in wanted.items()}
    safe = distinct(clear.values())
    return {key: safe[name] for key, name in clear.items()}
