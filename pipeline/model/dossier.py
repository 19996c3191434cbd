"""The PDF of a dossier: its cover, its contents list, and its chapters, each a document or a piece of evidence."""

from datetime import date

from msgspec import Struct

from pipeline.model.examined import OutlineMark
from pipeline.model.pack import Part


class Chapter(Struct, frozen=True):
    """One document or piece of evidence.

    A divider page goes before it where it has ``lines``, ``notes`` or ``alarms``: a line is a label with its words,
    an alarm a note that is set apart. ``pdf`` is
    empty where its pages are not shown; ``is_ours``: its structure was made here and goes with it. ``state`` and
    ``shade`` say how a document stands, ``instead`` where it is if it has no page here.
    """

    part: Part
    label: str
    title: str
    pdf: bytes = b""
    pages: int = 0
    outline: tuple[OutlineMark, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    is_ours: bool = False
    state: str = ""
    shade: str = ""
    instead: str = ""

    @property
    def has_divider(self) -> bool:
        """Whether a page of its own says what it is."""
        return bool(self.lines or self.notes or self.alarms)


class Attachment(Struct, frozen=True):
    """A file that is embedded in the PDF: its name, what it is in words, its kind (MIME), its bytes."""

    name: str
    what: str
    kind: str
    content: bytes


class Dossier(Struct, frozen=True):
    """All of it. ``facts`` are lines of the cover, ``day`` that of the revision, where it is known."""

    title: str
    system: str
    subject: str
    provider: str
    keywords: str
    language: str
    is_draft: bool
    day: date | None
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    attachments: tuple[Attachment, ...] = ()
