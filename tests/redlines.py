"""Small Word documents to compare: paragraphs and tables of plain text, with a header."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pipeline.formats.docx_markup import R, W
from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts
from pipeline.formats.docx_tracked import Told, accepted, rejected
from pipeline.formats.xml_parts import parse_parts

Block = str | tuple[tuple[str, ...], ...]
"""A paragraph, or a table as its rows of cells."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def small_document(blocks: Sequence[Block], header: str = "Head") -> bytes:
    """Return a document that holds paragraphs and tables, and nothing that Word does not need."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    # Word takes tables that follow each other for one.
    body = "".join(f"{_block(block)}{_block('After a table') if isinstance(block, tuple) else ''}" for block in blocks)
    body += _block("End")
    return write_parts(
        {
            CONTENT_TYPES: (
                f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/>'
                f'<Override PartName="/word/header1.xml" ContentType="{_KIND}.header+xml"/></Types>'
            ).encode(),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("header", "header1.xml")),
            "word/styles.xml": _part(
                "styles",
                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
                '<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/></w:style>',
            ),
            "word/header1.xml": _part("hdr", _block(header)),
            "word/document.xml": _part("document", f"<w:body>{body}{section}</w:body>"),
        }
    )


def accepted_in(document: bytes) -> Told:
    """Return what a document says with all of its changes accepted."""
    return accepted(parse_parts(read_parts(document))[0])


def rejected_in(document: bytes) -> Told:
    """Return what a document says with all of its changes rejected."""
    return rejected(parse_parts(read_parts(document))[0])


def _relations(*leads: tuple[str, str]) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(leads, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'.encode()


def _part(tag: str, content: str) -> bytes:
    return f'{_HEAD}<w:{tag} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{tag}>'.encode()


def _block(block: Block) -> str:
    if isinstance(block, str):
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(block)}</w:t></w:r></w:p>'
    columns = max(map(len, block))
    rows = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in block)
    grid = '<w:gridCol w:w="1000"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def _cell(text: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{_block(text)}</w:tc>'
