"""Native charts of Word: bars with their numbers in the part itself, and no workbook behind them."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.formats.docx_escape import escaped
from pipeline.formats.docx_look import FigureLook
from pipeline.formats.docx_markup import XML_DECLARATION
from pipeline.formats.drawing_markup import declared, dml, outline, solid
from pipeline.model.figure import Amount, Panel, Series

CATEGORY_AXIS, VALUE_AXIS = 111, 112
_SIZE = 800
"""Text of charts, in hundredths of a point."""

_UPRIGHT_CATEGORIES, _UPRIGHT_LETTERS = 6, 12
"""Up to so many short names stand below upright bars; others stand beside bars that lie."""

_BAR, _BETWEEN, _FRAME, _LEGEND, _LINE = 0.42, 0.36, 1.5, 0.7, 0.36
_UPRIGHT_HEIGHT = 6.0
_LARGE, _TEN_THOUSAND = "#,##0", 10_000
_PER_CENT, _HALF, _WHOLE = "%", 50, 100
_GAP_WIDTH, _GAP_BESIDE_MANY = 70, 60
_LETTER, _NARROWEST, _WIDEST = 0.0105, 0.16, 0.40
"""Share of the width that a letter of a name takes, and the shares that names take at least and at most."""


def longest_name(panels: Iterable[Panel]) -> int:
    """Return the letters of the longest name below or beside the bars of a chart: its panels line up by it."""
    return max((len(name) for panel in panels for name in panel.categories), default=0)


def lies(panel: Panel, longest: int) -> bool:
    """Tell whether the bars lie: where there are many, or a name would not fit below one."""
    return len(panel.categories) > _UPRIGHT_CATEGORIES or longest > _UPRIGHT_LETTERS


def height_of(panel: Panel, longest: int) -> float:
    """Return how high a panel is drawn beside others with names so long, in centimetres."""
    legend = _LEGEND if len(panel.series) > 1 else 0
    if not lies(panel, longest):
        return _UPRIGHT_HEIGHT + legend
    letters = _share(longest) / _LETTER
    rows = (max(len(panel.series) * _BAR, _lines(name, letters) * _LINE) + _BETWEEN for name in panel.categories)
    return _FRAME + legend + sum(rows)


def chart_part(panel: Panel, longest: int, look: FigureLook, language: str) -> bytes:
    """Write the part of a chart.

    Args:
        panel: what it shows.
        longest: letters of the longest name in the chart.
        look: font and colours.
        language: of its words, as a tag such as ``en-GB``.
    """
    lying = lies(panel, longest)
    space = dml(
        "c:chartSpace",
        dml("c:date1904", val=0),
        dml("c:lang", val=language),
        dml("c:roundedCorners", val=0),
        dml(
            "c:chart",
            dml("c:autoTitleDeleted", val=1),
            dml(
                "c:plotArea",
                _layout(panel, longest),
                _bars(panel, look, lying=lying),
                *_axes(panel, look, lying=lying),
                _bare(),
            ),
            _legend(look) if len(panel.series) > 1 else None,
            dml("c:plotVisOnly", val=1),
            dml("c:dispBlanksAs", val="gap"),
        ),
        _bare(),
        _text(look.text, look),
    )
    return f"{XML_DECLARATION}{declared(space, 'c', 'a')}".encode()


def graphic(link: str) -> str:
    """Make what stands in the text for a chart: a reference to its part."""
    return dml(
        "a:graphicData",
        dml("c:chart", r_id=link),
        uri="http://schemas.openxmlformats.org/drawingml/2006/chart",
    )


def _share(longest: int) -> float:
    return min(_WIDEST, max(_NARROWEST, longest * _LETTER))


def _lines(name: str, letters: float) -> int:
    return int(len(name) // letters) + 1


def _layout(panel: Panel, longest: int) -> str:
    """Give the names as much room as they need; programs that lay out by themselves squeeze the bars."""
    if not lies(panel, longest):
        return dml("c:layout")
    height, legend = height_of(panel, longest), _LEGEND if len(panel.series) > 1 else 0
    left, top, below = _share(longest) + 0.02, 0.15, _FRAME - 0.15 + legend
    return dml(
        "c:layout",
        dml(
            "c:manualLayout",
            dml("c:layoutTarget", val="inner"),
            dml("c:xMode", val="edge"),
            dml("c:yMode", val="edge"),
            dml("c:x", val=f"{left:.4f}"),
            dml("c:y", val=f"{top / height:.4f}"),
            dml("c:w", val=f"{0.93 - left:.4f}"),
            dml("c:h", val=f"{1 - (top + below) / height:.4f}"),
        ),
    )


def _bars(panel: Panel, look: FigureLook, *, lying: bool) -> str:
    return dml(
        "c:barChart",
        dml("c:barDir", val="bar" if lying else "col"),
        dml("c:grouping", val="clustered"),
        dml("c:varyColors", val=0),
        *(_series(number, series, panel, look) for number, series in enumerate(panel.series)),
        dml("c:gapWidth", val=_GAP_WIDTH if len(panel.series) == 1 else _GAP_BESIDE_MANY),
        dml("c:axId", val=CATEGORY_AXIS),
        dml("c:axId", val=VALUE_AXIS),
    )


def _series(number: int, series: Series, panel: Panel, look: FigureLook) -> str:
    column, last = chr(ord("B") + number), len(panel.categories) + 1
    points = (
        dml("c:pt", dml("c:v", repr(amount.number)), idx=index)
        for index, amount in enumerate(series.amounts)
        if amount is not None
    )
    size = dml("c:ptCount", val=len(series.amounts))
    numbers = dml("c:numCache", dml("c:formatCode", "General"), size, *points)
    return dml(
        "c:ser",
        dml("c:idx", val=number),
        dml("c:order", val=number),
        dml("c:tx", _named(f"Sheet1!${column}$1", (series.name or panel.unit,))),
        dml("c:spPr", solid(look.bars[number]), dml("a:ln", dml("a:noFill"))),
        dml("c:invertIfNegative", val=0),
        _labels(series.amounts, look),
        dml("c:cat", _named(f"Sheet1!$A$2:$A${last}", panel.categories)),
        dml("c:val", dml("c:numRef", dml("c:f", f"Sheet1!${column}$2:${column}${last}"), numbers)),
    )


def _named(place: str, names: Sequence[str]) -> str:
    cached = (dml("c:pt", dml("c:v", escaped(name)), idx=index) for index, name in enumerate(names))
    return dml("c:strRef", dml("c:f", escaped(place)), dml("c:strCache", dml("c:ptCount", val=len(names)), *cached))


def _labels(amounts: Sequence[Amount | None], look: FigureLook) -> str:
    """Make the labels of the bars: the very text that the table prints, whatever a program makes of the number."""
    own = (
        dml("c:dLbl", dml("c:idx", val=index), dml("c:tx", _rich(amount.label, look.text, look)), *_shown())
        for index, amount in enumerate(amounts)
        if amount is not None
    )
    return dml("c:dLbls", *own, _bare(), _text(look.text, look), *_shown())


def _shown() -> Iterator[str]:
    yield dml("c:dLblPos", val="outEnd")
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        yield dml(f"c:show{name}", val=int(name == "Val"))


def _axes(panel: Panel, look: FigureLook, *, lying: bool) -> Iterator[str]:
    yield dml(
        "c:catAx",
        dml("c:axId", val=CATEGORY_AXIS),
        # Bars that lie begin with the first row at the top, as the table does.
        dml("c:scaling", dml("c:orientation", val="maxMin" if lying else "minMax")),
        dml("c:delete", val=0),
        dml("c:axPos", val="l" if lying else "b"),
        dml("c:numFmt", formatCode="General", sourceLinked=0),
        dml("c:majorTickMark", val="none"),
        dml("c:minorTickMark", val="none"),
        dml("c:tickLblPos", val="low"),
        dml("c:spPr", outline(look.muted)),
        _text(look.text, look),
        dml("c:crossAx", val=VALUE_AXIS),
        dml("c:crosses", val="autoZero"),
        dml("c:auto", val=0),
        dml("c:lblAlgn", val="ctr"),
        dml("c:lblOffset", val=60),
        dml("c:noMultiLvlLbl", val=1),
    )
    numbers = [amount.number for series in panel.series for amount in series.amounts if amount]
    # Bars begin at nought, or their lengths would not be to each other as the numbers are.
    start = dml("c:min", val=0) if min(numbers) >= 0 else None
    end = dml("c:max", val=_WHOLE) if panel.unit == _PER_CENT and _HALF < max(numbers) <= _WHOLE else None
    yield dml(
        "c:valAx",
        dml("c:axId", val=VALUE_AXIS),
        dml("c:scaling", dml("c:orientation", val="minMax"), end, start),
        dml("c:delete", val=0),
        dml("c:axPos", val="b" if lying else "l"),
        dml("c:majorGridlines", dml("c:spPr", outline(look.line, 0.25))),
        _title(panel, look, lying=lying) if _title_words(panel) else None,
        dml("c:numFmt", formatCode=_LARGE if max(map(abs, numbers)) >= _TEN_THOUSAND else "General", sourceLinked=0),
        dml("c:majorTickMark", val="none"),
        dml("c:minorTickMark", val="none"),
        dml("c:tickLblPos", val="nextTo"),
        dml("c:spPr", dml("a:ln", dml("a:noFill"))),
        _text(look.muted, look),
        dml("c:crossAx", val=CATEGORY_AXIS),
        dml("c:crosses", val="max" if lying else "autoZero"),
        dml("c:crossBetween", val="between"),
    )


def _title_words(panel: Panel) -> str:
    """Return what an axis measures: its unit, after the name of the only series."""
    only = panel.series[0].name if len(panel.series) == 1 else ""
    return ", ".join(part for part in (only, panel.unit) if part)


def _title(panel: Panel, look: FigureLook, *, lying: bool) -> str:
    return dml(
        "c:title",
        dml("c:tx", _rich(_title_words(panel), look.muted, look, turned=not lying)),
        dml("c:overlay", val=0),
    )


def _legend(look: FigureLook) -> str:
    return dml("c:legend", dml("c:legendPos", val="b"), dml("c:overlay", val=0), _bare(), _text(look.text, look))


def _bare() -> str:
    return dml("c:spPr", dml("a:noFill"), dml("a:ln", dml("a:noFill")))


def _letters(name: str, colour: str, look: FigureLook) -> str:
    font = dml("a:latin", typeface=look.font) if look.font else None
    return dml(name, solid(colour), font, sz=_SIZE, b=0)


def _text(colour: str, look: FigureLook) -> str:
    properties = dml("a:pPr", _letters("a:defRPr", colour, look))
    return dml("c:txPr", dml("a:bodyPr"), dml("a:lstStyle"), dml("a:p", properties, dml("a:endParaRPr")))


def _rich(text: str, colour: str, look: FigureLook, *, turned: bool = False) -> str:
    body = dml("a:bodyPr", rot=-5_400_000, vert="horz", wrap="none") if turned else dml("a:bodyPr", wrap="none")
    properties = dml("a:pPr", _letters("a:defRPr", colour, look))
    run = dml("a:r", _letters("a:rPr", colour, look), dml("a:t", escaped(text)))
    return dml("c:rich", body, dml("a:lstStyle"), dml("a:p", properties, run))
