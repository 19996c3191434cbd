"""Places in the markup of a part: where the run or paragraph around something begins and ends, found without parsing.

The markup was well-formed when it was compiled, and what is printed in it is escaped: a sign ``<`` begins an element
or ends one. Rendered markup is changed a few places at a time; parsing all of it takes longer than rendering it.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_START = re.compile(r"[ >/]")
_PROPERTIES, _NO_PROPERTIES = "<w:rPr>", "<w:rPr/>"


class Run(Struct, frozen=True):
    """A run: where it begins, where its content begins, and its properties as markup."""

    start: int
    content: int
    properties: str


def occurrences(markup: str, text: str) -> Iterator[int]:
    """Yield where a text stands in markup, in order."""
    at = markup.find(text)
    while at >= 0:
        yield at
        at = markup.find(text, at + len(text))


def opening_before(markup: str, tag: str, at: int) -> int:
    """Return where the last element of a kind begins before a place; -1 where there is none.

    Args:
        markup: of a part.
        tag: such as ``w:p``.
        at: the place.
    """
    found = markup.rfind(f"<{tag}", 0, at)
    while found >= 0 and not _START.match(markup, found + len(tag) + 1):
        found = markup.rfind(f"<{tag}", 0, found)
    return found


def element_end(markup: str, tag: str, start: int) -> int:
    """Return where an element ends that begins at a place, elements of its kind within it counted.

    Args:
        markup: of a part.
        tag: of the element.
        start: where it begins.
    """
    opened = markup.index(">", start) + 1
    if markup[opened - 2] == "/":
        return opened
    depth, at = 1, opened
    while depth:
        end = markup.index(f"</{tag}>", at)
        depth += _opened_between(markup, tag, at, end) - 1
        at = end + len(tag) + 3
    return at


def _opened_between(markup: str, tag: str, start: int, end: int) -> int:
    count, at = 0, markup.find(f"<{tag}", start, end)
    while at >= 0:
        count += markup[at + len(tag) + 1] in " >" and markup[markup.index(">", at) - 1] != "/"
        at = markup.find(f"<{tag}", at + 1, end)
    return count


def run_around(markup: str, at: int) -> Run:
    """Return the run that a place of its content belongs to.

    Args:
        markup: of a part.
        at: the place, after the properties of the run.
    """
    start = opening_before(markup, "w:r", at)
    content = markup.index(">", start) + 1
    properties = ""
    if markup.startswith(_PROPERTIES, content):
        end = element_end(markup, "w:rPr", content)
        content, properties = end, markup[content:end]
    elif markup.startswith(_NO_PROPERTIES, content):
        content += len(_NO_PROPERTIES)
    return Run(start, content, properties)


def style_of(paragraph: str) -> str:
    """Return the id of the style that the markup of a paragraph names first; empty where it names none."""
    _, _, rest = paragraph.partition('<w:pStyle w:val="')
    return rest.partition('"')[0]
