"""The parts beside the body that are printed too: notes and charts; and markup parsed as it has to be."""

from lxml import etree

from pipeline.formats.docx_markup import Element

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NOTES = frozenset({f"{_WORD}.footnotes+xml", f"{_WORD}.endnotes+xml"})
"""Content types of footnotes and endnotes."""

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
"""Content type of a chart."""


def strictly(markup: str | bytes) -> Element:
    """Return the root of markup, which has to be whole; blanks between elements go, as python-docx lets them go.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    parser = etree.XMLParser(
        remove_blank_text=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(markup, parser)
