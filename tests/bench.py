"""Templates as their makers change them: read, judged, and with something taken out or put in."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from pipeline.build.template_check import flaws_of as check
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_words import folded, paragraph_text
from pipeline.formats.template_reader import read_template
from pipeline.formats.template_walk import heading_styles, style_of
from pipeline.model.catalogue import Catalogue
from pipeline.model.flaw import Flaw
from pipeline.model.template import TemplateReading
from tests.documents import deliverable_of
from tests.samples import ROOT

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
NAME = "template.docx"


@cache
def shipped(deliverable: str) -> bytes:
    """Return the template of a deliverable as it ships."""
    return (ROOT / "templates" / deliverable / NAME).read_bytes()


@cache
def reading_of(deliverable: str) -> TemplateReading:
    """Return what is read of a shipped template."""
    return read_template(shipped(deliverable), NAME)


def flaws_of(template: bytes, deliverable: str, catalogue: Catalogue) -> tuple[Flaw, ...]:
    """Return everything that the bench finds in a template."""
    return check(template, NAME, deliverable_of(catalogue, deliverable), catalogue)[0]


def with_part(template: bytes, name: str, content: bytes) -> bytes:
    """Return a template in which one part is another."""
    return write_parts({**read_parts(template), name: content})


def with_text(template: bytes, old: str, new: str, part: str = DOCUMENT) -> bytes:
    """Return a template in which a text that stands in a part is another, everywhere in it."""
    content = read_parts(template)[part].decode()
    assert old in content
    return with_part(template, part, content.replace(old, new).encode())


def without_each_section(template: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each heading with the template from which a person took its section.

    That is the heading and all up to the next one of the same or a higher level, with the tags around it; in a table,
    the row in which the heading stands.
    """
    parts = read_parts(template)
    ids = heading_styles(etree.fromstring(parts[STYLES]))
    count = len(_headings(etree.fromstring(parts[DOCUMENT]), ids))
    for place in range(count):
        root = etree.fromstring(parts[DOCUMENT])
        heading = _headings(root, ids)[place]
        text = folded(paragraph_text(heading))
        for element in _section(heading, _headings(root, ids)):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        yield text, write_parts({**parts, DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def _headings(root: Element, ids: frozenset[str]) -> list[Element]:
    """Return the headings of sections; the title of the document is none."""
    every = (each for each in root.iter(qn("p")) if style_of(each) in ids)
    return [each for each in every if style_of(each).startswith(("Heading", "Point"))]


def _section(heading: Element, headings: list[Element]) -> list[Element]:
    row = next(heading.iterancestors(qn("tr")), None)
    if row is not None:
        return [row]
    level = style_of(heading)
    taken = [heading]
    for sibling in heading.itersiblings():
        ends = sibling in headings and style_of(sibling) <= level
        if ends or style_of(sibling) in ("SectionEnd", "EndMark") or sibling.tag == qn("sectPr"):
            break
        taken.append(sibling)
    return taken[: _balanced(taken)]


def _balanced(taken: list[Element]) -> int:
    """Return how many of the elements stand before tags that open around the next section."""
    texts = [paragraph_text(each) if each.tag == qn("p") else "" for each in taken]
    count = len(taken)
    while count and texts[count - 1].startswith("{%p if"):
        count -= 1
    return count
