"""The words of a page over many systems, and how it marks codes: everything on it that is no answer."""

from msgspec import Struct


class LegendEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a legend: a sign in the look of what it explains, and what it means."""

    words: str
    sign: str = ""
    look: str = ""


class LegendGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """What belongs together in a legend."""

    title: str
    entry: tuple[LegendEntry, ...]


class PageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Every word of the page.

    ``count`` has a form for one and a form for several. ``tone`` is the colour of an outcome by its code, and its order
    the order in which outcomes are sorted; ``state`` has sign, words and tone of a document's state; ``standing`` sign
    and words of a cell, the gravest first; what is not named in them is printed as it is.
    """

    language: str
    page: dict[str, str]
    head: dict[str, str]
    count: dict[str, tuple[str, str]]
    column: dict[str, str]
    say: dict[str, str]
    control: dict[str, str]
    footer: dict[str, str]
    tone: dict[str, str]
    state: dict[str, tuple[str, str, str]]
    standing: dict[str, tuple[str, str]]
    severity: dict[str, str]
    priority: dict[str, str]
    support_state: dict[str, str]
    in_scope: dict[str, str]
    legend: tuple[LegendGroup, ...]
