"""What loops repeat with their text and what may be there once only: bookmarks and ids that Word put in."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.formats.docx_escape import in_ascii
from pipeline.formats.docx_markup import Element, qn, serialise
from pipeline.formats.docx_notes import strictly
from pipeline.formats.docx_zone_mark import make_nameless, zone_controls

_UNIQUE = re.compile(r"<w:bookmarkStart |<w:sdtPr>| w14:paraId=")
_NAMED = (
    re.compile(r'<w:bookmarkStart [^>]*?(w:name="[^"]*")'),
    re.compile(r'<w:bookmarkStart [^>]*?(w:id="[^"]*")'),
    re.compile(r'<w:tag (w:val="[^"]*")'),
    re.compile(r'(w14:paraId="[^"]*")'),
    re.compile(r"<w:sdtPr>(?:(?!</w:sdtPr>).)*<w:id (w:val=\"[^\"]*\")", re.DOTALL),
)
"""What is there once only: a mark by its name and number, a control by its tag and number, a paragraph by its id."""
_LOOP = re.compile(r"\{%-?\s*(for|endfor)\b")
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def may_repeat(source: str) -> bool:
    """Tell whether documents of a template may hold a bookmark, a control or an id of a paragraph more than once.

    Args:
        source: the markup of the body as Jinja reads it.
    """
    named = [each for marks in _NAMED for each in marks.findall(source)]
    return len(set(named)) < len(named) or any(_UNIQUE.search(body) for body in _loops(source))


def keep_first(markup: str) -> str:
    """Keep the first of each bookmark and zone, and of each id of a control or paragraph, as Word does on reading.

    Args:
        markup: of the part with the body, rendered.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    root = strictly(markup.encode())
    _keep_first(root)
    return in_ascii(serialise(root).decode())


def _loops(source: str) -> Iterator[str]:
    """Yield what stands between the first and the last tag of each outermost loop."""
    depth, start = 0, 0
    for tag in _LOOP.finditer(source):
        if tag[1] == "for":
            start = start if depth else tag.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield source[start : tag.start()]


def _keep_first(body: Element) -> None:
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
