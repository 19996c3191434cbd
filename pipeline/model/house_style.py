"""The house style: the measures, colours and recurring words of every printed document."""

from msgspec import Struct


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The sheet and its margins, in centimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float

    def text_width(self, *, landscape: bool) -> float:
        """Return the width between the margins, in centimetres."""
        return round((self.height if landscape else self.width) - self.left - self.right, 2)


class Colour(Struct, frozen=True, forbid_unknown_fields=True):
    """Colours as six hexadecimal digits."""

    text: str
    accent: str
    muted: str
    line: str
    panel: str
    draft: str
    gap: str


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """Running text: sizes and spacing in points, the line as a multiple of single."""

    font: str
    size: float
    line: float
    after: float
    title: float
    subtitle: float
    small: float
    running: float


class Heading(Struct, frozen=True, forbid_unknown_fields=True):
    """One level of heading, in points."""

    size: float
    before: float
    after: float


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables: text in points, padding of a cell in centimetres."""

    size: float
    padding_vertical: float
    padding_horizontal: float
    line: float
    digest: float
    digest_font: str


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
    page: str
    of: str
    end: str


class HouseStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """How documents look, and the words that recur in them."""

    language: str
    label_width: float
    page: Page
    colour: Colour
    text: Text
    heading: tuple[Heading, Heading, Heading]
    table: Table
    shade: dict[str, str]
    words: Words
