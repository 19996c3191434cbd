"""A Word template as its author sees it: which names it uses, for what, and where each stands."""

from enum import StrEnum

from msgspec import Struct

from pipeline.model.finding import Finding


class Spot(Struct, frozen=True):
    """A place in a template, told as a person would look for it; what does not apply is empty or 0.

    ``part`` is the package's part, ``where`` what people call it (body, header, footer, footnote, properties, chart);
    ``heading`` the nearest one above; ``paragraph`` counts within the part, ``table`` within the part, ``row`` and
    ``cell`` within the table, all from 1; ``below`` counts paragraphs under the heading, outside tables, as people
    do; ``excerpt`` is the text around it.
    """

    part: str
    where: str = "body"
    heading: str = ""
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    excerpt: str = ""
    below: int = 0


class Use(StrEnum):
    """What a template does with a name."""

    PRINTED = "printed"
    LOOPED = "looped"
    ASKED = "asked"


class Naming(Struct, frozen=True):
    """One name in a tag: its path with loop variables resolved, so that ``row.name`` reads ``data.data_sets[].name``.

    ``written`` is what the tag itself says.
    """

    path: str
    written: str
    use: Use
    spot: Spot


class TemplateReading(Struct, frozen=True):
    """What was read of a template: names in the order of the parts and their text, its headings, and what is wrong.

    ``headings`` are the texts of its paragraphs in a heading style, without tags. Where ``findings`` holds an error of
    syntax, ``names`` is empty: what follows from it would only be noise. ``spots`` runs beside ``findings``: where each
    stands, for who writes remarks into the file; a finding about the whole file has a spot without a part. ``zones``
    are the keys of the places in which a person may write, in order.
    """

    names: tuple[Naming, ...]
    headings: tuple[str, ...]
    findings: tuple[Finding, ...]
    spots: tuple[Spot, ...] = ()
    zones: tuple[str, ...] = ()
