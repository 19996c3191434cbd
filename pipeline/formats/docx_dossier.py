"""The pages of a dossier that no document gives: cover, contents, dividers, and the numbers for all its pages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.formats.docx_brand import COVER_FOOT, cover_head, has_cover_foot
from pipeline.formats.docx_heading import entry_widths
from pipeline.formats.docx_markup import (
    XML_SPACE,
    Element,
    bookmarked,
    field_end,
    field_start,
    link,
    paragraph,
    serialise,
    tab,
    twips,
    w,
)
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_pages import LANDSCAPE, UPRIGHT, section_end, section_properties
from pipeline.formats.docx_table import cell, row, shares, table, table_end
from pipeline.formats.docx_template import build_template
from pipeline.model.condition_text import NEVER
from pipeline.model.deliverable import Deliverable
from pipeline.model.dossier import Chapter, Dossier
from pipeline.model.fact import Facts
from pipeline.model.firm import Firm
from pipeline.model.house_style import HouseStyle
from pipeline.model.pack import Part

_FIRST_ENTRY = 10_000
"""Number of the bookmark on the first entry of the contents list; those of dividers are below."""

STAMP_BOX = (6.0, 1.0)
"""Width and height of the corner of a page in which its number stands, in centimetres."""

_NO_FACTS = Facts((), ())
_LABEL_SHARE, _STATE_SHARE, _FILE_SHARE = (3, 7), (7, 3), (5, 5)
_COVER_ABOVE, _COVER_BELOW = 86.0, 34.0
_DIVIDER_ABOVE = 150.0
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def divider_mark(number: int) -> str:
    """Return the name of the bookmark on the divider page of the n-th chapter."""
    return f"chapter{number}"


def front_document(
    dossier: Dossier, pages: Sequence[str], words: Mapping[str, str], style: HouseStyle, firm: Firm
) -> bytes:
    """Write cover, contents and divider pages.

    Args:
        dossier: what it holds.
        pages: the number of the first page of each chapter, as the contents list prints it.
        words: of the pages.
        style: the house style.
        firm: whose mark stands on the cover.

    Returns:
        A document that is never rendered: what answers hold stands in it as text.
    """
    base = read_parts(build_template(_plain(dossier), {}, style, _NO_FACTS, firm))
    body = w("body", *_cover(dossier, words, style, firm), *_contents(dossier, pages, words, style))
    body.append(section_end(style, landscape=False, cover=True, firm=firm))
    for number, chapter in enumerate(dossier.chapters):
        if chapter.has_divider:
            body.extend(_divider(number, chapter, words, style))
    body.append(section_properties(style, landscape=False))
    head = _running("Header", f"{dossier.title} · {dossier.system}", words["draft"] if dossier.is_draft else "")
    foot = _running("Footer", f"{dossier.title} – {dossier.system}", dossier.provider)
    parts = base | {
        "word/document.xml": serialise(w("document", body)),
        f"word/{UPRIGHT.header}": serialise(w("hdr", head)),
        f"word/{UPRIGHT.footer}": serialise(w("ftr", foot)),
        f"word/{LANDSCAPE.header}": serialise(w("hdr", paragraph("Header"))),
        f"word/{LANDSCAPE.footer}": serialise(w("ftr", paragraph("Footer"))),
    }
    if has_cover_foot(firm):
        lines = filter(None, (firm.name, " · ".join(firm.address), firm.contact))
        parts[f"word/{COVER_FOOT}"] = serialise(w("ftr", *(paragraph("FirmLine", _text(line)) for line in lines)))
    return write_parts(parts)


def stamp_document(labels: Sequence[str], style: HouseStyle, firm: Firm) -> bytes:
    """Write one page for each number of a page, which stands in its upper right corner and is all there is on it.

    Args:
        labels: what the pages show.
        style: the house style.
        firm: whose styles the document takes.
    """
    base = read_parts(build_template(_plain(None), {}, style, _NO_FACTS, firm.word_only))
    size = round(style.text.running * 2)
    lines = []
    for number, label in enumerate(labels):
        run = _text(label)
        run.insert(0, w("rPr", w("color", val=style.colour.muted), w("sz", val=size), w("szCs", val=size)))
        breaks = w("pageBreakBefore") if number else None
        lines.append(
            paragraph(
                "EndMark",
                run,
                properties=[
                    each for each in (breaks, w("spacing", before=0), w("jc", val="right")) if each is not None
                ],
            )
        )
    margins = w(
        "pgMar", top=twips(0.55), right=twips(0.9), bottom=twips(1), left=twips(1), header=0, footer=0, gutter=0
    )
    sheet = w("pgSz", w=twips(style.page.width), h=twips(style.page.height))
    body = w("body", *lines, w("sectPr", sheet, margins))
    return write_parts({**base, "word/document.xml": serialise(w("document", body))})


def _cover(dossier: Dossier, words: Mapping[str, str], style: HouseStyle, firm: Firm) -> Iterator[Element]:
    if firm.logo:
        yield from cover_head(firm)
    elif firm.name:
        yield paragraph("FirmMark", _text(firm.name, "FirmName"))
    mark = [tab(), _text(words["draft"], "DraftWord")] if dossier.is_draft else []
    yield paragraph("CoverMark", _text(dossier.title), *mark)
    yield paragraph("CoverRule", properties=[w("spacing", before=round(_COVER_ABOVE * 20))])
    yield paragraph("Title", _text(dossier.title))
    yield paragraph("Subtitle", _text(dossier.system))
    yield paragraph("CoverLine", _text(dossier.subject))
    yield paragraph("CoverSpace", properties=[w("spacing", before=round(_COVER_BELOW * 20))])
    width = style.page.text_width(landscape=False)
    yield _facts(dossier.facts, width, dossier.title)
    yield paragraph("FrontHeading", _text(words["enclosed"]))
    widths = shares(width, _STATE_SHARE)
    documents = [each for each in dossier.chapters if each.part is Part.DOCUMENTS]
    rows = (
        row(
            cell(widths[0], paragraph("TableText", _text(each.title))),
            cell(widths[1], paragraph("TableText", _text(each.state)), shade=style.shade.get(each.shade, "")),
        )
        for each in documents
    )
    yield table(widths, rows, description=words["enclosed"])
    yield table_end()


def _contents(dossier: Dossier, pages: Sequence[str], words: Mapping[str, str], style: HouseStyle) -> Iterator[Element]:
    yield paragraph("FrontHeadingNewPage", _text(words["contents"]))
    lines = list(_lines(dossier, pages, words, style))
    if lines:
        # LibreOffice writes links into a PDF in lists of contents alone.
        lines[0][1:1] = field_start("TOC \\h \\z")
        lines[-1].append(field_end())
    yield from lines
    if dossier.attachments:
        yield paragraph("FrontHeading", _text(words["attachments"]))
        widths = shares(style.page.text_width(landscape=False), _FILE_SHARE)
        rows = (
            row(
                cell(widths[0], paragraph("TableText", _text(each.what))),
                cell(widths[1], paragraph("TableText", _text(each.name))),
            )
            for each in dossier.attachments
        )
        yield table(widths, rows, description=words["attachments"])
        yield table_end()


def _lines(dossier: Dossier, pages: Sequence[str], words: Mapping[str, str], style: HouseStyle) -> Iterator[Element]:
    numbered = list(enumerate(zip(dossier.chapters, pages, strict=True)))
    for part in (Part.DOCUMENTS, Part.EVIDENCE):
        several = [(number, chapter, page) for number, (chapter, page) in numbered if chapter.part is part]
        if several:
            yield paragraph("TOC1", _text(words[str(part)]), properties=[w("ind", left=0, hanging=0)])
        for number, chapter, page in several:
            yield _entry(number, chapter, page, style)


def _entry(number: int, chapter: Chapter, page: str, style: HouseStyle) -> Element:
    named = [_text(chapter.label), tab(), _text(chapter.title)] if chapter.label else [_text(chapter.title)]
    wide, stop = twips(style.page.text_width(landscape=False)), twips(_label_width(chapter))
    # The style's own stop is that of entries with a point of law before them.
    usual = twips(sum(entry_widths((), style)[:2]))
    stops = [w("tab", val="clear", pos=usual), *([w("tab", val="left", pos=stop)] if chapter.label else [])]
    stops.append(w("tab", val="right", leader="dot", pos=wide))
    hanging = stop if chapter.label else 0
    # It leads to itself: by that its mark is known in the PDF, where it is made to lead to the chapter.
    mark = f"entry{number}"
    led = link(mark, [*named, tab(), _text(page or chapter.instead)])
    content = bookmarked(_FIRST_ENTRY + number, mark, [led])
    return paragraph("TOC2", *content, properties=[w("tabs", *stops), w("ind", left=hanging, hanging=hanging)])


def _label_width(chapter: Chapter) -> float:
    return max(1.5, 0.22 * len(chapter.label) + 0.3)


def _divider(number: int, chapter: Chapter, words: Mapping[str, str], style: HouseStyle) -> Iterator[Element]:
    label = chapter.label or words[str(chapter.part)]
    opening = [w("spacing", before=round(_DIVIDER_ABOVE * 20))]
    breaks = w("pageBreakBefore")
    yield paragraph("CoverRule", properties=[breaks, *opening])
    yield paragraph("Subtitle", _text(label))
    yield paragraph(
        "Heading1",
        *bookmarked(number + 1, divider_mark(number), [_text(chapter.title)]),
        properties=[w("spacing", before=0, after=240), w("ind", left=0, hanging=0)],
    )
    for alarm in chapter.alarms:
        yield paragraph("Alarm", _text(alarm))
    for note in chapter.notes:
        yield paragraph("Statement", _text(note))
    if chapter.lines:
        yield _facts(chapter.lines, style.page.text_width(landscape=False), chapter.title, digest=words["digest"])
        yield table_end()


def _facts(facts: Sequence[tuple[str, str]], width: float, description: str, digest: str = "") -> Element:
    widths = shares(width, _LABEL_SHARE)
    rows = (
        row(
            cell(widths[0], paragraph("TableLabel", _text(label))),
            cell(
                widths[1],
                *(paragraph("Digest" if label == digest else "TableText", _text(line)) for line in said.split("\n")),
            ),
        )
        for label, said in facts
    )
    return table(widths, rows, description=description)


def _running(look: str, left: str, right: str) -> Element:
    return paragraph(look, _text(left), tab(), _text(right))


def _text(text: str, style: str = "") -> Element:
    """Make a run in which a tag is nothing but text."""
    content = w("t")
    content.text = _UNPRINTABLE.sub("\ufffd", text)
    content.set(XML_SPACE, "preserve")
    return w("r", w("rPr", w("rStyle", val=style)) if style else None, content)


def _plain(dossier: Dossier | None) -> Deliverable:
    """Return the declaration of a document without sections, for the parts that all documents share."""
    title = dossier.title if dossier else ""
    return Deliverable(
        id="dossier",
        title=title,
        subtitle="",
        code="",
        document="",
        cites=(),
        output="docx",
        scope="system",
        languages=("en",),
        due_when=NEVER,
        layout="file",
        section=(),
    )
