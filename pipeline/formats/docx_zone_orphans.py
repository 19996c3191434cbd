"""What a person wrote in zones that a document has no longer: kept in a small document of its own."""

from collections.abc import Mapping

from lxml import etree

from pipeline.formats.docx_markup import Element, R, paragraph, qn, w
from pipeline.formats.docx_package import CONTENT_TYPES
from pipeline.formats.docx_zone_mark import zone as framed
from pipeline.formats.docx_zones import ZoneBlocks
from pipeline.formats.graft import Graft
from pipeline.formats.open_package import OpenPackage

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EMPTY = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MAIN = "word/document.xml"
_HEADING = "Heading1"


def orphans_of(zones: Mapping[str, ZoneBlocks], old: OpenPackage, new: OpenPackage) -> bytes:
    """Make the document that keeps what has no place: each zone under its title and key, in a zone of the same key.

    Args:
        zones: what is kept, by key.
        old: where it was written.
        new: the version that has no place for it, and lends its styles and its page.
    """
    made = OpenPackage({CONTENT_TYPES: _EMPTY})
    body = w("body")
    made.add(_MAIN, w("document", body), f"{_WORD}.document.main+xml")
    made.relate("", f"{R}/officeDocument", _MAIN)
    for kind in ("styles", "numbering"):
        for name in new.related(new.main, kind):
            if name in new.parts:
                made.add(f"word/{kind}.xml", new.parts[name], f"{_WORD}.{kind}+xml")
                made.relate(_MAIN, f"{R}/{kind}", f"word/{kind}.xml")
    graft = Graft(old, made)
    content: list[Element] = []
    for key, zone in zones.items():
        content.append(paragraph(_HEADING, w("r", _text(f"{zone.title} [zone:{key}]".strip()))))
        content += [framed(zone.title, key, graft.fit(zone.content)), w("p")]
    body = made.root(_MAIN)[0]
    body.extend(content)
    if (page := _page(new)) is not None:
        body.append(page)
    made.put(_MAIN, made.root(_MAIN))
    return made.written()


def _text(said: str) -> Element:
    content = w("t")
    content.text = said
    return content


def _page(package: OpenPackage) -> Element | None:
    """Return the size and margins of the first page that stands upright, or else of the first; nothing else of it."""
    sections = list(package.root(package.main).iter(qn("sectPr")))
    if not sections:
        return None
    upright = (each for each in sections if (size := each.find(qn("pgSz"))) is None or size.get(qn("orient")) is None)
    model, page = next(upright, sections[0]), w("sectPr")
    page.extend(etree.fromstring(etree.tostring(each)) for each in model if each.tag in (qn("pgSz"), qn("pgMar")))
    return page
