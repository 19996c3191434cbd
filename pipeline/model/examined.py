"""What was found of a PDF of evidence before its pages go into a dossier."""

from enum import StrEnum

from msgspec import Struct


class Showing(StrEnum):
    """Whether the pages of a file can be shown, else why not."""

    SHOWN = "shown"
    LOCKED = "locked"
    BROKEN = "broken"
    OTHER = "other"
    LARGE = "large"


class OutlineMark(Struct, frozen=True):
    """One entry of a PDF's outline: its words, its page counted from 0, and how deep it stands, from 0."""

    title: str
    page: int
    depth: int


class Limits(Struct, frozen=True):
    """What a PDF may have: pages, bytes of one stream and of all when unpacked, objects that its pages reach."""

    pages: int = 2_000
    stream: int = 400_000_000
    streams: int = 2_000_000_000
    objects: int = 300_000


class Examined(Struct, frozen=True):
    """A PDF as it may be shown: ``pdf`` holds its pages and nothing that does something of itself.

    ``why`` says why it cannot be shown, ``mended`` what is wrong with the file all the same, ``restricted`` what its
    author does not want done with it; ``removed`` counts what was left out, by name; ``signed`` counts signatures.
    """

    showing: Showing
    why: str = ""
    pdf: bytes = b""
    pages: int = 0
    outline: tuple[OutlineMark, ...] = ()
    removed: tuple[tuple[str, int], ...] = ()
    signed: int = 0
    restricted: str = ""
    mended: str = ""
