"""The words of a document as a reader sees them: paragraphs without their markup, and which of them are headings."""

from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, qn

END_STYLE = "EndMark"
"""Of the last paragraph of every document."""
_HEADING_STYLES = ("heading", "title", "point")


def folded(text: str) -> str:
    """Return text with every stretch of white space as one blank, for comparison."""
    return " ".join(text.split())


def paragraph_text(paragraph: Element) -> str:
    """Return the text of a paragraph, with blanks for breaks and tabs; boxes in it have paragraphs of their own."""
    pieces = paragraph.iter(qn("t"), qn("br"), qn("tab"), qn("cr"))
    if next(paragraph.iter(qn("txbxContent")), None) is not None:
        pieces = (piece for piece in pieces if next(piece.iterancestors(qn("p"))) is paragraph)
    return "".join(piece.text or "" if piece.tag == qn("t") else " " for piece in pieces)


def heading_styles(styles: Element) -> Iterator[str]:
    """Yield the ids of the styles whose paragraphs are headings.

    Args:
        styles: root of the part.
    """
    for style in styles.iter(qn("style")):
        for name in style.iterchildren(qn("name")):
            if (name.get(qn("val")) or "").casefold().startswith(_HEADING_STYLES):
                yield style.get(qn("styleId")) or ""
