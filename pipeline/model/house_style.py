"""The house style: the measures, colours and recurring words of every printed document."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins, in centimetres."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

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


@dataclass(frozen=True, slots=True)
class Colour:
    """Colours as six hexadecimal digits."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    text: str
    accent: str
    muted: str
    line: str
    panel: str
    draft: str
    gap: str


@dataclass(frozen=True, slots=True)
class Text:
    """Running text: sizes and spacing in points, the line as a multiple of single."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    font: str
    size: float
    line: float
    after: float
    title: float
    subtitle: float
    small: float
    running: float


@dataclass(frozen=True, slots=True)
class Heading:
    """One level of heading, in points."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    size: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Table:
    """Tables: text in points, padding of a cell in centimetres."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    size: float
    padding_vertical: float
    padding_horizontal: float
    line: float
    digest: float
    digest_font: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words that every document prints beside its facts."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

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


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How documents look, and the words that recur in them."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    language: str
    label_width: float
    page: Page
    colour: Colour
    text: Text
    heading: tuple[Heading, Heading, Heading]
    table: Table
    shade: dict[str, str]
    words: Words
