"""What tags leave behind is cleared: runs without content, and statements that are not made."""

import re
from collections.abc import Iterable, Iterator

from pipeline.formats.markup_places import element_end, occurrences, opening_before, run_around

_RUN_END, _CELL_END, _PARAGRAPH_END = "</w:r>", "</w:tc>", "</w:p>"
_ENDS = ('"></w:t></w:r>', "<w:t></w:t></w:r>", "<w:t/></w:r>", '"/></w:r>', "</w:rPr></w:r>", "<w:r></w:r>")
"""How a run without content may end."""
_EMPTY_RUN = "<w:r/>"
_NOTHING = re.compile(r"(?:<w:t(?: [^>]*)?(?:/>|></w:t>))*")
_RUN = re.compile(r"<w:r[ >/]")
_VANISHING = ('<w:pStyle w:val="Statement"/>', '<w:pStyle w:val="CellStatement"/>')
"""Paragraphs of these styles are gone where nothing stands in them."""


def drop_hollow_markup(markup: str) -> str:
    """Return the markup of a rendered body without hollow runs, and without statements that are not made.

    Args:
        markup: of the part with the body.
    """
    filled = _without(markup, _hollow_runs(markup))
    return _without(filled, _unsaid(filled))


def _hollow_runs(markup: str) -> list[tuple[int, int]]:
    """Return where runs without content begin and end, in order."""
    found = {(at, at + len(_EMPTY_RUN)) for at in occurrences(markup, _EMPTY_RUN)}
    for ending in _ENDS:
        for at in occurrences(markup, ending):
            last = at + len(ending) - len(_RUN_END)
            run = run_around(markup, last)
            if _NOTHING.fullmatch(markup, run.content, last):
                found.add((run.start, at + len(ending)))
    return sorted(found)


def _unsaid(markup: str) -> Iterator[tuple[int, int]]:
    """Yield where statements without a run begin and end, in order; a cell has to end with a paragraph."""
    before = -1
    kept_until = 0
    for at in sorted(at for style in _VANISHING for at in occurrences(markup, style)):
        start = opening_before(markup, "w:p", at)
        end = element_end(markup, "w:p", start)
        if _RUN.search(markup, at, end):
            continue
        # What stands before those that go with it is what it would leave behind.
        kept_until = kept_until if start == before else start
        if markup.startswith(_CELL_END, end) and not markup.endswith(_PARAGRAPH_END, 0, kept_until):
            continue
        before = end
        yield start, end


def _without(markup: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces.append(markup[done:start])
        done = end
    return "".join((*pieces, markup[done:])) if pieces else markup
