"""The check inside every rendering: everything that went in was printed, and the end is there.

It reads the markup as text and is sure, or it is not: then the document is opened again and looked through whole.
"""

import re
from collections.abc import Collection, Iterator
from html import unescape

from pipeline.formats.docx_compiled import CompiledTemplate
from pipeline.formats.docx_words import END_STYLE, folded
from pipeline.formats.markup_places import element_end, occurrences, opening_before, style_of
from pipeline.model.context import Context

_LEFT_OVER = ("&#649", "&#6500", "{", "}")
"""What no finished part holds: noncharacters, and braces, since those that are printed are written otherwise.

A few signs before the noncharacters are taken for them: the document is opened again, and nothing is wrong with it.
"""
_HOLLOW = (
    *("</w:tblGrid></w:tbl>", "</w:tcPr></w:tc>", "<w:tc></w:tc>", "<w:tc/>", "</w:tbl></w:tc>"),
    *("<w:sdtContent></w:sdtContent>", "<w:sdtContent/>", "<w:txbxContent></w:txbxContent>", "<w:txbxContent/>"),
)
"""What is left where everything in it was a loop that did not go round."""
_HEAD_ROW = "<w:tblHeader/>"
_BLANK, _MARKUP = re.compile(r"<w:(?:tab|br|cr)\b[^>]*>"), re.compile("<[^>]*>")


def is_conserved(
    body: str, others: Collection[str], printed: Collection[str], template: CompiledTemplate, context: Context
) -> bool:
    """Tell whether a document is sure to hold what it was made from, and its structure to be as it was proven.

    Args:
        body: finished markup of the part with the body.
        others: that of the other parts that print.
        printed: every text that was escaped on its way into them.
        template: from which they were rendered.
        context: from which they were rendered.
    """
    return (
        not template.flaws
        and holds_all(body, printed, context)
        and not any(map(_has_left_over, (body, *others)))
        and not _has_hollow_table(body)
        and _has_headings(body, template, context)
    )


def holds_all(body: str, printed: Collection[str], context: Context) -> bool:
    """Tell whether everything that had to be printed went into a document, and its end mark is there.

    Args:
        body: markup of the part with the body.
        printed: every text that was escaped on its way into the document.
        context: from which it was rendered.
    """
    return all(text in printed for text in context.printed) and _ends(body)


def _has_left_over(markup: str) -> bool:
    return any(sign in markup for sign in _LEFT_OVER)


def _has_hollow_table(body: str) -> bool:
    """Tell whether a table or cell, or what else has to hold something, may have been left with nothing in it."""
    return any(sign in body for sign in _HOLLOW) or any(
        _HEAD_ROW in body[opening_before(body, "w:tr", at) : at] for at in occurrences(body, "</w:tbl>")
    )


def _ends(body: str) -> bool:
    """Tell whether the last paragraph is the end mark, with its words."""
    last = body[opening_before(body, "w:p", len(body)) :]
    return style_of(last) == END_STYLE and bool(_text(last))


def _has_headings(body: str, template: CompiledTemplate, context: Context) -> bool:
    there = tuple(_headings(body, template))
    lines = frozenset(there)
    wanted = (folded(heading) for heading in context.headings)
    return all(heading in lines or any(line.endswith(heading) for line in there) for heading in wanted)


def _headings(body: str, template: CompiledTemplate) -> Iterator[str]:
    for style in template.headings:
        for at in occurrences(body, f'<w:pStyle w:val="{style}"/>'):
            yield _text(body[at : element_end(body, "w:p", opening_before(body, "w:p", at))])


def _text(markup: str) -> str:
    return folded(unescape(_MARKUP.sub("", _BLANK.sub(" ", markup))))
