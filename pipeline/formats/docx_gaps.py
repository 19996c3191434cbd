"""Gaps made visible: each placeholder becomes its marker in a character style, with one comment in the body."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.formats.docx_comment import Commenting
from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_runs import run_like, split_runs, text_of
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Context, Gap

GAP_STYLE = "Gap"
NO_DAY = date(2000, 1, 1)
"""Stands where a document knows no date: nothing printed or stored depends on today."""

_PLACEHOLDER = re.compile(f"{GAP_OPEN}([0-9]+){GAP_CLOSE}")


def mark_gaps(package: OpenPackage, context: Context, others: Iterable[Element], charts: Iterable[Element]) -> None:
    """Replace the placeholders of gaps in body, headers, footers, notes and charts of a document.

    The text of a chart has no styles of its own: there the marker stands in plain.

    Args:
        package: the rendered document; changed.
        context: the gaps by number, and the day that stands on the comments.
        others: headers, footers and notes; changed in place.
        charts: roots of charts; changed in place.

    Raises:
        ValueError: a placeholder has no gap.
    """
    gaps = {gap.number: gap for gap in context.gaps}
    commented: set[str] = set()
    commenting = Commenting(package, context.properties.day or NO_DAY)
    for gap, run in _marked(package.root(package.main), gaps):
        if gap.path not in commented:
            commented.add(gap.path)
            commenting.comment_on(run, gap.comment)
    for root in others:
        for _ in _marked(root, gaps):
            pass
    for chart in charts:
        for element in chart.iter():
            if GAP_OPEN in (element.text or ""):
                element.text = _PLACEHOLDER.sub(lambda found: _known(gaps, int(found[1])).marker, element.text or "")


def _marked(root: Element, gaps: dict[int, Gap]) -> Iterator[tuple[Gap, Element]]:
    """Split every run that holds placeholders, and yield each gap with the run that now holds its marker."""

    def marker(match: re.Match[str], properties: Element | None) -> list[Element]:
        return [_marker(properties, _known(gaps, int(match[1])))]

    for match, (run,) in split_runs(root, GAP_OPEN, _PLACEHOLDER, marker):
        yield gaps[int(match[1])], run


def _known(gaps: dict[int, Gap], number: int) -> Gap:
    try:
        return gaps[number]
    except KeyError:
        raise ValueError(f"the document names gap {number}, and the context holds none of that number") from None


def _marker(properties: Element | None, gap: Gap) -> Element:
    run = run_like(properties)
    own = run.find(qn("rPr"))
    if own is None:
        own = w("rPr")
        run.insert(0, own)
    for style in own.findall(qn("rStyle")):
        own.remove(style)
    own.insert(0, w("rStyle", val=GAP_STYLE))
    run.append(text_of(gap.marker))
    return run
