"""References made live: words that name a section become a field that follows its bookmark."""

import re
from collections.abc import Container

from pipeline.formats.docx_escape import in_ascii
from pipeline.formats.docx_runs import run_of, split_runs, text_of
from pipeline.model.reference import REFERENCE_CLOSE, REFERENCE_OPEN, REFERENCE_WORDS

_OPEN, _WORDS, _CLOSE = map(in_ascii, (REFERENCE_OPEN, REFERENCE_WORDS, REFERENCE_CLOSE))
_REFERENCE = re.compile(f"{_OPEN}(.*?){_WORDS}(.*?){_CLOSE}", re.DOTALL)
"""The bookmark, then the words."""

_BOOKMARK = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"')
_MARK = '<w:fldChar w:fldCharType="{}"/>'


def write_references(markup: str, *, in_body: bool) -> str:
    """Return markup in which references are fields with their words as result.

    Args:
        markup: of a part.
        in_body: whether it is the body. Elsewhere, and where the bookmark is not there, in a firm's template or because
            its section is left out, a reference becomes plain words.
    """
    if _OPEN not in markup:
        return markup
    there: Container[str] = frozenset(_BOOKMARK.findall(markup)) if in_body else ()

    def field(match: re.Match[str], properties: str) -> str:
        words = run_of(properties, text_of(match[2]))
        if match[1] not in there:
            return words
        begin, separate, end = (run_of(properties, _MARK.format(kind)) for kind in ("begin", "separate", "end"))
        code = run_of(properties, f'<w:instrText xml:space="preserve"> REF {match[1]} \\h </w:instrText>')
        return f"{begin}{code}{separate}{words}{end}"

    return split_runs(markup, _OPEN, _REFERENCE, field)
