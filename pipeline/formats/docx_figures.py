"""Figures in their places: after rendering, each tag of a figure becomes a chart, a diagram or a table."""

import re
from collections.abc import Mapping
from copy import deepcopy
from itertools import count

from msgspec import Struct

from pipeline.formats.docx_chart import chart_part, graphic, height_of, longest_name
from pipeline.formats.docx_diagram import diagram_run
from pipeline.formats.docx_look import FigureLook, look_of
from pipeline.formats.docx_markup import Element, R, qn, w
from pipeline.formats.docx_matrix import matrix_table
from pipeline.formats.docx_notes import CHART
from pipeline.formats.drawing_markup import NAMES, emu, inline
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import Context
from pipeline.model.figure import FIGURE_CLOSE, FIGURE_OPEN, Chart, Diagram, Figure, Matrix, Panel

_PLACEHOLDER = re.compile(f"{FIGURE_OPEN}(\\w+){FIGURE_CLOSE}")
_DRAWING = f"{{{NAMES['wp']}}}docPr"
_CHARTS = "word/charts/chart"
_NOTE_STYLE = "FigureNote"
_TWIPS = 567
"""In a centimetre."""

_CHART_WIDTH, _PLAIN_HEIGHT = 15.5, 22.0
_NARROWEST, _CELL_MARGINS = 3.0, 0.4
_AROUND = 3.0
"""What a page keeps free for heading, note and caption of a figure that fills it."""


class PlacedFigure(Struct, frozen=True):
    """A figure as a template prints it: its name between two noncharacters, until the figure is put there."""

    name: str

    def __str__(self) -> str:
        """Return the placeholder that the step after rendering replaces."""
        return f"{FIGURE_OPEN}{self.name}{FIGURE_CLOSE}"


class _Easel(Struct, frozen=True):
    """What figures are drawn with: the document, its look, and numbers that no drawing has yet."""

    package: OpenPackage
    look: FigureLook
    language: str
    numbers: "count[int]"


def placeholders(figures: Mapping[str, object]) -> dict[str, object]:
    """Return what a template prints for each figure: its placeholder, or what stands in the figure's place."""
    return {name: PlacedFigure(name) if isinstance(each, Figure) else each for name, each in figures.items()}


def place_figures(package: OpenPackage, context: Context) -> None:
    """Put the figures into the body of a document.

    Args:
        package: the rendered document; changed.
        context: the figures by name.

    Raises:
        ValueError: a figure stands where it cannot be drawn, which is anywhere but in a paragraph of the body.
    """
    body = package.root(package.main)
    taken = [int(each.get("id") or 0) for each in body.iter(_DRAWING)]
    texts = [text for text in body.iter(qn("t")) if FIGURE_OPEN in (text.text or "")]
    if texts:
        styles = package.root(next(package.related(package.main, "styles")))
        easel = _Easel(package, look_of(styles), context.properties.language, count(max(taken, default=0) + 1))
        for text in texts:
            _place(text, context.figures, easel)


def _place(text: Element, figures: Mapping[str, object], easel: _Easel) -> None:
    """Draw every figure that one text names, where its paragraph stands."""
    paragraph = next(each for each in text.iterancestors() if each.tag == qn("p"))
    names = _PLACEHOLDER.findall(text.text or "")
    text.text = _PLACEHOLDER.sub("", text.text or "")
    for name in names:
        figure = figures[name]
        match figure:
            case Chart():
                longest = longest_name(figure.panels)
                drawn = [_chart(panel, longest, paragraph, easel) for panel in figure.panels]
            case Diagram():
                drawn = [diagram_run(figure, next(easel.numbers), easel.look, _room(paragraph))]
            case Matrix():
                paragraph.addprevious(matrix_table(figure, easel.look, _room(paragraph)[0]))
                _note(paragraph, figure.notes, easel, beside=True)
                continue
            case _:
                raise ValueError(f"{name} is no figure")
        last = paragraph
        for run in drawn:
            last = _with_run(paragraph, last, run, is_first=run is drawn[0])
        _note(last, figure.notes, easel, beside=not drawn)


def _chart(panel: Panel, longest: int, paragraph: Element, easel: _Easel) -> Element:
    package, number = easel.package, next(easel.numbers)
    name = next(name for place in count(1) if (name := f"{_CHARTS}{place}.xml") not in package.parts)
    package.add(name, chart_part(panel, longest, easel.look, easel.language), CHART)
    link = package.relate(package.main, f"{R}/chart", name)
    width, height = _room(paragraph)
    size = (emu(min(_CHART_WIDTH, width)), emu(min(height_of(panel, longest), height)))
    return w("r", w("drawing", inline(number, f"Chart {number}", panel.alt, size, graphic(link))))


def _with_run(paragraph: Element, last: Element, run: Element, *, is_first: bool) -> Element:
    """Put a drawing into the paragraph of its tag, further ones into paragraphs of their own below."""
    if is_first:
        paragraph.append(run)
        return paragraph
    further = _like(paragraph)
    further.append(run)
    last.addnext(further)
    return further


def _note(last: Element, notes: tuple[str, ...], easel: _Easel, *, beside: bool) -> None:
    """Say beneath a figure what is not in it; in the paragraph of its tag where nothing is drawn there."""
    if not notes:
        return
    content = w("t")
    content.text = " ".join(notes)
    run = w("r", content)
    if beside:
        last.append(run)
        return
    below = _like(last)
    if _NOTE_STYLE in easel.look.styles:
        # The caption follows: what stands between a figure and its caption stays with both.
        properties = w("pPr", w("pStyle", val=_NOTE_STYLE), w("keepNext"), w("jc", val="center"))
        below = w("p", properties, *below.findall(f"{qn('pPr')}/{qn('sectPr')}"))
    below.append(run)
    last.addnext(below)


def _like(paragraph: Element) -> Element:
    """Return an empty paragraph that looks the same; where a section ends it ends with the last one."""
    made, properties = w("p"), paragraph.find(qn("pPr"))
    if properties is not None:
        made.append(deepcopy(properties))
        for section in properties.findall(qn("sectPr")):
            properties.remove(section)
    return made


def _room(paragraph: Element) -> tuple[float, float]:
    """Return width and height of the text where a paragraph stands, in centimetres: of its cell, and of its page."""
    ends = (each.find(f"{qn('pPr')}/{qn('sectPr')}") for each in (paragraph, *paragraph.itersiblings(qn("p"))))
    section = next((end for end in ends if end is not None), None)
    if section is None:
        body = next(each for each in paragraph.iterancestors() if each.tag == qn("body"))
        section = body.find(qn("sectPr"))
    width, height = _between_margins(section)
    cell = next((each for each in paragraph.iterancestors() if each.tag == qn("tc")), None)
    held = cell.find(f"{qn('tcPr')}/{qn('tcW')}") if cell is not None else None
    if held is not None and held.get(qn("type")) == "dxa":
        width = max(_NARROWEST, _length(held, "w") - _CELL_MARGINS)
    return width, height - _AROUND


def _between_margins(section: Element | None) -> tuple[float, float]:
    page = section.find(qn("pgSz")) if section is not None else None
    margins = section.find(qn("pgMar")) if section is not None else None
    if page is None or margins is None:
        return _CHART_WIDTH, _PLAIN_HEIGHT
    width, height = (
        _length(page, side) - sum(_length(margins, each) for each in both)
        for side, both in (("w", ("left", "right")), ("h", ("top", "bottom")))
    )
    return width, height


def _length(element: Element, name: str) -> float:
    return int(element.get(qn(name)) or 0) / _TWIPS
