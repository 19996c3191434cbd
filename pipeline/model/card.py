"""A source that a client already has, as it was read: flat metadata, and text under headings."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from pipeline.model.imports import SourceKind

Plain = str | bool | int | Decimal | None
"""A single value of a source; figures with a point are kept as they are spelled, for 1.10 may be a version."""

LeafPath = tuple[str | int, ...]
"""Keys, and places in lists, from the top of the metadata down to a value."""


class Leaf(Struct, frozen=True):
    """A single value of the metadata and where it stands."""

    path: LeafPath
    value: Plain


class Block(Struct, frozen=True):
    """A paragraph, an item of a list, a table or code as plain text.

    One that begins with words in bold and a colon, ``**Developed by:** us``, has these as its label.
    """

    text: str
    label: str = ""
    is_item: bool = False

    @property
    def line(self) -> str:
        """The text with its label before it."""
        mark = "- " if self.label and self.is_item else ""
        return f"{mark}{self.label}: {self.text}".rstrip() if self.label else self.text


class Passage(Struct, frozen=True):
    """A heading and what stands below it up to the next heading; level 0 is what stands before the first."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


class Card(Struct, frozen=True):
    """One source by the path of its file; ``unread`` is metadata that could not be read, as it stands there."""

    kind: SourceKind
    name: str
    leaves: tuple[Leaf, ...] = ()
    passages: tuple[Passage, ...] = ()
    unread: str = ""


def text_below(blocks: Sequence[Block]) -> str:
    """Return blocks as one text: items of a list as lines, everything else as paragraphs."""
    shown = ""
    for place, block in enumerate(blocks):
        are_items = place > 0 and block.is_item and blocks[place - 1].is_item
        shown += ("\n" if are_items else "\n\n") * (place > 0) + block.line
    return shown
