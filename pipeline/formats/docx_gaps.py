"""Gaps made visible: each placeholder becomes its marker in a character style, with one comment in the body."""

import re
from collections.abc import Iterator
from datetime import date

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.text.run import CT_R
from docx.text.run import Run

from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_runs import run_like, split_runs, text_of
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Context, Gap

GAP_STYLE = "Gap"
NO_DAY = date(2000, 1, 1)
"""Stands where a document knows no date: nothing printed or stored depends on today."""

_AUTHOR, _INITIALS = "dossier", "D"
_PLACEHOLDER = re.compile(f"{GAP_OPEN}([0-9]+){GAP_CLOSE}")


def mark_gaps(document: Document, context: Context) -> None:
    """Replace the placeholders of gaps in body, headers and footers of an opened document.

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


def _marked(root: Element, gaps: dict[int, Gap]) -> Iterator[tuple[Gap, CT_R]]:
    """Split every run that holds placeholders, and yield each gap with the run that now holds its marker."""

    def marker(match: re.Match[str], properties: Element | None) -> list[CT_R]:
        return [_marker(properties, _known(gaps, int(match[1])))]

    for match, (run,) in split_runs(root, _PLACEHOLDER, marker):
        yield gaps[int(match[1])], run


def _known(gaps: dict[int, Gap], number: int) -> Gap:
    try:
        return gaps[number]
    except KeyError:
        raise ValueError(f"the document names gap {number}, and the context holds none of that number") from None


def _marker(properties: Element | None, gap: Gap) -> CT_R:
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


def _comment(document: Document, run: CT_R, gap: Gap, day: date) -> None:
    comment = document.add_comment(Run(run, document), text=gap.comment, author=_AUTHOR, initials=_INITIALS)
    comment._comment_elm.set(qn("date"), f"{day.isoformat()}T00:00:00Z")  # noqa: SLF001 - python-docx writes the clock
