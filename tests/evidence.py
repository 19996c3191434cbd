"""PDF files as clients send them for evidence, harmless and otherwise, each made here."""

import io
import zlib
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

Change = Callable[[PdfWriter], None]


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def record(**entries: object) -> DictionaryObject:
    return DictionaryObject({name(key): value for key, value in entries.items()})


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def stream(content: bytes, **entries: object) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(content)
    made.update(record(**entries))
    return made


def blank(pages: int = 2, width: float = 200, height: float = 300) -> PdfWriter:
    """Return pages on each of which a square is drawn."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(width=width, height=height)
        page[name("Contents")] = writer._add_object(stream(b"10 10 50 50 re f"))
    return writer


def evidence(*changes: Change, pages: int = 2) -> bytes:
    writer = blank(pages)
    for change in changes:
        change(writer)
    return written(writer)


def action(kind: str, **entries: object) -> DictionaryObject:
    return record(S=name(kind), **entries)


SCRIPT = action("JavaScript", JS=TextStringObject("app.alert(1)"))


def at_opening(does: DictionaryObject) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.root_object[name("OpenAction")] = writer._add_object(does)

    return change


def document_script(writer: PdfWriter) -> None:
    named = ArrayObject([TextStringObject("start"), writer._add_object(SCRIPT)])
    writer.root_object[name("Names")] = record(JavaScript=record(Names=named))


def embedded(writer: PdfWriter) -> None:
    writer.add_attachment("payload.exe", b"MZ")


def page_event(writer: PdfWriter) -> None:
    writer.pages[0][name("AA")] = record(O=SCRIPT)


def mark(kind: str, **entries: object) -> Change:
    """Put a mark on the first page."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        made = record(Type=name("Annot"), Subtype=name(kind), Rect=RectangleObject((10, 10, 60, 30)), **entries)
        marks = page.setdefault(name("Annots"), ArrayObject())
        marks.append(writer._add_object(made))

    return change


def program_form(writer: PdfWriter) -> None:
    writer.root_object[name("AcroForm")] = record(Fields=ArrayObject(), XFA=writer._add_object(stream(b"<xdp/>")))


def field(writer: PdfWriter, **entries: object) -> None:
    look = stream(b"0 0 50 20 re f", Type=name("XObject"), Subtype=name("Form"), BBox=RectangleObject((0, 0, 50, 20)))
    shown = record(N=writer._add_object(look))
    mark("Widget", AP=shown, T=TextStringObject("field"), F=NumberObject(4), **entries)(writer)
    marks: Any = writer.pages[0]["/Annots"]
    fields = ArrayObject([marks[0].indirect_reference])
    writer.root_object[name("AcroForm")] = record(Fields=fields)


def filled(writer: PdfWriter) -> None:
    field(writer, FT=name("Tx"), V=TextStringObject("said"))


def signed(writer: PdfWriter) -> None:
    signature = record(Type=name("Sig"), Filter=name("Adobe.PPKLite"), Contents=TextStringObject("00"))
    field(writer, FT=name("Sig"), V=writer._add_object(signature))


def hidden_layer(writer: PdfWriter) -> None:
    layer = writer._add_object(record(Type=name("OCG"), Name=TextStringObject("Internal")))
    usual = record(OFF=ArrayObject([layer]))
    writer.root_object[name("OCProperties")] = record(OCGs=ArrayObject([layer]), D=usual)
    page = writer.pages[0]
    page[name("Contents")] = writer._add_object(stream(b"/OC /L BDC 10 10 50 50 re f EMC"))
    page[name("Resources")] = record(Properties=record(L=layer))


def turned(degrees: int) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.pages[0].rotate(degrees)

    return change


def sized(width: float, height: float) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.pages[0].mediabox = RectangleObject((0, 0, width, height))
        for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            writer.pages[0].pop(key, None)

    return change


def outlined(*titles: str) -> Change:
    def change(writer: PdfWriter) -> None:
        above = None
        for at, title in enumerate(titles):
            above = writer.add_outline_item(title=title, page_number=min(at, len(writer.pages) - 1), parent=above)

    return change


def bomb(size: int, layers: int = 1) -> bytes:
    """Return a PDF of which one page unfolds to a size."""
    press, piece = zlib.compressobj(9), bytes(1_000_000)
    packed = b"".join(press.compress(piece) for _ in range(size // len(piece))) + press.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    writer = blank(1)
    made = EncodedStreamObject()
    made._data = packed
    filters = ArrayObject([name("FlateDecode")] * layers)
    made.update(record(Filter=filters if layers > 1 else name("FlateDecode")))
    writer.pages[0][name("Contents")] = writer._add_object(made)
    return written(writer)


def locked(user: str, owner: str = "owner") -> bytes:
    writer = blank()
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128", permissions_flag=4)  # type: ignore[arg-type]
    return written(writer)


def circle() -> bytes:
    """Return a PDF whose tree of pages leads back to itself."""
    content = evidence()
    reader: Any = PdfReader(io.BytesIO(content))
    tree = reader.root_object.raw_get("/Pages").idnum
    kid = reader.root_object["/Pages"].raw_get("/Kids")[0].idnum
    return content.replace(f"{kid} 0 R".encode(), f"{tree} 0 R".encode())


def without_content() -> bytes:
    """Return a PDF that names content which it does not hold."""
    content = evidence(pages=1)
    reader: Any = PdfReader(io.BytesIO(content))
    held = reader.pages[0].raw_get("/Contents").idnum
    return content.replace(f"/Contents {held} 0 R".encode(), b"/Contents 99 0 R")
