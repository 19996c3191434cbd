"""The paragraphs of a template's parts, in order, each with the place at which a person would find it."""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.template_parts import Part
from pipeline.formats.template_tags import Tag, tags_of, without_tags
from pipeline.model.template import Spot

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"

_TEXT, _BREAKS = qn("t"), (qn("tab"), qn("br"), qn("cr"))
_BOX = qn("txbxContent")
_CHART_PARAGRAPH, _CHART_TEXT, _CHART_VALUE = f"{{{A}}}p", f"{{{A}}}t", f"{{{C}}}v"
TEXTS = frozenset({_TEXT, _CHART_TEXT, _CHART_VALUE})
"""The elements whose text is printed."""

_WALKED = (qn("tbl"), qn("tr"), qn("tc"), qn("p"), _CHART_PARAGRAPH, _CHART_VALUE)
_HEADING_NAMES = ("heading", "title", "point")
_AROUND = 40


class Piece(Struct, frozen=True):
    """One paragraph: its element, its text with tags joined over runs, its tags, its style and its place."""

    element: Element
    text: str
    tags: tuple[Tag, ...]
    style: str
    spot: Spot
    is_heading: bool

    def spot_of(self, start: int, end: int) -> Spot:
        """Return the place of a stretch of the text, with what stands around it."""
        return excerpted(self.spot, self.text, start, end)


def excerpted(spot: Spot, text: str, start: int, end: int) -> Spot:
    """Return a place with the text around a stretch as its excerpt."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    around = " ".join(text[first:last].split())
    excerpt = f"{'…' if first else ''}{around}{'…' if last < len(text) else ''}"
    return Spot(
        spot.part, spot.where, spot.heading, spot.paragraph, spot.table, spot.row, spot.cell, excerpt, spot.below
    )


def heading_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the styles that make a paragraph a heading, by the names that Word gives them."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(qn("styleId"), "")
        for style in styles.iter(qn("style"))
        for name in style.iterchildren(qn("name"))
        if (name.get(qn("val")) or "").casefold().startswith(_HEADING_NAMES)
    )


def pieces_of(part: Part, headings: frozenset[str]) -> Iterator[Piece]:
    """Yield the paragraphs of a part, those of tables, text boxes and content controls among them.

    Args:
        part: of the template.
        headings: ids of the styles of headings.
    """
    tables: list[list[int]] = []
    heading, paragraph, below, count = "", 0, 0, 0
    for event, element in etree.iterwalk(part.root, events=("start", "end"), tag=_WALKED):
        if element.tag == qn("tbl"):
            if event == "start":
                count += 1
                tables.append([count, 0, 0])
            else:
                tables.pop()
        elif event == "end":
            continue
        elif element.tag == qn("tr") and tables:
            tables[-1][1:] = [tables[-1][1] + 1, 0]
        elif element.tag == qn("tc") and tables:
            tables[-1][2] += 1
        elif element.tag not in {qn("tr"), qn("tc")}:
            paragraph += 1
            table, row, cell = tables[-1] if tables else (0, 0, 0)
            text, style = text_of(element), style_of(element)
            is_heading = style in headings and not table
            below = 0 if is_heading else below + (not table)
            heading = without_tags(text) or heading if is_heading else heading
            spot = Spot(part.name, part.where, heading, paragraph, table, row, cell, "", below)
            yield Piece(element, text, tuple(tags_of(text)), style, spot, is_heading)


def style_of(paragraph: Element) -> str:
    """Return the id of a paragraph's style; empty where it has none of its own."""
    style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    return (style.get(qn("val")) or "") if style is not None else ""


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph without that of text boxes in it, with a tab for each tab and break."""
    if paragraph.tag == _CHART_VALUE:
        return paragraph.text or ""
    if paragraph.tag == _CHART_PARAGRAPH:
        return "".join(node.text or "" for node in paragraph.iter(_CHART_TEXT))
    nodes = list(paragraph.iter(_TEXT, *_BREAKS, _BOX))
    if any(node.tag == _BOX for node in nodes):
        nodes = [node for node in nodes if next(node.iterancestors(qn("p"), _CHART_PARAGRAPH)) is paragraph]
    return "".join((node.text or "") if node.tag == _TEXT else "\t" for node in nodes if node.tag != _BOX)
