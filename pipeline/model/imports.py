"""Where sources that a client already has say what a form asks: model cards and JSON files, as data."""

from enum import StrEnum

from msgspec import Struct


class SourceKind(StrEnum):
    """What a form can be prefilled from besides profiles and workbooks."""

    MODEL_CARD = "model-card"
    JSON = "json"


class ImportPart(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where something is said: dotted ``keys`` of the metadata, ``headings`` of the text, in several spellings.

    Keys go through lists: what stands in a list is named like what stands alone. ``codes`` lead from what is said
    there to a choice.
    """

    id: str
    keys: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    codes: dict[str, str] = {}


class ImportColumn(ImportPart, frozen=True, kw_only=True):
    """A cell of each row: where it is said, or the one ``value`` that it has wherever the row says anything else.

    The same column may stand several times: texts are put below each other, of anything else the first that fits
    counts. ``words`` hold ``{}`` in the place of what the source says.
    """

    words: str = ""
    value: str = ""


class ImportEntry(ImportPart, frozen=True, kw_only=True):
    """What answers one fact.

    An entry for a table has columns; each place that one of its keys leads to gives a row, and without keys there is
    one row. ``file`` is where it is declared, set when the declarations are read.
    """

    of: tuple[SourceKind, ...]
    fact: str
    column: tuple[ImportColumn, ...] = ()
    file: str = ""


class Placeholder(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the usual templates that stand where nobody has written anything."""

    id: str
    words: str


class Imports(Struct, frozen=True):
    """All that is declared about such sources, in the order in which it counts."""

    entries: tuple[ImportEntry, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()

    def of(self, kind: SourceKind) -> tuple[ImportEntry, ...]:
        """Return what is said of one kind of source."""
        return tuple(entry for entry in self.entries if kind in entry.of)
