"""One PDF of many: chapters in order, an outline over all, numbers on every page, files that are embedded."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from pipeline.formats.pdf_finish import Said, describe
from pipeline.formats.pdf_flatten import put_on
from pipeline.formats.pdf_layers import carry_layers
from pipeline.formats.pdf_stamp import stamps_of
from pipeline.formats.pdf_structure import Placed, carry_structure
from pipeline.model.dossier import Attachment, Dossier

_NO_DAY = date(1980, 1, 1)
_STAMP = "/DossierPage"


class Fronts(Struct, frozen=True):
    """The pages that were made for the dossier: cover with contents, then the dividers by chapter; and all numbers.

    ``document`` is what ``pdf`` was laid out from. ``begins`` is the page of the divider of a chapter, counted from 0,
    by the chapter's place. ``stamps`` has a page for each number: ``romans`` for the pages before the first chapter,
    then the others from 1.
    """

    document: bytes
    pdf: bytes
    begins: Mapping[int, int]
    stamps: bytes
    romans: int

    @property
    def count(self) -> int:
        """How many pages stand before the first divider."""
        return min(self.begins.values(), default=len(PdfReader(io.BytesIO(self.pdf)).pages))

    def pages_of(self, number: int) -> range:
        """Return the pages of the divider of a chapter."""
        if number not in self.begins:
            return range(0)
        begin = self.begins[number]
        later = [each for each in self.begins.values() if each > begin]
        return range(begin, min(later, default=len(PdfReader(io.BytesIO(self.pdf)).pages)))


def bundle(dossier: Dossier, fronts: Fronts, words: Mapping[str, str], engine: str) -> bytes:
    """Put a dossier together.

    Args:
        dossier: its chapters, in order, with their pages.
        fronts: the pages that were made for it.
        words: of its parts.
        engine: name and version of what laid the pages out.

    Returns:
        The PDF; the same dossier gives the same bytes.
    """
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    front = PdfReader(io.BytesIO(fronts.pdf))
    first = fronts.count
    made = [*_added(writer, front, range(first))]
    placed: list[Placed] = []
    places: list[int | None] = []
    for number, chapter in enumerate(dossier.chapters):
        at = len(writer.pages)
        made += _added(writer, front, fronts.pages_of(number))
        if chapter.pdf:
            reader = _with_plain_links(PdfReader(io.BytesIO(chapter.pdf)))
            pages = tuple(_added(writer, reader, range(len(reader.pages))))
            carry_layers(reader, writer)
            if chapter.is_ours:
                placed.append(Placed(reader, pages))
        places.append(at if len(writer.pages) > at else None)
    _lead_to_chapters(writer, first, places)
    carry_structure(writer, [Placed(front, tuple(made)), *placed])
    _stamp(writer, fronts, first)
    _label(writer, first)
    _outline(writer, dossier, places, fronts, words)
    for attachment in sorted(dossier.attachments, key=lambda each: each.name):
        _attach(writer, attachment)
    _open_plainly(writer, dossier.language)
    # The front pages as laid out still bear the time of day; their document does not.
    seed = hashlib.sha256(fronts.document)
    for chapter in dossier.chapters:
        seed.update(chapter.pdf)
    for attachment in dossier.attachments:
        seed.update(attachment.content)
    at_day = datetime.combine(dossier.day or _NO_DAY, time(), UTC)
    said = Said(f"{dossier.title}: {dossier.system}", dossier.subject, dossier.provider, dossier.keywords, at_day)
    return describe(writer, said, engine, seed.digest())


def _added(writer: PdfWriter, reader: PdfReader, pages: range) -> Iterator[PageObject]:
    if not pages:
        return
    before = len(writer.pages)
    writer.append(reader, pages=list(pages), import_outline=False)
    yield from (writer.pages[number] for number in range(before, before + len(pages)))


def _with_plain_links(reader: PdfReader) -> PdfReader:
    """Return a document whose links name pages, not places of a name that another document may have too."""
    named = reader.named_destinations
    for page in reader.pages:
        for mark in page.get("/Annots") or ():
            held = mark.get_object()
            action = held.get("/A")
            holder, key = (held, "/Dest") if action is None else (action.get_object(), "/D")
            place = holder.get(key)
            if isinstance(place, str) and str(place) in named:
                holder[NameObject(key)] = ArrayObject(named[str(place)].dest_array)
    reader.root_object.pop("/Names", None)
    reader.root_object.pop("/Dests", None)
    return reader


def _lead_to_chapters(writer: PdfWriter, first: int, places: Sequence[int | None]) -> None:
    """Make the entries of the contents list, each of which leads to itself, lead to their chapters."""
    entries: dict[tuple[str, ...], int] = {}
    for number in range(first):
        page, kept = writer.pages[number], ArrayObject()
        for mark in sorted(page.get("/Annots") or (), key=_from_above):
            held = mark.get_object()
            spot = _spot(held)
            if spot is None:
                kept.append(mark)
                continue
            # An entry of two lines has two marks, and both lead to the one spot.
            entry = entries.setdefault((str(number), *spot), len(entries))
            place = places[entry] if entry < len(places) else None
            if place is None:
                continue
            target = writer.pages[place].indirect_reference
            assert target is not None  # noqa: S101 - every page that was added has one
            held.pop("/A", None)
            held[NameObject("/Dest")] = ArrayObject([target, NameObject("/Fit")])
            kept.append(mark)
        if "/Annots" in page:
            page[NameObject("/Annots")] = kept


def _from_above(mark: Any) -> float:
    return -float(mark.get_object()["/Rect"][3])


def _spot(held: Any) -> tuple[str, ...] | None:
    """Return the spot of a page to which a mark leads, or None where it leads to none."""
    action = held.get("/A")
    place = held.get("/Dest") if action is None else action.get_object().get("/D")
    return tuple(map(str, place[1:])) if isinstance(place, list) else None


def _stamp(writer: PdfWriter, fronts: Fronts, first: int) -> None:
    """Put its number on every page of a chapter, and on those before them but for the cover."""
    numbers = [*range(first), *range(fronts.romans, fronts.romans + len(writer.pages) - first)]
    pages = list(writer.pages)
    for page, stamp in zip(pages[1:], stamps_of(fronts.stamps, writer, numbers[1:]), strict=True):
        put_on(page, writer, stamp.form, stamp.matrix(page), _STAMP, artifact=True)


def _label(writer: PdfWriter, first: int) -> None:
    last = len(writer.pages) - 1
    if first:
        writer.set_page_label(0, first - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    if last >= first:
        writer.set_page_label(first, last, style=PageLabelStyle.DECIMAL, start=1)


def _outline(
    writer: PdfWriter, dossier: Dossier, places: Sequence[int | None], fronts: Fronts, words: Mapping[str, str]
) -> None:
    """Write the outline: contents, then parts, below each its chapters, below each the chapter's own."""
    writer.add_outline_item(title=words["contents"], page_number=min(1, len(writer.pages) - 1))
    parts: dict[str, Any] = {}
    for number, (chapter, place) in enumerate(zip(dossier.chapters, places, strict=True)):
        if place is None:
            continue
        part = str(chapter.part)
        if part not in parts:
            parts[part] = writer.add_outline_item(title=words[part], page_number=place)
        title = f"{chapter.label} {chapter.title}".strip()
        above = [
            parts[part],
            writer.add_outline_item(title=title, page_number=place, parent=parts[part], is_open=False),
        ]
        begins = place + len(fronts.pages_of(number))
        for mark in chapter.outline:
            if mark.page < chapter.pages:
                del above[2 + mark.depth :]
                above.append(
                    writer.add_outline_item(
                        title=mark.title, page_number=begins + mark.page, parent=above[-1], is_open=False
                    )
                )


def _attach(writer: PdfWriter, attachment: Attachment) -> None:
    """Embed a file, by the name under which the archive holds it."""
    stream: StreamObject = DecodedStreamObject()
    stream.set_data(attachment.content)
    stream = stream.flate_encode()
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    stream[NameObject("/Subtype")] = NameObject(f"/{attachment.kind}")
    stream[NameObject("/Params")] = DictionaryObject({NameObject("/Size"): NumberObject(len(attachment.content))})
    name = TextStringObject(attachment.name)
    file = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): name,
            NameObject("/UF"): name,
            NameObject("/Desc"): TextStringObject(attachment.what),
            NameObject("/AFRelationship"): NameObject("/Source"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),  # noqa: SLF001 - pypdf's own way
        }
    )
    reference = writer._add_object(file)  # noqa: SLF001 - pypdf's own way
    root = writer.root_object
    names = root.setdefault(NameObject("/Names"), DictionaryObject()).get_object()
    tree = names.setdefault(
        NameObject("/EmbeddedFiles"), DictionaryObject({NameObject("/Names"): ArrayObject()})
    ).get_object()
    tree["/Names"].extend([name, reference])
    root.setdefault(NameObject("/AF"), ArrayObject()).append(reference)


def _open_plainly(writer: PdfWriter, language: str) -> None:
    """Have a reader show the outline and the title; nothing of the chapters' own documents is done at opening."""
    root = writer.root_object
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        root.pop(key, None)
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}  # noqa: FBT003 - pypdf's own way
    )
