"""Documents with zones, and what a person does in them and beside them: as markup, and with python-docx."""

import io
from collections.abc import Callable
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree
from msgspec.structs import replace

from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_markup import Element, R, W, qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.docx_zones import zones_in
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.deliverable import Block, BlockKind, Deliverable

A_ZONE = Block(BlockKind.ZONE)
NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'


def with_zones(deliverable: Deliverable, *sections: str) -> Deliverable:
    """Return a deliverable with a zone at the end of some of its sections."""
    changed = (
        replace(each, block=(*each.block, A_ZONE)) if each.id in sections else each for each in deliverable.section
    )
    return replace(deliverable, section=tuple(changed))


def saved(document: Document) -> bytes:
    """Return a document as python-docx saves it."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def edited(document: bytes, *edits: Callable[[Document], object]) -> bytes:
    """Return a document after some edits."""
    opened = docx.Document(io.BytesIO(document))
    for edit in edits:
        edit(opened)
    return saved(opened)


def content_of(document: Document, key: str) -> Element:
    """Return what holds the blocks of a zone."""
    control = next(control for found, control in zone_controls(document.element.body) if found == key)
    content = control.find(qn("sdtContent"))
    assert content is not None
    return content


def writes(key: str, *blocks: str) -> Callable[[Document], None]:
    """Return an edit that puts blocks, as markup, in place of what stands in a zone."""

    def edit(document: Document) -> None:
        content = content_of(document, key)
        content[:] = [
            parse_xml(block.replace(">", f" {NAMES}>", 1).replace(f"/ {NAMES}>", f" {NAMES}/>")) for block in blocks
        ]

    return edit


def moves(key: str, make: Callable[[Document], object]) -> Callable[[Document], None]:
    """Return an edit that makes a paragraph or table at the end of the document and moves it into a zone."""

    def edit(document: Document) -> None:
        made = make(document)
        content_of(document, key).append(made._element)  # type: ignore[attr-defined]

    return edit


def run(text: str, properties: str = "") -> str:
    """Return the markup of a run."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*pieces: str, properties: str = "") -> str:
    """Return the markup of a paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(pieces)}</w:p>"


def framed(name: str, *content: str) -> str:
    """Return the markup of a content control of a title."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="12"/></w:sdtPr>'
        f"<w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"
    )


def table(*cells: str) -> str:
    """Return the markup of a table of one row."""
    grid = '<w:gridCol w:w="9"/>' * len(cells)
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"


def words_of(block: Element) -> str:
    """Return every character that stands in a piece of a document, that of what was deleted among it."""
    return "".join(piece.text or "" for piece in block.iter(qn("t"), qn("delText")))


def words_in(document: bytes, key: str) -> str:
    """Return every character that stands in a zone."""
    body = etree.fromstring(read_parts(document)["word/document.xml"])
    return "".join(words_of(control) for found, control in zone_controls(body) if found == key)


def complaints(document: bytes) -> tuple[str, ...]:
    """Return what lint has against a document, doubts among it."""
    parts = read_parts(document)
    roots, broken = parse_parts(parts)
    return broken or lint(parts, roots)


def edited_zones(document: bytes) -> tuple[str, ...]:
    """Return the keys of the zones in which something is written."""
    return tuple(zone.key for zone in zones_in(document).values() if zone.is_written)
