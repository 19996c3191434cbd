"""Tables of fixed layout: widths in the grid and in every cell, heads that repeat, rows that stay whole."""

from collections.abc import Iterable, Sequence

from pipeline.formats.docx_markup import Element, control, paragraph, paragraph_tag, qn, twips, w, words
from pipeline.model.house_style import HouseStyle


def cell(width: float, *content: Element, span: int = 1, shade: str = "", align: str = "") -> Element:
    """Make a cell; its content has to end with a paragraph."""
    properties = w(
        "tcPr",
        w("tcW", w=twips(width), type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("shd", val="clear", color="auto", fill=shade) if shade else None,
        w("vAlign", val=align) if align else None,
    )
    return w("tc", properties, *content)


def row(*cells: Element, repeated: bool = False, height: float = 0) -> Element:
    """Make a row that no page break splits; a repeated one stands again on every page."""
    properties = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=twips(height), hRule="atLeast") if height else None,
        w("tblHeader") if repeated else None,
    )
    return w("tr", properties, *cells)


def head(widths: Sequence[float], labels: Iterable[str], style: HouseStyle) -> Element:
    """Make the repeated head of a table."""
    cells = (
        cell(width, paragraph("TableHeading", words(label)), shade=style.colour.accent, align="center")
        for width, label in zip(widths, labels, strict=True)
    )
    return row(*cells, repeated=True)


def kept_with_next(line: Element) -> Element:
    """Return a row that stands on the same page as what comes after it."""
    for style in line.iter(qn("pStyle")):
        style.addnext(w("keepNext"))
    return line


def tag_row(statement: str, columns: int) -> Element:
    """Make a row that is a control tag and vanishes when rendered."""
    spanning = w("tcPr", w("gridSpan", val=columns)) if columns > 1 else None
    return w("tr", w("tc", spanning, paragraph_tag(statement, takes="tr")))


def shaded_by(name: str) -> Element:
    """Make the tag that shades its cell with a colour of the context; it stands in the cell's paragraph."""
    return control(f"cellbg {name}")


def table(widths: Sequence[float], rows: Iterable[Element], *, description: str, ruled: bool = True) -> Element:
    """Make a table.

    Args:
        widths: of the columns, in centimetres.
        rows: in order, tags among them.
        description: what the table shows, for a reader that cannot see it.
        ruled: whether hairlines stand between the rows.
    """
    exact = [twips(width) for width in widths]
    properties = w(
        "tblPr",
        w("tblStyle", val="DossierTable" if ruled else "TableNormal"),
        w("tblW", w=sum(exact), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=description),
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=length) for length in exact)), *rows)


def table_end() -> Element:
    """Make the small paragraph that keeps a table from running into what comes after it."""
    return w("p", w("pPr", w("pStyle", val="TableEnd")))


def shares(total: float, weights: Sequence[float]) -> list[float]:
    """Divide a width by weights, to a hundredth of a centimetre; the last takes what rounding leaves."""
    widths = [round(total * weight / sum(weights), 2) for weight in weights]
    widths[-1] = round(total - sum(widths[:-1]), 2)
    return widths
