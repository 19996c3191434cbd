"""The template of a deliverable: a .docx written from its declaration and the house style.

Every measure is in a style, every fact is a tag of docxtpl's dialect. No part holds a date or the name of who made
it, so that equal declarations give equal bytes.
"""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.formats.docx_brand import (
    COVER_FOOT,
    COVER_FOOT_LINK,
    LOGO_LINK,
    cover_foot,
    has_cover_foot,
    logo_part,
)
from pipeline.formats.docx_certificate import certificate_body
from pipeline.formats.docx_file import file_body
from pipeline.formats.docx_heading import entry_widths, label_widths
from pipeline.formats.docx_markup import Element, R, serialise, w
from pipeline.formats.docx_package import CONTENT_TYPES, write_parts
from pipeline.formats.docx_pages import LANDSCAPE, UPRIGHT, footer_part, header_part
from pipeline.formats.docx_styles import BULLETS, styles_part
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact import Facts
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WITH_COVER = "file"
_LAYOUTS = {_WITH_COVER: file_body, "certificate": certificate_body}

_CORE = b"""<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>"""
_APP = """<?xml version='1.0' encoding='UTF-8' standalone='yes'?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>dossier</Application>{company}</Properties>"""


def build_template(
    deliverable: Deliverable, labels: Mapping[str, str], style: HouseStyle, facts: Facts, firm: Firm = NO_FIRM
) -> bytes:
    """Write the .docx template of a deliverable.

    Args:
        deliverable: its declaration.
        labels: printed labels by the path of a fact, or ``table[].column``.
        style: the house style.
        facts: that may be printed.
        firm: whose mark, name and word of classification it bears.

    Returns:
        The template; the same declaration gives the same bytes.

    Raises:
        ValueError: the declaration names a layout that is not known, a fact without a label, or holds a template
            tag among fixed words.
    """
    if deliverable.layout not in _LAYOUTS:
        raise ValueError(f"{deliverable.id} names the layout {deliverable.layout}; known are {', '.join(_LAYOUTS)}")
    shown = firm if deliverable.layout == _WITH_COVER else firm.word_only
    body = w("body", *_LAYOUTS[deliverable.layout](deliverable, labels, style, facts, shown))
    word = firm.classification_on(deliverable.id)
    return write_parts(
        {
            CONTENT_TYPES: _content_types(shown),
            "_rels/.rels": _package_relations(),
            "docProps/core.xml": _CORE,
            "docProps/app.xml": _app(shown),
            "word/_rels/document.xml.rels": _document_relations(shown),
            "word/document.xml": serialise(w("document", body)),
            "word/styles.xml": styles_part(
                style, label_widths(deliverable.section, style), entry_widths(deliverable.section, style), shown
            ),
            "word/settings.xml": _settings(style),
            "word/numbering.xml": _numbering(),
            f"word/{UPRIGHT.header}": header_part(style, landscape=False, classification=word),
            f"word/{UPRIGHT.footer}": footer_part(style, landscape=False, firm=shown),
            f"word/{LANDSCAPE.header}": header_part(style, landscape=True, classification=word),
            f"word/{LANDSCAPE.footer}": footer_part(style, landscape=True, firm=shown),
            **_brand(shown),
        }
    )


def _brand(firm: Firm) -> dict[str, bytes]:
    """Return the parts that only a firm's own documents have."""
    foot = {f"word/{COVER_FOOT}": cover_foot(firm)} if has_cover_foot(firm) else {}
    return foot | ({f"word/{logo_part(firm.logo)}": firm.logo.content} if firm.logo else {})


def _app(firm: Firm) -> bytes:
    return _APP.format(company=f"<Company>{escape(firm.name)}</Company>" if firm.name else "").encode()


def _parts(firm: Firm) -> Iterator[tuple[str, str, str]]:
    """Yield the parts beside the document: relationship, name, and what kind of part each is."""
    yield "rId1", "styles.xml", "styles"
    yield "rId2", "settings.xml", "settings"
    yield "rId3", "numbering.xml", "numbering"
    for running in (UPRIGHT, LANDSCAPE):
        yield running.header_link, running.header, "header"
        yield running.footer_link, running.footer, "footer"
    if has_cover_foot(firm):
        yield COVER_FOOT_LINK, COVER_FOOT, "footer"


def _content_types(firm: Firm) -> bytes:
    root = etree.fromstring(f'<Types xmlns="{_TYPES}"/>')

    def add(name: str, **attributes: str) -> None:
        etree.SubElement(root, f"{{{_TYPES}}}{name}", attrib=attributes)

    add("Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml")
    add("Default", Extension="xml", ContentType="application/xml")
    if firm.logo:
        add("Default", Extension=firm.logo.ending, ContentType=f"image/{firm.logo.ending}")
    add("Override", PartName="/word/document.xml", ContentType=f"{_WORD}.document.main+xml")
    for _, name, kind in _parts(firm):
        add("Override", PartName=f"/word/{name}", ContentType=f"{_WORD}.{kind}+xml")
    core, app = (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    add("Override", PartName="/docProps/core.xml", ContentType=core)
    add("Override", PartName="/docProps/app.xml", ContentType=app)
    return serialise(root)


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    for link, (kind, target) in targets.items():
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attrib={"Id": link, "Type": kind, "Target": target})
    return serialise(root)


def _package_relations() -> bytes:
    return _relations(
        {
            "rId1": (f"{R}/officeDocument", "word/document.xml"),
            "rId2": (_CORE_TYPE, "docProps/core.xml"),
            "rId3": (f"{R}/extended-properties", "docProps/app.xml"),
        }
    )


def _document_relations(firm: Firm) -> bytes:
    mark = {LOGO_LINK: (f"{R}/image", logo_part(firm.logo))} if firm.logo else {}
    return _relations({link: (f"{R}/{kind}", name) for link, name, kind in _parts(firm)} | mark)


def _settings(style: HouseStyle) -> bytes:
    """Return settings of a current version of Word, so that no file opens in compatibility mode."""
    mode: dict[str, str | float] = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": 15,
    }
    return serialise(
        w(
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=709),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", w("compatSetting", **mode)),
            w("themeFontLang", val=style.language),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        )
    )


def _numbering() -> bytes:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("lvlText", val="–"),
        w("lvlJc", val="left"),
        ilvl=0,
    )
    definition: Element = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), level, abstractNumId=0)
    return serialise(w("numbering", definition, w("num", w("abstractNumId", val=0), numId=BULLETS)))
