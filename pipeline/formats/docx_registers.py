"""The registers of a document: which point is answered where, by which evidence, and what changed when."""

from collections.abc import Iterator, Sequence

from pipeline.formats.docx_markup import Element, paragraph, value, words
from pipeline.formats.docx_table import cell, head, row, shaded_by, shares, table, tag_row
from pipeline.model.house_style import HouseStyle

Columns = Sequence[tuple[str, str, float]]
"""Name in the row, label, share of the width."""

_STYLES = {"digest": "Digest", "step": "TableLabel"}


def requirement_index(style: HouseStyle, width: float) -> Element:
    """Make the table of points of law: where each is answered, by which evidence, with which status."""
    label = style.words
    columns = (
        ("point", label.point, 3.3),
        ("requirement", label.requirement, 10.8),
        ("section", label.section, 4.6),
        ("evidence", label.evidence, 2.5),
        ("status", label.status, 3.5),
    )
    return register("requirement_index", columns, style, width, shaded="status")


def evidence_register(style: HouseStyle, width: float) -> Element:
    """Make the table of documents that prove an answer."""
    label = style.words
    columns = (
        ("id", label.id, 1.5),
        ("title", label.title, 4.3),
        ("file", label.file, 3.5),
        ("digest", label.digest, 5.2),
        ("date", label.date, 3.3),
        ("responsible", label.responsible, 3.9),
        ("supports", label.supports, 3.0),
    )
    return register("evidence_register", columns, style, width)


def revision_table(style: HouseStyle, width: float) -> Element:
    """Make the table of revisions: version, day, change, author, approval."""
    label = style.words
    columns = (
        ("revision", label.revision, 1.8),
        ("date", label.date, 3.1),
        ("change", label.change, 4.7),
        ("author", label.author, 3.7),
        ("approved", label.approved, 2.7),
    )
    return register("revisions", columns, style, width)


def register(name: str, columns: Columns, style: HouseStyle, width: float, shaded: str = "") -> Element:
    """Make a table with a row for each entry of a list of the context, or one that says that there is none.

    Args:
        name: what the template loops over.
        columns: name in the entry, label, share of the width.
        style: the house style.
        width: between the margins, in centimetres.
        shaded: name of the column that is shaded by its entry's ``shade``.
    """
    widths = shares(width, [share for _, _, share in columns])
    labels = [label for _, label, _ in columns]
    rows = _rows(name, [column for column, _, _ in columns], widths, style, shaded)
    return table(widths, [head(widths, labels, style), *rows], description=", ".join(labels))


def _rows(
    name: str, columns: Sequence[str], widths: Sequence[float], style: HouseStyle, shaded: str
) -> Iterator[Element]:
    yield tag_row(f"for row in {name}", len(widths))
    yield row(
        *(
            cell(width, paragraph(_STYLES.get(column, "TableText"), *_shade(column, shaded), value(f"row.{column}")))
            for width, column in zip(widths, columns, strict=True)
        )
    )
    yield tag_row("else", len(widths))
    yield row(cell(sum(widths), paragraph("TableNote", words(style.words.nothing)), span=len(widths)))
    yield tag_row("endfor", len(widths))


def _shade(column: str, shaded: str) -> list[Element]:
    return [shaded_by("row.shade")] if column == shaded else []
