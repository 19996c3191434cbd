"""What a template sees: formatted values, gaps, and nothing that could decide anything."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NoReturn

from msgspec import Struct, field

from pipeline.model.figure import Figure

GAP_OPEN, GAP_CLOSE = "\ufdd0", "\ufdd1"
"""Mark a gap's number in rendered text; no answer holds them, because cleaning removes noncharacters."""


class Gap(Struct, frozen=True):
    """A fact that is missing where a document needs it.

    Prints as its number between two noncharacters; a step after rendering puts the marker there, in its own
    character style and with a comment. It has no truth value: a template that asks for one would decide over
    a fact that nobody stated.
    """

    number: int
    path: str
    marker: str
    comment: str

    def __str__(self) -> str:
        """Return the placeholder that the step after rendering replaces."""
        return f"{GAP_OPEN}{self.number}{GAP_CLOSE}"

    def __bool__(self) -> NoReturn:
        """Refuse to be asked whether it holds."""
        raise TypeError(f"{self.path} is missing: a template may print it, not decide over it")


class View:
    """Read-only attributes over formatted values: what ``{{ data.setting }}`` reads."""

    __slots__ = ("_entries",)

    _entries: Mapping[str, object]

    def __init__(self, entries: Mapping[str, object]) -> None:
        """Hold the entries; they are not copied."""
        object.__setattr__(self, "_entries", entries)

    def __getattr__(self, name: str) -> object:
        """Return an entry by name.

        Raises:
            AttributeError: there is no such entry (a strict environment turns this into a template error).
        """
        try:
            return self._entries[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a template changes nothing."""
        raise AttributeError(f"{name} cannot be set")

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the entries."""
        return iter(self._entries)


def entries_of(view: View) -> Mapping[str, object]:
    """Return the entries of a view, of any name."""
    return view._entries  # noqa: SLF001 - a method of the class would stand in the way of an entry of its name


class Picture(Struct, frozen=True):
    """A picture to print: its file's name and bytes, and what it shows in words."""

    name: str
    content: bytes
    alt: str


class Properties(Struct, frozen=True):
    """What the file says of itself to Word and to a reader program; ``origin`` is kept in it and shown nowhere."""

    title: str
    subject: str
    author: str
    keywords: str
    language: str
    day: date | None
    origin: str = ""


class Context(Struct, frozen=True):
    """Everything that goes into one document, and what has to be found in it afterwards.

    ``values`` are the roots that a template may name: the sections of the profile (``purpose``, ``data`` ...) as
    View of text, Gap or tuple of row Views; ``document``, ``firm``, ``sections``, ``statements``,
    ``requirement_index``, ``evidence_register``, ``revisions`` and ``preconditions``. ``pictures`` go by the path of
    their fact with full stops as underscores, ``figures`` by the name of their block; where nothing can be drawn, they
    hold what stands in the figure's place. ``headings`` and ``printed`` are looked for in the produced document.
    """

    deliverable: str
    language: str
    values: Mapping[str, object]
    properties: Properties
    gaps: tuple[Gap, ...] = ()
    pictures: Mapping[str, tuple[Picture | Gap | str, ...]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    figures: Mapping[str, Figure | Gap | str] = field(default_factory=dict)
