"""The house style: the measures, colours and recurring words of every printed document."""

from typing import Annotated

from msgspec import Meta, Struct

Centimetres = Annotated[float, Meta(ge=0, le=60)]
Points = Annotated[float, Meta(ge=4, le=96)]
Spacing = Annotated[float, Meta(ge=0, le=200)]
Paint = Annotated[str, Meta(pattern="^[0-9A-Fa-f]{6}$")]
Font = Annotated[str, Meta(min_length=1, max_length=60)]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet and its margins, in centimetres."""

    width: Centimetres
    height: Centimetres
    left: Centimetres
    right: Centimetres
    top: Centimetres
    bottom: Centimetres
    header: Centimetres
    footer: Centimetres

    def text_width(self, *, landscape: bool) -> float:
        """Return the width between the margins, in centimetres."""
        return round((self.height if landscape else self.width) - self.left - self.right, 2)


class Colour(Struct, frozen=True, forbid_unknown_fields=True):
    """Colours as six hexadecimal digits."""

    text: Paint
    accent: Paint
    muted: Paint
    line: Paint
    panel: Paint
    draft: Paint
    gap: Paint


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """Running text: sizes and spacing in points, the line as a multiple of single."""

    font: Font
    size: Points
    line: Annotated[float, Meta(ge=0.8, le=3)]
    after: Spacing
    title: Points
    subtitle: Points
    small: Points
    running: Points


class Heading(Struct, frozen=True, forbid_unknown_fields=True):
    """One level of heading, in points."""

    size: Points
    before: Spacing
    after: Spacing


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables: text in points, padding of a cell in centimetres."""

    size: Points
    padding_vertical: Centimetres
    padding_horizontal: Centimetres
    line: Annotated[float, Meta(ge=0, le=6)]
    digest: Points
    digest_font: Font


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that every document prints beside its facts."""

    document_control: str
    revisions: str
    contents: str
    number: str
    system_version: str
    revision: str
    status: str
    system: str
    provider: str
    edition: str
    checked_on: str
    classification: str
    prepared_by: str
    approved_by: str
    approved_on: str
    table: str
    figure: str
    date: str
    change: str
    author: str
    approved: str
    point: str
    requirement: str
    section: str
    evidence: str
    id: str
    title: str
    file: str
    digest: str
    responsible: str
    supports: str
    nothing: str
    topic: str
    outcome: str
    points: str
    reasons: str
    number_short: str
    question: str
    answer: str
    deciding: str
    tested: str
    result: str
    answers: str
    follows: str
    applies: str
    act: str
    unsettled: str
    taken: str
    otherwise: str
    still_open: str
    said: str
    applies_from: str
    who: str
    preconditions: str
    signature: str
    zone: str
    page: str
    of: str
    end: str


class HouseStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How documents look, and the words that recur in them."""

    language: str
    label_width: Centimetres
    page: Page
    colour: Colour
    text: Text
    heading: tuple[Heading, Heading, Heading]
    table: Table
    shade: dict[str, Paint]
    words: Words
