"""The layout "certificate": one page, the points in two columns, what is still open, room to sign."""

from collections.abc import Iterator, Mapping

from pipeline.formats.docx_blocks import Desk, bullets
from pipeline.formats.docx_fact_table import columns_of, label_of
from pipeline.formats.docx_file import end_mark, shown_or_note, unless_left_out
from pipeline.formats.docx_heading import Place
from pipeline.formats.docx_markup import Element, bookmarked, paragraph, paragraph_tag, tab, value, w, words
from pipeline.formats.docx_pages import section_properties
from pipeline.formats.docx_signature import signature
from pipeline.formats.docx_table import cell, row, shares, table, table_end, tag_row
from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import (
    Block,
    BlockKind,
    Deliverable,
    Section,
    rows_name,
    statement_id,
    tag_name,
    words_hold_facts,
)
from pipeline.model.fact import Facts
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle

_POINT_SHARE = (4.6, 11.4)
PRECONDITIONS = "preconditions"


def certificate_body(
    deliverable: Deliverable, labels: Mapping[str, str], style: HouseStyle, facts: Facts, firm: Firm = NO_FIRM
) -> Iterator[Element]:
    """Yield everything in the body of a certificate, its section properties included.

    The one who signs it speaks in it: a firm that prepares it puts neither its mark nor its name on it.

    Below the points stand what is open before signature and the block to sign, whichever sections hold them.

    Args:
        deliverable: what is to be printed.
        labels: printed labels by path.
        style: the house style.
        facts: that may be printed.
        firm: not printed.

    Raises:
        ValueError: preconditions are declared, and no section lists the open ones.
    """
    del firm
    desk = Desk(labels, style, style.page.text_width(landscape=False), facts)
    places = [Place(section, number) for number, section in enumerate(deliverable.section, 1)]
    if deliverable.precondition and not any(map(_is_open_list, (b for place in places for b in place.section.block))):
        raise ValueError(f"{deliverable.id} declares preconditions, and none of its sections lists the open ones")
    yield paragraph("CertificateRule")
    yield paragraph("CertificateTitle", value("document.title"), tab(), value("document.draft_mark", "DraftWord"))
    yield paragraph("CertificateSubtitle", value("document.subtitle"))
    yield _points([place for place in places if _stands_in_points(place)], desk)
    yield table_end()
    for place in places:
        yield from _below(place, desk)
    yield end_mark(style)
    yield section_properties(style, landscape=False)


def _is_open_list(block: Block) -> bool:
    return block.kind is BlockKind.LIST and block.id == PRECONDITIONS


def _is_point_block(block: Block) -> bool:
    """A signature without facts of its own is signed in the row of its point."""
    return not _is_open_list(block) and (block.kind is not BlockKind.SIGNATURE or not block.facts)


def _stands_in_points(place: Place) -> bool:
    return any(_is_point_block(block) for block in place.section.block)


def _below(place: Place, desk: Desk) -> Iterator[Element]:
    """Yield the open preconditions and the signature block of a section, each under its heading once."""
    section = place.section
    title = [] if _stands_in_points(place) else [paragraph("Point", *_title(place), properties=[w("keepNext")])]
    content: list[Element] = []
    for block in section.block:
        if _is_open_list(block):
            content += title
            content += bullets(f"lists.{PRECONDITIONS}", "CertificateOpen", [w("keepNext")])
        elif block.kind is BlockKind.SIGNATURE and block.facts:
            content += [*title, signature(block, desk.labels, desk.style, desk.width)]
    if content and section.shown_when != ALWAYS:
        content = [paragraph_tag(f"if sections.{place.name}.shown"), *content, paragraph_tag("endif")]
    yield from unless_left_out(place, content) if content else ()


def _title(place: Place) -> list[Element]:
    section = place.section
    label = [words(section.label), tab()] if section.label else []
    return bookmarked(place.number, place.bookmark, [*label, words(section.heading)])


def _points(places: list[Place], desk: Desk) -> Element:
    widths = shares(desk.width, _POINT_SHARE)
    rows = (element for place in places for element in _point(place, widths, desk))
    return table(widths, rows, description="; ".join(place.section.heading for place in places))


def _point(place: Place, widths: list[float], desk: Desk) -> Iterator[Element]:
    section = place.section
    left = cell(widths[0], paragraph("Point", *_title(place)))
    content = [element for index in range(len(section.block)) for element in _content(place, index, desk)]
    told = content if section.shown_when == ALWAYS else shown_or_note(place.name, content, "TableNote")
    line = row(left, cell(widths[1], *told))
    if section.left_out_when == NEVER:
        yield line
    else:
        yield tag_row(f"if sections.{place.name}.here", len(widths))
        yield line
        yield tag_row("endif", len(widths))


def _content(place: Place, index: int, desk: Desk) -> Iterator[Element]:
    """Yield a block as paragraphs of a cell: nothing here is wider than the cell or starts a table in it."""
    section, block = place.section, place.section.block[index]
    if not _is_point_block(block):
        return
    yield from _worded(section, index)
    match block.kind:
        case BlockKind.LIST:
            for path in block.facts or (block.id,):
                yield from bullets(f"lists.{tag_name(path)}", "TableBullet")
        case BlockKind.TABLE:
            for path in block.facts:
                yield from _lines_of(path, block, desk)
        case BlockKind.TEXT | BlockKind.FACTS:
            for path in block.facts:
                yield _field(path, block, desk)
        case BlockKind.SIGNATURE:
            yield paragraph("SignatureRoom", words(desk.style.words.signature))
        case BlockKind.STATEMENT:
            pass
        case other:
            raise ValueError(f"{section.id}: a certificate has no room for a block of the kind {other}")


def _worded(section: Section, index: int) -> Iterator[Element]:
    block = section.block[index]
    if block.kind is BlockKind.STATEMENT and block.when != ALWAYS:
        yield from bullets(f"lists.{statement_id(section, index, block)}", "CellStatement")
    elif block.kind is BlockKind.STATEMENT or words_hold_facts(block.words):
        yield paragraph("CellStatement", value(f"statements.{statement_id(section, index, block)}"))
    elif block.words:
        yield paragraph("TableText", words(block.words))


def _field(path: str, block: Block, desk: Desk) -> Element:
    if not block.labelled:
        return paragraph("TableText", value(path))
    label = words(label_of(path, desk.labels), "FieldLabel")
    return paragraph("CellField", label, tab(), value(path))


def _lines_of(path: str, block: Block, desk: Desk) -> Iterator[Element]:
    """Yield the loop that prints each row of a table fact as one line of its values."""
    first, *others = columns_of(path, block, desk.facts)
    line = [value(f"row.{first}")]
    for column in others:
        line += [words(" · "), value(f"row.{column}")]
    yield paragraph_tag(f"for row in {rows_name(path, block)}")
    yield paragraph("TableBullet", *line)
    yield paragraph_tag("endfor")
