"""A matrix as a native table: heads for rows and columns, words in every cell, and a shade that repeats them."""

from collections.abc import Iterator

from pipeline.formats.docx_look import FigureLook
from pipeline.formats.docx_markup import XML_SPACE, Element, qn, twips, w
from pipeline.formats.docx_table import cell, row, shares
from pipeline.model.figure import Matrix, MatrixCell

_HEAD_SHARE, _CELL_SHARE = 2.4, 4.0
_ROOM = (("top", 50), ("left", 100), ("bottom", 50), ("right", 100))
_WHITE = "FFFFFF"
_SMALL, _PLAIN, _HEAVY = 15, 18, 24
"""Text sizes in half points, and the width of a line in eighths of a point."""


def matrix_table(matrix: Matrix, look: FigureLook, width: float) -> Element:
    """Make the table of a matrix.

    Args:
        matrix: what stands in it.
        look: font and colours.
        width: of the text, in centimetres.
    """
    widths = shares(width, (_HEAD_SHARE, *(_CELL_SHARE for _ in matrix.heads)))
    exact = [twips(each) for each in widths]
    ruled = w("tblBorders", *_borders(look.line))
    properties = w(
        "tblPr",
        w("tblW", w=sum(exact), type="dxa"),
        ruled,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=room, type="dxa") for side, room in _ROOM)),
        w("tblLook", val="0480", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
        w("tblDescription", val=matrix.alt),
    )
    grid = w("tblGrid", *(w("gridCol", w=length) for length in exact))
    return w("tbl", properties, grid, *_rows(matrix, look, widths))


def _rows(matrix: Matrix, look: FigureLook, widths: list[float]) -> Iterator[Element]:
    corner = [f"{matrix.down} ↓", f"{matrix.across} →"]
    heads = (_head(width, [head], look) for width, head in zip(widths[1:], matrix.heads, strict=True))
    yield row(_head(widths[0], corner, look), *heads, repeated=True)
    for line in matrix.rows:
        cells = (_crossing(width, each, look) for width, each in zip(widths[1:], line.cells, strict=True))
        yield row(_head(widths[0], [line.head], look), *cells)
    if matrix.after:
        cells = (_crossing(width, each, look) for width, each in zip(widths[1:], matrix.after.cells, strict=True))
        yield _parted(row(_head(widths[0], [matrix.after.head], look), *cells), look)


def _parted(last: Element, look: FigureLook) -> Element:
    """Return a row with a heavy line above it: it belongs to the table and not to its crossings."""
    for properties in last.iter(qn("tcPr")):
        heavy = w("tcBorders", w("top", val="single", sz=_HEAVY, space=0, color=look.accent))
        properties.insert(1, heavy)
    return last


def _borders(colour: str) -> Iterator[Element]:
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        yield w(side, val="single", sz=4, space=0, color=colour)


def _head(width: float, lines: list[str], look: FigureLook) -> Element:
    return cell(width, *(_line(text, _WHITE, look, bold=True) for text in lines), shade=look.accent, align="center")


def _crossing(width: float, crossing: MatrixCell, look: FigureLook) -> Element:
    place = _line(crossing.place, look.muted, look, size=_SMALL)
    return cell(width, place, _line(crossing.entries, look.text, look), shade=crossing.shade, align="center")


def _line(text: str, colour: str, look: FigureLook, *, size: int = _PLAIN, bold: bool = False) -> Element:
    """Make a paragraph in the template's style for cells, where it has one."""
    style = w("pStyle", val="TableText") if "TableText" in look.styles else None
    spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
    content = w("t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    marks = w("rPr", w("b") if bold else None, w("color", val=colour), w("sz", val=size), w("szCs", val=size))
    return w("p", w("pPr", style, w("keepNext"), spacing), w("r", marks, content))
