"""What the tool has to say about a file or an answer: a value, never an exception."""

from msgspec import Struct

from pipeline.model.severity import Severity

__all__ = ["Finding", "Place", "Severity"]


# Thousands are made for a system and none is part of a circle: the collector need not look at them.
class Place(Struct, frozen=True, gc=False):
    """Where a finding stands: a cell of a workbook, a key of a declaration, or a place in a document.

    Only what is known is filled; an empty field is left out of every print.
    """

    workbook: str = ""
    sheet: str = ""
    cell: str = ""
    question: str = ""
    template: str = ""
    document: str = ""
    part: str = ""
    paragraph: str = ""
    excerpt: str = ""
    file: str = ""
    key: str = ""


class Finding(Struct, frozen=True):
    """One thing found: what is wrong, where, why it matters in law, and what to do.

    ``values`` are those with which its words were filled, for saying the same in another language.
    """

    code: str
    severity: Severity
    message: str
    at: Place
    cites: tuple[str, ...] = ()
    hint: str = ""
    values: tuple[tuple[str, str], ...] = ()
