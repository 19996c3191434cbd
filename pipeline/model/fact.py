"""Facts: the places of the profile by path, and how one is named in a table, in a row and in a question."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.model.scalar import Kind

ROWS = "[]"
"""Stands in the path of a column for the id of any row: ``data.data_sets[].provenance``."""

EXTRA = "extra"
"""The section of a firm's own facts: its questions declare them, each with its kind."""

FACT_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""How a fact is named in a section."""


class Fact(Struct, frozen=True):
    """One place in the profile: its path, its kind and what its value may be.

    ``choices`` is empty where the questionnaire declares the entries of ``vocabulary``.
    """

    path: str
    kind: Kind
    unit: str = ""
    refers_to: str = ""
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """Path of the table that this fact is a column of, or nothing."""
        return self.path.partition(ROWS)[0] if ROWS in self.path else ""


class Facts(Mapping[str, Fact]):
    """Facts by path; going through them gives those that are named.

    A path in a section that is open to declarations is looked up as an answer of yes or no.
    """

    def __init__(self, named: Iterable[Fact], open_sections: Iterable[str]) -> None:
        """Hold the facts that are named, and the sections that hold others besides."""
        self._named = {fact.path: fact for fact in named}
        self._open = frozenset(open_sections)

    def __getitem__(self, path: str) -> Fact:
        """Return a fact.

        Raises:
            KeyError: there is no such fact, and none can be declared at that path.
        """
        if path in self._named:
            return self._named[path]
        section, _, name = path.partition(".")
        if section in self._open and FACT_NAME.fullmatch(name):
            return Fact(path, Kind.YES_NO)
        raise KeyError(path)

    def and_also(self, declared: Iterable[Fact]) -> "Facts":
        """Return these facts and those that declarations name besides."""
        return Facts((*self._named.values(), *declared), self._open)

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def asked_as(path: str) -> str:
    """Return the id of the question that asks for a fact, for a column or a cell that of its table."""
    return path.partition("[")[0]


def fact_at(path: str) -> str:
    """Return the path of the fact that stands at a place: ``table[].column`` for the cell of a row."""
    head, bracket, tail = path.partition("[")
    return f"{head}{ROWS}{tail.partition(']')[2]}" if bracket else path


def is_extra(path: str) -> bool:
    """Tell whether a path is that of a firm's own fact, of its column or its cell."""
    return path.startswith(f"{EXTRA}.")
