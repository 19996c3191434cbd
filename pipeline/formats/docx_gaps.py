"""Gaps made visible: each placeholder becomes its marker in a character style, with one comment in the body."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.text.run import CT_R
from docx.text.run import Run

from pipeline.formats.docx_markup import XML_SPACE, Element, qn, w
from pipeline.formats.docx_notes import CHART, NOTES, parsed, put
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Context, Gap

GAP_STYLE = "Gap"
NO_DAY = date(2000, 1, 1)
"""Stands where a document knows no date: nothing printed or stored depends on today."""

_AUTHOR, _INITIALS = "dossier", "D"
_PLACEHOLDER = re.compile(f"{GAP_OPEN}([0-9]+){GAP_CLOSE}")


def mark_gaps(document: Document, context: Context) -> None:
    """Replace the placeholders of gaps in body, headers, footers, notes and charts of an opened document.

    The text of a chart has no styles of its own: there the marker stands in plain.

    Args:
        document: the rendered document; changed in place.
        context: the gaps by number, and the day that stands on the comments.

    Raises:
        ValueError: a placeholder has no gap.
    """
    gaps = {gap.number: gap for gap in context.gaps}
    commented: set[str] = set()
    for gap, run in _marked(document.element.body, gaps):
        if gap.path not in commented:
            commented.add(gap.path)
            _comment(document, run, gap, context.properties.day or NO_DAY)
    for link in document.part.rels.values():
        if link.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            for _ in _marked(link.target_part.element, gaps):
                pass
    for part in document.part.package.iter_parts():
        if part.content_type in {*NOTES, CHART} and GAP_OPEN.encode() in part.blob:
            _mark_part(part, gaps)


def _mark_part(part: Part, gaps: dict[int, Gap]) -> None:
    """Replace the placeholders in notes or a chart."""
    root = parsed(part)
    if part.content_type == CHART:
        for element in root.iter():
            if GAP_OPEN in (element.text or ""):
                element.text = _PLACEHOLDER.sub(lambda found: _known(gaps, int(found[1])).marker, element.text or "")
    else:
        for _ in _marked(root, gaps):
            pass
    put(part, root)


def _marked(root: Element, gaps: dict[int, Gap]) -> Iterator[tuple[Gap, CT_R]]:
    """Split every run that holds placeholders, and yield each gap with the run that now holds its marker."""
    runs = [run for run in root.iter(qn("r")) if any(GAP_OPEN in (text.text or "") for text in run.iter(qn("t")))]
    for run in runs:
        yield from _split(run, gaps)


def _split(run: Element, gaps: dict[int, Gap]) -> Iterator[tuple[Gap, CT_R]]:
    properties = run.find(qn("rPr"))
    pieces = [_run_like(properties)]
    marked: list[tuple[Gap, CT_R]] = []
    for child in list(run):
        if child is properties:
            continue
        if child.tag != qn("t") or GAP_OPEN not in (child.text or ""):
            pieces[-1].append(child)
            continue
        for position, text in enumerate(_PLACEHOLDER.split(child.text or "")):
            if position % 2:
                gap = _known(gaps, int(text))
                pieces += [_marker(properties, gap), _run_like(properties)]
                marked.append((gap, pieces[-2]))
            elif text:
                pieces[-1].append(_text(text))
    for piece in pieces:
        if any(child.tag != qn("rPr") for child in piece):
            run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)
    yield from marked


def _known(gaps: dict[int, Gap], number: int) -> Gap:
    try:
        return gaps[number]
    except KeyError:
        raise ValueError(f"the document names gap {number}, and the context holds none of that number") from None


def _run_like(properties: Element | None) -> CT_R:
    run = cast("CT_R", OxmlElement("w:r"))
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _marker(properties: Element | None, gap: Gap) -> CT_R:
    run = _run_like(properties)
    own = run.find(qn("rPr"))
    if own is None:
        own = w("rPr")
        run.insert(0, own)
    for style in own.findall(qn("rStyle")):
        own.remove(style)
    own.insert(0, w("rStyle", val=GAP_STYLE))
    run.append(_text(gap.marker))
    return run


def _text(text: str) -> Element:
    element = OxmlElement("w:t")
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def _comment(document: Document, run: CT_R, gap: Gap, day: date) -> None:
    comment = document.add_comment(Run(run, document), text=gap.comment, author=_AUTHOR, initials=_INITIALS)
    comment._comment_elm.set(qn("date"), f"{day.isoformat()}T00:00:00Z")  # noqa: SLF001 - python-docx writes the clock
