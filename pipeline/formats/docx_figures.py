"""Figures in their places: after rendering, each tag of a figure becomes a chart, a diagram or a table."""

import re
from collections.abc import Mapping
from copy import deepcopy
from itertools import count

from lxml import etree
from msgspec import Struct

from pipeline.formats.docx_chart import chart_part, graphic, height_of, longest_name
from pipeline.formats.docx_diagram import diagram_run
from pipeline.formats.docx_escape import in_ascii
from pipeline.formats.docx_look import FigureLook, look_of
from pipeline.formats.docx_markup import Element, R, qn, w
from pipeline.formats.docx_matrix import matrix_table
from pipeline.formats.docx_notes import CHART
from pipeline.formats.docx_room import CHART_WIDTH, Room, room_at
from pipeline.formats.drawing_markup import declared, dml, emu, inline
from pipeline.formats.markup_fragment import Fragment
from pipeline.formats.markup_places import element_end, occurrences, opening_before
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import Context
from pipeline.model.figure import FIGURE_CLOSE, FIGURE_OPEN, Chart, Diagram, Figure, Matrix, Panel

_PLACEHOLDER = re.compile(f"{FIGURE_OPEN}(\\w+){FIGURE_CLOSE}")
_MARK = re.compile(r"<\?drawing \d+\?>")
_DRAWING = re.compile(r'<wp:docPr\b[^>]*?\bid="(\d+)"')
_CHARTS = "word/charts/chart"
_NOTE_STYLE = "FigureNote"


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
    drawn: dict[str, str]

    def hang(self, run: str) -> etree._ProcessingInstruction:
        """Return what stands in a tree for a drawing, which is text and never made a tree."""
        mark = etree.ProcessingInstruction("drawing", str(len(self.drawn) + 1))
        self.drawn[etree.tostring(mark, encoding="unicode")] = run
        return mark


def placeholders(figures: Mapping[str, object]) -> dict[str, object]:
    """Return what a template prints for each figure: its placeholder, or what stands in the figure's place."""
    return {name: PlacedFigure(name) if isinstance(each, Figure) else each for name, each in figures.items()}


def place_figures(markup: str, package: OpenPackage, context: Context) -> str:
    """Return the markup of a body with its figures.

    Args:
        markup: of the rendered part with the body.
        package: the document, to which parts of charts are added.
        context: the figures by name.

    Raises:
        ValueError: a figure stands where it cannot be drawn, which is anywhere but in a paragraph of the body.
    """
    places = [*occurrences(markup, in_ascii(FIGURE_OPEN))]
    if not places:
        return markup
    styles = package.root(next(package.related(package.main, "styles")))
    taken = [int(number) for number in _DRAWING.findall(markup)]
    easel = _Easel(package, look_of(styles), context.properties.language, count(max(taken, default=0) + 1), {})
    pieces: list[str] = []
    done = 0
    for at in places:
        if at < done:
            # It stood in the paragraph of the one before.
            continue
        start = opening_before(markup, "w:p", at)
        fragment = Fragment(markup, start, element_end(markup, "w:p", start))
        _draw(fragment.content[0], context.figures, room_at(markup, start), easel)
        pieces += (markup[done:start], _MARK.sub(lambda mark: easel.drawn[mark[0]], fragment.markup()))
        done = fragment.end
    return "".join((*pieces, markup[done:]))


def _draw(paragraph: Element, figures: Mapping[str, object], room: Room, easel: _Easel) -> None:
    """Draw every figure that a paragraph names, where it stands."""
    for text in [each for each in paragraph.iter(qn("t")) if FIGURE_OPEN in (each.text or "")]:
        names = _PLACEHOLDER.findall(text.text or "")
        text.text = _PLACEHOLDER.sub("", text.text or "")
        for name in names:
            _place(paragraph, name, figures[name], room, easel)


def _place(paragraph: Element, name: str, figure: object, room: Room, easel: _Easel) -> None:
    match figure:
        case Chart():
            longest = longest_name(figure.panels)
            drawn = [easel.hang(_chart(panel, longest, room, easel)) for panel in figure.panels]
        case Diagram():
            drawn = [easel.hang(diagram_run(figure, next(easel.numbers), easel.look, room))]
        case Matrix():
            paragraph.addprevious(matrix_table(figure, easel.look, room[0]))
            _note(paragraph, figure.notes, easel, beside=True)
            return
        case _:
            raise ValueError(f"{name} is no figure")
    last = paragraph
    for run in drawn:
        last = _with_run(paragraph, last, run, is_first=run is drawn[0])
    _note(last, figure.notes, easel, beside=not drawn)


def _chart(panel: Panel, longest: int, room: Room, easel: _Easel) -> str:
    package, number = easel.package, next(easel.numbers)
    name = next(name for place in count(1) if (name := f"{_CHARTS}{place}.xml") not in package.parts)
    package.add(name, chart_part(panel, longest, easel.look, easel.language), CHART)
    link = package.relate(package.main, f"{R}/chart", name)
    width, height = room
    size = (emu(min(CHART_WIDTH, width)), emu(min(height_of(panel, longest), height)))
    drawing = inline(number, f"Chart {number}", panel.alt, size, graphic(link))
    return dml("w:r", dml("w:drawing", declared(drawing, "wp", "a", "c", "r")))


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
