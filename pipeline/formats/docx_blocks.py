"""The blocks of a section as the template holds them: words and tags, in styles, with no logic over facts."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pipeline.formats import docx_registers
from pipeline.formats.docx_fact_table import fact_table, label_of
from pipeline.formats.docx_law import law_register, outcome
from pipeline.formats.docx_markup import Element, caption, paragraph, paragraph_tag, value, w, words
from pipeline.formats.docx_signature import signature
from pipeline.formats.docx_table import cell, kept_with_next, row, shares, table, table_end
from pipeline.formats.docx_zone_mark import zone
from pipeline.model.condition_text import ALWAYS
from pipeline.model.deliverable import (
    Block,
    BlockKind,
    Section,
    figure_name,
    statement_id,
    tag_name,
    words_hold_facts,
    zone_key,
)
from pipeline.model.fact import Facts
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle

_LABEL_SHARE = (3, 7)
_FLOWING = {BlockKind.TEXT, BlockKind.LIST, BlockKind.ZONE}
_REGISTERS = {
    BlockKind.REQUIREMENT_INDEX: docx_registers.requirement_index,
    BlockKind.EVIDENCE_REGISTER: docx_registers.evidence_register,
    BlockKind.REVISION_TABLE: docx_registers.revision_table,
}


class Desk(Struct, frozen=True):
    """What the blocks of one stretch of pages are written with; ``classification`` is the firm's word for them."""

    labels: Mapping[str, str]
    style: HouseStyle
    width: float
    facts: Facts
    firm: Firm = NO_FIRM
    classification: str = ""


def block_elements(  # noqa: C901 - one case for each kind of block
    section: Section, index: int, desk: Desk
) -> Iterator[Element]:
    """Yield the paragraphs and tables of one block.

    Args:
        section: where the block stands.
        index: place of the block in the section, from 0.
        desk: labels, style and width.

    Raises:
        ValueError: the block names a fact without a label, or holds a tag among fixed words.
    """
    block = section.block[index]
    match block.kind:
        case BlockKind.TEXT | BlockKind.STATEMENT:
            yield from _text(section, index, desk)
        case BlockKind.FACTS:
            yield from _captioned(block, _facts(section, block, desk), desk)
        case BlockKind.TABLE:
            for path in block.facts:
                rows = fact_table(path, block, desk.labels, desk.style, desk.width, desk.facts)
                yield from _captioned(block, rows, desk)
        case BlockKind.LIST:
            yield from _list(block, desk)
        case BlockKind.PICTURE:
            yield from _pictures(block, desk)
        case BlockKind.CHART | BlockKind.DIAGRAM | BlockKind.MATRIX:
            yield from _figure(block, desk)
        case BlockKind.SIGNATURE:
            yield signature(block, desk.labels, desk.style, desk.width)
            yield table_end()
        case BlockKind.ZONE:
            title = block.words or f"{desk.style.words.zone}: {section.heading}"
            yield zone(title, zone_key(section, block), [paragraph("Normal")])
        case BlockKind.OUTCOME:
            yield from outcome(block, desk.style, desk.width)
        case kind if kind not in _REGISTERS:
            yield from law_register(block, desk.style, desk.width)
        case register:
            yield from _captioned(block, _REGISTERS[register](desk.style, desk.width), desk)


def _text(section: Section, index: int, desk: Desk) -> Iterator[Element]:
    block = section.block[index]
    name = statement_id(section, index, block)
    look = "Alarm" if block.alarm else "Statement"
    kept = [w("keepNext")] if _leads_to_next(section, index) else []
    if block.kind is BlockKind.STATEMENT and block.when != ALWAYS:
        yield from bullets(f"lists.{name}", look, kept)
    elif block.kind is BlockKind.STATEMENT or words_hold_facts(block.words):
        yield paragraph(look, value(f"statements.{name}"), properties=kept)
    elif block.words:
        yield paragraph("Normal", words(block.words), properties=kept)
    if block.kind is BlockKind.TEXT:
        for path in block.facts:
            if block.labelled:
                yield paragraph("Label", words(label_of(path, desk.labels)))
            yield paragraph("Normal", value(path))


def _leads_to_next(section: Section, index: int) -> bool:
    """Say whether words lead to a table or to a signature, and would be read on another page without it."""
    coming = (block.kind for block in section.block[index + 1 :] if not _is_words(block))
    return _is_words(section.block[index]) and next(coming, BlockKind.TEXT) not in _FLOWING


def _is_words(block: Block) -> bool:
    return block.kind in {BlockKind.STATEMENT, BlockKind.TEXT} and not block.facts


def _facts(section: Section, block: Block, desk: Desk) -> Element:
    widths = shares(desk.width, _LABEL_SHARE)
    *upper, last = (
        row(
            cell(widths[0], paragraph("TableLabel", words(label_of(path, desk.labels)))),
            cell(widths[1], paragraph("TableText", value(path))),
        )
        for path in block.facts
    )
    rows = (*map(kept_with_next, upper), last)
    return table(widths, rows, description=block.caption or section.heading)


def _list(block: Block, desk: Desk) -> Iterator[Element]:
    for path in block.facts or (block.id,):
        if block.labelled and block.facts:
            yield paragraph("Label", words(label_of(path, desk.labels)))
        # What is open before signature is few lines, and the last of them never stand alone with the end mark.
        kept = () if block.facts else [w("keepNext")]
        yield from bullets(f"lists.{tag_name(path)}", "ListBullet", kept)


def bullets(name: str, style: str, properties: Sequence[Element] = ()) -> Iterator[Element]:
    """Yield the loop that prints one bullet for each item of a list of the context."""
    yield paragraph_tag(f"for item in {name}")
    yield paragraph(style, value("item"), properties=properties)
    yield paragraph_tag("endfor")


def _pictures(block: Block, desk: Desk) -> Iterator[Element]:
    for path in block.facts:
        yield paragraph_tag(f"for picture in pictures.{tag_name(path)}")
        yield paragraph("Picture", value("picture"))
        yield paragraph_tag("endfor")
    yield from _figure_caption(block, desk)


def _figure(block: Block, desk: Desk) -> Iterator[Element]:
    """Yield the tag of a figure; a matrix is a table, so its caption stands above it."""
    tag = value(f"figures.{figure_name(block)}")
    if block.kind is BlockKind.MATRIX:
        yield from _caption(block, desk)
        yield paragraph("FigureNote", tag)
    else:
        yield paragraph("Picture", tag)
        yield from _figure_caption(block, desk)


def _figure_caption(block: Block, desk: Desk) -> Iterator[Element]:
    if block.caption:
        yield caption("FigureCaption", desk.style.words.figure, "Figure", block.caption)


def _caption(block: Block, desk: Desk) -> Iterator[Element]:
    if block.caption:
        yield caption("Caption", desk.style.words.table, "Table", block.caption)


def _captioned(block: Block, content: Element, desk: Desk) -> Iterator[Element]:
    yield from _caption(block, desk)
    yield content
    yield table_end()
