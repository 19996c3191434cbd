"""What stands before the first section: cover, document control, contents."""

from collections.abc import Iterator, Sequence

from pipeline.formats.docx_blocks import Desk
from pipeline.formats.docx_brand import cover_head, logo_size
from pipeline.formats.docx_heading import Place, entry_widths
from pipeline.formats.docx_looks import COVER_RULE_BEFORE, LETTERS_LARGER, MARK_AFTER, LabelWidths
from pipeline.formats.docx_markup import (
    Element,
    field_end,
    field_start,
    link,
    paragraph,
    paragraph_tag,
    tab,
    twips,
    value,
    w,
    words,
)
from pipeline.formats.docx_registers import revision_table
from pipeline.formats.docx_table import cell, row, shares, table
from pipeline.model.condition_text import NEVER

_LABEL_SHARE = (3, 7)
_LEAST_ABOVE_RULE = 60.0
_CONTENTS_FIELD = 'TOC \\o "1-3" \\h \\z \\u'
"""Headings of three levels, each entry a link."""
_CONTENTS_ID = 1


def cover(desk: Desk) -> Iterator[Element]:
    """Yield the cover: what the document is, of which system, and under which law it was written."""
    label, firm = desk.style.words, desk.firm
    yield from cover_head(firm)
    word = [words(" · "), value("firm.classification")] if desk.classification else []
    yield paragraph("CoverMark", value("document.number"), *word, tab(), value("document.draft_mark", "DraftWord"))
    yield paragraph("CoverRule", properties=_raised(desk))
    yield paragraph("Title", value("document.title"))
    yield paragraph("Subtitle", value("document.system"))
    yield paragraph("CoverLine", value("document.subtitle"))
    yield paragraph("CoverSpace")
    facts = (
        (label.provider, "provider"),
        (label.system, "system"),
        (label.system_version, "system_version"),
        (label.number, "number"),
        (label.revision, "revision"),
        (label.status, "status"),
        (label.edition, "edition"),
        (label.classification, "classification"),
        (label.prepared_by, "prepared_by"),
    )
    yield _table_of(facts, desk, label.document_control)


def document_control(desk: Desk) -> Iterator[Element]:
    """Yield the state of the document and its revisions."""
    label = desk.style.words
    facts = (
        (label.number, "number"),
        (label.revision, "revision"),
        (label.status, "status"),
        (label.approved_by, "approved_by"),
        (label.approved_on, "approved_on"),
        (label.edition, "edition"),
        (label.checked_on, "checked_on"),
    )
    yield paragraph("FrontHeadingNewPage", words(label.document_control))
    yield _table_of(facts, desk, label.document_control)
    yield paragraph("FrontHeading", words(label.revisions))
    yield revision_table(desk.style, desk.width)


def contents(places: Sequence[Place], desk: Desk) -> Element:
    """Make the contents list: a field that Word can count anew, in the frame that Word puts around its own lists.

    Its result stands ready: an entry for each heading, linked to it; page numbers come later, in a step of their own
    (`docx_contents`). The field begins and ends in paragraphs that always stand.
    """
    begun = field_start(_CONTENTS_FIELD)
    listed: list[Element] = [paragraph("FrontHeading", words(desk.style.words.contents))]
    widths = entry_widths((place.section for place in places), desk.style)
    for place in places:
        optional = place.section.left_out_when != NEVER
        if begun and optional:
            listed.append(paragraph("ContentsEnd", *begun))
        elif begun:
            listed.append(_entry(place, widths, begun))
        if optional:
            listed.append(paragraph_tag(f"if sections.{place.name}.here"))
        if optional or not begun:
            listed.append(_entry(place, widths))
        if optional:
            listed.append(paragraph_tag("endif"))
        begun = []
    listed.append(paragraph("ContentsEnd", field_end()))
    kind = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return w("sdt", w("sdtPr", w("id", val=_CONTENTS_ID), kind), w("sdtContent", *listed))


def _entry(place: Place, widths: LabelWidths, begun: Sequence[Element] = ()) -> Element:
    section, level = place.section, place.section.level
    if section.label:
        content, properties = [words(section.label), tab(), words(section.heading)], []
    else:
        # Without a number before it nothing hangs, and the first stop is that of the page number.
        start, left = (twips(sum(widths[:count])) for count in (level - 1, level))
        content = [words(section.heading)]
        properties = [w("tabs", w("tab", val="clear", pos=left)), w("ind", left=start, hanging=0)]
    return paragraph(f"TOC{level}", *begun, link(place.bookmark, content), properties=properties)


def _raised(desk: Desk) -> list[Element]:
    """Return the room above the rule that is left below a firm's mark, so that the title stands where it stood."""
    if not (desk.firm.logo or desk.firm.name):
        return []
    taken = (
        logo_size(desk.firm.logo)[1] * 72 / 2.54 if desk.firm.logo else desk.style.text.size + LETTERS_LARGER
    ) + MARK_AFTER
    return [w("spacing", before=round(max(_LEAST_ABOVE_RULE, COVER_RULE_BEFORE - taken) * 20))]


def _table_of(facts: Sequence[tuple[str, str]], desk: Desk, description: str) -> Element:
    widths = shares(desk.width, _LABEL_SHARE)
    rows = (
        row(
            cell(widths[0], paragraph("TableLabel", words(label))),
            cell(widths[1], paragraph("TableText", value(f"document.{name}"))),
        )
        for label, name in facts
    )
    return table(widths, rows, description=description)
