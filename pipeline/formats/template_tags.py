"""The tags of a template as they are written: what each says, and by which mark it takes its paragraph or row away."""

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

MOST_BETWEEN_BRACES = 2_000
_TAG = re.compile(
    rf"\{{\{{(.{{0,{MOST_BETWEEN_BRACES}}}?)\}}\}}|\{{%(.{{0,{MOST_BETWEEN_BRACES}}}?)%\}}|\{{#(.{{0,{MOST_BETWEEN_BRACES}}}?)#\}}",
    re.DOTALL,
)
"""No end is looked for further away, so that openers without one cost little."""

_PIECE = re.compile(r"\{[{%#]|[%#}]\}|\{_[{%]|[%}]_\}")
_PREFIX = re.compile(r"(tr|tc|p|r) ")
_QUOTES = str.maketrans(dict.fromkeys("“”„", '"') | dict.fromkeys("\u2018\u2019\u201a", "'"))
"""Word sets quotation marks as it sees fit, also within tags."""

OPENERS = re.compile(r"\{[{%#]")


class Kind(Enum):
    """What a tag is: it prints, it says something about what follows, or it is a remark of its author."""

    PRINT = 1
    STATEMENT = 2
    COMMENT = 3


class Tag(Struct, frozen=True):
    """One tag.

    ``written`` is the whole tag, ``says`` what stands in it, with straight quotation marks, without the prefix that
    makes it take away its paragraph, row, cell or run. ``start`` and ``end`` are its place in the paragraph's text.
    """

    written: str
    kind: Kind
    prefix: str
    says: str
    start: int
    end: int

    @property
    def verb(self) -> str:
        """The first word of a statement."""
        return self.says.split(None, 1)[0] if self.kind is Kind.STATEMENT and self.says else ""


def tags_of(text: str) -> Iterator[Tag]:
    """Yield the tags in the text of a paragraph."""
    for found in _TAG.finditer(text):
        kind = Kind(found.lastindex or 1)
        inner = (found[kind.value] or "").translate(_QUOTES)
        prefix = match[1] if (match := _PREFIX.match(inner)) else ""
        says = inner[len(prefix) :] if prefix else inner.removeprefix("-").removeprefix("+")
        says = " ".join(says.removesuffix("-").removesuffix("+").split())
        yield Tag(found[0], kind, prefix, says, found.start(), found.end())


def stray_piece(text: str, tags: tuple[Tag, ...]) -> tuple[int, str] | None:
    """Return the first piece of a tag that stands outside all tags, and where.

    Args:
        text: of a paragraph.
        tags: found in it.
    """
    last = 0
    for start, end in (*((tag.start, tag.end) for tag in tags), (len(text), len(text))):
        if found := _PIECE.search(text, last, start):
            return found.start(), found[0]
        last = end
    return None


def without_tags(text: str) -> str:
    """Return text as it stands without its tags, white space folded."""
    return " ".join(_TAG.sub(" ", text).split())
