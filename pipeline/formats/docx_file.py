"""The layout "file": cover, control, contents, and the sections one after the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from pipeline.formats.docx_blocks import Desk, block_elements
from pipeline.formats.docx_front import contents, cover, document_control
from pipeline.formats.docx_heading import Place, heading, label_widths, legal_basis
from pipeline.formats.docx_looks import LabelWidths
from pipeline.formats.docx_markup import Element, paragraph, paragraph_tag, qn, value, words
from pipeline.formats.docx_pages import section_end, section_properties
from pipeline.formats.docx_table import table_end
from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import BlockKind, Deliverable
from pipeline.model.fact import Facts
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle


def file_body(
    deliverable: Deliverable, labels: Mapping[str, str], style: HouseStyle, facts: Facts, firm: Firm = NO_FIRM
) -> Iterator[Element]:
    """Yield everything in the body of a file, its last section properties included.

    Args:
        deliverable: what is to be printed.
        labels: printed labels by path.
        style: the house style.
        facts: that may be printed.
        firm: whose mark and name stand on the cover.
    """
    word = firm.classification_on(deliverable.id)
    desk = Desk(labels, style, style.page.text_width(landscape=False), facts, firm, word)
    places = [Place(section, number) for number, section in enumerate(deliverable.section, 1)]
    yield from cover(desk)
    yield from document_control(desk)
    yield table_end()
    yield contents(places, desk)
    yield from _stretches(places, desk)


def end_mark(style: HouseStyle) -> Element:
    """Make the last paragraph: a document without it was cut off on its way."""
    return paragraph("EndMark", words(f"{style.words.end} "), value("document.number"))


def _stretches(places: Sequence[Place], desk: Desk) -> Iterator[Element]:
    """Yield the sections, with a break where upright pages turn to landscape or back."""
    style, landscape, first_stretch = desk.style, False, True
    widths = label_widths((place.section for place in places), style)
    for lying, group in groupby(places, key=lambda place: place.section.landscape):
        members = list(group)
        if lying != landscape:
            yield section_end(style, landscape=landscape, cover=first_stretch, firm=desk.firm)
            landscape, first_stretch = lying, False
        here = replace(desk, width=style.page.text_width(landscape=lying))
        *upper, last = (_section(place, here, widths, on_top=place is members[0]) for place in members)
        yield from chain.from_iterable(upper)
        yield from last if members[-1] is places[-1] else _before_section_end(last)
    yield end_mark(style)
    yield section_properties(style, landscape=landscape, cover=first_stretch, firm=desk.firm)


def _before_section_end(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield elements but for the gap after a last table: on a page full to the foot it would begin an empty one."""
    *upper, last = elements
    yield from upper
    if last.find(f"{qn('pPr')}/{qn('pStyle')}[@{qn('val')}='TableEnd']") is None:
        yield last
    if last.tag == qn("sdt"):
        # LibreOffice takes the paragraph that ends the pages away, and the frame would reach over the next heading.
        yield paragraph("SectionEnd")


def _section(place: Place, desk: Desk, labels: LabelWidths, *, on_top: bool) -> Iterator[Element]:
    section = place.section
    title = heading(place, new_page=place.number == 1 and not section.landscape, on_top=on_top)
    basis = legal_basis(place, labels)
    is_conditional = section.shown_when != ALWAYS
    content: list[Element] = []
    zones: list[Element] = []
    for index, block in enumerate(section.block):
        # What a person wrote stays where the section turns out not to apply.
        held = zones if is_conditional and block.kind is BlockKind.ZONE else content
        held += block_elements(section, index, desk)
    told = shown_or_note(place.name, content, "NotApplicable") if is_conditional else content
    yield from unless_left_out(place, (title, *basis, *told, *zones))


def unless_left_out(place: Place, elements: Iterable[Element]) -> Iterator[Element]:
    """Yield paragraphs and tables that are printed unless the section is left out."""
    if place.section.left_out_when == NEVER:
        yield from elements
    else:
        yield paragraph_tag(f"if sections.{place.name}.here")
        yield from elements
        yield paragraph_tag("endif")


def shown_or_note(name: str, blocks: Sequence[Element], note_style: str) -> Iterator[Element]:
    """Yield blocks that print where a section is shown, and the note that says why it is not."""
    yield paragraph_tag(f"if sections.{name}.shown")
    yield from blocks
    yield paragraph_tag("else")
    yield paragraph(note_style, value(f"sections.{name}.note"))
    yield paragraph_tag("endif")
