"""Gaps made visible: each placeholder becomes its marker in a character style, with one comment in the body."""

import re
from collections.abc import Mapping

from pipeline.formats.docx_comment import Commenting
from pipeline.formats.docx_escape import escaped, in_ascii
from pipeline.formats.docx_runs import run_of, split_runs, text_of
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Gap

GAP_STYLE = "Gap"

_OPEN = in_ascii(GAP_OPEN)
_PLACEHOLDER = re.compile(f"{_OPEN}([0-9]+){in_ascii(GAP_CLOSE)}")
_STYLE = re.compile(r"<w:rStyle [^>]*/>")
_PROPERTIES = "<w:rPr>"


def mark_gaps(markup: str, gaps: Mapping[int, Gap], commenting: Commenting | None = None) -> str:
    """Return markup in which the placeholders of gaps are their markers.

    Args:
        markup: of body, header, footer or notes.
        gaps: by number.
        commenting: writes one comment on each fact that is missing; none where it is not the body.

    Raises:
        ValueError: a placeholder has no gap.
    """
    commented: set[str] = set()

    def marker(match: re.Match[str], properties: str) -> str:
        gap = _known(gaps, int(match[1]))
        others = _STYLE.sub("", properties).removeprefix(_PROPERTIES) or "</w:rPr>"
        run = run_of(f'{_PROPERTIES}<w:rStyle w:val="{GAP_STYLE}"/>{others}', text_of(escaped(gap.marker)))
        if commenting is None or gap.path in commented:
            return run
        commented.add(gap.path)
        return commenting.comment_on(run, gap.comment)

    return split_runs(markup, _OPEN, _PLACEHOLDER, marker)


def mark_gaps_in_chart(markup: str, gaps: Mapping[int, Gap]) -> str:
    """Return the markup of a chart with the markers in plain: its text has no styles of its own.

    Args:
        markup: of the chart.
        gaps: by number.

    Raises:
        ValueError: a placeholder has no gap.
    """
    return _PLACEHOLDER.sub(lambda found: escaped(_known(gaps, int(found[1])).marker), markup)


def _known(gaps: Mapping[int, Gap], number: int) -> Gap:
    try:
        return gaps[number]
    except KeyError:
        raise ValueError(f"the document names gap {number}, and the context holds none of that number") from None
