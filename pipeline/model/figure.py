"""Figures: what a chart, a diagram or a matrix shows, as facts state it; how it looks is the template's matter."""

from msgspec import Struct

FIGURE_OPEN, FIGURE_CLOSE = "\ufdd2", "\ufdd3"
"""Mark a figure's name in rendered text, as gaps are marked; a step after rendering puts the figure there."""


class Amount(Struct, frozen=True):
    """A number, and the text that the table prints for it."""

    number: float
    label: str


class Series(Struct, frozen=True):
    """One set of bars: a name and an amount for each category, None where none is stated."""

    name: str
    amounts: tuple[Amount | None, ...]


class Panel(Struct, frozen=True):
    """Bars on one pair of axes, all in one unit, and what they show in words."""

    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str


class Chart(Struct, frozen=True):
    """Panels one below the other, and what is to be said beneath: which values are not stated or not drawn."""

    panels: tuple[Panel, ...]
    notes: tuple[str, ...] = ()


class Node(Struct, frozen=True):
    """A box: the id of its row, its words, and a second line."""

    id: str
    label: str
    detail: str = ""


class Link(Struct, frozen=True):
    """An arrow that an answer states, by the ids of the rows."""

    source: str
    target: str


class Diagram(Struct, frozen=True):
    """Boxes of a system with the arrows between them, and boxes outside it that no arrow is stated for."""

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    outside_title: str
    outside: tuple[Node, ...]
    alt: str
    notes: tuple[str, ...] = ()


class MatrixCell(Struct, frozen=True):
    """A crossing: its place in words, what stands there, and its shade as six hexadecimal digits."""

    place: str
    entries: str
    shade: str


class MatrixRow(Struct, frozen=True):
    """A row of crossings with its head."""

    head: str
    cells: tuple[MatrixCell, ...]


class Matrix(Struct, frozen=True):
    """Rows of a table where two of their columns cross; ``after`` has a row of its own, by the same degrees."""

    across: str
    down: str
    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    after: MatrixRow | None
    alt: str
    notes: tuple[str, ...] = ()


Figure = Chart | Diagram | Matrix


def words_of(figure: Figure) -> tuple[str, ...]:
    """Return what a figure shows in words, once for each drawing: by them it is known in a document."""
    return tuple(panel.alt for panel in figure.panels) if isinstance(figure, Chart) else (figure.alt,)


def needed_texts(figure: Figure) -> tuple[str, ...]:
    """Return the texts that have to be found in a document in which a figure stands.

    The words of a diagram stand in it whether or not there is room for its boxes, which may shorten them.
    """
    return (figure.alt, *figure.notes) if isinstance(figure, Diagram) else texts_of(figure)


def texts_of(figure: Figure) -> tuple[str, ...]:
    """Return every text that a figure may print."""
    found: list[str] = []
    match figure:
        case Chart():
            found = [text for panel in figure.panels for text in _of_panel(panel)]
        case Diagram():
            boxes = (*figure.nodes, *figure.outside)
            found = [text for box in boxes for text in (box.label, box.detail)]
            found += [figure.title, figure.outside_title, figure.alt]
        case _:
            rows = (*figure.rows, *((figure.after,) if figure.after else ()))
            found = [text for row in rows for cell in row.cells for text in (cell.place, cell.entries)]
            found += [figure.across, figure.down, *figure.heads, *(row.head for row in rows)]
    return tuple(text for text in (*found, *figure.notes) if text)


def _of_panel(panel: Panel) -> list[str]:
    labels = [amount.label for series in panel.series for amount in series.amounts if amount]
    return [panel.unit, *panel.categories, *(series.name for series in panel.series), *labels]
