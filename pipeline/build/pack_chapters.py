"""The chapters of a system's dossier: its documents as they were printed, its evidence as it was examined."""

from collections.abc import Iterator, Mapping
from datetime import date
from mimetypes import guess_type
from typing import Any

from msgspec import Struct

from pipeline.build.pack_folder import Shelved
from pipeline.build.pack_inputs import Answers, Proof
from pipeline.build.store import sha256_of
from pipeline.formats.pdf_pages import marks_of
from pipeline.model.dossier import Attachment, Chapter
from pipeline.model.examined import Examined, Showing
from pipeline.model.pack import Part
from pipeline.model.pack_words import PackWords
from pipeline.stages.wording import Wording

PDF = ".pdf"
_NOT_SHOWN = {
    Showing.LOCKED: "locked",
    Showing.BROKEN: "broken",
    Showing.OTHER: "other",
    Showing.LARGE: "large",
}
_HALF = 32


class Told(Struct, frozen=True):
    """What chapters are made from: words, days as they are printed, what was found of evidence, and its names there.

    ``members`` are the names of files in the archive by their own.
    """

    words: PackWords
    wording: Wording
    examined: Mapping[str, Examined]
    members: Mapping[str, str]
    evidence_folder: str


def is_pdf(name: str, content: bytes) -> bool:
    """Tell whether a file is a PDF, or is said to be one.

    Args:
        name: of the file.
        content: its bytes.
    """
    return name.casefold().endswith(PDF) or content.startswith(b"%PDF-")


def document_chapter(document: Shelved, pdf: bytes, path: str, words: PackWords) -> Chapter:
    """Return the chapter of a document.

    Args:
        document: as it is enclosed.
        pdf: that shows it; empty where there is none.
        path: of the document in the archive.
        words: of the dossier.
    """
    state, shade = words.state[document.state]
    said = words.pdf
    if pdf:
        pages, outline = marks_of(pdf)
        return Chapter(Part.DOCUMENTS, "", document.title, pdf, pages, outline, is_ours=True, state=state, shade=shade)
    if not document.file.endswith(".docx"):
        return Chapter(Part.DOCUMENTS, "", document.title, state=state, shade=shade, instead=said["attached"])
    alarms = (said["not_printed"].format(path=path),)
    return Chapter(Part.DOCUMENTS, "", document.title, alarms=alarms, state=state, shade=shade)


def evidence_chapters(answers: Answers, told: Told) -> Iterator[Chapter]:
    """Yield the chapters of the evidence register, a chapter for each file, in its order.

    Args:
        answers: of the system.
        told: what they are made from.
    """
    for row in answers.register:
        names = tuple(row.get("file") or ())
        for name in names or ("",):
            yield _evidence(row, answers.proofs.get(name), name, told, alone=len(names) < 2)  # noqa: PLR2004 - one


def _evidence(row: Mapping[str, Any], proof: Proof | None, name: str, told: Told, *, alone: bool) -> Chapter:
    said = told.words.pdf
    found = told.examined.get(name)
    lines = list(_lines(row, proof, name, told))
    shown = found is not None and found.showing is Showing.SHOWN
    if shown and found:
        lines.append((said["pages"], said["pages_here"].format(count=found.pages)))
    title = row.get("title") or name or row["id"]
    return Chapter(
        Part.EVIDENCE,
        row["id"],
        title if alone else f"{title} ({name})",
        found.pdf if found and shown else b"",
        found.pages if found and shown else 0,
        found.outline if found and shown else (),
        tuple(lines),
        tuple(_notes(proof, name, found, told)),
        tuple(_alarms(proof, name, found, told)),
    )


def _lines(row: Mapping[str, Any], proof: Proof | None, name: str, told: Told) -> Iterator[tuple[str, str]]:
    said = told.words.pdf
    if name:
        yield said["file"], name
    if proof and proof.content is not None:
        digest = sha256_of(proof.content)
        yield said["digest"], f"{digest[:_HALF]}\n{digest[_HALF:]}"
    if row.get("date"):
        yield said["date"], _day(str(row["date"]), told.wording)
    for key in ("responsible", "supports"):
        if row.get(key):
            yield said[key], str(row[key])


def _day(text: str, wording: Wording) -> str:
    try:
        return wording.day(date.fromisoformat(text))
    except ValueError:
        return text


def _alarms(proof: Proof | None, name: str, found: Examined | None, told: Told) -> Iterator[str]:
    """Yield what keeps the evidence from being what it should be."""
    said = told.words.pdf
    if not name:
        yield said["no_file"]
    elif proof is None or proof.content is None:
        yield said["missing"]
    else:
        if proof.differs:
            yield said["differs"]
        if found and found.showing is not Showing.SHOWN:
            yield said[_NOT_SHOWN[found.showing]]


def _notes(proof: Proof | None, name: str, found: Examined | None, told: Told) -> Iterator[str]:
    """Yield where the file is, and what of it is not here."""
    said = told.words.pdf
    if proof is None or proof.content is None:
        return
    if found is None:
        yield said["file_attached"]
    elif found.showing is not Showing.SHOWN:
        yield said["file_in_archive"].format(path=f"{told.evidence_folder}/{told.members[name]}")
    if found and found.removed:
        yield said["without_active"].format(removed=counted(found.removed))
    if found and found.signed:
        yield said["without_signature"]


def counted(removed: tuple[tuple[str, int], ...]) -> str:
    """Return what was left out, with how often where it was more than once."""
    return ", ".join(name if count == 1 else f"{name} ({count})" for name, count in removed)


def attachments_of(answers: Answers, told: Told) -> Iterator[Attachment]:
    """Yield the files of evidence that go with the PDF as they are: what is no PDF, and what is signed.

    Args:
        answers: of the system.
        told: what is known of them.
    """
    titles = answers.titles(told.words.file)
    for name, proof in answers.proofs.items():
        found = told.examined.get(name)
        if proof.content is not None and (found is None or found.signed):
            kind = guess_type(name)[0] or "application/octet-stream"
            yield Attachment(told.members[name], titles[name], kind, proof.content)
