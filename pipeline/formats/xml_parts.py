"""The XML parts of a package, parsed strictly: no entities, no network, no repair."""

from collections.abc import Mapping

from lxml import etree

from pipeline.formats.docx_markup import Element


def parse_parts(parts: Mapping[str, bytes]) -> tuple[dict[str, Element], tuple[str, ...]]:
    """Parse every XML part strictly, without entities and without a network.

    Args:
        parts: content by part name.

    Returns:
        The roots by part name, and a complaint for each part that is not well-formed or has a document type.
    """
    roots, complaints = {}, []
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            complaints.append(f"{name} declares a document type")
            continue
        try:
            roots[name] = etree.fromstring(
                content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            )
        except etree.XMLSyntaxError as error:
            if name.endswith(".vml"):
                # Excel itself writes drawings of notes that are no XML.
                continue
            complaints.append(f"{name} is not well-formed: {error}")
    return roots, tuple(complaints)
