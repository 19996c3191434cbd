"""The block for a signature: what is known of place, day and signatory, and the line to sign on."""

from collections.abc import Iterator, Mapping

from pipeline.formats.docx_fact_table import label_of
from pipeline.formats.docx_markup import Element, paragraph, value, w, words
from pipeline.formats.docx_table import cell, row, table
from pipeline.model.deliverable import Block
from pipeline.model.house_style import HouseStyle

_GUTTER = 0.8
_ROOM_TO_SIGN = 1.5
_ACROSS = 2


def signature(block: Block, labels: Mapping[str, str], style: HouseStyle, width: float) -> Element:
    """Make the signature block: two facts across, their names small above the lines, room to sign at the end.

    Args:
        block: its facts, in the order in which they are printed.
        labels: by path.
        style: the house style.
        width: between the margins, in centimetres.
    """
    half = round((width - _GUTTER) / _ACROSS, 2)
    return table(
        (half, _GUTTER, half),
        _rows(block, labels, style, half),
        description=style.words.signature,
        ruled=False,
    )


def _rows(block: Block, labels: Mapping[str, str], style: HouseStyle, half: float) -> Iterator[Element]:
    filled = [_filled(half, label_of(path, labels), path, style) for path in block.facts]
    room = _line(cell(half, paragraph("FieldName", words(style.words.signature)), paragraph("FieldValue")), style)
    odd = len(filled) % _ACROSS
    cells = [*filled, room] if odd else [*filled, room, cell(half, paragraph("FieldName"))]
    for left, right in zip(cells[::_ACROSS], cells[1::_ACROSS], strict=True):
        yield row(
            left,
            cell(_GUTTER, paragraph("FieldValue")),
            right,
            height=_ROOM_TO_SIGN if room in (left, right) else 0,
        )


def _filled(half: float, label: str, path: str, style: HouseStyle) -> Element:
    return _line(cell(half, paragraph("FieldName", words(label)), paragraph("FieldValue", value(path))), style)


def _line(of: Element, style: HouseStyle) -> Element:
    width = of[0][0]
    width.addnext(w("tcBorders", w("bottom", val="single", sz=4, space=0, color=style.colour.muted)))
    return of
