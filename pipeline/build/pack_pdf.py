"""The PDF of each dossier: documents and evidence are printed and examined together, then put together one by one."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from pipeline.build.layout import Engine
from pipeline.build.pack_chapters import Told, attachments_of, document_chapter, evidence_chapters
from pipeline.build.pack_folder import PROFILE, Shelf, Shelved
from pipeline.build.pack_inputs import Answers
from pipeline.build.printing import print_documents
from pipeline.formats.docx_dossier import divider_mark, front_document, stamp_document
from pipeline.formats.pdf_bundle import Fronts, bundle
from pipeline.formats.pdf_outline import laid_out
from pipeline.formats.roman import roman
from pipeline.model.catalogue import Catalogue
from pipeline.model.dossier import Attachment, Dossier
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

_WORD = ".docx"
_ROUNDS = 3
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENTRIES_A_PAGE = 20
_NO_PDF = ("PDF002", "PDF005")


class Draft(Struct, frozen=True):
    """One system on its way into a PDF: what it holds, and where that lies in the archive.

    ``paths`` are those of the documents by their ids, ``title`` what the file says of itself.
    """

    shelf: Shelf
    answers: Answers
    documents: tuple[Shelved, ...]
    paths: Mapping[str, str]
    edition: str

    @property
    def system(self) -> str:
        """Its id."""
        return self.shelf.manifest.system


def make_pdfs(
    drafts: Sequence[Draft], told: Told, catalogue: Catalogue, engine: Engine
) -> tuple[dict[str, bytes], list[Finding]]:
    """Make the PDF of each system.

    Args:
        drafts: the systems.
        told: what is known of their evidence.
        catalogue: the house style, and the firm.
        engine: lays out what is printed.

    Returns:
        The PDF files by the ids of their systems, and what there is to say.
    """
    printed, findings = _printed(drafts, engine)
    dossiers = {draft.system: _dossier(draft, printed, told, catalogue) for draft in drafts}
    fronts = _fronts(dossiers, told, catalogue, engine)
    made: dict[str, bytes] = {}
    for draft in drafts:
        front = fronts[draft.system]
        at = Place(document=str(draft.shelf.folder))
        if isinstance(front, str):
            findings.append(finding("PCK026", at, system=draft.system, why=front))
            continue
        try:
            made[draft.system] = bundle(dossiers[draft.system], front, told.words.pdf, engine.name)
        except Exception as error:  # noqa: BLE001 - one system whose PDF fails must not cost the archive
            findings.append(finding("PCK026", at, system=draft.system, why=type(error).__name__))
    return made, findings


def _printed(drafts: Sequence[Draft], engine: Engine) -> tuple[dict[tuple[str, str], bytes], list[Finding]]:
    """Return the PDF of each document: the one that lies there, else one that is made."""
    pdfs = {(draft.system, each.id): each.pdf for draft in drafts for each in draft.documents if each.pdf}
    open_ones = {
        (draft.system, each.id): each
        for draft in drafts
        for each in draft.documents
        if not each.pdf and each.file.endswith(_WORD)
    }
    folders = {draft.system: draft.shelf.folder for draft in drafts}
    names = {key: str(folders[key[0]] / each.file) for key, each in open_ones.items()}
    sheets = print_documents({key: each.content for key, each in open_ones.items()}, names, engine)
    findings: list[Finding] = []
    for key, made in sheets.items():
        pdfs[key] = made.pdf
        for one in made.findings:
            if one.code in _NO_PDF:
                why = dict(one.values).get("why", "its page numbers do not settle")
                findings.append(finding("PCK017", one.at, document=open_ones[key].file, why=why))
            else:
                findings.append(one)
    return pdfs, findings


def _dossier(draft: Draft, printed: Mapping[tuple[str, str], bytes], told: Told, catalogue: Catalogue) -> Dossier:
    words, shelf = told.words, draft.shelf
    chapters = [
        document_chapter(each, printed.get((draft.system, each.id), b""), draft.paths[each.id], words)
        for each in draft.documents
    ]
    chapters += evidence_chapters(draft.answers, told)
    index, empty = words.index, words.pdf["not_stated"]
    last = max(shelf.manifest.revisions, key=lambda one: one.number, default=None)
    facts = (
        (index["provider"], shelf.look("organisation.name") or empty),
        (index["system"], shelf.look("system.name") or draft.system),
        (index["version"], shelf.look("system.version") or empty),
        (index["revision"], str(last.number) if last else empty),
        (index["edition"], draft.edition),
    )
    return Dossier(
        title=words.title,
        system=shelf.look("system.name") or draft.system,
        subject=words.pdf["subject"],
        provider=shelf.look("organisation.name"),
        keywords=draft.system,
        language=catalogue.style.language,
        is_draft=not all(each.is_final for each in draft.documents),
        day=_day(last.day) if last else None,
        facts=facts,
        chapters=tuple(chapters),
        attachments=tuple(_attachments(draft, told)),
    )


def _attachments(draft: Draft, told: Told) -> list[Attachment]:
    words = told.words.file
    files = [Attachment(PROFILE, words["profile"], "application/json", draft.shelf.records[PROFILE])]
    for brought, name in ((draft.answers.workbook, "workbook"), (draft.answers.organisation, "organisation")):
        if brought:
            files.append(Attachment(brought.name, words[name], _EXCEL, brought.content))
    files += [
        Attachment(draft.paths[each.id].rpartition("/")[2], each.title, _EXCEL, each.content)
        for each in draft.documents
        if not each.file.endswith(_WORD)
    ]
    taken: dict[str, Attachment] = {each.name: each for each in files}
    for each in attachments_of(draft.answers, told):
        taken.setdefault(each.name, each)
    return list(taken.values())


def _fronts(
    dossiers: Mapping[str, Dossier], told: Told, catalogue: Catalogue, engine: Engine
) -> dict[str, Fronts | str]:
    """Lay out cover, contents and dividers until the contents list prints the pages that there are."""
    done: dict[str, Fronts | str] = {}
    lengths = {
        name: {at: 1 for at, one in enumerate(each.chapters) if one.has_divider} for name, each in dossiers.items()
    }
    romans = 4 + max((len(each.chapters) for each in dossiers.values()), default=0) // _ENTRIES_A_PAGE
    for _ in range(_ROUNDS):
        open_ones = [name for name in dossiers if name not in done]
        if not open_ones:
            break
        documents = [
            front_document(
                dossiers[name], _pages(dossiers[name], lengths[name]), told.words.pdf, catalogue.style, catalogue.firm
            )
            for name in open_ones
        ]
        most = max(
            sum(one.pages for one in dossiers[name].chapters) + sum(lengths[name].values()) for name in open_ones
        )
        labels = [roman(number) for number in range(1, romans + 1)] + [str(number) for number in range(1, most + 1)]
        stamps = stamp_document([f"{told.words.title} {label}" for label in labels], catalogue.style, catalogue.firm)
        *papers, numbers = engine.lay_out([*documents, stamps])
        for name, document, paper in zip(open_ones, documents, papers, strict=True):
            why = paper.why or numbers.why
            if why:
                done[name] = why
                continue
            front = _front(document, paper.pdf, dossiers[name], numbers.pdf, romans)
            found = {at: len(front.pages_of(at)) for at in front.begins}
            if front.count > romans:
                romans = front.count
            elif found == lengths[name]:
                done[name] = front
            lengths[name] = found
    return {name: done.get(name, "its page numbers do not settle") for name in dossiers}


def _front(document: bytes, pdf: bytes, dossier: Dossier, stamps: bytes, romans: int) -> Fronts:
    wanted = {divider_mark(at): at for at, each in enumerate(dossier.chapters) if each.has_divider}
    pages = laid_out(pdf, (), tuple(wanted)).pages
    return Fronts(document, pdf, {at: pages[mark] - 1 for mark, at in wanted.items() if mark in pages}, stamps, romans)


def _pages(dossier: Dossier, dividers: Mapping[int, int]) -> list[str]:
    """Return the page on which each chapter begins, as it is printed."""
    shown, following = [], 1
    for at, chapter in enumerate(dossier.chapters):
        count = dividers.get(at, 0) + chapter.pages
        shown.append(str(following) if count else "")
        following += count
    return shown


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
