"""What loops repeat with their text and what may be there once only: bookmarks and ids that Word put in."""

from collections import Counter

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_zone_mark import make_nameless, zone_controls

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def keep_first(body: Element) -> None:
    """Keep the first of each bookmark and zone, and of each id of a control or paragraph, as Word does on reading.

    Args:
        body: of the rendered document; changed in place.
    """
    _bookmarks(body)
    ids: set[str | None] = set()
    keys: set[str] = set()
    for key, control in zone_controls(body):
        if key in keys:
            make_nameless(control)
        keys.add(key)
    for control in list(body.iter(qn("sdtPr"))):
        number = control.find(qn("id"))
        if number is not None and number.get(qn("val")) in ids:
            control.remove(number)
        elif number is not None:
            ids.add(number.get(qn("val")))
    paragraphs: set[str] = set()
    for paragraph in body.iter(qn("p"), qn("tr")):
        own = str(paragraph.get(_PARAGRAPH_ID) or "")
        if own in paragraphs:
            del paragraph.attrib[_PARAGRAPH_ID]
        elif own:
            paragraphs.add(own)


def _bookmarks(body: Element) -> None:
    names: set[str | None] = set()
    ids: set[str | None] = set()
    without_start: Counter[str | None] = Counter()
    for mark in list(body.iter(qn("bookmarkStart"), qn("bookmarkEnd"))):
        number, parent = mark.get(qn("id")), mark.getparent()
        is_again = without_start[number] > 0
        if mark.tag == qn("bookmarkStart"):
            is_again = number in ids or mark.get(qn("name")) in names
            without_start[number] += is_again
            ids.add(number)
            names.add(mark.get(qn("name")))
        else:
            without_start[number] -= is_again
        if is_again and parent is not None:
            parent.remove(mark)
