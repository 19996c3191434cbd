"""The last touches on a PDF: it says of itself what its document says, and nothing of when and where it was made."""

import hashlib
import io
import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from msgspec import Struct
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject, StreamObject

_PRODUCER = "dossier"


class Said(Struct, frozen=True):
    """What a document says of itself."""

    title: str
    subject: str
    author: str
    keywords: str
    at: datetime


def finish(pdf: bytes, document: bytes, engine: str) -> bytes:
    """Return a PDF with the properties of its document in place of the engine's own, so that bytes follow from them.

    Args:
        pdf: as the engine made it.
        document: the .docx file that it shows.
        engine: name and version of what laid it out.

    Returns:
        The PDF; equal documents laid out by one engine give equal bytes.
    """
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    return describe(writer, _said(document), engine, document + engine.encode())


def describe(writer: PdfWriter, said: Said, engine: str, seed: bytes) -> bytes:
    """Write a PDF that says of itself what is given, and nothing of when and where it was made.

    Args:
        writer: holds the pages.
        said: title, author and so on.
        engine: name and version of what laid the pages out.
        seed: that from which the file's identity follows.
    """
    day = said.at.strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = {
        "/Title": said.title,
        "/Subject": said.subject,
        "/Author": said.author,
        "/Keywords": said.keywords,
        "/Creator": _PRODUCER,
        "/Producer": engine,
        "/CreationDate": day,
        "/ModDate": day,
    }
    _set_packet(writer, said, engine)
    digest = hashlib.sha256(seed).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])  # noqa: SLF001 - pypdf has no setter
    finished = io.BytesIO()
    writer.write(finished)
    return finished.getvalue()


def _said(document: bytes) -> Said:
    core = docx.Document(io.BytesIO(document)).core_properties
    at = core.modified or core.created or datetime(1980, 1, 1, tzinfo=UTC)
    return Said(core.title, core.subject, core.author, core.keywords, at)


def _set_packet(writer: PdfWriter, said: Said, engine: str) -> None:
    """Write the metadata packet anew; whether it claims to be accessible is taken from the engine's own."""
    old = writer.root_object.get("/Metadata")
    packet = old.get_object().get_data().decode("utf-8", "replace") if old is not None else ""
    claim = re.search(r"<pdfuaid:part>(\d)</pdfuaid:part>", packet)
    day = said.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    stream = StreamObject()
    stream.set_data(
        _PACKET.format(
            title=escape(said.title),
            author=escape(said.author),
            subject=escape(said.subject),
            keywords=escape(said.keywords),
            engine=escape(engine),
            tool=_PRODUCER,
            day=day,
            claim=_CLAIM.format(part=claim[1]) if claim else "",
        ).encode()
    )
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    if old is not None:
        writer._replace_object(old, stream)  # noqa: SLF001 - so that nothing of the old packet stays in the file
    else:
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)  # noqa: SLF001 - pypdf's own way


_CLAIM = """
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>{part}</pdfuaid:part>
  </rdf:Description>"""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
  </rdf:Description>{claim}
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{engine}</pdf:Producer>
   <pdf:Keywords>{keywords}</pdf:Keywords>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreatorTool>{tool}</xmp:CreatorTool>
   <xmp:CreateDate>{day}</xmp:CreateDate>
   <xmp:ModifyDate>{day}</xmp:ModifyDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
